package query

// spellingCache remembers how syllables are spelled, so that most of a text is looked up and not worked out.
type spellingCache struct {
	slots      [1 << 14]spelling
	text, bare [64]byte
}

// mostSpelled is the longest spelling that is remembered, in bytes; "nghiêng" has 9, decomposed capitals 14.
const mostSpelled = 22

// spelling is a syllable as written and what became of it.
type spelling struct {
	exact, bare                 hash
	raw, text, plain            [mostSpelled]byte
	rawSize, textSize, bareSize uint8
}

// read is readWord with memory. The word is good until the next call.
func (c *spellingCache) read(raw string) word {
	if len(raw) > mostSpelled {
		return readWord(raw, c.text[:0], c.bare[:0])
	}
	h := uint64(len(raw))
	for i := range len(raw) {
		h = (h ^ uint64(raw[i])) * 1099511628211
	}
	s := &c.slots[(h^h>>29)>>7%uint64(len(c.slots))]
	if int(s.rawSize) == len(raw) && string(s.raw[:s.rawSize]) == raw {
		return word{s.exact, s.bare, s.text[:s.textSize], s.plain[:s.bareSize]}
	}
	w := readWord(raw, c.text[:0], c.bare[:0])
	if len(w.text) <= mostSpelled && len(w.plain) <= mostSpelled {
		s.exact, s.bare = w.exact, w.bare
		s.rawSize = uint8(copy(s.raw[:], raw))
		s.textSize = uint8(copy(s.text[:], w.text))
		s.bareSize = uint8(copy(s.plain[:], w.plain))
	}
	return w
}
