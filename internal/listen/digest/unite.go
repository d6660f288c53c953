package digest

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// oneStory is how much each kind of likeness says that two accounts tell one story, in log odds: what is the same in
// words, names, figures, headings and topics speaks for it, a week between them against it. Learnt by logistic
// regression from the 200 stories of most sources in each week of the generated press, seeds 1 to 6; the numbers of
// other seeds are in docs/benchmarks.md.
var oneStory = struct {
	base   float64
	weight [kinds + 2]float64
}{-11.6, [kinds + 2]float64{1.9, 13.2, 6.8, 3.5, 2.6, -7}}

// odds are the log odds that two accounts tell one story.
func (a *account) odds(b *account) float64 {
	sum := oneStory.base
	for i, x := range a.likeness(b) {
		sum += oneStory.weight[i] * x
	}
	return sum
}

// tale is what readers take for one story: clustering splits it now and then, where it is told in wholly other words.
type tale struct {
	parts   []*told // the one of most sources first
	sources map[listen.SourceID]bool
	count   int
}

func (t *tale) take(part *told) {
	t.parts = append(t.parts, part)
	t.count += part.count
	maps.Copy(t.sources, part.sources)
}

// odds are the log odds that a story is part of the tale, the mean over its parts; none if an officer parted it from one.
func (t *tale) odds(part *told, parted listen.Pairs) float64 {
	sum := 0.0
	for _, p := range t.parts {
		if parted.Has(p.id, part.id) {
			return math.Inf(-1)
		}
		sum += p.account.odds(&part.account)
	}
	return sum / float64(len(t.parts))
}

// unite makes one tale of the stories that more likely than not are one, those of most sources first; where too little
// is known, a tale of each.
func (s *Service) unite(ctx context.Context, tx *db.Tx, stories []*told, known bool) ([]*tale, error) {
	parted, err := s.Listen.Apart(ctx, tx)
	if err != nil {
		return nil, err
	}
	var tales []*tale
	for _, part := range stories {
		var best *tale
		odds := 0.0
		for _, t := range tales {
			if o := t.odds(part, parted); known && o > odds {
				best, odds = t, o
			}
		}
		if best == nil {
			best = &tale{sources: map[listen.SourceID]bool{}}
			tales = append(tales, best)
		}
		best.take(part)
	}
	slices.SortStableFunc(tales, func(a, b *tale) int {
		return cmp.Or(cmp.Compare(len(b.sources), len(a.sources)), cmp.Compare(b.count, a.count))
	})
	return tales, nil
}
