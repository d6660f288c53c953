package jobs

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"github.com/nhipcau/nhipcau/internal/db"
)

type jobRow = rivertype.JobRow

// waiting are the states in which a unique job stands in the way of its twin.
var waiting = []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
	rivertype.JobStateRunning, rivertype.JobStateScheduled,
}

// client is River's client of either type, and how it finds its transaction in ours.
type client[T any] struct {
	c    *river.Client[T]
	find func(*db.Tx) T
}

func newEngine(d *db.DB, c *river.Config) (engine, error) {
	if d.Engine() == db.Postgres {
		return newClient[pgx.Tx](riverpgxv5.New(d.JobPool()), c, (*db.Tx).PGX)
	}
	return newClient[*sql.Tx](riversqlite.New(d.WritePool()), c, (*db.Tx).SQL)
}

func newClient[T any](driver riverdriver.Driver[T], c *river.Config, find func(*db.Tx) T) (engine, error) {
	rc, err := river.NewClient(driver, c)
	if err != nil {
		return nil, err
	}
	return client[T]{rc, find}, nil
}

func (c client[T]) insert(ctx context.Context, tx *db.Tx, args Args, opts *river.InsertOpts) error {
	_, err := c.c.InsertTx(ctx, c.find(tx), args, opts)
	return err
}

func (c client[T]) start(ctx context.Context) error { return c.c.Start(ctx) }
func (c client[T]) stop(ctx context.Context) error  { return c.c.Stop(ctx) }

// Module is the job engine's own schema.
var Module = db.Module{Name: "jobs", Up: func(ctx context.Context, d *db.DB) error {
	if d.Engine() == db.Postgres {
		return migrate[pgx.Tx](ctx, riverpgxv5.New(d.JobPool()))
	}
	return migrate[*sql.Tx](ctx, riversqlite.New(d.WritePool()))
}}

func migrate[T any](ctx context.Context, driver riverdriver.Driver[T]) error {
	m, err := rivermigrate.New(driver, nil)
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}
