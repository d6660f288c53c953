package digest

import (
	"context"
	"errors"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// mostLate is how many articles that came late are listed; the rest is counted.
const mostLate = 60

// late finds what came of the days of the last frozen digest after that was made: it stands in this one.
func (s *Service) late(ctx context.Context, tx *db.Tx, g *gathering, d Digest) (of ID, n int, items []Article, err error) {
	of, err = lastFrozen(ctx, tx, d.Kind, d.Owner, d.From)
	if errors.Is(err, db.ErrNoRows) {
		return 0, 0, nil, nil
	}
	if err != nil {
		return 0, 0, nil, err
	}
	last, err := digestByID(ctx, tx, of)
	if err != nil {
		return 0, 0, nil, err
	}
	err = s.eachLate(ctx, tx, last, d, func(i listen.Item) {
		if n++; n <= mostLate {
			items = append(items, articleOf(g, i, ""))
		}
	})
	return of, n, items, err
}

// eachLate visits the independent items of the days of one digest that came after it was made and before another was.
func (s *Service) eachLate(ctx context.Context, tx *db.Tx, last, d Digest, visit func(listen.Item)) error {
	until := d.Facts.Made
	if until.IsZero() {
		until = s.Now()
	}
	return s.Listen.Between(ctx, tx, last.From.Start(), last.To.AddDays(1).Start(), func(i listen.Item) {
		if i.Arrived.After(last.Facts.Made) && !i.Arrived.After(until) && !i.Relation.Spreads() {
			visit(i)
		}
	})
}
