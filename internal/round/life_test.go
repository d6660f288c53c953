package round_test

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

func TestARoundFromOpeningToItsBoard(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 4)
		r := h.open()

		first := h.mustAnswer(h.officer("X1"), r, "X1", figures(1, 5, 4), func(n *round.Answering) { n.Token = "one" })
		again := h.mustAnswer(h.officer("X1"), r, "X1", figures(1, 5, 4), func(n *round.Answering) { n.Token = "one" })
		if again.ID != first.ID {
			t.Errorf("the same token made line %d beside line %d", again.ID, first.ID)
		}
		h.mustAnswer(h.officer("X2"), r, "X2", round.Content{Nothing: true})
		h.mustAnswer(h.coordinator(), r, "X3", figures(2, 1, 1), func(n *round.Answering) {
			n.Received = &work.Received{Channel: work.ByDocument, Number: "12/BC-UBND", Day: day(2026, 12, 4)}
		})
		got := h.board(h.coordinator(), r).Count
		want := round.BoardCount{Total: 4, Waiting: 1, Given: 2, Nothing: 1, Proxy: 1}
		if got != want {
			t.Errorf("board counts %+v, want %+v", got, want)
		}
		if n := len(h.board(h.officer("X2"), r).Rows); n != 1 {
			t.Errorf("an officer of one unit sees %d rows of the board, want 1", n)
		}
	})
}

func TestWhoMayAnswer(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 2)
	r := h.open()
	for _, tt := range []struct {
		name string
		by   auth.Officer
		n    round.Answering
		kind fault.Kind
	}{
		{"another unit does not know", h.officer("X2"), round.Answering{}, fault.NotFound},
		{"a viewer may not", h.as(auth.Viewer, "X1"), round.Answering{}, fault.Forbidden},
		{"who collects says how it came", h.coordinator(), round.Answering{}, fault.Invalid},
		{"a letter has a number", h.coordinator(), round.Answering{Received: &work.Received{Channel: work.ByDocument, Day: day(2026, 12, 1)}}, fault.Invalid},
		{"an old view is refused", h.officer("X1"), round.Answering{Seen: 7}, fault.Conflict},
		{"another version of the form is refused", h.officer("X1"), round.Answering{Form: 9}, fault.Conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := h.answer(tt.by, r, "X1", figures(1, 1, 1), func(n *round.Answering) {
				n.Received, n.Seen, n.Form = tt.n.Received, tt.n.Seen, tt.n.Form
			})
			wantKind(t, err, tt.kind)
		})
	}
}

func TestWhatAnAnswerMayNotSay(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 1)
	r := h.open()
	missing := figures(1, 1, 1)
	delete(missing.Figures, "hop-bao")
	half := figures(1, 1, 1)
	half.Figures["hop-bao"] = 5_000
	stray := figures(1, 1, 1)
	stray.Figures["la"] = 1
	for name, c := range map[string]round.Content{
		"a figure is missing": missing, "half a briefing": half, "a part larger than its whole": figures(1, 2, 3), "a figure nobody asked for": stray,
	} {
		_, err := h.answer(h.officer("X1"), r, "X1", c)
		if k := fault.KindOf(err); err == nil || k != fault.Invalid && k != fault.Conflict {
			t.Errorf("%s: got %v, want a refusal", name, err)
		}
	}
	silent := round.Content{Empty: []string{"b1"}}
	h.mustAnswer(h.officer("X1"), r, "X1", silent)
}

func TestACorrectionIsANewLine(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 1)
		r := h.open()
		h.mustAnswer(h.officer("X1"), r, "X1", figures(1, 1, 1))
		_, err := h.answer(h.officer("X1"), r, "X1", figures(2, 1, 1))
		wantKind(t, err, fault.Invalid)
		a := h.mustAnswer(h.officer("X1"), r, "X1", figures(2, 1, 1), func(n *round.Answering) { n.Reason = "Đếm sót một cuộc" })
		if a.Kind != round.Correction || a.Ordinal != 2 {
			t.Errorf("got line %d of kind %q, want line 2, a correction", a.Ordinal, a.Kind)
		}
	})
}

func TestAnAnswerHandsInTasks(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 1)
		single := h.task("X1", work.Cadence{})
		weekly := h.task("X1", work.Cadence{Rhythm: work.Continuous, Report: work.Quarterly})
		r := h.open()
		c := round.Content{Empty: []string{"b1"}, Tasks: []round.TaskAnswer{
			{Case: single.ID, Code: single.Code, Title: single.Title, Say: round.SayDone, Result: "Đã họp báo ngày 20/11"},
			{Case: weekly.ID, Code: weekly.Code, Title: weekly.Title, Say: round.SayNothing},
		}}
		a := h.mustAnswer(h.officer("X1"), r, "X1", c)
		for _, said := range a.Content.Tasks {
			if !said.Handed {
				t.Errorf("%s was not handed in to its task", said.Code)
			}
		}
		if got := h.caseNow(single.ID); got.State != work.Waiting {
			t.Errorf("the task is %q, want it to wait for its coordinator", got.State)
		}
		if got := h.caseNow(weekly.ID); got.Cover != work.Nothing || got.CoverTo != day(2026, 12, 31) {
			t.Errorf("the continuous task is covered as %q to %v, want nothing to 2026-12-31", got.Cover, got.CoverTo)
		}
		c.Tasks[1].Say, c.Tasks[1].Result = round.SayReported, "Có một tin"
		a = h.mustAnswer(h.officer("X1"), r, "X1", c)
		if a.Content.Tasks[1].Handed {
			t.Error("a period that is still to come was handed in")
		}
	})
}

func (h *house) task(unit string, c work.Cadence) (opened work.Case) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *db.Tx) (err error) {
		k := work.Clock{Basis: "Kế hoạch số 128/KH-UBND", Verified: true}
		if !c.Recurs() {
			k.Due = law.OnDay(day(2026, 12, 20))
		}
		opened, err = h.work.Open(ctx, tx, h.coordinator(), work.Opening{Kind: "task", Title: "Việc của " + unit, Lead: h.unit[unit], Owner: h.unit["UBND"], Cadence: c, Clock: k})
		return err
	})
	return opened
}

func (h *house) caseNow(id work.CaseID) (c work.Case) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) (err error) {
		c, err = h.work.Case(ctx, tx, h.coordinator(), id)
		return err
	})
	return c
}
