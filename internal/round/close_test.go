package round_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/work"
)

func (h *house) sheet(r round.Round, frozen bool) (sh round.Sheet) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) (err error) {
		sh, err = h.Sheet(ctx, tx, h.coordinator(), r.ID, frozen)
		return err
	})
	return sh
}

func (h *house) close(r round.Round) (closed round.Round) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *db.Tx) (err error) {
		closed, err = h.Close(ctx, tx, h.coordinator(), r.Ref())
		return err
	})
	return closed
}

func TestTotalsAreThoseOfTheLinesThatCount(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 3)
		r := h.open()
		h.mustAnswer(h.officer("X1"), r, "X1", figures(1, 5, 4))
		h.mustAnswer(h.officer("X1"), r, "X1", figures(3, 5, 4), func(n *round.Answering) { n.Reason = "Đếm sót" })
		h.mustAnswer(h.officer("X2"), r, "X2", round.Content{Nothing: true})
		sh := h.sheet(r, false)
		for figure, want := range map[string]round.SumUp{
			"hop-bao": {Value: round.WholeOf(3), Units: 2}, "yeu-cau": {Value: round.WholeOf(5), Units: 2}, "lau-nhat": {Value: 15_000, Units: 1},
		} {
			if got := sh.Totals[figure]; got != want {
				t.Errorf("total of %s is %+v, want %+v", figure, got, want)
			}
		}
	})
}

func TestClosingFreezesAndLaterLinesStandApart(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 2)
		r := h.open()
		h.mustAnswer(h.officer("X1"), r, "X1", figures(1, 1, 1))
		r = h.close(r)
		h.clock.set(day(2026, 12, 16))
		h.mustAnswer(h.officer("X1"), r, "X1", figures(9, 9, 9), func(n *round.Answering) { n.Reason = "Đính chính sau chốt" })
		late := h.mustAnswer(h.officer("X2"), r, "X2", figures(5, 5, 5))
		if !late.AfterClose || !late.Late {
			t.Errorf("a line after the close is marked late %v, after close %v; want both", late.Late, late.AfterClose)
		}
		if got := h.sheet(r, true).Totals["hop-bao"]; got != (round.SumUp{Value: round.WholeOf(1), Units: 1}) {
			t.Errorf("the frozen total became %+v", got)
		}
		if got := h.sheet(r, false).Totals["hop-bao"]; got != (round.SumUp{Value: round.WholeOf(14), Units: 2}) {
			t.Errorf("the total now is %+v, want 14 of 2 units", got)
		}
		if c := h.board(h.coordinator(), r).Count; c.AfterClose != 2 {
			t.Errorf("%d units stand apart, want 2", c.AfterClose)
		}
		h.read(func(ctx context.Context, tx *db.Tx) error {
			stored, err := h.FrozenTotals(ctx, tx, r)
			if got := stored["hop-bao"]; got != (round.SumUp{Value: round.WholeOf(1), Units: 1}) {
				t.Errorf("stored frozen total is %+v", got)
			}
			return err
		})
	})
}

func TestAUnitConfirmsThoseBelowIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 2)
		r := h.open(func(n *round.Opening) { n.Audience.Via = h.unit["SVH"] })
		h.mustAnswer(h.officer("X1"), r, "X1", figures(1, 1, 1))
		h.mustAnswer(h.officer("SVH"), r, "SVH", figures(2, 2, 2))
		merge := func(unit string) error {
			return h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
				_, err := h.Merge(ctx, tx, h.officer(unit), r.ID, h.unit[unit], "")
				return err
			})
		}
		wantKind(t, merge("X1"), fault.Conflict)
		if err := merge("SVH"); err != nil {
			t.Fatal(err)
		}
		sh := h.sheet(r, false)
		svh := h.unit["SVH"]
		if got := sh.Sums[svh]["hop-bao"]; got != (round.SumUp{Value: round.WholeOf(3), Units: 2}) {
			t.Errorf("the department comes to %+v, want 3 of 2 units", got)
		}
		if len(sh.Stale[svh]) != 0 {
			t.Errorf("nothing changed since, yet %v are stale", sh.Stale[svh])
		}
		h.mustAnswer(h.officer("SVH"), r, "X2", figures(4, 4, 4), func(n *round.Answering) {
			n.Received = &work.Received{Channel: work.ByPhone, Day: day(2026, 12, 7)}
		})
		sh = h.sheet(r, false)
		if got := sh.Stale[svh]; len(got) != 1 || got[0] != h.unit["X2"] {
			t.Errorf("stale units are %v, want X2 alone", got)
		}
	})
}

func TestWhatAnotherTypedWaitsForItsUnit(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 1)
	r := h.open()
	h.mustAnswer(h.coordinator(), r, "X1", figures(1, 1, 1), func(n *round.Answering) {
		n.Received = &work.Received{Channel: work.ByZalo, Day: day(2026, 12, 7)}
	})
	h.write(func(ctx context.Context, tx *db.Tx) error {
		a, err := h.Confirm(ctx, tx, h.officer("X1"), r.ID, h.unit["X1"], "")
		if a.Kind != round.Confirmation {
			t.Errorf("got a line of kind %q, want a confirmation", a.Kind)
		}
		return err
	})
	if c := h.board(h.coordinator(), r).Count; c.Proxy != 0 || c.Given != 1 {
		t.Errorf("the board counts %+v, want one answer and nothing to confirm", c)
	}
}

func TestAnOpenFormKeepsWhatItAsked(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 1)
	r := h.open()
	set := func(blocks []round.Block) error {
		return h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
			changed, err := h.SetForm(ctx, tx, h.coordinator(), round.Ref{ID: r.ID}, blocks)
			if err == nil && changed.Form != 2 {
				t.Errorf("the form is at version %d, want 2", changed.Form)
			}
			return err
		})
	}
	var now []round.Block
	h.read(func(ctx context.Context, tx *db.Tx) error {
		f, err := h.Form(ctx, tx, r, 0)
		now = f.Blocks
		return err
	})
	wantKind(t, set(now[1:]), fault.Conflict)
	now[0].Figures = append(now[0].Figures, round.Figure{Label: "Thêm", Kind: round.Whole, Total: round.Sum})
	if err := set(now); err != nil {
		t.Error(err)
	}
}

// Of two hundred answers that arrive while the round is closed none is lost and none is there twice, and each
// either counts in the frozen figures or stands apart.
func TestClosingAmongTwoHundredAnswers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		const units = 200
		h := newHouse(t, d, units)
		r := h.open(func(n *round.Opening) { n.Blocks = blocks[:2] })
		stored := make([]round.AnswerID, units+1)
		after := make([]bool, units+1)
		var all sync.WaitGroup
		for i := 1; i <= units; i++ {
			unit := fmt.Sprintf("X%d", i)
			by := h.officer(unit)
			all.Go(func() {
				for range 2 { // sent twice, as impatient people do
					a, err := h.answer(by, r, unit, figures(1, 2, 1), func(n *round.Answering) { n.Token = "t" })
					if err != nil {
						t.Errorf("unit %s: %v", unit, err)
						return
					}
					if stored[i] != 0 && stored[i] != a.ID {
						t.Errorf("unit %s is there twice", unit)
					}
					stored[i], after[i] = a.ID, a.AfterClose
				}
			})
			if i == units/2 {
				all.Go(func() { h.close(r) })
			}
		}
		all.Wait()
		checkFrozen(t, h, r, stored, after)
	})
}

func checkFrozen(t *testing.T, h *house, r round.Round, stored []round.AnswerID, after []bool) {
	t.Helper()
	b := h.board(h.coordinator(), r)
	byUnit := map[org.UnitID]round.Owed{}
	for _, o := range b.Rows {
		byUnit[o.Unit] = o
	}
	frozen := 0
	for i := 1; i < len(stored); i++ {
		o := byUnit[h.unit[fmt.Sprintf("X%d", i)]]
		want := stored[i]
		if after[i] {
			want = 0
		} else {
			frozen++
		}
		if o.Answer != stored[i] || o.Frozen != want || o.Lines != 1 {
			t.Errorf("unit %d: line %d counts, %d frozen, %d lines; want %d, %d, 1", i, o.Answer, o.Frozen, o.Lines, stored[i], want)
		}
	}
	sum := round.SumUp{Value: round.WholeOf(int64(frozen)), Units: frozen}
	if got := h.sheet(r, true).Totals["hop-bao"]; got != sum {
		t.Errorf("frozen total %+v, want %+v", got, sum)
	}
	h.read(func(ctx context.Context, tx *db.Tx) error {
		kept, err := h.FrozenTotals(ctx, tx, r)
		if kept["hop-bao"] != sum {
			t.Errorf("the stored total is %+v, want %+v", kept["hop-bao"], sum)
		}
		return err
	})
	t.Logf("%d of %d answers were in time for the close", frozen, len(stored)-1)
}
