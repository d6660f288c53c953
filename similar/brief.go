package similar

import "slices"

const (
	narrowText  = 256      // shingles up to which sixteen bits of each are enough to tell the few by chance from the many in common
	narrowBits  = 16       // … of its leading bits, for a sample is what lies below a limit
	factBits    = 12       // of the hash of a figure or a name that are compared
	mostStep    = 15       // places that one word of a fact can go on; so many, it goes on only
	wordStep    = factBits // where the step stands in the word
	factMask    = 1<<factBits - 1
	halfShingle = 16
)

// packed says what the words of a stored text are: its shingles, those by which it is found, its figures, its names.
type packed struct {
	shingles uint16
	figures  uint16 // words of them
	names    uint16 // words of them
	thinned  uint8
}

// brief is a text as an index keeps it, in words of sixteen bits.
type brief struct {
	packed
	whole uint64
	words []uint16
}

// wide reports whether the shingles are kept in full, of two words each.
func (p packed) wide() bool { return p.shingles > narrowText }

// shift is how many of the lower bits of a shingle are not kept.
func (p packed) shift() uint8 {
	if p.wide() {
		return 0
	}
	return narrowBits - min(narrowBits, p.thinned)
}

func (p packed) shingleWords() int {
	if p.wide() {
		return 2 * int(p.shingles)
	}
	return int(p.shingles)
}

func (p packed) anchorWords() int { return 2 * min(anchors, int(p.shingles)) }

// length is how many words a text has.
func (p packed) length() int {
	return p.shingleWords() + p.anchorWords() + int(p.figures) + int(p.names)
}

// pack appends the words of a print.
func pack(words []uint16, p *Print, anchored []uint32) ([]uint16, packed) {
	k := packed{shingles: uint16(len(p.shingles)), thinned: p.thinned}
	shift, wide := k.shift(), k.wide()
	for _, h := range p.shingles {
		if wide {
			words = appendWhole(words, h)
			continue
		}
		words = append(words, uint16(h>>shift))
	}
	for _, h := range anchored {
		words = appendWhole(words, h)
	}
	from := len(words)
	words = appendFacts(words, p.figures)
	k.figures = uint16(len(words) - from)
	from = len(words)
	words = appendFacts(words, p.names)
	k.names = uint16(len(words) - from)
	return words, k
}

func appendWhole(words []uint16, h uint32) []uint16 {
	return append(words, uint16(h), uint16(h>>halfShingle))
}

// appendFacts writes of each fact how many places it stands behind the one before and a part of its hash.
func appendFacts(words []uint16, facts []fact) []uint16 {
	place := 0
	for _, f := range facts {
		step := max(0, f.place()-place)
		place += step
		for ; step >= mostStep; step -= mostStep {
			words = append(words, mostStep<<wordStep)
		}
		words = append(words, uint16(step<<wordStep)|uint16(f.hash()&factMask))
	}
	return words
}

// shingle is the one at a place, without the bits that are not kept.
func (b *brief) shingle(i int) uint32 {
	if b.wide() {
		return wholeOf(b.words[2*i:])
	}
	return uint32(b.words[i])
}

func wholeOf(words []uint16) uint32 { return uint32(words[0]) | uint32(words[1])<<halfShingle }

// anchored are the shingles by which the text is found.
func (b *brief) anchored(all *[anchors]uint32) []uint32 {
	words := b.words[b.shingleWords():][:b.anchorWords()]
	for i := range len(words) / 2 {
		all[i] = wholeOf(words[2*i:])
	}
	return all[:len(words)/2]
}

// same reports whether a print has the same shingles.
func (b *brief) same(p *Print) bool {
	if b.whole != p.whole || b.thinned != p.thinned || int(b.shingles) != len(p.shingles) {
		return false
	}
	shift, i := b.shift(), -1
	return !slices.ContainsFunc(p.shingles, func(h uint32) bool {
		i++
		return h>>shift != b.shingle(i)
	})
}

// facts are the figures and the names; of their hashes [factBits] are true.
func (b *brief) facts() (figures, names []fact) {
	words := b.words[b.length()-int(b.figures)-int(b.names):]
	return factsOf(words[:b.figures]), factsOf(words[b.figures:][:b.names])
}

func factsOf(words []uint16) []fact {
	facts := make([]fact, 0, len(words))
	place := 0
	for _, w := range words {
		step := int(w >> wordStep)
		place += step
		if step < mostStep {
			facts = append(facts, newFact(uint64(w&factMask), place))
		}
	}
	return facts
}
