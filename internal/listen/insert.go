package listen

import (
	"context"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
)

// rowsAtOnce are how many rows statements carry. There are few different ones for each table, so that the
// engines keep them prepared.
var rowsAtOnce = [...]int{50, 10, 1}

// insertRows runs head VALUES (…), (…) tail for all rows, each of which has the same number of values.
func insertRows(ctx context.Context, tx *db.Tx, head string, rows [][]any, tail string) error {
	for _, n := range rowsAtOnce {
		if len(rows) < n {
			continue
		}
		width := len(rows[0])
		text := head + valuesOf(tx.Engine(), n, width) + tail
		for ; len(rows) >= n; rows = rows[n:] {
			args := make([]any, 0, n*width)
			for _, row := range rows[:n] {
				args = append(args, row...)
			}
			err := execKept(ctx, tx, text, args)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// execKept runs a statement that stays prepared: on SQLite only what is asked as a query does.
func execKept(ctx context.Context, tx *db.Tx, text string, args []any) error {
	if tx.Engine() == db.Postgres {
		_, err := tx.Exec(ctx, text, args...)
		return err
	}
	r, err := tx.Query(ctx, text, args...)
	if err != nil {
		return err
	}
	defer r.Close()
	for r.Next() { // a statement without rows has none, and is run all the same
	}
	return r.Err()
}

// valuesOf writes " VALUES ($1, $2), ($3, $4) " for n rows of some width. SQLite looks for the name of each
// parameter in a list of all names; it is given parameters without names.
func valuesOf(e db.Engine, n, width int) string {
	var b strings.Builder
	b.Grow(n*(width*6+4) + 10)
	b.WriteString(" VALUES ")
	at := 1
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		for j := range width {
			if j > 0 {
				b.WriteByte(',')
			}
			if e == db.SQLite {
				b.WriteByte('?')
				continue
			}
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(at))
			at++
		}
		b.WriteByte(')')
	}
	b.WriteByte(' ')
	return b.String()
}

// eachIn calls fn with parts of ids that fit into one IN list, and with the list's placeholders.
func eachIn[T ~int64](ids []T, fn func(in string, args []any) error) error {
	const most = 500
	for len(ids) > 0 {
		n := min(len(ids), most)
		args := make([]any, n)
		for i, id := range ids[:n] {
			args[i] = int64(id)
		}
		err := fn(db.In(1, n), args)
		if err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// allocate takes n numbers for new rows of a table and returns the first of them. On PostgreSQL the numbers
// follow each other too, because the counter is moved under a lock.
func allocate(ctx context.Context, tx *db.Tx, table string, n int) (first int64, err error) {
	if tx.Engine() == db.Postgres {
		err = alone(ctx, tx, table)
		if err != nil {
			return 0, err
		}
		err = tx.QueryRow(ctx, `SELECT nextval(pg_get_serial_sequence($1, 'id'))`, table).Scan(&first)
		if err != nil || n == 1 {
			return first, err
		}
		_, err = tx.Exec(ctx, `SELECT setval(pg_get_serial_sequence($1, 'id'), $2)`, table, first+int64(n)-1)
		return first, err
	}
	err = tx.QueryRow(ctx, `SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = $1), 0) + 1`, table).Scan(&first)
	return first, err
}

// alone waits until no other transaction adds rows to a table this way, until this one ends. SQLite has one writer.
func alone(ctx context.Context, tx *db.Tx, table string) error {
	if tx.Engine() != db.Postgres {
		return nil
	}
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext($1))`, table)
	return err
}

func asArgs(ids []int64) []any {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return args
}
