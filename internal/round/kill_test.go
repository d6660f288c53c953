package round_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

const manyUnits = 200

// A process in which two hundred units answer while the round is closed is killed from outside in the middle.
// What it acknowledged is there, once; what is sent again afterwards is not there twice; and every line counts
// in the frozen figures or stands apart.
func TestAKilledProcessLosesNothing(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		d := dbtest.SQLite(t, modules)
		copyDatabase(t, d, dir)
		killAndCheck(t, dir, "")
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		killAndCheck(t, t.TempDir(), dbtest.PostgresURL(t, modules))
	})
}

// copyDatabase gives another process a file of its own.
func copyDatabase(t *testing.T, d *db.DB, dir string) {
	t.Helper()
	_, err := d.WritePool().ExecContext(t.Context(), `VACUUM INTO ?`, filepath.Join(dir, "nhipcau.db"))
	if err != nil {
		t.Fatal(err)
	}
}

func killAndCheck(t *testing.T, dir, url string) {
	t.Helper()
	d := openDatabase(t, dir, url)
	h := newHouse(t, d, manyUnits)
	r := h.open(func(n *round.Opening) { n.Blocks = blocks[:2] })
	err := d.Close()
	if err != nil {
		t.Fatal(err)
	}
	acknowledged := killInTheMiddle(t, dir, url, r)

	d = openDatabase(t, dir, url)
	t.Cleanup(func() { _ = d.Close() })
	h = movedIn(t, d)
	now := h.board(h.coordinator(), r)
	r = now.Round
	byUnit := map[org.UnitID]round.Owed{}
	for _, o := range now.Rows {
		byUnit[o.Unit] = o
	}
	for unit, line := range acknowledged {
		o := byUnit[h.unit[unit]]
		if o.Answer != line.id || o.Lines != 1 || r.State == round.Closed && (o.Frozen == line.id) == line.after {
			t.Errorf("%s was told of line %d (after the close: %v), but line %d of %d counts and %d is frozen", unit, line.id, line.after, o.Answer, o.Lines, o.Frozen)
		}
	}
	sendAgain(t, h, r)
}

// sendAgain sends everything once more, as people do who saw no answer, and closes the round.
func sendAgain(t *testing.T, h *house, r round.Round) {
	t.Helper()
	stored, after := make([]round.AnswerID, manyUnits+1), make([]bool, manyUnits+1)
	for i := 1; i <= manyUnits; i++ {
		unit := fmt.Sprintf("X%d", i)
		a := h.mustAnswer(h.officer(unit), r, unit, figures(1, 2, 1), func(n *round.Answering) { n.Token = "t" })
		stored[i], after[i] = a.ID, a.AfterClose
	}
	if r.State == round.Open {
		h.close(r)
	}
	checkFrozen(t, h, r, stored, after)
	h.read(func(ctx context.Context, tx *db.Tx) error {
		var lines int
		err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM round_answer`).Scan(&lines)
		if lines != manyUnits {
			t.Errorf("%d lines are kept of %d units", lines, manyUnits)
		}
		return err
	})
}

type acknowledgement struct {
	id    round.AnswerID
	after bool
}

// killInTheMiddle runs the answering in a process of its own, kills it after some acknowledgements and returns
// those that came through.
func killInTheMiddle(t *testing.T, dir, url string, r round.Round) map[string]acknowledgement {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), self, "-test.run=^TestAnswerInAProcessOfItsOwn$")
	child.Env = append(os.Environ(), "ROUND_DIR="+dir, "ROUND_URL="+url, fmt.Sprintf("ROUND_ID=%d", r.ID))
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	err = child.Start()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]acknowledgement{}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var unit string
		var a acknowledgement
		n, _ := fmt.Sscanf(lines.Text(), "ack %s %d %t", &unit, &a.id, &a.after)
		if n != 3 {
			continue
		}
		all[unit] = a
		if len(all) == manyUnits/2 {
			err := child.Process.Kill()
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = child.Wait() // it was killed
	if len(all) < manyUnits/2 {
		t.Fatalf("the process acknowledged %d lines before it ended by itself", len(all))
	}
	t.Logf("killed after %d acknowledgements", len(all))
	return all
}

// TestAnswerInAProcessOfItsOwn is the process that is killed; by itself it has nothing to do.
func TestAnswerInAProcessOfItsOwn(t *testing.T) {
	dir := os.Getenv("ROUND_DIR")
	if dir == "" {
		return
	}
	var r round.Round
	_, err := fmt.Sscan(os.Getenv("ROUND_ID"), &r.ID)
	if err != nil {
		t.Fatal(err)
	}
	h := movedIn(t, openDatabase(t, dir, os.Getenv("ROUND_URL")))
	var all sync.WaitGroup
	var out sync.Mutex
	acks := 0
	for i := 1; i <= manyUnits; i++ {
		unit := fmt.Sprintf("X%d", i)
		by := h.officer(unit)
		all.Go(func() {
			a, err := h.answer(by, r, unit, figures(1, 2, 1), func(n *round.Answering) { n.Token = "t" })
			if err != nil {
				return
			}
			out.Lock()
			defer out.Unlock()
			_, _ = fmt.Fprintf(os.Stdout, "ack %s %d %t\n", unit, a.ID, a.AfterClose)
			acks++
			if acks == manyUnits/4 {
				all.Go(func() { h.close(r) })
			}
		})
	}
	all.Wait()
}

func openDatabase(t *testing.T, dir, url string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), dir, url)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// movedIn is the house on a database that is filled already.
func movedIn(t *testing.T, d *db.DB) *house {
	t.Helper()
	h := &house{t: t, d: d, unit: map[string]org.UnitID{}, clock: &clock{}, org: org.New(d)}
	h.clock.set(day(2026, 12, 7))
	h.work = work.New(work.Options{DB: d, Org: h.org, Now: h.clock.now, Holidays: law.VietnamCalendar}, task)
	store, err := files.Open(d, t.TempDir(), h.clock.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	h.Service = round.New(round.Options{
		DB: d, Org: h.org, Files: store, Work: h.work, Now: h.clock.now, Calendar: law.VietnamCalendar, Rules: law.VietnamRules(),
	})
	tree, err := h.org.ReadTree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range tree.Units() {
		h.unit[u.Code] = u.ID
	}
	return h
}
