package query

// scratch is what one pass over a document found. It is used again and again by one goroutine.
type scratch struct {
	epoch  uint32
	states []state // of each term
	places []place
	fired  []int32 // terms that were found, in the order of their first place
}

// state is what is known of a term in the document of this epoch.
type state struct {
	epoch       uint32
	parts       Scope
	first, last int32 // of places
}

// place is where a term begins: a syllable of the document.
type place struct {
	at   int32
	next int32
	part uint8
}

// begin forgets the last document.
func (s *scratch) begin(terms int) {
	s.epoch++
	if s.epoch == 0 {
		clear(s.states)
		s.epoch = 1
	}
	if terms > len(s.states) {
		s.states = append(s.states, make([]state, terms-len(s.states))...)
	}
	s.places, s.fired = s.places[:0], s.fired[:0]
}

// hit notes that a term begins at a syllable. Places of a term come in order.
func (s *scratch) hit(term, at int32, part int) {
	n := int32(len(s.places))
	s.places = append(s.places, place{at, none, uint8(part)})
	t := &s.states[term]
	if t.epoch != s.epoch {
		*t = state{s.epoch, 1 << part, n, n}
		s.fired = append(s.fired, term)
		return
	}
	s.places[t.last].next = n
	t.last = n
	t.parts |= 1 << part
}

// match is a scanned document while queries are asked of it.
type match struct {
	d *Document
	a *automaton
	s *scratch
}

// has reports whether a term or value is there.
func (m *match) has(term int32) bool { return m.s.states[term].epoch == m.s.epoch }

// parts are the parts of the article that have the term.
func (m *match) parts(term int32) Scope {
	if t := &m.s.states[term]; t.epoch == m.s.epoch {
		return t.parts
	}
	return 0
}

// first is the first place of a term, or none.
func (m *match) first(term int32) int32 {
	if t := &m.s.states[term]; t.epoch == m.s.epoch {
		return t.first
	}
	return none
}

// near reports a place of a and a place of b in the same part that do not overlap and have at most n syllables
// between them.
func (m *match) near(a, b *compiled, n int32) bool {
	return m.follows(a, b, n) || m.follows(b, a, n)
}

// follows reports a place of b behind one of a, at most n syllables further. Both lists are in order, and the
// terms of a list have one length, so that one walk over both is enough.
func (m *match) follows(a, b *compiled, n int32) bool {
	size := m.a.terms[a.term].size
	j := m.first(b.term)
	for i := m.first(a.term); i != none; i = m.s.places[i].next {
		p := m.s.places[i]
		if a.in&(1<<p.part) == 0 {
			continue
		}
		end := p.at + size
		for j != none && m.s.places[j].at < end {
			j = m.s.places[j].next
		}
		for k := j; k != none; k = m.s.places[k].next {
			q := m.s.places[k]
			if q.at > end+n || q.part > p.part {
				break
			}
			if q.part == p.part && b.in&(1<<q.part) != 0 {
				return true
			}
		}
		if j == none {
			return false
		}
	}
	return false
}
