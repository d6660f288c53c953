package query

import (
	"slices"
	"strings"
)

// kind says what a node of a query asks.
type kind uint8

const (
	isTerm  kind = iota
	isKnown      // a field other than the texts has a value
	isDay        // from:, to:
	isAnd
	isOr
	isNot
	isNear
	isCount
	isScore
)

// node is a part of a query.
type node struct {
	kind   kind
	kids   []*node
	term   Term
	field  Field  // of isKnown and isDay
	value  string // of isKnown as nameOf gives it, of isDay a day
	n      int    // of isNear the most syllables between, of isCount and isScore the least that is asked
	weight int    // what it adds to the score; 0 if none was given
	at     int    // of isNot, where it begins in the text
}

// Term is a word or a phrase that is looked for in the texts of an article.
type Term struct {
	Words  []string // syllables in lower case, tones in the traditional place; without diacritics if Fold
	Fold   bool     // diacritics do not matter
	Prefix bool     // the last syllable may go on
	In     Scope    // the parts of the article that count
}

// Scope is a set of text fields.
type Scope uint8

// Anywhere is all of the article.
const Anywhere Scope = 1<<Title | 1<<Lead | 1<<Body

// has reports a text field of the scope.
func (s Scope) has(f Field) bool { return s&(1<<f) != 0 }

// key is the same for two terms if and only if they are found in the same places of a text.
func (t Term) key() string {
	var b strings.Builder
	if t.Fold {
		b.WriteByte('~')
	}
	for i, w := range t.Words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	if t.Prefix {
		b.WriteByte('*')
	}
	return b.String()
}

// join makes one node of several, which are not nested in their own kind.
func join(k kind, kids []*node) *node {
	if len(kids) == 1 {
		return kids[0]
	}
	var flat []*node
	for _, c := range kids {
		if c.kind == k && c.weight == 0 {
			flat = append(flat, c.kids...)
			continue
		}
		flat = append(flat, c)
	}
	return &node{kind: k, kids: flat}
}

// positive reports whether the node asks for something that must be there; "NOT a" does not.
func (n *node) positive() bool {
	switch n.kind {
	case isNot:
		return false
	case isAnd:
		for _, c := range n.kids {
			if c.positive() {
				return true
			}
		}
		return false
	case isOr:
		for _, c := range n.kids {
			if !c.positive() {
				return false
			}
		}
	}
	return true
}

// lacking is where the NOT begins for which a node that is not positive is not.
func (n *node) lacking() int {
	for n.kind != isNot {
		n = n.kids[max(0, slices.IndexFunc(n.kids, func(k *node) bool { return !k.positive() }))]
	}
	return n.at
}

// walk visits the node and all below it, from left to right.
func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, c := range n.kids {
		c.walk(visit)
	}
}
