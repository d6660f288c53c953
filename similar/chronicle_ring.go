package similar

const (
	keptTerms = 40   // of an article, the strongest
	ringPage  = 1024 // articles whose memory is taken and given back together
	leastRoom = 1 << 12

	sharedBuckets = 4 // postings of a bucket, at most and on average
)

// told is what a chronicle keeps of an article beside its terms.
type told struct {
	number int64
	at     int64
	story  int64
	terms  uint8
}

// ringpage holds neighbouring articles. No pointers: the collector need not look inside.
type ringpage struct {
	told    [ringPage]told
	hashes  [ringPage * keptTerms]uint32
	next    [ringPage * keptTerms]uint32 // the term's posting before this one
	weights [ringPage * keptTerms]uint16 // in parts of the article's length
}

// ring is an inverted index over the latest articles. The postings of all terms of a bucket are chained from the
// latest to the earliest; what stands behind a forgotten one is older still.
type ring struct {
	pages []*ringpage
	heads []uint32 // the latest posting of each bucket, plus one
	first int64    // the oldest article that is remembered
	count int64    // all that ever came
}

func newRing(articles int) ring {
	return ring{pages: make([]*ringpage, max(2, (articles+ringPage-1)/ringPage)), heads: make([]uint32, leastRoom)}
}

func (r *ring) room() int64 { return int64(len(r.pages)) * ringPage }

// slot is the place of an article.
func (r *ring) slot(number int64) uint32 { return uint32(number % r.room()) }

func (r *ring) at(slot uint32) *told { return &r.pages[slot/ringPage].told[slot%ringPage] }

// posting is the page of a posting and its place there.
func (r *ring) posting(p uint32) (*ringpage, uint32) {
	slot := p / keptTerms
	return r.pages[slot/ringPage], slot%ringPage*keptTerms + p%keptTerms
}

// put stores an article.
func (r *ring) put(t told, kept []kept) {
	t.number, t.terms = r.count, uint8(len(kept))
	slot := r.slot(t.number)
	if slot%ringPage == 0 || r.pages[slot/ringPage] == nil {
		if r.count >= r.room() {
			r.first = max(r.first, r.count-r.room()+ringPage)
		}
		r.pages[slot/ringPage] = new(ringpage)
	}
	*r.at(slot) = t
	page, at := r.posting(slot * keptTerms)
	for i, k := range kept {
		page.hashes[int(at)+i], page.weights[int(at)+i] = k.hash, k.weight
	}
	r.count++
	if int64(len(r.heads)) < (r.count-r.first)*keptTerms/sharedBuckets {
		r.grow()
		return
	}
	r.link(slot)
}

// startAt makes an empty ring go on behind so many articles.
func (r *ring) startAt(number int64) { r.first, r.count = number, number }

// link puts the postings of an article before those of their buckets.
func (r *ring) link(slot uint32) {
	page, at := r.posting(slot * keptTerms)
	for i := range uint32(r.at(slot).terms) {
		head := &r.heads[page.hashes[at+i]%uint32(len(r.heads))]
		page.next[at+i] = *head
		*head = slot*keptTerms + i + 1
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

// each calls fn with the articles that have a term and the term's weight there, the latest first, at most so many.
func (r *ring) each(hash uint32, most int, fn func(slot uint32, weight uint16)) {
	last, before := r.count, uint32(0)
	p := r.heads[hash%uint32(len(r.heads))]
	for range sharedBuckets * most {
		if p == 0 || most == 0 {
			return
		}
		slot := (p - 1) / keptTerms
		if r.pages[slot/ringPage] == nil {
			return
		}
		page, at := r.posting(p - 1)
		number := page.told[slot%ringPage].number
		if number < r.first || number > last || number == last && p >= before { // forgotten, or another has its place
			return
		}
		if page.hashes[at] == hash {
			fn(slot, page.weights[at])
			most--
		}
		last, before, p = number, p, page.next[at]
	}
}

// kept are the terms of an article that are compared.
func (r *ring) kept(slot uint32, all []kept) []kept {
	page, at := r.posting(slot * keptTerms)
	for i := range uint32(r.at(slot).terms) {
		all = append(all, kept{hash: page.hashes[at+i], weight: page.weights[at+i]})
	}
	return all
}

// bytes is the memory that the ring holds.
func (r *ring) bytes() int64 {
	const perPage = ringPage * (32 + keptTerms*10)
	sum := int64(len(r.pages))*8 + int64(len(r.heads))*4
	for _, p := range r.pages {
		if p != nil {
			sum += perPage
		}
	}
	return sum
}
