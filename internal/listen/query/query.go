package query

import (
	"cmp"
	"slices"
	"sync"
)

// lonely is the matcher of one query, made when it is first asked.
type lonely struct {
	once    sync.Once
	a       automaton
	program program
	scratch sync.Pool
}

// ask scans a document for the query alone and hands what was found to with.
func (q *Query) ask(d *Document, with func(p program, s *scratch)) {
	l := q.alone
	l.once.Do(func() {
		l.program = l.a.appendProgram(nil, q.root, 0)
		l.scratch.New = func() any { return &scratch{} }
	})
	s := l.scratch.Get().(*scratch)
	s.scan(&l.a, d)
	with(l.program, s)
	s.d = nil
	l.scratch.Put(s)
}

// Match reports whether the article is what the query asks for.
func (q *Query) Match(d *Document) (ok bool) {
	q.ask(d, func(p program, s *scratch) { ok = p.holds(s, 0) })
	return ok
}

// Score is what the weights of the terms that hold add up to; 0 unless the query matches. A term without a
// weight counts 1.
func (q *Query) Score(d *Document) (sum int) {
	q.ask(d, func(p program, s *scratch) { sum = int(p.score(s, 0)) })
	return sum
}

// Hit is a stretch of one text of an article that the query asks for, in bytes.
type Hit struct {
	Field    Field // Title, Lead or Body
	From, To int
}

// Hits are the places to highlight: of every term that is not under NOT, in order and without overlap.
func (q *Query) Hits(d *Document) (hits []Hit) {
	q.ask(d, func(p program, s *scratch) { hits = p.appendHits(nil, s) })
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	joined := hits[:0]
	for _, h := range hits {
		if k := len(joined); k > 0 && joined[k-1].Field == h.Field && h.From <= joined[k-1].To {
			joined[k-1].To = max(joined[k-1].To, h.To)
			continue
		}
		joined = append(joined, h)
	}
	return joined
}

func (p program) appendHits(hits []Hit, s *scratch) []Hit {
	for i := int32(0); i < int32(len(p)); i++ {
		o := p[i]
		if o.kind == isNot {
			i = o.end - 1
			continue
		}
		if o.kind != isTerm || o.in == anyPart {
			continue
		}
		size := s.a.terms[o.term].size
		for at := s.first(o.term); at != none; at = s.places[at].next {
			q := s.places[at]
			if o.in&q.part != 0 {
				hits = append(hits, Hit{q.field(), int(s.d.syllables[q.at].from), int(s.d.syllables[q.at+size-1].to)})
			}
		}
	}
	return hits
}

// field is the text in which the place is.
func (p place) field() Field {
	switch p.part {
	case 1 << Title:
		return Title
	case 1 << Lead:
		return Lead
	}
	return Body
}

// Terms are the words and phrases of the query that are not under NOT, each once, in the order of the query.
func (q *Query) Terms() []Term {
	var all []Term
	seen := map[string]bool{}
	var collect func(*node)
	collect = func(n *node) {
		if n.kind == isNot {
			return
		}
		if n.kind == isTerm && !seen[n.term.key()] {
			seen[n.term.key()] = true
			t := n.term
			t.Words = slices.Clone(t.Words)
			all = append(all, t)
		}
		for _, c := range n.kids {
			collect(c)
		}
	}
	collect(q.root)
	return all
}

// Values are what a query asks of a field that is known of an article, as nameOf gives it, wherever it stands.
func (q *Query) Values(f Field) (all []string) {
	q.root.walk(func(n *node) {
		if n.kind == isKnown && n.field == f {
			all = append(all, n.value)
		}
	})
	return all
}
