package work_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

func TestACaseKeepsTheRuleOfItsTriggerDay(t *testing.T) {
	each(t, func(h *house) {
		answer, err := law.Due(law.VietnamRules(), law.VietnamCalendar(), "SP-PUB", "2026-11-23T16:00:00+07:00", "", law.Options{})
		if err != nil {
			h.t.Fatal(err)
		}
		c := h.open(func(n *work.Opening) { n.Clock = work.ClockOf(answer) })
		got := h.file(c).Case
		if got.Clock.Rule != "SP-PUB" || got.Clock.Version != answer.Version || got.Clock.ExplanationVI != answer.ExplanationVI || got.Clock.ExplanationEN == "" || got.Clock.Basis == "" {
			h.t.Errorf("clock: %+v", got.Clock)
		}
		if got.DueAt == nil || !got.DueAt.Equal(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)) || got.Due != day(2026, 11, 24) {
			h.t.Errorf("due %v at %v", got.Due, got.DueAt)
		}
		h.clock.at = *got.DueAt
		if in := h.submit(got, "SVH"); in.Late {
			h.t.Error("handed in at the very instant, and late")
		}
		other := h.open(func(n *work.Opening) { n.Clock = work.ClockOf(answer) })
		h.clock.at = got.DueAt.Add(time.Minute)
		if in := h.submit(other, "SVH"); !in.Late {
			h.t.Error("handed in a minute after the instant, and on time")
		}
	})
}

func TestWhatIsWrongIsRefusedWithItsField(t *testing.T) {
	each(t, func(h *house) {
		long := string(make([]byte, 2000))
		for field, change := range map[string]func(n *work.Opening){
			"title":    func(n *work.Opening) { n.Title = "  " },
			"lead":     func(n *work.Opening) { n.Lead = 999 },
			"partners": func(n *work.Opening) { n.Partners = append(n.Partners, 999) },
			"person":   func(n *work.Opening) { n.Person = h.who["cúc"] },
			"due":      func(n *work.Opening) { n.Clock.Due = law.OnDay(day(20260, 1, 1)) },
			"cadence":  func(n *work.Opening) { n.Cadence.Rhythm = "daily" },
			"report":   func(n *work.Opening) { n.Cadence = work.Cadence{Rhythm: work.Continuous, Report: work.Once} },
			"day":      func(n *work.Opening) { n.Cadence = work.Cadence{Rhythm: work.Monthly, Day: 32} },
			"month":    func(n *work.Opening) { n.Cadence = work.Cadence{Rhythm: work.Quarterly, Month: 4} },
			"to": func(n *work.Opening) {
				n.Cadence = work.Cadence{Rhythm: work.Monthly, From: day(2026, 12, 1), To: day(2026, 11, 1)}
			},
			"section": func(n *work.Opening) { n.Section = "x" + long + "x" },
		} {
			n := work.Opening{Kind: "task", Title: "Việc", Lead: h.unit["SVH"], Partners: []org.UnitID{h.unit["STP"]}}
			change(&n)
			err := h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
				_, err := h.Open(ctx, tx, h.coordinator(), n)
				return err
			})
			if e := fault.Find(err); e == nil || e.Kind != fault.Invalid || e.Field != field {
				h.t.Errorf("%s: %v", field, err)
			}
		}
		_, err := h.try(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Submit(ctx, tx, h.as(auth.Staff, "SVH"), h.reopen(ctx, tx).Ref(), 0, work.Report{})
		})
		wantKind(h.t, err, fault.Invalid, "an empty result")
	})
}

func TestTheBoardForgetsWhatWasRolledBack(t *testing.T) {
	each(t, func(h *house) {
		first := h.open()
		titles := func(ctx context.Context, tx *db.Tx) (all []string) {
			err := h.Each(ctx, tx, h.coordinator(), work.Filter{Sort: work.ByCode}, func(c work.Case) error {
				all = append(all, c.Title)
				return nil
			})
			if err != nil {
				h.t.Error(err)
			}
			return all
		}
		stop := errors.New("stop")
		err := h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
			h.reopen(ctx, tx)
			if got := titles(ctx, tx); len(got) != 2 {
				h.t.Errorf("inside its transaction: %v", got)
			}
			return stop
		})
		if !errors.Is(err, stop) {
			h.t.Fatal(err)
		}
		h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Edit(ctx, tx, h.coordinator(), first.Ref(), work.Change{Title: "Tên mới"})
		})
		h.read(func(ctx context.Context, tx *db.Tx) error {
			if got := titles(ctx, tx); !slices.Equal(got, []string{"Tên mới"}) {
				h.t.Errorf("afterwards: %v", got)
			}
			l, err := h.List(ctx, tx, h.as(auth.Staff, "STP"), work.Filter{Partner: h.unit["STP"]})
			if l.Total != 0 {
				h.t.Errorf("a unit that is no longer a partner sees %d cases", l.Total)
			}
			return err
		})
	})
}

// failing refuses the letters to one address.
type failing struct {
	box
	address string
}

func (f *failing) Queue(ctx context.Context, tx *db.Tx, m work.Message) error {
	if m.ToAddress == f.address {
		return errors.New("the process was killed")
	}
	return f.box.Queue(ctx, tx, m)
}

func TestARunThatIsKilledIsTakenUpAgain(t *testing.T) {
	each(t, func(h *house) {
		h.open(dueOn(monday))
		h.open(func(n *work.Opening) { n.Clock.Due, n.Lead = law.OnDay(monday), h.unit["SNV"] })
		bad := &failing{address: "cuc@noivu.anbinh.example"}
		broken := work.New(work.Options{DB: h.d, Org: h.org, Now: h.clock.now, Holidays: law.VietnamCalendar, Outbox: bad}, task)
		sent, err := broken.SendReminders(h.t.Context())
		if err == nil || sent != 1 || len(bad.take()) != 1 {
			h.t.Fatalf("the killed run sent %d: %v", sent, err)
		}
		again, letters := h.remind()
		if again != 2 || len(letters) != 2 {
			h.t.Errorf("the next run sent %d: %+v", again, letters)
		}
		third, _ := h.remind()
		if third != 0 {
			h.t.Errorf("a third run sent %d", third)
		}
	})
}

func TestTheJobsRunFromTheQueue(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, append([]db.Module{jobs.Module}, modules...), func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		q, err := jobs.New(d, h.clock.now, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		h.Register(q)
		h.open(dueOn(monday))
		weekly := h.open(func(n *work.Opening) { n.Cadence, n.Clock = work.Cadence{Rhythm: work.Weekly}, work.Clock{} })
		before := len(h.file(weekly).Periods)
		h.clock.set(monday.AddDays(14))
		for range 2 {
			n, err := q.RunPeriodic(t.Context())
			if err != nil || n != 2 {
				t.Fatalf("ran %d jobs: %v", n, err)
			}
		}
		if letters := h.mail.take(); len(letters) != 1 {
			t.Errorf("letters: %+v", letters)
		}
		if got := len(h.file(weekly).Periods); got != before+2 {
			t.Errorf("%d periods, want %d", got, before+2)
		}
	})
}
