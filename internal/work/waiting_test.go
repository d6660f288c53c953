package work_test

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

func (h *house) askDay(c work.Case, to law.Date) work.Case {
	h.t.Helper()
	return h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
		return h.AskExtension(ctx, tx, h.as(auth.Staff, "SVH"), c.Ref(), 0, to, "Chờ số liệu.")
	})
}

func (h *house) refuse(c work.Case) work.Case {
	h.t.Helper()
	asked := h.file(c).Requests
	return h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
		return h.Refuse(ctx, tx, h.coordinator(), c.Ref(), asked[len(asked)-1].ID, "Không lùi được.")
	})
}

// Each case is due on 3/12/2026.
func TestTheTimeThatWaitsForTheCoordinatorNeverCounts(t *testing.T) {
	each(t, func(h *house) {
		for _, tt := range []struct {
			name string
			do   func(c work.Case) work.Case
			on   law.Date // when the case is looked at
			late int      // days late then
		}{
			{"what is asked for in time is not late while nobody answers", func(c work.Case) work.Case {
				h.clock.set(day(2026, 12, 2))
				return h.askDay(c, day(2026, 12, 20))
			}, day(2026, 12, 15), 0},
			{"who asks when it is late stays as late as they were", func(c work.Case) work.Case {
				h.clock.set(day(2026, 12, 5))
				return h.askDay(c, day(2026, 12, 20))
			}, day(2026, 12, 15), 2},
			{"a refusal gives back the days it took", func(c work.Case) work.Case {
				h.clock.set(day(2026, 12, 2))
				c = h.askDay(c, day(2026, 12, 20))
				h.clock.set(day(2026, 12, 8))
				return h.refuse(c)
			}, day(2026, 12, 10), 1}, // due 3/12 and six days
			{"who takes their request back gains nothing", func(c work.Case) work.Case {
				h.clock.set(day(2026, 12, 2))
				c = h.askDay(c, day(2026, 12, 20))
				h.clock.set(day(2026, 12, 8))
				return h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
					return h.TakeBack(ctx, tx, h.as(auth.Staff, "SVH"), c.Ref(), h.file(c).Requests[0].ID)
				})
			}, day(2026, 12, 10), 7},
			{"a new deadline begins anew", func(c work.Case) work.Case {
				h.clock.set(day(2026, 12, 2))
				c = h.askDay(c, day(2026, 12, 20))
				h.clock.set(day(2026, 12, 8))
				return h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
					return h.GrantExtension(ctx, tx, h.coordinator(), c.Ref(), h.file(c).Requests[0].ID, day(2026, 12, 9), "")
				})
			}, day(2026, 12, 10), 1},
			{"what lay with the coordinator before it was returned is given back", func(c work.Case) work.Case {
				h.clock.set(day(2026, 12, 2))
				c = h.submit(c, "SVH")
				h.clock.set(day(2026, 12, 9))
				return h.back(c)
			}, day(2026, 12, 10), 0}, // due 3/12 and seven days
			{"two waits at once count once", func(c work.Case) work.Case {
				h.clock.set(day(2026, 12, 1))
				c = h.askDay(c, day(2026, 12, 20))
				h.clock.set(day(2026, 12, 3))
				c = h.submit(c, "SVH")
				h.clock.set(day(2026, 12, 6))
				c = h.back(c)
				h.clock.set(day(2026, 12, 8))
				return h.refuse(c)
			}, day(2026, 12, 11), 1}, // due 3/12 and seven days
		} {
			h.clock.set(monday)
			c := tt.do(h.open())
			if got := work.DaysLate(c, tt.on); got != tt.late {
				h.t.Errorf("%s: %d days late, want %d: %+v", tt.name, got, tt.late, c)
			}
			if c.FirstDue != day(2026, 12, 3) {
				h.t.Errorf("%s: the first deadline became %s", tt.name, c.FirstDue)
			}
		}
	})
}

func TestWhoWaitsForAnAnswerIsNotReminded(t *testing.T) {
	each(t, func(h *house) {
		c := h.askDay(h.open(), day(2026, 12, 20))
		h.clock.set(day(2026, 12, 7))
		if sent, err := h.SendReminders(h.t.Context()); sent != 0 || err != nil {
			h.t.Errorf("reminded %d times, %v", sent, err)
		}
		h.read(func(ctx context.Context, tx *db.Tx) error {
			today, err := h.Today(ctx, tx, h.as(auth.Staff, "SVH", "bình"))
			if today.OverdueCount+today.SoonCount+today.DueNowCount != 0 || today.WaitingOnOthers != 1 {
				h.t.Errorf("on Today: %+v", today)
			}
			return err
		})
		c = h.refuse(c) // asked on 23/11, answered on 7/12: fourteen days
		if c.Owed != day(2026, 12, 17) || c.Due != day(2026, 12, 3) || c.Asks != "" {
			h.t.Errorf("refused: %+v", c)
		}
		h.clock.set(day(2026, 12, 18))
		if sent, err := h.SendReminders(h.t.Context()); sent != 1 || err != nil {
			h.t.Errorf("a day late: reminded %d times, %v", sent, err)
		}
	})
}
