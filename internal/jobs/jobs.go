// Package jobs does work in the background. A job is enqueued in the transaction of the change that
// needs it, so both exist or neither does; several processes on one PostgreSQL share the work. Handlers
// must be safe to run twice. The engine is River, which this package keeps to itself.
package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"github.com/nhipcau/nhipcau/internal/db"
)

// Args are what a job is told: a struct that travels as JSON. Kind names the handler and never changes.
type Args interface{ Kind() string }

// Queue takes jobs and, once started, works them. New, then Handle and Every, then Start.
type Queue struct {
	d        *db.DB
	now      func() time.Time
	log      *slog.Logger
	workers  *river.Workers
	handlers map[string]func(ctx context.Context, args []byte) error
	periodic []*river.PeriodicJob
	due      []func() Args // the periodic jobs, for RunPeriodic
	engine   engine
}

// engine hides River's two client types.
type engine interface {
	insert(ctx context.Context, tx *db.Tx, args Args, opts *river.InsertOpts) error
	start(ctx context.Context) error
	stop(ctx context.Context) error
}

// New prepares a queue that can already take jobs.
func New(d *db.DB, now func() time.Time, log *slog.Logger) (*Queue, error) {
	q := &Queue{
		d: d, now: now, log: slog.New(quiet{log.Handler()}),
		workers:  river.NewWorkers(),
		handlers: map[string]func(context.Context, []byte) error{},
	}
	var err error
	q.engine, err = newEngine(d, &river.Config{Logger: q.log})
	if err != nil {
		return nil, fmt.Errorf("preparing the job queue: %w", err)
	}
	return q, nil
}

// Handle says who works the jobs with arguments of type A. It panics if the kind is taken.
func Handle[A Args](q *Queue, fn func(ctx context.Context, args A) error) {
	river.AddWorker(q.workers, river.WorkFunc(func(ctx context.Context, job *river.Job[A]) error {
		return fn(ctx, job.Args)
	}))
	var kind A
	q.handlers[kind.Kind()] = func(ctx context.Context, raw []byte) error {
		var args A
		err := json.Unmarshal(raw, &args)
		if err != nil {
			return err
		}
		return fn(ctx, args)
	}
}

// Every enqueues a job again and again, by one process at a time, the first time soon after start.
func (q *Queue) Every(interval time.Duration, args func() Args) {
	q.due = append(q.due, args)
	q.periodic = append(q.periodic, river.NewPeriodicJob(river.PeriodicInterval(interval),
		func() (river.JobArgs, *river.InsertOpts) {
			return args(), &river.InsertOpts{MaxAttempts: 3, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: waiting}}
		},
		&river.PeriodicJobOpts{RunOnStart: true, ID: args().Kind()}))
}

// Option changes how one job is enqueued.
type Option func(*river.InsertOpts)

// At lets a job wait until t.
func At(t time.Time) Option { return func(o *river.InsertOpts) { o.ScheduledAt = t } }

// Once drops the job if one with the same arguments waits or runs already.
func Once() Option {
	return func(o *river.InsertOpts) { o.UniqueOpts = river.UniqueOpts{ByArgs: true, ByState: waiting} }
}

// Enqueue adds a job that exists if and only if tx commits.
func (q *Queue) Enqueue(ctx context.Context, tx *db.Tx, args Args, options ...Option) error {
	opts := &river.InsertOpts{}
	for _, o := range options {
		o(opts)
	}
	err := q.engine.insert(ctx, tx, args, opts)
	if err != nil {
		return fmt.Errorf("enqueueing %s: %w", args.Kind(), err)
	}
	return nil
}

// Start works jobs until Stop.
func (q *Queue) Start(ctx context.Context) error {
	e, err := newEngine(q.d, &river.Config{
		Logger:            q.log,
		Workers:           q.workers,
		PeriodicJobs:      q.periodic,
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 4}},
		FetchCooldown:     20 * time.Millisecond,
		FetchPollInterval: time.Second,
		JobTimeout:        15 * time.Minute,
		ErrorHandler:      failures{q.log},
	})
	if err != nil {
		return fmt.Errorf("starting the job queue: %w", err)
	}
	q.engine = e
	return e.start(ctx)
}

// Stop lets running jobs finish until ctx ends; what did not finish runs again later.
func (q *Queue) Stop(ctx context.Context) error {
	err := q.engine.stop(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil // unfinished jobs are taken up again after the next start
	}
	return err
}

// failures logs what went wrong with a job; River then tries again.
type failures struct{ log *slog.Logger }

func (f failures) HandleError(ctx context.Context, job *jobRow, err error) *river.ErrorHandlerResult {
	f.log.ErrorContext(ctx, "job failed", "kind", job.Kind, "id", job.ID, "attempt", job.Attempt, "err", err)
	return nil
}

func (f failures) HandlePanic(ctx context.Context, job *jobRow, value any, trace string) *river.ErrorHandlerResult {
	f.log.ErrorContext(ctx, "job panicked", "kind", job.Kind, "id", job.ID, "panic", value, "trace", trace)
	return nil
}

// quiet keeps from an engine's log what is not at least a warning.
type quiet struct{ slog.Handler }

func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && q.Handler.Enabled(ctx, l)
}

func (q quiet) WithAttrs(attrs []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(attrs)} }
func (q quiet) WithGroup(name string) slog.Handler       { return quiet{q.Handler.WithGroup(name)} }
