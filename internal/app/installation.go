package app

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// An installation is a folder of programs: releases/VERSION/nhipcau, the link current to the one in use, the
// backups made before upgrades, and history.jsonl with what was done.
type installation struct{ dir string }

const program = "nhipcau"

func (i installation) release(version string) string {
	return filepath.Join(i.dir, "releases", version)
}

func (i installation) program(version string) string {
	return filepath.Join(i.release(version), program)
}

func (i installation) backups() string { return filepath.Join(i.dir, "backups") }

// current is the version in use; empty when there is none.
func (i installation) current() (string, error) {
	to, err := os.Readlink(filepath.Join(i.dir, "current"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return filepath.Base(to), err
}

// use points current to a version, at once for everybody.
func (i installation) use(version string) error {
	_, err := os.Stat(i.program(version))
	if err != nil {
		return fault.Wrap(fault.NotFound, err, "Không thấy chương trình của bản %s trong %s.", version, i.dir)
	}
	link, next := filepath.Join(i.dir, "current"), filepath.Join(i.dir, "current.new")
	err = os.Remove(next)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err = os.Symlink(filepath.Join("releases", version), next)
	if err != nil {
		return err
	}
	return os.Rename(next, link)
}

// add copies an unpacked release, whose sums were compared, to its place.
func (i installation) add(from, version string) error {
	to := i.release(version)
	part := to + ".part"
	err := errors.Join(os.RemoveAll(part), os.MkdirAll(filepath.Dir(to), 0o755))
	if err != nil {
		return cannotOpen(i.dir, err)
	}
	defer func() { _ = os.RemoveAll(part) }() // gone already when all went well
	err = os.CopyFS(part, os.DirFS(from))
	if err != nil {
		return fmt.Errorf("copying the release: %w", err)
	}
	err = os.Chmod(filepath.Join(part, program), 0o755)
	if err != nil {
		return err
	}
	err = os.RemoveAll(to) // left by an upgrade that went back
	if err != nil {
		return err
	}
	return os.Rename(part, to)
}

// step is one line of the history.
type step struct {
	At     time.Time `json:"at"`
	Act    string    `json:"act"` // install, upgrade, rollback
	From   string    `json:"from,omitempty"`
	To     string    `json:"to"`
	Backup string    `json:"backup,omitempty"` // made before the schema changed
}

func (i installation) note(s step) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(i.dir, "history.jsonl"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(text, '\n'))
	return errors.Join(err, f.Sync(), f.Close())
}

// last is the newest line of the history; ok is false when there is none.
func (i installation) last() (s step, ok bool, err error) {
	f, err := os.Open(filepath.Join(i.dir, "history.jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		return step{}, false, nil
	}
	if err != nil {
		return step{}, false, err
	}
	defer func() { _ = f.Close() }() // only read
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		err := json.Unmarshal(lines.Bytes(), &s)
		if err != nil {
			return step{}, false, fmt.Errorf("reading the history: %w", err)
		}
		ok = true
	}
	return s, ok, lines.Err()
}

const sumsFile = "SHA256SUMS"

// checkRelease compares every file of an unpacked release with its sum. A file without a sum is refused too.
func checkRelease(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, sumsFile))
	if err != nil {
		return fault.Wrap(fault.NotFound, err, "Không thấy tệp %s cạnh chương trình. Hãy giải nén cả gói phát hành rồi chạy lệnh trong thư mục đó.", sumsFile)
	}
	sums := map[string]string{}
	for line := range strings.Lines(string(text)) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if ok {
			sums[name] = sum
		}
	}
	err = filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == sumsFile {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		sum, err := sumOf(file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if sums[name] != sum {
			return fault.New(fault.Invalid, "Tệp %s của gói phát hành không khớp mã kiểm tra. Hãy chép lại gói từ nguồn tin cậy.", name)
		}
		delete(sums, name)
		return nil
	})
	if err != nil {
		return err
	}
	for name := range sums {
		return fault.New(fault.Invalid, "Gói phát hành thiếu tệp %s. Hãy chép lại gói từ nguồn tin cậy.", name)
	}
	return nil
}

func sumOf(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // only read
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), err
}
