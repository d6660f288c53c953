package files

import (
	"bytes"
	"crypto/rand"
	"errors"
	"hash/crc32"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
)

// photograph begins as a JPEG does.
func photograph(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	copy(b, "\xff\xd8\xff\xe0\x00\x10JFIF\x00")
	return b
}

func piece(data []byte, name string, from, to int) Piece {
	return Piece{By: 7, ID: "abcdefgh", Name: name, From: int64(from), Size: int64(len(data)), Data: data[from:to],
		Sum: crc32.ChecksumIEEE(data[from:to]), Whole: crc32.ChecksumIEEE(data)}
}

// onDisk are the files below a folder.
func onDisk(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		names = append(names, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAFileInPiecesIsTheFile(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{Module})
	for name, data := range map[string][]byte{
		"a photograph, over a disk": photograph(300_000),
		"a paper, over memory":      []byte(strings.Repeat("Báo cáo quý III\n", 20_000)),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, dir := open(t, d, time.Now)
			n := len(data)
			for i, step := range []struct {
				p    Piece
				want error
			}{
				{piece(data, "tệp", 0, 1000), nil},
				{piece(data, "tệp", 0, 1000), ErrElsewhere}, // the answer was lost, the piece comes again
				{piece(data, "tệp", 5000, 6000), ErrElsewhere},
				{piece(data, "tệp", 1000, n/2), nil},
				{Piece{By: 7, ID: "abcdefgh", From: int64(n / 2), Size: int64(n), Data: data[n/2 : n], Sum: 1}, ErrElsewhere}, // damaged on the way
			} {
				if _, done, err := s.Take(step.p); !errors.Is(err, step.want) || done {
					t.Fatalf("step %d: done %v, %v; want %v", i, done, err, step.want)
				}
			}
			if got := s.Arrived(7, "abcdefgh"); got != int64(n/2) {
				t.Fatalf("arrived %d, want %d", got, n/2)
			}
			if got := s.Arrived(8, "abcdefgh"); got != 0 {
				t.Errorf("another account sees %d bytes", got)
			}
			st, done, err := s.Take(piece(data, "tệp", n/2, n))
			if err != nil || !done {
				t.Fatalf("Take = %v, %v", done, err)
			}
			f, err := s.OpenContent(st.Hash)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = f.Close() }()
			var got bytes.Buffer
			if _, err = got.ReadFrom(f); err != nil || !bytes.Equal(got.Bytes(), data) {
				t.Errorf("the file has changed on its way: %v", err)
			}
			if names := onDisk(t, dir); len(names) != 1 {
				t.Errorf("on disk: %v", names)
			}
		})
	}
}

func TestOfARefusedFileNothingReachesADisk(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{Module})
	s, dir := open(t, d, time.Now)
	s.Screen(func(name string, data []byte) error {
		if bytes.Contains(data, []byte("TỐI MẬT")) {
			return fault.New(fault.Invalid, "Không nhận.")
		}
		return nil
	})
	paper := []byte("TỐI MẬT\n" + strings.Repeat("Điều phải giữ kín. ", 5000))
	for at := 0; at < len(paper); at += 10_000 {
		_, done, err := s.Take(piece(paper, "công văn.txt", at, min(at+10_000, len(paper))))
		names := onDisk(t, dir)
		if len(names) > 0 || done {
			t.Fatalf("after %d bytes: done %v, on disk %v", at, done, names)
		}
		if last := at+10_000 >= len(paper); (fault.KindOf(err) == fault.Invalid) != last && err != nil {
			t.Fatalf("after %d bytes: %v", at, err)
		}
	}
	picture := append(photograph(50_000), "TỐI MẬT"...)
	_, _, err := s.Take(piece(picture, "ảnh.jpg", 0, 40_000))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err = s.Take(piece(picture, "ảnh.jpg", 40_000, len(picture))); fault.KindOf(err) != fault.Invalid {
		t.Errorf("Take = %v, want a refusal", err)
	}
	if names := onDisk(t, dir); len(names) > 0 {
		t.Errorf("what was refused is still on disk: %v", names)
	}
	if s.Arrived(7, "abcdefgh") != 0 {
		t.Error("what was refused is still in memory")
	}
}

func TestPiecesAreBoundedAndExpire(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{Module})
	now := time.Now()
	s, dir := open(t, d, func() time.Time { return now })
	picture, paper := photograph(5000), []byte(strings.Repeat("a b ", 5000))
	for i := range maxEach + 1 {
		data := [][]byte{picture, paper}[i%2]
		p := piece(data, "tệp", 0, 4000)
		p.ID += string(rune('a' + i))
		_, _, err := s.Take(p)
		if (fault.KindOf(err) == fault.Unavailable) != (i == maxEach) {
			t.Fatalf("file %d: %v", i, err)
		}
	}
	big := piece(paper, "tệp", 0, 4000)
	big.Size, big.By = MaxSize+1, 8
	if _, _, err := s.Take(big); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("a huge file: %v", err)
	}
	now = now.Add(25 * time.Hour)
	if err := s.Sweep(t.Context(), SweepArgs{}); err != nil {
		t.Fatal(err)
	}
	if names := onDisk(t, dir); len(names) > 0 {
		t.Errorf("after a day there are %d on disk", len(names))
	}
	p := piece(paper, "tệp", 0, 4000)
	p.By = 9
	if _, _, err := s.Take(p); err != nil || len(s.partials.memory) != 1 {
		t.Errorf("%v; %d files in memory, want only the new one", err, len(s.partials.memory))
	}
}
