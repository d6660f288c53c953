package listen

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// memory is what an item is compared with: the texts and the stories of the days before a clock.
type memory struct {
	clock time.Time // of the newest item
	until ItemID    // behind which nothing is read
	seen  window
	told  stories
}

// place finds out what an item is to the remembered ones and which story it tells, remembers it, and reports whether
// its story is new.
func (m *memory) place(p *parcel) (began bool) {
	relation, of := m.seen.compare(p, m.clock)
	p.Relation, p.Of = relation, of.item
	if relation.Spreads() && of.story != 0 {
		p.Story = m.told.final(of.story)
		m.told.spread(p)
	} else {
		p.Story, began = m.told.assign(p, m.clock)
	}
	m.seen.note(p)
	return began
}

// load fills the reader's memory: everything if it is empty, else what others understood since.
func (r *reader) load(ctx context.Context, tx *db.Tx) error {
	times, err := timesForgotten(ctx, tx)
	if err != nil {
		return err
	}
	if times != r.forgotten { // another process took back what is remembered here
		r.forget()
	}
	r.forgotten = times
	if !r.loaded {
		r.last, r.live = 0, memory{until: math.MaxInt64, seen: newWindow(), told: newStories()}
	}
	r.past = nil
	r.hours.reset()
	from := r.last
	err = r.live.findClock(ctx, tx)
	if err != nil {
		return err
	}
	told := from
	if !r.loaded {
		told, err = r.live.told.restore(ctx, tx)
		if err != nil {
			return err
		}
	}
	err = r.live.told.loadRulings(ctx, tx)
	if err != nil {
		return err
	}
	since := r.live.clock.Add(-Window)
	last, err := r.live.readPrints(ctx, tx, since, behind(from, r.live.until, since))
	if err != nil {
		return err
	}
	r.last = max(r.last, last)
	last, err = r.live.readArticles(ctx, tx, since, behind(told, r.live.until, since))
	if err != nil {
		return err
	}
	r.last = max(r.last, last)
	r.loaded = true
	return nil
}

func (m *memory) findClock(ctx context.Context, tx *db.Tx) error {
	err := tx.QueryRow(ctx, `SELECT published FROM listen_item WHERE understood AND id <= $1 ORDER BY published DESC LIMIT 1`, m.until).Scan(&m.clock)
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	return err
}

// stretch says which items are read, and in which order.
type stretch struct {
	where string
	args  []any
}

// behind are the items since a time that were stored after one, up to another one, as they came.
func behind(id, until ItemID, since time.Time) stretch {
	return stretch{`i.id > $1 AND i.id <= $2 AND i.published >= $3 ORDER BY i.id`, []any{id, until, since}}
}

// within are the items of some days, up to one, as they were published.
func within(from, to time.Time, until ItemID) stretch {
	return stretch{`i.published > $1 AND i.published <= $2 AND i.id <= $3 ORDER BY i.published, i.id`, []any{from, to, until}}
}

// readPrints remembers the prints of items, from a clock on, and says which is the newest item.
func (m *memory) readPrints(ctx context.Context, tx *db.Tx, clock time.Time, of stretch) (last ItemID, err error) {
	rows, err := tx.Query(ctx, `
		SELECT i.id, COALESCE(i.story, 0), i.published, p.print
		  FROM listen_item i JOIN listen_print p ON p.item = i.id WHERE i.understood AND `+of.where, of.args...)
	if err != nil {
		return 0, fmt.Errorf("reading the window: %w", err)
	}
	defer rows.Close()
	p := parcel{study: new(study)}
	var stored []byte
	for rows.Next() {
		err := rows.Scan(&p.ID, &p.Story, &p.Published, &stored)
		if err != nil {
			return 0, err
		}
		err = p.print.UnmarshalBinary(stored)
		if err != nil { // an older form of prints: the item is only not compared any more
			continue
		}
		if p.Published.After(clock) {
			clock = p.Published
		}
		m.seen.add(&p.print, clock)
		m.seen.note(&p)
		last = max(last, p.ID)
	}
	return last, rows.Err()
}

// readArticles tells the chronicle items as they were told before, from a clock on; where their stories are is read.
// It says which is the newest item.
func (m *memory) readArticles(ctx context.Context, tx *db.Tx, clock time.Time, of stretch) (last ItemID, err error) {
	rows, err := tx.Query(ctx, `
		SELECT i.id, i.title, i.lead, COALESCE(t.body, ''), i.published, COALESCE(i.story, 0)
		  FROM listen_item i LEFT JOIN listen_text t ON t.item = i.id
		 WHERE i.understood AND i.relation NOT IN ('copy', 'edit') AND `+of.where, of.args...)
	if err != nil {
		return 0, fmt.Errorf("reading articles again: %w", err)
	}
	defer rows.Close()
	p := parcel{study: new(study)}
	for rows.Next() {
		err := rows.Scan(&p.ID, &p.Title, &p.Lead, &p.body, &p.Published, &p.Story)
		if err != nil {
			return 0, err
		}
		if p.Published.After(clock) {
			clock = p.Published
		}
		p.read()
		m.told.chronicle.AddTerms(&p.terms, clock.Unix())
		m.told.tell(p.Story)
		last = max(last, p.ID)
	}
	return last, rows.Err()
}

// loadRulings reads which stories became part of others, and what officers ruled.
func (t *stories) loadRulings(ctx context.Context, tx *db.Tx) error {
	clear(t.parts)
	err := t.loadJoins(ctx, tx)
	if err != nil {
		return err
	}
	rulings, err := rulings(ctx, tx)
	if err != nil {
		return fmt.Errorf("reading rulings: %w", err)
	}
	for _, v := range rulings {
		if v.Kind != RuledApart {
			continue
		}
		words, err := titleWords(ctx, tx, v.Other)
		if err != nil {
			return fmt.Errorf("reading rulings: %w", err)
		}
		t.parts[v.Story] = append(t.parts[v.Story], partedBy{v.Other, words})
	}
	for story := range t.parts { // what stayed is a part too
		words, err := titleWords(ctx, tx, story)
		if err != nil {
			return fmt.Errorf("reading rulings: %w", err)
		}
		t.parts[story] = append([]partedBy{{story, words}}, t.parts[story]...)
	}
	return nil
}

// loadJoins reads which stories became part of others.
func (t *stories) loadJoins(ctx context.Context, tx *db.Tx) error {
	clear(t.into)
	r, err := tx.Query(ctx, `SELECT id, into_story FROM listen_story WHERE into_story IS NOT NULL`)
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var id, into StoryID
		err = r.Scan(&id, &into)
		t.into[id] = into
		return struct{}{}, err
	})
	if err != nil {
		return fmt.Errorf("reading joined stories: %w", err)
	}
	return nil
}
