package plan

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/official"
)

// reportsView is the reports on a plan.
type reportsView struct {
	Frame   *planFrame
	Reports []reportLine
	Spans   []web.Option
	Form    *web.Form
}

// reportLine is a report with its paper.
type reportLine struct {
	Report
	Letter paper.Paper
}

// reportView is the words of one report.
type reportView struct {
	Report Report
	Plan   Plan
	Paper  paper.Paper
	Write  bool
	Form   *web.Form
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

func (r Report) figureHref(id string) string {
	return fmt.Sprintf("/ke-hoach/so-lieu/%d?%s", r.ID, url.Values{"so": {id}}.Encode())
}

func (v reportView) editable() bool { return v.Write && v.Paper.State == paper.Drafted }

func reportCrumbs(ctx context.Context, v reportView) []web.Crumb {
	return []web.Crumb{
		{Title: web.T(ctx, "Kế hoạch"), Href: "/ke-hoach"}, {Title: v.Plan.short(ctx), Href: v.Plan.href()},
		{Title: web.T(ctx, "Báo cáo"), Href: v.Plan.tab(tabReports)}, {Title: v.Report.Period},
	}
}

func figureCrumbs(ctx context.Context, v figureView) []web.Crumb {
	return append(reportCrumbs(ctx, reportView{Report: v.Report, Plan: v.Plan})[:3],
		web.Crumb{Title: v.Report.Period, Href: v.Report.Paper.Href()}, web.Crumb{Title: web.T(ctx, "Số liệu")})
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
	f.Set("ket-qua", remarkLines(w.Results)).Set("kho-khan", remarkLines(w.Difficulties))
	return f.Set("kien-nghi", remarkLines(w.Proposals)).Set("ky-toi", remarkLines(w.Next))
}

func readWords(f *web.Form) Words {
	return Words{
		Results: readRemarks(f.Text("ket-qua")), Difficulties: readRemarks(f.Text("kho-khan")),
		Proposals: readRemarks(f.Text("kien-nghi")), Next: readRemarks(f.Text("ky-toi")),
	}
}
