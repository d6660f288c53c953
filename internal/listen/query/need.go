package query

import "slices"

// Word is syllable i in the forms in which it is compared, and a number that is the same for the same form. The
// bytes are those of the document.
func (d *Document) Word(i int) (text, plain []byte, form uint64) {
	return d.word(i, false), d.word(i, true), uint64(d.syllables[i].exact)
}

// Form is the number that [Document.Word] gives for syllable i.
func (d *Document) Form(i int) uint64 { return uint64(d.syllables[i].exact) }

// Start is the number of the first syllable of a text field; those of a field end where the next field begins.
func (d *Document) Start(f Field) int { return d.start[f] }

// Needs lists groups of terms, for an index: an article that matches has at least one term of each group. An
// article that has them need not match. No groups: nothing is known to be needed.
func (q *Query) Needs() [][]Term { return q.root.needs() }

func (n *node) needs() [][]Term {
	switch n.kind {
	case isTerm:
		return [][]Term{n.term.forms()}
	case isAnd, isNear:
		var all [][]Term
		for _, c := range n.kids {
			all = append(all, c.needs()...)
		}
		return all
	case isOr:
		return oneOf(n.kids)
	case isCount:
		return n.kids[0].needs()
	case isScore:
		var kids []*node
		for _, c := range n.kids {
			if c.weight >= 0 {
				kids = append(kids, c)
			}
		}
		return oneOf(kids)
	}
	return nil // NOT, days and what is known beside the texts
}

// forms are the term, and if it ends in the beginning of a word its other place of the tone.
func (t Term) forms() []Term {
	if !t.Prefix {
		return []Term{t}
	}
	var all []Term
	last := len(t.Words) - 1
	for _, form := range toneForms(t.Words[last]) {
		other := t
		other.Words = append(slices.Clone(t.Words[:last]), form)
		all = append(all, other)
	}
	return all
}

// oneOf is one group for nodes of which one must hold: of each the group with the longest phrase.
func oneOf(kids []*node) [][]Term {
	var group []Term
	for _, c := range kids {
		best := -1
		var chosen []Term
		for _, g := range c.needs() {
			if v := shortest(g); v > best {
				best, chosen = v, g
			}
		}
		if chosen == nil {
			return nil
		}
		group = append(group, chosen...)
	}
	if group == nil {
		return nil
	}
	return [][]Term{group}
}

// shortest is how many syllables the shortest term of a group has.
func shortest(group []Term) int {
	least := MostWords
	for _, t := range group {
		least = min(least, len(t.Words))
	}
	return least
}
