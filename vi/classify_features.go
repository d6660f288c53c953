package vi

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// featureList reads the features of one text: n-grams of tokens, each as a number (feature hashing,
// Weinberger et al. 2009). A token is a run of letters and digits, or one sign. Its number does not depend
// on case, on the place of the tone (hoà, hòa), on y for i in an open syllable (lý, lí), nor on letters
// drawn out (haaay).
type featureList struct {
	text   string
	tokens []hashedToken
	found  []feature
	short  int // how many of the features are single tokens
	seen   keySet
}

// hashedToken is a token with its number as written and without diacritics.
type hashedToken struct {
	marked, bare uint32
	start, end   int32 // bytes of text
	accented     bool
}

// feature is an n-gram: its number and the stretch of text it covers.
type feature struct {
	key        uint32
	start, end int32
}

// edge stands before the first and behind the last token.
var edge = hashedToken{marked: 0x9E3779B1, bare: 0x9E3779B1}

// longestToken is how many bytes one token has at most; a longer run is cut.
const longestToken = 256

// read finds the tokens of text, which must be normalized.
func (l *featureList) read(text string) {
	l.text = text
	l.tokens = l.tokens[:0]
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case isWordRune(r):
			t := hashWord(text, i)
			l.tokens = append(l.tokens, t)
			i = int(t.end)
			continue
		case !unicode.IsSpace(r) && r != '_':
			h := mixHash(uint32(r), 0x85EBCA77)
			l.tokens = append(l.tokens, hashedToken{h, h, int32(i), int32(i + n), false})
		}
		i += n
	}
}

// readSpelled reads text with what is shortened as in messages spelled out (ko: không), and reports whether some word
// of it bears a diacritic as it was written.
func (l *featureList) readSpelled(text string) (marked bool) {
	text = Normalize(text)
	l.read(text)
	marked = l.hasMarks()
	if !l.isShortened() {
		return marked
	}
	n := Normalized{Text: text}
	DefaultInformal().spellOut(&n)
	if n.Text != text {
		l.read(n.Text)
	}
	return marked
}

// isShortened reports whether the text may have something to spell out.
func (l *featureList) isShortened() bool {
	known := shortened()
	return slices.ContainsFunc(l.tokens, func(t hashedToken) bool {
		form, ok := known[t.marked]
		return ok && strings.HasPrefix(strings.ToLower(l.text[t.start:min(len(l.text), int(t.start)+2*len(form))]), form)
	})
}

// shortened are the tokens with which what is shortened begins, with the whole of it in small letters where it is
// known. Without one of them nothing is spelled out, since guarded spellings need another one near them.
var shortened = sync.OnceValue(func() map[uint32]string {
	set := make(map[uint32]string)
	for form, f := range DefaultInformal().forms {
		form = strings.TrimPrefix(form, string(guardNumber))
		begins := hashWord(form, 0).marked
		if f.guard == guardNear || begins == hashWord(f.full, 0).marked { // letters drawn out make the same token
			continue
		}
		if other, known := set[begins]; known && other != form {
			form = ""
		}
		set[begins] = form
	}
	return set
})

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || isMark(r) || unicode.IsDigit(r)
}

// hashWord reads the token that begins at byte start.
func hashWord(text string, start int) hashedToken {
	t := hashedToken{start: int32(start)}
	marked, bare := uint32(2166136261), uint32(2166136261)
	var tones, previous, before rune
	i := start
	for i < len(text) && i-start < longestToken {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !isWordRune(r) {
			break
		}
		i += n
		plain, folded, tone := lettersOf(r)
		tones |= rune(tone)
		t.accented = t.accented || tone != level || plain != folded && r >= utf8.RuneSelf
		if plain == previous && r > '9' {
			continue // drawn out
		}
		if previous != 0 {
			marked, bare = stepHash(marked, previous), stepHash(bare, foldedLetter(previous))
		}
		before, previous = previous, plain
	}
	if previous == 'y' && isOpenOnset(before) {
		previous = 'i'
	}
	marked, bare = stepHash(marked, previous), stepHash(bare, foldedLetter(previous))
	t.marked, t.bare = mixHash(marked, uint32(tones)+1), mixHash(bare, 1)
	t.end = int32(i)
	return t
}

// lettersOf is r in lower case without its tone, without any mark, and the tone.
func lettersOf(r rune) (plain, folded rune, t tone) {
	if i := slot(r); i >= 0 {
		return rune(latin.plain[i]), rune(latin.folded[i]), latin.tone[i]
	}
	r = unicode.ToLower(r)
	return r, r, level
}

func foldedLetter(r rune) rune {
	if i := slot(r); i >= 0 {
		return rune(latin.folded[i])
	}
	return r
}

// isOpenOnset knows the consonants after which a last i may be written y.
func isOpenOnset(r rune) bool {
	switch r {
	case 'h', 'k', 'l', 'm', 's', 't':
		return true
	}
	return false
}

// stepHash and mixHash are FNV-1a and the finish of MurmurHash3.
func stepHash(h uint32, r rune) uint32 { return (h ^ uint32(r)) * 16777619 }

func mixHash(h, with uint32) uint32 {
	h ^= with * 0xCC9E2D51
	h ^= h >> 16
	h *= 0x85EBCA6B
	h ^= h >> 13
	h *= 0xC2B2AE35
	return h ^ h>>16
}

// hasMarks reports whether any word of the text bears a diacritic.
func (l *featureList) hasMarks() bool {
	for _, t := range l.tokens {
		if t.accented {
			return true
		}
	}
	return false
}

// collect lists the different features of the text: its tokens; behind them, from short on, the pairs of
// neighbours and the pairs with one token between ("không … nhiệt tình"). With marked, each is listed as
// written and as its twin without diacritics, otherwise the twin alone.
func (l *featureList) collect(marked bool) {
	l.found = l.found[:0]
	l.seen.reset(6 * (len(l.tokens) + 2))
	for i := range l.tokens {
		l.add(l.tokens[i].ngram(edge, 1), marked)
	}
	l.short = len(l.found)
	for i := -1; i < len(l.tokens); i++ {
		a, b, c := l.at(i), l.at(i+1), l.at(i+2)
		l.add(a.ngram(b, 2), marked)
		if i >= 0 {
			l.add(a.ngram(c, 3), marked)
		}
	}
}

// at is the token at a place, or the edge.
func (l *featureList) at(i int) hashedToken {
	if i < 0 || i >= len(l.tokens) {
		return edge
	}
	return l.tokens[i]
}

// ngram joins two tokens to one that covers the stretch of both; kind keeps different joints apart.
func (t hashedToken) ngram(u hashedToken, kind uint32) hashedToken {
	j := hashedToken{marked: mixHash(t.marked*31+u.marked, kind), bare: mixHash(t.bare*31+u.bare, kind+100)}
	switch {
	case t.end == 0:
		j.start, j.end = u.start, u.end
	case u.end == 0:
		j.start, j.end = t.start, t.end
	default:
		j.start, j.end = t.start, u.end
	}
	return j
}

func (l *featureList) add(t hashedToken, marked bool) {
	if marked && l.seen.add(t.marked) {
		l.found = append(l.found, feature{t.marked, t.start, t.end})
	}
	if l.seen.add(t.bare) {
		l.found = append(l.found, feature{t.bare, t.start, t.end})
	}
}

// keySet is a set of numbers that is emptied often.
type keySet struct {
	slots []uint32 // place of the key, if its stamp is of this round
	stamp []uint32
	round uint32
}

func (s *keySet) reset(most int) {
	size := 64
	for size < 2*most {
		size *= 2
	}
	if size > len(s.slots) {
		s.slots, s.stamp, s.round = make([]uint32, size), make([]uint32, size), 0
	}
	s.round++
	if s.round == 0 {
		clear(s.stamp)
		s.round = 1
	}
}

// add reports whether key was not there yet.
func (s *keySet) add(key uint32) bool {
	mask := uint32(len(s.slots) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		if s.stamp[i] != s.round {
			s.stamp[i], s.slots[i] = s.round, key
			return true
		}
		if s.slots[i] == key {
			return false
		}
	}
}

// keyTable finds the row of a key.
type keyTable struct {
	keys []uint32
	rows []int32 // -1 is empty
	n    int
}

func newKeyTable(most int) keyTable {
	size := 16
	for size < 2*most {
		size *= 2
	}
	t := keyTable{keys: make([]uint32, size), rows: make([]int32, size)}
	for i := range t.rows {
		t.rows[i] = -1
	}
	return t
}

// find is the row of key, or -1.
func (t *keyTable) find(key uint32) int32 {
	mask := uint32(len(t.keys) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		if t.rows[i] < 0 || t.keys[i] == key {
			return t.rows[i]
		}
	}
}

// insert gives key the next row, unless it has one. The table must not grow beyond what it was made for.
func (t *keyTable) insert(key uint32) int32 {
	mask := uint32(len(t.keys) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		if t.rows[i] < 0 {
			t.keys[i], t.rows[i] = key, int32(t.n)
			t.n++
			return t.rows[i]
		}
		if t.keys[i] == key {
			return t.rows[i]
		}
	}
}
