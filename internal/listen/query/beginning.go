package query

import "math/bits"

// beginning is what begins with a word: the terms that are this word or a beginning of it, and how phrases go
// on. It depends on the word alone, so that a scratch remembers it.
type beginning struct {
	word        hash   // 0: nothing is remembered here
	from        int32  // of the scratch's begun
	count       uint16 // of terms there
	exact, bare after
}

const (
	mostMemory = 1 << 13 // words that are remembered
	mostBegun  = 1 << 16 // terms that are remembered with them
	wordsATerm = 64      // that are remembered, for few terms
)

// beginning is what begins with syllable i of a document. It is good until the next call.
func (s *scratch) beginning(d *Document, i int) *beginning {
	if s.memory == nil || len(s.begun) > mostBegun {
		s.forget()
	}
	w := d.syllables[i].exact
	b := &s.memory[int(w)&(len(s.memory)-1)]
	if b.word == w {
		return b
	}
	*b = beginning{word: w, from: int32(len(s.begun))}
	s.begun, b.exact = s.a.begin(s.begun, d, i, false)
	s.begun, b.bare = s.a.begin(s.begun, d, i, true)
	b.count = uint16(len(s.begun) - int(b.from))
	return b
}

func (s *scratch) forget() {
	size := min(mostMemory, 1<<bits.Len(uint(wordsATerm*len(s.a.terms))))
	if len(s.memory) < size {
		s.memory = make([]beginning, size)
	}
	clear(s.memory)
	s.begun = s.begun[:0]
}
