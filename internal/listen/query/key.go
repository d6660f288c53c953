package query

import "slices"

// keys are terms of which at least one must be found for a query to match, and about how many of a thousand
// articles have one of them. No terms: nothing is known to be needed.
type keys struct {
	terms []int32
	often float64
}

// keys chooses what announces op i: of things that must all be there the rarest.
func (a *automaton) keys(p program, i int32) keys {
	o := p[i]
	switch o.kind {
	case isTerm:
		return keys{[]int32{o.term}, a.often(o.term)}
	case isAnd, isNear:
		return a.rarest(p, i)
	case isOr, isScore:
		return a.union(p, i)
	case isCount:
		return a.keys(p, i+1)
	}
	return keys{} // NOT and days
}

func (a *automaton) rarest(p program, i int32) keys {
	var best keys
	for k := i + 1; k < p[i].end; k = p[k].end {
		key := a.keys(p, k)
		if key.terms != nil && (best.terms == nil || key.often < best.often) {
			best = key
		}
	}
	return best
}

// union is what announces any of the operands; in SCORE those that lower the sum do not.
func (a *automaton) union(p program, i int32) keys {
	var all keys
	for k := i + 1; k < p[i].end; k = p[k].end {
		if p[i].kind == isScore && p[k].worth() < 0 {
			continue
		}
		key := a.keys(p, k)
		if key.terms == nil {
			return keys{}
		}
		for _, t := range key.terms {
			if !slices.Contains(all.terms, t) {
				all.terms = append(all.terms, t)
			}
		}
		all.often += key.often
	}
	return all
}

// often guesses how many of a thousand articles have a term.
func (a *automaton) often(term int32) float64 {
	f := &a.terms[term]
	if f.size == 0 {
		return knownOften
	}
	return f.term.often()
}
