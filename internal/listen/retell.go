package listen

import (
	"context"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// retelling is what a replay remembers of the items before: a reader as it was when they had just come.
type retelling struct {
	*reader
	since  time.Time
	dirty  bool // holds something of a transaction that has not been committed
	ruled  int64
	pinned map[StoryID]bool // stories about which an officer ruled
}

// retellBehind remembers the window as it stood after an item.
func (s *Service) retellBehind(ctx context.Context, tx *db.Tx, place ItemID, since time.Time) (*retelling, error) {
	m := &retelling{reader: newReader(s), since: since, ruled: -1}
	m.live = memory{until: place, seen: newWindow(), told: newStories()}
	err := m.live.findClock(ctx, tx)
	if err != nil {
		return nil, err
	}
	window := m.live.clock.Add(-Window)
	_, err = m.live.readPrints(ctx, tx, window, behind(0, place, window))
	if err != nil {
		return nil, err
	}
	_, err = m.live.readArticles(ctx, tx, window, behind(0, place, window))
	return m, err
}

// readRulings reads what officers ruled, if that is new.
func (m *retelling) readRulings(ctx context.Context, tx *db.Tx) error {
	var last int64
	err := tx.QueryRow(ctx, `SELECT COALESCE(MAX(id), 0) FROM listen_story_ruling`).Scan(&last)
	if err != nil || last == m.ruled {
		return err
	}
	err = m.live.told.loadRulings(ctx, tx)
	if err != nil {
		return err
	}
	clear(m.live.told.into) // only officers merge for good: the others are told again
	all, err := rulings(ctx, tx)
	if err != nil {
		return fmt.Errorf("reading rulings: %w", err)
	}
	m.ruled, m.pinned = last, map[StoryID]bool{}
	for _, v := range all {
		if v.Kind == RuledOne {
			m.live.told.into[v.Other] = v.Story
		}
		m.pinned[v.Story], m.pinned[v.Other] = true, true
	}
	return nil
}

// asks reports whether an item is asked again, and not only remembered.
func (m *retelling) asks(p *parcel) bool { return p.State == Whole && !p.Published.Before(m.since) }

// tell finds out what an item is to those before it and which story it tells; it reports whether that begins
// with it. An item whose story an officer ruled about stays where it is.
func (m *retelling) tell(ctx context.Context, tx *db.Tx, p *parcel) (began bool, err error) {
	if m.asks(p) && !m.pinned[p.Story] {
		p.again, p.Relation, p.Of = false, Original, 0
		began, err = m.place(ctx, tx, p)
		p.again = true
		clear(m.live.told.touched) // stories are counted anew
		return began, err
	}
	if p.State == Removed {
		return false, nil
	}
	if p.Published.After(m.live.clock) {
		m.live.clock = p.Published
	}
	if p.Published.Before(m.live.clock.Add(-Window)) {
		return false, nil
	}
	m.live.seen.add(&p.print, m.live.clock)
	m.live.seen.note(p)
	if !p.Relation.Spreads() {
		m.live.told.chronicle.AddTerms(&p.terms, m.live.clock.Unix())
		m.live.told.tell(p.Story)
	}
	return false, nil
}
