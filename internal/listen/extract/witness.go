package extract

import "strings"

// Linked data often holds the whole text. It is a witness, not the source: the page shows headings and lists that it
// leaves out, and it may end before the text does.

// witness tells which blocks the linked data knows; nil if it knows too few of them.
func (p *page) witness(bs []block) []bool {
	body := p.dataText()
	if len(body) < 2*shortText || len(body) > longestWitness {
		return nil
	}
	have := map[string]bool{}
	w := strings.Fields(strings.ToLower(body))
	for i := 0; i+witnessWords <= len(w); i++ {
		have[strings.Join(w[i:i+witnessWords], " ")] = true
	}
	known := make([]bool, len(bs))
	chars := 0
	for i := range bs {
		if known[i] = knows(have, bs[i].text); known[i] {
			chars += bs[i].chars
		}
	}
	all, _, _ := count(body)
	if chars < all*6/10 || chars > all*13/10 {
		return nil
	}
	return known
}

const (
	witnessWords   = 5
	longestWitness = 300_000 // bytes
)

// knows tells whether half of the runs of words of a text are known.
func knows(have map[string]bool, text string) bool {
	w := strings.Fields(strings.ToLower(text))
	if len(w) < witnessWords {
		return false
	}
	hits := 0
	for i := 0; i+witnessWords <= len(w); i++ {
		if have[strings.Join(w[i:i+witnessWords], " ")] {
			hits++
		}
	}
	return 2*hits >= len(w)-witnessWords+1
}

// byWitness is the text as the witness bounds it: from its first known block to its last, without running text
// that it does not know. Headings, lists and tables in between stay.
func (p *page) byWitness(bs []block, known []bool) []block {
	first, last := -1, -1
	whole, told := 0.0, 0.0
	for i, k := range known {
		whole += bs[i].value
		if k {
			told += bs[i].value
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if told < 0.65*whole { // it is only the beginning of the text
		return bs
	}
	out := bs[:0:0]
	for i := first; i <= last; i++ {
		if known[i] || bs[i].value < 60 || p.listed(&bs[i]) {
			out = append(out, bs[i])
		}
	}
	return out
}

// listed tells whether a block is an item, a cell or preformatted.
func (p *page) listed(b *block) bool { return listTags[p.tree.nodes[b.node].tag] }
