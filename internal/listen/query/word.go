package query

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// word is a syllable in the forms in which it is compared. Two words are taken for the same if their hashes of
// 64 bits are; who wants to deceive the matcher can as well write the word itself.
type word struct {
	exact, bare hash
	text, plain []byte // without case, tone in its traditional place; the same without diacritics
}

// hash stands for a syllable, or for the way from the beginning of a phrase.
type hash uint64

// mix is the hash of what a stands for followed by what b stands for.
func mix(a, b hash) hash {
	high, low := bits.Mul64(uint64(a)^0x9E3779B97F4A7C15, uint64(b)^0xD6E8FEB86659FD93)
	h := hash(high ^ low)
	if h == 0 {
		return 1
	}
	return h
}

// hashOf hashes bytes: FNV-1a, then mixed.
func hashOf[T string | []byte](text T) hash {
	h := uint64(14695981039346656037)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	return mix(hash(h), hash(len(text)))
}

// readWord brings one syllable, found by span, into its forms; text and plain are used as room.
func readWord(raw string, text, plain []byte) word {
	text, plain, ok := spell(raw, text[:0], plain[:0])
	if !ok {
		text = append(text[:0], canonical(raw)...)
		plain = append(plain[:0], vi.Fold(string(text))...)
	}
	return word{hashOf(text), hashOf(plain), text, plain}
}

// spell writes a syllable of plain letters letter by letter; ok is false for any other.
func spell(raw string, text, bare []byte) (_, _ []byte, ok bool) {
	ascii := true
	for _, r := range raw {
		l := letterOf(r)
		if l.class != plain {
			return text, bare, false
		}
		ascii = ascii && l.lower < utf8.RuneSelf
		text = utf8.AppendRune(text, l.lower)
		bare = utf8.AppendRune(bare, l.bare)
	}
	if !ascii && movable(text) {
		moved := vi.CanonicalTone(string(text))
		text = append(text[:0], moved...)
	}
	return text, bare, true
}

// movable reports whether the tone of a syllable of plain letters may stand in another place: only those with
// two vowels in a row.
func movable(text []byte) bool {
	vowels := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		switch letterOf(r).bare {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			vowels++
		}
	}
	return vowels > 1
}

// canonical is a word in the form in which it is compared: normalized, in lower case, its tone in the
// traditional place.
func canonical(raw string) string {
	visible := strings.Map(func(r rune) rune {
		if letterOf(r).class == hidden {
			return -1
		}
		return r
	}, raw)
	return vi.CanonicalTone(vi.Normalize(strings.ToLower(vi.Normalize(visible))))
}
