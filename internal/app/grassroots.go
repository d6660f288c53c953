package app

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/board"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/law"
)

// grassroots tells the board of listening what communes said in reporting rounds.
type grassroots struct{ *round.Service }

func (g grassroots) HeardFrom(ctx context.Context, tx *db.Tx, first, last law.Date) ([]board.Commune, error) {
	heard, err := g.Heard(ctx, tx, first, last)
	var all []board.Commune
	for _, h := range heard {
		c := board.Commune{Unit: h.Unit, Known: h.Step != round.Waiting}
		for _, l := range h.Lines {
			c.Lines = append(c.Lines, board.SaidLine{Key: l.Key, Subject: l.Subject, Count: l.Count.Whole(), Where: l.Where})
		}
		all = append(all, c)
	}
	return all, err
}
