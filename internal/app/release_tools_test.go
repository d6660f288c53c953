//go:build tools

package app

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
)

const repository = "../.."

// must runs a command and returns what it printed.
func must(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	out, err := try(t, dir, name, args...)
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return out
}

func try(t *testing.T, dir, name string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// lastRelease builds the program of the last release from its commit.
func lastRelease(t *testing.T) (version, program string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, "deploy", "last-release"))
	if err != nil {
		t.Fatal(err)
	}
	version, commit, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	dir := t.TempDir()
	must(t, repository, "bash", "-c", fmt.Sprintf("git archive %s | tar -x -C %s", commit, dir))
	program = filepath.Join(dir, "bin", "nhipcau")
	must(t, dir, "go", "build", "-trimpath", "-ldflags", "-X github.com/nhipcau/nhipcau/internal/app.Version="+version, "-o", program, "./cmd/nhipcau")
	return version, program
}

const newVersion = "v9.9.9"

// thisRelease makes the archive as an operator gets it, and unpacks it.
func thisRelease(t *testing.T) (dir string) {
	t.Helper()
	out := t.TempDir()
	must(t, repository, "scripts/release", newVersion, out)
	archive, err := filepath.Glob(filepath.Join(out, "*.tar.gz"))
	if err != nil || len(archive) != 1 {
		t.Fatalf("the release is %v, %v", archive, err)
	}
	must(t, out, "sha256sum", "--check", filepath.Base(archive[0])+".sha256")
	dir = t.TempDir()
	must(t, dir, "tar", "-xzf", archive[0])
	dir = filepath.Join(dir, strings.TrimSuffix(filepath.Base(archive[0]), ".tar.gz"))
	must(t, dir, "sha256sum", "--check", "--strict", sumsFile)
	for _, name := range []string{"nhipcau.service", "nhipcau.env.sample", "sbom.cdx.json", "LICENSE", "CHANGELOG.md", "tai-lieu/van-hanh.md", "tai-lieu/ho-so-cap-do.md", "tai-lieu/quy-tac.json"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Size() == 0 {
			t.Errorf("the release lacks %s: %v", name, err)
		}
	}
	bill, err := os.ReadFile(filepath.Join(dir, "sbom.cdx.json"))
	if err != nil || !bytes.Contains(bill, []byte("pkg:golang/modernc.org/sqlite@")) {
		t.Errorf("the bill of materials does not name the database driver: %v", err)
	}
	return dir
}

// fillBy lets a program fill the data with the fictional province, and stops it.
func fillBy(t *testing.T, program string, data config.Data) {
	t.Helper()
	stop, _ := serveBy(t, program, "demo", data)
	stop()
}

// serveBy starts a program and waits until it answers; it says what the front page is.
func serveBy(t *testing.T, program, command string, data config.Data) (stop func(), page string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	err = listener.Close()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), program, append([]string{command, "--listen", "127.0.0.1", "--port", fmt.Sprint(port), "--admin", "off"}, flags(data)...)...)
	cmd.Stdout, cmd.Stderr = &log, &log
	err = cmd.Start()
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	stop = func() {
		err := cmd.Process.Signal(syscall.SIGTERM)
		if err != nil {
			t.Errorf("stopping %s: %v", program, err)
		}
		err = <-ended
		if err != nil {
			t.Errorf("%s ended with %v:\n%s", program, err, &log)
		}
	}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		select {
		case err := <-ended:
			t.Fatalf("%s %s ended with %v:\n%s", program, command, err, &log)
		default:
		}
		res, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d/dang-nhap", port))
		if err != nil {
			continue
		}
		page = res.Request.URL.Path
		_ = res.Body.Close() // only the address matters
		if res.StatusCode == http.StatusOK {
			break
		}
	}
	return stop, page
}

func flags(data config.Data) []string {
	args := []string{"--data", data.Dir}
	if data.DatabaseURL != "" {
		args = append(args, "--database-url", data.DatabaseURL)
	}
	return args
}

// contents counts what the province holds, read without the program.
func contents(t *testing.T, data config.Data) string {
	t.Helper()
	d, err := db.Open(t.Context(), data.Dir, data.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }() // only read
	var b strings.Builder
	for _, table := range []string{"org_unit", "org_person", "work_case", "work_period", "work_submission", "work_evidence", "plan", "audit_line", "auth_account"} {
		var n int
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %d\n", table, n)
	}
	sums := must(t, data.Dir, "bash", "-c", "find files keys -type f -not -name '*head*' | sort | xargs sha256sum")
	return b.String() + sums
}

func TestAnUpgradeFromTheLastReleaseAndBack(t *testing.T) {
	t.Parallel()
	oldVersion, oldProgram := lastRelease(t)
	dir := thisRelease(t)
	each(t, func(t *testing.T, data config.Data) {
		home := installation{filepath.Join(t.TempDir(), "opt")}
		installOld(t, home, oldVersion, oldProgram)
		fillBy(t, home.program(oldVersion), data)
		before := contents(t, data)
		program := filepath.Join(dir, "nhipcau")
		upgrade := func() (string, error) {
			return try(t, t.TempDir(), program, append([]string{"upgrade", "--to", home.dir, "--service", "off", "--admin", "off"}, flags(data)...)...)
		}

		spoil(t, data, `CREATE VIEW paper AS SELECT 1 AS id`)
		out, err := upgrade()
		if err == nil || !strings.Contains(out, "dữ liệu cũ được đưa trở lại") {
			t.Fatalf("an upgrade that cannot succeed says %v:\n%s", err, out)
		}
		if now, _ := home.current(); now != oldVersion {
			t.Errorf("after a failed upgrade %s is in use, want %s", now, oldVersion)
		}
		if after := contents(t, data); after != before {
			t.Errorf("after a failed upgrade the data is\n%s\nwant\n%s", after, before)
		}
		spoil(t, data, `DROP VIEW IF EXISTS paper`)

		out, err = upgrade()
		if err != nil {
			t.Fatalf("upgrading: %v\n%s", err, out)
		}
		stop, page := serveBy(t, filepath.Join(home.dir, "current", "nhipcau"), "serve", data)
		stop()
		if page != "/dang-nhap" {
			t.Errorf("after the upgrade the front page is %s", page)
		}
		must(t, t.TempDir(), program, append([]string{"audit", "verify"}, flags(data)...)...)
		if out, err := try(t, t.TempDir(), program, append([]string{"upgrade", "--to", home.dir, "--service", "off", "--admin", "off"}, flags(data)...)...); err == nil {
			t.Errorf("a second upgrade to the same version says\n%s", out)
		}

		out = must(t, t.TempDir(), filepath.Join(home.dir, "current", "nhipcau"), append([]string{"rollback", "--to", home.dir, "--service", "off", "--admin", "off"}, flags(data)...)...)
		if !strings.Contains(out, "Đã trở lại bản "+oldVersion) || !strings.Contains(out, "truoc-khi-tro-lai") {
			t.Errorf("going back says\n%s", out)
		}
		if now, _ := home.current(); now != oldVersion {
			t.Errorf("after going back %s is in use, want %s", now, oldVersion)
		}
		if after := contents(t, data); after != before {
			t.Errorf("after going back the data is\n%s\nwant\n%s", after, before)
		}
		stop, _ = serveBy(t, filepath.Join(home.dir, "current", "nhipcau"), "serve", data)
		stop()
	})
}

func installOld(t *testing.T, home installation, version, program string) {
	t.Helper()
	err := os.MkdirAll(home.release(version), 0o755)
	if err != nil {
		t.Fatal(err)
	}
	must(t, home.dir, "cp", program, home.program(version))
	err = home.use(version)
	if err != nil {
		t.Fatal(err)
	}
}

// spoil changes the schema behind the program's back.
func spoil(t *testing.T, data config.Data, statement string) {
	t.Helper()
	d, err := db.Open(t.Context(), data.Dir, data.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }() // what was written is on disk
	err = d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), statement)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestADamagedReleaseIsNotInstalled(t *testing.T) {
	t.Parallel()
	dir := thisRelease(t)
	f, err := os.OpenFile(filepath.Join(dir, "nhipcau.service"), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString("# thêm một dòng\n")
	if err != nil {
		t.Fatal(err)
	}
	err = f.Close()
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "opt")
	out, err := try(t, dir, "./nhipcau", "install", "--to", to)
	if err == nil || !strings.Contains(out, "nhipcau.service") || !strings.Contains(out, "không khớp mã kiểm tra") {
		t.Errorf("a damaged release says %v:\n%s", err, out)
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("something was installed")
	}
}
