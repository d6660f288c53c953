package db_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
)

const titles = `SELECT title FROM note WHERE count >= $1 ORDER BY id`

func titlesOf(ctx context.Context, tx *db.Tx, inside func() error) ([]string, error) {
	r, err := tx.Query(ctx, titles, 0)
	return db.Collect(r, err, func(r *db.Rows) (title string, err error) {
		err = r.Scan(&title)
		if err != nil || inside == nil {
			return title, err
		}
		return title, inside()
	})
}

func TestKeptStatementsAnswerWhenAskedInsideThemselvesAndAfterManyOthers(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	d, err := db.Open(ctx, t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	err = d.Migrate(ctx, note)
	if err != nil {
		t.Fatal(err)
	}
	for round := 1; round <= 3; round++ { // the last statements meet a changed schema and more rows
		err := d.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO note (title, done, at) VALUES ($1, $2, $3)`, fmt.Sprint(round), false, "2026-11-22T00:00:00.000000Z")
			if err != nil {
				return err
			}
			_, err = tx.Exec(ctx, fmt.Sprintf(`ALTER TABLE note ADD COLUMN more_%d TEXT`, round))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = d.Read(ctx, func(tx *db.Tx) error { return readTwice(t, ctx, tx, round) })
		if err != nil {
			t.Fatal(err)
		}
	}
}

func readTwice(t *testing.T, ctx context.Context, tx *db.Tx, want int) error {
	inner := 0
	outer, err := titlesOf(ctx, tx, func() error {
		some, err := titlesOf(ctx, tx, nil)
		inner += len(some)
		return err
	})
	if err != nil || len(outer) != want || inner != want*want {
		t.Errorf("read %q, and inside %d rows, %v; want %d and %d", outer, inner, err, want, want*want)
	}
	for i := range 400 { // more texts than are kept
		var n int
		err := tx.QueryRow(ctx, fmt.Sprintf(`SELECT %d + COUNT(*) FROM note WHERE count > $1`, i), 5).Scan(&n)
		if err != nil || n != i {
			t.Errorf("text %d answers %d, %v", i, n, err)
		}
	}
	_, err = titlesOf(ctx, tx, nil)
	return err
}
