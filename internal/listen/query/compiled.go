package query

import "github.com/nhipcau/nhipcau/vi"

// program is a query for an automaton: its nodes in the order in which they are read, each before its operands.
type program []op

// op is a node of a program. It ends before op number end; its first operand is the next op, the next operand
// begins where that ends.
type op struct {
	kind   kind
	in     Scope // of isTerm, the parts that count
	field  Field // of isDay
	weight int8
	term   int32 // of isTerm: a value of a field is a term that is in anyPart
	n      int32 // of isNear, isCount, isScore: the number; of isDay the day
	end    int32
}

// appendProgram gives the terms of a node to the automaton; start is where the program begins in ops.
func (a *automaton) appendProgram(ops []op, n *node, start int) []op {
	at := len(ops)
	o := op{kind: n.kind, n: int32(n.n), weight: int8(n.weight), field: n.field}
	switch n.kind {
	case isTerm:
		o.term, o.in = a.addTerm(n.term), n.term.In
	case isKnown:
		if t, ok := placeTerm(n); ok { // where the source is, or what the article speaks of
			ops = append(ops, op{kind: isOr, weight: o.weight}, op{kind: isTerm, term: a.addKnown(n.field, n.value), in: anyPart}, op{kind: isTerm, term: a.addTerm(t), in: t.In})
			end := int32(len(ops) - start)
			ops[at].end, ops[at+1].end, ops[at+2].end = end, end-1, end
			return ops
		}
		o.kind, o.term, o.in = isTerm, a.addKnown(n.field, n.value), anyPart
	case isDay:
		o.n = dayNumber(n.value)
	}
	ops = append(ops, o)
	for _, k := range n.order() {
		ops = a.appendProgram(ops, k, start)
	}
	ops[at].end = int32(len(ops) - start)
	return ops
}

// placeTerm is the name of a place as a text has it; false for what asks for no place.
func placeTerm(n *node) (t Term, ok bool) {
	if n.kind != isKnown || n.field != Place {
		return t, false
	}
	words := wordsOf(n.value)
	return Term{Words: words, Fold: vi.Fold(n.value) == n.value, In: Anywhere}, len(words) > 0 && len(words) <= MostWords
}

// dayNumber is 20261122 for 2026-11-22, and 0 for what is no day.
func dayNumber(day string) int32 {
	if len(day) != len("2026-11-22") || day[4] != '-' || day[7] != '-' {
		return 0
	}
	year, ok1 := number(day[:4], 9999)
	month, ok2 := number(day[5:7], 12)
	date, ok3 := number(day[8:], 31)
	if !ok1 || !ok2 || !ok3 {
		return 0
	}
	return int32(year*10000 + month*100 + date)
}

// release takes the terms of a program back.
func (a *automaton) release(p program) {
	for _, o := range p {
		if o.kind == isTerm {
			a.remove(o.term)
		}
	}
}

// holds reports whether the document that was scanned is what op i asks for.
func (p program) holds(s *scratch, i int32) bool {
	o := &p[i]
	switch o.kind {
	case isTerm:
		return s.parts[o.term]&o.in != 0
	case isDay:
		return s.d.day != 0 && (s.d.day == o.n || (s.d.day > o.n) == (o.field == From))
	case isAnd, isOr:
		for k := i + 1; k < o.end; k = p[k].end {
			yes := false
			if t := &p[k]; t.kind == isTerm {
				yes = s.parts[t.term]&t.in != 0
			} else {
				yes = p.holds(s, k)
			}
			if yes == (o.kind == isOr) {
				return yes
			}
		}
		return o.kind == isAnd
	case isNot:
		return !p.holds(s, i+1)
	case isNear:
		return p.near(s, i)
	case isCount:
		return p.count(s, i+1, o.n) >= o.n
	}
	return p.sum(s, i) >= o.n
}

// sum is the weights of the operands of SCORE that hold.
func (p program) sum(s *scratch, i int32) int32 {
	sum := int32(0)
	for k := i + 1; k < p[i].end; k = p[k].end {
		if p.holds(s, k) {
			sum += p[k].worth()
		}
	}
	return sum
}

// worth is the weight of a node, 1 if none was given.
func (o *op) worth() int32 {
	if o.weight == 0 {
		return 1
	}
	return int32(o.weight)
}

// score is what op i adds to the score of an article: the weights of what is there.
func (p program) score(s *scratch, i int32) int32 {
	o := p[i]
	if o.kind == isNot || !p.holds(s, i) {
		return 0
	}
	if o.weight != 0 || o.kind != isAnd && o.kind != isOr && o.kind != isScore {
		return o.worth()
	}
	sum := int32(0)
	for k := i + 1; k < o.end; k = p[k].end {
		sum += p.score(s, k)
	}
	return sum
}

// words are the terms of an operand of NEAR or COUNT: one term, or those of an OR.
func (p program) words(i int32) []op {
	if p[i].kind == isOr {
		return p[i+1 : p[i].end]
	}
	return p[i : i+1]
}

// count is how often the terms of op i stand in the document, at most most.
func (p program) count(s *scratch, i, most int32) int32 {
	sum := int32(0)
	for _, t := range p.words(i) {
		for at := s.first(t.term); at != none && sum < most; at = s.places[at].next {
			if t.in&s.places[at].part != 0 {
				sum++
			}
		}
	}
	return sum
}

// near reports two places of the operands of op i close enough to each other.
func (p program) near(s *scratch, i int32) bool {
	right := p.words(p[i+1].end)
	left := p.words(i + 1)
	for j := range left {
		a := &left[j]
		if s.parts[a.term]&a.in == 0 {
			continue
		}
		for k := range right {
			b := &right[k]
			if s.parts[b.term]&b.in != 0 && s.near(a, b, p[i].n) {
				return true
			}
		}
	}
	return false
}
