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

// form is a token in small letters, with what its characters are.
type form struct {
	letters [3 * longestForm]byte // a small letter may be longer than its capital, U+FFFD than a byte
	size    int
	look    look
}

// makeForm reads a token once.
func makeForm(f *form, token string) {
	f.size, f.look = 0, look{}
	if len(token) > longestForm {
		f.look.see(token)
		return
	}
	for i := 0; i < len(token); {
		r, size := rune(token[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(token[i:])
		}
		i += size
		r, c := lowerOf(r)
		f.look.add(c)
		if c == charHidden {
			continue
		}
		if r < utf8.RuneSelf {
			f.letters[f.size] = byte(r)
			f.size++
			continue
		}
		f.size += utf8.EncodeRune(f.letters[f.size:], r)
	}
}

// key is that of the small letters alone, which is the match form of most tokens.
func (f *form) key() key { return keyOf(f.letters[:f.size]) }

// matchForm appends the match form of a token to dst.
func matchForm(dst []byte, token string) []byte {
	if len(token) > longestForm {
		return append(dst, token...)
	}
	var f form
	makeForm(&f, token)
	start := len(dst)
	dst = append(dst, f.letters[:f.size]...)
	if f.look.marks > 0 {
		dst = append(dst[:start], norm.NFC.Bytes(f.letters[:f.size])...)
	}
	return matchSyllable(dst, start)
}

// char is what a character is for the look of a token.
type char uint8

const (
	charOther char = iota
	charSmall
	charCapital
	charDigit
	charMark   // a combining mark
	charHidden // shows nothing
)

// lowerOf is the small letter of r and what r is. The Vietnamese letters are told by their places.
func lowerOf(r rune) (rune, char) {
	switch {
	case 'a' <= r && r <= 'z', 0xE0 <= r && r <= 0xFE && r != 0xF7, 0x1EA0 <= r && r < highEnd && r&1 == 1, r == 'đ', r == 'ă', r == 'ơ', r == 'ư':
		return r, charSmall
	case 'A' <= r && r <= 'Z', 0xC0 <= r && r <= 0xDE && r != 0xD7:
		return r + 0x20, charCapital
	case 0x1EA0 <= r && r < highEnd:
		return r + 1, charCapital
	case '0' <= r && r <= '9':
		return r, charDigit
	case r < 0xA0:
		return r, charOther
	case isMark(r):
		return r, charMark
	case isInvisible(r):
		return r, charHidden
	case unicode.IsUpper(r):
		return unicode.ToLower(r), charCapital
	case unicode.IsLetter(r):
		return unicode.ToLower(r), charSmall
	}
	return r, charOther
}

// look counts the characters of a token.
type look struct {
	small, capital, digit, other, marks int
	title                               bool // begins with a capital
}

func (l *look) add(c char) {
	switch c {
	case charSmall:
		l.small++
	case charCapital:
		l.title = l.title || l.small+l.capital+l.digit+l.other == 0
		l.capital++
	case charDigit:
		l.digit++
	case charMark:
		l.marks++
	case charOther:
		l.other++
	}
}

func (l *look) see(token string) {
	for _, r := range token {
		_, c := lowerOf(r)
		l.add(c)
	}
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

// shape says what the characters make of the token.
func (l *look) shape() shape {
	switch letters := l.small + l.capital; {
	case letters == 0 && l.digit > 0:
		return shapeNumber
	case letters == 0:
		return shapeMark
	case l.digit+l.other > 0:
		return shapeMixed
	case l.capital == 1 && l.small == 0:
		return shapeCapital
	case l.small == 0:
		return shapeCaps
	case l.title:
		return shapeTitle
	}
	return shapeLower
}

// shapeOf looks at the characters of a token.
func shapeOf(token string) shape {
	var l look
	l.see(token)
	return l.shape()
}
