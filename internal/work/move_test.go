package work_test

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
)

func TestACoordinatorTransfersWithoutBeingAsked(t *testing.T) {
	each(t, func(h *house) {
		c := h.open(func(n *work.Opening) { n.Person = h.who["bình"] })
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.AskTransfer(ctx, tx, h.as(auth.Staff, "SVH"), c.Ref(), h.unit["STP"], "Không thuộc thẩm quyền.")
		})
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Transfer(ctx, tx, h.coordinator(), c.Ref(), h.unit["STP"], "Bản mới của kế hoạch.")
		})
		if c.Lead != h.unit["STP"] || c.Person != 0 || len(c.Partners) != 0 || c.Asking != 0 || c.Asks != "" {
			h.t.Errorf("transferred: %+v", c)
		}
		if f := h.file(c); f.Requests[0].Verdict != work.Agreed {
			h.t.Errorf("what was asked came true but is %+v", f.Requests[0])
		}
		_, err := h.try(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Transfer(ctx, tx, h.as(auth.Staff, "STP"), c.Ref(), h.unit["SVH"], "Trả lại.")
		})
		wantKind(h.t, err, fault.Forbidden, "a lead unit that gives its work away")
	})
}

func TestUnfinishedWorkMovesToTheSuccessorWithItsHistory(t *testing.T) {
	each(t, func(h *house) {
		done := h.accept(h.submit(h.open(), "SVH"))
		led := h.open(func(n *work.Opening) { n.Person = h.who["bình"] })
		led = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.AskTransfer(ctx, tx, h.as(auth.Staff, "SVH"), led.Ref(), h.unit["SNV"], "Sắp hợp nhất.")
		})
		supported := h.open(func(n *work.Opening) {
			n.Lead, n.Partners = h.unit["STP"], []org.UnitID{h.unit["SVH"], h.unit["SNV"]}
		})
		var moved []work.Case
		h.write(func(ctx context.Context, tx *db.Tx) (err error) {
			moved, err = h.MoveUnit(ctx, tx, h.as(auth.Administrator, "UBND"), h.unit["SVH"], h.unit["SNV"], "Hợp nhất hai sở.")
			return err
		})
		if len(moved) != 2 {
			h.t.Fatalf("moved %d cases, want 2", len(moved))
		}
		f := h.file(led)
		if f.Case.Lead != h.unit["SNV"] || f.Case.Person != h.who["bình"] || f.Case.Asking != 0 || f.Events[0].Args[1] != "Sở Văn hóa, Thể thao và Du lịch" {
			h.t.Errorf("led: %+v, history %+v", f.Case, f.Events)
		}
		if p := h.file(supported).Case.Partners; len(p) != 1 || p[0] != h.unit["SNV"] {
			h.t.Errorf("supported by %v, want the successor once", p)
		}
		if c := h.file(done).Case; c.Lead != h.unit["SVH"] {
			h.t.Errorf("what is finished changed its name to unit %d", c.Lead)
		}
		h.submit(f.Case, "SNV")
	})
}

func TestHandingOverLeavesNothingBehindOrDoesNothing(t *testing.T) {
	each(t, func(h *house) {
		first := h.open(func(n *work.Opening) { n.Person = h.who["bình"] })
		second := h.open(func(n *work.Opening) { n.Person = h.who["bình"] })
		h.write(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.AddAbsence(ctx, tx, h.coordinator(), work.Absence{Person: h.who["an"], From: monday, To: monday.AddDays(5), Substitute: h.who["bình"]})
			return err
		})
		hand := func(to func(work.Case) org.PersonID) (moved []work.Case, err error) {
			err = h.tryWrite(func(ctx context.Context, tx *db.Tx) (err error) {
				moved, err = h.HandOver(ctx, tx, h.coordinator(), h.who["bình"], to, "Chuyển công tác.")
				return err
			})
			return moved, err
		}
		_, err := hand(func(c work.Case) org.PersonID {
			if c.ID == second.ID {
				return h.who["cúc"] // works elsewhere
			}
			return h.who["an"]
		})
		wantKind(h.t, err, fault.Invalid, "a receiver of another unit")
		if got := h.file(first).Case.Person; got != h.who["bình"] {
			h.t.Errorf("a refused handing over moved a case to %d", got)
		}
		moved, err := hand(func(c work.Case) org.PersonID {
			if c.ID == second.ID {
				return 0
			}
			return h.who["an"]
		})
		if err != nil || len(moved) != 2 {
			h.t.Fatalf("moved %d cases, %v", len(moved), err)
		}
		h.read(func(ctx context.Context, tx *db.Tx) error {
			left, err := h.CountOpen(ctx, tx, h.who["bình"])
			if left != 0 {
				h.t.Errorf("%d cases stayed behind", left)
			}
			away, err2 := h.Absences(ctx, tx, h.coordinator())
			if len(away) != 0 || err2 != nil {
				h.t.Errorf("still stands in: %+v, %v", away, err2)
			}
			return err
		})
		if h.file(first).Case.Person != h.who["an"] || h.file(second).Case.Person != 0 {
			h.t.Error("not handed to those who were named")
		}
	})
}

func TestWhatIsFollowedElsewhereNeverNags(t *testing.T) {
	each(t, func(h *house) {
		c := h.open(func(n *work.Opening) { n.Elsewhere = "Hệ thống quản lý văn bản và điều hành" })
		h.clock.set(day(2026, 12, 7))
		h.read(func(ctx context.Context, tx *db.Tx) error {
			today, err := h.Today(ctx, tx, h.as(auth.Staff, "SVH", "bình"))
			if today.OverdueCount != 0 {
				h.t.Errorf("late on Today: %+v", today.Overdue)
			}
			late, err2 := h.Total(ctx, tx, h.coordinator(), work.Filter{Overdue: true})
			if late != 0 || err2 != nil || work.Overdue(h.file(c).Case, h.Day()) {
				h.t.Errorf("%d late, %v", late, err2)
			}
			return err
		})
		sent, err := h.SendReminders(h.t.Context())
		if sent != 0 || err != nil {
			h.t.Errorf("reminded %d times, %v", sent, err)
		}
		c = h.file(c).Case
		c = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.FollowElsewhere(ctx, tx, h.coordinator(), c.Ref(), "")
		})
		sent, err = h.SendReminders(h.t.Context())
		if sent != 1 || err != nil || !work.Overdue(c, h.Day()) {
			h.t.Errorf("back here: reminded %d times, %v", sent, err)
		}
	})
}
