package similar

import (
	"iter"
	"slices"
)

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
	leastKept   = 0.18 // of the shorter text, beyond stock phrases
	leastPart   = 0.25 // of the shorter text, beyond stock phrases, where the texts are not the same all over
	shortText   = 12   // shingles; of shorter texts a third must be common, whatever the order
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
	shorter := min(o.Earlier, o.Later)
	if shorter < shortText {
		return 3*o.Common >= shorter && o.Resemblance() >= leastShare
	}
	return float64(o.Common) >= leastShare*float64(shorter) && float64(o.Aligned) >= leastKept*float64(shorter)
}

// gap is a stretch of both texts between two common ones: [a, toA) of the earlier, [b, toB) of the later.
type gap struct{ a, toA, b, toB int }

// eachGap lists what two texts do not have in common, in order.
func eachGap(chain []run, o Overlap) iter.Seq[gap] {
	return func(yield func(gap) bool) {
		a, b := 0, 0
		for _, r := range chain {
			if !yield(gap{a, r.a, b, r.b}) {
				return
			}
			a, b = r.a+r.length, r.b+r.length
		}
		yield(gap{a, o.Earlier, b, o.Later})
	}
}

// gaps sums up what two texts do not have in common.
type gaps struct {
	ownEarlier, ownLater int  // shingles in long stretches without a match
	between              bool // both texts have own lines at the same place, between or beside common ones
	anchored             bool // both begin, or both end, with the same words
}

func measureGaps(chain []run, o Overlap) gaps {
	var g gaps
	for x := range eachGap(chain, o) {
		ownA, ownB := x.toA-x.a >= ownStretch, x.toB-x.b >= ownStretch
		if ownA {
			g.ownEarlier += x.toA - x.a
		}
		if ownB {
			g.ownLater += x.toB - x.b
		}
		g.between = g.between || ownA && ownB
	}
	if len(chain) > 0 {
		first, last := chain[0], chain[len(chain)-1]
		g.anchored = first.a < nearEdge && first.b < nearEdge && first.length >= ownStretch/2 ||
			o.Earlier-last.a-last.length < nearEdge && o.Later-last.b-last.length < nearEdge && last.length >= ownStretch/2
	}
	return g
}

// relate names the relation of two texts that are alike. siblings is how many other earlier texts share
// as much with the later one. It is New where they have too little in common for what they are.
func relate(earlier *brief, later *Print, o Overlap, chain []run, siblings int) Relation {
	if earlier.whole == later.whole {
		return Copy
	}
	g := measureGaps(chain, o)
	same := float64(g.ownEarlier) <= ownShare*float64(o.Earlier) && float64(g.ownLater) <= ownShare*float64(o.Later)
	switch {
	case same && differ(earlier, later, o, chain):
		return Variant
	case same:
		return Edit
	case float64(o.Aligned) < leastPart*float64(min(o.Earlier, o.Later)) && min(o.Earlier, o.Later) >= shortText:
		return New
	case g.between && (g.anchored || siblings >= frames):
		return Campaign
	}
	return Quotation
}

// differ reports whether the texts have different figures, or names, in the same place. Places of texts of
// which unequal samples were kept cannot be compared.
func differ(earlier *brief, later *Print, o Overlap, chain []run) bool {
	if earlier.thinned != later.thinned {
		return false
	}
	sampled := 0 // between two neighbours of a sample stands what was left out
	if later.thinned > 0 {
		sampled = 1
	}
	figures, names := earlier.facts()
	differIn := func(g gap) bool {
		return exchanged(within(figures, g.a, g.toA), within(later.figures, g.b, g.toB)) ||
			exchanged(within(names, g.a, g.toA), within(later.names, g.b, g.toB))
	}
	for g := range eachGap(chain, o) {
		if g.toA-g.a >= ownStretch || g.toB-g.b >= ownStretch {
			continue
		}
		if differIn(gap{g.a, g.toA + sampled, g.b, g.toB + sampled}) {
			return true
		}
	}
	for _, r := range chain[:len(chain)*sampled] {
		for k := 1; k < r.length; k++ {
			if differIn(gap{r.a + k, r.a + k + 1, r.b + k, r.b + k + 1}) {
				return true
			}
		}
	}
	return false
}

// within are the facts of a stretch; they are in order.
func within(facts []fact, from, to int) []fact {
	i, _ := slices.BinarySearchFunc(facts, from, comparePlace)
	j, _ := slices.BinarySearchFunc(facts, to, comparePlace)
	return facts[i:j]
}

func comparePlace(f fact, place int) int { return f.place() - place }

// exchanged reports whether each side has a fact that the other has not.
func exchanged(x, y []fact) bool { return lacks(x, y) && lacks(y, x) }

func lacks(all, other []fact) bool {
	return slices.ContainsFunc(all, func(f fact) bool {
		return !slices.ContainsFunc(other, func(g fact) bool { return (f.hash()^g.hash())&factMask == 0 })
	})
}
