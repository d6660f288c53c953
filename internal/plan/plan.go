package plan

import (
	"context"
	"embed"
	"fmt"
	"log/slog"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

//go:embed migrations
var migrations embed.FS

//go:embed locales
var texts embed.FS

// Module is the schema of plans. It comes after work.
var Module = db.Module{Name: "plan", Files: migrations}

// Numbers of the things this package keeps.
type (
	ID       int64
	DraftID  int64
	ReportID int64
)

// Task is the kind of case that plans open; app registers it with work.
var Task = work.Kind{Name: "task", Prefix: "NV", Title: web.Mark("Nhiệm vụ"), Path: "/viec/", Steps: work.StandardLife}

// State is the life of a plan.
type State string

// The states of a plan.
const (
	Running State = "running"
	Closed  State = "closed"
)

// Plan is a plan that was confirmed.
type Plan struct {
	ID        ID
	Number    string // "128/KH-UBND"; empty until the document has one
	Title     string
	Issuer    string   // as written, "UBND tỉnh An Bình"
	Issued    law.Date // zero: unknown
	From, To  law.Date // the time it covers; zero: open
	Owner     org.UnitID
	State     State
	Note      string
	Prev      ID   // the plan of the year before; 0 if none
	Latest    int  // ordinal of its newest document
	Internal  bool // goes round inside the office only (lưu hành nội bộ)
	CreatedAt time.Time
	UpdatedAt time.Time
	ClosedAt  *time.Time
	Version   int64
}

// Cited is how papers cite the plan: "Kế hoạch số 128/KH-UBND ngày 20/01/2025".
func (p Plan) Cited() string {
	s := "Kế hoạch"
	if p.Number != "" {
		s += " số " + p.Number
	}
	if !p.Issued.IsZero() {
		s += " ngày " + p.Issued.Vietnamese()
	}
	if p.Number == "" {
		s += " “" + p.Title + "”"
	}
	return s
}

// Letterhead is what the province prints at the top and the end of its papers.
type Letterhead struct {
	Parent     string   // body above the one that reports: "Ủy ban nhân dân tỉnh An Bình"
	Body       string   // the reporting body; empty: the owner of the plan
	Symbol     string   // "BC-SVHTTDL"; empty: made from the owner's code
	Place      string   // địa danh
	Addressees []string // Kính gửi
	Recipients []string // Nơi nhận
	Filing     string   // what follows "Lưu:"
	Signature  official.Signature
}

// Options are what a [Service] stands on.
type Options struct {
	DB       *db.DB
	Org      *org.Service
	Files    *files.Store
	Work     *work.Service
	Papers   *paper.Service
	Now      func() time.Time
	Calendar func() law.Calendar
	Rounds   Rounds // nil: a collective is asked by hand

	Log        *slog.Logger                                                 // nil: slog.Default()
	Letterhead func(owner org.Unit, t *org.Tree) Letterhead                 // nil: made from the directory
	Address    string                                                       // where the desk answers, for calendars: "https://nhipcau.anbinh.gov.vn"; may be empty
	Scan       func(ctx context.Context, data []byte) (doctext.Scan, error) // reads documents that are pictures; nil: doctext.ReadScan
	Patience   time.Duration                                                // how long an upload waits for its reading before it shows progress; 0: 900 ms
}

// Service keeps plans, their drafts and their reports.
type Service struct {
	Options
	directory atomic.Pointer[directory]
	commits   func(step string) error // a fault that tests put in; nil otherwise
}

// New returns the service and tells files who sees its documents.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Patience == 0 {
		o.Patience = 900 * time.Millisecond
	}
	if o.Scan == nil {
		o.Scan = func(ctx context.Context, data []byte) (doctext.Scan, error) {
			return doctext.ReadScan(ctx, data, doctext.DefaultLimits())
		}
	}
	if o.Letterhead == nil {
		o.Letterhead = plainLetterhead
	}
	s := &Service{Options: o}
	o.Files.Watch("plan", s.seesPlanFile)
	o.Files.Watch("plan-draft", s.seesDraft)
	o.Papers.Watch("plan-report", s.papers())
	return s
}

// Part is what plan brings to the house.
func (s *Service) Part() web.Part {
	return web.Part{
		Name: "plan", Schema: Module, Texts: texts, Grants: Grants, Routes: s.Register,
		Jobs: func(q *jobs.Queue) {
			jobs.Handle(q, s.Adopt)
			q.Every(24*time.Hour, func() jobs.Args { return AdoptArgs{} })
		},
		Nav: []web.NavItem{{
			Title: "Kế hoạch, nhiệm vụ", Short: "Kế hoạch", Rank: 2, Href: "/ke-hoach", Under: []string{"/nhiem-vu"}, Icon: "plan", Right: View, Tab: true, Key: "k",
		}},
	}
}

// Day is the day it is in Việt Nam.
func (s *Service) Day() law.Date { return law.DateOf(s.Now()) }

// Plan finds a plan, or fault.NotFound.
func (s *Service) Plan(ctx context.Context, tx *db.Tx, by auth.Officer, id ID) (Plan, error) {
	if !by.May(View) {
		return Plan{}, notFound()
	}
	p, err := planByID(ctx, tx, id)
	if err == db.ErrNoRows {
		return Plan{}, notFound()
	}
	if err != nil {
		return Plan{}, fmt.Errorf("reading plan %d: %w", id, err)
	}
	return p, nil
}

func notFound() error { return fault.New(fault.NotFound, "Không tìm thấy kế hoạch này.") }

// mayManage refuses those who do not coordinate over the owner of a plan.
func mayManage(by auth.Officer, tree *org.Tree, owner org.UnitID) error {
	if by.MayFor(Manage, owner) {
		return nil
	}
	return fault.New(fault.Forbidden, "Chỉ người điều phối của %s được nhập hoặc sửa kế hoạch này.", tree.Name(owner))
}

// seesPlan lets whoever may see plans see their documents: a plan is a paper sent to all its units.
func (s *Service) seesPlan(_ context.Context, _ *db.Tx, by auth.Officer, _ int64) (bool, error) {
	return by.May(View), nil
}

// seesPlanFile says who fetches the document of a plan: who sees plans, and may take out of this one.
func (s *Service) seesPlanFile(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (bool, error) {
	p, err := s.Plan(ctx, tx, by, ID(id))
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	if err == nil {
		err = mayTakeOut(by, p)
	}
	return err == nil, err
}

func (s *Service) seesDraft(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (bool, error) {
	d, err := s.Draft(ctx, tx, by, DraftID(id))
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return d.ID != 0, err
}

// href is the address of a plan's page.
func (p Plan) href() string { return fmt.Sprintf("/ke-hoach/%d", p.ID) }

func address(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
