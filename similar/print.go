package similar

import "slices"

const (
	shingleLength = 3    // syllables
	mostShingles  = 4096 // kept of one text; of longer ones an even sample
	mostFacts     = 48   // figures and, apart, names kept of one text
)

// Print is what the comparison of texts needs of one text: the hashes of its three-syllable shingles in
// the order of the text (Broder 1997, "On the resemblance and containment of documents"), its figures and
// its names. It does not contain the text and takes at most 17 KB.
//
// The zero value is the print of an empty text. Set makes a print anew and keeps its memory, so that
// taking the prints of many texts does not allocate.
type Print struct {
	whole    uint64   // hash of all syllables in order; of the signs in a text without any
	shingles []uint32 // distinct, in the order of the text, each below 1<<32 >> thinned
	thinned  uint8    // how many times the sample was halved
	figures  []uint32 // sorted
	names    []uint32 // sorted
	seen     sieve
}

// NewPrint is the print of a text.
func NewPrint(text string) *Print {
	p := new(Print)
	p.Set(text)
	return p
}

// Set makes p the print of text. Any bytes are a text; time is linear in their number.
func (p *Print) Set(text string) {
	p.whole, p.thinned = hashStart, 0
	p.shingles, p.figures, p.names = p.shingles[:0], p.figures[:0], p.names[:0]
	p.seen.clear()
	var last [shingleLength - 1]syllable
	count, capitals := 0, 0
	s := scan(text)
	for word, ok := s.next(); ok; word, ok = s.next() {
		p.whole = mix(p.whole + word.hash)
		if count >= shingleLength-1 {
			p.addShingle(last[0].hash, last[1].hash, word.hash)
		}
		p.addFact(last[1], word)
		if word.capital {
			capitals++
		}
		count++
		last[0], last[1] = last[1], word
	}
	if count < shingleLength {
		p.short(text, count)
	}
	if 2*capitals > count { // all in capitals: nothing stands out
		p.names = p.names[:0]
	}
	p.figures = distinct(p.figures)
	p.names = distinct(p.names)
}

// short makes the one shingle of a text that is too short for a proper one; a text of signs alone is
// known by its signs, and blank text by nothing.
func (p *Print) short(text string, syllables int) {
	if syllables == 0 {
		for _, r := range text {
			if fold(r) != invisible && r > ' ' {
				p.whole = mix(p.whole + uint64(r))
			}
		}
	}
	if p.whole != hashStart {
		p.keep(uint32(p.whole >> 32))
	}
}

func (p *Print) addShingle(a, b, c uint64) {
	p.keep(uint32(mix(a*3+b*5+c*7) >> 32))
}

func (p *Print) keep(h uint32) {
	if uint64(h) >= 1<<32>>p.thinned || !p.seen.add(h) {
		return
	}
	p.shingles = append(p.shingles, h)
	for len(p.shingles) > mostShingles {
		p.thinned++
		p.seen.clear()
		p.shingles = slices.DeleteFunc(p.shingles, func(h uint32) bool { return uint64(h) >= 1<<32>>p.thinned })
		for _, h := range p.shingles {
			p.seen.add(h)
		}
	}
}

// addFact keeps what may not differ between two texts that are called the same.
func (p *Print) addFact(before, word syllable) {
	switch {
	case word.digits, isNumeral(before, word):
		p.figures = addBounded(p.figures, uint32(word.hash))
	case word.capital && !word.opens:
		p.names = addBounded(p.names, uint32(word.hash))
	}
}

func addBounded(all []uint32, h uint32) []uint32 {
	if len(all) < mostFacts {
		all = append(all, h)
	}
	return all
}

func distinct(all []uint32) []uint32 {
	slices.Sort(all)
	return slices.Compact(all)
}

// sieve is a set of hashes that is quickly emptied.
type sieve struct {
	slots []uint32
	stamp []uint16
	now   uint16
	count int
}

func (s *sieve) clear() {
	s.count = 0
	s.now++
	if s.now == 0 {
		clear(s.stamp)
		s.now = 1
	}
}

// add reports whether h is new.
func (s *sieve) add(h uint32) bool {
	if 2*s.count >= len(s.slots) {
		s.grow()
	}
	i := s.place(h)
	if s.stamp[i] == s.now {
		return false
	}
	s.slots[i], s.stamp[i] = h, s.now
	s.count++
	return true
}

func (s *sieve) place(h uint32) uint32 {
	mask := uint32(len(s.slots) - 1)
	i := h * 0x9E3779B1 >> 7 & mask
	for s.stamp[i] == s.now && s.slots[i] != h {
		i = (i + 1) & mask
	}
	return i
}

func (s *sieve) grow() {
	old := *s
	size := max(64, 2*len(old.slots))
	s.slots, s.stamp, s.now, s.count = make([]uint32, size), make([]uint16, size), 1, 0
	for i, h := range old.slots {
		if old.stamp[i] == old.now {
			s.add(h)
		}
	}
}
