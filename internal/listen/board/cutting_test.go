package board

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
)

// A photographed cutting, its article and the audit line are stored together or not at all, and of what was not stored
// nothing stays on the disk.
func TestACuttingIsStoredWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, auth.Module, files.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		s, c := desk(t, d)
		var err error
		s.Files, err = files.Open(d, t.TempDir(), s.Now)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Files.Close() })
		before := cuttingCounts(t, d, s)
		enter := func(title string) int {
			var photo bytes.Buffer
			err := png.Encode(&photo, image.NewGray(image.Rect(0, 0, 8+len(title), 8)))
			if err != nil {
				t.Fatal(err)
			}
			return c.Get(EntryURL).Upload(EntryURL+"/bao-chi", "anh", "cat.png", photo.Bytes(),
				"tieu-de", title, "bao", "Báo An Bình", "nhom", "provincial", "ngay", "19/11/2026", "la-bao", "1").Last.StatusCode
		}
		for _, tt := range []struct{ name, table, only string }{
			{"the row of the photograph cannot be written", "file", ""},
			{"the audit line of the entry cannot be written", "audit_line", "listen.enter"},
			{"the words of the article cannot be written", "listen_block", ""},
		} {
			heal := refuseRows(t, d, tt.table, tt.only)
			if code := enter("Bài báo in"); code != 500 {
				t.Errorf("%s: the answer is %d, want 500", tt.name, code)
			}
			heal()
			if got := cuttingCounts(t, d, s); got != before {
				t.Errorf("%s: %+v is left, want %+v", tt.name, got, before)
			}
		}
		enter("Bài báo in")
		want := before
		want.items, want.rows, want.lines, want.disk = before.items+1, 1, 1, 1
		if got := cuttingCounts(t, d, s); got != want {
			t.Errorf("after an entry %+v, want %+v", got, want)
		}
		enter("Bài báo in") // once more: known, and nothing of the second photograph stays
		want.lines++
		if got := cuttingCounts(t, d, s); got != want {
			t.Errorf("after the same entry once more %+v, want %+v", got, want)
		}
	})
}

// cuttingCount is what there is of entries by hand.
type cuttingCount struct{ items, rows, lines, disk int }

func cuttingCounts(t *testing.T, d *db.DB, s *Service) (n cuttingCount) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(t.Context(), `
			SELECT (SELECT COUNT(*) FROM listen_item), (SELECT COUNT(*) FROM file WHERE object = $1), (SELECT COUNT(*) FROM audit_line WHERE action = 'listen.enter')`,
			CuttingOf).Scan(&n.items, &n.rows, &n.lines)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Files.Walk(func(string) error { n.disk++; return nil })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// refuseRows lets a table refuse new rows, all or those of an action, until it is healed.
func refuseRows(t *testing.T, d *db.DB, table, action string) (heal func()) {
	t.Helper()
	when := `true`
	if action != "" {
		when = `NEW.action = '` + action + `'`
	}
	make, drop := []string{`CREATE TRIGGER refuse BEFORE INSERT ON ` + table + ` WHEN ` + when + ` BEGIN SELECT RAISE(ABORT, 'refused'); END`}, `DROP TRIGGER refuse`
	if d.Engine() == db.Postgres {
		make, drop = []string{
			`CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''refused''; END'`,
			`CREATE TRIGGER refuse BEFORE INSERT ON ` + table + ` FOR EACH ROW WHEN (` + when + `) EXECUTE FUNCTION refuse()`,
		}, `DROP TRIGGER refuse ON `+table
	}
	run := func(all ...string) {
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			for _, text := range all {
				_, err := tx.Exec(t.Context(), text)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	run(make...)
	return func() { run(drop) }
}
