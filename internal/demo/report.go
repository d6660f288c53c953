package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	signing "github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/plan"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// reportedPlan is the plan on which the province reports.
const reportedPlan = "128/KH-UBND"

// report foresees three papers on progress: one on the last quarter, issued, one on the month before, which waits
// for signature, and one on this quarter, still a draft.
func (s *story) report() {
	last := quarterOf(s.today.AddDays(-12)) // a quarter is reported on in the days after it
	last = quarterOf(last.From.AddDays(-1))
	made := workday(last.To.AddDays(6))
	s.add(act{at: s.at(made), what: "lập báo cáo " + last.Words, own: func(ctx context.Context) error {
		id, err := s.draftReport(ctx, last)
		if err != nil {
			return err
		}
		s.add(act{at: s.at(workday(made.AddDays(4))), what: "ban hành báo cáo " + last.Words, own: func(ctx context.Context) error {
			return s.issue(ctx, id)
		}})
		return nil
	}})
	month := s.today.AddMonths(-1).LastOfMonth()
	s.add(act{at: s.at(workday(s.today.AddDays(-4))), what: "lập báo cáo tháng", own: func(ctx context.Context) error {
		id, err := s.draftReport(ctx, plan.Span{
			Words: fmt.Sprintf("tháng %d năm %d", month.Month, month.Year), From: law.Date{Year: month.Year, Month: month.Month, Day: 1}, To: month,
		})
		if err != nil {
			return err
		}
		r, err := s.readReport(ctx, id)
		if err != nil {
			return err
		}
		return s.submit(ctx, r.Paper)
	}})
	now := quarterOf(s.today)
	s.add(act{at: s.at(workday(s.today.AddDays(-1))), what: "lập báo cáo " + now.Words, own: func(ctx context.Context) error {
		_, err := s.draftReport(ctx, now)
		return err
	}})
}

// quarterOf is the quarter in which a day lies.
func quarterOf(d law.Date) plan.Span {
	from := law.Date{Year: d.Year, Month: (d.Month-1)/3*3 + 1, Day: 1}
	return plan.Span{Words: fmt.Sprintf("quý %s năm %d", official.Roman((int(d.Month)-1)/3+1), from.Year), From: from, To: from.AddMonths(2).LastOfMonth()}
}

// draftReport makes a report and lets the coordinator put in who signs.
func (s *story) draftReport(ctx context.Context, span plan.Span) (plan.ReportID, error) {
	p := s.plans[reportedPlan]
	id, err := s.Plan.NewReport(ctx, p.by, p.id, span)
	if err != nil {
		return 0, err
	}
	r, err := s.readReport(ctx, id)
	if err != nil {
		return 0, err
	}
	s.later(25 * time.Minute)
	w := r.Words
	w.Results = w.Results[:min(len(w.Results), 14)]
	w.Next = w.Next[:min(len(w.Next), 10)]
	err = s.Plan.EditReport(ctx, p.by, id, r.Version, w)
	if err != nil {
		return 0, err
	}
	return id, s.DB.Write(ctx, func(tx *db.Tx) error { return s.complete(ctx, tx, r.Paper) })
}

func (s *story) issue(ctx context.Context, id plan.ReportID) error {
	r, err := s.readReport(ctx, id)
	if err != nil {
		return err
	}
	by := s.plans[reportedPlan].by
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		letter, err := s.Paper.Paper(ctx, tx, by, r.Paper)
		if err != nil {
			return err
		}
		return s.Paper.Issue(ctx, tx, by, letter.ID, letter.Version, signing.Issue{Number: "312/BC-UBND", Day: law.DateOf(s.Clock.Now())})
	})
}

func (s *story) readReport(ctx context.Context, id plan.ReportID) (r plan.Report, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		r, _, _, err = s.Plan.Report(ctx, tx, s.plans[reportedPlan].by, id)
		return err
	})
	return r, err
}
