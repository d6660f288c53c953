package plan

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

type remarkText = official.Remark

// reportsView is the reports on a plan.
type reportsView struct {
	Frame   *planFrame
	Reports []Report
	Spans   []web.Option
	Form    *web.Form
}

// reportView is one report.
type reportView struct {
	Report  Report
	Plan    Plan
	Figures []Figure
	Write   bool
	Form    *web.Form
	Today   law.Date
}

// figureView is the cases behind one frozen number.
type figureView struct {
	Report Report
	Plan   Plan
	Figure Figure
	Rows   []figureRow
	Hidden int
}

type figureRow struct {
	Code, Title, Lead, State string
	Tone                     web.Tone
}

func (r Report) href() string { return fmt.Sprintf("/ke-hoach/ban-bao-cao/%d", r.ID) }

func (v reportView) figureHref(f Figure) string {
	return fmt.Sprintf("/ke-hoach/so-lieu/%d?%s", v.Report.ID, url.Values{"so": {f.Figure}}.Encode())
}

func reportSub(ctx context.Context, v reportView) string {
	if v.Report.State == Issued {
		return web.T(ctx, "%s. Đã chốt, số %s.", v.Plan.Title, v.Report.Number)
	}
	return web.T(ctx, "%s. Bản dự thảo; sửa lời văn, tải về trình ký, rồi ghi số khi đã ban hành.", v.Plan.Title)
}

func reportCrumbs(ctx context.Context, v reportView) []web.Crumb {
	return []web.Crumb{
		{Title: web.T(ctx, "Kế hoạch"), Href: "/ke-hoach"}, {Title: v.Plan.short(ctx), Href: v.Plan.href()},
		{Title: web.T(ctx, "Báo cáo"), Href: v.Plan.tab(tabReports)}, {Title: v.Report.Period},
	}
}

func figureCrumbs(ctx context.Context, v figureView) []web.Crumb {
	return append(reportCrumbs(ctx, reportView{Report: v.Report, Plan: v.Plan})[:3],
		web.Crumb{Title: v.Report.Period, Href: v.Report.href()}, web.Crumb{Title: web.T(ctx, "Số liệu")})
}

func remarkLine(r official.Remark) string {
	if r.Unit == "" {
		return r.Text
	}
	return r.Unit + ": " + r.Text
}

func remarkLines(list []official.Remark) string {
	var lines []string
	for _, r := range list {
		lines = append(lines, remarkLine(r))
	}
	return strings.Join(lines, "\n")
}

// readRemarks takes one remark from each line.
func readRemarks(text string) []official.Remark {
	var all []official.Remark
	for line := range strings.SplitSeq(text, "\n") {
		if t := strings.TrimLeft(strings.TrimSpace(line), "-–• "); t != "" {
			all = append(all, official.Remark{Text: t})
		}
	}
	return all
}

func (w Words) fill(f *web.Form) *web.Form {
	f.Set("trich-yeu", w.Subject).Set("ket-qua", remarkLines(w.Results)).Set("kho-khan", remarkLines(w.Difficulties))
	f.Set("kien-nghi", remarkLines(w.Proposals)).Set("ky-toi", remarkLines(w.Next))
	return f.Set("tham-quyen", w.Authority).Set("chuc-vu", w.SignerTitle).Set("nguoi-ky", w.SignerName)
}

func readWords(f *web.Form) Words {
	f.Require("trich-yeu", "Hãy ghi trích yếu của báo cáo.")
	return Words{
		Subject: f.String("trich-yeu"), Results: readRemarks(f.Text("ket-qua")), Difficulties: readRemarks(f.Text("kho-khan")),
		Proposals: readRemarks(f.Text("kien-nghi")), Next: readRemarks(f.Text("ky-toi")),
		Authority: f.Text("tham-quyen"), SignerTitle: f.String("chuc-vu"), SignerName: f.String("nguoi-ky"),
	}
}

func dayInput(ctx context.Context, f *web.Form, name, label string, value law.Date) web.Input {
	return web.DayInput(ctx, f, name, label, value)
}

// authorityExample is how signers of the committee sign.
const authorityExample = "TM. Ủy ban nhân dân"
