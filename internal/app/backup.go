package app

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// A backup is one compressed archive: manifest.json first, then keys/, database/ and files/, then
// sums.json with the SHA-256 of every entry before it, so that a cut or damaged archive is noticed.

type manifest struct {
	Format  int       `json:"format"`
	Version string    `json:"version"`
	Engine  db.Engine `json:"engine"`
	At      time.Time `json:"at"`
	Stamps  []int64   `json:"migrations"`
}

const (
	manifestEntry = "manifest.json"
	sumsEntry     = "sums.json"
	settingsEntry = "settings.env"
)

type backupCommand struct {
	config.Data
	File string `arg:"" help:"Tệp sao lưu sẽ tạo, ví dụ sao-luu-2026-11-21.tar.gz; tệp đã có thì không ghi đè."`
}

func (c backupCommand) Run(r *run) error {
	d, err := openFilled(r, c.Data)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }() // only read
	defer r.saying("Đang sao lưu; máy chủ vẫn làm việc bình thường…")()
	n, err := backup(r, d, c.Data, c.File)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.Stdout, "Đã sao lưu vào %s (%.1f MB) và đọc lại để kiểm tra.\nTệp này chứa cả khóa: hãy cất ở nơi chỉ quản trị mở được.\n", c.File, float64(n)/(1<<20))
	return err
}

// backup writes the archive beside its final place, reads it back, and only then gives it its name.
func backup(ctx context.Context, d *db.DB, data config.Data, file string) (size int64, err error) {
	if _, err := os.Stat(file); err == nil {
		return 0, fault.New(fault.Conflict, "Tệp %s đã có. Hãy chọn tên khác.", file)
	}
	part := file + ".part"
	out, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return 0, fault.Wrap(fault.Invalid, err, "Không ghi được vào %s. Hãy kiểm tra thư mục và quyền ghi.", part)
	}
	defer func() { _ = os.Remove(part) }() // gone already when all went well
	err = errors.Join(writeBackup(ctx, d, data, out), out.Sync(), out.Close())
	if err != nil {
		return 0, fmt.Errorf("backing up: %w", err)
	}
	_, err = checkBackup(part)
	if err != nil {
		return 0, fmt.Errorf("reading the backup back: %w", err)
	}
	info, err := os.Stat(part)
	if err != nil {
		return 0, err
	}
	return info.Size(), os.Rename(part, file)
}

func writeBackup(ctx context.Context, d *db.DB, data config.Data, w io.Writer) error {
	zip := gzip.NewWriter(w)
	sums := map[string]string{}
	out := &summing{tar: tar.NewWriter(zip), sums: sums}
	stamps, err := d.Applied(ctx)
	if err != nil {
		return err
	}
	err = out.add(manifestEntry, manifest{1, Version, d.Engine(), time.Now().UTC(), stamps})
	if err != nil {
		return err
	}
	// Keys go before the database, so that the remembered head of the audit log is never newer than the
	// log; files go after it, so that every row finds its content.
	for _, step := range []func() error{
		func() error { return out.folder("keys", data.Keys()) },
		func() error { return out.database(ctx, d) },
		func() error { return out.folder("files", data.Files()) },
		out.settings,
		func() error { return out.add(sumsEntry, sums) },
		out.tar.Close,
		zip.Close,
	} {
		err := step()
		if err != nil {
			return err
		}
	}
	return nil
}

// summing is an archive that remembers the hash of what goes in.
type summing struct {
	tar  *tar.Writer
	sums map[string]string
}

func (s *summing) add(name string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.bytes(name, text)
}

func (s *summing) bytes(name string, data []byte) error {
	sum := sha256.Sum256(data)
	s.sums[name] = hex.EncodeToString(sum[:])
	err := s.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(data))})
	if err != nil {
		return err
	}
	_, err = s.tar.Write(data)
	return err
}

// database dumps through a pipe, so that the hash is known when the entry ends.
func (s *summing) database(ctx context.Context, d *db.DB) error {
	r, w := io.Pipe()
	go func() {
		inner := tar.NewWriter(w)
		err := d.Dump(ctx, inner, listen.Fleeting...)
		if err == nil { // otherwise the end mark would hide the error
			err = inner.Close()
		}
		w.CloseWithError(err)
	}()
	in := tar.NewReader(r)
	for n := 0; ; n++ {
		h, err := in.Next()
		if errors.Is(err, io.EOF) && n > 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("copying the database: %w", err)
		}
		err = s.copy(h.Name, h.Size, in)
		if err != nil {
			return err
		}
	}
}

func (s *summing) copy(name string, size int64, r io.Reader) error {
	err := s.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size})
	if err != nil {
		return err
	}
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(s.tar, sum), r)
	s.sums[name] = hex.EncodeToString(sum.Sum(nil))
	return err
}

func (s *summing) folder(name, dir string) error {
	return filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || e.IsDir() || strings.HasSuffix(file, ".part") {
			return err
		}
		inside, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		return s.file(name+"/"+filepath.ToSlash(inside), file)
	})
}

func (s *summing) file(name, file string) error {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) { // collected while we walked
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return s.copy(name, info.Size(), io.LimitReader(f, info.Size()))
}

// settings keeps the settings that came from the environment; secrets are in files and stay there.
func (s *summing) settings() error {
	var lines []string
	for _, e := range os.Environ() {
		if strings.HasPrefix(e, "NHIPCAU_") && !strings.HasPrefix(e, "NHIPCAU_TEST") {
			lines = append(lines, e)
		}
	}
	slices.Sort(lines)
	return s.bytes(settingsEntry, []byte(strings.Join(append(lines, ""), "\n")))
}

var errDamaged = fault.New(fault.Invalid, "Tệp sao lưu bị cắt hoặc hỏng. Hãy dùng một bản sao lưu khác.")

// checkBackup reads a whole archive and compares every hash.
func checkBackup(file string) (manifest, error) {
	found := map[string]string{}
	var m manifest
	var sums map[string]string
	err := readBackup(file, func(name string, r io.Reader) error {
		switch name {
		case sumsEntry:
			return json.NewDecoder(r).Decode(&sums)
		case manifestEntry:
			text, err := io.ReadAll(io.LimitReader(r, 1<<20))
			if err != nil {
				return err
			}
			sum := sha256.Sum256(text)
			found[name] = hex.EncodeToString(sum[:])
			return json.Unmarshal(text, &m)
		}
		sum := sha256.New()
		_, err := io.Copy(sum, r)
		found[name] = hex.EncodeToString(sum.Sum(nil))
		return err
	})
	if err != nil {
		return m, err
	}
	if len(sums) == 0 || len(sums) != len(found) {
		return m, errDamaged
	}
	for name, sum := range sums {
		if found[name] != sum {
			return m, errDamaged
		}
	}
	return m, nil
}

func readBackup(file string, entry func(name string, r io.Reader) error) error {
	f, err := os.Open(file)
	if err != nil {
		return cannotOpen(file, err)
	}
	defer func() { _ = f.Close() }() // only read
	zip, err := gzip.NewReader(f)
	if err != nil {
		return errDamaged
	}
	in := tar.NewReader(zip)
	for {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil || !filepath.IsLocal(h.Name) {
			return errDamaged
		}
		err = entry(h.Name, in)
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) {
			return errDamaged
		}
		if err != nil {
			return err
		}
	}
}

type restoreCommand struct {
	config.Data
	File string `arg:"" help:"Tệp sao lưu."`
}

func (c restoreCommand) Run(r *run) error {
	defer r.saying("Đang kiểm tra và khôi phục %s…", c.File)()
	m, err := checkBackup(c.File)
	if err != nil {
		return err
	}
	err = c.refuseUnlessEmpty(r, m)
	if err != nil {
		return err
	}
	err = restore(r, c.Data, c.File, m)
	if err != nil {
		return fmt.Errorf("khôi phục không xong: %w", err)
	}
	_, err = fmt.Fprintf(r.Stdout, "Đã khôi phục bản sao lưu lúc %s vào %s.\n", m.At.Format("15:04 02/01/2006 UTC"), c.Dir)
	return err
}

func (c restoreCommand) refuseUnlessEmpty(ctx context.Context, m manifest) error {
	url, err := c.URL()
	if err != nil {
		return err
	}
	if m.Engine == db.Postgres && url == "" {
		return fault.New(fault.Invalid, "Bản sao lưu này của PostgreSQL: hãy cho biết --database-url của cơ sở dữ liệu trống để khôi phục vào.")
	}
	if m.Engine == db.SQLite && url != "" {
		return fault.New(fault.Invalid, "Bản sao lưu này của SQLite: hãy bỏ --database-url.")
	}
	entries, err := os.ReadDir(c.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannotOpen(c.Dir, err)
	}
	if len(entries) > 0 {
		return fault.New(fault.Conflict, "Thư mục %s không trống. Hãy khôi phục vào một thư mục mới để không mất dữ liệu đang có.", c.Dir)
	}
	if url == "" {
		return nil
	}
	d, err := db.Open(ctx, "", url)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }() // only read
	stamps, err := d.Applied(ctx)
	if err == nil && len(stamps) > 0 {
		return fault.New(fault.Conflict, "Cơ sở dữ liệu PostgreSQL không trống. Hãy khôi phục vào một cơ sở dữ liệu mới.")
	}
	return nil
}

// restore unpacks beside the data directory, in the schema that the backup had, brings it up to date, and
// only then gives the directory its name: what fails leaves nothing half restored there.
func restore(ctx context.Context, data config.Data, file string, m manifest) (err error) {
	dir := filepath.Clean(data.Dir)
	staging := config.Data{Dir: dir + ".khoi-phuc", DatabaseURL: data.DatabaseURL, DatabaseKey: data.DatabaseKey}
	err = os.RemoveAll(staging.Dir) // left by a restore that was killed
	if err != nil {
		return err
	}
	err = os.MkdirAll(staging.Dir, 0o700)
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(staging.Dir) }() // gone already when all went well
	err = restoreInto(ctx, staging, file, m)
	if err != nil {
		return err
	}
	err = os.Remove(dir) // it is empty
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(staging.Dir, dir)
}

func restoreInto(ctx context.Context, data config.Data, file string, m manifest) (err error) {
	var d *db.DB
	if m.Engine == db.Postgres {
		url, err := data.URL()
		if err != nil {
			return err
		}
		d, err = db.Open(ctx, "", url)
		if err != nil {
			return err
		}
		defer func() { _ = d.Close() }() // every load has told its error
		err = d.MigrateTo(ctx, schema(), m.Stamps)
		if err != nil {
			return err
		}
	}
	err = readBackup(file, func(name string, r io.Reader) error {
		switch {
		case name == manifestEntry || name == sumsEntry:
			return nil
		case name == db.SQLiteEntry:
			return unpack(filepath.Join(data.Dir, "nhipcau.db"), r)
		case strings.HasPrefix(name, "database/"):
			return d.LoadTable(ctx, name, r)
		}
		return unpack(filepath.Join(data.Dir, filepath.FromSlash(name)), r)
	})
	if err != nil {
		return err
	}
	return bringUpToDate(ctx, data, d)
}

func bringUpToDate(ctx context.Context, data config.Data, d *db.DB) (err error) {
	if d == nil {
		d, err = db.Open(ctx, data.Dir, "")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, d.Close()) }()
	}
	err = d.Migrate(ctx, schema())
	if err != nil {
		return err
	}
	return d.ResetSequences(ctx)
}

func unpack(file string, r io.Reader) error {
	err := os.MkdirAll(filepath.Dir(file), 0o700)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Sync(), f.Close())
}
