package vi

import "strings"

// wordModel is what the segmenter knows: the bytes of the model file, taken as they lie there.
type wordModel struct {
	syllables table  // from syllables to their number
	sounds    string // of each number, 64 bits little-endian
	runs      table  // sources of runs of two to four tokens
	weights   weights
}

const (
	syllableBits = 14 // of a syllable's number
	runBits      = 5
)

// numberKey stands for every number, so that years and amounts look the same.
const numberKey key = 0x6e756d62

// fill looks at one token; before is the shape of the token before it.
func (m *wordModel) fill(u *unit, word string, before shape) {
	var f form
	makeForm(&f, word)
	*u = unit{shape: f.look.shape()}
	switch u.shape {
	case shapeNumber:
		u.key = numberKey
		return
	case shapeMark:
		u.key = keyOf(word)
		return
	}
	u.key = f.key()
	id := m.syllables.find(u.key)
	if id == 0 {
		u.key = keyOf(matchForm(f.letters[:0], word))
		id = m.syllables.find(u.key)
	}
	if id > 0 {
		u.sound = sound(word64(m.sounds, id))
		u.grades = u.sound.grades()
	}
	if u.shape == shapeTitle && (before == shapeNone || before == shapeMark) {
		u.shape = shapeFirst
	}
}

// lookUp asks the lexicon about every run and splits at marks.
func (m *wordModel) lookUp(u []unit) {
	for i := brim; i < len(u)-brim; i++ {
		if u[i].shape == shapeMark || u[i+1].shape == shapeMark {
			u[i].bound = boundSplit
			continue
		}
		m.lookUpFrom(u, i)
	}
}

// lookUpFrom asks about the runs that begin at i.
func (m *wordModel) lookUpFrom(u []unit, i int) {
	k := u[i].key
	for n := range u[i].runs {
		next := &u[i+n+1]
		if next.shape == shapeMark || next.shape == shapeNone {
			return
		}
		k = chain(k, next.key)
		found := m.runs.find(k)
		u[i].runs[n] = uint8(found)
		if found&runPrefix == 0 {
			return
		}
	}
}

// isEntry reports whether word, of two to four syllables in any case, stands in the lexicon.
func (m *wordModel) isEntry(word string) bool {
	var k key
	n := 0
	for syllable := range strings.FieldsSeq(word) {
		if n++; n > longestWord {
			return false
		}
		next := keyOf(matchForm(nil, syllable))
		if n == 1 {
			k = next
			continue
		}
		k = chain(k, next)
	}
	return n > 1 && m.runs.find(k)&fromLexicon != 0
}

// longestMatches notes where the longest runs lie, taken from the left and from the right.
func longestMatches(u []unit) {
	for i := brim; i < len(u)-brim; {
		n := u[i].longest()
		for j := range n - 1 {
			u[i+j].left = uint8(n)
		}
		i += n
	}
	for i := len(u) - brim; i > brim; {
		n := longestTo(u, i)
		for j := range n - 1 {
			u[i-2-j].right = uint8(n)
		}
		i -= n
	}
}

// longest is the number of tokens of the longest run that begins with the unit.
func (u *unit) longest() int {
	for n := len(u.runs); n > 0; n-- {
		if u.runs[n-1]&isRun != 0 {
			return n + 1
		}
	}
	return 1
}

// longestTo is the number of tokens of the longest run that ends before u[end].
func longestTo(u []unit, end int) int {
	for n := longestWord; n > 1; n-- {
		if end-n >= brim && u[end-n].runs[n-2]&isRun != 0 {
			return n
		}
	}
	return 1
}
