package similar

import "math"

// frequency counts in how many articles terms stand, roughly: two rows of counters of which the smaller counts
// (count-min sketch, Cormode and Muthukrishnan 2005). When many articles came, all counts are halved, so that
// words that come into use are not rare for ever.
type frequency struct {
	total uint32
	rows  [2][]uint16 // what is more than fits is common all the same
}

const (
	countersOfRow  = 1 << 19
	articlesHalved = 1 << 17
)

func newFrequency() frequency {
	return frequency{rows: [2][]uint16{make([]uint16, countersOfRow), make([]uint16, countersOfRow)}}
}

// places are the counters of a term.
func (f *frequency) places(hash uint32) (a, b *uint16) {
	return &f.rows[0][hash%countersOfRow], &f.rows[1][mix(uint64(hash))%countersOfRow]
}

// of is in how many articles a term stood.
func (f *frequency) of(hash uint32) uint32 {
	a, b := f.places(hash)
	return uint32(min(*a, *b))
}

// add counts the terms of an article.
func (f *frequency) add(t *Terms) {
	for _, c := range t.all {
		a, b := f.places(c.hash)
		least := min(*a, *b, math.MaxUint16-1) + 1 // only what is less is raised (conservative update, Estan and Varghese 2002)
		*a, *b = max(*a, least), max(*b, least)
	}
	f.total++
	if f.total < articlesHalved {
		return
	}
	f.total /= 2
	for _, row := range f.rows {
		for i := range row {
			row[i] /= 2
		}
	}
}
