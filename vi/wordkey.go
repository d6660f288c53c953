package vi

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A key is the hash of what a token is matched by: lower case, composed, the tone in its traditional
// place, i and y the same where they end a syllable (lý, lí). Different words have different keys but for
// chance, at one in four thousand millions for a pair.
type key uint32

// keyOf hashes the bytes of a token that is in its match form already (FNV-1a with a last mix).
func keyOf[T string | []byte](form T) key {
	h := uint32(2166136261)
	for i := range len(form) {
		h = (h ^ uint32(form[i])) * 16777619
	}
	return key(mix(h))
}

// mix spreads the bits of h (the finisher of MurmurHash3).
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// longestForm is the length in bytes up to which a token is put into its match form; longer ones are no
// words of any lexicon and are hashed as they are.
const longestForm = 64

// matchForm appends the match form of a token to dst.
func matchForm(dst []byte, token string) []byte {
	if len(token) > longestForm {
		return append(dst, token...)
	}
	start := len(dst)
	composed := true
	for i := 0; i < len(token); {
		r, size := rune(token[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(token[i:])
		}
		i += size
		if isInvisible(r) {
			continue
		}
		composed = composed && !isMark(r)
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
	}
	if !composed {
		dst = append(dst[:start], norm.NFC.Bytes(dst[start:])...)
	}
	return matchSyllable(dst, start)
}

// matchSyllable puts dst[start:], in lower case, into the match form if it is a syllable.
func matchSyllable(dst []byte, start int) []byte {
	p, ok := parse(string(dst[start:]))
	if !ok {
		return dst
	}
	if p.tone != level {
		p.toneAt = p.onset + p.tonePlace()
	}
	if p.size == p.onset+1 && p.letter[p.onset] == 'i' && p.onset == 1 && isFreeY(p.letter[0]) {
		p.letter[p.onset] = 'y'
	}
	dst = dst[:start]
	for i, r := range p.letter[:p.size] {
		if i == p.toneAt {
			r = retone(r, p.tone)
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// isFreeY reports the onsets after which a closing i is written i or y: hi, ki, li, mi, si, ti.
func isFreeY(onset rune) bool {
	switch onset {
	case 'h', 'k', 'l', 'm', 's', 't':
		return true
	}
	return false
}

// chain is the key of a run of tokens: that of the first ones lengthened by the next.
func chain(first, next key) key { return key(mix(uint32(first)*31 + uint32(next) + 0x9e3779b9)) }

// shape is what the letters of a token look like.
type shape uint8

const (
	shapeNone    shape = iota // before the first and after the last token
	shapeLower                // nhân
	shapeTitle                // Nhân
	shapeCapital              // N, a single capital
	shapeCaps                 // UBND
	shapeNumber               // 12 · 26/5
	shapeMixed                // letters with digits or inner marks: Covid-19 · 07/CT-TTg
	shapeMark                 // , . %
	shapeFirst
)

// shapeOf looks at the characters of a token.
func shapeOf(token string) shape {
	upper, lower, digit, other, first := 0, 0, 0, 0, true
	title := false
	for _, r := range token {
		switch {
		case r < utf8.RuneSelf && 'a' <= r && r <= 'z':
			lower++
		case '0' <= r && r <= '9':
			digit++
		case unicode.IsUpper(r):
			upper++
			title = title || first
		case unicode.IsLetter(r):
			lower++
		case isMark(r) || isInvisible(r):
		default:
			other++
		}
		first = false
	}
	switch {
	case upper+lower == 0 && digit > 0:
		return shapeNumber
	case upper+lower == 0:
		return shapeMark
	case digit+other > 0:
		return shapeMixed
	case upper == 1 && lower == 0:
		return shapeCapital
	case lower == 0:
		return shapeCaps
	case title:
		return shapeTitle
	}
	return shapeLower
}
