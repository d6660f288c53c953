package round_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

func TestASeriesOpensEachPeriodOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 2)
		first := h.open(func(n *round.Opening) {
			n.Preset, n.From, n.To = "tuan", day(2026, 12, 7), day(2026, 12, 13)
			n.Clock.Due = law.OnDay(day(2026, 12, 11))
		})
		h.write(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Repeat(ctx, tx, h.coordinator(), first.Ref(), work.Weekly, 3)
			return err
		})
		h.mustAnswer(h.officer("X1"), first, "X1", figures(1, 1, 1))
		for _, at := range []struct {
			day  law.Date
			want int
		}{{day(2026, 12, 8), 0}, {day(2026, 12, 14), 0}, {day(2026, 12, 15), 1}, {day(2026, 12, 16), 0}} {
			h.clock.set(at.day)
			if got := h.grow(); got != at.want {
				t.Errorf("on %v the job opened %d rounds, want %d", at.day, got, at.want)
			}
		}
		h.read(func(ctx context.Context, tx *db.Tx) error {
			open, err := h.Rounds(ctx, tx, h.coordinator(), round.Open)
			if err != nil || len(open) != 2 {
				t.Fatalf("%d rounds are open (%v), want 2", len(open), err)
			}
			f, err := h.Sheaf(ctx, tx, h.officer("X1"), open[0].ID, h.unit["X1"])
			if f.Last == nil || f.Last.Content.Figures["hop-bao"] != round.WholeOf(1) {
				t.Error("what the unit said last week does not stand ready")
			}
			if !strings.Contains(open[0].Title, "14/12/2026 đến 20/12/2026") {
				t.Errorf("the second round is called %q", open[0].Title)
			}
			return err
		})
	})
}

// grow runs the job twice at once, as two processes do.
func (h *house) grow() (n int) {
	h.t.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	for range 2 {
		all.Go(func() {
			opened, err := h.Grow(context.Background())
			if err != nil {
				h.t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			n += opened
		})
	}
	all.Wait()
	return n
}

// box keeps letters in memory, each key once.
type box map[string]work.Message

func (b box) Queue(_ context.Context, tx *db.Tx, m work.Message) error {
	tx.AfterCommit(func() { b[m.Key] = m })
	return nil
}

func TestUnitsThatHaveNotAnsweredAreTold(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 2)
	letters := box{}
	h.Outbox = letters
	h.write(func(ctx context.Context, tx *db.Tx) error {
		for _, code := range []string{"X1", "X2"} {
			tree, err := h.org.Tree(ctx, tx)
			if err != nil {
				return err
			}
			u, _ := tree.Unit(h.unit[code])
			u.Email = strings.ToLower(code) + "@anbinh.example"
			err = h.org.ChangeUnit(ctx, tx, u)
			if err != nil {
				return err
			}
		}
		return nil
	})
	r := h.open()
	h.mustAnswer(h.officer("X2"), r, "X2", round.Content{Nothing: true})
	for _, at := range []struct {
		day  law.Date
		want int
	}{{day(2026, 12, 7), 1}, {day(2026, 12, 8), 0}, {day(2026, 12, 13), 1}, {day(2026, 12, 15), 1}, {day(2026, 12, 16), 1}, {day(2026, 12, 17), 0}} {
		h.clock.set(at.day)
		clear(letters)
		for range 2 {
			_, err := h.Remind(t.Context())
			if err != nil {
				t.Fatal(err)
			}
		}
		if len(letters) != at.want {
			t.Errorf("on %v there are %d letters, want %d", at.day, len(letters), at.want)
		}
		for _, m := range letters {
			if m.ToAddress != "x1@anbinh.example" || !strings.Contains(m.Body, r.Title) {
				t.Errorf("a letter to %s says %q", m.ToAddress, m.Body)
			}
		}
	}
}

func TestACollectiveTaskPreparesOneRound(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 2)
	c := h.task("SVH", work.Cadence{})
	h.write(func(ctx context.Context, tx *db.Tx) error {
		return h.Collect(ctx, tx, h.coordinator(), c, "UBND các xã, phường")
	})
	h.read(func(ctx context.Context, tx *db.Tx) error {
		wait, err := h.Awaiting(ctx, tx, h.coordinator())
		if err != nil || len(wait) != 1 {
			t.Fatalf("%d rounds wait for the coordinator (%v), want 1", len(wait), err)
		}
		r := wait[0].Round
		if len(r.Audience.Levels) != 1 || r.Audience.Levels[0] != org.Commune || r.Due() != day(2026, 12, 20) {
			t.Errorf("the round asks %v until %v, want communes until the task's deadline", r.Audience.Levels, r.Due())
		}
		none, err := h.Awaiting(ctx, tx, h.officer("X1"))
		if len(none) != 0 {
			t.Errorf("a commune is asked before anybody opened the round: %v", none)
		}
		return err
	})
}

func TestAmountsAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		want round.Amount
		ok   bool
	}{
		{"12", 120_000, true}, {"1.234", 12_340_000, true}, {"1.234,5", 12_345_000, true}, {"1 234 567", 12_345_670_000, true},
		{"3,25", 32_500, true}, {"3.5", 35_000, true}, {"80%", 800_000, true}, {"-2", -20_000, true}, {"0", 0, true},
		{"", 0, false}, {"mười", 0, false}, {"1,23456", 0, false}, {"9999999999999999", 0, false}, {"1,2,3", 0, false}, {"--1", 0, false},
	} {
		got, ok := round.ParseAmount(tt.text)
		if got != tt.want || ok != tt.ok {
			t.Errorf("ParseAmount(%q) = %d, %v; want %d, %v", tt.text, got, ok, tt.want, tt.ok)
		}
	}
}

func FuzzParseAmount(f *testing.F) {
	for _, s := range []string{"12", "1.234,5", "-0,5", "1.2.3", "٣", "9e9", ",5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := round.ParseAmount(s)
		if !ok {
			return
		}
		again, ok := round.ParseAmount(a.Plain())
		if !ok || again != a {
			t.Errorf("%q is %d, written %q, read back %d %v", s, a, a.Plain(), again, ok)
		}
	})
}
