package listen

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/words"
	"github.com/nhipcau/nhipcau/internal/web"
)

// reader is what the process that understands holds in memory: the texts of the window, the open stories, the
// hours that are being counted. All of it can be made again from the database.
type reader struct {
	s         *Service
	mu        sync.Mutex // held from the beginning of a transaction to its end
	loaded    bool
	dirty     bool // holds something of a transaction that has not been committed
	stale     bool // an officer ruled about stories
	last      ItemID
	forgotten int64  // how often something was taken out of the memory of all processes, when it was filled
	live      memory // of the newest days
	past      *past  // of the days that older items come from; nil: none came lately
	hours     hours
	words     words.Builder
}

func newReader(s *Service) *reader { return &reader{s: s} }

// forget drops the memory; it is made again when it is needed.
func (r *reader) forget() {
	r.loaded, r.dirty, r.live, r.past, r.hours = false, false, memory{}, nil, hours{}
}

// warm fills the memory, unless another process understands: at a province's load that takes seconds, in which others
// can write. What is understood until this process takes the lease is read then.
func (r *reader) warm(ctx context.Context) error {
	if r.loaded {
		return nil
	}
	err := r.s.DB.Read(ctx, func(tx *db.Tx) error {
		elsewhere, err := r.s.heldElsewhere(ctx, tx, readerLease)
		if err != nil || elsewhere {
			return err
		}
		return r.load(ctx, tx)
	})
	if err != nil {
		r.forget()
		return fmt.Errorf("remembering the last days: %w", err)
	}
	return nil
}

// ready reports whether items may be understood in this transaction: this process holds the lease, its memory
// is up to date, and nothing waits.
func (r *reader) ready(ctx context.Context, tx *db.Tx) (bool, error) {
	ok, err := r.lead(ctx, tx)
	if err != nil || !ok {
		return false, err
	}
	var waiting bool
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM listen_waiting)`).Scan(&waiting)
	return !waiting, err
}

// lead takes the lease and brings the memory up to date; false if another process holds it.
func (r *reader) lead(ctx context.Context, tx *db.Tx) (bool, error) {
	ours, others, err := r.s.takeLease(ctx, tx, readerLease)
	if err != nil || !ours {
		return false, err
	}
	if r.dirty { // an earlier try of this transaction failed
		r.loaded = false
	}
	if !r.loaded || others || r.stale {
		err = r.load(ctx, tx)
		if err != nil {
			return false, fmt.Errorf("remembering the last days: %w", err)
		}
	}
	r.dirty, r.stale = true, false
	tx.AfterCommit(func() { r.dirty = false })
	return true, nil
}

// understood counts what was found out about a batch.
type understood struct{ items, duplicates, stories int }

// understand finds out what items are to earlier ones and counts them. New items are stored, stored ones are
// changed.
func (r *reader) understand(ctx context.Context, tx *db.Tx, parcels []*parcel) (done understood, err error) {
	done.items = len(parcels)
	err = r.s.refreshTopics(ctx, tx)
	if err != nil {
		return done, err
	}
	version := r.s.topics.Load().version
	r.rest()
	for _, p := range parcels {
		began, err := r.place(ctx, tx, p)
		if err != nil {
			return done, err
		}
		if began {
			done.stories++
		}
		if p.Relation.Spreads() && !p.again {
			done.duplicates++
		}
		if p.matched != version {
			p.topics = r.s.topicsOf(p)
		}
		p.Understood = true
	}
	for _, step := range []func(context.Context, *db.Tx, []*parcel) error{
		putItems, r.live.told.put, putTopics, r.hours.count, r.index, r.snapshot,
	} {
		err := step(ctx, tx, parcels)
		if err != nil {
			return done, err
		}
	}
	return done, r.note(ctx, tx, done, parcels)
}

func (r *reader) note(ctx context.Context, tx *db.Tx, done understood, parcels []*parcel) error {
	changes := changesOf(parcels)
	tx.AfterCommit(func() {
		if r.s.Changed != nil {
			go r.s.Changed(context.WithoutCancel(ctx), changes)
		}
	})
	return audit.Write(ctx, tx, r.s.Now(), audit.Entry{
		Actor: "Hệ thống", Action: "listen.understand", Object: "listen_item", ObjectID: int64(parcels[len(parcels)-1].ID),
		Sentence: web.Mark("Đã đọc %d tin: %d tin trùng, %d dòng sự việc mới."), Args: []any{done.items, done.duplicates, done.stories},
	})
}

// place finds out what an item is to those of the days before it and which story it tells; it reports whether that
// is new.
func (r *reader) place(ctx context.Context, tx *db.Tx, p *parcel) (began bool, err error) {
	r.last = max(r.last, p.ID)
	if p.again {
		return false, nil
	}
	if p.Published.After(r.live.clock) {
		r.live.clock = p.Published
	}
	if !p.Published.Before(r.live.clock.Add(-Window)) {
		return r.live.place(p), nil
	}
	m, err := r.before(ctx, tx, p.Published)
	if err != nil {
		return false, fmt.Errorf("remembering the days before %s: %w", p.Published.Format(time.DateOnly), err)
	}
	return m.place(p), nil
}
