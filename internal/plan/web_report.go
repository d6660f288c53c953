package plan

import (
	"bytes"
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
	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
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
		v.Reports = slices.DeleteFunc(all, func(r Report) bool { return r.State != Issued && !f.Write })
		if !f.Write && !by.MayFor(View, f.Plan.Owner) {
			v.Reports = nil
		}
		return err
	})
	return v, err
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
	return web.Redirect(w, r, Report{ID: id}.href())
}

func (s *Service) reportView(r *http.Request) (v reportView, err error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		v.Report, v.Plan, err = s.Report(ctx, tx, by, ReportID(id))
		if err != nil {
			return err
		}
		v.Figures, err = figuresOf(ctx, tx, v.Report.ID)
		return err
	})
	v.Write, v.Today = by.MayFor(Write, v.Plan.Owner), s.Day()
	v.Form = v.Report.Words.fill(web.NewForm())
	return v, err
}

// showReport shows a report, or answers with it as a file: ?dang=docx or ?dang=pdf.
func (s *Service) showReport(w http.ResponseWriter, r *http.Request) error {
	v, err := s.reportView(r)
	if err != nil {
		return err
	}
	kind := r.URL.Query().Get("dang")
	if kind == "" {
		return web.Render(w, r, http.StatusOK, reportPage(v))
	}
	return s.paperFile(w, r, v.Report.paper(), kind, "bao-cao-"+vi.Fold(v.Report.Period))
}

// paperFile answers with an official paper as DOCX or PDF.
func (s *Service) paperFile(w http.ResponseWriter, r *http.Request, paper official.Report, kind, name string) error {
	var out bytes.Buffer
	write, media := official.WriteDOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	if kind == "pdf" {
		write, media = official.WritePDF, "application/pdf"
	} else {
		kind = "docx"
	}
	err := write(&out, paper)
	if err != nil {
		return fmt.Errorf("writing a paper as %s: %w", kind, err)
	}
	name = strings.NewReplacer("/", "-", " ", "-").Replace(name) + "." + kind
	return web.Download(w, r, name, media, s.Now(), bytes.NewReader(out.Bytes()))
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
	words := readWords(v.Form)
	if v.Form.OK() {
		err = s.EditReport(r.Context(), auth.Of(r.Context()), v.Report.ID, v.Form.Version(), words)
	}
	return s.reportDone(w, r, v, err, web.Mark("Đã lưu báo cáo."))
}

func (s *Service) issueReport(w http.ResponseWriter, r *http.Request) error {
	v, err := s.reportView(r)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	on := f.Date("ngay")
	if f.OK() {
		err = s.Issue(r.Context(), auth.Of(r.Context()), v.Report.ID, f.Version(), f.String("so"), on)
	}
	v.Form = v.Report.Words.fill(f)
	return s.reportDone(w, r, v, err, web.Mark("Đã chốt báo cáo. Số liệu và lời văn không đổi nữa."))
}

func (s *Service) reportDone(w http.ResponseWriter, r *http.Request, v reportView, err error, said string) error {
	if err == nil && v.Form.OK() {
		return web.RedirectSaying(w, r, v.Report.href(), said)
	}
	if err != nil && !v.Form.Take(err) {
		return err
	}
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.Conflict {
		status = http.StatusConflict
	}
	return web.Render(w, r, status, reportPage(v))
}

func (s *Service) dropReport(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	plan, err := s.DropReport(r.Context(), auth.Of(r.Context()), ReportID(id))
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, Plan{ID: plan}.tab(tabReports), "Đã bỏ bản dự thảo báo cáo.")
}

// showFigure lists the cases behind a frozen number, as they were counted on that day.
func (s *Service) showFigure(w http.ResponseWriter, r *http.Request) error {
	rv, err := s.reportView(r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rv.Figures, func(f Figure) bool { return f.Figure == r.URL.Query().Get("so") })
	if i < 0 {
		return fault.New(fault.NotFound, "Báo cáo này không có số liệu đó.")
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v := figureView{Report: rv.Report, Plan: rv.Plan, Figure: rv.Figures[i]}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
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
