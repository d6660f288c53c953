package plan

import (
	"cmp"
	"context"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/work"
)

// Standing is how a running plan stands for whoever asks.
type Standing struct {
	Title string
	Href  string
	work.Tally
}

// Standings are the running plans in which the officer sees tasks, those with the most overdue tasks first.
func (s *Service) Standings(ctx context.Context, tx *db.Tx, by auth.Officer, limit int) ([]Standing, error) {
	if !by.May(View) {
		return nil, nil
	}
	running, err := plans(ctx, tx, Running)
	if err != nil {
		return nil, err
	}
	var all []Standing
	for _, p := range running {
		t, err := s.Work.Counts(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: int64(p.ID)})
		if err != nil {
			return nil, err
		}
		if t.Total > 0 {
			all = append(all, Standing{p.Title, p.href(), t})
		}
	}
	slices.SortStableFunc(all, func(a, b Standing) int { return cmp.Compare(b.Overdue, a.Overdue) })
	return all[:min(limit, len(all))], nil
}

// Begun reports whether any plan was ever confirmed here.
func (s *Service) Begun(ctx context.Context, tx *db.Tx) (bool, error) {
	all, err := plans(ctx, tx, "")
	return len(all) > 0, err
}
