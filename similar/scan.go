package similar

import (
	"unicode"
	"unicode/utf8"
)

// syllable is one run of letters and digits of a text, written alike in every case and with or without
// accents.
type syllable struct {
	hash    uint64
	digits  bool // begins with a digit
	capital bool // begins with a capital letter
	opens   bool // stands at the beginning of a sentence or line
	accent  bool // has a letter of Latin script beyond ASCII
}

// scanner walks through a text without allocating.
type scanner struct {
	table *foldTable
	text  string
	at    int
	from  int  // where the last syllable begins
	to    int  // where it ends
	fresh bool // nothing stood in this sentence yet
}

func scan(text string) scanner { return scanner{table: folded(), text: text, fresh: true} }

const (
	hashStart = 0xcbf29ce484222325
	hashPrime = 0x100000001b3
)

// next is the next syllable of the text. A point or comma between two digits belongs to the number, so
// that 1.231 and 1231 are one.
func (s *scanner) next() (syllable, bool) {
	word := syllable{hash: hashStart}
	runes := 0
	for s.at < len(s.text) {
		r, size := rune(s.text[s.at]), 1
		if r >= utf8.RuneSelf {
			r, size = decode(s.text, s.at)
		}
		left := s.table.fold(r)
		if left == invisible || left == separator && word.digits && s.insideNumber(r, size) {
			s.at += size
			continue
		}
		alone := left != separator && standsAlone(left)
		if runes > 0 && (left == separator || alone) {
			return s.finish(word), true
		}
		s.at += size
		if left == separator {
			s.fresh = s.fresh || endsSentence(r)
			continue
		}
		if runes == 0 {
			s.from = s.at - size
			word.digits = unicode.IsDigit(left)
			word.capital = left != r && unicode.IsUpper(r)
			word.opens = s.fresh
		}
		word.accent = word.accent || left != r && left < utf8.RuneSelf && r >= utf8.RuneSelf
		word.hash = (word.hash ^ uint64(left)) * hashPrime
		runes++
		s.to = s.at
		if alone {
			return s.finish(word), true
		}
	}
	return s.finish(word), runes > 0
}

// decode is the character at a place of a text; those of Vietnamese are taken apart here, quickly.
func decode(text string, at int) (rune, int) {
	c := text[at]
	switch {
	case 0xC3 <= c && c <= 0xC6 && at+1 < len(text) && text[at+1]&0xC0 == 0x80: // U+00C0 to U+01BF
		return rune(c&0x1F)<<6 | rune(text[at+1]&0x3F), 2
	case c == 0xE1 && at+2 < len(text) && text[at+1]&0xC0 == 0x80 && text[at+2]&0xC0 == 0x80: // U+1000 to U+1FFF
		return 0x1000 | rune(text[at+1]&0x3F)<<6 | rune(text[at+2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(text[at:])
}

func (s *scanner) finish(word syllable) syllable {
	s.fresh = false
	word.hash = mix(word.hash)
	return word
}

func (s *scanner) insideNumber(r rune, size int) bool {
	if r != '.' && r != ',' {
		return false
	}
	before := s.at > 0 && isDigit(s.text[s.at-1])
	return before && s.at+size < len(s.text) && isDigit(s.text[s.at+size])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func endsSentence(r rune) bool {
	switch r {
	case '.', '!', '?', ':', ';', '\n', '\r', '"', '“', '”', '…', '-', '–', '•', '*':
		return true
	}
	return false
}

// mix spreads every bit of h over all bits (the finalizer of SplitMix64, Steele et al. 2014).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
