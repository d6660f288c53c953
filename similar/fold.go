package similar

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// What a character is to the scanner, where it is not the folded letter or digit itself.
const (
	separator = -1
	invisible = -2
)

// foldedEnd bounds the characters whose folded form stands in a table: those of all alphabets of Europe.
const foldedEnd = 0x2000

// foldTable gives for each character below foldedEnd the letter or digit that vi.Fold leaves of it.
type foldTable [foldedEnd]rune

// folded is the table, made at the first use.
var folded = sync.OnceValue(func() *foldTable {
	var t foldTable
	for r := range rune(foldedEnd) {
		t[r] = foldSlowly(r)
	}
	return &t
})

// fold is the folded letter or digit of r, or separator or invisible.
func (t *foldTable) fold(r rune) rune {
	if r < foldedEnd {
		return t[r]
	}
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return unicode.ToLower(r)
	case unicode.Is(unicode.Cf, r):
		return invisible
	}
	return separator
}

// foldSlowly asks vi.Fold.
func foldSlowly(r rune) rune {
	key := vi.Fold(string(r))
	if key == "" && r != 0 {
		return invisible
	}
	left, _ := utf8.DecodeRuneInString(key)
	if unicode.IsLetter(left) || unicode.IsDigit(left) || unicode.IsMark(left) {
		return left
	}
	return separator
}

// standsAlone reports whether r is of a script that puts no spaces between its words.
func standsAlone(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
