package query

// table finds the ways that begin terms: the hash of a word or of several in a row leads to a step. It is a
// hash table with open addressing; a step that nothing needs any more stays until the table is made anew.
type table struct {
	slots []step
	used  int
	maybe []uint64 // bits of the ways that are there; most of the others have none
}

// bitsPerSlot makes about one way in sixteen that is not there look as if it were.
const bitsPerSlot = 8

// step is what is known when the matcher has come some way along a phrase.
type step struct {
	way   hash  // from the beginning; 0 for an empty slot
	term  int32 // that ends here; none if there is none
	after after // what longer phrases have next
}

// after says how phrases go on.
type after uint8

const (
	wordAfter after = 1 << iota // with a whole word
	stemAfter                   // with the beginning of a word, which is their end
)

// none stands for no term.
const none = -1

// find is the step at the end of a way, nil if nothing goes there.
func (t *table) find(way hash) *step {
	if len(t.maybe) == 0 || t.maybe[int(way>>6)&(len(t.maybe)-1)]&(1<<(way&63)) == 0 {
		return nil
	}
	mask := len(t.slots) - 1
	for i := int(way>>6) & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.way == way {
			return s
		}
		if s.way == 0 {
			return nil
		}
	}
}

// reach is the step at the end of a way, made if it is not there. It is good until the next call.
func (t *table) reach(way hash) *step {
	if 2*(t.used+1) > len(t.slots) {
		t.grow()
	}
	mask := len(t.slots) - 1
	i := int(way>>6) & mask
	for t.slots[i].way != 0 && t.slots[i].way != way {
		i = (i + 1) & mask
	}
	s := &t.slots[i]
	if s.way == 0 {
		t.used++
		*s = step{way: way, term: none}
		t.mark(way)
	}
	return s
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]step, max(64, 2*len(old)))
	t.maybe = make([]uint64, len(t.slots)*bitsPerSlot/64)
	mask := len(t.slots) - 1
	for _, s := range old {
		if s.way == 0 {
			continue
		}
		t.mark(s.way)
		i := int(s.way>>6) & mask
		for t.slots[i].way != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = s
	}
}

func (t *table) mark(way hash) { t.maybe[int(way>>6)&(len(t.maybe)-1)] |= 1 << (way & 63) }
