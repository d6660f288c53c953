package gate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

const (
	leastDisguised = 10 // digits of a telephone number
	leastReal      = 7  // of them that are digits, where letters stand for the others
)

// disguised is where a telephone number ends in which letters stand for digits: o987.654.321, 09l2 345 678. 0 if there
// is none at i.
func disguised(s string, i int) int {
	if i > 0 && (isDigitAt(s, i-1) || s[i-1] == '/' || isLetterBefore(s, i)) || i+1 >= len(s) || !isDigitAt(s, i+1) {
		return 0
	}
	digits, letters, end := 0, 0, i
	for at := i; ; {
		from, real := at, 0
		for at < len(s) && (isDigitAt(s, at) || strings.IndexByte("oOlI", s[at]) >= 0) {
			if isDigitAt(s, at) {
				real++
			}
			at++
		}
		if r, _ := utf8.DecodeRuneInString(s[at:]); real == 0 || unicode.IsLetter(r) && at < len(s) {
			break
		}
		digits, letters, end = digits+at-from, letters+at-from-real, at
		next := partingEnd(s, at)
		if next == at || next >= len(s) || digits > 11 || strings.Contains(s[at:next], "/") {
			break
		}
		at = next
	}
	if letters == 0 || digits < leastDisguised || digits > 11 || digits-letters < leastReal {
		return 0
	}
	return end
}

// zero masks a number that begins with a zero, or with the letter that looks like one.
func (m *masker) zero(i int) int {
	switch to := disguised(m.text, i); {
	case to > 0:
		return m.replace(i, to, maskPhone)
	case m.text[i] == '0':
		return m.number(i)
	}
	return i + 1
}

func (m *masker) spelledOut(i int) int {
	if to := spelledOut(m.text, i); to > 0 {
		return m.replace(i, to, maskPhone)
	}
	return i + 1
}

// spoken is the digit that a word is, folded.
var spoken = strings.Fields("khong mot hai ba bon tu nam lam sau bay tam chin")

// spelledOut is where a number ends whose digits are written as words: không chín tám bảy sáu năm bốn ba hai một. 0 if
// there is none at i. So many numbers in a row, with a zero before them, are in no prose.
func spelledOut(s string, i int) int {
	if i > 0 && isLetterBefore(s, i) || !strings.HasPrefix(vi.Fold(s[i:min(len(s), i+9)]), "khong") {
		return 0
	}
	digits, end := 0, i
	for at := i; at < len(s); {
		from := at
		for at < len(s) {
			r, size := utf8.DecodeRuneInString(s[at:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				break
			}
			at += size
		}
		word := s[from:at]
		if len(word) > 8 || !slices.Contains(spoken, vi.Fold(word)) && (len(word) != 1 || !isDigitAt(word, 0)) {
			break
		}
		digits, end = digits+1, at
		next := partingEnd(s, at)
		if next == at {
			break
		}
		at = next
	}
	if digits < leastDisguised {
		return 0
	}
	return end
}
