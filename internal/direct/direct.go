package direct

import (
	"context"
	"embed"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed migrations
var migrations embed.FS

//go:embed locales
var texts embed.FS

// Module is the schema of words. It comes after work.
var Module = db.Module{Name: "direct", Files: migrations}

// Order is the kind of case that a leader's word becomes.
var Order = work.Kind{Name: "order", Prefix: "CD", Title: web.Mark("Ý kiến chỉ đạo"), Path: "/viec/", Steps: work.StandardLife}

// Duty names words where cases say where they come from.
const Duty = "direct"

// What people may do with words.
const (
	View   web.Right = "direct.view"   // over the unit that was told or the one that follows
	Record web.Right = "direct.record" // write down what a leader said, for the leader to confirm
)

var grants = []web.Grant{
	{Right: View, Title: "Xem ý kiến chỉ đạo", Roles: []web.Role{web.Administrator, web.Coordinator, web.Leader, web.Staff}},
	{Right: Record, Title: "Ghi ý kiến chỉ đạo thay lãnh đạo", Roles: []web.Role{web.Coordinator}},
}

// Addresses of this package.
const (
	PageURL     = "/chi-dao"
	NewURL      = PageURL + "/moi"
	BriefingURL = PageURL + "/giao-ban"
)

// Options are what a [Service] stands on.
type Options struct {
	DB   *db.DB
	Org  *org.Service
	Auth *auth.Service
	Work *work.Service
	Now  func() time.Time
}

// Service keeps words.
type Service struct{ Options }

// New returns the service.
func New(o Options) *Service { return &Service{o} }

// Part is what this package brings to the house.
func (s *Service) Part() web.Part {
	return web.Part{
		Name: "direct", Schema: Module, Texts: texts, Grants: grants, Routes: s.register,
		Nav: []web.NavItem{{Title: "Ý kiến chỉ đạo", Short: "Chỉ đạo", Rank: 3, Href: PageURL, Icon: "consult", Right: View, Count: s.countWaiting, CountWord: "ý kiến chờ xác nhận"}},
	}
}

func (s *Service) register(m *web.Mux) {
	m.Handle("GET "+PageURL, View, s.showList)
	m.Handle("GET "+NewURL, View, s.showNew)
	m.Handle("POST "+NewURL, View, s.say)
	m.Handle("POST "+PageURL+"/{id}/xac-nhan", work.Order, s.confirm)
	m.Handle("POST "+PageURL+"/{id}/bo", View, s.drop)
	m.Handle("GET "+BriefingURL, View, s.showBriefing)
}

func (s *Service) day() law.Date { return law.DateOf(s.Now()) }

// MayDirect reports whether the asker may begin a word: as a leader, or writing for one.
func MayDirect(ctx context.Context) bool { return web.May(ctx, work.Order) || web.May(ctx, Record) }

// State is what became of a word.
type State string

// The states of a word.
const (
	Waiting State = "waiting" // chờ lãnh đạo xác nhận
	Given   State = "given"   // đã giao
	Dropped State = "dropped" // đã bỏ
)

// next lists every allowed step. A state that is not a key is final.
var next = map[State][]State{Waiting: {Given, Dropped}}

// CanBecome reports whether a word may go from s to t.
func (s State) CanBecome(t State) bool { return slices.Contains(next[s], t) }

// Word is one thing a leader said.
type Word struct {
	ID       int64
	Text     string
	Unit     org.UnitID // who is to do it
	Owner    org.UnitID // whose coordinators follow it
	Due      law.Date
	Href     string // page it was said about; may be empty
	Title    string // of that page
	Leader   org.PersonID
	Name     string // of the leader
	Recorder string // who wrote it down; empty: the leader
	State    State
	Case     work.CaseID // once given
	At       time.Time
}
