package listen

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/nhipcau/nhipcau/internal/db"
)

// holdEvery is how often a process says that it still fetches what it took.
const holdEvery = fetchLease / 5

// holding are the sources that this process fetches now, with the leases of their domains.
type holding struct {
	mu  sync.Mutex
	all map[SourceID]string
}

func (h *holding) begin(src Source) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.all == nil {
		h.all = map[SourceID]string{}
	}
	h.all[src.ID] = domainLease(src)
}

func (h *holding) end(src Source) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.all, src.ID)
}

// of is how many sources of a domain are held.
func (h *holding) of(lease string) (n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, l := range h.all {
		if l == lease {
			n++
		}
	}
	return n
}

func (h *holding) names() (sources []SourceID, leases map[string]bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	leases = map[string]bool{}
	for id, lease := range h.all {
		sources = append(sources, id)
		leases[lease] = true
	}
	return sources, leases
}

// HoldOn keeps the right to fetch what is being fetched and to ask its domains: a page may take longer than a lease, for
// the pauses of a domain are long. A server calls it again and again.
func (s *Service) HoldOn(ctx context.Context) error {
	sources, leases := s.holding.names()
	if len(sources) == 0 {
		return nil
	}
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		until := s.Now().Add(fetchLease)
		for _, id := range sources {
			_, err := tx.Exec(ctx, `UPDATE listen_fetch SET lease_until = $1 WHERE source = $2 AND lease_by = $3`, until, id, s.name)
			if err != nil {
				return err
			}
		}
		for _, lease := range slices.Sorted(maps.Keys(leases)) {
			_, err := tx.Exec(ctx, `UPDATE listen_lease SET until = $1 WHERE name = $2 AND holder = $3`, until, lease, s.name)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("holding on to what is fetched: %w", err)
	}
	return nil
}
