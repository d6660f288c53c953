package query

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A small vocabulary makes words meet. It has two places of one tone, twins without diacritics and beginnings.
var vocabulary = strings.Fields("lũ lu lụt mưa mua hòa hoà hoàn hoa an ản anh covid 19 Đất ĐẤT dat huỷ hủy A b")

func anyTerm() *rapid.Generator[*node] {
	return rapid.Custom(func(t *rapid.T) *node {
		words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 3).Draw(t, "words")
		term := Term{
			Words: wordsOf(strings.Join(words, " ")), Fold: rapid.Bool().Draw(t, "fold"),
			In: rapid.SampledFrom([]Scope{Anywhere, Anywhere, 1 << Title, 1 << Lead, 1 << Body}).Draw(t, "in"),
		}
		last := len(term.Words) - 1
		if rapid.Bool().Draw(t, "prefix") && len([]rune(term.Words[last])) >= leastStem {
			term.Prefix = true
		}
		if term.Fold {
			for i, w := range term.Words {
				term.Words[i] = string(readWord(w, nil, nil).plain)
			}
		}
		return &node{kind: isTerm, term: term}
	})
}

func anyWords() *rapid.Generator[*node] {
	return rapid.Custom(func(t *rapid.T) *node {
		return join(isOr, rapid.SliceOfN(anyTerm(), 1, 3).Draw(t, "choice"))
	})
}

func anyNode(depth int) *rapid.Generator[*node] {
	return rapid.Custom(func(t *rapid.T) *node {
		k := rapid.SampledFrom([]kind{isTerm, isTerm, isKnown, isDay, isNear, isCount, isAnd, isAnd, isOr, isNot, isScore}).Draw(t, "kind")
		if depth == 0 && k >= isAnd && k != isNear && k != isCount {
			k = isTerm
		}
		few := func() []*node { return rapid.SliceOfN(anyNode(depth-1), 2, 4).Draw(t, "kids") }
		switch k {
		case isTerm:
			return anyTerm().Draw(t, "term")
		case isKnown:
			return &node{kind: k, field: rapid.SampledFrom([]Field{Source, Place, Story}).Draw(t, "field"), value: rapid.SampledFrom([]string{"báo a", "bao a", "17"}).Draw(t, "value")}
		case isDay:
			return &node{kind: k, field: rapid.SampledFrom([]Field{From, To}).Draw(t, "field"), value: rapid.SampledFrom([]string{"2026-01-01", "2026-02-01"}).Draw(t, "day")}
		case isNear:
			return &node{kind: k, n: rapid.IntRange(0, 4).Draw(t, "n"), kids: []*node{anyWords().Draw(t, "left"), anyWords().Draw(t, "right")}}
		case isCount:
			return &node{kind: k, n: rapid.IntRange(1, 4).Draw(t, "n"), kids: []*node{anyWords().Draw(t, "of")}}
		case isNot:
			n := anyNode(depth-1).Draw(t, "not")
			if n.kind == isNot {
				return n.kids[0]
			}
			return &node{kind: k, kids: []*node{n}}
		case isScore:
			return anyScore(t, few())
		}
		return join(k, few())
	})
}

func anyScore(t *rapid.T, kids []*node) *node {
	var good []*node
	for _, k := range kids {
		if k.positive() {
			k.weight = rapid.IntRange(-2, 3).Draw(t, "weight")
			good = append(good, k)
		}
	}
	if !slices.ContainsFunc(good, func(k *node) bool { return k.weight >= 0 }) {
		return anyTerm().Draw(t, "term")
	}
	return &node{kind: isScore, n: rapid.IntRange(1, 4).Draw(t, "n"), kids: good}
}

func anyQuery() *rapid.Generator[*Query] {
	return rapid.Custom(func(t *rapid.T) *Query {
		return &Query{root: anyNode(3).Filter(func(n *node) bool { return n.positive() }).Draw(t, "query"), alone: &lonely{}}
	})
}

func anyArticle() *rapid.Generator[Article] {
	text := func(most int) *rapid.Generator[string] {
		return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, most), func(w []string) string { return strings.Join(w, ", ") })
	}
	few := rapid.SliceOfN(rapid.SampledFrom([]string{"Báo A", "Bao a", "báo  ạ", "17"}), 0, 2)
	return rapid.Custom(func(t *rapid.T) Article {
		return Article{
			Title: text(6).Draw(t, "title"), Lead: text(6).Draw(t, "lead"), Body: text(40).Draw(t, "body"),
			Source: few.Draw(t, "source"), Place: few.Draw(t, "place"), Story: few.Draw(t, "story"),
			Day: rapid.SampledFrom([]string{"", "2025-12-31", "2026-01-01", "2026-01-15", "2026-02-02"}).Draw(t, "day"),
		}
	})
}

func TestEveryWayOfMatchingAgreesWithComparingWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		queries := rapid.SliceOfN(anyQuery(), 1, 12).Draw(t, "queries")
		p := NewPercolator(nil)
		for range rapid.IntRange(1, 3).Draw(t, "rounds") {
			live := map[int64]*Query{}
			for i, q := range queries {
				p.Remove(int64(i))
				if rapid.Bool().Draw(t, "live") {
					p.Put(int64(i), q)
					live[int64(i)] = q
				}
			}
			a := anyArticle().Draw(t, "article")
			agree(t, p, live, a)
		}
	})
}

func agree(t *rapid.T, p *Percolator, live map[int64]*Query, a Article) {
	d, v := NewDocument(a), newNaive(a)
	var want []int64
	for id, q := range live {
		yes := v.holds(q.root)
		if q.Match(d) != yes {
			t.Fatalf("%s of %+v: Match = %v, want %v", q, a, !yes, yes)
		}
		if !yes {
			continue
		}
		want = append(want, id)
		for _, group := range q.Needs() {
			has := func(t Term) bool { return v.hasAsWritten(t) }
			if !slices.ContainsFunc(group, has) {
				t.Fatalf("%s matches %+v, which has none of %v", q, a, group)
			}
		}
	}
	slices.Sort(want)
	if got := p.Match(d); !slices.Equal(got, want) {
		t.Fatalf("of %v in %+v the percolator finds %v, want %v", live, a, got, want)
	}
}

func TestTheWrittenFormParsesToTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := anyQuery().Draw(t, "query")
		again, err := Parse(q.String(), Options{MostTerms: 1000})
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		if again.String() != q.String() || dump(again.root) != dump(q.root) {
			t.Fatalf("%s becomes %s\n%s\n%s", q, again, dump(q.root), dump(again.root))
		}
	})
}

// dump shows all of a tree.
func dump(n *node) string {
	var b strings.Builder
	fmt.Fprintf(&b, "(%d %v %d %s %d %d", n.kind, n.term, n.field, n.value, n.n, n.weight)
	for _, k := range n.kids {
		b.WriteString(dump(k))
	}
	return b.String() + ")"
}
