package tone

import (
	"unicode"
	"unicode/utf8"
)

// word is a piece of text: a syllable, a number, a mark or a sign. marked is its number as written, without
// regard to case, to the place of the tone (hoà, hòa) or to letters drawn out (haaay); bare also without
// diacritics.
type word struct {
	marked, bare uint32
	start, end   int32
	kind         wordKind
	accented     bool
	capital      bool // begins with a capital letter
}

type wordKind uint8

const (
	isSyllable wordKind = iota
	isNumber
	isComma    // , ( ) " – inside a sentence
	isStop     // . ; … or the end of a line
	isColon    // :
	isQuestion // ?
	isShout    // !
	isSign     // an emoji or any other sign
)

// letter is one Vietnamese letter taken apart.
type letter struct {
	plain, folded rune
	tone          uint8 // 0 level, 1 to 5 the written tones
}

// lowest and highest bound the letters of the table beyond ASCII.
const lowest, highest = 0xC0, 0x1EF9

var letters = makeLetters()

func makeLetters() *[highest + 1 - lowest]letter {
	var table [highest + 1 - lowest]letter
	add := func(r rune, l letter) {
		table[r-lowest] = l
		table[unicode.ToUpper(r)-lowest] = l
	}
	rows := []string{"aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị",
		"oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ"}
	for i, row := range rows {
		plain := []rune(row)[0]
		folded := []rune("aaaeeiooouuy")[i]
		tone := uint8(0)
		for _, r := range row {
			if r >= lowest {
				add(r, letter{plain, folded, tone})
			}
			tone++
		}
	}
	add('đ', letter{'đ', 'd', 0})
	return &table
}

// apart takes a letter apart; anything that is no Vietnamese letter is itself in lower case.
func apart(r rune) letter {
	if r >= lowest && r <= highest && letters[r-lowest].plain != 0 {
		return letters[r-lowest]
	}
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return letter{r, r, 0}
	}
	r = unicode.ToLower(r)
	return letter{r, r, 0}
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return r <= highest && r >= lowest && letters[r-lowest].plain != 0 || unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// appendWords cuts text into words, at most limit.
func appendWords(dst []word, text string, limit int) []word {
	for i := 0; i < len(text) && len(dst) < limit; {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case isDigit(r):
			w := readNumber(text, i)
			dst = append(dst, w)
			i = int(w.end)
			continue
		case isLetter(r):
			w := readSyllable(text, i)
			dst = append(dst, w)
			i = int(w.end)
			continue
		case r == '\n':
			dst = append(dst, word{kind: isStop, start: int32(i), end: int32(i + n)})
		case r <= ' ' || r == 0xFE0F || unicode.IsSpace(r) || unicode.Is(unicode.M, r):
		default:
			dst = append(dst, sign(r, i, n))
		}
		i += n
	}
	return dst
}

// readNumber reads digits with the points, commas and letters that belong to them: 1.200, 7,5, 50p, 4G.
func readNumber(text string, start int) word {
	i := start
	for i < len(text) && i-start < longestWord {
		c := text[i]
		joint := (c == '.' || c == ',') && i+1 < len(text) && isDigit(rune(text[i+1]))
		if !joint && !isDigit(rune(c)) && !isLetter(rune(c)) {
			break
		}
		i++
	}
	h := uint32(2166136261)
	for _, c := range []byte(text[start:i]) {
		h = step(h, rune(c))
	}
	h = mix(h, 7)
	return word{marked: h, bare: h, start: int32(start), end: int32(i), kind: isNumber}
}

// longestWord is how many bytes one word has at most; a longer run is cut.
const longestWord = 96

func readSyllable(text string, start int) word {
	w := word{start: int32(start)}
	marked, bare := uint32(2166136261), uint32(2166136261)
	var tone uint8
	var before, last letter
	i := start
	for i < len(text) && i-start < longestWord {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if !isLetter(r) {
			break
		}
		if i == start {
			w.capital = unicode.IsUpper(r)
		}
		i += n
		l := apart(r)
		tone |= l.tone
		w.accented = w.accented || l.tone != 0 || l.plain != l.folded
		if l.plain == last.plain {
			continue // drawn out
		}
		if last.plain != 0 {
			marked, bare = step(marked, last.plain), step(bare, last.folded)
		}
		before, last = last, l
	}
	if last.plain == 'y' && opensToI(before.plain) {
		last = letter{'i', 'i', last.tone}
	}
	marked, bare = step(marked, last.plain), step(bare, last.folded)
	w.marked, w.bare, w.end = mix(marked, uint32(tone)+1), mix(bare, 1), int32(i)
	return w
}

// opensToI knows the consonants after which a last i may be written y (lý, lí).
func opensToI(r rune) bool {
	switch r {
	case 'h', 'k', 'l', 'm', 's', 't':
		return true
	}
	return false
}

func sign(r rune, at, size int) word {
	h := mix(uint32(r), 3)
	w := word{marked: h, bare: h, start: int32(at), end: int32(at + size), kind: isSign}
	switch r {
	case ',', '(', ')', '"', '“', '”', '‘', '’', '\'', '–', '—', '-', '/':
		w.kind = isComma
	case '.', ';', '…', '|':
		w.kind = isStop
	case ':':
		w.kind = isColon
	case '?':
		w.kind = isQuestion
	case '!':
		w.kind = isShout
	}
	return w
}

// step and mix are FNV-1a and the finish of MurmurHash3.
func step(h uint32, r rune) uint32 { return (h ^ uint32(r)) * 16777619 }

func mix(h, with uint32) uint32 {
	h ^= with * 0xCC9E2D51
	h ^= h >> 16
	h *= 0x85EBCA6B
	h ^= h >> 13
	h *= 0xC2B2AE35
	return h ^ h>>16
}
