package similar

// Options of an index. The zero value is a good one.
type Options struct {
	// Texts is how many texts are remembered at most; the oldest make room. 0 means four million.
	// A text of n different shingles takes about 2n + 230 bytes: a million comments of 40 words a third of
	// a gigabyte; one of more than 256 takes 4n + 230, and none more than 18 KB. More than 100 million are taken as that.
	Texts int
}

const (
	usualTexts = 4 << 20
	mostTexts  = 100_000_000 // whose entries can be numbered with 32 bits
)

// Index remembers texts and says what a new text is to them.
//
// Texts that may be alike are found by sixteen shingles of each text (docs/benchmarks.md has the recall), then compared
// shingle by shingle. Work for one text
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
	anchors [anchors]uint32 // scratch
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
	m := x.ask(p)
	anchored := chooseAnchors(p.shingles, x.crowds, &x.anchors)
	keysOf(p.whole, anchored, &x.keys)
	number := x.store.count
	r := x.store.put(p, at, anchored)
	switch m.Relation {
	case Copy:
		r.origin = ago(number, int64(m.Of))
		x.join(number, int64(m.Of))
	case Edit:
		x.join(number, int64(m.Of))
	}
	m.Number, m.Group = int(number), x.Group(int(number))
	x.hang(number)
	return m
}

// Ask says what a text would be to the remembered ones, without remembering it; Number is -1 and Group
// the group that it would join, or -1.
func (x *Index) Ask(text string) Match {
	x.scratch.Set(text)
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
		parent := x.store.parent(n)
		if parent == n {
			break
		}
		if x.store.remembers(parent) { // halve the way for those who come after
			parent = x.store.parent(parent)
			x.store.record(n).parent = ago(n, parent)
		}
		n = parent
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
		x.store.record(b).parent = ago(b, a)
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
		text := x.store.text(slot)
		keysOf(text.whole, text.anchored(&x.anchors), &x.keys)
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
		text, number := x.store.text(slot), int(x.store.number(slot))
		o := x.compare.overlap(&text)
		if !alike(o) {
			continue
		}
		like++
		rank := o.rank()
		if rank > most || rank == most && number < best.Of {
			best.Of, most, bestSlot = number, rank, slot
		}
	}
	if best.Of < 0 {
		return none
	}
	earlier := x.store.text(bestSlot)
	best.Overlap = x.compare.overlap(&earlier)
	best.Score = best.Overlap.Score()
	best.Relation = relate(&earlier, p, best.Overlap, x.compare.order(), like-1)
	if best.Relation == New {
		return none
	}
	best.Of = int(x.originOf(int64(best.Of)))
	return best
}

// originOf is the text of which a text is a copy, as long as that is remembered.
func (x *Index) originOf(number int64) int64 {
	origin := x.store.origin(number)
	if x.store.remembers(origin) {
		return origin
	}
	return number
}

// equal is the first text with the same syllables that is found, or -1.
func (x *Index) equal(p *Print) int64 {
	first := int64(-1)
	x.asked = append(x.asked[:0], wholeKey(p.whole))
	x.hits = x.buckets.visit(&x.store, x.asked, x.hits[:0])
	for _, h := range x.hits {
		text := x.store.text(h.slot)
		if text.same(p) {
			origin := x.originOf(x.store.number(h.slot))
			if first < 0 || origin < first {
				first = origin
			}
		}
	}
	return first
}

// sure is what being found by a shingle counts that few other texts have.
const sure = 8

// worthOf is what being found by a shingle counts that so many other texts have.
func worthOf(crowd uint8) uint32 {
	if crowd == mostOfBucket {
		return 2
	}
	return sure / uint32(max(1, crowd/2))
}

// collect gathers the texts that have one of the shingles of p as an anchor, and notes how many have each.
func (x *Index) collect(p *Print) {
	x.asked = x.asked[:0]
	for _, h := range p.shingles {
		x.asked = append(x.asked, anchorKey(h))
	}
	x.hits = x.buckets.visit(&x.store, x.asked, x.hits[:0])
	for _, h := range x.hits {
		x.crowds[h.key]++
	}
	x.found.clear()
	for _, h := range x.hits {
		x.found.add(h.slot, worthOf(x.crowds[h.key]))
	}
}
