package official

import (
	"strings"
	"unicode/utf8"
)

// SplitUnits splits a list of units into names as written: at semicolons and line breaks, and at "và" or
// a comma only where a new unit's head noun begins. Definitions in brackets ("sau đây gọi là …") are dropped.
func SplitUnits(list string) []string {
	var names []string
	for line := range strings.SplitSeq(list, "\n") {
		for _, s := range splitUnitSpans(newPassage(line)) {
			names = append(names, s.name)
		}
	}
	return names
}

// nameSpan is a name of a unit and its place.
type nameSpan struct {
	name       string
	start, end int
}

func (n nameSpan) nameKey() string { return keyOf(n.name) }

func splitUnitSpans(p passage) []nameSpan {
	var spans []nameSpan
	start, depth := 0, 0
	cut := func(end, next int) {
		if s, ok := cleanName(p, start, end); ok && !apposes(spans, s) {
			spans = append(spans, s)
		}
		start = next
	}
	for i := 0; i < len(p.text); {
		r, n := utf8.DecodeRuneInString(p.text[i:])
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth = max(0, depth-1)
		case depth > 0:
		case r == ';':
			cut(i, i+n)
		case r == ',' && newNameAt(p, start, i, i+n):
			cut(i, i+n)
		case r == ' ':
			if e, ok := conjunctionAt(p.key, i); ok && newNameAt(p, start, i, e) {
				cut(i, e)
			}
		}
		i += n
	}
	cut(len(p.text), len(p.text))
	return spans
}

// apposition is an office within a body of several, told behind a person who has an office of his own:
// "Giám đốc Sở Nội vụ, Phó Trưởng ban Thường trực".
var apposition = pattern(`^(?:(?:ủy viên|thành viên|trưởng ban|phó trưởng ban|phó ban|tổ trưởng|phó tổ trưởng|tổ phó|trưởng đoàn|phó trưởng đoàn|thư ký|chủ tịch hội đồng|phó chủ tịch hội đồng)(?:\s+(?:thường trực|thư ký|chuyên trách|ban chỉ đạo|ban tổ chức|ban soạn thảo|tổ công tác|hội đồng|đoàn công tác))*(?:\s*[-–,]\s*)?)+$`)

// apposes reports that s is no name of its own but a further office of the person named last.
func apposes(names []nameSpan, s nameSpan) bool {
	if len(names) == 0 || !apposition().MatchString(s.nameKey()) {
		return false
	}
	_, office := firstPhrase(names[len(names)-1].nameKey(), 0, offices)
	return office
}

// conjunctionAt reports a word "and" or "together with" behind the blank at i.
func conjunctionAt(key string, i int) (end int, ok bool) {
	return firstPhrase(key, i, []string{"và", "cùng", "cùng với", "với"})
}

// newNameAt reports whether a further name begins at next, after the separator at sep; the name that
// would end there begins at start. "Báo và Đài …" is one name: a bare head is no name of its own.
func newNameAt(p passage, start, sep, next int) bool {
	next = skipBlanks(p.key, next)
	if e, ok := conjunctionAt(p.key, max(0, next-1)); ok && next > 0 {
		next = skipBlanks(p.key, e)
	}
	if _, ok := headAt(p, next); !ok {
		return false
	}
	left, _ := p.slice(start, sep).trim()
	if left.text == "" {
		return true
	}
	if sharesOffice(left.key, p.key, next) {
		return false
	}
	if namesPerson(left) {
		return false
	}
	bare := looseHeads[left.key] || left.key == "sở"
	if bare && p.text[sep] != ',' && p.text[sep] != ';' {
		return false
	}
	return !inGroup(left.key, p, next)
}

// namesPerson reports a person without an office: what follows behind a comma is the office.
func namesPerson(name passage) bool {
	e, ok := firstPhrase(name.key, 0, honorifics)
	if !ok {
		return false
	}
	words := strings.Fields(name.text[e:])
	for _, w := range words {
		if !properWord(w) {
			return false
		}
	}
	_, office := firstPhrase(name.key, skipBlanks(name.key, e), offices)
	_, unit := headAt(name, skipBlanks(name.key, e))
	return len(words) > 1 && !office && !unit
}

// sharesOffice reports one office of two bodies: "Văn phòng HĐND và UBND tỉnh".
func sharesOffice(left, key string, next int) bool {
	if _, ok := firstPhrase(left, 0, []string{"văn phòng", "vp", "chánh văn phòng", "chánh vp"}); !ok {
		return false
	}
	for _, body := range []string{"hđnd", "hội đồng nhân dân", "đoàn đbqh", "đoàn đại biểu quốc hội", "đảng ủy"} {
		if strings.HasSuffix(left, body) {
			_, ok := firstPhrase(key, next, []string{"ubnd", "ủy ban nhân dân", "hđnd", "hội đồng nhân dân"})
			return ok
		}
	}
	return false
}

// inGroup reports that left is a collective ("các sở, ban") which the bare noun at next only continues.
func inGroup(left string, p passage, next int) bool {
	if startsUpper(p.text[next:]) && !isBareNoun(p, next) {
		return false
	}
	if _, ok := firstPhrase(p.key, next, quantifiers); ok {
		return false
	}
	end, ok := longestIn(groupNouns, p.key, next, 4)
	if !ok {
		return false
	}
	if e, more := longestIn(unitHeads, p.key, next, 3); more && e > end {
		return false
	}
	return isCollective(left)
}

// isBareNoun reports a group noun with nothing behind it but the end or punctuation: "Báo, Đài tỉnh".
func isBareNoun(p passage, i int) bool {
	end, ok := longestIn(groupNouns, p.key, i, 4)
	if !ok {
		return false
	}
	rest := skipBlanks(p.key, end)
	if rest >= len(p.key) || strings.IndexByte(",;.", p.key[rest]) >= 0 {
		return true
	}
	_, place := firstPhrase(p.key, rest, []string{"tỉnh", "huyện", "xã", "thành phố"})
	return place && len(p.key[rest:]) <= len("thành phố.")
}

// isCollective reports a name that stands for many units, or a head without a proper name.
func isCollective(left string) bool {
	if _, ok := firstPhrase(left, 0, offices); ok {
		return true
	}
	if _, ok := firstPhrase(left, 0, quantifiers); ok {
		return true
	}
	if strings.HasPrefix(left, "ubnd") || strings.HasPrefix(left, "ủy ban nhân dân") {
		return !namesOnePlace(left)
	}
	first, _, _ := strings.Cut(left, ",")
	end, ok := longestIn(groupNouns, first, 0, 4)
	return ok && end == len(first)
}

// cleanName trims what is no part of a name: blanks, bullets, closing punctuation, a leading "và".
func cleanName(p passage, start, end int) (nameSpan, bool) {
	if d := strings.Index(p.key[start:end], "(sau đây"); d >= 0 {
		if close := strings.IndexByte(p.key[start+d:end], ')'); close < 0 || skipBlanks(p.key, start+d+close+1) >= end || strings.Trim(p.key[start+d+close+1:end], " .;,") == "" {
			end = start + d
		}
	}
	for start < end {
		r, n := utf8.DecodeRuneInString(p.text[start:end])
		if !strings.ContainsRune(" \t,;:.-–+•*·…_", r) {
			break
		}
		start += n
	}
	if e, ok := firstPhrase(p.key[:end], start, []string{"và", "với", "cùng", "cùng với"}); ok {
		start = skipBlanks(p.key, e)
	}
	for end > start {
		r, n := utf8.DecodeLastRuneInString(p.text[start:end])
		if !strings.ContainsRune(" \t,;:./-–…", r) {
			break
		}
		end -= n
	}
	for _, aside := range []string{"(đề nghị)", "(mời)", "(chủ trì)", "(phối hợp)", "(đầu mối)"} {
		if strings.HasSuffix(p.key[start:end], aside) {
			end = start + len(strings.TrimRight(p.text[start:end-len(aside)], " "))
		}
	}
	if end > start && p.text[end-1] == ')' && !strings.Contains(p.text[start:end], "(") {
		end--
	}
	if comma := strings.LastIndexByte(p.key[start:max(start, end)], ','); comma > 0 && apposition().MatchString(strings.TrimSpace(p.key[start+comma+1:end])) {
		if _, office := firstPhrase(p.key, start, offices); office {
			end = start + comma
		}
	}
	if start >= end || !hasWord(p.text[start:end]) {
		return nameSpan{}, false
	}
	return nameSpan{oneLine(p.text[start:end]), start, end}, true
}
