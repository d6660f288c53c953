package query

import (
	"fmt"
	"strings"
)

// String is the query in its one written form, which parses to the same query.
func (q *Query) String() string {
	var b strings.Builder
	q.root.write(&b, isOr)
	return b.String()
}

// binding says how tightly a kind holds its operands together.
func (k kind) binding() int {
	switch k {
	case isOr:
		return 0
	case isAnd:
		return 1
	case isNot:
		return 2
	case isNear:
		return 3
	}
	return 4
}

// write writes the node as an operand of a kind.
func (n *node) write(b *strings.Builder, of kind) {
	bracket := n.kind.binding() < of.binding() || n.weight != 0 && n.kind.binding() < 4
	if bracket {
		b.WriteByte('(')
	}
	n.writeBare(b)
	if bracket {
		b.WriteByte(')')
	}
	if n.weight != 0 {
		fmt.Fprintf(b, "^%d", n.weight)
	}
}

func (n *node) writeBare(b *strings.Builder) {
	switch n.kind {
	case isTerm:
		n.term.write(b)
	case isKnown:
		fmt.Fprintf(b, "%s:%s", n.field, quoted(n.value))
	case isDay:
		fmt.Fprintf(b, "%s:%s", n.field, n.value)
	case isAnd:
		n.writeList(b, " ")
	case isOr:
		n.writeList(b, " OR ")
	case isNot:
		b.WriteString("NOT ")
		n.kids[0].write(b, isNear)
	case isNear:
		n.kids[0].write(b, isTerm)
		fmt.Fprintf(b, " NEAR/%d ", n.n)
		n.kids[1].write(b, isTerm)
	case isCount:
		b.WriteString("COUNT(")
		n.kids[0].write(b, isOr)
		fmt.Fprintf(b, ")>=%d", n.n)
	case isScore:
		b.WriteString("SCORE(")
		n.writeList(b, " ")
		fmt.Fprintf(b, ")>=%d", n.n)
	}
}

// writeList writes operands; those of SCORE stand alone as those of NOT do.
func (n *node) writeList(b *strings.Builder, between string) {
	of := n.kind
	if of == isScore {
		of = isNear
	}
	for i, c := range n.kids {
		if i > 0 {
			b.WriteString(between)
		}
		c.write(b, of)
	}
}

// String is the term as it stands in a query.
func (t Term) String() string {
	var b strings.Builder
	t.write(&b)
	return b.String()
}

func (t Term) write(b *strings.Builder) {
	for f := Title; f <= Body; f++ {
		if t.In == 1<<f {
			b.WriteString(f.String() + ":")
		}
	}
	if t.Fold {
		b.WriteByte('~')
	}
	text := strings.Join(t.Words, " ")
	if len(t.Words) > 1 {
		text = `"` + text + `"`
	}
	b.WriteString(text)
	if t.Prefix {
		b.WriteByte('*')
	}
}

// quoted is a value in quotation marks unless it is one plain word.
func quoted(value string) string {
	if from, to, ok := span(value, 0); ok && from == 0 && to == len(value) {
		return value
	}
	return `"` + value + `"`
}
