package round

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

// Board is who has answered, as far as the officer may see it.
type Board struct {
	Round Round
	Rows  []Owed // in the order of the directory
	Count BoardCount
}

// BoardCount counts the rows of a board; each number has the filter that opens its rows.
type BoardCount struct {
	Total, Waiting, Given, Nothing, Excused int
	Late                                    int // answered after the deadline
	Proxy                                   int // typed by another and not yet confirmed
	Corrected                               int // more than one line
	AfterClose                              int // the line that counts came after the figures were frozen
}

// Board shows who has answered.
func (s *Service) Board(ctx context.Context, tx *db.Tx, by auth.Officer, id ID) (Board, error) {
	r, err := s.Round(ctx, tx, by, id)
	if err != nil {
		return Board{}, err
	}
	owed, err := owedTo(ctx, tx, id)
	if err != nil {
		return Board{}, fmt.Errorf("reading the board of round %d: %w", id, err)
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return Board{}, err
	}
	b := Board{Round: r}
	at := make(map[org.UnitID]Owed, len(owed))
	whole := by.MayFor(View, r.Owner)
	for _, o := range owed {
		if whole || sees(by, r, o) {
			at[o.Unit] = o
		}
	}
	for _, u := range tree.Units() {
		if o, ok := at[u.ID]; ok {
			b.Rows = append(b.Rows, o)
			b.Count.add(o, r.State == Closed)
		}
	}
	return b, nil
}

func (c *BoardCount) add(o Owed, closed bool) {
	c.Total++
	switch o.Step {
	case Waiting:
		c.Waiting++
	case Given:
		c.Given++
	case Nothing:
		c.Nothing++
	case Excused:
		c.Excused++
	}
	if o.Late {
		c.Late++
	}
	if o.Proxy {
		c.Proxy++
	}
	if o.Lines > 1 {
		c.Corrected++
	}
	if closed && o.AnsweredAfterClose() {
		c.AfterClose++
	}
}
