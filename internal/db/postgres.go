package db

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

func openPostgres(ctx context.Context, url string) (*DB, error) {
	pool, err := openPool(ctx, url, 16)
	if err != nil {
		return nil, err
	}
	jobs, err := openPool(ctx, url, 6)
	if err != nil {
		pool.Close()
		return nil, err
	}
	return &DB{engine: Postgres, pool: pool, jobs: jobs}, nil
}

func openPool(ctx context.Context, url string, conns int32) (*pgxpool.Pool, error) {
	c, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("reading the PostgreSQL address: %w", err)
	}
	c.MaxConns = conns
	c.ConnConfig.RuntimeParams["timezone"] = "UTC"
	c.ConnConfig.RuntimeParams["application_name"] = "nhipcau"
	pool, err := pgxpool.NewWithConfig(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("connecting to PostgreSQL: %w", err)
	}
	err = pool.Ping(ctx)
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("connecting to PostgreSQL: %w", err)
	}
	return pool, nil
}

type postgresTx struct{ tx pgx.Tx }

func (t postgresTx) exec(ctx context.Context, query string, args []any) (int64, error) {
	tag, err := t.tx.Exec(ctx, query, postgresArgs(args)...)
	if err != nil {
		return 0, err
	}
	return tag.RowsAffected(), nil
}

func (t postgresTx) query(ctx context.Context, query string, args []any) (rows, error) {
	r, err := t.tx.Query(ctx, query, postgresArgs(args)...)
	if err != nil {
		return nil, err
	}
	return postgresRows{r}, nil
}

func (t postgresTx) commit(ctx context.Context) error { return t.tx.Commit(ctx) }

func (t postgresTx) rollback(ctx context.Context) { _ = t.tx.Rollback(ctx) } // after a commit it has nothing to do

func postgresArgs(args []any) []any {
	for i, a := range args {
		if t, ok := a.(time.Time); ok {
			args[i] = instant(t)
		}
	}
	return args
}

type postgresRows struct{ pgx.Rows }

// Scan brings instants to UTC, as SQLite returns them.
func (r postgresRows) Scan(dest ...any) error {
	err := r.Rows.Scan(dest...)
	if err != nil {
		return err
	}
	for _, d := range dest {
		switch v := d.(type) {
		case *time.Time:
			*v = v.UTC()
		case **time.Time:
			if *v != nil {
				**v = (*v).UTC()
			}
		}
	}
	return nil
}

// worthRetrying reports whether PostgreSQL gave up because of other transactions.
func worthRetrying(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}
