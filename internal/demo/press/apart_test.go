package press

import (
	"slices"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/similar"
)

func TestIndependentArticlesShareLittleAndDerivedOnesMuch(t *testing.T) {
	t.Parallel()
	all := tellAll(t, Options{Seed: 6, Items: 4000})
	index := similar.NewIndex(similar.Options{})
	var ids []int
	counts := map[Relation]int{}
	found := map[[2]string]int{}
	for i, it := range all.items {
		if it.Social != nil {
			continue
		}
		ids = append(ids, i)
		m, mark := index.Add(it.Text(), int64(i)), all.marks[i]
		counts[mark.Relation]++
		found[[2]string{string(mark.Relation), string(m.Relation)}]++
		if m.Of >= 0 && all.marks[ids[m.Of]].Story != mark.Story {
			found[[2]string{string(mark.Relation), "elsewhere"}]++
		}
	}
	share := func(truth Relation, what string) float64 {
		return float64(found[[2]string{string(truth), what}]) / float64(counts[truth])
	}
	for _, tt := range []struct {
		truth     Relation
		what      string
		low, high float64
	}{
		{Original, "elsewhere", 0, .06},
		{Original, "copy", 0, 0},
		{Original, "edit", 0, .002},
		{Original, "new", .92, 1},
		{Copy, "copy", .99, 1},
		{Edit, "new", 0, .01},
		{Variant, "variant", .9, 1},
	} {
		if s := share(tt.truth, tt.what); s < tt.low || s > tt.high {
			t.Errorf("%s of %d items that are %q were found %s, want %.3f to %.3f", percent(s), counts[tt.truth], tt.truth, tt.what, tt.low, tt.high)
		}
	}
}

func percent(s float64) string { return string(appendNumber(nil, 100*s, 2)) + " %" }

func TestTheQueriesFindTheirTopics(t *testing.T) {
	t.Parallel()
	all := tellAll(t, Options{Seed: 7, Items: 3000})
	var topics []string
	var queries []query.Numbered
	for i, w := range all.p.Watched() {
		q, err := query.Parse(w.Query, query.Options{})
		if err != nil {
			t.Fatalf("topic %s: %v", w.Key, err)
		}
		topics, queries = append(topics, w.Key), append(queries, query.Numbered{ID: int64(i), Query: q})
	}
	asked := query.NewPercolator(queries)
	of, hit, wrong := 0, 0, 0
	for i, it := range all.items {
		if it.Social != nil {
			continue
		}
		matched := asked.Match(query.NewDocument(query.Article{Title: it.Title, Lead: it.Lead, Body: it.Text()}))
		main := slices.Index(topics, all.marks[i].Topics[0])
		if main >= 0 {
			of++
		}
		for _, n := range matched {
			switch {
			case int(n) == main:
				hit++
			case !slices.Contains(all.marks[i].Topics, topics[n]):
				wrong++
			}
		}
	}
	if r := float64(hit) / float64(of); r < .96 {
		t.Errorf("the queries find %s of the items of their topics", percent(r))
	}
	if w := float64(wrong) / float64(of); w > .1 {
		t.Errorf("%s of the matches are of another topic", percent(w))
	}
}
