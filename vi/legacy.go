package vi

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Encoding is a way in which Vietnamese letters were put into the 256 characters of a Latin font before
// Unicode.
type Encoding int

const (
	Unicode     Encoding = iota // nothing to convert
	TCVN3                       // TCVN 5712:1993 (ABC), fonts .VnTime, .VnArial and so on
	TCVN3Upper                  // TCVN3 in a capital font (.VnTimeH): whatever the codes, one sees capitals
	VNI                         // VNI for Windows, fonts VNI-Times and so on: a letter, then its marks
	Windows1258                 // Microsoft's code page: letters, then combining tones
	VIQR                        // RFC 1456: marks as ASCII signs behind their letters
)

// String names the encoding for logs.
func (e Encoding) String() string {
	switch e {
	case TCVN3:
		return "TCVN3"
	case TCVN3Upper:
		return "TCVN3 (capitals)"
	case VNI:
		return "VNI"
	case Windows1258:
		return "windows-1258"
	case VIQR:
		return "VIQR"
	}
	return "Unicode"
}

// FontEncoding is the encoding that the name of a font promises; Unicode for any other font.
func FontEncoding(font string) Encoding {
	name := strings.ToUpper(strings.Trim(font, `"' `))
	for _, style := range []string{" BOLD", " ITALIC", " REGULAR"} {
		name = strings.TrimSuffix(name, style)
	}
	switch {
	case strings.HasPrefix(name, ".VN") && strings.HasSuffix(name, "H"):
		return TCVN3Upper
	case strings.HasPrefix(name, ".VN"):
		return TCVN3
	case strings.HasPrefix(name, "VNI-"), strings.HasPrefix(name, "VNI "):
		return VNI
	}
	return Unicode
}

// Bounds of the evidence on which DetectLegacy decides without a font: how many different words with
// marks it wants, which share of them must be syllables once decoded, and by how much that must be more
// than before.
const (
	enoughWords = 3
	goodShare   = 0.8
	clearGain   = 0.4
	mostWords   = 400
)

// DetectLegacy says how text is encoded. text has one code point per byte of the old encoding, as word
// processors store it (windows-1252 or Latin-1 read into Unicode); fontHint is the name of its font, ""
// when unknown.
//
// A font of an old encoding is believed unless the text contradicts it: it has letters that exist only
// in Unicode, or more of its words are Vietnamese as they stand. Without such a font the text is legacy
// only when at least three different words show it clearly. Unicode Vietnamese, other languages
// and plain ASCII are Unicode, save for ASCII in which at least three different words show VIQR beyond doubt.
func DetectLegacy(text, fontHint string) Encoding {
	hint := FontEncoding(fontHint)
	if hasUnicodeVietnamese(text) {
		return Unicode
	}
	words := markedWords(text)
	before := share(words, Unicode)
	if hint != Unicode {
		if len(words) > 0 && before > share(words, hint) {
			return Unicode
		}
		return hint
	}
	if len(words) == 0 && isVIQR(text) {
		return VIQR
	}
	if len(words) < enoughWords {
		return Unicode
	}
	best, most := Unicode, max(goodShare, before+clearGain)
	for _, e := range []Encoding{TCVN3, VNI, Windows1258} {
		if got := share(words, e); got > most || got == most && best == Unicode {
			best, most = e, got
		}
	}
	return best
}

// hasUnicodeVietnamese looks for letters that no text in an old encoding has.
func hasUnicodeVietnamese(s string) bool {
	for _, r := range s {
		switch {
		case r < 0x102:
		case 0x1EA0 <= r && r < highEnd, isMark(r):
			return true
		case strings.ContainsRune("ĂăĐđĨĩŨũƠơƯư", r):
			return true
		}
	}
	return false
}

// markedWords are the different words of text that have a non-ASCII character and a letter, up to a
// number that is plenty to decide on.
func markedWords(text string) []string {
	var words []string
	seen := make(map[string]bool)
	for word := range strings.FieldsFuncSeq(text, betweenLegacyWords) {
		if seen[word] || !hasMarkAndLetter(word) {
			continue
		}
		seen[word] = true
		words = append(words, strings.Clone(word))
		if len(words) == mostWords {
			break
		}
	}
	return words
}

// betweenLegacyWords knows that signs such as ¸ and ¹ are letters in the old encodings; A1 to FF and the
// soft hyphen therefore belong to words.
func betweenLegacyWords(r rune) bool {
	if r < utf8.RuneSelf {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	}
	return r == 0xA0 || 0x2000 <= r && r < 0x2070
}

func hasMarkAndLetter(word string) bool {
	letter, mark := false, false
	for i := range len(word) {
		if word[i] < utf8.RuneSelf {
			letter = true
		} else {
			mark = true
		}
	}
	return letter && mark
}

// share is the part of words that are Vietnamese syllables once decoded.
func share(words []string, e Encoding) float64 {
	if len(words) == 0 {
		return 0
	}
	good := 0
	for _, w := range words {
		if IsSyllable(Decode(e, w)) && (e != VNI || isVNI(w)) {
			good++
		}
	}
	return float64(good) / float64(len(words))
}

// Decode converts text from e to Unicode in NFC; text is in the form DetectLegacy takes. Characters that
// the encoding does not know stay as they are, so ASCII is never touched but by VIQR.
func Decode(e Encoding, text string) string {
	switch e {
	case TCVN3:
		return raiseCapitals(mapBytes(text, &tcvn3))
	case TCVN3Upper:
		return strings.ToUpper(mapBytes(text, &tcvn3))
	case VNI:
		return decodeVNI(text)
	case VIQR:
		return decodeVIQR(text)
	case Windows1258:
		return norm.NFC.String(mapBytes(text, &windows1258))
	}
	return text
}

// mapBytes replaces the code points U+0080 to U+00FF by the table; zero entries stay.
func mapBytes(text string, table *[128]rune) string {
	return strings.Map(func(r rune) rune {
		if 0x80 <= r && r <= 0xFF && table[r-0x80] != 0 {
			return table[r-0x80]
		}
		return r
	}, text)
}

// raiseCapitals mends what was typed in capitals with a font that has no accented ones (KÕ HO¹CH, CéNG):
// where a text has two ASCII letters and all of them are capital, so is the text, and likewise a word.
func raiseCapitals(s string) string {
	if isCapital(s) {
		return strings.ToUpper(s)
	}
	return mapWords(s, func(word string) string {
		if isCapital(word) {
			return strings.ToUpper(word)
		}
		return word
	})
}

// isCapital reports whether s has at least two ASCII letters and none of them is small.
func isCapital(s string) bool {
	capitals := 0
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' {
			return false
		}
		if 'A' <= c && c <= 'Z' {
			capitals++
		}
	}
	return capitals >= 2
}

// DecodeBytes turns the bytes of a text file into normalized Unicode and says which old encoding they
// were in, if any. A byte order mark decides; then UTF-16 shows itself by its zeros and UTF-8 by its
// form, forgiving a few broken places; everything else is windows-1252 or one of the old encodings.
// Line ends stay as they are.
func DecodeBytes(data []byte) (string, Encoding) {
	text := RawText(data)
	e := DetectLegacy(text, "")
	return Normalize(Decode(e, text)), e
}

// RawText is DecodeBytes without the old encodings: bytes that are neither UTF-16 nor UTF-8 are read as
// windows-1252, the form in which DetectLegacy and Decode take text. Nothing is normalized. It serves
// readers of marked-up text, where the font decides piece by piece.
func RawText(data []byte) string {
	if order := utf16Order(data); order != nil {
		return decodeUTF16(data, order)
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if isUTF8(data) {
		return string(data)
	}
	return FromWindows1252(data)
}

// utf16Order finds UTF-16 by its mark, or by every other byte of the beginning being zero; nil otherwise.
func utf16Order(data []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return binary.BigEndian
	}
	head := data[:min(len(data), 1024)&^1]
	even, odd := 0, 0
	for i := 0; i+1 < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	units := len(head) / 2
	switch {
	case units >= 4 && odd > units/3 && even == 0:
		return binary.LittleEndian
	case units >= 4 && even > units/3 && odd == 0:
		return binary.BigEndian
	}
	return nil
}

func decodeUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\uFEFF")
}

// isUTF8 forgives one broken place for every ten good characters beyond ASCII.
func isUTF8(data []byte) bool {
	if utf8.Valid(data) {
		return true
	}
	good, bad := 0, 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	return good >= 10*bad
}

// FromWindows1252 reads bytes as the western code page of Windows, the form in which DetectLegacy and
// Decode take text. The five bytes that page leaves open become U+0081 and so on.
func FromWindows1252(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/4)
	for _, c := range data {
		if 0x80 <= c && c < 0xA0 {
			b.WriteRune(westernSigns[c-0x80])
			continue
		}
		b.WriteRune(rune(c))
	}
	return b.String()
}

// westernSigns are the characters of windows-1252 from 0x80 to 0x9F.
var westernSigns = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8D, 'Ž', 0x8F,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9D, 'ž', 'Ÿ',
}

// decodeVNI joins each letter with the mark behind it.
func decodeVNI(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	var letter rune // waits for its mark; 0 if none
	for _, r := range s {
		if letter != 0 {
			if whole, ok := vniPairs[[2]rune{unicode.ToLower(letter), unicode.ToLower(r)}]; ok {
				b.WriteRune(inCaseOf(vniAlone(letter), whole))
				letter = 0
				continue
			}
			b.WriteRune(vniAlone(letter))
		}
		letter = r
	}
	if letter != 0 {
		b.WriteRune(vniAlone(letter))
	}
	return b.String()
}

// isVNI reports whether VNI uses every letter beyond ASCII as word does: alone, or as a mark behind a
// letter that takes it.
func isVNI(word string) bool {
	previous := rune(0)
	for _, r := range strings.ToLower(word) {
		_, paired := vniPairs[[2]rune{previous, r}]
		if r >= utf8.RuneSelf && vniSingles[r] == 0 && !paired {
			return false
		}
		previous = r
	}
	return true
}

// vniAlone is the letter that a VNI code shows without a mark behind it.
func vniAlone(r rune) rune {
	if whole, ok := vniSingles[unicode.ToLower(r)]; ok {
		return inCaseOf(r, whole)
	}
	return r
}

func inCaseOf(model, r rune) rune {
	if unicode.IsUpper(model) {
		return unicode.ToUpper(r)
	}
	return r
}
