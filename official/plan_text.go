package official

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// passage is a piece of text beside its key: the same bytes in lower case with tone marks in their
// traditional place. Both have the same length, so that a place found in the key is a place in the text.
type passage struct {
	text, key string
}

func newPassage(s string) passage {
	return passage{s, keyOf(s)}
}

func (p passage) slice(from, to int) passage {
	return passage{p.text[from:to], p.key[from:to]}
}

// trim drops blanks at both ends and tells how many bytes went from the front.
func (p passage) trim() (passage, int) {
	left := len(p.text) - len(strings.TrimLeftFunc(p.text, unicode.IsSpace))
	right := len(strings.TrimRightFunc(p.text, unicode.IsSpace))
	if left >= right {
		return passage{}, len(p.text)
	}
	return p.slice(left, right), left
}

// keyOf lowers s and moves tone marks to their traditional place wherever that keeps the length in bytes.
func keyOf(s string) string {
	low := strings.Map(func(r rune) rune {
		l := unicode.ToLower(r)
		if utf8.RuneLen(l) != utf8.RuneLen(r) {
			return r
		}
		return l
	}, s)
	if len(low) != len(s) {
		return s
	}
	for _, pair := range movableTones {
		if strings.Contains(low, pair) {
			return placeTones(low)
		}
	}
	return low
}

// movableTones are the vowel pairs whose tone some people write on the second letter.
var movableTones = []string{"oá", "oà", "oả", "oã", "oạ", "oé", "oè", "oẻ", "oẽ", "oẹ", "uý", "uỷ"}

func placeTones(low string) string {
	var b strings.Builder
	b.Grow(len(low))
	for i := 0; i < len(low); {
		w, end := word(low, i)
		if end == i {
			_, n := utf8.DecodeRuneInString(low[i:])
			b.WriteString(low[i : i+n])
			i += n
			continue
		}
		if c := vi.CanonicalTone(w); len(c) == len(w) {
			w = c
		}
		b.WriteString(w)
		i = end
	}
	return b.String()
}

// oneLine makes every run of blanks one space and drops those at the ends.
func oneLine(s string) string {
	return strings.Join(strings.Fields(s), " ")
}

// tidyTitle is a text as the title of a task: one line, a capital first, no closing punctuation.
func tidyTitle(s string) string {
	s = strings.TrimFunc(oneLine(s), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,;:/-–•", r) })
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

func hasWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// isShouting reports a text whose letters are all capitals.
func isShouting(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 2
}

// word returns the word of key that begins at i and where it ends. A word is a run of letters, digits,
// ampersands and inner slashes or hyphens between letters.
func word(key string, i int) (string, int) {
	end := i
	for end < len(key) {
		r, n := utf8.DecodeRuneInString(key[end:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '&' && !unicode.IsMark(r) {
			break
		}
		end += n
	}
	return key[i:end], end
}

// skipBlanks returns the first place at or after i that is no blank.
func skipBlanks(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

// hasPhrase reports whether key continues at i with the words of phrase and a word ends there; end is
// the place behind it.
func hasPhrase(key string, i int, phrase string) (end int, ok bool) {
	for p := phrase; p != ""; {
		want, rest, _ := strings.Cut(p, " ")
		i = skipBlanks(key, i)
		if !strings.HasPrefix(key[i:], want) {
			return 0, false
		}
		i += len(want)
		if r, _ := utf8.DecodeRuneInString(key[i:]); i < len(key) && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return 0, false
		}
		p = rest
	}
	return i, true
}

// firstPhrase returns the longest of phrases with which key continues at i.
func firstPhrase(key string, i int, phrases []string) (end int, ok bool) {
	for _, p := range phrases {
		if e, found := hasPhrase(key, i, p); found && e > end {
			end, ok = e, true
		}
	}
	return end, ok
}
