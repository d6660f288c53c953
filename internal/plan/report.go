package plan

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// Report is a progress report on a plan. Its numbers were frozen when it was made; its words may change while
// its paper is a draft. What becomes of it then is the matter of the paper.
type Report struct {
	ID        ReportID
	Plan      ID
	Paper     paper.ID
	Period    string // "quý I năm 2026"
	From, To  law.Date
	AsOf      law.Date
	Frozen    Frozen
	Words     Words
	By        string
	EditedBy  string
	CreatedAt time.Time
	UpdatedAt time.Time
	Version   int64
}

// Frozen is what a report counted, with the names as they were then.
type Frozen struct {
	Cited      string
	Total      official.Progress
	Sections   []official.ProgressRow
	Units      []official.ProgressRow
	Continuous []official.ProgressRow
	Tasks      []official.ProgressTask
	Beside     int // tasks of the annex that no figure counts
}

// Words are the parts of a report that people write, prefilled from what units handed in.
type Words struct {
	Results      []official.Remark
	Difficulties []official.Remark
	Proposals    []official.Remark
	Next         []official.Remark
}

// Figure is a frozen number with the cases behind it.
type Figure struct {
	Figure string // id within the report, "total.done_late"
	Name   string
	Value  int
	Query  string // address of the same rows today
	Codes  []string
}

// Span is a period to report on.
type Span struct {
	Words    string
	From, To law.Date
}

// ofReport is what the paper of a report is about.
func ofReport(id ReportID) paper.About { return paper.About{Duty: "plan-report", ID: int64(id)} }

// papers says who sees the papers of reports: whoever sees plans.
func (s *Service) papers() paper.Owner {
	return paper.Owner{
		Sees: s.seesPlan,
		Place: func(ctx context.Context, tx *db.Tx, _ auth.Officer, id int64) (title, href string, err error) {
			r, err := reportByID(ctx, tx, ReportID(id))
			if err != nil {
				return "", "", fmt.Errorf("reading report %d: %w", id, err)
			}
			p, err := planByID(ctx, tx, r.Plan)
			return p.Title, p.tab(tabReports), err
		},
		Words: func(id int64) string { return Report{ID: ReportID(id)}.href() },
	}
}

// NewReport counts the plan as it stands today and drafts the report for a period, with its paper.
func (s *Service) NewReport(ctx context.Context, by auth.Officer, plan ID, span Span) (id ReportID, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		p, tree, err := s.reported(ctx, tx, by, plan)
		if err != nil {
			return err
		}
		if strings.TrimSpace(span.Words) == "" {
			return fault.New(fault.Invalid, "Hãy chọn kỳ báo cáo.").At("ky")
		}
		cases, err := s.collect(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: int64(plan)})
		if err != nil {
			return err
		}
		count := newCounter(p, tree, s.Day())
		for _, c := range cases {
			count.add(c)
		}
		r := Report{
			Plan: plan, Period: span.Words, From: span.From, To: span.To, AsOf: s.Day(), Frozen: count.frozen(),
			By: by.Full, EditedBy: by.Full, CreatedAt: s.Now(), UpdatedAt: s.Now(), Version: 1,
		}
		r.Words, err = s.gather(ctx, tx, by, tree, cases, span)
		if err != nil {
			return err
		}
		r.ID, err = insertReport(ctx, tx, r, by.Account)
		if err != nil {
			return fmt.Errorf("storing a report on plan %d: %w", plan, err)
		}
		id = r.ID
		err = s.putFigures(ctx, tx, r, count)
		if err != nil {
			return err
		}
		err = s.draftReport(ctx, tx, by, p, r)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, "plan.report", "plan-report", int64(id), web.Say("Lập báo cáo %s của kế hoạch “%s”", span.Words, p.Title))
	})
	return id, err
}

// draftReport hands the report over as a paper of the plan's owner.
func (s *Service) draftReport(ctx context.Context, tx *db.Tx, by auth.Officer, p Plan, r Report) error {
	doc := r.linked()
	doc.Subject = "Kết quả thực hiện " + p.Cited() + ", " + r.Period
	id, err := s.Papers.Draft(ctx, tx, by, paper.New{Kind: paper.Report, Unit: p.Owner, About: ofReport(r.ID), AsOf: r.AsOf, Internal: p.Internal, Document: doc})
	if err != nil {
		return err
	}
	return setPaper(ctx, tx, r.ID, id)
}

// reported finds a plan on which the officer may report.
func (s *Service) reported(ctx context.Context, tx *db.Tx, by auth.Officer, plan ID) (Plan, *org.Tree, error) {
	p, err := s.Plan(ctx, tx, by, plan)
	if err != nil {
		return Plan{}, nil, err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return Plan{}, nil, err
	}
	if !by.MayFor(Write, p.Owner) {
		return Plan{}, nil, fault.New(fault.Forbidden, "Chỉ người điều phối của %s được lập báo cáo của kế hoạch này.", tree.Name(p.Owner))
	}
	return p, tree, nil
}

// putFigures keeps every number of the report with its query and the cases behind it.
func (s *Service) putFigures(ctx context.Context, tx *db.Tx, r Report, k *counter) error {
	for i, f := range r.document().Figures() {
		n, err := strconv.Atoi(strings.ReplaceAll(f.Text, ".", ""))
		if err != nil {
			return fmt.Errorf("the figure %s of a report is %q: %w", f.ID, f.Text, err)
		}
		codes := k.codes(f.ID)
		if len(codes) != n {
			return fmt.Errorf("the figure %s of a report is %d and has %d cases behind it", f.ID, n, len(codes))
		}
		err = insertFigure(ctx, tx, r.ID, i+1, Figure{Figure: f.ID, Name: f.Name, Value: n, Query: f.Query, Codes: codes})
		if err != nil {
			return fmt.Errorf("storing a figure of report %d: %w", r.ID, err)
		}
	}
	return nil
}

// Report finds a report on a plan whose paper the officer may see.
func (s *Service) Report(ctx context.Context, tx *db.Tx, by auth.Officer, id ReportID) (Report, Plan, paper.Paper, error) {
	r, err := reportByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) {
		return Report{}, Plan{}, paper.Paper{}, fault.New(fault.NotFound, "Không tìm thấy báo cáo này.")
	}
	if err != nil {
		return Report{}, Plan{}, paper.Paper{}, fmt.Errorf("reading report %d: %w", id, err)
	}
	p, err := s.Plan(ctx, tx, by, r.Plan)
	if err != nil {
		return Report{}, Plan{}, paper.Paper{}, err
	}
	letter, err := s.Papers.Paper(ctx, tx, by, r.Paper)
	if fault.KindOf(err) == fault.NotFound {
		err = fault.New(fault.NotFound, "Không tìm thấy báo cáo này.")
	}
	return r, p, letter, err
}

// EditReport changes the words of a report that the editor saw at a version, and with them its draft.
func (s *Service) EditReport(ctx context.Context, by auth.Officer, id ReportID, seen int64, w Words) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		r, p, _, err := s.Report(ctx, tx, by, id)
		if err != nil {
			return err
		}
		if !by.MayFor(Write, p.Owner) {
			return fault.New(fault.Forbidden, "Chỉ người điều phối của đơn vị theo dõi chung được sửa báo cáo này.")
		}
		r.Words, r.EditedBy, r.UpdatedAt, r.Version = w, by.Full, s.Now(), seen
		ok, err := updateReport(ctx, tx, r)
		if err != nil {
			return fmt.Errorf("storing report %d: %w", id, err)
		}
		if !ok {
			return fault.New(fault.Conflict, "Báo cáo vừa được người khác sửa. Hãy tải lại trang để xem bản mới; nội dung bạn đã nhập vẫn còn trong ô.")
		}
		err = s.Papers.Revise(ctx, tx, by, r.Paper, r.linked())
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, "plan.report-edit", "plan-report", int64(id), web.Say("Sửa báo cáo %s của kế hoạch “%s”", r.Period, p.Title))
	})
}

func encode(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
