package plan

import (
	"context"
	"slices"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// timingOf turns what a document says about time into a rhythm of work, and says where it had to guess.
func timingOf(cadence []official.Cadence, from, to law.Date) Timing {
	has := func(c official.Cadence) bool { return slices.Contains(cadence, c) }
	t := Timing{From: from, To: to}
	regular := work.Rhythm("")
	for _, r := range []struct {
		said official.Cadence
		is   work.Rhythm
	}{{official.Weekly, work.Weekly}, {official.Monthly, work.Monthly}, {official.Quarterly, work.Quarterly}, {official.Yearly, work.Yearly}} {
		if has(r.said) {
			regular = r.is
			break
		}
	}
	switch {
	case has(official.Continuous):
		t.Rhythm, t.Report = work.Continuous, regular
		if regular == "" {
			t.Report = work.Quarterly
		}
	case regular != "":
		t.Rhythm = regular
	case has(official.Periodic):
		t.Rhythm = work.Quarterly
		t.Doubt = web.Mark("Văn bản chỉ ghi “định kỳ”; tạm hiểu là hằng quý.")
	case has(official.Once), has(official.Range) && !to.IsZero():
		t.Rhythm, t.Due = work.Once, to
		if to.IsZero() {
			t.Doubt = web.Mark("Văn bản không nêu ngày cụ thể; cần đặt hạn.")
		}
	case has(official.Range):
		t.Rhythm = work.Yearly
		t.Doubt = web.Mark("Văn bản ghi một mốc bắt đầu và “những năm tiếp theo”; tạm hiểu là hằng năm.")
	case has(official.AdHoc):
		t.Rhythm = work.AsNeeded
	case !to.IsZero():
		t.Rhythm, t.Due = work.Once, to
	}
	return t
}

// cadence is the timing as work keeps it.
func (t Timing) cadence() work.Cadence {
	return work.Cadence{Rhythm: t.Rhythm, Report: t.Report, From: t.From, To: t.To}
}

// clock says that the plan itself set the day, in its own words.
func (t Timing) clock(basis, when string) work.Clock {
	c := work.Clock{Basis: basis, Verified: true}
	if t.Rhythm == work.Once && !t.Due.IsZero() {
		c.Due = law.OnDay(t.Due)
	}
	if when != "" {
		c.ExplanationVI = basis + " ghi: “" + when + "”."
		c.ExplanationEN = basis + " says: “" + when + "”."
	}
	return c
}

// timingFrom reads back what work keeps.
func timingFrom(c work.Case) Timing {
	t := Timing{Rhythm: c.Cadence.Rhythm, Report: c.Cadence.Report, From: c.Cadence.From, To: c.Cadence.To, Decided: true}
	if t.Rhythm == "" {
		t.Rhythm = work.Once
	}
	if t.Rhythm == work.Once {
		t.Due = c.Clock.Due.Date()
		if t.Due.IsZero() {
			t.Due = c.FirstDue
		}
	}
	return t
}

// sameTime reports whether two timings ask for the same.
func (t Timing) sameTime(o Timing) bool {
	return t.Rhythm == o.Rhythm && (t.Rhythm != work.Continuous || t.Report == o.Report) && t.Due == o.Due && t.From == o.From && t.To == o.To
}

// check refuses what work would refuse, while the form is still open.
func (t Timing) check(today law.Date) error {
	switch {
	case !t.From.IsZero() && !t.To.IsZero() && t.To.Before(t.From):
		return fault.New(fault.Invalid, "Ngày kết thúc đứng trước ngày bắt đầu.").At("den")
	case t.cadence().Recurs() && !t.To.IsZero() && t.To.Before(today):
		return fault.New(fault.Invalid, "Thời gian thực hiện đã kết thúc ngày %s. Hãy bỏ qua nhiệm vụ này hoặc sửa thời gian.", t.To).At("den")
	}
	return nil
}

// words writes a timing for the reader: "Hằng quý", "Trước 30/06/2026", "Thường xuyên, báo cáo hằng quý".
func (t Timing) words(ctx context.Context) string {
	s := ""
	switch {
	case t.Rhythm == "":
		return web.T(ctx, "Chưa rõ")
	case t.Rhythm == work.Once && t.Due.IsZero():
		s = web.T(ctx, "Một lần, chưa có hạn")
	case t.Rhythm == work.Once:
		s = web.T(ctx, "Hạn %s", t.Due)
	case t.Rhythm == work.Continuous:
		s = web.T(ctx, flowWords[t.Report])
	default:
		s = web.T(ctx, t.Rhythm.Word())
	}
	switch {
	case t.Rhythm == work.Once && (t.From.IsZero() || t.From == t.Due), t.From.IsZero() && t.To.IsZero():
		return s
	case t.To.IsZero() || t.Rhythm == work.Once:
		return s + ", " + web.T(ctx, "từ %s", t.From)
	case t.From.IsZero():
		return s + ", " + web.T(ctx, "đến %s", t.To)
	}
	return s + ", " + web.T(ctx, "từ %s đến %s", t.From, t.To)
}

var flowWords = map[work.Rhythm]string{
	"":             web.Mark("Thường xuyên, báo cáo hằng quý"),
	work.Weekly:    web.Mark("Thường xuyên, báo cáo hằng tuần"),
	work.Monthly:   web.Mark("Thường xuyên, báo cáo hằng tháng"),
	work.Quarterly: web.Mark("Thường xuyên, báo cáo hằng quý"),
	work.Yearly:    web.Mark("Thường xuyên, báo cáo hằng năm"),
}
