package query

// compiled is a node of a query whose terms are numbers of an automaton.
type compiled struct {
	kind   kind
	in     Scope
	term   int32
	n      int32
	weight int32
	field  Field
	day    string
	kids   []compiled
}

// compile gives the terms of a node to the automaton.
func (a *automaton) compile(n *node) compiled {
	c := compiled{kind: n.kind, n: int32(n.n), weight: int32(n.weight), field: n.field}
	switch n.kind {
	case isTerm:
		c.term, c.in = a.addTerm(n.term), n.term.In
	case isKnown:
		c.term = a.addKnown(n.field, n.value)
	case isDay:
		c.day = n.value
	}
	for _, k := range n.kids {
		c.kids = append(c.kids, a.compile(k))
	}
	return c
}

// release takes the terms of a node back.
func (a *automaton) release(c *compiled) {
	if c.kind == isTerm || c.kind == isKnown {
		a.remove(c.term)
	}
	for i := range c.kids {
		a.release(&c.kids[i])
	}
}

// holds reports whether the document that was scanned is what the node asks for.
func (c *compiled) holds(m *match) bool {
	switch c.kind {
	case isTerm:
		return m.parts(c.term)&c.in != 0
	case isKnown:
		return m.has(c.term)
	case isDay:
		if c.field == From {
			return m.d.day >= c.day && m.d.day != ""
		}
		return m.d.day <= c.day && m.d.day != ""
	case isAnd:
		for i := range c.kids {
			if !c.kids[i].holds(m) {
				return false
			}
		}
		return true
	case isOr:
		for i := range c.kids {
			if c.kids[i].holds(m) {
				return true
			}
		}
		return false
	case isNot:
		return !c.kids[0].holds(m)
	case isNear:
		return c.isNear(m)
	case isCount:
		return c.kids[0].count(m, c.n) >= c.n
	}
	return c.sum(m) >= c.n
}

// sum is the weights of the operands of SCORE that hold.
func (c *compiled) sum(m *match) int32 {
	sum := int32(0)
	for i := range c.kids {
		k := &c.kids[i]
		if k.holds(m) {
			sum += k.worth()
		}
	}
	return sum
}

// worth is the weight of a node, 1 if none was given.
func (c *compiled) worth() int32 {
	if c.weight == 0 {
		return 1
	}
	return c.weight
}

// score is what the node adds to the score of an article: the weights of the terms that are there.
func (c *compiled) score(m *match) int32 {
	switch {
	case c.kind == isNot || !c.holds(m):
		return 0
	case c.weight != 0 || c.kind == isTerm || c.kind == isKnown || c.kind == isDay || c.kind == isNear || c.kind == isCount:
		return c.worth()
	}
	sum := int32(0)
	for i := range c.kids {
		sum += c.kids[i].score(m)
	}
	return sum
}

// words are the terms of an operand of NEAR or COUNT.
func (c *compiled) words() []compiled {
	if c.kind == isOr {
		return c.kids
	}
	return []compiled{*c}
}

// count is how often the terms stand in the document, at most most.
func (c *compiled) count(m *match, most int32) int32 {
	if c.kind == isOr {
		sum := int32(0)
		for i := range c.kids {
			sum += c.kids[i].count(m, most-sum)
			if sum >= most {
				break
			}
		}
		return sum
	}
	sum := int32(0)
	for at := m.first(c.term); at != none && sum < most; at = m.s.places[at].next {
		if c.in&(1<<m.s.places[at].part) != 0 {
			sum++
		}
	}
	return sum
}

// isNear reports two places of different terms, or of one, with at most n syllables between them.
func (c *compiled) isNear(m *match) bool {
	left, right := &c.kids[0], &c.kids[1]
	for i := range max(1, len(left.kids)) {
		a := left.choice(i)
		if m.parts(a.term)&a.in == 0 {
			continue
		}
		for j := range max(1, len(right.kids)) {
			b := right.choice(j)
			if m.parts(b.term)&b.in != 0 && m.near(a, b, c.n) {
				return true
			}
		}
	}
	return false
}

// choice is the i-th term of an operand, which may be one term alone.
func (c *compiled) choice(i int) *compiled {
	if c.kind == isOr {
		return &c.kids[i]
	}
	return c
}
