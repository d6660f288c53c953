package official

import (
	"cmp"
	"strings"
)

var (
	numberLine    = pattern(`(?:^|\s)s[ốo]\s*:?\s*(\d[\d\s]{0,6}[a-zđ]?\s*[/\-]\s*[a-zđ\d][\pL\d&]*(?:\s?[\-/]\s?[\pL\d&]+)*)`)
	numberInText  = pattern(`(kế hoạch|công văn|quyết định|thông báo|chỉ thị|chương trình|công điện|kết luận|hướng dẫn|văn bản|đề án|phương án|nghị quyết)\s+số\s*:?\s*(\d+[a-zđ]?\s?[/\-]\s?[\pL\d&]+(?:\s?[\-/]\s?[\pL\d&]+)*)`)
	placeDate     = pattern(`[\pL.]\s*,\s*ngày\s+(?:\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}(?:\s+\pL+){0,3}|\d{1,2}/\d{1,2}/\d{4})\s*$`)
	issuedVerb    = pattern(`(?:đã |vừa |có )*(?:ban hành|ký ban hành|có|ký)\s+$`)
	documentType  = pattern(`^(?:dự thảo\s+)?(kế hoạch(?: phối hợp| liên ngành| liên tịch| hành động)?|quyết định|thông báo|chỉ thị|chương trình(?: hành động| công tác| phối hợp| làm việc| liên tịch)?|công điện|kết luận|hướng dẫn|báo cáo|đề án|phương án|nghị quyết|tờ trình|biên bản|quy chế(?: phối hợp)?|công văn|thông tri|quy định)$`)
	typeAndNumber = pattern(`^\s*(kế hoạch|quyết định|thông báo|chỉ thị|chương trình|công điện|kết luận|hướng dẫn|phương án|nghị quyết|công văn)\s+s[ốo]\s*:?\s*(\d+[a-zđ]?\s?[/\-]\s?[\pL\d&]+(?:\s?[\-/]\s?[\pL\d&]+)*)`)
	attachedTo    = pattern(`^\s*\(?\s*(?:ban hành\s+)?(?:kèm theo\s+(?:[\pL ]{4,30}\s+)?số\s*:?\s*(\d+[a-zđ]?\s?[/\-]\s?[\pL\d&]+(?:\s?[\-/]\s?[\pL\d&]+)*)|ngày\s+\d)`)
	onlyTimeTitle = pattern(`^(?:quý|tháng|năm|tuần|6 tháng|06 tháng|công tác|làm việc)\s+(?:quý|tháng|năm|tuần|[\divx]|đầu|cuối)`)
	wiredTo       = pattern(`^(?:chủ tịch|ủy ban|ubnd|giám đốc|trưởng ban)?[\pL\s,-]*(?:^|\s)điện\s*:?$`)
	annexLine     = pattern(`^phụ (?:lục|biểu)(?:\s+(?:[ivx]+|\d+|số\s*\d+))?\s*[.:]?\s*$|^(?:danh mục|biểu|bảng)\s+(?:phân công|nhiệm vụ|phân công nhiệm vụ|các nhiệm vụ)[^.;]*$|^\(\s*(?:ban hành\s+)?kèm theo`)
	signature     = pattern(`^(?:(?:tm\.|kt\.|tl\.|tuq\.|q\.|t/m|k/t)|(?:chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|chánh văn phòng|phó chánh văn phòng|bí thư|phó bí thư|trưởng ban|phó trưởng ban|bộ trưởng|thứ trưởng|trưởng phòng|hiệu trưởng|tổng biên tập|cục trưởng|thủ trưởng|chỉ huy trưởng|chủ nhiệm)(?:\s+thường trực)?$)`)
	recipients    = pattern(`^\s*nơi nhận\s*:?`)
	addressees    = pattern(`^\s*kính gửi\s*:?`)
	subjectLine   = pattern(`^\s*(?:v/v|về việc)\s+`)
	rulerLine     = pattern(`^[\s\-–_*=.]+$`)
)

// isLetterheadLine reports a line that stands in a letterhead or a signature and nowhere else.
func isLetterheadLine(l passage) bool {
	key := oneLine(l.key)
	switch {
	case strings.Contains(key, "cộng hòa xã hội chủ nghĩa việt nam"), strings.Contains(key, "cộng hoà xã hội chủ nghĩa việt nam"), strings.Contains(key, "đảng cộng sản việt nam") && isShouting(l.text):
		return true
	case strings.Contains(key, "độc lập") && strings.Contains(key, "tự do") && strings.Contains(key, "hạnh phúc"):
		return true
	case rulerLine().MatchString(l.text):
		return true
	}
	return numberLine().MatchString(key) && strings.HasPrefix(key, "số") || placeDate().MatchString(key) && len(key) < 90 || signature().MatchString(key) && isShouting(l.text) || recipients().MatchString(key) || addressees().MatchString(key)
}

// mostHeadLines is how far down a name plate may stand.
const mostHeadLines = 60

// mostArticleLines is how far down a news item may name the document it tells of; further down stand
// other news.
const mostArticleLines = 20

// readLetterhead finds number, title and day of issue, in the letterhead or in an article about the
// document, and sets the letterhead, addressees, recipients and signature aside.
func (r *planReader) readLetterhead() {
	r.readNamePlate()
	if r.number == "" {
		r.readFromArticle()
	}
	r.readAttached()
	r.markAddressees()
	r.markClosing()
	r.markFurniture()
	r.year = yearIn(r.title, r.issued)
	if r.year == 0 && len(r.paras) > 0 {
		r.year = r.yearOfArticle()
	}
}

// readNamePlate reads the top of an official document.
func (r *planReader) readNamePlate() {
	plate := -1 // last paragraph of the name plate
	for i, p := range r.paras {
		if i >= mostHeadLines || p.mark.kind == "I" || strings.HasPrefix(p.key, "căn cứ ") {
			break
		}
		key := oneLine(p.key)
		if m := numberLine().FindStringSubmatchIndex(p.key); m != nil && r.number == "" && (strings.HasPrefix(key, "số") || strings.HasPrefix(key, "so")) {
			r.number = tidyNumber(p.text[m[2]:m[3]])
			r.issued = cmp.Or(r.issued, dayBehindNumber(p.key[m[3]:]))
			plate = i
		}
		if r.issued == "" && placeDate().MatchString(key) && len(key) < 140 {
			if m := placeDate().FindStringIndex(key); m != nil {
				r.issued = longDayOf(key[m[0]:])
			}
			plate = i
		}
		if isLetterheadLine(p.passage) && !recipients().MatchString(key) {
			plate = max(plate, i)
		}
		if m := typeAndNumber().FindStringSubmatchIndex(p.key); m != nil && r.number == "" && (isShouting(p.text[:m[3]]) || i < 8) {
			r.number = tidyNumber(p.text[m[4]:m[5]])
			r.issued = cmp.Or(r.issued, dayBehindNumber(p.key[m[5]:]))
			plate = r.readTitle(i, "")
			break
		}
		if kind := strings.TrimRight(key, ": "); documentType().MatchString(kind) && (isShouting(p.text) || i < 15 && len(key) < 30) {
			plate = r.readTitle(i, kind)
			break
		}
		if subjectLine().MatchString(p.key) && r.title == "" && i < 20 {
			r.title = oneLine(p.text)
			plate = i
		}
		if addressees().MatchString(p.key) {
			break
		}
	}
	plate = r.readBelowTitle(plate)
	for i := 0; i <= plate; i++ {
		r.letterhead(r.paras[i])
	}
	if r.number != "" || r.issued != "" {
		r.lettered = true
		r.findIssuer(plate)
	}
}

// dayBehindNumber reads the day told on the line of the number: "Số: 12/KH-UBND ngày 05/5/2025".
func dayBehindNumber(rest string) string {
	rest = strings.Replace(strings.TrimLeft(rest, " ,."), "ngay ", "ngày ", 1)
	if !strings.HasPrefix(rest, "ngày") {
		return ""
	}
	return longDayOf(rest[:min(len(rest), len("ngày 05 tháng 05 năm 2025 "))])
}

// mostAnnexLines is how far down an annex may say which document it is attached to.
const mostAnnexLines = 12

// readAttached reads the number and day that an annex without a letterhead tells: "(Kèm theo Kế hoạch số
// 128/KH-UBND ngày 5/2/2026 của UBND tỉnh)", and takes a title in capitals for its title.
func (r *planReader) readAttached() {
	for _, p := range r.paras[:min(len(r.paras), mostAnnexLines)] {
		if m := attachedTo().FindStringSubmatchIndex(p.key); m != nil && m[2] >= 0 {
			if r.number == "" {
				r.number = tidyNumber(p.text[m[2]:m[3]])
			}
			r.issued = cmp.Or(r.issued, longDayOf(p.key[m[0]:]))
		}
		if r.title == "" && annexTitle().MatchString(oneLine(p.key)) && isShouting(p.text) && len(p.text) < mostQualifier*4 {
			r.title = oneLine(p.text)
		}
	}
}

var annexTitle = pattern(`^(?:danh mục|bảng|biểu|kế hoạch|chương trình|phân công)\s+\pL+\s+\pL+\s+\pL`)

// mostBelowTitle is how many paragraphs below the title may still tell number and day.
const mostBelowTitle = 2

// readBelowTitle reads what some offices put below the title: place and day, or the decision that the
// document is attached to. It returns the last paragraph of the name plate.
func (r *planReader) readBelowTitle(plate int) int {
	for i := plate + 1; plate >= 0 && i < len(r.paras) && i <= plate+mostBelowTitle; i++ {
		p := r.paras[i]
		key := oneLine(p.key)
		if p.mark.kind != "" {
			break
		}
		if r.issued == "" && placeDate().MatchString(key) && len(key) < 90 {
			r.issued = longDayOf(key[placeDate().FindStringIndex(key)[0]:])
			return i
		}
		m := attachedTo().FindStringSubmatchIndex(p.key)
		if m == nil {
			continue
		}
		if m[2] >= 0 && r.number == "" {
			r.number = tidyNumber(p.text[m[2]:m[3]])
		}
		r.issued = cmp.Or(r.issued, longDayOf(p.key[m[0]:]))
		return i
	}
	return plate
}

// readTitle joins the lines under the type of a document and returns the last of them. A title that only
// names a time says nothing without the type: "Chương trình công tác quý IV năm 2026".
func (r *planReader) readTitle(at int, kind string) int {
	var title []string
	last := at
	for i := at + 1; i < len(r.paras) && i <= at+6; i++ {
		p := r.paras[i]
		key := oneLine(p.key)
		if m := numberLine().FindStringSubmatchIndex(p.key); m != nil && r.number == "" && len(title) == 0 && strings.HasPrefix(key, "số") {
			r.number = tidyNumber(p.text[m[2]:m[3]])
			r.issued = cmp.Or(r.issued, dayBehindNumber(p.key[m[3]:]))
			last = i
			continue
		}
		if p.mark.kind != "" || wiredTo().MatchString(key) || isBasis(key) && (len(title) > 0 || !isTitleVerb(key)) || strings.HasSuffix(key, ":") || rulerLine().MatchString(p.text) || isLetterheadLine(p.passage) || strings.Contains(key, "như sau") || endsSentence(key) && len(title) > 0 {
			break
		}
		if len(title) > 0 && (p.gap || isShouting(p.text) != isShouting(title[0])) {
			break
		}
		if strings.HasPrefix(key, "của ") && isShouting(p.text) && len(title) == 0 {
			last = i
			continue
		}
		if endsSentence(key) && len(key) > 200 || namesIssuer(key) && isShouting(p.text) {
			break
		}
		title = append(title, oneLine(p.text))
		last = i
		if len(title) > 0 && !isShouting(p.text) && !continuesTitle(r.paras, i) {
			break
		}
	}
	r.title = strings.Trim(strings.Join(title, " "), " .")
	if onlyTimeTitle().MatchString(newPassage(r.title).key) && kind != "" && !isShouting(r.title) {
		r.title = tidyTitle(kind) + " " + MidSentence(r.title)
	}
	return last
}

// isTitleVerb reports a title that begins like a legal basis: "Thực hiện Chương trình …".
func isTitleVerb(key string) bool {
	return (strings.HasPrefix(key, "thực hiện ") || strings.HasPrefix(key, "triển khai ")) && !strings.Contains(key, "ban hành") && !endsSentence(key)
}

func namesIssuer(key string) bool {
	return strings.HasPrefix(key, "ủy ban nhân dân") || strings.HasPrefix(key, "chủ tịch ủy ban") || strings.HasPrefix(key, "giám đốc sở")
}

// continuesTitle reports that the paragraph behind i still belongs to a title.
func continuesTitle(paras []*para, i int) bool {
	if i+1 >= len(paras) {
		return false
	}
	next := paras[i+1]
	return next.mark.kind == "" && startsLower(next.text) && !endsSentence(next.text)
}

func (r *planReader) letterhead(p *para) {
	p.role = roleLetterhead
	for _, part := range p.parts {
		r.letter[part.line] = true
	}
}

func tidyNumber(s string) string {
	return strings.Trim(strings.ReplaceAll(strings.Join(strings.Fields(s), ""), " ", ""), "-/.,")
}

// findIssuer reads the body above the number.
func (r *planReader) findIssuer(plate int) {
	for i := 0; i <= plate; i++ {
		key := oneLine(r.paras[i].key)
		if strings.HasPrefix(key, "số") {
			break
		}
		if at := strings.Index(key, "cộng hòa"); at >= 0 {
			key = strings.TrimSpace(key[:at])
		}
		if isJoint(key) {
			continue // several bodies tell each other what to do
		}
		if key != "" && hasWord(key) && !strings.Contains(key, "độc lập") {
			r.issuer = strings.TrimSpace(r.issuer + " " + key)
		}
	}
	if strings.HasPrefix(r.issuer, "văn phòng") {
		r.issuer = "" // it makes known what others concluded, and is told to do things itself
	}
}

// isJoint reports a line that names several bodies: "SỞ Y TẾ - TỈNH ĐOÀN".
func isJoint(key string) bool {
	bodies := 0
	for part := range strings.SplitSeq(key, " - ") {
		if _, ok := longestIn(unitHeads, strings.TrimSpace(part), 0, 3); ok {
			bodies++
		}
	}
	return bodies > 1
}

// isBasis reports a paragraph that names the legal bases of a document.
func isBasis(key string) bool {
	for _, s := range []string{"căn cứ ", "thực hiện ", "xét đề nghị", "theo đề nghị", "trên cơ sở ", "để thực hiện", "triển khai thực hiện "} {
		if strings.HasPrefix(key, s) {
			return true
		}
	}
	return false
}

// readFromArticle finds a document that a news item tells of: the first number behind a kind of document
// that somebody issued.
func (r *planReader) readFromArticle() {
	for _, p := range r.paras[:min(len(r.paras), mostArticleLines)] {
		for _, m := range numberInText().FindAllStringSubmatchIndex(p.key, -1) {
			if !issuedVerb().MatchString(p.key[:m[0]]) {
				continue
			}
			r.number = tidyNumber(p.text[m[4]:m[5]])
			r.title = cmp.Or(titleInText(p.slice(m[5], len(p.text))), r.headline())
			if r.issued == "" {
				r.issued = dayOfIssue(p.key[:m[0]], p.key[m[1]:])
			}
			return
		}
		if r.issued == "" && strings.Contains(p.key, "ban hành công văn") {
			r.issued = dayOfIssue(p.key, "")
		}
	}
}

// leastHeadlineWords is how many words a headline has at least; menus and dates have fewer.
const leastHeadlineWords = 5

// headline is the title of a news item: its heading, else its first line that is no sentence.
func (r *planReader) headline() string {
	first := ""
	for _, p := range r.paras[:min(len(r.paras), 8)] {
		text := oneLine(p.text)
		if len(text) > mostQualifier*2 || endsSentence(text) || strings.Count(text, " ") < leastHeadlineWords-1 {
			continue
		}
		if p.look.Heading == 1 {
			return text
		}
		if first == "" && longDayOf(p.key) == "" && !isShouting(text) {
			first = text
		}
	}
	return first
}

// titleInText reads what a document is about, behind its number: "về …" up to the end of the sentence.
func titleInText(p passage) string {
	at := skipBlanks(p.key, 0)
	if m := behindNumber().FindStringIndex(p.key[at:]); m != nil {
		at += m[1]
	}
	if _, ok := firstPhrase(p.key, at, []string{"về", "triển khai", "thực hiện"}); !ok {
		return ""
	}
	rest := p.slice(at, len(p.key))
	end := len(rest.text)
	for _, s := range sentences(rest, func(int) bool { return false }) {
		end = s.to
		break
	}
	if i := strings.Index(rest.key[:end], "theo đó"); i > 0 {
		end = i
	}
	return tidyTitle(rest.text[:end])
}

var behindNumber = pattern(`^,?\s*ngày\s+\d{1,2}\s*(?:[/.\-]|tháng)\s*\d{1,2}\s*(?:[/.\-]|năm)\s*\d{4}\s*,?\s*`)

// dayOfIssue reads the day told right behind the number, else the last before the verb of issuing.
func dayOfIssue(before, after string) string {
	if trimmed := strings.TrimLeft(after, " ,"); strings.HasPrefix(trimmed, "ngày") {
		if day := longDayOf(trimmed[:min(len(trimmed), 40)]); day != "" {
			return day
		}
	}
	if i := strings.LastIndex(before, "ban hành"); i >= 0 && strings.Contains(before, "công văn") {
		before = before[:i]
	}
	at := strings.LastIndex(before, "ngày")
	if at < 0 || strings.Contains(before[at:], " của ") {
		return ""
	}
	return longDayOf(before[at:])
}

// markAddressees sets aside "Kính gửi" and the list under it.
func (r *planReader) markAddressees() {
	for i, p := range r.paras {
		if !addressees().MatchString(p.key) && !(p.role == roleBody && isShouting(p.text) && wiredTo().MatchString(oneLine(p.key))) {
			continue
		}
		r.letterhead(p)
		for _, next := range r.paras[i+1:] {
			unit, ok := headAt(next.passage, next.body)
			if !ok || next.mark.kind == "" && r.speaksOfUnits(next) || next.mark.kind == "" && !startsUpper(next.text) || unit == 0 || next.mark.level < 9 || len(next.key) > 400 || next.mark.kind == "" && endsSentence(next.text) && !strings.HasSuffix(next.text, ";") && strings.Count(next.key, " ") > 25 {
				break
			}
			r.letterhead(next)
		}
		return
	}
}

// speaksOfUnits reports a line that names units and goes on with what they do or say: no addressee.
func (r *planReader) speaksOfUnits(p *para) bool {
	names, end := scanUnits(p.passage, p.body, r.dir)
	if len(names) == 0 || strings.HasSuffix(strings.TrimSpace(p.text), ":") {
		return true
	}
	return endsSentence(p.text) && !strings.HasSuffix(strings.TrimSpace(p.text), ";") && hasWord(p.text[skipBracket(p.passage, end):])
}

// markClosing sets aside recipients and signature: from "Nơi nhận" on, up to an annex.
func (r *planReader) markClosing() {
	closing := false
	for i, p := range r.paras {
		key := oneLine(p.key)
		switch {
		case recipients().MatchString(key), signature().MatchString(key) && isShouting(p.text) && i > 3:
			closing = true
		case closing && (p.mark.kind == "phần" || p.mark.kind == "I" || annexLine().MatchString(key)):
			closing = false
		case closing && documentType().MatchString(key) && isShouting(p.text):
			closing = false
		case closing && p.mark.kind != "-" && len(key) > 160:
			closing = false
		}
		if closing && p.role == roleBody {
			r.letterhead(p)
		}
	}
}

// yearIn reads the year of a document from its title, else from the day of issue.
func yearIn(title, issued string) int {
	signed := 0
	if len(issued) >= 4 {
		signed = atoi(issued[:4])
	}
	key := newPassage(title).key
	points := pointsOf(key)
	if len(points) != 1 || points[0].year == 0 || until().MatchString(" "+key[:points[0].start]) {
		return signed
	}
	if year := points[0].year; signed == 0 || year == signed || year == signed+1 || year == signed-1 {
		return year
	}
	return signed
}

func (r *planReader) yearOfArticle() int {
	for _, p := range r.paras[:min(len(r.paras), mostHeadLines)] {
		if day := longDayOf(p.key); day != "" && !strings.Contains(p.key, "số") {
			return atoi(day[:4])
		}
	}
	return 0
}

func atoi(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0
		}
		n = 10*n + int(c-'0')
	}
	return n
}
