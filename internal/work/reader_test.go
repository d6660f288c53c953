package work_test

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/work"
)

func TestUnitsThatOnlySupportAreShownAndNeverRanked(t *testing.T) {
	each(t, func(h *house) {
		h.open()
		h.open(func(n *work.Opening) { n.Lead = h.unit["STP"] })
		h.write(func(ctx context.Context, tx *db.Tx) error {
			tree, err := h.org.Tree(ctx, tx)
			if err != nil {
				return err
			}
			u, _ := tree.Unit(h.unit["STP"])
			u.Unscored = true
			return h.org.ChangeUnit(ctx, tx, u)
		})
		h.clock.set(day(2026, 12, 10)) // both are a week late
		h.read(func(ctx context.Context, tx *db.Tx) error {
			m, err := h.Matrix(ctx, tx, h.coordinator(), work.Filter{})
			if m.All.Total != 2 || m.All.Overdue != 1 || m.All.ByClass[work.Unranked] != 1 || m.All.ByClass[work.NotBegun] != 1 {
				h.t.Errorf("all: %+v", m.All)
			}
			for _, c := range m.Leads {
				if c.Unscored != (c.Lead == h.unit["STP"]) {
					h.t.Errorf("unit %d: unscored %v", c.Lead, c.Unscored)
				}
				if c.Unscored && (c.Overdue != 0 || c.ByClass[work.Unranked] != 1) {
					h.t.Errorf("is ranked: %+v", c)
				}
			}
			return err
		})
		for _, tt := range []struct {
			name  string
			by    auth.Officer
			f     work.Filter
			total int
		}{
			{"a coordinator opens what is not ranked", h.coordinator(), work.Filter{Class: work.Unranked}, 1},
			{"a coordinator's list of what is late leaves it out", h.coordinator(), work.Filter{Overdue: true}, 1},
			{"the unit itself sees its own state", h.as(auth.Staff, "STP"), work.Filter{Overdue: true, Mine: true}, 1},
		} {
			h.read(func(ctx context.Context, tx *db.Tx) error {
				l, err := h.List(ctx, tx, tt.by, tt.f)
				if l.Total != tt.total || len(l.Rows) != tt.total {
					h.t.Errorf("%s: %d cases, want %d", tt.name, l.Total, tt.total)
				}
				return err
			})
		}
	})
}

func TestWhoSeesWhatIsLateIsSetByTheOrigin(t *testing.T) {
	each(t, func(h *house) {
		shared := func(n *work.Opening) { n.Shared = true }
		open, done := h.open(shared), h.open(shared)
		h.clock.set(day(2026, 12, 10))
		done = h.accept(h.submit(done, "SVH"))
		set := func(l work.Lateness) {
			h.write(func(ctx context.Context, tx *db.Tx) error { return h.SetLateness(ctx, tx, "plan", 1, l) })
		}
		tally := func(by auth.Officer) (sum work.Tally) {
			h.read(func(ctx context.Context, tx *db.Tx) (err error) {
				sum, err = h.Counts(ctx, tx, by, work.Filter{})
				return err
			})
			return sum
		}
		other, own := h.as(auth.Staff, "SNV"), h.as(auth.Staff, "SVH")
		if sum := tally(other); sum.Overdue != 1 || sum.TooLate != 1 || sum.Veiled() {
			h.t.Errorf("everybody sees it at first: %+v", sum)
		}
		set(work.SeenByOwn)
		if sum := tally(other); sum.Total != 2 || sum.Overdue != 0 || sum.TooLate != 0 || sum.ByClass[work.Finished] != 1 || !sum.Veiled() {
			h.t.Errorf("another unit sees %+v", sum)
		}
		for _, by := range []auth.Officer{own, h.coordinator()} {
			if sum := tally(by); sum.Overdue != 1 || sum.TooLate != 1 || sum.Veiled() {
				h.t.Errorf("%s sees %+v", by.Full, sum)
			}
		}
		h.read(func(ctx context.Context, tx *db.Tx) error {
			c, err := h.Case(ctx, tx, other, done.ID)
			if c.Late || c.TooLate != 0 || work.ClassOf(c, h.Day()) != work.Finished {
				h.t.Errorf("the case itself tells: %+v", c)
			}
			late, err2 := h.List(ctx, tx, other, work.Filter{Overdue: true})
			if late.Total != 0 || err2 != nil {
				h.t.Errorf("a filter tells: %+v, %v", late, err2)
			}
			c, err3 := h.Case(ctx, tx, other, open.ID)
			if work.Overdue(c, h.Day()) || err3 != nil {
				h.t.Errorf("the open case tells: %+v, %v", c, err3)
			}
			return err
		})
		h.open(shared) // opened later
		if sum := tally(other); sum.Total != 3 || sum.Overdue != 0 || sum.ByClass[work.NotBegun] != 2 {
			h.t.Errorf("with one opened later another unit sees %+v", sum)
		}
		set(work.SeenByAll)
		if sum := tally(other); sum.Overdue != 2 || sum.Veiled() {
			h.t.Errorf("seen by all again: %+v", sum)
		}
	})
}
