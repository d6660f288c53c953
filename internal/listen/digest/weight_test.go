package digest_test

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
)

// The weight of sources decides who comes first in a proposal, and no number of it.
func TestWeightPutsStoriesAndArticlesInOrder(t *testing.T) {
	each(t, func(h *house) {
		h.tell("cầu", 0, 4, 3*day)
		h.tell("lúa", 4, 3, 2*day)
		before := h.draft(from, to)
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
			for i, weight := range map[int]float64{4: 1, 5: 4, 6: 2} {
				src := h.sources[i]
				src.Weight = weight
				_, err := h.Listen.SaveSource(ctx, tx, src)
				if err != nil {
					return err
				}
			}
			return nil
		})
		d := h.composed()
		if d.Entries[0].Story != before.Entries[1].Story || d.Entries[0].Facts.Sources != 3 || d.Entries[1].Facts.Sources != 4 {
			h.T.Fatalf("three sources that weigh seven do not stand before four that weigh four: %+v", d.Entries)
		}
		var houses []string
		for _, a := range d.Entries[0].Facts.Articles {
			houses = append(houses, a.House)
		}
		if len(houses) != 3 || houses[0] != "Báo số 6" || houses[1] != "Báo số 7" || d.Entries[0].Facts.First.House != "Báo số 5" {
			h.T.Errorf("the annex has %q, first told by %s", houses, d.Entries[0].Facts.First.House)
		}
		if d.Facts.Items != before.Facts.Items || d.Facts.Stories != before.Facts.Stories {
			h.T.Errorf("weights changed numbers: %+v", d.Facts)
		}
	})
}
