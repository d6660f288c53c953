package listen

import (
	"context"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// readAtOnce is how many waiting items are understood in one transaction.
const readAtOnce = 200

// ReadWaiting understands waiting items in their order until none is left, if this process holds the reader's
// lease or can take it, and returns how many it understood. Each batch is one transaction; whoever is killed
// between two leaves the rest waiting.
func (s *Service) ReadWaiting(ctx context.Context) (read int, err error) {
	for {
		n, err := s.readBatch(ctx)
		read += n
		if err != nil || n == 0 {
			return read, err
		}
	}
}

// Warm makes this process ready to understand, if no other one does, before there is anything to understand.
func (s *Service) Warm(ctx context.Context) error {
	s.reader.mu.Lock()
	defer s.reader.mu.Unlock()
	return s.reader.warm(ctx)
}

func (s *Service) readBatch(ctx context.Context) (n int, err error) {
	some, err := s.anyWaiting(ctx)
	if err != nil || !some {
		return 0, err
	}
	s.reader.mu.Lock()
	defer s.reader.mu.Unlock()
	err = s.reader.warm(ctx)
	if err != nil {
		return 0, err
	}
	var parcels []*parcel
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		n = 0
		ok, err := s.reader.lead(ctx, tx)
		if err != nil || !ok {
			return err
		}
		parcels, err = s.waiting(ctx, tx)
		if err != nil || len(parcels) == 0 {
			return err
		}
		n = len(parcels)
		_, err = s.reader.understand(ctx, tx, parcels)
		if err != nil {
			return err
		}
		ids := make([]ItemID, n)
		for i, p := range parcels {
			ids[i] = p.ID
		}
		return eachIn(ids, func(in string, args []any) error {
			_, err := tx.Exec(ctx, `DELETE FROM listen_waiting WHERE item IN (`+in+`)`, args...)
			return err
		})
	})
	if err != nil {
		s.reader.forget()
		return 0, fmt.Errorf("understanding what waits: %w", err)
	}
	for _, p := range parcels {
		p.free()
	}
	return n, nil
}

func (s *Service) anyWaiting(ctx context.Context) (some bool, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM listen_waiting)`).Scan(&some)
	})
	return some, err
}

// waiting are the next items that wait, studied as if they had just come.
func (s *Service) waiting(ctx context.Context, tx *db.Tx) ([]*parcel, error) {
	r, err := tx.Query(ctx, `
		SELECT `+itemColumns+`, i.content, COALESCE(t.body, ''), s.name
		  FROM listen_waiting w JOIN listen_item i ON i.id = w.item JOIN listen_source s ON s.id = i.source LEFT JOIN listen_text t ON t.item = i.id
		 ORDER BY w.item LIMIT $1`, readAtOnce)
	parcels, err := db.Collect(r, err, func(r *db.Rows) (*parcel, error) {
		p := &parcel{stored: true}
		var err error
		p.Item, err = scanItem(r, &p.content, &p.body, &p.origin)
		p.again = p.Story != 0
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("reading what waits: %w", err)
	}
	for _, p := range parcels {
		s.find(p)
	}
	return parcels, nil
}

// GiveBack gives the reader's lease to whoever wants it, so that another process need not wait until it ends.
func (s *Service) GiveBack(ctx context.Context) error {
	s.reader.mu.Lock()
	defer s.reader.mu.Unlock()
	if !s.reader.loaded {
		return nil
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if s.reader.live.told.since > snapshotEvery/8 {
			ok, err := s.reader.lead(ctx, tx)
			if err != nil || !ok {
				return err
			}
			err = s.reader.live.told.store(ctx, tx, s.reader.last)
			if err != nil {
				return err
			}
			s.reader.live.told.since = 0
		}
		return s.dropLease(ctx, tx, readerLease)
	})
}

// Settle waits until nothing waits any more, understanding what it may itself, and completes the figures of what
// was stored for another process to understand.
func (s *Service) Settle(ctx context.Context, got Received) (Received, error) {
	if got.Waiting == 0 {
		return got, nil
	}
	for {
		_, err := s.ReadWaiting(ctx)
		if err != nil {
			return got, err
		}
		some, err := s.anyWaiting(ctx)
		if err != nil {
			return got, err
		}
		if !some {
			return s.settled(ctx, got)
		}
		select {
		case <-ctx.Done():
			return got, ctx.Err()
		case <-time.After(settlePause):
		}
	}
}

// settled counts what another process found out.
func (s *Service) settled(ctx context.Context, got Received) (Received, error) {
	var copies, stories int
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM listen_item WHERE id BETWEEN $1 AND $2 AND relation IN ('copy', 'edit')`, got.first, got.last).Scan(&copies)
		if err != nil {
			return err
		}
		return tx.QueryRow(ctx, `SELECT COUNT(*) FROM listen_story WHERE id BETWEEN $1 AND $2 AND first_item <> 0`, got.first, got.last).Scan(&stories)
	})
	got.Duplicates += copies
	got.copies += copies
	got.Stories += stories
	return got, err
}

// settlePause is how often one looks whether another process has understood everything.
const settlePause = 200 * time.Millisecond
