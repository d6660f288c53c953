package similar

const (
	shingleLength = 3    // syllables
	mostShingles  = 4096 // kept of one text; of longer ones an even sample
	mostFacts     = 120  // figures and, apart, names kept of one text
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
	figures  []fact
	names    []fact
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
	w := printing{Print: p}
	w.begin()
	s := scan(text)
	for word, ok := s.next(); ok; word, ok = s.next() {
		w.take(word)
	}
	w.end(text)
}

// printing is a print that is being made, syllable by syllable.
type printing struct {
	*Print
	last            [shingleLength - 1]syllable
	count, capitals int
}

func (p *printing) begin() {
	p.whole, p.thinned = hashStart, 0
	p.shingles, p.figures, p.names = p.shingles[:0], p.figures[:0], p.names[:0]
	p.seen.clear()
}

func (p *printing) take(word syllable) {
	p.whole = mix(p.whole + word.hash)
	p.addFact(p.last[1], word)
	if p.count >= shingleLength-1 {
		p.addShingle(p.last[0].hash, p.last[1].hash, word.hash)
	}
	if word.capital {
		p.capitals++
	}
	p.count++
	p.last[0], p.last[1] = p.last[1], word
}

// end completes the print of a text, which is asked for its signs where it has few syllables.
func (p *printing) end(text ...string) {
	if p.count < shingleLength {
		p.short(text, p.count)
	}
	if 2*p.capitals > p.count { // all in capitals: nothing stands out
		p.names = p.names[:0]
	}
}

// Sample leaves an even sample of at most most shingles, for who must remember very many texts and can do with
// less: a text is still found as surely, and what it is to another one is told from the sample.
func (p *Print) Sample(most int) {
	for len(p.shingles) > max(1, most) {
		p.thin()
	}
}

// short makes the one shingle of a text that is too short for a proper one; a text of signs alone is
// known by its signs, and blank text by nothing.
func (p *Print) short(text []string, syllables int) {
	if syllables == 0 {
		for _, part := range text {
			p.addSigns(part)
		}
	}
	if p.whole != hashStart {
		p.keep(uint32(p.whole >> 32))
	}
}

func (p *Print) addSigns(text string) {
	table := folded()
	for _, r := range text {
		if table.fold(r) != invisible && r > ' ' {
			p.whole = mix(p.whole + uint64(r))
		}
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
		p.thin()
	}
}

// thin leaves about half of the shingles, and the facts where they were among these.
func (p *Print) thin() {
	p.thinned++
	p.seen.clear()
	kept := p.shingles[:0]
	figures, names := 0, 0
	for i, h := range p.shingles {
		figures = moveFacts(p.figures, figures, i, len(kept))
		names = moveFacts(p.names, names, i, len(kept))
		if uint64(h) < 1<<32>>p.thinned {
			kept = append(kept, h)
			p.seen.add(h)
		}
	}
	moveFacts(p.figures, figures, len(p.shingles), len(kept))
	moveFacts(p.names, names, len(p.shingles), len(kept))
	p.shingles = kept
}

// moveFacts gives the facts up to a place a new one, and says which is next.
func moveFacts(facts []fact, next, upTo, place int) int {
	for ; next < len(facts) && facts[next].place() <= upTo; next++ {
		facts[next] = newFact(uint64(facts[next].hash()), place)
	}
	return next
}

// fact is the hash of a figure or of a word of a name, in the upper 19 bits, and the place of the first
// shingle that has it.
type fact uint32

const placeBits = 13

func newFact(hash uint64, place int) fact {
	return fact(uint32(hash)<<placeBits | uint32(place)&(1<<placeBits-1))
}

func (f fact) hash() uint32 { return uint32(f) >> placeBits }
func (f fact) place() int   { return int(f & (1<<placeBits - 1)) }

// addFact keeps what may not differ between two texts that are called the same.
func (p *Print) addFact(before, word syllable) {
	switch {
	case word.digits, isNumeral(before, word):
		p.figures = p.note(p.figures, word)
	case word.capital && !word.opens:
		p.names = p.note(p.names, word)
	}
}

func (p *Print) note(facts []fact, word syllable) []fact {
	if len(facts) == mostFacts {
		return facts
	}
	return append(facts, newFact(word.hash, len(p.shingles)))
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
