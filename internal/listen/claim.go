package listen

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
)

// due is a source that this process fetches now.
type due struct {
	src    Source
	state  fetch.State
	before int // new articles that an earlier fetch stored and was killed
}

// claim takes sources that are due and that no other process fetches.
func (s *Service) claim(ctx context.Context, most int) (all []due, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		all = nil
		now := s.Now()
		lock := ""
		if tx.Engine() == db.Postgres {
			lock = ` FOR UPDATE SKIP LOCKED`
		}
		r, err := tx.Query(ctx, `
			SELECT source, state, taken FROM listen_fetch
			 WHERE next_at <= $1 AND (lease_until IS NULL OR lease_until < $2) ORDER BY next_at, source LIMIT $3`+lock, now, now, claimAtOnce)
		type row struct {
			id    SourceID
			state string
			taken int
		}
		rows, err := db.Collect(r, err, func(r *db.Rows) (o row, err error) { err = r.Scan(&o.id, &o.state, &o.taken); return o, err })
		if err != nil {
			return err
		}
		domains := map[string]bool{}
		for _, o := range rows {
			if len(all) == most {
				break
			}
			d := due{before: o.taken}
			d.src, err = s.Source(ctx, tx, o.id)
			if err != nil {
				return err
			}
			domain := domainLease(d.src)
			ours, asked := domains[domain]
			if !asked {
				ours, err = s.takeDomain(ctx, tx, domain)
				if err != nil {
					return err
				}
				domains[domain] = ours
			}
			if !ours {
				continue
			}
			err = json.Unmarshal([]byte(o.state), &d.state)
			if err != nil {
				d.state = fetch.State{} // an older form: begin anew
			}
			_, err = tx.Exec(ctx, `UPDATE listen_fetch SET lease_by = $1, lease_until = $2 WHERE source = $3`, s.name, now.Add(fetchLease), o.id)
			if err != nil {
				return err
			}
			all = append(all, d)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("taking sources to fetch: %w", err)
	}
	return all, nil
}

// domainLease names the right to ask the hosts of a source's registrable domain, so that its pauses are kept.
func domainLease(src Source) string { return "domain " + fetch.Domain(fetch.Host(src.Address)) }

func (s *Service) takeDomain(ctx context.Context, tx *db.Tx, lease string) (bool, error) {
	ours, _, err := s.takeLease(ctx, tx, lease)
	if err != nil || !ours {
		return false, err
	}
	_, err = tx.Exec(ctx, `UPDATE listen_lease SET until = $1 WHERE name = $2`, s.Now().Add(fetchLease), lease)
	return err == nil, err
}

// giveSourcesBack leaves what was being fetched to whoever comes next, so that nobody waits for the leases to end.
func (s *Service) giveSourcesBack(ctx context.Context) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE listen_fetch SET lease_by = '', lease_until = NULL WHERE lease_by = $1`, s.name)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE listen_lease SET until = $1 WHERE holder = $2 AND name LIKE 'domain %'`, s.Now().Add(-time.Second), s.name)
		return err
	})
}
