package similar

// Relation is what a text is to an earlier one.
type Relation string

const (
	New       Relation = "new"       // like no text that is remembered
	Copy      Relation = "copy"      // the same syllables in the same order
	Edit      Relation = "edit"      // the same text with small changes all over or a short addition
	Quotation Relation = "quotation" // a part of one text stands in the other beside words of its own
	Campaign  Relation = "campaign"  // the same frame around own lines
	Variant   Relation = "variant"   // the same text about another number, day, name or place
)

// What counts as alike. A word that was changed breaks three shingles, so that a fifth of changed words
// leaves about half of the shingles, and a third of them when they fall badly.
const (
	leastCommon = 3    // shingles; fewer are chance
	leastShare  = 0.2  // of the shorter text
	ownStretch  = 10   // shingles without a match in a row that are own lines rather than edits
	ownShare    = 0.35 // of own lines up to which a text is still the same one
	nearEdge    = 4    // shingles from the beginning or the end at which a frame is anchored
	frames      = 3    // earlier texts with the same stretches that make a campaign
)

// alike reports whether an overlap is more than chance.
func alike(o Overlap) bool {
	if o.Common == o.Earlier && o.Common == o.Later {
		return o.Common > 0
	}
	if o.Common < leastCommon {
		return false
	}
	return max(o.Quoted(), o.Borrowed()) >= leastShare
}

// gaps sums up what two texts do not have in common.
type gaps struct {
	ownEarlier, ownLater int  // shingles in long stretches without a match
	between              bool // both texts have own lines at the same place, between or beside common ones
	anchored             bool // both begin, or both end, with the same words
}

func measureGaps(chain []run, o Overlap) gaps {
	var g gaps
	a, b := 0, 0
	for i := range len(chain) + 1 {
		next := run{a: o.Earlier, b: o.Later}
		if i < len(chain) {
			next = chain[i]
		}
		gapA, gapB := next.a-a, next.b-b
		if gapA >= ownStretch {
			g.ownEarlier += gapA
		}
		if gapB >= ownStretch {
			g.ownLater += gapB
		}
		g.between = g.between || gapA >= ownStretch && gapB >= ownStretch
		a, b = next.a+next.length, next.b+next.length
	}
	if len(chain) > 0 {
		first, last := chain[0], chain[len(chain)-1]
		g.anchored = first.a < nearEdge && first.b < nearEdge && first.length >= ownStretch/2 ||
			o.Earlier-last.a-last.length < nearEdge && o.Later-last.b-last.length < nearEdge && last.length >= ownStretch/2
	}
	return g
}

// relate names the relation of two texts that are alike. siblings is how many other earlier texts share
// as much with the later one.
func relate(earlier, later *Print, o Overlap, chain []run, siblings int) Relation {
	if earlier.whole == later.whole {
		return Copy
	}
	g := measureGaps(chain, o)
	same := float64(g.ownEarlier) <= ownShare*float64(o.Earlier) && float64(g.ownLater) <= ownShare*float64(o.Later)
	switch {
	case same && differ(earlier, later):
		return Variant
	case same:
		return Edit
	case g.between && (g.anchored || siblings >= frames):
		return Campaign
	}
	return Quotation
}

// differ reports whether each of two texts has figures, or names, that the other has not.
func differ(x, y *Print) bool {
	return lacks(x.figures, y.figures) && lacks(y.figures, x.figures) || lacks(x.names, y.names) && lacks(y.names, x.names)
}

// lacks reports whether sorted other lacks something of sorted all.
func lacks(all, other []uint32) bool {
	j := 0
	for _, h := range all {
		for j < len(other) && other[j] < h {
			j++
		}
		if j == len(other) || other[j] != h {
			return true
		}
	}
	return false
}
