package query

import (
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// letter is what a character becomes in a syllable.
type letter struct {
	lower, bare rune // without case; without case and diacritics
	class       class
}

// class is what a character does to the text around it.
type class uint8

const (
	separator class = iota
	plain           // part of a syllable; lower and bare are all there is to it
	composite       // part of a syllable that must be looked at as a whole
	hidden          // shows nothing: as if it were not there
	alone           // of a script without spaces: a syllable by itself
)

// Letters of two blocks stand in a table: Latin, Greek and Cyrillic, and the additional Latin ones.
const (
	lowBlock  = 0x530
	highStart = 0x1E00
	highEnd   = 0x1F00
)

var low, high = makeLetters(0, lowBlock), makeLetters(highStart, highEnd)

// asciiPart has the ASCII characters that are part of a syllable.
var asciiPart = func() (table [utf8.RuneSelf]bool) {
	for c := range table {
		table[c] = low[c].class == plain
	}
	return table
}()

func makeLetters(from, to rune) []letter {
	table := make([]letter, to-from)
	for r := from; r < to; r++ {
		table[r-from] = letterSlowly(r)
	}
	return table
}

// letterOf looks a character up.
func letterOf(r rune) letter {
	switch {
	case 0 <= r && r < lowBlock:
		return low[r]
	case highStart <= r && r < highEnd:
		return high[r-highStart]
	}
	return letterSlowly(r)
}

func letterSlowly(r rune) letter {
	switch {
	case r == utf8.RuneError:
		return letter{}
	case vi.Normalize(string(r)) == "" && r != 0 && !unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		return letter{class: hidden}
	case r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return letter{class: alone}
	case unicode.IsMark(r):
		return letter{class: composite}
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return letter{}
	}
	lower := unicode.ToLower(r)
	whole := string(lower)
	bare, size := utf8.DecodeRuneInString(vi.Fold(whole))
	if r >= 0x1100 && (r < highStart || r >= highEnd) || vi.Normalize(whole) != whole || size != len(vi.Fold(whole)) || lookalike(r) {
		return letter{class: composite}
	}
	return letter{lower, bare, plain}
}

// lookalike reports the letters that are typed for Đ by mistake; which they are only their word can tell.
func lookalike(r rune) bool { return r == 'Ð' || r == 'ð' || r == 'Ɖ' || r == 'ɖ' }

// next is the class of the character at offset i of text, and its size in bytes; size 0 at the end.
func next(text string, i int) (class, int) {
	if i >= len(text) {
		return separator, 0
	}
	if c := text[i]; c < utf8.RuneSelf {
		return low[c].class, 1
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	return letterOf(r).class, size
}

// span finds the next syllable of text at or behind offset i; ok is false if there is none.
func span(text string, i int) (from, to int, ok bool) {
	for i < len(text) && text[i] < utf8.RuneSelf && !asciiPart[text[i]] {
		i++
	}
	to = letters(text, i)
	if to > i && (to == len(text) || text[to] < utf8.RuneSelf) {
		return i, to, true
	}
	return spanSlowly(text, i)
}

func spanSlowly(text string, i int) (from, to int, ok bool) {
	from, c := begin(text, i)
	if c == separator {
		return len(text), len(text), false
	}
	if c == alone {
		_, size := next(text, from)
		return from, from + size, true
	}
	i = from
	for {
		i = letters(text, i)
		c, size := next(text, i)
		if c == plain || c == composite {
			i += size
			continue
		}
		to = i
		for c == hidden {
			i += size
			c, size = next(text, i)
		}
		if i == to || c != plain && c != composite {
			return from, to, true
		}
	}
}

// begin is the first offset from i on where a syllable begins, and the class of its first character; separator
// if there is none.
func begin(text string, i int) (int, class) {
	for i < len(text) {
		c, size := next(text, i)
		if c != separator && c != hidden {
			return i, c
		}
		i += size
	}
	return i, separator
}

// letters is the offset behind the letters and digits at offset i that are recognised by their bytes: ASCII
// and those of Vietnamese, U+00C0 to U+01BF and U+1E00 to U+1EFF in UTF-8.
func letters(text string, i int) int {
	for i < len(text) {
		c := text[i]
		switch {
		case c < utf8.RuneSelf:
			if !asciiPart[c] {
				return i
			}
			i++
		case 0xC3 <= c && c <= 0xC6 && i+1 < len(text) && text[i+1]&0xC0 == 0x80:
			if c == 0xC3 && text[i+1]&0xDF == 0x97 {
				return i // × ÷
			}
			i += 2
		case c == 0xE1 && i+2 < len(text) && 0xB8 <= text[i+1] && text[i+1] <= 0xBB && text[i+2]&0xC0 == 0x80:
			i += 3
		default:
			return i
		}
	}
	return i
}
