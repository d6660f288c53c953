package listen_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
)

const newOfRound = 15 // items that each life of the process finds new

// A process that ingests is killed again and again at any instant, also in the middle of a transaction and while
// it reads its memory anew. In the end everything is there once, and counted once.
func TestAKilledProcessLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	kills := 100
	if testing.Short() {
		kills = 8
	}
	eachEmpty(t, func(t *testing.T, dir, url string) { killAndCheck(t, dir, url, kills) })
}

// eachEmpty runs a test on an empty database of each engine that processes of their own can open.
func eachEmpty(t *testing.T, fn func(t *testing.T, dir, url string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		d := dbtest.SQLite(t, modules)
		_, err := d.WritePool().ExecContext(t.Context(), `VACUUM INTO ?`, filepath.Join(dir, "nhipcau.db"))
		if err != nil {
			t.Fatal(err)
		}
		fn(t, dir, "")
	})
	if testing.Short() {
		return
	}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		fn(t, "", dbtest.PostgresURL(t, modules))
	})
}

func killAndCheck(t *testing.T, dir, url string, kills int) {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(kills), 5))
	file := filepath.Join(t.TempDir(), "items.ndjson")
	for round := 1; round <= kills; round++ {
		writeItems(t, file, round*newOfRound)
		life{dir: dir, url: url, does: "ingest", file: file, dies: time.Duration(1+random.IntN(120)) * time.Millisecond}.live(t)
	}
	life{dir: dir, url: url, does: "ingest", file: file}.live(t)
	d, err := db.Open(t.Context(), dir, url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	s := newService(d)
	want := kills * newOfRound
	st := stats(t, s)
	if st.Items != want || st.Understood != want || st.Waiting != 0 || st.Copies != want/5 {
		t.Errorf("stats %+v; want %d items, every fifth a copy", st, want)
	}
	checkWhole(t, s, want)
}

// checkWhole expects so many items in every place where items are, each once.
func checkWhole(t *testing.T, s *listen.Service, want int) {
	t.Helper()
	err := s.DB.Read(t.Context(), func(tx *db.Tx) error {
		for what, text := range map[string]string{
			"items counted by hours":   `SELECT SUM(items) FROM listen_hour WHERE topic = 0`,
			"items of stories":         `SELECT SUM(items) FROM listen_story WHERE into_story IS NULL`,
			"texts":                    `SELECT COUNT(*) FROM listen_text`,
			"prints":                   `SELECT COUNT(*) FROM listen_print`,
			"items indexed":            `SELECT SUM(items) FROM listen_segment`,
			"different keys of items":  `SELECT COUNT(DISTINCT item) FROM listen_key`,
			"items with different ids": `SELECT COUNT(DISTINCT id) FROM listen_item`,
		} {
			var n int
			err := tx.QueryRow(t.Context(), strings.Replace(text, "SELECT SUM(items)", "SELECT CAST(SUM(items) AS BIGINT)", 1)).Scan(&n)
			if err != nil {
				return fmt.Errorf("%s: %w", what, err)
			}
			if n != want {
				t.Errorf("%s: %d, want %d", what, n, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	seen := map[listen.ItemID]bool{}
	for before := listen.ItemID(0); ; {
		f := found(t, s, listen.Search{Query: `"tin về chuyện"`, Limit: 200, Before: before})
		for _, h := range f.Hits {
			if seen[h.ID] {
				t.Errorf("item %d is found twice", h.ID)
			}
			seen[h.ID] = true
		}
		if before = f.Next; before == 0 {
			break
		}
	}
	if len(seen) != want {
		t.Errorf("%d items are found, want %d", len(seen), want)
	}
}

// writeItems writes the first n items; every fifth copies the one before.
func writeItems(t *testing.T, file string, n int) {
	t.Helper()
	var b strings.Builder
	for i := range n {
		a := article(fmt.Sprintf("chuyện %d", i-i%5/4), n)
		line, err := json.Marshal(map[string]string{
			"id": fmt.Sprint("k", i), "url": fmt.Sprintf("https://bao.vi-du.vn/tin-%d", i), "title": a.Title, "text": a.Body, "source": fmt.Sprintf("Báo %d", i%4),
			"published": noon.Add(time.Duration(i-3000) * time.Minute).Format(time.RFC3339),
		})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	err := os.WriteFile(file, []byte(b.String()), 0o600)
	if err != nil {
		t.Fatal(err)
	}
}

// life is a process of its own that does something with a file.
type life struct {
	dir, url, does, file string
	dies                 time.Duration // after it began; 0: never
	late                 bool          // the time until it dies runs from when it has come some way
}

// live reports whether the process came to its end.
func (l life) live(t *testing.T) (ended bool) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), self, "-test.run=^TestInAProcessOfItsOwn$")
	child.Env = append(os.Environ(), "LISTEN_DIR="+l.dir, "LISTEN_URL="+l.url, "LISTEN_DOES="+l.does, "LISTEN_FILE="+l.file,
		"LISTEN_DIES="+strconv.FormatInt(int64(l.dies), 10), "LISTEN_LATE="+strconv.FormatBool(l.late))
	out, err := child.CombinedOutput()
	if l.dies == 0 && err != nil {
		t.Fatalf("the last life failed: %v\n%s", err, out)
	}
	if err != nil && !strings.Contains(err.Error(), "killed") {
		t.Fatalf("a life ended by itself: %v\n%s", err, out)
	}
	return err == nil
}

// inALife is what processes that are killed can do.
var inALife = map[string]func(ctx context.Context, d *db.DB, file string, said func(listen.Progress)) error{"ingest": ingestInALife, "upload": uploadInALife, "replay": replayInALife, "take back": takeBackInALife}

// TestInAProcessOfItsOwn is what the processes that are killed do; alone it does nothing.
func TestInAProcessOfItsOwn(t *testing.T) {
	does := inALife[os.Getenv("LISTEN_DOES")]
	if does == nil {
		return
	}
	dies, err := strconv.ParseInt(os.Getenv("LISTEN_DIES"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(t.Context(), os.Getenv("LISTEN_DIR"), os.Getenv("LISTEN_URL"))
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	die := sync.OnceFunc(func() {
		if dies > 0 {
			time.AfterFunc(time.Duration(dies), func() { _ = self.Kill() })
		}
	})
	if os.Getenv("LISTEN_LATE") != "true" {
		die()
	}
	err = does(t.Context(), d, os.Getenv("LISTEN_FILE"), func(listen.Progress) { die() })
	if err != nil {
		t.Fatal(err)
	}
}

func ingestInALife(ctx context.Context, d *db.DB, file string, _ func(listen.Progress)) error {
	s := newService(d)
	data, err := os.Open(file)
	if err != nil {
		return err
	}
	in := s.NewIntake(ctx, "", listen.Provincial)
	err = in.File(file, data)
	got, failed := in.Close()
	if err = errors.Join(err, failed); err != nil {
		return err
	}
	_, err = s.Settle(ctx, got)
	if err != nil {
		return err
	}
	_, err = s.ReadWaiting(ctx)
	return err
}
