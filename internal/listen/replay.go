package listen

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Progress is how far long work has come.
type Progress struct{ Done, Total int }

// replayAtOnce is how many items one transaction asks again.
const replayAtOnce = 300

// Replay asks all items published since a time again: which topics they match, what their tone is, how the hours
// count. It is stopped by ctx and goes on where it was when it is called again with the same time. It raises no
// alert. said hears how far it has come after every transaction; nil: nobody.
func (s *Service) Replay(ctx context.Context, since time.Time, said func(Progress)) (p Progress, err error) {
	name := "replay " + since.UTC().Format(time.RFC3339)
	for more := true; more; {
		s.reader.mu.Lock()
		err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			more, p, err = s.replayStep(ctx, tx, name, since)
			return err
		})
		s.reader.mu.Unlock()
		if err != nil {
			return p, fmt.Errorf("asking items again: %w", err)
		}
		if said != nil {
			said(p)
		}
	}
	return p, nil
}

// replayStep asks the next items again; more is false when all have been asked.
func (s *Service) replayStep(ctx context.Context, tx *db.Tx, name string, since time.Time) (more bool, p Progress, err error) {
	err = s.refreshTopics(ctx, tx)
	if err != nil {
		return false, p, err
	}
	var place ItemID
	err = tx.QueryRow(ctx, `SELECT place, total FROM listen_progress WHERE name = $1`, name).Scan(&place, &p.Done)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return false, p, err
	}
	parcels, err := s.parcelsAfter(ctx, tx, place, since)
	if err != nil {
		return false, p, err
	}
	var left int
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM listen_item WHERE understood AND published >= $1 AND id > $2`, since, place).Scan(&left)
	if err != nil {
		return false, p, err
	}
	p.Total = p.Done + left
	if len(parcels) == 0 {
		_, err = tx.Exec(ctx, `DELETE FROM listen_progress WHERE name = $1`, name)
		if err != nil {
			return false, p, err
		}
		return false, p, audit.Write(ctx, tx, s.Now(), audit.Entry{
			Actor: "Hệ thống", Action: "listen.replay", Object: "listen_item", Sentence: web.Mark("Đã xếp lại chủ đề và sắc thái của %d tin."), Args: []any{p.Done},
		})
	}
	err = s.askAgain(ctx, tx, parcels)
	if err != nil {
		return false, p, err
	}
	p.Done += len(parcels)
	_, err = tx.Exec(ctx, `
		INSERT INTO listen_progress (name, place, total, state, changed) VALUES ($1, $2, $3, 'running', $4)
		ON CONFLICT (name) DO UPDATE SET place = excluded.place, total = excluded.total, changed = excluded.changed`,
		name, parcels[len(parcels)-1].ID, p.Done, s.Now())
	return true, p, err
}

// parcelsAfter are the next items behind one.
func (s *Service) parcelsAfter(ctx context.Context, tx *db.Tx, place ItemID, since time.Time) ([]*parcel, error) {
	r, err := tx.Query(ctx, `
		SELECT `+itemColumns+`, COALESCE(t.body, ''), s.name
		  FROM listen_item i JOIN listen_source s ON s.id = i.source LEFT JOIN listen_text t ON t.item = i.id
		 WHERE i.understood AND i.published >= $1 AND i.id > $2 ORDER BY i.id LIMIT $3`, since, place, replayAtOnce)
	return db.Collect(r, err, func(r *db.Rows) (*parcel, error) {
		p := &parcel{stored: true, again: true}
		var err error
		p.Item, err = scanItem(r, &p.body, &p.origin)
		return p, err
	})
}

// askAgain stores what items that still have their text are about now, and counts their hours anew.
func (s *Service) askAgain(ctx context.Context, tx *db.Tx, parcels []*parcel) error {
	hours := map[int64]bool{}
	var whole []*parcel
	for _, p := range parcels {
		if p.State != Whole { // nothing left to ask
			continue
		}
		s.find(p)
		p.free()
		whole = append(whole, p)
		hours[hourOf(p.Published)] = true
		_, err := tx.Exec(ctx, `UPDATE listen_item SET tone = $1, sure = $2 WHERE id = $3`, p.Tone, p.Sure, p.ID)
		if err != nil {
			return err
		}
	}
	err := putTopics(ctx, tx, whole)
	if err != nil {
		return err
	}
	for at := range hours {
		err := s.reader.hours.recount(ctx, tx, at)
		if err != nil {
			return err
		}
	}
	return s.tellReader(ctx, tx)
}

// tellReader lets another process that understands read its memory of stories and hours again.
func (s *Service) tellReader(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE listen_lease SET holder = '' WHERE name = $1 AND holder <> $2`, readerLease, s.name)
	return err
}
