package board

import (
	"context"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
)

// overlap is how many of the newest items are looked at again: where several write at once, an item may be seen after one
// with a higher number, and what is new is understood, edited or taken down soon after it came.
const overlap = 5000

// arrived is what of an item moves the numbers of its day.
type arrived struct {
	version    int
	state      string
	understood bool
}

// touched are the days of items that came, or changed soon after they came, since this was last asked. However old they
// are, their days are to be counted again.
func (s *Service) touched(ctx context.Context) (map[law.Date]bool, error) {
	n := s.numbers
	n.mu.Lock()
	newest, known := n.newest, n.arrived
	n.mu.Unlock()
	days, seen := map[law.Date]bool{}, map[listen.ItemID]arrived{}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		if known == nil { // everything is counted now: only the newest need be known
			err := tx.QueryRow(ctx, `SELECT COALESCE(MAX(id), 0) FROM listen_item`).Scan(&newest)
			if err != nil {
				return err
			}
		}
		r, err := tx.Query(ctx, `SELECT id, published, version, state, understood FROM listen_item WHERE id > $1 ORDER BY id`, newest-overlap)
		if err != nil {
			return err
		}
		defer r.Close()
		for r.Next() {
			var id listen.ItemID
			var at time.Time
			var x arrived
			err := r.Scan(&id, &at, &x.version, &x.state, &x.understood)
			if err != nil {
				return err
			}
			if before, there := known[id]; !there || before != x {
				days[law.DateOf(at)] = true
			}
			seen[id], newest = x, max(newest, id)
		}
		return r.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("looking for what came late: %w", err)
	}
	for id := range seen {
		if id <= newest-overlap {
			delete(seen, id)
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.newest, n.arrived = newest, seen
	return days, nil
}
