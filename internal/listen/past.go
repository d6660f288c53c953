package listen

import (
	"context"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// past is the memory that an item is compared with which is older than the newest by more than the window: a file of
// last year, a source that joins with its archive, a wrong date that ran ahead. It goes with the items, reading from
// the database what was published about then.
type past struct {
	memory
	idle int // batches in which nothing old came
}

const (
	pastAhead  = 24 * time.Hour // how far it looks beyond an item, since what was published after it may be stored already
	pastIdle   = 50             // batches after which it is dropped
	pastAtOnce = 20_000         // items that it begins with at most: dates in no order may make it begin anew often
)

// before is the memory for an item of some instant that the live one does not reach.
func (r *reader) before(ctx context.Context, tx *db.Tx, at time.Time) (*memory, error) {
	if r.past == nil || at.Before(r.past.clock.Add(-Window)) || at.After(r.past.clock.Add(Window)) {
		told := newStories()
		told.into, told.parts, told.touched = r.live.told.into, r.live.told.parts, r.live.told.touched
		r.past = &past{memory: memory{clock: at.Add(-Window), until: r.live.until, seen: newWindow(), told: told}}
		err := r.past.limit(ctx, tx, at)
		if err != nil {
			return nil, err
		}
	}
	r.past.idle = 0
	if at.Before(r.past.clock.Add(-pastAhead / 2)) {
		return &r.past.memory, nil
	}
	return &r.past.memory, r.past.advance(ctx, tx, at.Add(pastAhead))
}

// limit lets the memory begin later where very much was published.
func (m *past) limit(ctx context.Context, tx *db.Tx, at time.Time) error {
	r, err := tx.Query(ctx, `
		SELECT published FROM listen_item
		 WHERE published > $1 AND published <= $2 ORDER BY published DESC LIMIT 1 OFFSET $3`, m.clock, at, pastAtOnce)
	begins, err := db.Collect(r, err, func(r *db.Rows) (t time.Time, err error) { return t, r.Scan(&t) })
	if len(begins) == 1 {
		m.clock = begins[0]
	}
	return err
}

// advance reads what was published up to an instant.
func (m *past) advance(ctx context.Context, tx *db.Tx, to time.Time) error {
	_, err := m.readPrints(ctx, tx, m.clock, within(m.clock, to, m.until))
	if err != nil {
		return err
	}
	_, err = m.readArticles(ctx, tx, m.clock, within(m.clock, to, m.until))
	if err != nil {
		return err
	}
	m.clock = to
	return nil
}

// rest drops the past when nothing has asked for it for a while.
func (r *reader) rest() {
	if r.past == nil {
		return
	}
	r.past.idle++
	if r.past.idle > pastIdle {
		r.past = nil
	}
}
