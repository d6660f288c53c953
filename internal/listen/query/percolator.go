package query

import (
	"math/bits"
	"slices"
	"sync"
)

// Percolator holds many queries and says which of them an article matches. Queries may be added and removed
// while articles are matched; each article sees either all of a change or nothing.
type Percolator struct {
	mu      sync.RWMutex
	a       automaton
	entries []entry
	index   map[int64]int32 // by number of the query
	free    []int32
	ops     []op // programs of all entries
	waste   int  // ops that no entry uses
	asked   announced
	always  []int32 // entries that no term announces
	scratch sync.Pool
}

// entry is a query with its number and its program.
type entry struct {
	id       int64
	from, to int32 // of ops
	keys     []int32
}

// Numbered is a query with the number by which it is known.
type Numbered struct {
	ID    int64
	Query *Query
}

// NewPercolator holds the given queries.
func NewPercolator(queries []Numbered) *Percolator {
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
	from := len(p.ops)
	p.ops = p.a.appendProgram(p.ops, q.root, from)
	p.asked.grow(len(p.a.terms))
	e := &p.entries[n]
	*e = entry{id: id, from: int32(from), to: int32(len(p.ops))}
	e.keys = p.a.keys(p.program(e), 0).terms
	p.index[id] = n
	for _, t := range e.keys {
		p.asked.add(t, n)
	}
	if e.keys == nil {
		p.always = append(p.always, n)
	}
}

func (p *Percolator) program(e *entry) program { return p.ops[e.from:e.to] }

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
		p.asked.remove(t, n)
	}
	if e.keys == nil {
		p.always = without(p.always, n)
	}
	p.a.release(p.program(e))
	p.waste += int(e.to - e.from)
	*e = entry{}
	delete(p.index, id)
	p.free = append(p.free, n)
	if p.waste > len(p.ops)/2 {
		p.compact()
	}
}

// compact moves the programs together.
func (p *Percolator) compact() {
	ops := make([]op, 0, len(p.ops)-p.waste)
	for i := range p.entries {
		e := &p.entries[i]
		from := len(ops)
		ops = append(ops, p.program(e)...)
		e.from, e.to = int32(from), int32(len(ops))
	}
	p.ops, p.waste = ops, 0
}

// percolation is the memory of one goroutine that matches.
type percolation struct {
	scratch
	asked []uint64 // a bit for each entry
}

// Match lists the numbers of the queries that the article matches, in ascending order.
func (p *Percolator) Match(d *Document) []int64 { return p.AppendMatches(nil, d) }

// AppendMatches is Match into the memory of dst.
func (p *Percolator) AppendMatches(dst []int64, d *Document) []int64 {
	p.mu.RLock()
	defer p.mu.RUnlock()
	s := p.scratch.Get().(*percolation)
	s.scan(&p.a, d)
	p.announce(s)
	start := len(dst)
	for w, bit := range s.asked {
		for ; bit != 0; bit &= bit - 1 {
			e := &p.entries[w<<6+bits.TrailingZeros64(bit)]
			if p.program(e).holds(&s.scratch, 0) {
				dst = append(dst, e.id)
			}
		}
	}
	s.d = nil
	p.scratch.Put(s)
	slices.Sort(dst[start:])
	return dst
}

// announce finds out which queries may match.
func (p *Percolator) announce(s *percolation) {
	clear(s.asked)
	if more := (len(p.entries)+63)/64 - len(s.asked); more > 0 {
		s.asked = append(s.asked, make([]uint64, more)...)
	}
	for _, n := range p.always {
		s.asked[n>>6] |= 1 << (n & 63)
	}
	for _, t := range s.fired {
		n := p.asked.one[t]
		if n >= 0 {
			s.asked[n>>6] |= 1 << (n & 63)
		}
		if n != several {
			continue
		}
		for _, n := range p.asked.more[t] {
			s.asked[n>>6] |= 1 << (n & 63)
		}
	}
}
