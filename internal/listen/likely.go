package listen

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
)

// Likeness is a kind of thing that two stories have in common.
type Likeness string

// The kinds of likeness.
const (
	LikeWords   Likeness = "words"
	LikeNames   Likeness = "names"
	LikeFigures Likeness = "figures"
	LikeTitles  Likeness = "titles"
	LikeTopics  Likeness = "topics"
)

// Likely is a pair of stories that the program takes for one. It is a proposal: officers merge the two, or say that they
// are not one, and neither is done by itself.
type Likely struct {
	Story, Other Story   // as they are now
	Odds         float64 // logarithm of the odds that they are one
	Why          []Likeness
	At           time.Time // when the program looked
}

// PutLikely stores what the program takes for one now, in the place of what it said before.
func (s *Service) PutLikely(ctx context.Context, tx *db.Tx, all []Likely) error {
	_, err := tx.Exec(ctx, `DELETE FROM listen_likely`)
	if err != nil {
		return err
	}
	rows := make([][]any, len(all))
	for i, x := range all {
		why := make([]string, len(x.Why))
		for k, w := range x.Why {
			why[k] = string(w)
		}
		rows[i] = []any{x.Story.ID, x.Other.ID, x.Odds, strings.Join(why, " "), s.Now()}
	}
	err = insertRows(ctx, tx, `INSERT INTO listen_likely (story, other, odds, why, at)`, rows, `ON CONFLICT (story, other) DO NOTHING`)
	if err != nil {
		return fmt.Errorf("storing what may be one: %w", err)
	}
	return nil
}

// LikelyPairs are the proposals that nobody has answered yet, the likeliest first: what was merged since, what officers keep
// apart and what is gone stands in none.
func (s *Service) LikelyPairs(ctx context.Context, tx *db.Tx) ([]Likely, error) {
	r, err := tx.Query(ctx, `SELECT story, other, odds, why, at FROM listen_likely`)
	all, err := db.Collect(r, err, func(r *db.Rows) (x Likely, err error) {
		var why string
		err = r.Scan(&x.Story.ID, &x.Other.ID, &x.Odds, &why, &x.At)
		for w := range strings.FieldsSeq(why) {
			x.Why = append(x.Why, Likeness(w))
		}
		return x, err
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	apart, err := s.Apart(ctx, tx)
	if err != nil {
		return nil, err
	}
	seen := Pairs{}
	var open []Likely
	for _, x := range all {
		for _, st := range []*Story{&x.Story, &x.Other} {
			*st, err = s.Story(ctx, tx, st.ID)
			if err != nil && fault.KindOf(err) != fault.NotFound {
				return nil, fmt.Errorf("reading what may be one: %w", err)
			}
		}
		a, b := x.Story.ID, x.Other.ID
		if a == 0 || b == 0 || a == b || apart.Has(a, b) || seen.Has(a, b) {
			continue
		}
		seen.add(a, b)
		open = append(open, x)
	}
	slices.SortFunc(open, func(x, y Likely) int {
		return cmp.Or(cmp.Compare(y.Odds, x.Odds), cmp.Compare(x.Story.ID, y.Story.ID), cmp.Compare(x.Other.ID, y.Other.ID))
	})
	return open, nil
}
