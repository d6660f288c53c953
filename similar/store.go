package similar

// pageTexts is the number of texts whose memory is taken and given back together.
const pageTexts = 1024

// record is what an index keeps of one text beside its entries and its words.
type record struct {
	at     int64
	whole  uint64
	parent uint32 // how many texts ago an earlier text of its group came; 0: none
	origin uint32 // how many texts ago that came of which it is a copy; 0: none
	start  uint32 // of its words
	packed
}

const recordBytes = 40

// page holds the records of neighbouring texts.
type page struct {
	words   []uint16 // first, so that the collector need not look through the rest
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

// record of a text that is remembered.
func (s *store) record(number int64) *record {
	slot := s.slot(number)
	return &s.pages[slot/pageTexts].records[slot%pageTexts]
}

// parent is an earlier text of the group of a text, or itself.
func (s *store) parent(number int64) int64 { return number - int64(s.record(number).parent) }

// origin is the text of which a text is a copy, or itself.
func (s *store) origin(number int64) int64 { return number - int64(s.record(number).origin) }

// ago is how long before a text another one came, as a record keeps it; 0 for what is too long ago.
func ago(number, earlier int64) uint32 {
	n := number - earlier
	if n >= 1<<32 {
		return 0
	}
	return uint32(n)
}

// put stores a print as that of a new text, with the shingles by which it is found.
func (s *store) put(p *Print, at int64, anchored []uint32) *record {
	slot := s.slot(s.count)
	i := slot / pageTexts
	if slot%pageTexts == 0 {
		s.turn(int(i))
	}
	page := s.pages[i]
	r := &page.records[slot%pageTexts]
	*r = record{at: at, whole: p.whole, start: uint32(len(page.words))}
	page.words, r.packed = pack(page.words, p, anchored)
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
		before.words = append(make([]uint16, 0, len(before.words)), before.words...)
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

// text is a stored text.
func (s *store) text(slot uint32) brief {
	page := s.pages[slot/pageTexts]
	r := &page.records[slot%pageTexts]
	return brief{r.packed, r.whole, page.words[r.start:][:r.length():r.length()]}
}

// bytes is the memory that the store holds.
func (s *store) bytes() int64 {
	const perPage = pageTexts*recordBytes + 24
	sum := int64(len(s.pages)) * 8
	for _, p := range s.pages {
		if p != nil {
			sum += perPage + 2*int64(cap(p.words))
		}
	}
	return sum
}
