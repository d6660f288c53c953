package query

// scratch is what one pass over a document found. It is used again and again by one goroutine.
type scratch struct {
	parts  []Scope // of each term, the parts of the article that have it; anyPart for a value of a field
	lists  []list  // of each term that was found
	places []place
	fired  []int32 // terms that were found, in the order of their first place
	d      *Document
	a      *automaton

	version int // of the automaton's terms for which memory is true
	memory  []beginning
	begun   []int32
}

// anyPart says that a value of a field is there.
const anyPart Scope = 1 << 7

// list is the chain of the places of a term.
type list struct{ first, last int32 }

// place is where a term begins: a syllable of the document.
type place struct {
	at   int32
	next int32 // of the same term
	part Scope
}

// scan forgets the last document and finds the terms of an automaton in another.
func (s *scratch) scan(a *automaton, d *Document) {
	for _, t := range s.fired {
		s.parts[t] = 0
	}
	if more := len(a.terms) - len(s.parts); more > 0 {
		s.parts = append(s.parts, make([]Scope, more)...)
		s.lists = append(s.lists, make([]list, more)...)
	}
	s.places, s.fired = s.places[:0], s.fired[:0]
	s.d, s.a = d, a
	if s.version != a.version {
		s.version = a.version
		s.forget()
	}
	a.scan(d, s)
}

// hit notes that a term begins at a syllable. Places of a term come in order.
func (s *scratch) hit(term, at int32, part Scope) {
	n := int32(len(s.places))
	s.places = append(s.places, place{at, none, part})
	l := &s.lists[term]
	if s.parts[term] == 0 {
		l.first = n
		s.fired = append(s.fired, term)
	} else {
		s.places[l.last].next = n
	}
	l.last = n
	s.parts[term] |= part
}

// first is the first place of a term, or none.
func (s *scratch) first(term int32) int32 {
	if s.parts[term] == 0 {
		return none
	}
	return s.lists[term].first
}

// near reports a place of a and a place of b in the same part that do not overlap and have at most n syllables
// between them.
func (s *scratch) near(a, b *op, n int32) bool {
	return s.follows(a, b, n) || s.follows(b, a, n)
}

// follows reports a place of b behind one of a, at most n syllables further. Both lists are in order, and the
// terms of a list have one length, so that one walk over both is enough.
func (s *scratch) follows(a, b *op, n int32) bool {
	size := s.a.terms[a.term].size
	j := s.first(b.term)
	for i := s.first(a.term); i != none; i = s.places[i].next {
		p := s.places[i]
		if a.in&p.part == 0 {
			continue
		}
		end := p.at + size
		for j != none && s.places[j].at < end {
			j = s.places[j].next
		}
		if j == none {
			return false
		}
		q := s.places[j]
		if q.part == p.part && b.in&q.part != 0 && q.at <= end+n {
			return true
		}
	}
	return false
}
