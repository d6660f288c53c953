package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
)

var note = []db.Module{{Name: "note", Files: fstest.MapFS{
	"migrations/20260101000000_note.sql": {Data: []byte(`-- +goose Up
CREATE TABLE note (
	id    {{id}},
	title TEXT NOT NULL UNIQUE,
	done  {{bool}} NOT NULL,
	at    {{ts}} NOT NULL,
	until {{ts}},
	count {{int}} NOT NULL DEFAULT 0
) {{strict}};
-- only postgres
COMMENT ON TABLE note IS 'chỉ PostgreSQL';
-- end
`)},
}}}

func TestBothEnginesKeepWhatTheyAreGiven(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, note, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		at := time.Date(2026, 11, 21, 9, 30, 0, 123456789, time.FixedZone("", 7*3600))
		var id int64
		err := d.Write(ctx, func(tx *db.Tx) error {
			return tx.QueryRow(ctx, `INSERT INTO note (title, done, at, until) VALUES ($1, $2, $3, $4) RETURNING id`,
				"Kế hoạch số 128/KH-UBND", true, at, (*time.Time)(nil)).Scan(&id)
		})
		if err != nil {
			t.Fatal(err)
		}
		var title string
		var done bool
		var got time.Time
		var until *time.Time
		err = d.Read(ctx, func(tx *db.Tx) error {
			return tx.QueryRow(ctx, `SELECT title, done, at, until FROM note WHERE id = $1`, id).Scan(&title, &done, &got, &until)
		})
		if err != nil {
			t.Fatal(err)
		}
		want := time.Date(2026, 11, 21, 2, 30, 0, 123456000, time.UTC)
		if title != "Kế hoạch số 128/KH-UBND" || !done || until != nil || got != want {
			t.Errorf("read %q %v %v %v, want the same back, at %v", title, done, got, until, want)
		}
	})
}

func TestAReadingTransactionCannotWrite(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, note, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		err := d.Read(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO note (title, done, at) VALUES ($1, $2, $3)`, "x", false, time.Now())
			return err
		})
		if err == nil {
			t.Fatal("a reading transaction wrote")
		}
	})
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, note, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		stop := errors.New("stop")
		ran := false
		err := d.Write(ctx, func(tx *db.Tx) error {
			tx.AfterCommit(func() { ran = true })
			err := insert(ctx, tx, "một")
			if err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) || ran || count(t, d) != 0 {
			t.Errorf("err %v, after-commit ran %v, rows %d; want stop, false, 0", err, ran, count(t, d))
		}
	})
}

func TestABrokenUniqueRuleIsRecognised(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, note, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		err := d.Write(ctx, func(tx *db.Tx) error {
			err := insert(ctx, tx, "trùng")
			if err != nil {
				return err
			}
			return insert(ctx, tx, "trùng")
		})
		if !db.IsUnique(err) {
			t.Errorf("IsUnique(%v) = false", err)
		}
	})
}

func TestManyWritersLoseNoCount(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, note, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		err := d.Write(ctx, func(tx *db.Tx) error { return insert(ctx, tx, "đếm") })
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 10 {
					err := d.Write(ctx, addOne(ctx))
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		var n int
		err = d.Read(ctx, func(tx *db.Tx) error { return tx.QueryRow(ctx, `SELECT count FROM note`).Scan(&n) })
		if err != nil || n != 80 {
			t.Errorf("count = %d, %v; want 80", n, err)
		}
	})
}

func addOne(ctx context.Context) func(*db.Tx) error {
	return func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE note SET count = count + 1`)
		return err
	}
}

func TestProcessesThatStartTogetherMigrateOnce(t *testing.T) {
	t.Parallel()
	url := dbtest.PostgresURL(t, nil)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			d, err := db.Open(t.Context(), "", url)
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = d.Close() }()
			err = d.Migrate(t.Context(), note)
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestTwoFilesNeverShareAStamp(t *testing.T) {
	t.Parallel()
	d, err := db.Open(t.Context(), t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	twin := note[0]
	twin.Name = "twin"
	err = d.Migrate(t.Context(), []db.Module{note[0], twin})
	if err == nil {
		t.Fatal("two migrations with one stamp were accepted")
	}
}

func insert(ctx context.Context, tx *db.Tx, title string) error {
	_, err := tx.Exec(ctx, `INSERT INTO note (title, done, at) VALUES ($1, $2, $3)`, title, false, time.Now())
	return err
}

func count(t *testing.T, d *db.DB) int {
	t.Helper()
	var n int
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM note`).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTwoFirstStartsMigrateOnce(t *testing.T) {
	t.Parallel()
	many := []db.Module{{Name: "many", Files: fstest.MapFS{}}}
	for i := range 30 {
		many[0].Files.(fstest.MapFS)[fmt.Sprintf("migrations/202601010000%02d_table.sql", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "-- +goose Up\nCREATE TABLE many%d (id {{id}});\n", i)}
	}
	dir := t.TempDir()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			d, err := db.Open(t.Context(), dir, "")
			if err != nil {
				t.Errorf("opening: %v", err)
				return
			}
			err = errors.Join(d.Migrate(t.Context(), many), d.Close())
			if err != nil {
				t.Errorf("migrating: %v", err)
			}
		})
	}
	all.Wait()
}
