package similar

import (
	"slices"
)

// Options of an index. The zero value is a good one.
type Options struct {
	// Texts is how many texts are remembered at most; the oldest make room. 0 means four million.
	// A text of n different shingles takes about 4n + 450 bytes: a million comments of 40 words half
	// a gigabyte, and no text more than 17 KB. More than 100 million are taken as that.
	Texts int
}

const (
	usualTexts = 4 << 20
	mostTexts  = 100_000_000 // whose entries can be numbered with 32 bits
)

// Index remembers texts and says what a new text is to them.
//
// Texts that may be alike are found by 32 bands of two minima each and by eight shingles of each text
// (docs/benchmarks.md has the recall), then compared shingle by shingle. Work for one text
// grows with its length and is bounded whatever the texts are.
type Index struct {
	store   store
	buckets buckets
	compare comparer
	found   candidates
	hits    []hit    // scratch
	asked   []uint64 // scratch
	crowds  []uint8  // how full the bucket of each shingle of the last text was
	scratch Print
	keys    [entries]uint64
}

// NewIndex is an index that remembers nothing yet.
func NewIndex(o Options) *Index {
	if o.Texts <= 0 {
		o.Texts = usualTexts
	}
	x := &Index{store: newStore(min(max(o.Texts, 2*pageTexts), mostTexts))}
	x.buckets = newBuckets(x.store.room())
	return x
}

// Match is what an index says of a text. Texts are known by their numbers: the first one ever added is 0.
type Match struct {
	Number   int // of this text
	Relation Relation
	Of       int // the earlier text; -1 if the relation is New
	Group    int // the first text of the group as of now; see [Index.Group]
	Score    float64
	Overlap  Overlap
}

// Add remembers a text and says what it is to the texts before it. at is its time, in whatever unit
// [Index.Forget] is asked with.
func (x *Index) Add(text string, at int64) Match {
	x.scratch.Set(text)
	return x.AddPrint(&x.scratch, at)
}

// AddPrint is Add for a text whose print was taken before, perhaps by another goroutine. The index keeps
// no reference to p.
func (x *Index) AddPrint(p *Print, at int64) Match {
	sketch(p.whole, p.shingles, &x.keys)
	m := x.ask(p)
	r := x.store.put(p, at)
	chooseAnchors(p.shingles, x.crowds, &r.anchors)
	anchorKeys(p.shingles, &r.anchors, &x.keys)
	m.Number = int(r.number)
	switch m.Relation {
	case Copy:
		r.origin = int64(m.Of)
		x.join(r.number, int64(m.Of))
	case Edit:
		x.join(r.number, int64(m.Of))
	}
	m.Group = x.Group(m.Number)
	x.hang(r.number)
	return m
}

// Ask says what a text would be to the remembered ones, without remembering it; Number is -1 and Group
// the group that it would join, or -1.
func (x *Index) Ask(text string) Match {
	x.scratch.Set(text)
	sketch(x.scratch.whole, x.scratch.shingles, &x.keys)
	m := x.ask(&x.scratch)
	m.Number, m.Group = -1, -1
	if m.Relation == Copy || m.Relation == Edit {
		m.Group = x.Group(m.Of)
	}
	return m
}

// Group is the first text of the group of a text: copies and edits, and their copies and edits. Groups
// grow together when a text is an edit of several. A text that was forgotten, or joined nothing, is its
// own group.
func (x *Index) Group(number int) int {
	n := int64(number)
	for x.store.remembers(n) {
		r := x.store.record(n)
		if r.parent == n {
			break
		}
		if x.store.remembers(r.parent) { // halve the way for those who come after
			r.parent = x.store.record(r.parent).parent
		}
		n = r.parent
	}
	return int(n)
}

// join puts two texts into one group, whose name is the earlier name.
func (x *Index) join(a, b int64) {
	a, b = int64(x.Group(int(a))), int64(x.Group(int(b)))
	if a > b {
		a, b = b, a
	}
	if x.store.remembers(b) {
		x.store.record(b).parent = a
	}
}

// Forget drops the texts older than before, in the order in which they came, up to the first one that is
// not. Numbers and the names of groups stay as they were.
func (x *Index) Forget(before int64) {
	x.store.forget(func(r *record) bool { return r.at < before })
}

// Len is how many texts are remembered.
func (x *Index) Len() int { return int(x.store.count - x.store.first) }

// Bytes is how much memory the index holds, in bytes.
func (x *Index) Bytes() int64 { return x.store.bytes() + 4*lineEntries*int64(len(x.buckets.lines)) }

// hang makes a stored text findable; the table grows with what is in it.
func (x *Index) hang(number int64) {
	if x.buckets.crowded(x.Len()) {
		x.rebuild()
		return
	}
	x.buckets.add(x.store.slot(number), &x.keys)
}

// rebuild puts all remembered texts into a table that fits them.
func (x *Index) rebuild() {
	x.buckets.clear(x.Len())
	for n := x.store.first; n < x.store.count; n++ {
		slot := x.store.slot(n)
		shingles := x.store.shingles(slot)
		_, r := x.store.at(slot)
		sketch(r.whole, shingles, &x.keys)
		anchorKeys(shingles, &r.anchors, &x.keys)
		x.buckets.add(slot, &x.keys)
	}
}

// ask finds the best of the remembered texts.
func (x *Index) ask(p *Print) Match {
	none := Match{Relation: New, Of: -1}
	x.crowds = append(x.crowds[:0], make([]uint8, len(p.shingles))...)
	if len(p.shingles) == 0 {
		return none
	}
	if of := x.equal(p); of >= 0 {
		n := len(p.shingles)
		return Match{Relation: Copy, Of: int(of), Score: 1, Overlap: Overlap{n, n, n, n}}
	}
	x.collect(p)
	x.compare.take(p)
	best, like, most := none, 0, -1.0
	var bestSlot uint32
	for _, slot := range x.found.promising() {
		_, r := x.store.at(slot)
		o := x.compare.overlap(x.store.shingles(slot), r.thinned)
		if !alike(o) {
			continue
		}
		like++
		rank := o.rank()
		if rank > most || rank == most && int(r.number) < best.Of {
			best.Of, most, bestSlot = int(r.number), rank, slot
		}
	}
	if best.Of < 0 {
		return none
	}
	earlier := x.store.print(bestSlot)
	best.Overlap = x.compare.overlap(earlier.shingles, earlier.thinned)
	best.Score = best.Overlap.Score()
	best.Relation = relate(earlier, p, best.Overlap, x.compare.order(), like-1)
	if best.Relation == New {
		return none
	}
	best.Of = int(x.originOf(int64(best.Of)))
	return best
}

// originOf is the text of which a text is a copy, as long as that is remembered.
func (x *Index) originOf(number int64) int64 {
	origin := x.store.record(number).origin
	if x.store.remembers(origin) {
		return origin
	}
	return number
}

// equal is the first text with the same syllables that is found, or -1.
func (x *Index) equal(p *Print) int64 {
	first := int64(-1)
	x.hits = x.buckets.visit(&x.store, x.keys[wholeEntry:], x.hits[:0])
	for _, h := range x.hits {
		_, r := x.store.at(h.slot)
		if r.whole == p.whole && slices.Equal(x.store.shingles(h.slot), p.shingles) {
			origin := x.originOf(r.number)
			if first < 0 || origin < first {
				first = origin
			}
		}
	}
	return first
}

// sure is what being found by a band counts, and by a shingle that few other texts have.
const sure = 8

// worthOf is what being found by a shingle counts that so many other texts have.
func worthOf(crowd uint8) uint32 {
	if crowd == mostOfBucket {
		return 2
	}
	return sure / uint32(max(1, crowd/2))
}

// collect gathers the texts that share a band or an anchor with p, or have one of its shingles as theirs,
// and notes how many have each shingle.
func (x *Index) collect(p *Print) {
	x.asked = x.asked[:0]
	if len(p.shingles) > anchors {
		x.asked = append(x.asked, x.keys[:bands]...)
	}
	first := uint32(len(x.asked))
	for _, h := range p.shingles {
		x.asked = append(x.asked, anchorKey(h))
	}
	x.hits = x.buckets.visit(&x.store, x.asked, x.hits[:0])
	for _, h := range x.hits {
		if h.key >= first {
			x.crowds[h.key-first]++
		}
	}
	x.found.clear()
	for _, h := range x.hits {
		worth := uint32(sure)
		if h.key >= first {
			worth = worthOf(x.crowds[h.key-first])
		}
		x.found.add(h.slot, worth)
	}
}
