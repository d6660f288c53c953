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
	root    compiled
	scratch sync.Pool
}

// ask scans a document for the query alone and hands what was found to with.
func (q *Query) ask(d *Document, with func(root *compiled, m *match)) {
	l := q.alone
	l.once.Do(func() {
		l.root = l.a.compile(q.root)
		l.scratch.New = func() any { return &scratch{} }
	})
	s := l.scratch.Get().(*scratch)
	s.begin(len(l.a.terms))
	l.a.scan(d, s)
	with(&l.root, &match{d, &l.a, s})
	l.scratch.Put(s)
}

// Match reports whether the article is what the query asks for.
func (q *Query) Match(d *Document) (ok bool) {
	q.ask(d, func(root *compiled, m *match) { ok = root.holds(m) })
	return ok
}

// Score is what the weights of the terms that hold add up to; 0 unless the query matches. A term without a
// weight counts 1.
func (q *Query) Score(d *Document) (sum int) {
	q.ask(d, func(root *compiled, m *match) { sum = int(root.score(m)) })
	return sum
}

// Hit is a stretch of one text of an article that the query asks for, in bytes.
type Hit struct {
	Field    Field // Title, Lead or Body
	From, To int
}

// Hits are the places to highlight: of every term that is not under NOT, in order and without overlap.
func (q *Query) Hits(d *Document) (hits []Hit) {
	q.ask(d, func(root *compiled, m *match) { hits = root.appendHits(nil, m) })
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

func (c *compiled) appendHits(hits []Hit, m *match) []Hit {
	if c.kind == isNot {
		return hits
	}
	if c.kind == isTerm {
		size := m.a.terms[c.term].size
		for at := m.first(c.term); at != none; at = m.s.places[at].next {
			p := m.s.places[at]
			if c.in&(1<<p.part) != 0 {
				hits = append(hits, Hit{Field(p.part), int(m.d.from[p.at]), int(m.d.to[p.at+size-1])})
			}
		}
	}
	for i := range c.kids {
		hits = c.kids[i].appendHits(hits, m)
	}
	return hits
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
