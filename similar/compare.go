package similar

import (
	"slices"
)

// run is a stretch of shingles that two texts have in common in the same order.
type run struct{ a, b, length int }

// Overlap says how much two texts have in common, in three-syllable shingles. Of texts with more than
// 4,096 different ones it counts an even sample.
type Overlap struct {
	Common  int // shingles that both have
	Earlier int // shingles of the earlier text
	Later   int // shingles of the later text
	// Aligned counts the common shingles beyond stock phrases: of each passage in which both texts say the
	// same in the same order, with small changes, all but the first four.
	Aligned int
}

// Resemblance is the share of common shingles among all of both texts (Jaccard), 0 to 1.
func (o Overlap) Resemblance() float64 {
	return ratio(o.Common, o.Earlier+o.Later-o.Common)
}

// Quoted is the share of the earlier text that stands in the later one, 0 to 1.
func (o Overlap) Quoted() float64 { return ratio(o.Common, o.Earlier) }

// Borrowed is the share of the later text that stands in the earlier one, 0 to 1.
func (o Overlap) Borrowed() float64 { return ratio(o.Common, o.Later) }

// Score joins resemblance and containment (both of Broder 1997) into one number, 0 to 1: the mean of
// Resemblance and the greater of Quoted and Borrowed.
func (o Overlap) Score() float64 {
	return (o.Resemblance() + max(o.Quoted(), o.Borrowed())) / 2
}

// rank orders earlier texts by how likely they are the one that a later text was made from.
func (o Overlap) rank() float64 {
	kept := o.Aligned + min(o.Common, stockPhrase)
	return ratio(kept, o.Earlier+o.Later-kept) + ratio(kept, min(o.Earlier, o.Later))
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// comparer compares earlier texts with one later text.
type comparer struct {
	later *Print
	table positions
	shift int8 // of the shingles in the table; -1: it is not filled
	runs  []run
	ranks []int32 // of the later shingles among those below a limit
	below uint64  // that limit; 0 where all count
}

// positions tells where a shingle stands in the later text.
type positions struct {
	slots []uint64 // place+1 in the upper, shingle in the lower half; 0 is empty
}

// fill puts shingles into the table, without some of their lower bits.
func (t *positions) fill(shingles []uint32, shift uint8) {
	size := 64
	for size < 4*len(shingles) {
		size *= 2
	}
	if cap(t.slots) < size {
		t.slots = make([]uint64, size)
	}
	t.slots = t.slots[:size]
	clear(t.slots)
	mask := uint32(size - 1)
	for i, h := range shingles {
		h >>= shift
		at := h * 0x9E3779B1 >> 12 & mask
		for t.slots[at] != 0 {
			at = (at + 1) & mask
		}
		t.slots[at] = uint64(i+1)<<32 | uint64(h)
	}
}

// find is the place of a shingle, -1 if it is not there.
func (t *positions) find(h uint32) int {
	mask := uint32(len(t.slots) - 1)
	at := h * 0x9E3779B1 >> 12 & mask
	for t.slots[at] != 0 {
		if uint32(t.slots[at]) == h {
			return int(t.slots[at]>>32) - 1
		}
		at = (at + 1) & mask
	}
	return -1
}

func (c *comparer) take(later *Print) {
	c.later = later
	c.shift = -1
	c.below = 0
}

// prepare fills the table for texts that keep their shingles without some of their lower bits.
func (c *comparer) prepare(shift uint8) {
	if c.shift != int8(shift) {
		c.shift = int8(shift)
		c.table.fill(c.later.shingles, shift)
	}
}

// overlap counts what earlier has in common with the later text and leaves the stretches in c.runs.
// Texts of which an unequal part was kept are compared by what is kept of both.
func (c *comparer) overlap(earlier *brief) Overlap {
	c.runs = c.runs[:0]
	shift := earlier.shift()
	c.prepare(shift)
	limit := uint64(1) << 32 >> max(earlier.thinned, c.later.thinned)
	var o Overlap
	o.Later = c.rank(limit)
	current := run{a: -1, b: -1}
	for i := range int(earlier.shingles) {
		h := earlier.shingle(i)
		if uint64(h) >= limit>>shift {
			continue
		}
		a := o.Earlier
		o.Earlier++
		b := c.table.find(h)
		if b < 0 {
			continue
		}
		o.Common++
		if c.below != 0 {
			b = int(c.ranks[b])
		}
		if a == current.a+current.length && b == current.b+current.length && current.length > 0 {
			current.length++
		} else {
			c.close(current)
			current = run{a, b, 1}
		}
	}
	c.close(current)
	o.Aligned = c.aligned()
	return o
}

// passage is a stretch of both texts in which runs follow each other at nearly the same distance.
type passage struct{ a, shift, length int }

const (
	stockPhrase  = 4  // shingles; whoever speaks of the same matter may use the same six words
	passageShift = 4  // words more or less between two runs of a passage
	passageGap   = 12 // shingles between two runs of a passage at most
	openPassages = 8
)

// aligned sums up the passages that c.runs form, less what may be a stock phrase of each.
func (c *comparer) aligned() int {
	var open [openPassages]passage
	sum := 0
	for _, r := range c.runs {
		shift := r.b - r.a
		at, oldest := -1, 0
		for i, p := range open {
			if p.length > 0 && abs(p.shift-shift) <= passageShift && r.a-p.a <= passageGap {
				at = i
				break
			}
			if p.a < open[oldest].a || p.length == 0 {
				oldest = i
			}
		}
		if at < 0 {
			at = oldest
			sum += max(0, open[at].length-stockPhrase)
			open[at].length = 0
		}
		open[at] = passage{r.a + r.length, shift, open[at].length + r.length}
	}
	for _, p := range open {
		sum += max(0, p.length-stockPhrase)
	}
	return sum
}

func abs(x int) int { return max(x, -x) }

func (c *comparer) close(r run) {
	if r.length > 0 {
		c.runs = append(c.runs, r)
	}
}

// rank numbers the later text's shingles below a limit, unless all are, and counts them.
func (c *comparer) rank(limit uint64) int {
	if limit == 1<<32>>c.later.thinned {
		c.below = 0
		return len(c.later.shingles)
	}
	c.below = limit
	c.ranks = c.ranks[:0]
	n := int32(0)
	for _, h := range c.later.shingles {
		c.ranks = append(c.ranks, n)
		if uint64(h) < limit {
			n++
		}
	}
	return int(n)
}

// order keeps of c.runs the longest that follow each other in both texts, in their order.
func (c *comparer) order() []run {
	runs := c.runs
	if len(runs) > mostRuns {
		slices.SortStableFunc(runs, func(x, y run) int { return y.length - x.length })
		runs = runs[:mostRuns]
		slices.SortFunc(runs, func(x, y run) int { return x.a - y.a })
	}
	best := make([]int, len(runs)) // common shingles of the best chain that ends with a run
	from := make([]int, len(runs))
	last := -1
	for i, r := range runs {
		best[i], from[i] = r.length, -1
		for j, q := range runs[:i] {
			if q.b+q.length <= r.b && best[j]+r.length > best[i] {
				best[i], from[i] = best[j]+r.length, j
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	var chain []run
	for i := last; i >= 0; i = from[i] {
		chain = append(chain, runs[i])
	}
	slices.Reverse(chain)
	return chain
}

// mostRuns bounds the stretches that are put in order.
const mostRuns = 64
