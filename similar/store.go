package similar

// pageTexts is the number of texts whose memory is taken and given back together.
const pageTexts = 1024

// record is what an index keeps of one text beside its entries.
type record struct {
	number   int64 // how many texts came before it
	at       int64
	parent   int64 // an earlier text of its group, or itself
	origin   int64 // the text of which it is a copy, or itself
	whole    uint64
	start    uint32
	shingles uint16
	figures  uint8
	names    uint8
	thinned  uint8
	anchors  [anchors]uint16 // places among the shingles
}

const recordBytes = 72

// page holds the records of neighbouring texts.
type page struct {
	hashes  []uint32 // first, so that the collector need not look through the rest
	records [pageTexts]record
}

// store is a ring of pages; a new text takes the place of the oldest when the ring is full.
type store struct {
	pages []*page
	first int64 // the oldest text that is remembered
	count int64 // all texts that ever came
}

func newStore(texts int) store {
	return store{pages: make([]*page, (texts+pageTexts-1)/pageTexts)}
}

// room is how many texts fit.
func (s *store) room() int64 { return int64(len(s.pages)) * pageTexts }

// slot is the place of a text in the ring.
func (s *store) slot(number int64) uint32 { return uint32(number % s.room()) }

func (s *store) remembers(number int64) bool { return s.first <= number && number < s.count }

// number is the latest text that has a slot; it may be forgotten.
func (s *store) number(slot uint32) int64 {
	n := s.count - s.count%s.room() + int64(slot)
	if n >= s.count {
		n -= s.room()
	}
	return n
}

func (s *store) at(slot uint32) (*page, *record) {
	p := s.pages[slot/pageTexts]
	return p, &p.records[slot%pageTexts]
}

// record of a text that is remembered.
func (s *store) record(number int64) *record {
	_, r := s.at(s.slot(number))
	return r
}

// put stores the hashes of p as those of a new text.
func (s *store) put(p *Print, at int64) *record {
	slot := s.slot(s.count)
	i := slot / pageTexts
	if slot%pageTexts == 0 {
		s.turn(int(i))
	}
	page := s.pages[i]
	r := &page.records[slot%pageTexts]
	*r = record{
		number: s.count, at: at, parent: s.count, origin: s.count, whole: p.whole, thinned: p.thinned,
		start: uint32(len(page.hashes)), shingles: uint16(len(p.shingles)),
		figures: uint8(len(p.figures)), names: uint8(len(p.names)),
	}
	page.hashes = append(page.hashes, p.shingles...)
	for _, f := range p.figures {
		page.hashes = append(page.hashes, uint32(f))
	}
	for _, f := range p.names {
		page.hashes = append(page.hashes, uint32(f))
	}
	s.count++
	return r
}

// turn opens page i, forgetting what stood there, and closes the one before at its true size.
func (s *store) turn(i int) {
	if s.count >= s.room() {
		s.first = max(s.first, s.count-s.room()+pageTexts)
	}
	before := s.pages[(i+len(s.pages)-1)%len(s.pages)]
	if before != nil && before != s.pages[i] {
		before.hashes = append(make([]uint32, 0, len(before.hashes)), before.hashes...)
	}
	s.pages[i] = new(page)
}

// forget drops texts at the old end while old says so, and the pages that hold none any more.
func (s *store) forget(old func(*record) bool) {
	for s.first < s.count && old(s.record(s.first)) {
		s.first++
		if s.first%pageTexts == 0 {
			s.pages[s.slot(s.first-1)/pageTexts] = nil
		}
	}
}

// shingles are those of a stored text, not copied.
func (s *store) shingles(slot uint32) []uint32 {
	page, r := s.at(slot)
	return page.hashes[r.start:][:r.shingles:r.shingles]
}

// print is a stored text as it came.
func (s *store) print(slot uint32) *Print {
	page, r := s.at(slot)
	facts := page.hashes[int(r.start)+int(r.shingles):]
	p := &Print{whole: r.whole, thinned: r.thinned, shingles: s.shingles(slot)}
	for i, f := range facts[:int(r.figures)+int(r.names)] {
		if i < int(r.figures) {
			p.figures = append(p.figures, fact(f))
		} else {
			p.names = append(p.names, fact(f))
		}
	}
	return p
}

// bytes is the memory that the store holds.
func (s *store) bytes() int64 {
	const perPage = pageTexts*recordBytes + 24
	sum := int64(len(s.pages)) * 8
	for _, p := range s.pages {
		if p != nil {
			sum += perPage + 4*int64(cap(p.hashes))
		}
	}
	return sum
}
