package query

import (
	"slices"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/vi"
)

// naive answers queries by comparing strings word by word, as one would explain the language to a person.
type naive struct {
	words [parts][]string
	a     Article
}

func newNaive(a Article) naive {
	n := naive{a: a}
	for i, text := range []string{a.Title, a.Lead, a.Body} {
		text = vi.CanonicalTone(strings.ToLower(vi.Normalize(text)))
		n.words[i] = strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	return n
}

// at reports the term at word i of a part.
func (v naive) at(t Term, part, i int) bool {
	words := v.words[part]
	if i+len(t.Words) > len(words) {
		return false
	}
	for k, want := range t.Words {
		got := words[i+k]
		if t.Fold {
			got = vi.Fold(got)
		}
		if t.Prefix && k == len(t.Words)-1 {
			if !slices.ContainsFunc(toneForms(want), func(w string) bool { return strings.HasPrefix(got, w) }) {
				return false
			}
		} else if got != want {
			return false
		}
	}
	return true
}

func (v naive) places(n *node) (all []place) {
	for _, n := range n.choices() {
		for part := range parts {
			for i := range v.words[part] {
				if n.term.In.has(Field(part)) && v.at(n.term, part, i) {
					all = append(all, place{at: int32(i), part: 1 << part, next: int32(i + len(n.term.Words))})
				}
			}
		}
	}
	return all
}

// hasAsWritten reports a term as an index finds it, which knows nothing of places of tones.
func (v naive) hasAsWritten(t Term) bool {
	for part := range parts {
		for i := range v.words[part] {
			if !t.In.has(Field(part)) || !v.at(t, part, i) {
				continue
			}
			last := v.words[part][i+len(t.Words)-1]
			if t.Fold {
				last = vi.Fold(last)
			}
			if strings.HasPrefix(last, t.Words[len(t.Words)-1]) {
				return true
			}
		}
	}
	return false
}

func (n *node) choices() []*node {
	if n.kind == isOr {
		return n.kids
	}
	return []*node{n}
}

func (v naive) known(f Field) []string {
	return [...][]string{v.a.Source, v.a.Group, v.a.Place, v.a.Lang, v.a.Type, v.a.Topic, v.a.Story}[f-Source]
}

func (v naive) holds(n *node) bool {
	isTrue := func(k *node) bool { return v.holds(k) }
	switch n.kind {
	case isTerm:
		return len(v.places(n)) > 0
	case isKnown:
		if t, ok := placeTerm(n); ok && len(v.places(&node{kind: isTerm, term: t})) > 0 {
			return true
		}
		return slices.ContainsFunc(v.known(n.field), func(s string) bool {
			s = nameOf(s)
			return s == n.value || vi.Fold(n.value) == n.value && vi.Fold(s) == n.value
		})
	case isDay:
		return v.a.Day != "" && (v.a.Day == n.value || (v.a.Day > n.value) == (n.field == From))
	case isAnd:
		return !slices.ContainsFunc(n.kids, func(k *node) bool { return !v.holds(k) })
	case isOr:
		return slices.ContainsFunc(n.kids, isTrue)
	case isNot:
		return !v.holds(n.kids[0])
	case isNear:
		for _, p := range v.places(n.kids[0]) {
			for _, q := range v.places(n.kids[1]) {
				gap := max(q.at-p.next, p.at-q.next)
				if p.part == q.part && gap >= 0 && gap <= int32(n.n) {
					return true
				}
			}
		}
		return false
	case isCount:
		return len(v.places(n.kids[0])) >= n.n
	}
	sum := 0
	for _, k := range n.kids {
		if v.holds(k) && k.weight != 0 {
			sum += k.weight
		} else if v.holds(k) {
			sum++
		}
	}
	return sum >= n.n
}
