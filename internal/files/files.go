// Package files keeps attachments: bytes once, under the hash of their content, outside the database; a
// row for each use. A file is seen by whoever sees the thing it hangs on. Bytes are kept exactly as they
// came, so that signatures inside stay valid.
//
// Bytes are written and synced before the row commits, so no row ever points to nothing; bytes whose row
// never came are collected after a day.
//
// Tables: file.
package files

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/gabriel-vasile/mimetype"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/vi"
)

//go:embed migrations
var migrations embed.FS

// Module is the schema of attachments.
var Module = db.Module{Name: "files", Files: migrations}

// MaxSize is the most bytes of one file.
const MaxSize = 50 << 20

// File is one attachment.
type File struct {
	ID       int64
	Hash     string // SHA-256 of the content, hexadecimal
	Name     string // as the person called it
	Type     string // media type, found from the content
	Size     int64  // bytes
	Object   string // kind of thing it hangs on, "case"
	ObjectID int64
	At       time.Time
	By       string // name of who added it
}

// Sight decides whether an officer may see the thing that files hang on.
type Sight func(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (bool, error)

// Store keeps files in one folder.
type Store struct {
	d      *db.DB
	root   *os.Root
	now    func() time.Time
	sights map[string]Sight
	screen Screen
	key    []byte // seals the tokens of what waits for its form

	partials partials
}

// Screen refuses content that must not be kept at all, such as a paper marked as a state secret, with a
// fault.Invalid whose sentence says why.
type Screen func(name string, data []byte) error

// Open uses the folder dir, which is made if need be. Close must be called.
func Open(d *db.DB, dir string, now func() time.Time) (*Store, error) {
	err := os.MkdirAll(dir, 0o700)
	if err != nil {
		return nil, fmt.Errorf("making the folder of files: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the folder of files: %w", err)
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return &Store{d: d, root: root, now: now, sights: map[string]Sight{}, key: key, partials: partials{memory: map[string]*inMemory{}}}, nil
}

// Close lets go of the folder.
func (s *Store) Close() error { return s.root.Close() }

// Watch says who sees the files of one kind of thing. Without it nobody does.
func (s *Store) Watch(object string, see Sight) { s.sights[object] = see }

// Screen says what must not be kept, beside what Keep refuses by itself.
func (s *Store) Screen(refuse Screen) { s.screen = refuse }

// Stored is content that is safely on disk and waits for its row.
type Stored struct {
	Hash, Name, Type string
	Size             int64

	wrote time.Time // when this content came to the disk; zero if it was there before
}

// Keep writes content to disk. It is called before the transaction, since disks are slow; Attach then
// makes the row. What may not be kept is refused with a sentence: too large, empty, a program, or what the
// screen refuses; of that nothing reaches the disk.
func (s *Store) Keep(name string, content io.Reader) (Stored, error) {
	return s.keep(name, content, s.screen)
}

// KeepScreened is Keep for content whose reader has applied the screen itself.
func (s *Store) KeepScreened(name string, content io.Reader) (Stored, error) {
	return s.keep(name, content, nil)
}

func (s *Store) keep(name string, content io.Reader, screen Screen) (Stored, error) {
	data, err := io.ReadAll(io.LimitReader(content, MaxSize+1))
	switch {
	case err != nil:
		return Stored{}, fault.Wrap(fault.Invalid, err, "Không nhận được trọn tệp %s. Hãy tải lên lại.", name)
	case len(data) > MaxSize:
		return Stored{}, fault.New(fault.TooLarge, "Tệp %s lớn hơn 50 MB. Hãy nén lại hoặc chia nhỏ rồi tải lên.", name)
	case len(data) == 0:
		return Stored{}, fault.New(fault.Invalid, "Tệp %s không có nội dung. Hãy kiểm tra lại tệp trên máy.", name)
	}
	kind, ok := typeOf(data)
	if !ok || runs(name) {
		return Stored{}, fault.New(fault.Invalid, "Không nhận tệp %s vì đó không phải là văn bản, bảng tính, ảnh, âm thanh, video hoặc tệp nén.", name)
	}
	if screen != nil {
		err := screen(name, data)
		if err != nil {
			return Stored{}, err
		}
	}
	sum := sha256.Sum256(data)
	st := Stored{Hash: hex.EncodeToString(sum[:]), Name: CleanName(name), Type: kind, Size: int64(len(data))}
	st.wrote, err = s.write(st.Hash, data)
	return st, err
}

// Drop removes content at once whose change was not made, where nobody else kept the same since. Without it
// [Store.Collect] removes it a day later.
func (s *Store) Drop(st Stored) error {
	if st.wrote.IsZero() {
		return nil
	}
	place := placeOf(st.Hash)
	aside := partOf(place)
	err := s.root.Rename(place, aside)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("dropping a file: %w", err)
	}
	info, err := s.root.Stat(aside)
	if err != nil || !info.ModTime().Equal(st.wrote) {
		return errors.Join(err, s.root.Rename(aside, place))
	}
	return s.root.Remove(aside)
}

// partOf is a name beside a place for what is on its way there or away.
func partOf(place string) string { return place + "." + rand.Text()[:8] + ".part" }

// Holds reports whether stored content is still on disk, and keeps it from the collector for another day.
func (s *Store) Holds(st Stored) bool {
	return len(st.Hash) == 2*sha256.Size && s.root.Chtimes(placeOf(st.Hash), s.now(), s.now()) == nil
}

// write puts content on the disk and says when, or that it was there before.
func (s *Store) write(hash string, data []byte) (wrote time.Time, err error) {
	place := placeOf(hash)
	if _, err := s.root.Stat(place); err == nil {
		return wrote, s.root.Chtimes(place, s.now(), s.now()) // young again: the collector leaves it alone
	}
	err = s.root.MkdirAll(path.Dir(place), 0o700)
	if err != nil {
		return wrote, fmt.Errorf("keeping a file: %w", err)
	}
	part := partOf(place)
	f, err := s.root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return wrote, fmt.Errorf("keeping a file: %w", err)
	}
	_, err = io.Copy(f, bytes.NewReader(data))
	err = errors.Join(err, f.Sync(), f.Close())
	if errors.Is(err, syscall.ENOSPC) {
		err = fault.Wrap(fault.Unavailable, err, "Máy chủ hết chỗ ghi nên chưa lưu được. Hãy báo quản trị hệ thống giải phóng ổ đĩa rồi gửi lại.")
	}
	if err != nil {
		return wrote, errors.Join(fmt.Errorf("keeping a file: %w", err), s.root.Remove(part))
	}
	info, err := s.root.Stat(part)
	if err != nil {
		return wrote, err
	}
	return info.ModTime(), s.root.Rename(part, place)
}

// Attach makes the row of stored content on a thing, in the transaction of the change that needs it.
func (s *Store) Attach(ctx context.Context, tx *db.Tx, st Stored, object string, objectID int64, by auth.Officer) (int64, error) {
	var id int64
	err := tx.QueryRow(ctx, `
		INSERT INTO file (hash, name, type, size, object, object_id, at, person, by_name)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		RETURNING id`,
		st.Hash, st.Name, st.Type, st.Size, object, objectID, s.now(), int64(by.Person), by.Full).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("attaching %s to %s %d: %w", st.Name, object, objectID, err)
	}
	return id, nil
}

// Find returns a file that the officer may see, or fault.NotFound.
func (s *Store) Find(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (File, error) {
	f, err := scanFile(tx.QueryRow(ctx, `SELECT `+columns+` FROM file WHERE id = $1`, id))
	if errors.Is(err, db.ErrNoRows) {
		return File{}, notFound()
	}
	if err != nil {
		return File{}, fmt.Errorf("finding file %d: %w", id, err)
	}
	see := s.sights[f.Object]
	if see == nil {
		return File{}, notFound()
	}
	ok, err := see(ctx, tx, by, f.ObjectID)
	if err != nil {
		return File{}, fmt.Errorf("asking who sees file %d: %w", id, err)
	}
	if !ok {
		return File{}, notFound()
	}
	return f, nil
}

func notFound() error { return fault.New(fault.NotFound, "Không tìm thấy tệp này.") }

// On lists the files of a thing, oldest first. The caller has checked that the reader may see the thing.
func (s *Store) On(ctx context.Context, tx *db.Tx, object string, id int64) ([]File, error) {
	r, err := tx.Query(ctx, `SELECT `+columns+` FROM file WHERE object = $1 AND object_id = $2 ORDER BY id`, object, id)
	return db.Collect(r, err, func(r *db.Rows) (File, error) { return scanFile(r) })
}

const columns = `id, hash, name, type, size, object, object_id, at, by_name`

func scanFile(r interface{ Scan(...any) error }) (f File, err error) {
	err = r.Scan(&f.ID, &f.Hash, &f.Name, &f.Type, &f.Size, &f.Object, &f.ObjectID, &f.At, &f.By)
	return f, err
}

// OpenContent opens the bytes of a file; the caller closes them.
func (s *Store) OpenContent(hash string) (io.ReadSeekCloser, error) {
	f, err := s.root.Open(placeOf(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Wrap(fault.Unavailable, err, "Nội dung của tệp không còn trên máy chủ. Hãy báo quản trị hệ thống khôi phục từ bản sao lưu.")
	}
	if err != nil {
		return nil, fmt.Errorf("opening a file: %w", err)
	}
	return f, nil
}

func placeOf(hash string) string { return path.Join(hash[:2], hash[2:4], hash) }

// CleanName makes a name safe to show and to save: no folders, no control characters, at most 150 characters.
func CleanName(name string) string {
	name = vi.Normalize(name)
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, strings.Trim(name, " ."))
	if name == "" {
		return "tep"
	}
	ext := path.Ext(name)
	if len([]rune(ext)) > 10 {
		ext = ""
	}
	return vi.CutRunes(strings.TrimSuffix(name, ext), 150) + ext
}

// kinds lists what may be kept; a media type also stands for what derives from it.
var kinds = []string{
	"text/plain", "text/csv", "text/html", "application/pdf", "application/zip", "application/x-7z-compressed",
	"application/vnd.rar", "application/x-rar-compressed", "application/x-ole-storage", "application/vnd.ms-outlook",
	"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet", "text/rtf", "application/rtf",
	"image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", "image/tiff", "image/bmp",
	"audio/mpeg", "audio/wav", "audio/x-m4a", "audio/ogg", "video/mp4", "video/quicktime", "video/webm", "message/rfc822",
}

// programs are endings of names under which a click starts something, whatever the content looks like.
var programs = []string{
	".exe", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh", ".hta", ".msi", ".msp", ".reg",
	".lnk", ".url", ".pif", ".cpl", ".jar", ".apk", ".sh", ".dll", ".sys", ".iso", ".vhd", ".chm", ".application",
}

func runs(name string) bool {
	return slices.Contains(programs, strings.ToLower(path.Ext(strings.TrimRight(CleanName(name), " ."))))
}

func allowed(m *mimetype.MIME) bool {
	for ; m != nil; m = m.Parent() {
		if m.Is("application/jar") || m.Is("application/vnd.android.package-archive") || m.Is("text/x-sh") {
			return false
		}
		for _, k := range kinds {
			if m.Is(k) {
				return true
			}
		}
	}
	return false
}
