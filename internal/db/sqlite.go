package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strconv"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// instantLayout is of fixed width, because SQLite compares instants as text.
const instantLayout = "2006-01-02T15:04:05.000000Z"

func openSQLite(ctx context.Context, path string) (*DB, error) {
	write, err := openSQLitePool(path, "&_txlock=immediate", 1)
	if err != nil {
		return nil, err
	}
	err = write.PingContext(ctx) // makes the file before the read-only pool looks for it
	if err != nil {
		return nil, errors.Join(fault.Wrap(fault.Unavailable, err, "Không mở được cơ sở dữ liệu %s. Hãy kiểm tra quyền ghi, chỗ trống trên đĩa, và tệp có phải của Nhịp Cầu không.", path), write.Close())
	}
	// Readers map the file. The one writer does not: it touches all of it, and all of that would count as its memory.
	read, err := openSQLitePool(path, "&mode=ro&_pragma=query_only(1)&_pragma=mmap_size(268435456)", max(4, 2*runtime.NumCPU()))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	return &DB{engine: SQLite, path: path, write: write, read: read}, nil
}

func openSQLitePool(path, options string, conns int) (*sql.DB, error) {
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)" +
		"&_pragma=foreign_keys(1)&_pragma=secure_delete(1)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-8000)" + options
	connector, err := newKeeping(dsn)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	pool := sql.OpenDB(connector)
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(conns)
	return pool, nil
}

// lockSQLiteMigrations lets one of several starting processes migrate; the others wait until it is done. The lock
// is the write lock of an empty database of its own beside the file, which dies with whoever holds it.
func lockSQLiteMigrations(ctx context.Context, path string) (unlock func(), err error) {
	pool, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path + "-migrating"}).EscapedPath()+"?_txlock=immediate&_pragma=busy_timeout("+strconv.Itoa(longestMigration)+")")
	if err != nil {
		return nil, err
	}
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return nil, errors.Join(fault.Wrap(fault.Unavailable, err, "Một tiến trình khác đang nâng cấp cơ sở dữ liệu %s. Hãy thử lại sau ít phút.", path), pool.Close())
	}
	return func() {
		_ = tx.Rollback() // nothing was written
		_ = pool.Close()
	}, nil
}

// longestMigration is how long one waits for another process to migrate, in milliseconds.
const longestMigration = 10 * 60 * 1000

type sqliteTx struct{ tx *sql.Tx }

func (t sqliteTx) exec(ctx context.Context, query string, args []any) (int64, error) {
	res, err := t.tx.ExecContext(ctx, query, sqliteArgs(args)...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (t sqliteTx) query(ctx context.Context, query string, args []any) (rows, error) {
	r, err := t.tx.QueryContext(ctx, query, sqliteArgs(args)...)
	if err != nil {
		return nil, err
	}
	return &sqliteRows{r}, nil
}

func (t sqliteTx) commit(context.Context) error { return t.tx.Commit() }

func (t sqliteTx) rollback(context.Context) { _ = t.tx.Rollback() } // after a commit it has nothing to do

// sqliteArgs turns instants into text of fixed width.
func sqliteArgs(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case time.Time:
			out[i] = instant(v).Format(instantLayout)
		case *time.Time:
			if v != nil {
				out[i] = instant(*v).Format(instantLayout)
			}
		default:
			out[i] = a
		}
	}
	return out
}

type sqliteRows struct{ rows *sql.Rows }

func (r *sqliteRows) Next() bool { return r.rows.Next() }
func (r *sqliteRows) Err() error { return r.rows.Err() }
func (r *sqliteRows) Close()     { _ = r.rows.Close() } // Err has told already

func (r *sqliteRows) Scan(dest ...any) error {
	out := make([]any, len(dest))
	for i, d := range dest {
		switch v := d.(type) {
		case *time.Time:
			out[i] = timeScanner{one: v}
		case **time.Time:
			out[i] = timeScanner{maybe: v}
		default:
			out[i] = d
		}
	}
	return r.rows.Scan(out...)
}

// timeScanner reads an instant into a time.Time, or NULL into a nil *time.Time.
type timeScanner struct {
	one   *time.Time
	maybe **time.Time
}

func (s timeScanner) Scan(src any) error {
	if src == nil && s.maybe != nil {
		*s.maybe = nil
		return nil
	}
	t, err := sqliteInstant(src)
	if err != nil {
		return fmt.Errorf("reading an instant: %w", err)
	}
	if s.maybe != nil {
		*s.maybe = &t
		return nil
	}
	*s.one = t
	return nil
}

// sqliteInstant reads our text, or what the driver made of a column that a library declared as timestamp.
func sqliteInstant(src any) (time.Time, error) {
	switch v := src.(type) {
	case time.Time:
		return v.UTC(), nil
	case string:
		return time.Parse(instantLayout, v)
	}
	return time.Time{}, fmt.Errorf("it is a %T", src)
}

func isSQLiteUnique(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}
