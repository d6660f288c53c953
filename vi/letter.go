package vi

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tone is one of the six Vietnamese tones, in the order of the alphabet.
type tone uint8

const (
	level tone = iota // ngang, unmarked
	huyen
	hoi
	nga
	sac
	nang
)

// vowels has a row for each vowel letter, its six tones in order.
var vowels = []string{
	"aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị",
	"oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ",
}

// The Latin letters that we fold live in two blocks of code points, which share one small table.
const (
	lowBlock  = 0x250  // U+0000 to U+024F
	highStart = 0x1E00 // U+1E00 to U+1EFF
	highEnd   = 0x1F00
	slots     = lowBlock + highEnd - highStart
)

// slot is the place of r in the tables, or -1.
func slot(r rune) int {
	switch {
	case r < lowBlock:
		return int(r)
	case highStart <= r && r < highEnd:
		return int(r) - highStart + lowBlock
	}
	return -1
}

// letters says of each Latin letter what remains of it.
type letters struct {
	folded [slots]uint16 // lower case without any mark
	plain  [slots]uint16 // lower case without tone: ấ gives â
	tone   [slots]tone
	toned  map[rune]*[6]rune // from a plain vowel to its six tones, lower case
}

var latin = makeLetters()

func makeLetters() *letters {
	t := &letters{toned: make(map[rune]*[6]rune)}
	for r := rune(0); r < highEnd; r++ {
		i := slot(r)
		if i < 0 {
			r = highStart - 1
			continue
		}
		lower := unicode.ToLower(r)
		t.plain[i] = uint16(lower)
		t.folded[i] = uint16(baseOf(lower))
	}
	for _, row := range vowels {
		six := [6]rune([]rune(row))
		t.toned[six[0]] = &six
		for n, r := range six {
			for _, form := range []rune{r, unicode.ToUpper(r)} {
				t.plain[slot(form)] = uint16(six[0])
				t.tone[slot(form)] = tone(n)
			}
		}
	}
	return t
}

// baseOf removes every mark from a lower-case letter.
func baseOf(r rune) rune {
	switch r {
	case 'đ', 'ð':
		return 'd'
	case 'ø':
		return 'o'
	case 'ł':
		return 'l'
	case 'ı':
		return 'i'
	}
	if r < 0xC0 {
		return r
	}
	first, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	if first != r {
		return baseOf(unicode.ToLower(first))
	}
	return r
}

// plainLetter is r in lower case without its tone, and that tone.
func plainLetter(r rune) (rune, tone) {
	i := slot(r)
	if i < 0 {
		return unicode.ToLower(r), level
	}
	return rune(latin.plain[i]), latin.tone[i]
}

// isMark reports whether r is a combining mark of the Latin script.
func isMark(r rune) bool { return 0x300 <= r && r < 0x370 }
