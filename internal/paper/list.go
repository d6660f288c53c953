package paper

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

// Filter chooses papers; zero fields choose all.
type Filter struct {
	State   State
	Kind    Kind
	Unit    org.UnitID
	Differs bool // only those whose issued file differs from the frozen figures
	Before  ID   // only older ones: the next page
	Limit   int  // 50 if 0
}

// List returns papers that the officer may see, the newest first, without their bodies. more says that older
// ones follow.
func (s *Service) List(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (list []Paper, more bool, err error) {
	if f.Limit == 0 {
		f.Limit = 50
	}
	allUnits, units := by.Scope(Prepare)
	if !allUnits {
		all, more := by.Scope(Publish)
		allUnits, units = all, append(units, more...)
	}
	for {
		batch, err := listPapers(ctx, tx, f, allUnits, units)
		if err != nil {
			return nil, false, fmt.Errorf("listing papers: %w", err)
		}
		for _, p := range batch {
			ok, err := s.sees(ctx, tx, by, p)
			if err != nil {
				return nil, false, fmt.Errorf("asking who sees paper %d: %w", p.ID, err)
			}
			if !ok {
				continue
			}
			if len(list) == f.Limit {
				return list, true, nil
			}
			list = append(list, p)
		}
		if len(batch) < listBatch {
			return list, false, nil
		}
		f.Before = batch[len(batch)-1].ID
	}
}

// listBatch is how many rows are read at a time, since who sees a paper is known only to its duty.
const listBatch = 200
