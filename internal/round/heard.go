package round

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// Heard is what one unit said in a monthly form of the grassroots.
type Heard struct {
	Round Round
	Unit  org.UnitID
	Step  Step // Waiting: there is no information, which is not calm
	Lines []HeardLine
}

// HeardLine is a subject that people spoke of.
type HeardLine struct {
	Key, Subject string
	Count        Amount // roughly how often
	Where        string
}

// Heard lists, unit by unit, what came from the grassroots about the days from first to last, in rounds that are
// open or closed. Whoever asks shows it only to those who may see every unit.
func (s *Service) Heard(ctx context.Context, tx *db.Tx, first, last law.Date) ([]Heard, error) {
	rounds, err := heardRounds(ctx, tx, first, last)
	if err != nil {
		return nil, fmt.Errorf("reading the rounds of the grassroots: %w", err)
	}
	var all []Heard
	for _, r := range rounds {
		f, err := s.Form(ctx, tx, r, 0)
		if err != nil {
			return nil, err
		}
		owed, err := owedTo(ctx, tx, r.ID)
		if err != nil {
			return nil, fmt.Errorf("reading who owes round %d: %w", r.ID, err)
		}
		lines, err := countingLines(ctx, tx, r.ID, false)
		if err != nil {
			return nil, fmt.Errorf("reading the lines of round %d: %w", r.ID, err)
		}
		for _, o := range owed {
			if o.Step != Excused {
				all = append(all, Heard{Round: r, Unit: o.Unit, Step: o.Step, Lines: heardIn(f, lines[o.Unit].Content)})
			}
		}
	}
	return all, nil
}

// heardIn are the rough figures that a line gives, in the order of the form.
func heardIn(f Form, c Content) []HeardLine {
	var all []HeardLine
	for _, x := range f.Figures() {
		if n, given := c.Figures[x.Key]; given && x.Kind == Rough && n > 0 {
			all = append(all, HeardLine{Key: x.Key, Subject: x.Label, Count: n, Where: c.Texts[x.where().Key]})
		}
	}
	return all
}

func heardRounds(ctx context.Context, tx *db.Tx, first, last law.Date) ([]Round, error) {
	r, err := tx.Query(ctx, `
		SELECT `+roundColumns+`
		  FROM round r
		 WHERE r.preset = $1 AND r.state IN ($2, $3) AND r.from_day <= $4 AND r.to_day >= $5
		 ORDER BY r.from_day, r.id`, heardPreset, Open, Closed, last, first)
	return db.Collect(r, err, func(r *db.Rows) (Round, error) { return scanRound(r) })
}
