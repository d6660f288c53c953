package digest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
)

// Bounds of what is proposed to be merged.
const (
	likelyEvery = 6 * time.Hour
	likelyDays  = 14
	mostLikely  = 30  // a list that is longer is not read
	tellingOdds = 1.0 // from which share of the odds on a kind of likeness is told as a reason
)

// Propose looks for stories of the last fourteen days that more likely than not are one, as a digest does, and puts them
// before the officers. Nothing is merged, and what officers keep apart is not proposed.
func (s *Service) Propose(ctx context.Context) error {
	var all []listen.Likely
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		all, err = s.likely(ctx, tx, law.DateOf(s.Now()))
		return err
	})
	if err != nil {
		return fmt.Errorf("looking for stories that may be one: %w", err)
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error { return s.Listen.PutLikely(ctx, tx, all) })
}

func (s *Service) likely(ctx context.Context, tx *db.Tx, today law.Date) ([]listen.Likely, error) {
	g, err := s.gather(ctx, tx, today.AddDays(1-likelyDays), today)
	if err != nil {
		return nil, err
	}
	stories, known, err := s.candidates(ctx, tx, g, fewestHouses, mostLooked)
	if err != nil || !known {
		return nil, err
	}
	apart, err := s.Listen.Apart(ctx, tx)
	if err != nil {
		return nil, err
	}
	var all []listen.Likely
	for i, a := range stories {
		for _, b := range stories[i+1:] { // fewer sources
			odds := a.account.odds(&b.account)
			if odds <= 0 || apart.Has(a.id, b.id) {
				continue
			}
			all = append(all, listen.Likely{Story: listen.Story{ID: a.id}, Other: listen.Story{ID: b.id}, Odds: odds, Why: a.account.reasons(&b.account)})
		}
	}
	slices.SortStableFunc(all, func(x, y listen.Likely) int { return cmp.Compare(y.Odds, x.Odds) })
	return all[:min(mostLikely, len(all))], nil
}

// reasons are the kinds of likeness that say most that two accounts tell one story, the strongest first.
func (a *account) reasons(b *account) (why []listen.Likeness) {
	share := map[listen.Likeness]float64{}
	x := a.likeness(b)
	for kind, of := range [kinds + 1]listen.Likeness{byWords: listen.LikeWords, byNames: listen.LikeNames, byFigures: listen.LikeFigures, byTitles: listen.LikeTitles, kinds: listen.LikeTopics} {
		share[of] = oneStory.weight[kind] * x[kind]
		if share[of] >= tellingOdds {
			why = append(why, of)
		}
	}
	slices.SortStableFunc(why, func(p, q listen.Likeness) int { return cmp.Compare(share[q], share[p]) })
	return why
}
