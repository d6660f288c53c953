package desk

import (
	"context"
	"embed"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/mail"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed migrations
var migrations embed.FS

//go:embed locales
var locales embed.FS

// Module is the schema of the desk.
var Module = db.Module{Name: "desk", Files: migrations}

// What people may do at the desk beside what work and org allow.
const (
	Administer web.Right = "desk.administer" // see the index of administration
	ReadLogs   web.Right = "desk.read-logs"  // over the root: the audit log and the delivery log
)

// Plans tells how plans stand. It is implemented elsewhere.
type Plans interface {
	// Running are the plans that the officer sees and that still run, the most pressing first.
	Running(ctx context.Context, tx *db.Tx, by auth.Officer, limit int) ([]PlanLine, error)
	// Place says where a case stands in its plan; false if it belongs to none or the officer may not see it.
	Place(ctx context.Context, tx *db.Tx, by auth.Officer, c work.Case) (PlanPlace, bool, error)
}

// PlanLine is one running plan in a line.
type PlanLine struct {
	Title   string
	Href    string
	Finding string // what matters now, in the reader's language: "2 nhiệm vụ quá hạn trên 32"
	Share   int    // per cent of the tasks with a deadline that is done, 0 to 100
	Flow    bool   // there are only continuous tasks: no share of them is ever done
	Tone    web.Tone
}

// PlanPlace is where a case stands in its plan.
type PlanPlace struct {
	Title   string // "Kế hoạch truyền thông chính sách năm 2026"
	Number  string // of the document, "128/KH-UBND"
	Href    string
	Source  string // address that shows the line of the document; may be empty
	Line    string // the line as it was written; may be empty
	Section string
}

// Options are what a [Service] stands on. Plans, Verify, Buttons and First may be left out.
type Options struct {
	DB       *db.DB
	Work     *work.Service
	Org      *org.Service
	Files    *files.Store
	Post     *mail.Post
	Now      func() time.Time
	Calendar func() law.Calendar // days off as the province has them now
	Rules    law.RuleSet
	Plans    Plans
	Rounds   Rounds                                                // nil: there are none
	Verify   func(ctx context.Context) (audit.Verification, error) // walks the audit log
	Buttons  []web.NavItem                                         // what a person may begin from Today
	Admin    []web.NavItem                                         // pages of other packages on the index of administration
	First    []FirstStep                                           // the steps of a province's first day
	Site     string                                                // "https://nhipcau.anbinh.example", for calendars; may be empty
}

// Service shows the desk.
type Service struct {
	Options
	counts *memo[counts]
	sides  *memo[side]
}

// New returns the desk.
func New(o Options) *Service {
	return &Service{Options: o, counts: newMemo[counts](20 * time.Second), sides: newMemo[side](30 * time.Second)}
}

func (s *Service) day() law.Date { return law.DateOf(s.Now()) }

// Part is the desk's descriptor.
func (s *Service) Part() web.Part {
	return web.Part{
		Name: "desk", Schema: Module, Texts: locales,
		Grants: []web.Grant{
			{Right: Administer, Title: "Mở trang quản trị", Roles: []web.Role{web.Administrator, web.Coordinator}},
			{Right: ReadLogs, Title: "Đọc nhật ký và sổ gửi thư", Roles: []web.Role{web.Administrator, web.Coordinator}},
		},
		Routes: s.register,
		Nav: []web.NavItem{
			{Title: "Hôm nay", Rank: 1, Href: "/", Under: []string{"/viec"}, Icon: "today", Right: web.SignedIn, Tab: true, Key: "h", Count: s.countTodo, CountWord: "việc cần xử lý"},
			{Title: "Nhập thay đơn vị", Rank: 4, Href: EntryURL, Icon: "edit", Right: work.Coordinate, Key: "t"},
			{Title: "Lịch", Rank: 4, Href: "/lich", Icon: "calendar", Right: work.View, Tab: true, Key: "l"},
			{Title: "Thông báo", Rank: 5, Href: NoticesURL, Icon: "bell", Right: web.SignedIn, Tab: true, Key: "b"},
			{Group: "Hệ thống", Title: "Vắng mặt, ủy quyền", Rank: 3, Href: "/vang-mat", Icon: "user", Right: web.SignedIn},
			{Group: "Hệ thống", Title: "Trang quản trị", Rank: 6, Href: "/quan-tri", Icon: "sliders", Right: Administer, Key: "q"},
			{Group: "Hệ thống", Title: "Trợ giúp", Rank: 9, Href: HelpURL, Icon: "info", Right: web.SignedIn},
		},
	}
}

// Addresses for the frame of every page.
const (
	SearchURL  = "/tim"
	NoticesURL = "/thong-bao"
	HelpURL    = "/tro-giup"
)

// SearchLabel names the search box, a marked text.
var SearchLabel = web.Mark("Tìm nhiệm vụ, kế hoạch, đơn vị")

func (s *Service) register(m *web.Mux) {
	m.Handle("GET /{$}", web.SignedIn, s.showToday)
	m.Handle("GET /viec", work.View, s.showList)
	s.registerCase(m)
	s.registerEntry(m)
	m.Handle("GET "+SearchURL, web.SignedIn, s.showSearch)
	m.Handle("GET /lich", work.View, s.showCalendar)
	m.Handle("GET /lich/tai", work.View, s.downloadCalendar)
	m.Handle("GET "+NoticesURL, web.SignedIn, s.showNotices)
	m.Handle("POST "+NoticesURL, web.SignedIn, s.readNotices)
	m.Handle("GET /vang-mat", web.SignedIn, s.showAbsences)
	m.Handle("POST /vang-mat", web.SignedIn, s.addAbsence)
	m.Handle("POST /vang-mat/{id}/bo", web.SignedIn, s.endAbsence)
	m.Handle("GET /quan-tri", Administer, s.showAdmin)
	m.Handle("GET /quan-tri/nhat-ky", ReadLogs, s.showLog)
	m.Handle("POST /quan-tri/nhat-ky", ReadLogs, s.verifyLog, web.Timeout(2*time.Minute))
	m.Handle("GET /quan-tri/thu", ReadLogs, s.showMail)
	m.Handle("POST /quan-tri/thu/{id}", ReadLogs, s.sendAgain)
	m.Handle("GET /quan-tri/nhac-viec", Administer, s.showReminding)
	m.Handle("POST /quan-tri/nhac-viec", work.Configure, s.setReminding)
	m.Handle("GET /quan-tri/thoi-han", web.SignedIn, s.showLimits)
	m.Handle("GET /quan-tri/thoi-han/lich.txt", web.SignedIn, s.downloadDays)
	m.Handle("GET "+HelpURL, web.SignedIn, s.showHelp)
	m.Handle("GET "+handbookURL+"{role}", web.SignedIn, s.showHandbook)
	m.Handle("GET "+FirstDayURL, Administer, s.showFirstDay)
}
