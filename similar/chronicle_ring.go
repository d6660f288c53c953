package similar

import "math"

const (
	keptTerms = 40   // of an article, the strongest
	ringPage  = 1024 // articles whose memory is taken and given back together
	leastRoom = 1 << 12

	sharedBuckets = 4 // postings of a bucket, at most and on average
)

// told is what a chronicle keeps of an article beside its terms.
type told struct {
	at     int64
	behind uint32 // how many articles ago its story began
	terms  uint8
}

const toldBytes = 16

// posting is a term of an article. What a step along a chain needs stands together, for each is far from the next.
type posting struct {
	term uint32 // the hash without its last bits, and in their place the weight as a step of weightSteps
	next uint32 // the posting of the bucket before this one, plus one
}

// weightBits are so few that a weight is kept to within five of a hundred.
const (
	weightBits = 6
	weightMask = 1<<weightBits - 1
)

// weightSteps are the weights of a term that are told apart, in parts of the article's length.
var weightSteps = func() (steps [1 << weightBits]uint16) {
	for i := range steps {
		steps[i] = uint16(whole * math.Exp2(float64(i-weightMask)/9))
	}
	return steps
}()

func newPosting(k kept) posting {
	step := weightMask + int(math.Round(9*math.Log2(float64(max(k.weight, 1))/whole)))
	return posting{term: k.hash&^weightMask | uint32(max(0, min(weightMask, step)))}
}

func (p *posting) hash() uint32   { return p.term &^ weightMask }
func (p *posting) weight() uint16 { return weightSteps[p.term&weightMask] }

// ringpage holds neighbouring articles. No pointers: the collector need not look inside.
type ringpage struct {
	told     [ringPage]told
	postings [ringPage * keptTerms]posting
}

// ring is an inverted index over the latest articles. The postings of all terms of a bucket are chained from the
// latest to the earliest; what stands behind a forgotten one is older still.
type ring struct {
	pages []*ringpage
	heads []uint32 // the latest posting of each bucket, plus one
	first int64    // the oldest article that is remembered
	count int64    // all that ever came
	ways  []way    // scratch
}

func newRing(articles int) ring {
	return ring{pages: make([]*ringpage, max(2, (articles+ringPage-1)/ringPage)), heads: make([]uint32, leastRoom)}
}

func (r *ring) room() int64 { return int64(len(r.pages)) * ringPage }

// slot is the place of an article.
func (r *ring) slot(number int64) uint32 { return uint32(number % r.room()) }

func (r *ring) at(slot uint32) *told { return &r.pages[slot/ringPage].told[slot%ringPage] }

// number is the latest article that had a slot; it may be forgotten.
func (r *ring) number(slot uint32) int64 {
	n := r.count - r.count%r.room() + int64(slot)
	if n >= r.count {
		n -= r.room()
	}
	return n
}

// postings are those of an article.
func (r *ring) postings(slot uint32) []posting {
	page, at := r.pages[slot/ringPage], slot%ringPage
	return page.postings[at*keptTerms:][:page.told[at].terms]
}

// head is the bucket of a term; there is a power of two of them.
func (r *ring) head(hash uint32) *uint32 { return &r.heads[hash>>weightBits&uint32(len(r.heads)-1)] }

// put stores an article.
func (r *ring) put(t told, kept []kept) {
	t.terms = uint8(len(kept))
	slot := r.slot(r.count)
	if slot%ringPage == 0 || r.pages[slot/ringPage] == nil {
		if r.count >= r.room() {
			r.first = max(r.first, r.count-r.room()+ringPage)
		}
		r.pages[slot/ringPage] = new(ringpage)
	}
	*r.at(slot) = t
	own := r.postings(slot)
	for i, k := range kept {
		own[i] = newPosting(k)
	}
	r.count++
	if int64(len(r.heads)) < (r.count-r.first)*keptTerms/sharedBuckets {
		r.grow()
		return
	}
	r.link(slot)
}

// within are the articles of a page that are remembered: from one to before another one.
func (r *ring) within(page int) (from, to int64) {
	from = max(r.first, int64(page)*ringPage)
	return from, max(from, min(r.count, int64(page+1)*ringPage))
}

// startAt makes an empty ring go on behind so many articles.
func (r *ring) startAt(number int64) { r.first, r.count = number, number }

// link puts the postings of an article before those of their buckets.
func (r *ring) link(slot uint32) {
	own := r.postings(slot)
	for i := range own {
		head := r.head(own[i].hash())
		own[i].next = *head
		*head = slot*keptTerms + uint32(i) + 1
	}
}

// grow doubles the buckets.
func (r *ring) grow() {
	r.heads = make([]uint32, 2*len(r.heads))
	for n := r.first; n < r.count; n++ {
		r.link(r.slot(n))
	}
}

// forget drops the articles before an instant, and the pages that hold none any more.
func (r *ring) forget(before int64) {
	for r.first < r.count && r.at(r.slot(r.first)).at < before {
		r.first++
		if r.first%ringPage == 0 {
			r.pages[r.slot(r.first-1)/ringPage] = nil
		}
	}
}

// way is how far the postings of a term were followed.
type way struct {
	at     uint32 // the next posting, plus one
	before uint32 // the posting that led there
	last   int64  // the article that it is of
	hash   uint32
	weight float32 // of the term, in parts of 1 by parts of an article's length
	posts  uint16  // how many are still looked for
	steps  uint16  // how many are still looked at
}

// visit calls fn with the articles that have a term and how much that makes them alike, of each term the latest
// first and at most so many. All chains are followed side by side, so that the waits for memory overlap.
func (r *ring) visit(terms []kept, most int, fn func(slot uint32, likeness float32)) {
	r.ways = r.ways[:0]
	for _, k := range terms {
		r.ways = append(r.ways, way{
			at: *r.head(k.hash), last: r.count, hash: k.hash &^ weightMask, weight: float32(k.weight) / (whole * whole),
			posts: uint16(most), steps: uint16(sharedBuckets * most),
		})
	}
	room := r.room()
	newest := r.count - r.count%room
	for open := r.ways; len(open) > 0; {
		left := open[:0]
		for _, w := range open {
			if w.at == 0 || w.posts == 0 || w.steps == 0 {
				continue
			}
			slot := (w.at - 1) / keptTerms
			number := newest + int64(slot)
			if number >= r.count {
				number -= room
			}
			if number < r.first || number > w.last || number == w.last && w.at >= w.before { // forgotten, or another has its place
				continue
			}
			own := &r.pages[slot/ringPage].postings[w.at-1-slot/ringPage*(ringPage*keptTerms)]
			if own.hash() == w.hash {
				fn(slot, w.weight*float32(own.weight()))
				w.posts--
			}
			w.steps--
			w.last, w.before, w.at = number, w.at, own.next
			left = append(left, w)
		}
		open = left
	}
}

// kept are the terms of an article that are compared.
func (r *ring) kept(slot uint32, all []kept) []kept {
	own := r.postings(slot)
	for i := range own {
		all = append(all, kept{hash: own[i].hash(), weight: own[i].weight()})
	}
	return all
}

// bytes is the memory that the ring holds.
func (r *ring) bytes() int64 {
	const perPage = ringPage * (toldBytes + keptTerms*8)
	sum := int64(len(r.pages))*8 + int64(len(r.heads))*4
	for _, p := range r.pages {
		if p != nil {
			sum += perPage
		}
	}
	return sum
}
