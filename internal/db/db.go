// Package db opens the database and hands out transactions. SQLite in one file is the default; a
// PostgreSQL URL selects PostgreSQL. Everything above writes one SQL text that both accept:
//
//   - parameters are $1, $2, … numbered in order of appearance;
//   - instants travel as time.Time and are stored in UTC with microseconds;
//   - days are ISO text, JSON is text, identifiers are 64-bit integers;
//   - Vietnamese text is folded and given a sort key in Go, never by the database.
//
// Writing and reading are apart: a transaction from Read cannot write, on either engine.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// Engine names the database behind a DB.
type Engine string

const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// ErrNoRows is what Scan returns when a query that must find one row found none.
var ErrNoRows = sql.ErrNoRows

// DB is an open database, safe for use by many goroutines.
type DB struct {
	engine Engine
	path   string        // of the SQLite file
	write  *sql.DB       // SQLite: one connection
	read   *sql.DB       // SQLite: many connections, query only
	pool   *pgxpool.Pool // PostgreSQL
	jobs   *pgxpool.Pool // PostgreSQL: a small pool of its own for the job engine
}

// Open opens PostgreSQL when url is not empty, else the SQLite file nhipcau.db inside dir, which is made
// if need be. Close must be called.
func Open(ctx context.Context, dir, url string) (*DB, error) {
	if url != "" {
		return openPostgres(ctx, url)
	}
	err := os.MkdirAll(dir, 0o700)
	if err != nil {
		return nil, fault.Wrap(fault.Unavailable, err, "Không tạo được thư mục dữ liệu %s. Hãy kiểm tra đường dẫn và quyền ghi.", dir)
	}
	return openSQLite(ctx, filepath.Join(dir, "nhipcau.db"))
}

// Engine tells which database this is.
func (d *DB) Engine() Engine { return d.engine }

// Path is the SQLite file; empty on PostgreSQL.
func (d *DB) Path() string { return d.path }

// WritePool gives the job engine the one SQLite connection it must share; nil on PostgreSQL.
func (d *DB) WritePool() *sql.DB { return d.write }

// JobPool gives the job engine its own PostgreSQL connections; nil on SQLite.
func (d *DB) JobPool() *pgxpool.Pool { return d.jobs }

// Close waits for running transactions and closes every connection.
func (d *DB) Close() error {
	if d.engine == Postgres {
		d.jobs.Close()
		d.pool.Close()
		return nil
	}
	return errors.Join(d.read.Close(), d.write.Close())
}

// Ping reports whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	return d.Read(ctx, func(tx *Tx) error {
		var one int
		return tx.QueryRow(ctx, `SELECT 1`).Scan(&one)
	})
}

// Write runs fn in one transaction and commits it if fn returns nil. On PostgreSQL it runs fn again, up
// to three times, when the database gave up because of concurrent transactions; fn must therefore not
// keep anything of a failed run. fn must not call Write or Read of the same DB. It fails with
// fault.Unavailable when the database does not answer or has no room.
func (d *DB) Write(ctx context.Context, fn func(tx *Tx) error) error {
	const tries = 3
	for try := 1; ; try++ {
		err := d.writeOnce(ctx, fn)
		if err == nil || try == tries || !worthRetrying(err) {
			return trouble(err)
		}
	}
}

func (d *DB) writeOnce(ctx context.Context, fn func(tx *Tx) error) error {
	tx, err := d.beginWrite(ctx)
	if err != nil {
		return fmt.Errorf("beginning a transaction: %w", err)
	}
	defer tx.q.rollback(context.WithoutCancel(ctx))
	err = fn(tx)
	if err != nil {
		return err
	}
	err = tx.q.commit(ctx)
	if err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	for _, after := range tx.after {
		after()
	}
	return nil
}

// Read runs fn in one read-only transaction that sees one moment of the database.
func (d *DB) Read(ctx context.Context, fn func(tx *Tx) error) error {
	tx, err := d.beginRead(ctx)
	if err != nil {
		return trouble(fmt.Errorf("beginning to read: %w", err))
	}
	defer tx.q.rollback(context.WithoutCancel(ctx))
	return trouble(fn(tx))
}

func (d *DB) beginWrite(ctx context.Context) (*Tx, error) {
	if d.engine == SQLite {
		t, err := d.write.BeginTx(ctx, nil)
		return &Tx{q: sqliteTx{t}, engine: SQLite}, err
	}
	t, err := d.pool.Begin(ctx)
	return &Tx{q: postgresTx{t}, engine: Postgres}, err
}

func (d *DB) beginRead(ctx context.Context) (*Tx, error) {
	if d.engine == SQLite {
		t, err := d.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
		return &Tx{q: sqliteTx{t}, engine: SQLite, reads: true}, err
	}
	t, err := d.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	return &Tx{q: postgresTx{t}, engine: Postgres, reads: true}, err
}

// In writes the placeholders of an IN list: In(3, 2) is "$3, $4".
func In(first, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", first+i)
	}
	return b.String()
}
