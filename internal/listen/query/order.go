package query

import (
	"cmp"
	"slices"
)

// often guesses of how many of a thousand articles the node holds.
func (n *node) often() float64 {
	switch n.kind {
	case isTerm:
		return n.term.often()
	case isKnown:
		return knownOften
	case isCount:
		return n.kids[0].often()
	case isAnd, isNear:
		least := 1000.0
		for _, k := range n.kids {
			least = min(least, k.often())
		}
		return least
	case isOr, isScore:
		sum := 0.0
		for _, k := range n.kids {
			if k.weight >= 0 {
				sum += k.often()
			}
		}
		return sum
	}
	return 900 // NOT and days
}

// knownOften is the guess for a value of a field.
const knownOften = 200

// often guesses in how many of a thousand articles the term is: phrases are rarer the longer they are.
func (t Term) often() float64 {
	rate := 60.0
	for range len(t.Words) - 1 {
		rate /= 6
	}
	if t.Fold {
		rate *= 3
	}
	if t.Prefix {
		rate *= 2
	}
	return rate
}

// order is the operands as a program asks them, so that most are decided early: of what must all hold the rarest
// first, of a choice the commonest. The rarest of all, which has announced the query, comes last if nothing but
// its words is asked for.
func (n *node) order() []*node {
	kids := slices.Clone(n.kids)
	switch n.kind {
	case isAnd:
		slices.SortStableFunc(kids, func(a, b *node) int { return cmp.Compare(a.often(), b.often()) })
		if kids[0].isWords() {
			kids = append(kids[1:], kids[0])
		}
	case isOr:
		slices.SortStableFunc(kids, func(a, b *node) int { return cmp.Compare(b.often(), a.often()) })
	}
	return kids
}

// isWords reports a term or a choice of terms.
func (n *node) isWords() bool {
	return n.kind == isTerm || n.kind == isOr && !slices.ContainsFunc(n.kids, func(k *node) bool { return k.kind != isTerm })
}
