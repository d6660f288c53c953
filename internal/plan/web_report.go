package plan

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

func (s *Service) showReports(w http.ResponseWriter, r *http.Request) error {
	v, err := s.reportsView(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, reportsPage(v))
}

func (s *Service) reportsView(r *http.Request) (v reportsView, err error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v.Form = web.NewForm()
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		f, _, _, err := s.frame(ctx, tx, by, ID(id))
		if err != nil {
			return err
		}
		v.Frame = &f
		for i, span := range spans(f.Plan, s.Day()) {
			v.Spans = append(v.Spans, web.Option{Value: strconv.Itoa(i), Label: sentenceStart(span.Words)})
		}
		all, err := reportsOf(ctx, tx, ID(id))
		if err != nil {
			return err
		}
		return s.withPapers(ctx, tx, by, all, &v)
	})
	return v, err
}

// withPapers keeps the reports whose papers the officer may see.
func (s *Service) withPapers(ctx context.Context, tx *db.Tx, by auth.Officer, all []Report, v *reportsView) error {
	for _, r := range all {
		p, err := s.Papers.Paper(ctx, tx, by, r.Paper)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		v.Reports = append(v.Reports, reportLine{r, p})
	}
	return nil
}

func sentenceStart(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

func (s *Service) makeReport(w http.ResponseWriter, r *http.Request) error {
	v, err := s.reportsView(r)
	if err != nil {
		return err
	}
	v.Form, err = web.ReadForm(r)
	if err != nil {
		return err
	}
	all := spans(v.Frame.Plan, s.Day())
	i := int(v.Form.Int64("ky"))
	if !v.Form.Has("ky") || i < 0 || i >= len(all) {
		v.Form.Problem("ky", "Hãy chọn kỳ báo cáo.")
		return web.Render(w, r, http.StatusUnprocessableEntity, reportsPage(v))
	}

	id, err := s.NewReport(r.Context(), auth.Of(r.Context()), v.Frame.Plan.ID, all[i])
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, Report{ID: id}.href(), web.Mark("Đã lập báo cáo: số liệu đã chốt, hãy xem lại lời văn."))
}

func (s *Service) reportView(r *http.Request) (v reportView, err error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		v.Report, v.Plan, v.Paper, err = s.Report(ctx, tx, by, ReportID(id))
		return err
	})
	v.Write = by.MayFor(Write, v.Plan.Owner)
	v.Form = v.Report.Words.fill(web.NewForm())
	return v, err
}

// showReport shows the words of a report while they can be changed, afterwards its paper.
func (s *Service) showReport(w http.ResponseWriter, r *http.Request) error {
	v, err := s.reportView(r)
	if err != nil {
		return err
	}
	if !v.editable() {
		return web.Redirect(w, r, v.Report.Paper.Href())
	}
	return web.Render(w, r, http.StatusOK, reportPage(v))
}

func (s *Service) saveReport(w http.ResponseWriter, r *http.Request) error {
	v, err := s.reportView(r)
	if err != nil {
		return err
	}
	v.Form, err = web.ReadForm(r)
	if err != nil {
		return err
	}
	err = s.EditReport(r.Context(), auth.Of(r.Context()), v.Report.ID, v.Form.Version(), readWords(v.Form))
	if err == nil {
		return web.RedirectSaying(w, r, v.Report.Paper.Href(), web.Mark("Đã lưu báo cáo."))
	}
	if !v.Form.Take(err) {
		return err
	}
	return web.Render(w, r, http.StatusConflict, reportPage(v))
}

// showFigure lists the cases behind a frozen number, as they were counted on that day.
func (s *Service) showFigure(w http.ResponseWriter, r *http.Request) error {
	rv, err := s.reportView(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v := figureView{Report: rv.Report, Plan: rv.Plan}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		figures, err := figuresOf(ctx, tx, v.Report.ID)
		if err != nil {
			return fmt.Errorf("reading the figures of report %d: %w", v.Report.ID, err)
		}
		i := slices.IndexFunc(figures, func(f Figure) bool { return f.Figure == r.URL.Query().Get("so") })
		if i < 0 {
			return fault.New(fault.NotFound, "Báo cáo này không có số liệu đó.")
		}
		v.Figure = figures[i]
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		for _, code := range v.Figure.Codes {
			c, err := s.Work.CaseByCode(ctx, tx, by, code)
			if fault.KindOf(err) == fault.NotFound {
				v.Hidden++
				continue
			}
			if err != nil {
				return err
			}
			class := work.ClassOf(c, s.Day())
			v.Rows = append(v.Rows, figureRow{c.Code, caseTitle(c), tree.Name(c.Lead), web.T(ctx, class.Word()), classTones[class]})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, figurePage(v))
}
