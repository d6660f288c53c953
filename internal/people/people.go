package people

import (
	"context"
	"embed"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed migrations
var migrations embed.FS

//go:embed locales
var texts embed.FS

// Module is the schema of handovers. It comes after work and paper.
var Module = db.Module{Name: "people", Files: migrations}

// HandOver lets its holder take the work of somebody in their units and give it to others.
const HandOver web.Right = "people.hand-over"

// PageURL is where handing over begins.
const PageURL = "/ban-giao"

// Duty names handovers where papers ask what they are about.
const Duty = "handover"

// Options are what a [Service] stands on.
type Options struct {
	DB    *db.DB
	Org   *org.Service
	Auth  *auth.Service
	Work  *work.Service
	Paper *paper.Service
	Now   func() time.Time
}

// Service hands work over.
type Service struct{ Options }

// New returns the service and says who sees the papers of handovers.
func New(o Options) *Service {
	s := &Service{o}
	o.Paper.Watch(Duty, paper.Owner{Sees: s.sees, Place: s.place, Drafts: true})
	return s
}

// Part is what this package brings to the house.
func (s *Service) Part() web.Part {
	return web.Part{
		Name: "people", Schema: Module, Texts: texts,
		Grants: []web.Grant{{Right: HandOver, Title: "Bàn giao công việc", Roles: []web.Role{web.Administrator, web.AccountKeeper, web.Coordinator}}},
		Routes: s.register,
		Nav:    []web.NavItem{{Group: "Hệ thống", Title: "Bàn giao công việc", Rank: 2, Href: PageURL, Icon: "user", Right: HandOver}},
	}
}

func (s *Service) register(m *web.Mux) {
	m.Handle("GET "+PageURL, HandOver, s.showStart)
	m.Handle("GET "+PageURL+"/nguoi/{id}", HandOver, s.showPerson)
	m.Handle("POST "+PageURL+"/nguoi/{id}", HandOver, s.handOver, web.Timeout(time.Minute))
	m.Handle("POST "+PageURL+"/don-vi/{id}", HandOver, s.moveUnit, web.Timeout(time.Minute))
	m.Handle("GET "+PageURL+"/{id}", HandOver, s.showRecord)
}

func (s *Service) day() law.Date { return law.DateOf(s.Now()) }

// sees: the paper of a handover is for those who may hand over in that unit.
func (s *Service) sees(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (bool, error) {
	r, err := recordByID(ctx, tx, id)
	return err == nil && by.MayFor(HandOver, r.Unit), err
}

func (s *Service) place(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (title, href string, err error) {
	r, err := recordByID(ctx, tx, id)
	if err != nil || !by.MayFor(HandOver, r.Unit) {
		return "", "", err
	}
	return web.T(ctx, "Bàn giao của %s", r.PersonName), recordHref(id), nil
}

func recordHref(id int64) string { return fmt.Sprintf("%s/%d", PageURL, id) }

func personHref(id org.PersonID) string { return fmt.Sprintf("%s/nguoi/%d", PageURL, id) }
