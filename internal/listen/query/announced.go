package query

import "slices"

// announced says which entries are to be looked at when a term is found. Most terms announce one entry or none,
// which stands close together with those of other terms.
type announced struct {
	one  []int32   // by term: the entry; none, or several
	more [][]int32 // by term, if there are several
}

const several = -2

// grow makes room for terms.
func (a *announced) grow(terms int) {
	for len(a.one) < terms {
		a.one, a.more = append(a.one, none), append(a.more, nil)
	}
}

func (a *announced) add(term, entry int32) {
	switch a.one[term] {
	case none:
		a.one[term] = entry
	case several:
		a.more[term] = append(a.more[term], entry)
	default:
		a.more[term] = []int32{a.one[term], entry}
		a.one[term] = several
	}
}

func (a *announced) remove(term, entry int32) {
	if a.one[term] == entry {
		a.one[term] = none
		return
	}
	left := without(a.more[term], entry)
	a.more[term] = left
	if len(left) == 1 {
		a.one[term], a.more[term] = left[0], nil
	}
}

func without(all []int32, n int32) []int32 {
	i := slices.Index(all, n)
	last := len(all) - 1
	all[i] = all[last]
	return all[:last]
}
