package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
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
		r, _, _, err = h.Report(ctx, tx, h.boss(), id)
		return err
	})
	return r
}

func (h *house) paper(id ReportID) (p paper.Paper) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) (err error) {
		_, _, p, err = h.Report(ctx, tx, h.boss(), id)
		return err
	})
	return p
}

func (h *house) checkWords(id ReportID) {
	h.t.Helper()
	w := h.report(id).Words
	if len(w.Difficulties) != 1 || w.Difficulties[0].Text != "Thiếu người." || len(w.Proposals) != 1 || len(w.Results) != 1 {
		h.t.Errorf("words = %+v", w)
	}
}

// checkPaper finds every figure in the paper, tied to its rows, and words that follow edits until it is handed in.
func (h *house) checkPaper(id ReportID, figures map[string]Figure) {
	h.t.Helper()
	ctx := h.t.Context()
	frozen := h.paper(id).Frozen()
	if len(frozen) != len(figures) || frozen[0].Query != h.report(id).figureHref(frozen[0].ID) {
		h.t.Fatalf("%d figures are printed, %d are stored; the first leads to %s", len(frozen), len(figures), frozen[0].Query)
	}
	words := h.report(id).Words
	words.Proposals = readRemarks("Cấp thêm máy.")
	err := h.EditReport(ctx, h.boss(), id, h.report(id).Version, words)
	if err != nil {
		h.t.Fatal(err)
	}
	if p := h.paper(id); !strings.Contains(fmt.Sprint(p.Body.Blocks), "Cấp thêm máy") || len(p.Frozen()) != len(figures) {
		h.t.Error("the draft does not say what was edited")
	}
	wantKind(h.t.(*testing.T), "editing what somebody else has edited", h.EditReport(ctx, h.boss(), id, 1, words), fault.Conflict)
	h.write(func(ctx context.Context, tx *db.Tx) error {
		p, err := h.Papers.Paper(ctx, tx, h.boss(), h.report(id).Paper)
		if err != nil {
			return err
		}
		return h.Papers.Submit(ctx, tx, h.boss(), p.ID, p.Version)
	})
	wantKind(h.t.(*testing.T), "editing what was handed in", h.EditReport(ctx, h.boss(), id, h.report(id).Version, words), fault.Conflict)
}

// Reports of the release that had no papers become papers, drafts as drafts and issued ones with their number.
func TestReportsOfAnEarlierReleaseGetTheirPapers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		plan := h.plan(document)
		var ids []ReportID
		for range 2 {
			id, err := h.NewReport(t.Context(), h.boss(), plan, Span{Words: "quý I năm 2026"})
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, id)
		}
		h.write(func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM paper`)
			if err != nil {
				return err
			}
			_, err = tx.Exec(ctx, `UPDATE plan_report SET paper = 0, words = '{"Subject":"Kết quả","SignerTitle":"Phó Chủ tịch","Authority":"TM. Ủy ban nhân dân\nKT. Chủ tịch"}'`)
			if err != nil {
				return err
			}
			_, err = tx.Exec(ctx, `UPDATE plan_report SET state = 'issued', number = '45', issued = '2026-01-12',
				frozen = REPLACE(frozen, '{"Cited"', '{"Head":{"Symbol":"BC-UBND"},"Cited"') WHERE id = $1`, ids[0])
			return err
		})
		for range 2 {
			err := h.Adopt(t.Context(), AdoptArgs{})
			if err != nil {
				t.Fatal(err)
			}
		}
		issued, draft := h.paper(ids[0]), h.paper(ids[1])
		if issued.State != paper.Issued || issued.Number != "45/BC-UBND" || issued.IssuedOn != day(2026, 1, 12) || issued.Figures == 0 {
			t.Errorf("issued = %+v", issued)
		}
		if s := draft.Frame.Signature; draft.State != paper.Drafted || draft.Frame.Subject != "Kết quả" || s.Title != "Phó Chủ tịch" || len(s.Authority) != 2 {
			t.Errorf("draft = %+v", draft.Frame)
		}
		if n := h.count("paper"); n != 2 {
			t.Errorf("%d papers of 2 reports", n)
		}
	})
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
