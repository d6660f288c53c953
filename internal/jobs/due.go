package jobs

import (
	"context"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// RunDue works, one after the other and without a running queue, every job that is due at the queue's
// clock, and what those jobs enqueue. Tests and one-shot commands use it instead of waiting. It returns
// how many jobs ran and stops at the first that fails.
func (q *Queue) RunDue(ctx context.Context) (int, error) {
	for n := 0; ; n++ {
		job, found, err := q.nextDue(ctx)
		if err != nil || !found {
			return n, err
		}
		handle := q.handlers[job.kind]
		if handle == nil {
			return n, fmt.Errorf("running due jobs: nobody handles %s", job.kind)
		}
		err = handle(ctx, []byte(job.args))
		if err != nil {
			return n, fmt.Errorf("running the due job %s: %w", job.kind, err)
		}
		err = q.finish(ctx, job.id)
		if err != nil {
			return n, err
		}
	}
}

// RunPeriodic enqueues every periodic job once and then runs what is due.
func (q *Queue) RunPeriodic(ctx context.Context) (int, error) {
	err := q.d.Write(ctx, func(tx *db.Tx) error {
		for _, args := range q.due {
			err := q.Enqueue(ctx, tx, args(), Once())
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return q.RunDue(ctx)
}

type dueJob struct {
	id         int64
	kind, args string
	at         time.Time
}

func (q *Queue) nextDue(ctx context.Context) (dueJob, bool, error) {
	text := "json(args)"
	if q.d.Engine() == db.Postgres {
		text = "args::text"
	}
	var jobs []dueJob
	err := q.d.Read(ctx, func(tx *db.Tx) error {
		r, err := tx.Query(ctx, `
			SELECT id, kind, `+text+`, scheduled_at
			  FROM river_job
			 WHERE state IN ('available', 'retryable', 'scheduled')
			 ORDER BY priority, scheduled_at, id`)
		jobs, err = db.Collect(r, err, scanDue)
		return err
	})
	if err != nil {
		return dueJob{}, false, fmt.Errorf("looking for due jobs: %w", err)
	}
	latest := q.now()
	if real := time.Now(); real.After(latest) { // a job for "at once" carries the real time
		latest = real
	}
	for _, j := range jobs {
		if !j.at.After(latest) {
			return j, true, nil
		}
	}
	return dueJob{}, false, nil
}

func scanDue(r *db.Rows) (j dueJob, err error) {
	err = r.Scan(&j.id, &j.kind, &j.args, &j.at)
	return j, err
}

func (q *Queue) finish(ctx context.Context, id int64) error {
	return q.d.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE river_job SET state = 'completed', finalized_at = CURRENT_TIMESTAMP WHERE id = $1`, id)
		return err
	})
}
