package plan

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/official"
)

// finish lets the lead hand in and the coordinator accept.
func (h *house) finish(c work.Case, r work.Report) {
	h.t.Helper()
	lead := auth.Acting("Lê Văn Bình", h.tree, rights(), auth.Grant{Role: web.Staff, Unit: c.Lead})
	h.write(func(ctx context.Context, tx *db.Tx) error {
		c, err := h.Work.Submit(ctx, tx, lead, c.Ref(), 0, r)
		if err != nil {
			return err
		}
		_, err = h.Work.Accept(ctx, tx, h.boss(), c.Ref(), 0, "")
		return err
	})
}

func (h *house) figures(id ReportID) map[string]Figure {
	h.t.Helper()
	m := map[string]Figure{}
	h.read(func(ctx context.Context, tx *db.Tx) error {
		all, err := figuresOf(ctx, tx, id)
		for _, f := range all {
			m[f.Figure] = f
		}
		return err
	})
	return m
}

func TestFiguresOfAReportAreFrozenWithTheirRows(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		plan := h.plan(document)
		cases := h.cases(plan)
		h.set(day(2026, 3, 2))
		h.finish(cases[0], work.Report{Result: "Đã rà soát 19 đơn vị.", Difficulty: "Thiếu người.", Proposal: "Bổ sung biên chế."})
		span := spans(Plan{}, day(2026, 3, 2))[0]
		id, err := h.NewReport(t.Context(), h.boss(), plan, span)
		if err != nil {
			t.Fatal(err)
		}
		before := h.figures(id)
		if f := before["total.all"]; f.Value != 5 || len(f.Codes) != 5 {
			t.Errorf("total = %+v", f)
		}
		if f := before["total.done_on_time"]; f.Value != 1 || !slices.Equal(f.Codes, []string{cases[0].Code}) {
			t.Errorf("done = %+v", f)
		}
		h.finish(cases[2], work.Report{Result: "Đã tập huấn."})
		_, err = h.AddTask(t.Context(), h.boss(), plan, Item{Title: "Việc phát sinh", Lead: []string{"STP"}, Plan: Timing{Rhythm: work.Once, Due: day(2026, 5, 5)}})
		if err != nil {
			t.Fatal(err)
		}
		for name, f := range h.figures(id) {
			if f.Value != before[name].Value || !slices.Equal(f.Codes, before[name].Codes) {
				t.Errorf("%s changed from %+v to %+v", name, before[name], f)
			}
		}
		h.checkWords(id)
		h.checkPaper(id, before)
	})
}

func (h *house) report(id ReportID) (r Report) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) (err error) {
		r, _, err = h.Report(ctx, tx, h.boss(), id)
		return err
	})
	return r
}

func (h *house) checkWords(id ReportID) {
	h.t.Helper()
	w := h.report(id).Words
	if len(w.Difficulties) != 1 || w.Difficulties[0].Text != "Thiếu người." || len(w.Proposals) != 1 || len(w.Results) != 1 {
		h.t.Errorf("words = %+v", w)
	}
}

func (h *house) checkPaper(id ReportID, figures map[string]Figure) {
	h.t.Helper()
	var out bytes.Buffer
	err := official.WriteDOCX(&out, h.report(id).paper())
	if err != nil {
		h.t.Fatal(err)
	}
	printed, err := official.FiguresIn(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil || len(printed) != len(figures) {
		h.t.Fatalf("%d figures are printed, %d are stored (%v)", len(printed), len(figures), err)
	}
	ctx := h.t.Context()
	err = h.Issue(ctx, h.boss(), id, h.report(id).Version, "45/BC-UBND", day(2026, 3, 1))
	if fault.KindOf(err) != fault.Invalid {
		h.t.Errorf("issued before its numbers: %v", err)
	}
	err = h.Issue(ctx, h.boss(), id, h.report(id).Version, "45/BC-UBND", day(2026, 3, 5))
	if err != nil {
		h.t.Fatal(err)
	}
	err = h.EditReport(ctx, h.boss(), id, h.report(id).Version, Words{Subject: "Khác"})
	if fault.KindOf(err) != fault.Conflict {
		h.t.Errorf("an issued report was edited: %v", err)
	}
}

func TestAContinuousTaskThatEndedCountsWithTheOthers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		plan := h.plan(document)
		c := h.cases(plan)[3]
		h.finish(c, work.Report{Result: "Đã theo dõi."})
		h.write(func(ctx context.Context, tx *db.Tx) error {
			now, err := h.Work.Case(ctx, tx, h.boss(), c.ID)
			if err != nil {
				return err
			}
			_, err = h.Work.Finish(ctx, tx, h.boss(), now.Ref(), "Chuyển sang hệ thống khác")
			return err
		})
		id, err := h.NewReport(t.Context(), h.boss(), plan, Span{Words: "năm 2026"})
		if err != nil {
			t.Fatal(err)
		}
		figures := h.figures(id)
		if figures["total.all"].Value != 5 || figures["total.continuous"].Value != 1 || figures["total.dated"].Value != 4 {
			t.Errorf("total = %v, continuous = %v, dated = %v", figures["total.all"], figures["total.continuous"], figures["total.dated"])
		}
	})
}

func TestAPlanClosesWithItsTasks(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		plan := h.plan(document)
		err := h.Close(t.Context(), h.boss(), plan, 1, "")
		wantKind(t, "without a reason", err, fault.Invalid)
		err = h.Close(t.Context(), h.boss(), plan, 1, "Hết năm")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range h.cases(plan) {
			if c.State == work.Open || c.State == work.Waiting {
				t.Errorf("%s is still %s", c.Code, c.State)
			}
		}
		_, err = h.AddTask(t.Context(), h.boss(), plan, Item{Title: "Thêm", Lead: []string{"STP"}, Plan: Timing{Rhythm: work.Yearly}})
		wantKind(t, "adding to a closed plan", err, fault.Conflict)
	})
}
