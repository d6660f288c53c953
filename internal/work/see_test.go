package work_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// inEveryState opens a case in each state of its life, led by SVH with STP as partner.
func inEveryState(h *house) map[string]work.Case {
	all := map[string]work.Case{"new": h.open(), "shared": h.open(func(n *work.Opening) { n.Shared = true })}
	all["doing"] = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
		return h.Start(ctx, tx, h.as(auth.Staff, "SVH"), h.reopen(ctx, tx).Ref())
	})
	all["submitted"] = h.submit(h.open(), "SVH")
	all["returned"] = h.back(h.submit(h.open(), "SVH"))
	all["accepted"] = h.accept(h.submit(h.open(), "SVH"))
	cancelled := h.open()
	all["cancelled"] = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
		return h.Cancel(ctx, tx, h.coordinator(), cancelled.Ref(), "Trùng.")
	})
	asked := h.open()
	all["asked"] = h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
		return h.AskExtension(ctx, tx, h.as(auth.Staff, "SVH"), asked.Ref(), 0, day(2026, 12, 20), "Chờ.")
	})
	return all
}

// reopen opens a plain case inside a transaction.
func (h *house) reopen(ctx context.Context, tx *db.Tx) work.Case {
	c, err := h.Open(ctx, tx, h.coordinator(), work.Opening{Kind: "task", Title: "Việc", Lead: h.unit["SVH"],
		Partners: []org.UnitID{h.unit["STP"]}, Clock: work.Clock{Due: law.OnDay(day(2026, 12, 3))}})
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

var roles = []auth.Role{auth.Administrator, auth.Coordinator, auth.Leader, auth.Staff, auth.Viewer}

func TestEveryReadPathKeepsEveryStateFromWhoeverMayNotSeeIt(t *testing.T) {
	each(t, func(h *house) {
		for state, c := range inEveryState(h) {
			for _, role := range roles {
				for _, unit := range []string{"UBND", "SVH", "STP", "SNV", "BL", "BL-VH"} {
					want := slices.Contains([]string{"UBND", "SVH", "STP"}, unit) || state == "shared"
					h.checkSight(h.as(role, unit), c, want, fmt.Sprintf("%s of %s on %s", role, unit, state))
				}
			}
			h.checkSight(auth.Officer{}, c, false, "nobody on "+state)
		}
	})
}

func (h *house) checkSight(by auth.Officer, c work.Case, want bool, what string) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) error {
		_, byID := h.Case(ctx, tx, by, c.ID)
		_, byCode := h.CaseByCode(ctx, tx, by, c.Code)
		_, file := h.File(ctx, tx, by, c.ID)
		for _, err := range []error{byID, byCode, file} {
			if want && err != nil || !want && fault.KindOf(err) != fault.NotFound {
				h.t.Errorf("%s: %v, want seen %v", what, err, want)
			}
		}
		sees, err := h.Sees(ctx, tx, by, int64(c.ID))
		if err != nil || sees != want {
			h.t.Errorf("%s: Sees = %v, %v", what, sees, err)
		}
		l, err := h.List(ctx, tx, by, work.Filter{Size: 100})
		if err != nil {
			return err
		}
		total, err := h.Total(ctx, tx, by, work.Filter{Size: 100})
		if err != nil || total != l.Total {
			h.t.Errorf("%s: Total = %d, %v, List says %d", what, total, err, l.Total)
		}
		some, err := h.Cases(ctx, tx, by, []work.CaseID{c.ID, c.ID, 1 << 40})
		if _, found := some[c.ID]; err != nil || found != want || len(some) > 1 {
			h.t.Errorf("%s: Cases = %d, %v, want seen %v", what, len(some), err, want)
		}
		m, err := h.Matrix(ctx, tx, by, work.Filter{})
		if err != nil {
			return err
		}
		if m.All.Total != l.Total {
			h.t.Errorf("%s: Matrix counts %d, List %d", what, m.All.Total, l.Total)
		}
		agenda, err := h.Calendar(ctx, tx, by, work.Filter{}, day(2026, 1, 1), day(2027, 12, 31))
		if err != nil {
			return err
		}
		listed := slices.ContainsFunc(l.Rows, func(o work.Case) bool { return o.ID == c.ID })
		planned := slices.ContainsFunc(agenda, func(d work.Due) bool { return d.Case == c.ID })
		if listed != want || planned != (want && c.State != work.Cancelled) {
			h.t.Errorf("%s: listed %v, in the calendar %v, want %v", what, listed, planned, want)
		}
		today, err := h.Today(ctx, tx, by)
		for _, rows := range [][]work.Case{today.Overdue, today.DueNow, today.Soon, today.Returned, today.Followed} {
			if !want && slices.ContainsFunc(rows, func(o work.Case) bool { return o.ID == c.ID }) {
				h.t.Errorf("%s: in Today", what)
			}
		}
		return err
	})
}

func TestWhoMayNotActIsRefusedInEveryState(t *testing.T) {
	each(t, func(h *house) {
		for state, c := range inEveryState(h) {
			for _, role := range roles {
				for _, unit := range []string{"UBND", "SVH", "STP", "SNV"} {
					h.checkActs(h.as(role, unit), c, fmt.Sprintf("%s of %s on %s", role, unit, state))
				}
			}
		}
	})
}

// checkActs tries every act and compares with the button that May would show.
func (h *house) checkActs(by auth.Officer, c work.Case, what string) {
	h.t.Helper()
	may := h.May(by, c)
	report := work.Report{Result: "Xong."}
	acts := []struct {
		name string
		may  bool
		act  func(ctx context.Context, tx *db.Tx) (work.Case, error)
	}{
		{"edit", may.Edit, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Edit(ctx, tx, by, c.Ref(), work.Change{Title: "Tên mới"})
		}},
		{"assign", may.Assign, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Assign(ctx, tx, by, c.Ref(), h.who["an"])
		}},
		{"cancel", may.Cancel, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Cancel(ctx, tx, by, c.Ref(), "Trùng.")
		}},
		{"reschedule", may.Reschedule, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Reschedule(ctx, tx, by, c.Ref(), work.Cadence{}, work.Clock{Due: law.OnDay(day(2027, 1, 5))}, "Đổi.")
		}},
		{"start", may.Start, func(ctx context.Context, tx *db.Tx) (work.Case, error) { return h.Start(ctx, tx, by, c.Ref()) }},
		{"submit", may.Submit, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Submit(ctx, tx, by, c.Ref(), 0, report)
		}},
		{"withdraw", may.Withdraw, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Withdraw(ctx, tx, by, c.Ref(), 0)
		}},
		{"accept", may.Accept, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Accept(ctx, tx, by, c.Ref(), 0, "")
		}},
		{"return", may.Return, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.Return(ctx, tx, by, c.Ref(), 0, "Thiếu.")
		}},
		{"ask for a transfer", may.AskTransfer, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return h.AskTransfer(ctx, tx, by, c.Ref(), h.unit["SNV"], "Không phải việc của sở.")
		}},
		{"remind", may.RemindNow, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return c, h.Remind(ctx, tx, by, c.ID)
		}},
		{"contribute", may.Contribute, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			return c, h.Contribute(ctx, tx, by, c.ID, h.unit["STP"], "Góp.", nil)
		}},
		{"comment", may.Comment, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			_, err := h.Comment(ctx, tx, by, c.ID, "Ý kiến.")
			return c, err
		}},
		{"add evidence", may.AddEvidence, func(ctx context.Context, tx *db.Tx) (work.Case, error) {
			_, err := h.AddEvidence(ctx, tx, by, c.ID, work.Proof{Number: "1/BC"})
			return c, err
		}},
	}
	for _, a := range acts {
		err := h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
			_, err := a.act(ctx, tx)
			if err != nil {
				return err
			}
			return errUndo
		})
		if a.may != (err == errUndo) {
			h.t.Errorf("%s: %s gave %v, May says %v", what, a.name, err, a.may)
		}
		kind := fault.KindOf(err)
		if err != errUndo && kind != fault.Forbidden && kind != fault.NotFound && kind != fault.Conflict {
			h.t.Errorf("%s: %s gave %v, want a refusal", what, a.name, err)
		}
	}
}

var errUndo = fmt.Errorf("undo")
