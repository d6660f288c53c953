package audit_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
)

var at = time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)

// sealedLog writes and seals five lines, in two rounds.
func sealedLog(t *testing.T, d *db.DB) (*audit.Keys, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "keys")
	keys, err := audit.OpenKeys(dir)
	if err != nil {
		t.Fatal(err)
	}
	sealer := audit.NewSealer(d, keys, func() time.Time { return at })
	for round := range 2 {
		for i := range 3 - round {
			write(t, d, int64(10*round+i))
		}
		err = sealer.Seal(t.Context(), audit.SealArgs{})
		if err != nil {
			t.Fatal(err)
		}
	}
	return keys, dir
}

func write(t *testing.T, d *db.DB, object int64) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		return audit.Write(t.Context(), tx, at, audit.Entry{
			ActorID: 7, Actor: "Trần Thu Hà", Action: "work.submit", Object: "case", ObjectID: object,
			Sentence: "Nộp kết quả nhiệm vụ %s lần %d.", Args: []any{"NV-2026-0042", 2},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func exec(t *testing.T, d *db.DB, statement string) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), statement)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func verify(t *testing.T, d *db.DB, keys *audit.Keys) audit.Verification {
	t.Helper()
	v, err := audit.Verify(t.Context(), d, keys)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAnUntouchedLogIsInOrder(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module}, func(t *testing.T, d *db.DB) {
		keys, dir := sealedLog(t, d)
		write(t, d, 99)
		v := verify(t, d, keys)
		if !v.OK() || v.Sealed != 5 || v.Waiting != 1 {
			t.Errorf("got %+v, want 5 sealed, 1 waiting, nothing found", v)
		}
		again, err := audit.OpenKeys(dir)
		if err != nil {
			t.Fatal(err)
		}
		if v := verify(t, d, again); !v.OK() {
			t.Errorf("the key read back finds %v", v.Findings)
		}
	})
}

func TestTamperingIsFound(t *testing.T) {
	t.Parallel()
	tampering := []struct {
		name string
		do   []string
		want string
	}{
		{"an edited line", []string{`UPDATE audit_line SET actor = 'Người khác' WHERE id = 2`}, "đã bị sửa"},
		{"a deleted line", []string{`DELETE FROM audit_seal WHERE line_id = 2`, `DELETE FROM audit_line WHERE id = 2`}, "đã bị xóa"},
		{"a cut end", []string{`DELETE FROM audit_seal WHERE seq > 3`, `DELETE FROM audit_line WHERE id > 3`, `DELETE FROM audit_head`}, "bị cắt"},
		{"a chain computed anew", []string{`DELETE FROM audit_seal`, `UPDATE audit_line SET actor = 'Người khác' WHERE id = 2`}, "viết lại"},
	}
	for _, tt := range tampering {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, []db.Module{audit.Module}, func(t *testing.T, d *db.DB) {
				keys, _ := sealedLog(t, d)
				for _, statement := range tt.do {
					exec(t, d, statement)
				}
				if tt.want == "viết lại" {
					reseal(t, d)
				}
				if got := findings(verify(t, d, keys)); !strings.Contains(got, tt.want) {
					t.Errorf("found %q, want something with %q", got, tt.want)
				}
			})
		})
	}
}

// reseal chains the whole log with a key of its own, as somebody with the database alone would.
func reseal(t *testing.T, d *db.DB) {
	t.Helper()
	forged, err := audit.OpenKeys(filepath.Join(t.TempDir(), "forged"))
	if err != nil {
		t.Fatal(err)
	}
	err = audit.NewSealer(d, forged, func() time.Time { return at }).Seal(t.Context(), audit.SealArgs{})
	if err != nil {
		t.Fatal(err)
	}
}

func TestALogWithoutItsRememberedHeadSaysSo(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module}, func(t *testing.T, d *db.DB) {
		keys, dir := sealedLog(t, d)
		err := os.Remove(filepath.Join(dir, "audit-head.json"))
		if err != nil {
			t.Fatal(err)
		}
		if v := verify(t, d, keys); v.OK() {
			t.Error("nothing was found")
		}
	})
}

func TestLinesComeBackNewestFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module}, func(t *testing.T, d *db.DB) {
		write(t, d, 1)
		write(t, d, 2)
		var lines []audit.Line
		err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
			lines, err = audit.Lines(t.Context(), tx, audit.Filter{Object: "case"})
			return err
		})
		if err != nil || len(lines) != 2 || lines[0].ObjectID != 2 || lines[0].At != at {
			t.Fatalf("got %+v, %v", lines, err)
		}
		if got, want := lines[0].Args[1], any(int64(2)); got != want {
			t.Errorf("argument = %v (%T), want %v", got, got, want)
		}
	})
}

func findings(v audit.Verification) string {
	var b strings.Builder
	for _, f := range v.Findings {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

func TestACollectorFetchesEachSealedLineOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module}, func(t *testing.T, d *db.DB) {
		sealedLog(t, d)
		write(t, d, 99) // not sealed yet
		var all strings.Builder
		n, err := audit.Export(t.Context(), d, 0, &all)
		if err != nil || n != 5 || strings.Count(all.String(), "\n") != 5 {
			t.Fatalf("Export writes %d lines, %v:\n%s", n, err, &all)
		}
		if want := `"at":"2026-11-21T09:00:00+07:00","actor_id":7,"actor":"Trần Thu Hà","action":"work.submit","object":"case","object_id":0,"text":"Nộp kết quả nhiệm vụ NV-2026-0042 lần 2."`; !strings.Contains(all.String(), want) {
			t.Errorf("the first line lacks %s:\n%s", want, &all)
		}
		var rest strings.Builder
		n, err = audit.Export(t.Context(), d, 3, &rest)
		if err != nil || n != 2 || !strings.HasSuffix(all.String(), rest.String()) {
			t.Errorf("after line 3 come %d lines, %v, want the last 2:\n%s", n, err, &rest)
		}
	})
}
