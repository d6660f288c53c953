package listen

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
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

// claim takes sources that are due by a moment and that no other process fetches, those that wait longest first, of each registrable
// domain in turn: however many sources of one domain are due, they keep no other from being fetched.
func (s *Service) claim(ctx context.Context, by time.Time, most int) (all []due, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		all = nil
		now := s.Now()
		waiting, err := s.waitingByDomain(ctx, tx, by, most)
		if err != nil {
			return err
		}
		for _, w := range inTurn(waiting, most) {
			ours, err := s.takeDomain(ctx, tx, w.lease)
			if err != nil {
				return err
			}
			for _, id := range w.sources {
				if !ours { // another process was quicker
					break
				}
				d, ok, err := s.take(ctx, tx, id, now)
				if err != nil {
					return err
				}
				if ok {
					all = append(all, d)
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("taking sources to fetch: %w", err)
	}
	return all, nil
}

// domainPlaces is how many sources of one registrable domain are under way at a time: as many as may be asked at once.
const domainPlaces = 4

// How many sources that are due are looked at together: few as long as they are of domains that can be asked.
const fewestLooked, mostLooked = 8, 512

// domainWaiting are the sources of a domain that are due and for which it has free places, the one that waits longest first.
type domainWaiting struct {
	lease   string
	sources []SourceID
	free    int // places
}

// queue is what waits, by domains in the order in which their first sources do.
type queue struct {
	domains []*domainWaiting
	of      map[string]*domainWaiting
	held    int // sources that could be taken
}

// waitingByDomain are sources that are due by a moment, of domains that no other process asks: the first of them, and more
// until enough of them could be taken.
func (s *Service) waitingByDomain(ctx context.Context, tx *db.Tx, by time.Time, most int) ([]*domainWaiting, error) {
	q := queue{of: map[string]*domainWaiting{}}
	after, last := time.Time{}, SourceID(0)
	for look := fewestLooked; ; look = min(4*look, mostLooked) {
		r, err := tx.Query(ctx, `
			SELECT f.source, f.next_at, s.address FROM listen_fetch f JOIN listen_source s ON s.id = f.source
			 WHERE f.next_at <= $1 AND (f.next_at > $2 OR f.next_at = $3 AND f.source > $4) AND (f.lease_until IS NULL OR f.lease_until < $5)
			 ORDER BY f.next_at, f.source LIMIT $6`, by, after, after, last, s.Now(), look)
		rows, err := db.Collect(r, err, func(r *db.Rows) (src Source, err error) {
			err = r.Scan(&src.ID, &after, &src.Address)
			last = src.ID
			return src, err
		})
		if err != nil {
			return nil, err
		}
		err = s.line(ctx, tx, &q, rows)
		if err != nil || len(rows) < look || q.held >= most {
			return q.domains, err
		}
	}
}

// line puts sources into the queue, and asks of each new domain whether another process asks it.
func (s *Service) line(ctx context.Context, tx *db.Tx, q *queue, rows []Source) error {
	leases := make([]string, len(rows))
	var fresh []any
	for i, src := range rows {
		leases[i] = domainLease(src)
		if q.of[leases[i]] == nil {
			q.of[leases[i]] = &domainWaiting{lease: leases[i], free: domainPlaces - s.holding.of(leases[i])}
			q.domains = append(q.domains, q.of[leases[i]])
			fresh = append(fresh, leases[i])
		}
	}
	if len(fresh) > 0 {
		r, err := tx.Query(ctx, `SELECT name, holder, until FROM listen_lease WHERE name IN (`+db.In(1, len(fresh))+`)`, fresh...)
		_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
			var name, holder string
			var until time.Time
			err = r.Scan(&name, &holder, &until)
			if s.isElsewhere(holder, until) {
				q.of[name].free = 0
			}
			return struct{}{}, err
		})
		if err != nil {
			return err
		}
	}
	for i, src := range rows {
		w := q.of[leases[i]]
		if len(w.sources) < w.free {
			w.sources = append(w.sources, src.ID)
			q.held++
		}
	}
	return nil
}

// inTurn chooses sources of each domain in turn, up to a number. Domains are told in the
// order of their names, in which every process takes them: none waits for another one.
func inTurn(waiting []*domainWaiting, most int) []*domainWaiting {
	taken := make([]int, len(waiting))
	for round := range domainPlaces {
		for i, w := range waiting {
			if most > 0 && round < len(w.sources) {
				taken[i]++
				most--
			}
		}
	}
	for i, w := range waiting {
		w.sources = w.sources[:taken[i]]
	}
	waiting = slices.DeleteFunc(waiting, func(w *domainWaiting) bool { return len(w.sources) == 0 })
	slices.SortFunc(waiting, func(a, b *domainWaiting) int { return strings.Compare(a.lease, b.lease) })
	return waiting
}

// take takes one source, unless somebody else did meanwhile.
func (s *Service) take(ctx context.Context, tx *db.Tx, id SourceID, now time.Time) (d due, ok bool, err error) {
	var state string
	err = tx.QueryRow(ctx, `
		UPDATE listen_fetch SET lease_by = $1, lease_until = $2
		 WHERE source = $3 AND next_at <= $4 AND (lease_until IS NULL OR lease_until < $5) RETURNING state, taken`,
		s.name, now.Add(fetchLease), id, now, now).Scan(&state, &d.before)
	if errors.Is(err, db.ErrNoRows) {
		return d, false, nil
	}
	if err != nil {
		return d, false, err
	}
	err = json.Unmarshal([]byte(state), &d.state)
	if err != nil {
		d.state = fetch.State{} // an older form: begin anew
	}
	d.src, err = s.Source(ctx, tx, id)
	return d, err == nil, err
}

// domainLease names the right to ask the hosts of a source's registrable domain, so that its pauses are kept.
func domainLease(src Source) string { return leaseOfDomain(fetch.Domain(fetch.Host(src.Address))) }

func leaseOfDomain(domain string) string { return "domain " + domain }

// takeHub is takeDomain for the domain of a hub.
func (s *Service) takeHub(ctx context.Context, tx *db.Tx, domain string) (bool, error) {
	return s.takeDomain(ctx, tx, leaseOfDomain(domain))
}

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
