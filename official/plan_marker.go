package official

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// marker is what stands before the text of a list item or a numbered part.
type marker struct {
	kind  string // "" without a marker; "I", "A", "1", "1.1", "a", "-", "+", "*", "điều", "phần"
	level int    // rank in the usual order of numbering; 0 is the highest
	label string
}

// noMark is the level of a paragraph without a marker: below every other.
const noMark = 99

var (
	partMark    = pattern(`^\s*(phần|chương|mục|phụ lục|phụ biểu|biểu)\s+(?:thứ\s+)?(?:[ivx]+|\d+|nhất|hai|ba|[a-zđ])\b\s*[.:\-–]?\s*`)
	clauseMark  = pattern(`^\s*(điều|nhiệm vụ|nội dung|nhóm nhiệm vụ|hoạt động)\s+(?:số\s+|thứ\s+)?\d+\s*[.:)\-–]\s*`)
	romanMark   = pattern(`^\s*([IVX]{1,5})\s*(?:[.)\-–:]+\s*|/\s+)`)
	bigMark     = pattern(`^\s*([A-HĐ])\s*[./)\-–]+\s+`)
	numberMark  = pattern(`^\s*\(?(\d{1,3}(?:\.\d{1,3}){0,3})\s*(?:[./)]+|-|–|:)\s*`)
	plainMulti  = pattern(`^\s*(\d{1,2}(?:\.\d{1,2}){1,3})\s+`)
	letterMark  = pattern(`^\s*\(?([a-zđêôơưăâ])\s*[.)/]\s*`)
	bulletMark  = pattern(`^\s*([-–—+*•·●○◦▪■□►➢✓❖\x{F0B7}\x{F02D}\x{F0D8}]|o\s)\s*`)
	ordinalMark = pattern(`^\s*(thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là)\s*[,:]\s*`)
	dateLike    = pattern(`^\s*(?:\d{1,2}\s*[./\-]\s*\d{1,2}\s*[./\-]\s*\d{4}|\d{1,2}\s*/\s*\d|\d{1,3}(?:\.\d{3})+|\d+\s*-\s*\d)`)
)

// markerOf reads the list marker of a paragraph and where the text behind it begins.
func markerOf(p passage) (marker, int) {
	if !mayBeMarked(p.key) {
		return marker{level: noMark}, 0
	}
	if m := partMark().FindStringSubmatchIndex(p.key); m != nil && startsUpper(p.text[m[2]:]) {
		return marker{"phần", 0, oneLine(p.text[:m[1]])}, m[1]
	}
	if m := clauseMark().FindStringSubmatchIndex(p.key); m != nil {
		if strings.HasPrefix(p.key[m[2]:], "điều") {
			return marker{"điều", 2, oneLine(p.text[:m[1]])}, m[1]
		}
		return marker{"nhiệm vụ", 4, oneLine(p.text[:m[1]])}, m[1]
	}
	if m := romanMark().FindStringSubmatchIndex(p.text); m != nil {
		return marker{"I", 2, p.text[m[2]:m[3]]}, m[1]
	}
	if m := bigMark().FindStringSubmatchIndex(p.text); m != nil {
		return marker{"A", 1, p.text[m[2]:m[3]]}, m[1]
	}
	if m := ordinalMark().FindStringSubmatchIndex(p.key); m != nil && startsUpper(p.text[m[2]:]) {
		return marker{"thứ", 8, p.text[m[2]:m[3]]}, m[1]
	}
	if dateLike().MatchString(p.key) {
		return marker{level: noMark}, 0
	}
	for _, re := range []func() *regexp.Regexp{numberMark, plainMulti} {
		m := re().FindStringSubmatchIndex(p.key)
		if m == nil || m[1] >= len(p.key) || isDigitByte(p.key[m[1]]) {
			continue
		}
		label := p.text[m[2]:m[3]]
		dots := strings.Count(label, ".")
		return marker{strings.Repeat("1.", dots) + "1", 4 + dots, label}, m[1]
	}
	if m := letterMark().FindStringSubmatchIndex(p.text); m != nil && m[1] < len(p.text) {
		return marker{"a", 9, p.text[m[2]:m[3]]}, m[1]
	}
	if m := bulletMark().FindStringSubmatchIndex(p.text); m != nil && m[1] < len(p.text) {
		return bullet(strings.TrimSpace(p.text[m[2]:m[3]])), m[1]
	}
	return marker{level: noMark}, 0
}

func bullet(sign string) marker {
	switch sign {
	case "-", "–", "—":
		return marker{"-", 10, sign}
	case "+":
		return marker{"+", 11, sign}
	case "*":
		return marker{"*", 10, sign}
	}
	return marker{"•", 12, sign}
}

func isDigitByte(c byte) bool { return '0' <= c && c <= '9' }

// mayBeMarked is a cheap look before the expressions: a word that numbers parts, or a short sign.
func mayBeMarked(key string) bool {
	key = strings.TrimLeft(key, " ")
	end := strings.IndexAny(key, " .):/-–")
	if end < 0 || end > len("chương") {
		return end < 0 && len(key) < 12
	}
	if r, _ := utf8.DecodeRuneInString(key); !unicode.IsLetter(r) {
		return true
	}
	return end <= 5 && (key[end] != ' ' || end <= 4) || markWords[key[:end]]
}

var markWords = phraseSet("phần", "chương", "mục", "phụ", "biểu", "điều", "nhiệm", "nội", "nhóm", "hoạt", "thứ", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
