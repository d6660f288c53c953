package query

import (
	"slices"
	"sync"
)

// Percolator holds many queries and says which of them an article matches. Queries may be added and removed
// while articles are matched; each article sees either all of a change or nothing.
type Percolator struct {
	mu      sync.RWMutex
	a       automaton
	entries []entry
	index   map[int64]int32 // by name
	free    []int32
	asked   [][]int32 // by number of a term: entries to look at when it is found
	always  []int32   // entries that no term announces
	scratch sync.Pool
}

// entry is a query under its name.
type entry struct {
	name    int64
	program *program
	keys    []int32
}

// Named is a query with the number by which it is known.
type Named struct {
	ID    int64
	Query *Query
}

// NewPercolator holds the given queries.
func NewPercolator(queries []Named) *Percolator {
	p := &Percolator{index: map[int64]int32{}}
	p.scratch.New = func() any { return &percolation{} }
	for _, q := range queries {
		p.Put(q.ID, q.Query)
	}
	return p
}

// Len is how many queries there are.
func (p *Percolator) Len() int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return len(p.index)
}

// Put adds a query, in place of the one that had the number before.
func (p *Percolator) Put(id int64, q *Query) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remove(id)
	n := int32(len(p.entries))
	if k := len(p.free); k > 0 {
		n = p.free[k-1]
		p.free = p.free[:k-1]
	} else {
		p.entries = append(p.entries, entry{})
	}
	e := &p.entries[n]
	*e = entry{name: id, program: p.a.compile(q.root)}
	p.index[id] = n
	for len(p.asked) < len(p.a.terms) {
		p.asked = append(p.asked, nil)
	}
	e.keys = p.a.keys(e.program, 0).terms
	for _, t := range e.keys {
		p.asked[t] = append(p.asked[t], n)
	}
	if e.keys == nil {
		p.always = append(p.always, n)
	}
}

// Remove takes a query away, if there is one of that number.
func (p *Percolator) Remove(id int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remove(id)
}

func (p *Percolator) remove(id int64) {
	n, ok := p.index[id]
	if !ok {
		return
	}
	e := &p.entries[n]
	for _, t := range e.keys {
		p.asked[t] = without(p.asked[t], n)
	}
	if e.keys == nil {
		p.always = without(p.always, n)
	}
	p.a.release(e.program)
	*e = entry{}
	delete(p.index, id)
	p.free = append(p.free, n)
}

func without(all []int32, n int32) []int32 {
	i := slices.Index(all, n)
	last := len(all) - 1
	all[i] = all[last]
	return all[:last]
}

// percolation is the memory of one goroutine that matches.
type percolation struct {
	scratch
	asked []bool // of each entry
	queue []int32
}

// Match lists the numbers of the queries that the article matches, in ascending order.
func (p *Percolator) Match(d *Document) []int64 { return p.AppendMatches(nil, d) }

// AppendMatches is Match into the memory of dst.
func (p *Percolator) AppendMatches(dst []int64, d *Document) []int64 {
	p.mu.RLock()
	defer p.mu.RUnlock()
	s := p.scratch.Get().(*percolation)
	if more := len(p.entries) - len(s.asked); more > 0 {
		s.asked = append(s.asked, make([]bool, more)...)
	}
	s.scan(&p.a, d)
	s.queue = append(s.queue[:0], p.always...)
	for _, t := range s.fired {
		for _, n := range p.asked[t] {
			if !s.asked[n] {
				s.asked[n] = true
				s.queue = append(s.queue, n)
			}
		}
	}
	start := len(dst)
	for _, n := range s.queue {
		s.asked[n] = false
		e := &p.entries[n]
		if e.program.holds(&s.scratch, 0) {
			dst = append(dst, e.name)
		}
	}
	s.d = nil
	p.scratch.Put(s)
	slices.Sort(dst[start:])
	return dst
}
