package query

import "slices"

// keys are terms of which at least one must be found for a query to match, and about how many of a thousand
// articles have one of them. No terms: nothing is known to be needed.
type keys struct {
	terms []int32
	often float64
}

// keys chooses what announces a node: of things that must all be there the rarest.
func (a *automaton) keys(c *compiled) keys {
	switch c.kind {
	case isTerm, isKnown:
		return keys{[]int32{c.term}, a.often(c.term)}
	case isAnd, isNear:
		return a.rarest(c.kids)
	case isOr:
		return a.union(c.kids, func(*compiled) bool { return true })
	case isCount:
		return a.keys(&c.kids[0])
	case isScore:
		return a.union(c.kids, func(k *compiled) bool { return k.worth() > 0 })
	}
	return keys{} // NOT and days
}

func (a *automaton) rarest(kids []compiled) keys {
	var best keys
	for i := range kids {
		k := a.keys(&kids[i])
		if k.terms != nil && (best.terms == nil || k.often < best.often) {
			best = k
		}
	}
	return best
}

func (a *automaton) union(kids []compiled, counts func(*compiled) bool) keys {
	var all keys
	for i := range kids {
		if !counts(&kids[i]) {
			continue
		}
		k := a.keys(&kids[i])
		if k.terms == nil {
			return keys{}
		}
		for _, t := range k.terms {
			if !slices.Contains(all.terms, t) {
				all.terms = append(all.terms, t)
			}
		}
		all.often += k.often
	}
	return all
}

// often guesses how many of a thousand articles have a term.
func (a *automaton) often(term int32) float64 {
	f := &a.terms[term]
	if f.size == 0 {
		return 200
	}
	rate := 60.0
	for range f.size - 1 {
		rate /= 6
	}
	if f.term.Fold {
		rate *= 3
	}
	if f.term.Prefix {
		rate *= 2
	}
	return rate
}
