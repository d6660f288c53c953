package official

import (
	"strings"
)

// assignment is who does something, as a short phrase tells: a cell, a bracket, the value of a field.
type assignment struct {
	lead, partners []nameSpan
	when           string
}

type unitRole int

const (
	roleLead unitRole = iota
	rolePartner
)

var (
	withPartners = pattern(`(?:,|;|và|^)?\s*phối(?:,)?(?: kết)? hợp(?:\s+chặt chẽ)?(?:\s+thực hiện)?(?:\s+(?:cùng với|với|cùng)|\s*:)\s*`)
	barePartners = pattern(`^(?:và\s+)?phối(?: kết)? hợp\s+`)
	leadBefore   = pattern(`\s*(?:chủ trì|làm đầu mối|là đầu mối|chịu trách nhiệm(?: chính)?)(?:\s+(?:thực hiện|tham mưu|tổ chức|triển khai))?`)
	partnersSeal = pattern(`\s+(?:cùng\s+)?phối hợp(?:\s+(?:thực hiện|tổ chức|triển khai))?[\s.;,]*$`)
	doneBy       = pattern(`\s+(?:tổ chức\s+)?(?:thực hiện|triển khai|đảm nhiệm)(?:\s+|$)`)
	whenInside   = pattern(`^(?:thời gian|thời hạn|tiến độ|hoàn thành|thực hiện|xong|trong|trước|từ|đến|hằng|hàng|theo|khi|tháng|quý|năm|ngày|định kỳ|thường xuyên|\d)`)
)

// readAssignment reads phrases such as "Sở A chủ trì, phối hợp với Sở B; hằng quý", "Sở A; Sở B phối hợp".
// Units without a word about their part get the role said.
func readAssignment(text string, fallback unitRole, dir *Directory) assignment {
	var a assignment
	for line := range strings.SplitSeq(joinBrokenNames(text), "\n") {
		p := withoutRoleBrackets(newPassage(line))
		start, said := 0, fallback
		for i := 0; i <= len(p.key); i++ {
			if i < len(p.key) && p.key[i] != ';' && !timeBehindComma(p, i) {
				continue
			}
			part, _ := p.slice(start, i).trim()
			before := len(a.partners)
			a.read(part, said, dir)
			if said = fallback; len(a.partners) > before && !partnersSeal().MatchString(part.key) {
				said = rolePartner
			}
			start = i + 1
		}
	}
	return a
}

var roleBracket = pattern(`\((?:đơn vị |cơ quan )?(?:chủ trì|phối hợp|đầu mối)(?: thực hiện)?\)`)

// withoutRoleBrackets reads a part told in brackets as words: "Sở A (chủ trì), Sở B (phối hợp)".
func withoutRoleBrackets(p passage) passage {
	for _, m := range roleBracket().FindAllStringIndex(p.key, -1) {
		text := p.text[:m[0]] + " " + p.text[m[0]+1:m[1]-1] + " " + p.text[m[1]:]
		p = newPassage(text)
	}
	return p
}

// timeBehindComma reports a comma behind which a time begins: "Sở A phối hợp, xong trong quý IV".
func timeBehindComma(p passage, i int) bool {
	if p.key[i] != ',' {
		return false
	}
	at := skipBlanks(p.key, i+1)
	if _, unit := headAt(p, at); unit || len(p.key)-at > mostQualifier*2 {
		return false
	}
	return onlyTime(p.key[at:])
}

func (a *assignment) read(p passage, fallback unitRole, dir *Directory) {
	if !hasWord(p.text) {
		return
	}
	if l, ok := labelAt(p, skipBlanks(p.key, 0)); ok {
		a.readLabelled(p, l, dir)
		return
	}
	if !containsAny(p.key, "phối", "chủ trì", "đầu mối", "trách nhiệm") {
		a.readPlain(p, fallback)
		return
	}
	if m := barePartners().FindStringIndex(p.key); m != nil {
		if _, ok := headAt(p, m[1]); ok {
			a.readPartners(p.slice(m[1], len(p.key)))
			return
		}
	}
	if m := withPartners().FindStringIndex(p.key); m != nil {
		if left := p.slice(0, m[0]); hasWord(left.text) {
			a.read(left, roleLead, dir)
		}
		a.readPartners(p.slice(m[1], len(p.key)))
		return
	}
	if m := leadBefore().FindStringIndex(p.key); m != nil && !partOfName(p.key, m) {
		a.lead = append(a.lead, splitUnitSpans(p.slice(0, m[0]))...)
		rest, _ := p.slice(m[1], len(p.key)).trim()
		rest = trimLeft(rest, ",:;- ")
		switch {
		case !hasWord(rest.text):
		case m[0] == 0:
			a.read(rest, roleLead, dir)
		case partnersSeal().MatchString(rest.key):
			a.read(rest, rolePartner, dir)
		case whenInside().MatchString(rest.key):
			a.when = joinWhen(a.when, rest.text)
		case actsNext(rest.key, 0):
			// "Sở A chủ trì chuẩn bị nội dung": what the chair is for, and nobody else
		default:
			a.read(rest, rolePartner, dir)
		}
		return
	}
	if m := partnersSeal().FindStringIndex(p.key); m != nil {
		a.partners = append(a.partners, splitUnitSpans(p.slice(0, m[0]))...)
		return
	}
	a.readPlain(p, fallback)
}

// readPlain reads names without a word about their part, or a time.
func (a *assignment) readPlain(p passage, fallback unitRole) {
	if m := doneBy().FindStringIndex(p.key); m != nil {
		if _, ok := headAt(p, 0); ok {
			rest := oneLine(p.text[m[1]:])
			if rest == "" || whenInside().MatchString(newPassage(rest).key) {
				a.lead = append(a.lead, splitUnitSpans(p.slice(0, m[0]))...)
				a.when = joinWhen(a.when, rest)
				return
			}
		}
	}
	if _, unit := headAt(p, 0); !unit && whenInside().MatchString(p.key) {
		a.when = joinWhen(a.when, p.text)
		return
	}
	names := splitUnitSpans(p)
	if fallback == rolePartner {
		a.partners = append(a.partners, names...)
		return
	}
	a.lead = append(a.lead, names...)
}

func (a *assignment) readLabelled(p passage, l label, dir *Directory) {
	value := p.slice(l.value, len(p.key))
	switch l.kind {
	case labelLead, labelBoth:
		a.read(value, roleLead, dir)
	case labelPartners:
		a.readPartners(value)
	case labelWhen:
		a.when = joinWhen(a.when, value.text)
	}
}

func (a *assignment) readPartners(p passage) {
	for _, name := range splitUnitSpans(p) {
		if _, ok := headAt(newPassage(name.name), 0); !ok && whenInside().MatchString(newPassage(name.name).key) {
			a.when = joinWhen(a.when, name.name)
			continue
		}
		a.partners = append(a.partners, name)
	}
}

// partOfName reports that "chủ trì" tells which units are meant: "các sở chủ trì soạn thảo".
func partOfName(key string, m []int) bool {
	_, ok := firstPhrase(key, skipBlanks(key, m[1]), []string{"soạn thảo", "xây dựng", "đề án", "nhiệm vụ", "tham mưu xây dựng", "dự án", "chương trình"})
	return ok && m[0] > 0
}

func joinWhen(a, b string) string {
	b = strings.Trim(oneLine(b), " .;,()")
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

func trimLeft(p passage, cutset string) passage {
	n := len(p.text) - len(strings.TrimLeft(p.text, cutset))
	return p.slice(n, len(p.text))
}

// joinBrokenNames joins the lines of a cell whose next line does not begin a name: the writer broke the
// name there.
func joinBrokenNames(text string) string {
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		p := newPassage(line)
		_, body := markerOf(p)
		if i > 0 {
			if _, ok := headAt(p, body); ok && (startsUpper(line[body:]) || body > 0) || strings.HasSuffix(strings.TrimSpace(b.String()), ";") || beginsRole(p.key[body:]) {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteString(line[body:])
	}
	return b.String()
}

func beginsRole(key string) bool {
	return strings.HasPrefix(key, "chủ trì") || strings.HasPrefix(key, "phối hợp") || strings.HasPrefix(key, "đơn vị") || strings.HasPrefix(key, "cơ quan")
}
