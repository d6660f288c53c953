package plan

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// gather collects what units wrote in the period, and what is due next.
func (s *Service) gather(ctx context.Context, tx *db.Tx, by auth.Officer, tree *org.Tree, cases []work.Case, span Span) (w Words, err error) {
	for _, c := range cases {
		if c.SubmittedAt == nil && c.OnTime+c.TooLate+c.Awaiting == 0 {
			continue
		}
		f, err := s.Work.File(ctx, tx, by, c.ID)
		if err != nil {
			return w, err
		}
		w.take(tree.Name(c.Lead), f.Submissions, span)
	}
	ends := span.To
	if ends.IsZero() {
		ends = s.Day()
	}
	next := ends.AddDays(max(28, span.From.DaysUntil(ends)))
	for _, c := range cases {
		if !c.Owed.IsZero() && c.Owed.After(s.Day()) && !c.Owed.After(next) && c.Cadence.Tempo() == work.Single {
			w.Next = append(w.Next, official.Remark{Unit: tree.Name(c.Lead), Text: c.Title + " (hạn " + c.Owed.Vietnamese() + ")"})
		}
	}
	return w, nil
}

// take keeps the last words of each submission that counts.
func (w *Words) take(unit string, submissions []work.Submission, span Span) {
	for _, sub := range submissions {
		on := sub.CameOn()
		if sub.Verdict == work.Refused || sub.Verdict == work.Withdrawn || !span.From.IsZero() && on.Before(span.From) || !span.To.IsZero() && on.After(span.To) {
			continue
		}
		for _, part := range []struct {
			into *[]official.Remark
			text string
		}{{&w.Results, sub.Result}, {&w.Difficulties, sub.Difficulty}, {&w.Proposals, sub.Proposal}} {
			r := official.Remark{Unit: unit, Text: strings.Join(strings.Fields(part.text), " ")}
			if r.Text != "" && !slices.Contains(*part.into, r) {
				*part.into = append(*part.into, r)
			}
		}
	}
}

// document composes the report; what stands around it is the matter of its paper.
func (r Report) document() official.Report {
	d := official.ProgressReport(official.ProgressInput{
		Letterhead: official.Report{Subject: "Kết quả thực hiện " + r.Frozen.Cited + ", " + r.Period},
		Plan:       r.Frozen.Cited, Period: r.Period, AsOf: r.AsOf.String(), Total: r.Frozen.Total, Sections: r.Frozen.Sections,
		Units: r.Frozen.Units, Continuous: r.Frozen.Continuous, Difficulties: remarks(r.Words.Difficulties), Proposals: remarks(r.Words.Proposals),
		Next: remarks(r.Words.Next), Tasks: r.Frozen.Tasks,
	})
	d.Blocks = withResults(d.Blocks, r.Words.Results, r.Frozen.Beside)
	return d
}

// linked is the document with each figure leading to the cases that were behind it.
func (r Report) linked() official.Report {
	d := r.document()
	d.LinkFigures(func(f official.Figure) string { return r.figureHref(f.ID) })
	return d
}

func remarks(list []official.Remark) official.Remarks {
	return official.Remarks{Items: list, None: len(list) == 0}
}

// withResults puts what units achieved, and how many tasks no figure counts, before the second part of the report.
func withResults(blocks []official.Block, results []official.Remark, beside int) []official.Block {
	at, number := len(blocks), 0
	for i, b := range blocks {
		h, ok := b.(official.Heading)
		if ok && h.Level == 2 {
			number++
		}
		if ok && h.Level == 1 && i > 1 {
			at = i
			break
		}
	}
	var more []official.Block
	if beside > 0 {
		more = append(more, official.Say("Số liệu trên không gồm ", beside,
			" nhiệm vụ theo dõi chính ở hệ thống khác hoặc do đơn vị phối hợp, không chấm điểm chủ trì; các nhiệm vụ này có trong danh mục."))
	}
	if len(results) > 0 {
		more = append(more, official.Heading{Level: 2, Text: strconv.Itoa(number+1) + ". Kết quả cụ thể của các đơn vị"})
	}
	for _, r := range results {
		text := strings.TrimRight(r.Text, ".;, ")
		if r.Unit != "" {
			text = r.Unit + ": " + text
		}
		more = append(more, official.Say("- "+text+"."))
	}
	return slices.Insert(slices.Clone(blocks), at, more...)
}

// spans are the periods one may report on, the latest first.
func spans(p Plan, today law.Date) []Span {
	var all []Span
	quarter := law.Date{Year: today.Year, Month: (today.Month-1)/3*3 + 1, Day: 1}
	for i := range 3 {
		from := quarter.AddMonths(-3 * i)
		all = append(all, Span{fmt.Sprintf("quý %s năm %d", official.Roman(int(from.Month-1)/3+1), from.Year), from, from.AddMonths(2).LastOfMonth()})
	}
	month := law.Date{Year: today.Year, Month: today.Month, Day: 1}
	for i := range 3 {
		from := month.AddMonths(-i)
		all = append(all, Span{fmt.Sprintf("tháng %d năm %d", from.Month, from.Year), from, from.LastOfMonth()})
	}
	for i := range 2 {
		year := today.Year - i
		from := law.Date{Year: year, Month: 1, Day: 1}
		if i == 0 {
			all = append(all, Span{fmt.Sprintf("6 tháng đầu năm %d", year), from, from.AddMonths(5).LastOfMonth()})
		}
		all = append(all, Span{fmt.Sprintf("năm %d", year), from, from.AddMonths(11).LastOfMonth()})
	}
	return all
}
