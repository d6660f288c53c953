package work

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/law"
)

// GrowArgs ask for the periods of the coming weeks.
type GrowArgs struct{}

// Kind names the job.
func (GrowArgs) Kind() string { return "work.grow" }

// RemindArgs ask for today's reminders.
type RemindArgs struct{}

// Kind names the job.
func (RemindArgs) Kind() string { return "work.remind" }

// Register hands the background work of this package to a queue: periods are made ahead and reminders sent.
func (s *Service) Register(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ GrowArgs) error {
		_, err := s.Grow(ctx)
		return err
	})
	jobs.Handle(q, func(ctx context.Context, _ RemindArgs) error {
		_, err := s.SendReminders(ctx)
		return err
	})
	q.Every(time.Hour, func() jobs.Args { return GrowArgs{} })
	q.Every(15*time.Minute, func() jobs.Args { return RemindArgs{} })
}

// Grow makes the periods that begin within the horizon, each case in its own transaction, and returns how
// many cases it touched. It may run again or in two processes at once: a period exists once.
func (s *Service) Grow(ctx context.Context) (int, error) {
	var due []Ref
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		due, err = growing(ctx, tx, s.Day().AddDays(horizon))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("looking for cases that need periods: %w", err)
	}
	n := 0
	for _, ref := range due {
		grown := false
		err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			grown, err = s.growCase(ctx, tx, ref)
			return err
		})
		if err != nil {
			return n, fmt.Errorf("making the periods of case %d: %w", ref.ID, err)
		}
		if grown {
			n++
		}
	}
	return n, nil
}

// growCase leaves a case alone that somebody changed meanwhile; the next run comes back to it. Editors are
// not disturbed: the version stays.
func (s *Service) growCase(ctx context.Context, tx *db.Tx, ref Ref) (bool, error) {
	locked, err := lockGrowing(ctx, tx, ref, s.Day().AddDays(horizon))
	if err != nil || !locked {
		return false, err
	}
	d := &draft{now: s.Now(), today: s.Day()}
	d.Case, err = caseByID(ctx, tx, ref.ID)
	if errors.Is(err, db.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	d.periods, err = periodsOf(ctx, tx, ref.ID)
	if err != nil {
		return false, err
	}
	err = s.grow(ctx, tx, d)
	if err != nil {
		return false, err
	}
	return true, updateCase(ctx, tx, d.Case)
}

func growing(ctx context.Context, tx *db.Tx, before law.Date) ([]Ref, error) {
	r, err := tx.Query(ctx, `SELECT id, version FROM work_case WHERE grown_to IS NOT NULL AND grown_to < $1 ORDER BY id`, before)
	return db.Collect(r, err, func(r *db.Rows) (ref Ref, err error) {
		err = r.Scan(&ref.ID, &ref.Version)
		return ref, err
	})
}

// lockGrowing locks a case that still needs periods.
func lockGrowing(ctx context.Context, tx *db.Tx, ref Ref, before law.Date) (bool, error) {
	n, err := tx.Exec(ctx, `
		UPDATE work_case SET grown_to = grown_to
		 WHERE id = $1 AND version = $2 AND grown_to IS NOT NULL AND grown_to < $3`, ref.ID, ref.Version, before)
	return n == 1, err
}
