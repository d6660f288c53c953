package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold is the key under which text is found whatever its accents and case: lower case, no diacritics,
// đ as d, invisible characters gone, hard spaces as spaces; punctuation and digits stay. Composed and
// decomposed text give the same key. It does not allocate when s is such a key already.
func Fold(s string) string {
	start := foldedPrefix(s)
	if start == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:start])
	for i := start; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c != 0 {
				b.WriteByte(c)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		r = foldRune(r)
		if r >= 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldedPrefix is how many bytes at the beginning need no change.
func foldedPrefix(s string) int {
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || c == 0 || 'A' <= c && c <= 'Z' {
			return i
		}
	}
	return len(s)
}

// foldRune is the key of one non-ASCII character, -1 for one that leaves no trace.
func foldRune(r rune) rune {
	if isMark(r) || isInvisible(r) || r == zeroWidthJoiner {
		return -1
	}
	if isHardSpace(r) {
		return ' '
	}
	if i := slot(r); i >= 0 {
		return rune(latin.folded[i])
	}
	return unicode.ToLower(r)
}
