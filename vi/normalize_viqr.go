package vi

import (
	"strings"
	"unicode"
)

// VIQR (RFC 1456) writes Vietnamese in ASCII: the marks stand behind their letter, dd is đ, a backslash keeps
// a sign as it is.

// viqrShapes are the marks that change a letter, viqrTones those of the tones.
var (
	viqrShapes = map[[2]byte]rune{
		{'a', '^'}: 'â', {'e', '^'}: 'ê', {'o', '^'}: 'ô', {'a', '('}: 'ă', {'o', '+'}: 'ơ', {'u', '+'}: 'ư', {'o', '*'}: 'ơ', {'u', '*'}: 'ư',
	}
	viqrTones = map[byte]tone{'`': huyen, '?': hoi, '~': nga, '\'': sac, '.': nang}
)

// enoughVIQR is how many different words must show VIQR beyond doubt.
const enoughVIQR = 3

// isVIQR reports whether text is VIQR: different words have marks where punctuation cannot stand, and most of
// these words are Vietnamese syllables once decoded. A question mark or full stop behind a word is no
// evidence.
func isVIQR(text string) bool {
	if !strings.ContainsAny(text, "^(+`'~") || !isASCII(text) {
		return false
	}
	seen, good := make(map[string]bool), 0
	for field := range strings.FieldsSeq(text) {
		word := strings.Trim(field, ",;:!\"")
		if len(word) > 4*longest || seen[word] || !showsVIQR(word) {
			continue
		}
		seen[strings.Clone(word)] = true
		if IsSyllable(strings.TrimRight(decodeVIQRWord(word, true), ".?'")) {
			good++
		}
		if len(seen) == mostWords {
			break
		}
	}
	return good >= enoughVIQR && float64(good) >= goodShare*float64(len(seen))
}

// showsVIQR reports a shape mark behind its letter, or a tone mark with a letter behind it.
func showsVIQR(word string) bool {
	for i := 1; i < len(word); i++ {
		letter := word[i-1] | 0x20
		if _, ok := viqrShapes[[2]byte{letter, word[i]}]; ok {
			return true
		}
		if _, ok := viqrTones[word[i]]; ok && strings.IndexByte("aeiouy", letter) >= 0 && i+1 < len(word) && isASCIILetter(word[i+1]) {
			return true
		}
	}
	return false
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// decodeVIQR decodes each run between spaces. A full stop or question mark that ends one is punctuation
// before a capital and at the end of a line, a tone elsewhere.
func decodeVIQR(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		if isPlainSpace(text[i]) {
			b.WriteByte(text[i])
			i++
			continue
		}
		end := i
		for end < len(text) && !isPlainSpace(text[end]) {
			end++
		}
		b.WriteString(decodeVIQRWord(text[i:end], closesSentence(text[end:])))
		i = end
	}
	return b.String()
}

// closesSentence reports whether what follows a run begins a line or a sentence.
func closesSentence(rest string) bool {
	next := strings.TrimLeft(rest[:min(8, len(rest))], " ")
	return next == "" || next[0] == '\n' || next[0] == '\r' || unicode.IsUpper(rune(next[0]))
}

// decodeVIQRWord decodes one run; closes says that a last full stop or question mark is punctuation.
func decodeVIQRWord(word string, closes bool) string {
	body, end := word, ""
	if closes && len(word) > 1 && strings.IndexByte(".?", word[len(word)-1]) >= 0 && word[len(word)-2] != '\\' {
		body, end = word[:len(word)-1], word[len(word)-1:]
	}
	out := make([]rune, 0, len(body))
	for i := 0; i < len(body); i++ {
		c := body[i]
		n := len(out)
		switch {
		case c == '\\' && i+1 < len(body):
			i++
			out = append(out, rune(body[i]))
			continue
		case n == 0:
		case c|0x20 == 'd' && (out[n-1] == 'd' || out[n-1] == 'D') && (i == 1 || !isASCIILetter(body[i-2])):
			out[n-1] = inCaseOf(out[n-1], 'đ')
			continue
		default:
			if r, ok := viqrMark(out[n-1], c); ok {
				out[n-1] = r
				continue
			}
		}
		out = append(out, rune(c))
	}
	return CanonicalTone(string(out)) + end
}

// viqrMark puts the mark c on the letter before it.
func viqrMark(letter rune, c byte) (rune, bool) {
	plain, has := plainLetter(letter)
	if plain < 0x80 {
		if shape, ok := viqrShapes[[2]byte{byte(plain), c}]; ok && has == level {
			return inCaseOf(letter, shape), true
		}
	}
	if t, ok := viqrTones[c]; ok && has == level && latin.toned[plain] != nil {
		return retone(letter, t), true
	}
	return 0, false
}
