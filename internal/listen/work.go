package listen

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
)

// Progress is how far long work has come.
type Progress struct {
	Phase       Phase
	Done, Total int
}

// WorkKind is what long work is about.
type WorkKind string

// The kinds of long work.
const (
	Replaying WorkKind = "replay" // items that are stored are asked again
	Uploading WorkKind = "upload" // a file that was handed in is read
	Taking    WorkKind = "taking" // what a file brought is taken back
)

// Phase is a part of long work.
type Phase string

// The phases of a replay, and of taking back what a file brought, in their order.
const (
	Retelling  Phase = "stories" // relations, stories, topics, tone, hours
	Indexing   Phase = "index"   // the words for search
	Leaving    Phase = "leave"   // articles, counts
	Forgetting Phase = "forget"  // the words for search
)

// WorkState is where long work stands.
type WorkState string

// The states of long work. What runs and whose process is gone is taken up by another one.
const (
	WorkRuns    WorkState = "running"
	WorkStopped WorkState = "stopped"
	WorkDone    WorkState = "done"
)

// Work is long work.
type Work struct {
	Name   string
	Kind   WorkKind
	Source SourceID  // of an upload, read or taken back
	Since  time.Time // of a replay
	State  WorkState
	By     string
	Progress
	Began, Changed time.Time

	start, place, until int64 // the item behind which it begins, the last that is done, the last that is to be done
	mark                int64 // the first segment of the index that stays
}

// Silent reports whether work that should run has not come further for a while: its process is gone.
func (w Work) Silent(now time.Time) bool {
	return w.State == WorkRuns && now.Sub(w.Changed) > fetchLease
}

const (
	workLease = "work"
	workDays  = 30 // after which work that is done is forgotten
	workShown = 10
)

const workColumns = `name, kind, source, since, phase, start, place, until, mark, done, total, state, by_name, began, changed`

func scanWork(r interface{ Scan(...any) error }) (w Work, err error) {
	err = r.Scan(&w.Name, &w.Kind, &w.Source, &w.Since, &w.Phase, &w.start, &w.place, &w.until, &w.mark, &w.Done, &w.Total, &w.State, &w.By, &w.Began, &w.Changed)
	return w, err
}

// Works returns the latest long work, the latest first.
func (s *Service) Works(ctx context.Context, tx *db.Tx) ([]Work, error) {
	r, err := tx.Query(ctx, `SELECT `+workColumns+` FROM listen_work ORDER BY changed DESC, name LIMIT $1`, workShown)
	return db.Collect(r, err, func(r *db.Rows) (Work, error) { return scanWork(r) })
}

// Work returns one. It fails with fault.NotFound.
func (s *Service) Work(ctx context.Context, tx *db.Tx, name string) (Work, error) {
	w, err := scanWork(tx.QueryRow(ctx, `SELECT `+workColumns+` FROM listen_work WHERE name = $1`, name))
	if errors.Is(err, db.ErrNoRows) {
		return w, fault.New(fault.NotFound, "Không có việc này.")
	}
	return w, err
}

// SetWork stops work, or lets it go on; a process that stands ready takes it up. It fails with fault.Conflict for
// work that is done, and for an upload, of which the file is asked for again.
func (s *Service) SetWork(ctx context.Context, tx *db.Tx, name string, state WorkState) error {
	w, err := s.Work(ctx, tx, name)
	if err != nil {
		return err
	}
	if w.State == WorkDone || state == WorkRuns && w.Kind == Uploading {
		return fault.New(fault.Conflict, "Việc này đã xong hoặc cần gửi lại tệp.")
	}
	_, err = tx.Exec(ctx, `UPDATE listen_work SET state = $1, changed = $2 WHERE name = $3`, state, s.Now(), name)
	return err
}

// putWork stores work as it stands.
func putWork(ctx context.Context, tx *db.Tx, w Work) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO listen_work (name, kind, source, since, phase, start, place, until, mark, done, total, state, by_name, began, changed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (name) DO UPDATE SET phase = excluded.phase, start = excluded.start, place = excluded.place, until = excluded.until, mark = excluded.mark,
			done = excluded.done, total = excluded.total, state = excluded.state, began = excluded.began, changed = excluded.changed`,
		w.Name, w.Kind, w.Source, w.Since, w.Phase, w.start, w.place, w.until, w.mark, w.Done, w.Total, w.State, w.By, w.Began, w.Changed)
	if err != nil {
		return fmt.Errorf("noting how far %s has come: %w", w.Name, err)
	}
	return nil
}

// ErrWorkStopped is that somebody stopped the work; it goes on where it was when it is asked for again.
var ErrWorkStopped = fault.New(fault.Conflict, "Việc đã được dừng; chạy lại thì làm tiếp từ chỗ dừng.")

// beginWork lets this process work at length, at one thing at a time; end gives the right to it back, and joins what goes
// wrong then to what went wrong before. It fails with fault.Conflict while the process works at something else.
func (s *Service) beginWork(ctx context.Context) (end func(*error), err error) {
	if !s.working.TryLock() {
		return nil, errWorkElsewhere
	}
	return func(before *error) {
		defer s.working.Unlock()
		ctx := context.WithoutCancel(ctx)
		*before = errors.Join(*before, s.DB.Write(ctx, func(tx *db.Tx) error { return s.dropLease(ctx, tx, workLease) }))
	}, nil
}

// holdWork takes or renews the right of this process to work at length, and reads how far work has come. It fails
// with fault.Conflict if another process works, and with [ErrWorkStopped].
func (s *Service) holdWork(ctx context.Context, tx *db.Tx, name string) (Work, error) {
	ours, _, err := s.takeLease(ctx, tx, workLease)
	if err != nil {
		return Work{}, err
	}
	if !ours {
		return Work{}, errWorkElsewhere
	}
	_, err = tx.Exec(ctx, `UPDATE listen_lease SET until = $1 WHERE name = $2`, s.Now().Add(fetchLease), workLease)
	if err != nil {
		return Work{}, err
	}
	w, err := s.Work(ctx, tx, name)
	if err == nil && w.State == WorkStopped {
		err = ErrWorkStopped
	}
	return w, err
}

var errWorkElsewhere = fault.New(fault.Conflict, "Một tiến trình khác đang làm việc dài. Hãy chờ xong hoặc dừng việc đó.")

// takeUpWork goes on with work that no process does: what an officer asked for, or whose process died. What is to be
// taken back comes before what is to be asked again.
func (s *Service) takeUpWork(ctx context.Context) error {
	var all []Work
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		r, err := tx.Query(ctx, `
			SELECT `+workColumns+` FROM listen_work WHERE kind IN ($1, $2) AND state = $3
			 ORDER BY CASE WHEN kind = 'taking' THEN 0 ELSE 1 END, began, name LIMIT 1`, Replaying, Taking, WorkRuns)
		all, err = db.Collect(r, err, func(r *db.Rows) (Work, error) { return scanWork(r) })
		return err
	})
	if err != nil || len(all) == 0 {
		return err
	}
	if all[0].Kind == Taking {
		_, err = s.runTaking(ctx, all[0].Name, nil)
	} else {
		_, err = s.runReplay(ctx, all[0].Name, nil)
	}
	if errors.Is(err, errWorkElsewhere) || errors.Is(err, ErrWorkStopped) {
		return nil
	}
	return err
}
