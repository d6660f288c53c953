package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Tx is one transaction. It is used by one goroutine and ends with the function that received it.
type Tx struct {
	q      querier
	engine Engine
	reads  bool
	after  []func()
	once   map[any]any
}

// querier is what the two engines must offer.
type querier interface {
	exec(ctx context.Context, query string, args []any) (int64, error)
	query(ctx context.Context, query string, args []any) (rows, error)
	commit(ctx context.Context) error
	rollback(ctx context.Context)
}

type rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close()
}

// Engine tells which database the transaction runs on.
func (tx *Tx) Engine() Engine { return tx.engine }

// ReadOnly reports whether the transaction came from Read.
func (tx *Tx) ReadOnly() bool { return tx.reads }

// AfterCommit runs fn once the transaction is committed, in the order of calls, never if it fails.
func (tx *Tx) AfterCommit(fn func()) { tx.after = append(tx.after, fn) }

// Once returns what read returned when it was first called with this key in a reading transaction, which sees
// one moment from beginning to end. In a writing transaction it reads each time.
func Once[V any](tx *Tx, key any, read func() (V, error)) (V, error) {
	if !tx.reads {
		return read()
	}
	if v, known := tx.once[key]; known {
		return v.(V), nil
	}
	v, err := read()
	if err != nil {
		return v, err
	}
	if tx.once == nil {
		tx.once = map[any]any{}
	}
	tx.once[key] = v
	return v, nil
}

// SQL returns the driver's transaction on SQLite, nil on PostgreSQL. Only the job engine needs it.
func (tx *Tx) SQL() *sql.Tx {
	if t, ok := tx.q.(sqliteTx); ok {
		return t.tx
	}
	return nil
}

// PGX returns the driver's transaction on PostgreSQL, nil on SQLite. Only the job engine needs it.
func (tx *Tx) PGX() pgx.Tx {
	if t, ok := tx.q.(postgresTx); ok {
		return t.tx
	}
	return nil
}

// Exec runs a statement and returns how many rows it changed.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	return tx.q.exec(ctx, query, args)
}

// Rows are the results of Query. Close must be called; Err tells whether reading ended well.
type Rows struct{ rows rows }

// Next moves to the next row.
func (r *Rows) Next() bool { return r.rows.Next() }

// Scan copies the current row; *time.Time and **time.Time receive UTC instants.
func (r *Rows) Scan(dest ...any) error { return r.rows.Scan(dest...) }

// Err is the error that ended Next, if any.
func (r *Rows) Err() error { return r.rows.Err() }

// Close frees the rows; it may be called twice.
func (r *Rows) Close() { r.rows.Close() }

// Query runs a query for many rows.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*Rows, error) {
	r, err := tx.q.query(ctx, query, args)
	if err != nil {
		return nil, err
	}
	return &Rows{r}, nil
}

// Row is the result of QueryRow.
type Row struct {
	rows *Rows
	err  error
}

// QueryRow runs a query for one row; its error comes out of Scan.
func (tx *Tx) QueryRow(ctx context.Context, query string, args ...any) Row {
	r, err := tx.Query(ctx, query, args...)
	return Row{r, err}
}

// Scan copies the row, or returns ErrNoRows.
func (r Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		return cmp.Or(r.rows.Err(), ErrNoRows)
	}
	err := r.rows.Scan(dest...)
	if err != nil {
		return err
	}
	r.rows.Close()
	return r.rows.Err()
}

// Collect reads every row with scan and closes the rows.
func Collect[T any](r *Rows, err error, scan func(*Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var all []T
	for r.Next() {
		v, err := scan(r)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, r.Err()
}

// IsUnique reports whether err says that a unique rule was broken.
func IsUnique(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "23505"
	}
	return isSQLiteUnique(err)
}

// instant cuts to what both engines keep: UTC, microseconds.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
