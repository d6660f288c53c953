package chase

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

// Module is the schema of urging. It comes after work and paper.
var Module = db.Module{Name: "chase", Files: migrations}

// Duty names letters where papers ask what they are about.
const Duty = "chase"

// Addresses of this package.
const (
	PageURL   = "/don-doc"
	LetterURL = PageURL + "/cong-van"
)

// Options are what a [Service] stands on.
type Options struct {
	DB    *db.DB
	Org   *org.Service
	Work  *work.Service
	Paper *paper.Service
	Now   func() time.Time
	Site  string // "https://nhipcau.anbinh.example", for messages; may be empty
}

// Service urges.
type Service struct{ Options }

// New returns the service and says who sees letters.
func New(o Options) *Service {
	s := &Service{o}
	o.Paper.Watch(Duty, paper.Owner{Sees: s.sees, Place: s.place, Units: s.unitsOf, Issued: s.issued})
	return s
}

// Part is what this package brings to the house. Who coordinates work urges.
func (s *Service) Part() web.Part {
	return web.Part{
		Name: "chase", Schema: Module, Texts: texts, Routes: s.register,
		Nav: []web.NavItem{{Title: "Đôn đốc", Rank: 3, Href: PageURL, Icon: "bell", Right: work.Coordinate}},
	}
}

func (s *Service) register(m *web.Mux) {
	m.Handle("GET "+PageURL, work.Coordinate, s.showList)
	m.Handle("GET "+PageURL+"/{unit}", work.Coordinate, s.showUnit)
	m.Handle("POST "+PageURL+"/{unit}/ghi", work.Coordinate, s.log)
	m.Handle("POST "+PageURL+"/{unit}/rut", work.Coordinate, s.undo)
	m.Handle("POST "+LetterURL, work.Coordinate, s.write, web.Timeout(time.Minute))
	m.Handle("GET "+LetterURL+"/{id}", work.View, s.showLetter)
}

func (s *Service) day() law.Date { return law.DateOf(s.Now()) }

func unitHref(id org.UnitID) string { return fmt.Sprintf("%s/%d", PageURL, id) }

func letterHref(id int64) string { return fmt.Sprintf("%s/%d", LetterURL, id) }

// sees: a letter is for those who follow work of its owner, and for the units to which it goes.
func (s *Service) sees(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (bool, error) {
	l, err := letterByID(ctx, tx, id)
	return err == nil && by.MayFor(work.View, append(l.Units, l.Owner)...), err
}

func (s *Service) place(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (title, href string, err error) {
	l, err := letterByID(ctx, tx, id)
	if err != nil || !by.MayFor(work.View, append(l.Units, l.Owner)...) {
		return "", "", err
	}
	return web.T(ctx, "Nhiệm vụ quá hạn tính đến ngày %s", l.Day), letterHref(id), nil
}

func (s *Service) unitsOf(ctx context.Context, tx *db.Tx, id int64) ([]org.UnitID, error) {
	l, err := letterByID(ctx, tx, id)
	return append(l.Units, l.Owner), err
}
