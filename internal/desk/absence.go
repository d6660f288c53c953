package desk

import (
	"context"
	"net/http"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// absenceView is who is away and who stands in, as far as the officer may say.
type absenceView struct {
	Form    *web.Form
	Today   law.Date
	Rows    []absenceRow
	Me      bool // the account belongs to a person of the directory
	People  []web.Option
	Instead []web.Option
}

type absenceRow struct {
	ID                 int64
	Person, Substitute string
	Span, Note         string
	Now, MayEnd        bool
}

func (s *Service) showAbsences(w http.ResponseWriter, r *http.Request) error {
	v, err := s.absences(r.Context(), auth.Of(r.Context()))
	if err != nil {
		return err
	}
	v.Form = web.NewForm()
	return web.Render(w, r, http.StatusOK, absencePage(v))
}

func (s *Service) absences(ctx context.Context, by auth.Officer) (v absenceView, err error) {
	v.Today, v.Me = s.day(), by.Person != 0
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := s.Work.Absences(ctx, tx, by)
		if err != nil {
			return err
		}
		for _, a := range all {
			row, err := s.absenceRow(ctx, tx, by, a)
			if err != nil {
				return err
			}
			v.Rows = append(v.Rows, row)
		}
		return s.absencePeople(ctx, tx, by, &v)
	})
	return v, err
}

func (s *Service) absenceRow(ctx context.Context, tx *db.Tx, by auth.Officer, a work.Absence) (absenceRow, error) {
	away, err := s.Org.Person(ctx, tx, a.Person)
	if err != nil {
		return absenceRow{}, err
	}
	instead, err := s.Org.Person(ctx, tx, a.Substitute)
	if err != nil {
		return absenceRow{}, err
	}
	mine := by.Person != 0 && by.Person == a.Person
	return absenceRow{
		ID: a.ID, Person: away.Name, Substitute: instead.Name, Note: a.Note,
		Span: web.T(ctx, "%s đến %s", a.From, a.To), Now: !a.From.After(s.day()),
		MayEnd: mine || by.MayFor(work.Coordinate, away.Unit),
	}, nil
}

// absencePeople offers who can be away (oneself; for coordinators everybody in their units) and who can stand
// in (colleagues of the unit, those above and below).
func (s *Service) absencePeople(ctx context.Context, tx *db.Tx, by auth.Officer, v *absenceView) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	units := tree.Subtree(by.Home)
	for u, ok := tree.Unit(by.Home); ok && u.Parent != 0; u, ok = tree.Unit(u.Parent) {
		units = append(units, u.Parent)
	}
	near, err := s.Org.People(ctx, tx, units[:min(len(units), manyUnits)]...)
	if err != nil {
		return err
	}
	v.Instead = append([]web.Option{{Label: web.T(ctx, "Chọn người làm thay")}}, personOptions(near, tree, by.Person)...)
	if v.Me {
		v.People = []web.Option{{Value: web.Key(by.Person), Label: by.Full}}
	}
	if !by.MayFor(work.Coordinate, by.Home) {
		return nil
	}
	v.People = append(v.People, personOptions(near, tree, by.Person)...)
	return nil
}

func personOptions(people []org.Person, tree *org.Tree, except org.PersonID) []web.Option {
	var options []web.Option
	for _, p := range people {
		if p.ID != except {
			options = append(options, web.Option{Value: web.Key(p.ID), Label: joinDot(p.Name, p.Title, tree.Label(p.Unit))})
		}
	}
	return options
}

func (s *Service) addAbsence(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by := auth.Of(r.Context())
	a := work.Absence{
		Person: org.PersonID(form.Int64("person")), Substitute: org.PersonID(form.Int64("substitute")),
		From: form.Date("from"), To: form.Date("to"), Note: form.String("note"),
	}
	if a.Person == 0 {
		a.Person = by.Person
	}
	form.Require("substitute", "Hãy chọn người làm thay.")
	if form.OK() {
		err = s.DB.Write(r.Context(), func(tx *db.Tx) error {
			_, err := s.Work.AddAbsence(r.Context(), tx, by, a)
			return err
		})
	}
	if form.Take(err) || !form.OK() {
		v, err := s.absences(r.Context(), by)
		if err != nil {
			return err
		}
		v.Form = form
		return web.Render(w, r, http.StatusUnprocessableEntity, absencePage(v))
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, "/vang-mat", "Đã ghi lịch vắng. Nhắc việc và việc cần làm sẽ đến người làm thay.")
}

func (s *Service) endAbsence(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	err = s.DB.Write(r.Context(), func(tx *db.Tx) error {
		return s.Work.EndAbsence(r.Context(), tx, auth.Of(r.Context()), id)
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, "/vang-mat", "Đã bỏ lịch vắng.")
}
