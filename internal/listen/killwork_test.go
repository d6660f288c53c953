package listen_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
)

const fileSource = "Tệp đã nhận"

// An upload whose process is killed, at whatever instant, goes on when the same file is handed in again, in each form of
// file: in the end every entry is there once, and counted once.
func TestAKilledUploadLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	kills := 25
	if testing.Short() {
		kills = 3
	}
	files := exports(t)
	eachEmpty(t, func(t *testing.T, dir, url string) {
		d := openOn(t, dir, url)
		addSource(t, newService(d), fileSource, listen.Provincial)
		taken := 0
		for _, name := range []string{"a.ndjson", "a.csv", "a.xlsx"} {
			file := filepath.Join(t.TempDir(), name)
			err := os.WriteFile(file, files[name], 0o600)
			if err != nil {
				t.Fatal(err)
			}
			forget(t, d)
			taken += killOften(t, dir, url, "upload", file, kills)
			s := newService(d)
			if w := works(t, s)[0]; w.State != listen.WorkDone || w.Done != uploaded || w.Total != uploaded {
				t.Errorf("%s: the work on it is %+v", name, w)
			}
			if st := stats(t, s); st.Items != uploaded || st.Understood != uploaded || st.Waiting != 0 {
				t.Errorf("%s: stats %+v, want %d items", name, st, uploaded)
			}
			checkWhole(t, s, uploaded)
		}
		if taken == 0 {
			t.Error("no process was killed in the middle of a file: the test shows nothing")
		}
	})
}

// A replay whose process is killed, at whatever instant, is taken up by the next one, and tells what an ingest tells.
func TestAKilledReplayLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	kills := 25
	if testing.Short() {
		kills = 3
	}
	eachEmpty(t, func(t *testing.T, dir, url string) {
		d := openOn(t, dir, url)
		s := judged(d)
		receive(t, s, addSource(t, s, "Báo An Bình", listen.Provincial), press()...)
		if err := s.GiveBack(t.Context()); err != nil {
			t.Fatal(err)
		}
		want, before := told(t, d), stats(t, s)
		middle := killOften(t, dir, url, "replay", "", kills)
		if middle == 0 {
			t.Error("no process was killed in the middle of the replay: the test shows nothing")
		}
		got := told(t, d)
		for id, w := range want {
			if got[id] != w {
				t.Errorf("item %d is %q, want %q", id, got[id], w)
			}
		}
		s = judged(d)
		if after := stats(t, s); after.Items != before.Items || after.Stories != before.Stories || after.Copies != before.Copies || after.Hours != before.Hours {
			t.Errorf("stats %+v, want %+v", after, before)
		}
		if w := works(t, s)[0]; w.State != listen.WorkDone || w.Done != w.Total {
			t.Errorf("the work is %+v", w)
		}
		seen := map[listen.ItemID]bool{}
		for _, h := range found(t, s, listen.Search{Query: `"sự việc"`, Limit: 500}).Hits {
			seen[h.ID] = true
		}
		if len(seen) != 350 {
			t.Errorf("%d items are found, want 350", len(seen))
		}
	})
}

// openOn opens a database that other processes open too.
func openOn(t *testing.T, dir, url string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), dir, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

// killOften lets processes do something until one comes to its end, kills them at instants by chance, and says how many
// of them had come some way by then.
func killOften(t *testing.T, dir, url, does, file string, kills int) (middle int) {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(kills), 9))
	d := openOn(t, dir, url)
	for i := range kills {
		before := wayOf(t, d)
		l := life{dir: dir, url: url, does: does, file: file, dies: time.Duration(random.IntN(150_000)) * time.Microsecond}
		if i%2 == 0 {
			l.late, l.dies = true, l.dies/10
		}
		if l.live(t) {
			break
		}
		if after := wayOf(t, d); after != before && after > 0 {
			middle++
		}
	}
	life{dir: dir, url: url, does: does, file: file}.live(t)
	return middle
}

// wayOf is how far the latest work has come, over its phases.
func wayOf(t *testing.T, d *db.DB) (done int) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		all, err := newService(d).Works(t.Context(), tx)
		if len(all) > 0 && all[0].State != listen.WorkDone {
			done = all[0].Done + 1_000_000*map[listen.Phase]int{listen.Indexing: 1}[all[0].Phase]
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// forget takes everything away that was heard.
func forget(t *testing.T, d *db.DB) {
	t.Helper()
	var all []string
	for _, table := range []string{
		"listen_waiting", "listen_key", "listen_also", "listen_version", "listen_item_topic", "listen_print", "listen_text", "listen_item", "listen_story",
		"listen_hour", "listen_block", "listen_segment", "listen_stream", "listen_work",
	} {
		all = append(all, `DELETE FROM `+table)
	}
	spoil(t, d, all...)
}

func uploadInALife(ctx context.Context, d *db.DB, file string, said func(listen.Progress)) error {
	s := newService(d)
	var src listen.Source
	err := d.Read(ctx, func(tx *db.Tx) (err error) {
		src, err = s.SourceByName(ctx, tx, fileSource)
		return err
	})
	if err != nil {
		return err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	got, err := s.Upload(ctx, src, auth.Officer{Full: "Trần Thu Hà"}, filepath.Base(file), data, said)
	if err != nil {
		return fmt.Errorf("after %d entries: %w", got.Read, err)
	}
	_, err = s.ReadWaiting(ctx) // what a life before it left
	return err
}

func replayInALife(ctx context.Context, d *db.DB, _ string, said func(listen.Progress)) error {
	_, err := judged(d).Replay(ctx, time.Time{}, said)
	return err
}
