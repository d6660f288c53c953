package app

import (
	"context"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/org"
)

// each runs fn with the data of a fresh house on either engine.
func each(t *testing.T, fn func(t *testing.T, data config.Data)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		fn(t, config.Data{Dir: filepath.Join(t.TempDir(), "data")})
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		fn(t, config.Data{Dir: filepath.Join(t.TempDir(), "data"), DatabaseURL: dbtest.PostgresURL(t, nil)})
	})
}

func mustBuild(t *testing.T, data config.Data) *house {
	t.Helper()
	h, err := build(t.Context(), blueprint{Data: data, Serve: config.Serve{Listen: "127.0.0.1", Admin: "off", Rate: -1}})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// closed closes h when the test ends.
func closed(t *testing.T, h *house) {
	t.Helper()
	t.Cleanup(func() {
		err := h.Close()
		if err != nil {
			t.Error(err)
		}
	})
}

func TestAServerStartsAnswersAndStops(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, data config.Data) {
		h := mustBuild(t, data)
		ctx, stop := context.WithCancel(t.Context())
		ready, ended := make(chan string, 1), make(chan error, 1)
		var out strings.Builder
		go func() { ended <- h.serve(ctx, Surroundings{Stdout: &out}, func(a string) { ready <- a }) }()
		address := <-ready
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		client := &http.Client{Jar: jar}
		res, err := client.Get(address + "/")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Request.URL.Path, "/thiet-lap") && !strings.HasPrefix(res.Request.URL.Path, "/dang-nhap") {
			t.Errorf("the first page is %s with %d", res.Request.URL.Path, res.StatusCode)
		}
		stop()
		err = <-ended
		if err != nil {
			t.Errorf("stopping: %v", err)
		}
		err = h.Close()
		if err != nil {
			t.Error(err)
		}
		if !strings.Contains(out.String(), "phục vụ tại http://localhost:") {
			t.Errorf("it said %q", out.String())
		}
	})
}

func TestABackupComesBackWhole(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, data config.Data) {
		ctx := t.Context()
		h := mustBuild(t, data)
		fill(t, h)
		file := filepath.Join(t.TempDir(), "backup.tar.gz")
		_, err := backup(ctx, h.db, data, file)
		if err != nil {
			t.Fatal(err)
		}
		want := snapshot(t, h)
		err = h.Close()
		if err != nil {
			t.Fatal(err)
		}
		to := config.Data{Dir: filepath.Join(t.TempDir(), "restored")}
		if data.DatabaseURL != "" {
			to.DatabaseURL = dbtest.PostgresURL(t, nil)
		}
		m, err := checkBackup(file)
		if err != nil {
			t.Fatal(err)
		}
		err = restore(ctx, to, file, m)
		if err != nil {
			t.Fatal(err)
		}
		back := mustBuild(t, to)
		if got := snapshot(t, back); got != want {
			t.Errorf("restored %s, want %s", got, want)
		}
		v, err := audit.Verify(ctx, back.db, back.keys)
		if err != nil || !v.OK() {
			t.Errorf("the audit log: %v, %v", v.Findings, err)
		}
		fill(t, back) // new rows find free numbers
		err = back.Close()
		if err != nil {
			t.Error(err)
		}
	})
}

// fill puts a unit, an audit line and a file into a house.
func fill(t *testing.T, h *house) {
	t.Helper()
	ctx := t.Context()
	stored, err := h.files.Keep("báo cáo.txt", strings.NewReader("Nội dung"))
	if err != nil {
		t.Fatal(err)
	}
	err = h.db.Write(ctx, func(tx *db.Tx) error {
		n, err := units(ctx, tx)
		if err != nil {
			return err
		}
		_, err = h.org.AddUnit(ctx, tx, org.Unit{Code: "U" + itoa(n), Name: "Ủy ban nhân dân xã Tân Lập", Level: org.Commune})
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO file (hash, name, type, size, object, object_id, at, person, by_name)
			VALUES ($1, $2, $3, $4, 'case', 1, $5, 0, 'Hà')`, stored.Hash, stored.Name, stored.Type, stored.Size, h.Now())
		if err != nil {
			return err
		}
		return audit.Write(ctx, tx, h.Now(), audit.Entry{Actor: "Hệ thống", Action: "test", Object: "unit", Sentence: "Thử."})
	})
	if err != nil {
		t.Fatal(err)
	}
	err = audit.NewSealer(h.db, h.keys, h.Now).Seal(ctx, audit.SealArgs{})
	if err != nil {
		t.Fatal(err)
	}
}

func units(ctx context.Context, tx *db.Tx) (n int64, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM org_unit`).Scan(&n)
	return n, err
}

// snapshot says what a house holds.
func snapshot(t *testing.T, h *house) string {
	t.Helper()
	var b strings.Builder
	err := h.db.Read(t.Context(), func(tx *db.Tx) error {
		for _, q := range []string{
			`SELECT COUNT(*) FROM org_unit`, `SELECT COUNT(*) FROM audit_seal`, `SELECT COUNT(*) FROM file`,
			`SELECT COALESCE(MAX(version), 0) FROM org_version`,
		} {
			var n int64
			err := tx.QueryRow(t.Context(), q).Scan(&n)
			if err != nil {
				return err
			}
			b.WriteString(itoa(n) + " ")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = h.files.Walk(func(hash string) error {
		b.WriteString(hash[:8])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestADamagedBackupIsNoticed(t *testing.T) {
	t.Parallel()
	data := config.Data{Dir: filepath.Join(t.TempDir(), "data")}
	h := mustBuild(t, data)
	fill(t, h)
	file := filepath.Join(t.TempDir(), "backup.tar.gz")
	_, err := backup(t.Context(), h.db, data, file)
	if err != nil {
		t.Fatal(err)
	}
	err = h.Close()
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, damaged := range map[string][]byte{
		"cut":     whole[:len(whole)*2/3],
		"changed": append(append([]byte{}, whole[:len(whole)/2]...), append([]byte{whole[len(whole)/2] ^ 0xff}, whole[len(whole)/2+1:]...)...),
	} {
		bad := filepath.Join(t.TempDir(), name)
		err := os.WriteFile(bad, damaged, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		_, err = checkBackup(bad)
		if err == nil {
			t.Errorf("a backup that was %s is called whole", name)
		}
	}
}

func TestATakenAddressIsToldBeforeAnybodyIsGreeted(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }() // nothing was said on it
	port := taken.Addr().(*net.TCPAddr).Port
	for name, tt := range map[string]struct {
		serve config.Serve
		want  string
	}{
		"of the pages":   {config.Serve{Listen: "127.0.0.1", Port: port, Admin: "off"}, "PORT"},
		"of the metrics": {config.Serve{Listen: "127.0.0.1", Admin: taken.Addr().String()}, "NHIPCAU_ADMIN"},
	} {
		t.Run(name, func(t *testing.T) {
			h, err := build(t.Context(), blueprint{Data: config.Data{Dir: filepath.Join(t.TempDir(), "data")}, Serve: tt.serve})
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			err = h.serve(t.Context(), Surroundings{Stdout: &out}, nil)
			if err == nil || !strings.Contains(err.Error(), tt.want) || out.Len() > 0 {
				t.Errorf("serve = %v after saying %q, want a sentence that names %s and no greeting", err, out.String(), tt.want)
			}
			err = h.Close()
			if err != nil {
				t.Error(err)
			}
		})
	}
}
