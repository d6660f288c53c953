package official

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/nhipcau/nhipcau/vi"
)

// wordKind tells numbers from what only looks like one.
type wordKind int

const (
	plainWord  wordKind = iota // a word, a date, the number of a document
	numberWord                 // a number that may be a figure
)

// figureWord is a word of a text in which figures are looked for.
type figureWord struct {
	kind     wordKind
	text     string // as written
	value    string // what is compared
	line     int
	from, to int // bytes of the line
	slot     bool
}

// same reports whether two words say the same.
func (w figureWord) same(o figureWord) bool { return w.kind == o.kind && w.value == o.value }

// The first that matches at a place wins: dates and numbers of documents are words of their own.
var figureWords = pattern(`(?i)` + strings.Join([]string{
	`ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)?(?:[/.-]\d{1,2}(?:[/.-]\d{4})?)?`,
	`tháng\s+\d{1,2}(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?`,
	`(?:năm|quý)\s+(?:\d{4}|[ivx]+\b)`,
	`\d{1,2}[/-]\d{1,2}[/-]\d{4}`,
	`\d+(?:/\d{4})?/\p{L}[\p{L}\d]*(?:-[\p{L}\d]+)*`,
	`\d{1,2}/\d{4}`,
	`(?:điều|khoản|điểm|phụ lục|biểu|mẫu)\s+(?:số\s+)?\d+`,
	`\d+(?:[.\x{a0}\x{202f}\x{2009}]\d{3})+(?:,\d+)?(?:\s?%)?`,
	`\d+(?:[.,]\d+)*(?:\s?%)?`,
	`[\p{L}\p{M}]+[\p{L}\p{M}\d]*`,
}, `|`))

var (
	figureScale = pattern(`^\s+(?:(nghìn|ngàn)|(triệu)|(tỷ|tỉ))(?:\s+(\p{L}+)|[^\p{L}]|$)`)
	scaleZeros  = []int{3, 6, 9}
)

var hardSpace = pattern(`(^|[^\d])[\x{a0}\x{202f}\x{2009}]|[\x{a0}\x{202f}\x{2009}]([^\d]|$)`)

// figureLine is text in the form in which it is cut into words; hard spaces stay within numbers only.
func figureLine(text string) string {
	return hardSpace().ReplaceAllString(norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD")), "$1 $2")
}

// splitFigureWords cuts a line into words; marks between them do not count.
func splitFigureWords(text string, line int) []figureWord {
	text = figureLine(text)
	var words []figureWord
	for _, m := range figureWords().FindAllStringIndex(text, -1) {
		w := figureWord{text: text[m[0]:m[1]], line: line, from: m[0], to: m[1]}
		if w.text[0] >= '0' && w.text[0] <= '9' && isFigureNumber(w.text) {
			w.kind = numberWord
			w.value = figureValue(w.text, scaleAfter(text[m[1]:]))
		} else {
			w.value = wordValue(w.text)
		}
		words = append(words, w)
	}
	return words
}

func isFigureNumber(s string) bool { return !strings.ContainsAny(s, "/-") }

var leadingZero = pattern(`\b0+(\d)`)

// wordValue is how words are compared: without case, accents, and leading zeros of dates.
func wordValue(s string) string {
	return leadingZero().ReplaceAllString(strings.Join(strings.Fields(vi.Fold(s)), " "), "$1")
}

// scaleAfter is how many zeros the word after a number adds: "1,5 triệu" is 1.500.000, "12 tỷ lệ" is 12.
func scaleAfter(rest string) int {
	m := figureScale().FindStringSubmatch(rest)
	if m == nil || m[4] == "lệ" || m[4] == "trọng" || m[4] == "số" {
		return 0
	}
	for i, zeros := range scaleZeros {
		if m[i+1] != "" {
			return zeros
		}
	}
	return 0
}

var thousands = pattern(`^\d{1,3}(?:[.\x{a0}\x{202f}\x{2009}]\d{3})+(?:,\d+)?$|^\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$`)

// figureValue is a number without grouping, leading zeros and empty decimals: "1.231,50 %" is "1231.5%".
func figureValue(s string, zeros int) string {
	s = strings.TrimSpace(s)
	percent := strings.HasSuffix(s, "%")
	s = strings.TrimSpace(strings.TrimSuffix(s, "%"))
	whole, part := s, ""
	switch {
	case thousands().MatchString(s) && strings.Count(s, ",") > 1:
		whole, part, _ = strings.Cut(strings.ReplaceAll(s, ",", ""), ".")
	case thousands().MatchString(s):
		whole, part, _ = strings.Cut(s, ",")
	default:
		if i := strings.LastIndexAny(s, ",."); i >= 0 {
			whole, part = s[:i], s[i+1:]
		}
	}
	whole, part = digitsOf(whole), digitsOf(part)
	for range zeros {
		digit := "0"
		if part != "" {
			digit, part = part[:1], part[1:]
		}
		whole += digit
	}
	whole, part = strings.TrimLeft(whole, "0"), strings.TrimRight(part, "0")
	if whole == "" {
		whole = "0"
	}
	if part != "" {
		whole += "." + part
	}
	if percent {
		whole += "%"
	}
	return whole
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
