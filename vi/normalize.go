package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	softHyphen      = '\u00AD'
	zeroWidthJoiner = '\u200D'
)

// Normalize gives text the one form in which we store it: Unicode NFC; no NUL or other control characters
// but tab, line feed and carriage return; no zero-width characters, direction marks or soft hyphens; hard
// spaces as spaces; the look-alikes Ð and ð as Đ and đ inside Vietnamese syllables; a tone typed before
// the circumflex or breve put in order. Bytes that are no UTF-8 become U+FFFD. A joiner inside an emoji
// stays. Text that has this form already is returned as it is.
//
// Decode old encodings first: their letters include the soft hyphen.
func Normalize(s string) string {
	if isNormal(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = norm.NFC.String(clean(s))
	if strings.ContainsAny(s, "\u0302\u0306") {
		s = norm.NFC.String(orderMarks(s))
	}
	if strings.ContainsAny(s, "ÐðƉɖ") {
		s = mapWords(s, restoreD)
	}
	return s
}

// isNormal reports whether Normalize has nothing to do; it may miss a case, never claim one.
func isNormal(s string) bool {
	usual := usualUpTo(s)
	if usual == len(s) {
		return true
	}
	if c := s[usual]; c < utf8.RuneSelf && isControl(rune(c)) {
		return false
	}
	for _, r := range s {
		if r < utf8.RuneSelf {
			continue
		}
		if r == utf8.RuneError || isMark(r) || isInvisible(r) || isHardSpace(r) || isControl(r) || r == zeroWidthJoiner || isLikeD(r) {
			return false
		}
	}
	return norm.NFC.IsNormalString(s)
}

// usualUpTo is the length of the beginning of s that has only characters that need nothing wherever they stand,
// known by their bytes: printable ASCII, letters of Vietnamese and its neighbours, dashes and quotation marks.
func usualUpTo(s string) int {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case ' ' <= c && c < 0x7F || c == '\n' || c == '\t' || c == '\r':
			i++
		case 0xC3 <= c && c <= 0xC5 && i+1 < len(s) && s[i+1]&0xC0 == 0x80: // U+00C0 to U+017F
			if c == 0xC3 && s[i+1]&0xDF == 0x90 {
				return i // Ð ð
			}
			i += 2
		case c == 0xC6 && i+1 < len(s) && 0xA0 <= s[i+1] && s[i+1] <= 0xB0: // U+01A0 to U+01B0
			i += 2
		case c == 0xE1 && i+2 < len(s) && 0xB8 <= s[i+1] && s[i+1] <= 0xBB && s[i+2]&0xC0 == 0x80: // U+1E00 to U+1EFF
			i += 3
		case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && 0x90 <= s[i+2] && s[i+2] <= 0xA6: // U+2010 to U+2026
			i += 3
		default:
			return i
		}
	}
	return len(s)
}

func isControl(r rune) bool {
	if r < ' ' {
		return r != '\t' && r != '\n' && r != '\r'
	}
	return 0x7F <= r && r < 0xA0
}

// isInvisible reports characters that show nothing and would only spoil searching: zero-width spaces,
// direction marks, soft hyphens. The joiner is not among them because emoji need it.
func isInvisible(r rune) bool {
	switch {
	case r == softHyphen, r == 0xFEFF, r == 0x200B, r == 0x200C, r == 0x200E, r == 0x200F, r == 0x034F:
		return true
	case 0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x2064, 0x2066 <= r && r <= 0x206F:
		return true
	}
	return false
}

func isHardSpace(r rune) bool { return r == 0xA0 || r == 0x2007 || r == 0x202F }

func isLikeD(r rune) bool { return r == 'Ð' || r == 'ð' || r == 'Ɖ' || r == 'ɖ' }

// clean drops what shows nothing and makes hard spaces soft.
func clean(s string) string {
	previous := rune(0)
	return strings.Map(func(r rune) rune {
		keep := r
		switch {
		case isControl(r), isInvisible(r), r == zeroWidthJoiner && previous < 0x2190:
			keep = -1
		case isHardSpace(r):
			keep = ' '
		}
		if keep >= 0 {
			previous = keep
		}
		return keep
	}, s)
}

// orderMarks puts a circumflex or breve that follows a toned vowel under the tone: á followed by a
// circumflex is ấ. NFC leaves the two in the order they were typed.
func orderMarks(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		n := len(out)
		if n > 0 && (r == 0x302 || r == 0x306) {
			if better, ok := reshape(out[n-1], r); ok {
				out[n-1] = better
				continue
			}
		}
		out = append(out, r)
	}
	return string(out)
}

// reshape adds a circumflex or breve to a vowel that carries a tone.
func reshape(vowel, mark rune) (rune, bool) {
	plain, tone := plainLetter(vowel)
	if tone == level {
		return 0, false
	}
	composed := []rune(norm.NFC.String(string([]rune{plain, mark})))
	six, ok := latin.toned[composed[0]]
	if !ok || len(composed) != 1 {
		return 0, false
	}
	r := six[tone]
	if unicode.IsUpper(vowel) {
		r = unicode.ToUpper(r)
	}
	return r, true
}

// restoreD makes the look-alikes of đ real where the word is then a Vietnamese syllable.
func restoreD(word string) string {
	if !strings.ContainsAny(word, "ÐðƉɖ") {
		return word
	}
	real := strings.NewReplacer("Ð", "Đ", "Ɖ", "Đ", "ð", "đ", "ɖ", "đ").Replace(word)
	if IsSyllable(real) || real == "Đ" || real == "đ" {
		return real
	}
	return word
}

// CanonicalTone writes the tone of every Vietnamese syllable in its traditional place: hòa, thủy, ủy,
// khỏe. Words that are no Vietnamese syllable stay. It expects normalized text.
func CanonicalTone(s string) string {
	if foldedPrefix(s) == len(s) {
		return s
	}
	return mapWords(s, func(word string) string { return moveTone(word, false) })
}

// moveTone puts the tone of a syllable in its traditional place or, for oa, oe and uy, in the new one; it
// returns word itself when the tone is there already.
func moveTone(word string, modern bool) string {
	if isASCII(word) {
		return word
	}
	p, ok := parse(word)
	if !ok || p.tone == level {
		return word
	}
	want := p.onset + p.tonePlace()
	if modern && p.isRounded() {
		want = p.size - 1
	}
	if want == p.toneAt {
		return word
	}
	runes := []rune(word)
	runes[p.toneAt] = retone(runes[p.toneAt], level)
	runes[want] = retone(runes[want], p.tone)
	return string(runes)
}

// retone is the vowel r with another tone, in its case.
func retone(r rune, to tone) rune {
	plain, _ := plainLetter(r)
	six, ok := latin.toned[plain]
	if !ok {
		return r
	}
	if unicode.IsUpper(r) {
		return unicode.ToUpper(six[to])
	}
	return six[to]
}

// mapWords replaces each run of letters; s itself is returned if none changed.
func mapWords(s string, change func(word string) string) string {
	var b strings.Builder
	done, start := 0, -1
	flush := func(end int) {
		word := s[start:end]
		start = -1
		better := change(word)
		if better == word {
			return
		}
		b.WriteString(s[done : end-len(word)])
		b.WriteString(better)
		done = end
	}
	for i, r := range s {
		letter := unicode.IsLetter(r) || isMark(r)
		if letter && start < 0 {
			start = i
		}
		if !letter && start >= 0 {
			flush(i)
		}
	}
	if start >= 0 {
		flush(len(s))
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}
