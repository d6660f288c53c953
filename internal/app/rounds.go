package app

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/desk"
	"github.com/nhipcau/nhipcau/internal/direct"
	"github.com/nhipcau/nhipcau/internal/round"
)

// roundsOnDesk lets the desk show which reporting rounds wait for an officer, and which words were written for them.
type roundsOnDesk struct {
	round  *round.Service
	direct *direct.Service
}

func (r roundsOnDesk) Awaiting(ctx context.Context, tx *db.Tx, by auth.Officer) ([]desk.RoundLine, error) {
	all, err := r.round.Awaiting(ctx, tx, by)
	if err != nil {
		return nil, err
	}
	var lines []desk.RoundLine
	for _, a := range all {
		lines = append(lines, desk.RoundLine{Code: a.Round.Code, Title: a.Round.Title, Href: a.Href, Due: a.Round.Due(), Owes: a.Owes})
	}
	said, err := r.direct.Awaiting(ctx, tx, by)
	for _, w := range said {
		lines = append(lines, desk.RoundLine{Title: w.Text, Href: direct.PageURL, Due: w.Due, Recorder: w.Recorder})
	}
	return lines, err
}
