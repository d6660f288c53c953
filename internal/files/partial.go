package files

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/gabriel-vasile/mimetype"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// Bounds of files that are on their way in pieces.
const (
	partialFolder = "partial"
	partialLife   = 24 * time.Hour   // of what waits on disk
	memoryLife    = 15 * time.Minute // of what waits in memory
	maxPartials   = 512 << 20        // bytes on disk, of everybody
	maxInMemory   = 192 << 20        // bytes in memory, of everybody
	maxEach       = 20               // files on their way from one account
)

var errNoRoom = fault.New(fault.Unavailable, "Đang có nhiều tệp được gửi cùng lúc. Bạn hãy đợi khoảng một phút, tệp sẽ tự gửi tiếp.")

// ErrElsewhere says that a piece does not begin where the last one ended. Continue at [Store.Arrived].
var ErrElsewhere = errors.New("the piece does not begin where the last one ended")

// Piece is a part of a file that travels on its own over a slow line.
type Piece struct {
	By    int64  // account of the sender
	ID    string // chosen by the sender, the same for all pieces of a file
	Name  string
	From  int64 // where this piece begins
	Size  int64 // of the whole file
	Sum   uint32
	Whole uint32 // checksum of the whole file, read with the last piece
	Data  []byte
}

// partials are the files on their way. A photograph, a sound or a film lies on disk, where other processes find
// it too: no reader could find a mark of secrecy in it. Every other file stays in the memory of this process
// until it is whole and has passed the screen, so that of a paper that must not be here nothing reaches a disk.
type partials struct {
	mu     sync.Mutex
	memory map[string]*inMemory
}

type inMemory struct {
	data []byte
	at   time.Time
}

// Arrived is how many bytes of a file have come.
func (s *Store) Arrived(by int64, id string) int64 {
	s.partials.mu.Lock()
	defer s.partials.mu.Unlock()
	if m := s.partials.memory[partialKey(by, id)]; m != nil {
		return int64(len(m.data))
	}
	info, err := s.root.Stat(partialPlace(by, id))
	if err != nil {
		return 0
	}
	return info.Size()
}

// Take adds a piece. With the last one the file is screened and kept as by Keep, done is true, and nothing of
// it remains but what was kept. It fails with ErrElsewhere when the piece does not fit.
func (s *Store) Take(p Piece) (st Stored, done bool, err error) {
	if p.Size > MaxSize || p.From+int64(len(p.Data)) > p.Size || len(p.Data) == 0 {
		return st, false, fault.New(fault.TooLarge, "Tệp %s lớn hơn 50 MB. Hãy nén lại hoặc chia nhỏ rồi tải lên.", p.Name)
	}
	if crc32.ChecksumIEEE(p.Data) != p.Sum || p.From != s.Arrived(p.By, p.ID) {
		return st, false, ErrElsewhere
	}
	if p.From+int64(len(p.Data)) < p.Size {
		return st, false, s.addPiece(p)
	}
	whole, err := s.collectPieces(p)
	if err != nil {
		return st, false, err
	}
	s.forget(p.By, p.ID)
	if crc32.ChecksumIEEE(whole) != p.Whole {
		return st, false, ErrElsewhere
	}
	st, err = s.Keep(p.Name, bytes.NewReader(whole))
	return st, err == nil, err
}

func partialKey(by int64, id string) string { return strconv.FormatInt(by, 10) + "-" + id }

func partialPlace(by int64, id string) string {
	return path.Join(partialFolder, partialKey(by, id)+".part")
}

// unreadable reports whether content that begins so is of a kind in which no mark of secrecy can be read.
func unreadable(beginning []byte) bool {
	kind, _, _ := strings.Cut(mimetype.Detect(beginning).String(), "/")
	return kind == "image" || kind == "audio" || kind == "video"
}

func (s *Store) addPiece(p Piece) error {
	s.partials.mu.Lock()
	defer s.partials.mu.Unlock()
	place := partialPlace(p.By, p.ID)
	lies, err := s.root.Stat(place)
	onDisk := err == nil || p.From == 0 && unreadable(p.Data)
	if err == nil && lies.Size() != p.From { // the same piece came twice at once
		return ErrElsewhere
	}
	if p.From == 0 {
		err := s.room(p, onDisk)
		if err != nil {
			return err
		}
	}
	if !onDisk {
		return s.partials.add(p, s.now())
	}
	err = s.root.MkdirAll(partialFolder, 0o700)
	if err != nil {
		return fmt.Errorf("keeping a piece of a file: %w", err)
	}
	f, err := s.root.OpenFile(place, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("keeping a piece of a file: %w", err)
	}
	_, err = f.Write(p.Data)
	err = errors.Join(err, f.Close())
	if errors.Is(err, syscall.ENOSPC) {
		err = fault.Wrap(fault.Unavailable, err, "Máy chủ hết chỗ ghi nên chưa lưu được. Hãy báo quản trị hệ thống giải phóng ổ đĩa rồi gửi lại.")
	}
	return err
}

func (s *partials) add(p Piece, now time.Time) error {
	m := cmp.Or(s.memory[partialKey(p.By, p.ID)], &inMemory{})
	if int64(len(m.data)) != p.From {
		return ErrElsewhere
	}
	held := len(p.Data)
	for key, other := range s.memory {
		if now.Sub(other.at) > memoryLife {
			delete(s.memory, key)
			continue
		}
		held += len(other.data)
	}
	if held > maxInMemory {
		return errNoRoom
	}
	m.data, m.at = append(m.data, p.Data...), now
	s.memory[partialKey(p.By, p.ID)] = m
	return nil
}

// room refuses a new file while too many are on their way.
func (s *Store) room(p Piece, onDisk bool) error {
	mine, all := 0, p.Size
	prefix := partialKey(p.By, "")
	for key := range s.partials.memory {
		if strings.HasPrefix(key, prefix) {
			mine++
		}
	}
	err := s.eachPartial(func(name string, info fs.FileInfo) error {
		if strings.HasPrefix(name, prefix) {
			mine++
		}
		all += info.Size()
		return nil
	})
	if err != nil {
		return err
	}
	if mine >= maxEach || onDisk && all > maxPartials {
		return errNoRoom
	}
	return nil
}

func (s *Store) eachPartial(visit func(name string, info fs.FileInfo) error) error {
	entries, err := fs.ReadDir(s.root.FS(), partialFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		info, gone := e.Info()
		if gone != nil {
			continue // another process was faster
		}
		err = errors.Join(err, visit(e.Name(), info))
	}
	return err
}

// collectPieces is the whole file: what came before and the last piece.
func (s *Store) collectPieces(last Piece) ([]byte, error) {
	s.partials.mu.Lock()
	defer s.partials.mu.Unlock()
	if m := s.partials.memory[partialKey(last.By, last.ID)]; m != nil {
		return append(m.data, last.Data...), nil
	}
	if last.From == 0 {
		return last.Data, nil
	}
	f, err := s.root.Open(partialPlace(last.By, last.ID))
	if err != nil {
		return nil, ErrElsewhere
	}
	defer func() { _ = f.Close() }() // only read
	data, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil || int64(len(data)) != last.From {
		return nil, ErrElsewhere
	}
	return append(data, last.Data...), nil
}

func (s *Store) forget(by int64, id string) {
	s.partials.mu.Lock()
	defer s.partials.mu.Unlock()
	delete(s.partials.memory, partialKey(by, id))
	_ = s.root.Remove(partialPlace(by, id)) // it lay in memory if there is none
}

// SweepArgs are the arguments of the hourly job that removes files which stopped on their way.
type SweepArgs struct{}

func (SweepArgs) Kind() string { return "files.sweep" }

// Sweep removes files that stopped on their way a day ago.
func (s *Store) Sweep(context.Context, SweepArgs) error {
	return s.eachPartial(func(name string, info fs.FileInfo) error {
		if s.now().Sub(info.ModTime()) < partialLife {
			return nil
		}
		err := s.root.Remove(path.Join(partialFolder, name))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}
