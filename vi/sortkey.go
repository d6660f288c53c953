package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// alphabet is the Vietnamese one with the letters that only foreign names have, in order.
const alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

// Weights of the first level. Whatever ends earlier comes first, then spaces and signs, then numbers,
// then letters, then other scripts by code point.
const (
	weightEnd    = 0x00
	weightSpace  = 0x02
	weightSign   = 0x04
	weightNumber = 0x10 // plus the number of its digits
	weightDigit  = 0x30 // plus the digit
	weightLetter = 0x40 // plus the place in the alphabet
	weightOther  = 0xF0
)

// strangeMark is the second-level weight of a mark that Vietnamese does not know (ç, ö).
const strangeMark = 7

var rank = makeRank()

func makeRank() map[rune]byte {
	m := make(map[rune]byte)
	n := byte(0)
	for _, r := range alphabet {
		m[r] = weightLetter + n
		n++
	}
	return m
}

// SortKey is a key whose byte order is the Vietnamese order of texts: first the letters (a ă â b … d đ
// e ê …), then the tones (ngang, huyền, hỏi, ngã, sắc, nặng), then lower before upper case. Numbers
// stand in the order of their value, so that "Phường 2" comes before "Phường 10". The key has only the
// characters 0-9 and a-f: a TEXT column orders it alike in every database and collation.
// s is expected in the form of Normalize.
func SortKey(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	key := keyWriter{first: make([]byte, 0, 2*len(s)+8)}
	for i := 0; i < len(s); {
		if isDigit(s[i]) {
			i += key.number(s[i:])
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		key.letter(r)
		i += n
	}
	return key.join()
}

// keyWriter collects the three levels: letters as hexadecimal pairs, tones and cases as digits.
type keyWriter struct{ first, tones, cases []byte }

func (k *keyWriter) weigh(w byte) {
	const digits = "0123456789abcdef"
	k.first = append(k.first, digits[w>>4], digits[w&15])
}

// number writes the run of digits at the beginning of s and returns its length.
func (k *keyWriter) number(s string) int {
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	value := strings.TrimLeft(s[:end-1], "0") + s[end-1:end]
	k.weigh(weightNumber + byte(min(len(value), 15)))
	for _, d := range []byte(value) {
		k.weigh(weightDigit + d - '0')
	}
	k.tones, k.cases = append(k.tones, '1'), append(k.cases, '1')
	return end
}

func (k *keyWriter) letter(r rune) {
	if isMark(r) || isInvisible(r) {
		return
	}
	plain, t := plainLetter(r)
	mark := '1' + byte(t)
	w, known := rank[plain]
	if !known {
		if i := slot(r); i >= 0 {
			w, known = rank[rune(latin.folded[i])]
			mark = '0' + strangeMark
		}
	}
	k.tones, k.cases = append(k.tones, mark), append(k.cases, caseOf(r))
	switch {
	case known:
		k.weigh(w)
	case r == ' ':
		k.weigh(weightSpace)
	case unicode.IsLetter(r):
		k.other(weightOther, r)
	default:
		k.other(weightSign, r)
	}
}

// other writes a character outside the alphabet by its code point.
func (k *keyWriter) other(w byte, r rune) {
	for _, b := range []byte{w, byte(r >> 16), byte(r >> 8), byte(r)} {
		k.weigh(b)
	}
}

// join puts the levels behind each other; the lowest weights at the end of a level say nothing.
func (k *keyWriter) join() string {
	k.weigh(weightEnd)
	out := append(k.first, strings.TrimRight(string(k.tones), "1")...)
	out = append(out, '0')
	return string(append(out, strings.TrimRight(string(k.cases), "1")...))
}

func caseOf(r rune) byte {
	if unicode.IsUpper(r) {
		return '2'
	}
	return '1'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
