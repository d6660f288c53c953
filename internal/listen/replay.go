package listen

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// replayAtOnce is how many items one transaction asks again.
const replayAtOnce = 300

// Replay asks all items published since a time again, in the order in which they came: what they are to earlier ones,
// which story they tell, which topics they match, what their tone is, how the hours count, and by which words they are
// found. What officers said stays: stories that were merged or split keep their items. Whatever was earlier than since
// is only remembered.
//
// It is stopped by ctx or by [Service.SetWork], and goes on where it was when it is called again with the same
// time. It raises no alert. said hears how far it has come after every transaction; nil: nobody.
func (s *Service) Replay(ctx context.Context, since time.Time, said func(Progress)) (Progress, error) {
	var name string
	err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		name, err = s.OrderReplay(ctx, tx, auth.Officer{Full: "Hệ thống"}, since)
		return err
	})
	if err != nil {
		return Progress{}, err
	}
	p, err := s.runReplay(ctx, name, said)
	if ctx.Err() != nil { // who asked for it does not want it any more; a server that stops goes on later
		ctx := context.WithoutCancel(ctx)
		err = errors.Join(err, s.DB.Write(ctx, func(tx *db.Tx) error {
			err := s.SetWork(ctx, tx, name, WorkStopped)
			if fault.KindOf(err) == fault.Conflict {
				return nil
			}
			return err
		}))
	}
	return p, err
}

// OrderReplay notes that items published since a time are to be asked again; a server takes it up. What was
// stopped goes on where it was.
func (s *Service) OrderReplay(ctx context.Context, tx *db.Tx, by auth.Officer, since time.Time) (name string, err error) {
	name = "replay " + since.UTC().Format(time.RFC3339)
	w, err := s.Work(ctx, tx, name)
	if err == nil && w.State != WorkDone {
		w.State, w.Changed = WorkRuns, s.Now()
		return name, putWork(ctx, tx, w)
	}
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return name, err
	}
	w = Work{Name: name, Kind: Replaying, Since: since.UTC(), State: WorkRuns, By: by.Full, Began: s.Now(), Changed: s.Now(), Progress: Progress{Phase: Retelling}}
	err = tx.QueryRow(ctx, `SELECT COUNT(*), COALESCE(MIN(id), 1) - 1 FROM listen_item WHERE understood AND published >= $1`, w.Since).Scan(&w.Total, &w.start)
	if err != nil {
		return name, fmt.Errorf("counting what is asked again: %w", err)
	}
	w.place = w.start
	err = putWork(ctx, tx, w)
	if err != nil {
		return name, err
	}
	return name, audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: "listen.replay", Object: "listen_item", Sentence: web.Mark("Cho xếp lại %d tin đã có."), Args: []any{w.Total},
	})
}

// runReplay works until everything is done or somebody stops it.
func (s *Service) runReplay(ctx context.Context, name string, said func(Progress)) (p Progress, err error) {
	end, err := s.beginWork(ctx)
	if err != nil {
		return p, err
	}
	defer end(&err)
	var m *retelling
	for {
		var w Work
		m, w, err = s.retellStep(ctx, name, m)
		if err != nil {
			return p, fmt.Errorf("asking items again: %w", err)
		}
		p = w.Progress
		if w.Phase != Retelling {
			break
		}
		if said != nil {
			said(p)
		}
	}
	for {
		w, err := s.indexStep(ctx, name)
		if err != nil {
			return p, fmt.Errorf("indexing items again: %w", err)
		}
		if w.State == WorkDone {
			return p, nil
		}
		if said != nil {
			said(w.Progress)
		}
	}
}

// retellStep asks the next items again in one transaction. m is what is remembered of those before; nil: it is
// read.
func (s *Service) retellStep(ctx context.Context, name string, m *retelling) (*retelling, Work, error) {
	s.reader.mu.Lock()
	defer s.reader.mu.Unlock()
	var w Work
	err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		w, err = s.holdWork(ctx, tx, name)
		if err != nil || w.Phase != Retelling {
			return err
		}
		err = waitForReader(ctx, tx)
		if err != nil {
			return err
		}
		err = s.refreshTopics(ctx, tx)
		if err != nil {
			return err
		}
		if m == nil || m.dirty {
			m, err = s.retellBehind(ctx, tx, ItemID(w.place), w.Since)
			if err != nil {
				return err
			}
		}
		err = s.retell(ctx, tx, m, &w)
		if err != nil {
			return err
		}
		w.Changed = s.Now()
		tx.AfterCommit(func() { m.dirty = false })
		return putWork(ctx, tx, w)
	})
	return m, w, err
}

// retell asks the next items again, or ends the phase when there are none.
func (s *Service) retell(ctx context.Context, tx *db.Tx, m *retelling, w *Work) error {
	m.dirty = true
	parcels, err := s.parcelsAfter(ctx, tx, ItemID(w.place))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM listen_stream`) // it knows stories as they were told before
	if err != nil {
		return err
	}
	if len(parcels) == 0 {
		w.Phase, w.Total = Indexing, w.Done
		return s.retold(ctx, tx, w.Done)
	}
	err = m.readRulings(ctx, tx)
	if err != nil {
		return err
	}
	m.live.until = ItemID(w.place)
	m.rest()
	moved := map[StoryID]*parcel{}
	var asked []*parcel
	for _, p := range parcels {
		before := p.Story
		began, err := m.tell(ctx, tx, p)
		if err != nil {
			return err
		}
		if m.asks(p) {
			asked = append(asked, p)
		}
		for _, id := range []StoryID{before, p.Story} {
			if _, known := moved[id]; !known {
				moved[id] = nil // is counted anew
			}
		}
		if began {
			moved[p.Story] = p
		}
	}
	err = s.putRetold(ctx, tx, asked, moved)
	for _, p := range parcels {
		p.free()
	}
	w.place, w.Done = int64(parcels[len(parcels)-1].ID), w.Done+len(asked)
	w.Total = max(w.Total, w.Done)
	return err
}

// parcelsAfter are the next items behind one, with what was found out about them.
func (s *Service) parcelsAfter(ctx context.Context, tx *db.Tx, place ItemID) ([]*parcel, error) {
	r, err := tx.Query(ctx, `
		SELECT `+itemColumns+`, COALESCE(t.body, ''), s.name, p.print
		  FROM listen_item i JOIN listen_source s ON s.id = i.source LEFT JOIN listen_text t ON t.item = i.id LEFT JOIN listen_print p ON p.item = i.id
		 WHERE i.understood AND i.id > $1 ORDER BY i.id LIMIT $2`, place, replayAtOnce)
	return db.Collect(r, err, func(r *db.Rows) (*parcel, error) {
		p := &parcel{stored: true, again: true}
		var print []byte
		var err error
		p.Item, err = scanItem(r, &p.body, &p.origin, &print)
		if err != nil {
			return nil, err
		}
		s.find(p)
		if p.State != Whole && len(print) > 0 { // its words have gone, what finds its copies has not
			err = p.print.UnmarshalBinary(print)
		}
		return p, err
	})
}

// putRetold stores what items are now, the stories that changed, and the hours.
func (s *Service) putRetold(ctx context.Context, tx *db.Tx, asked []*parcel, moved map[StoryID]*parcel) error {
	hours := map[int64]bool{}
	for _, p := range asked {
		hours[hourOf(p.Published)] = true
		err := updateItem(ctx, tx, p)
		if err != nil {
			return fmt.Errorf("changing item %d: %w", p.ID, err)
		}
	}
	err := putTopics(ctx, tx, asked)
	if err != nil {
		return err
	}
	for id, first := range moved {
		if first != nil {
			_, err := tx.Exec(ctx, `
				INSERT INTO listen_story (id, title, first_item, first_at, last_at, items) VALUES ($1, $2, $3, $4, $5, 0)
				ON CONFLICT (id) DO UPDATE SET title = excluded.title, first_item = excluded.first_item, into_story = NULL`,
				id, first.Title, first.ID, first.Published, first.Published)
			if err != nil {
				return fmt.Errorf("storing story %d: %w", id, err)
			}
		}
		err := recountStory(ctx, tx, id)
		if err != nil {
			return err
		}
	}
	for at := range hours {
		err := s.reader.hours.recount(ctx, tx, at)
		if err != nil {
			return err
		}
	}
	return s.tellReader(ctx, tx)
}

// retold ends the telling of stories: one that nothing tells any more leads to where its first item is now, and
// who understands reads its memory again.
func (s *Service) retold(ctx context.Context, tx *db.Tx, items int) error {
	_, err := tx.Exec(ctx, `
		UPDATE listen_story SET into_story = (SELECT i.story FROM listen_item i WHERE i.id = listen_story.first_item)
		 WHERE items = 0 AND into_story IS NULL
		   AND EXISTS (SELECT 1 FROM listen_item i WHERE i.id = listen_story.first_item AND i.story IS NOT NULL AND i.story <> listen_story.id)`)
	if err != nil {
		return fmt.Errorf("leading from stories that are not told any more: %w", err)
	}
	err = s.tellReader(ctx, tx)
	if err != nil {
		return err
	}
	tx.AfterCommit(s.reader.forget)
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		Actor: "Hệ thống", Action: "listen.replay", Object: "listen_item", Sentence: web.Mark("Đã xếp lại dòng sự việc, chủ đề và sắc thái của %d tin."), Args: []any{items},
	})
}

// tellReader lets another process that understands read its memory of stories and hours again.
func (s *Service) tellReader(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE listen_lease SET holder = '' WHERE name = $1 AND holder <> $2`, readerLease, s.name)
	return err
}
