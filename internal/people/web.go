package people

import (
	"context"
	"errors"
	"net/http"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// startView is where handing over begins: whom to choose, and what lies with nobody.
type startView struct {
	Form     *web.Form
	People   []web.Option
	Deserted []desertedRow
	Ended    []endedRow
	Records  []Record
	UnitName func(org.UnitID) string
}

type desertedRow struct {
	Unit  org.Unit
	Tasks int // unfinished cases it leads
}

// endedRow is a unit that no longer exists and still leads something.
type endedRow struct {
	Unit       org.Unit
	Tasks      int
	Successors []web.Option // empty: none is in the directory
}

const recentRecords = 20

func (s *Service) showStart(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if id := form.Int64("nguoi"); id != 0 {
		return web.Redirect(w, r, personHref(org.PersonID(id)))
	}
	v, err := s.startView(r.Context(), auth.Of(r.Context()))
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, startPage(v))
}

func (s *Service) startView(ctx context.Context, by auth.Officer) (v startView, err error) {
	v.Form = web.NewForm()
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.UnitName = tree.Name
		err = s.offerPeople(ctx, tx, by, tree, &v)
		if err != nil {
			return err
		}
		tasks, err := s.unfinishedByLead(ctx, tx, by)
		if err != nil {
			return err
		}
		deserted, err := s.Org.Deserted(ctx, tx, s.day())
		if err != nil {
			return err
		}
		for _, u := range deserted {
			if by.MayFor(HandOver, u.ID) {
				v.Deserted = append(v.Deserted, desertedRow{u, tasks[u.ID]})
			}
		}
		for _, u := range tree.Units() {
			if tasks[u.ID] > 0 && !u.ExistsOn(s.day()) && by.MayFor(HandOver, u.ID) {
				v.Ended = append(v.Ended, endedRow{u, tasks[u.ID], successorsOf(ctx, tree, u.ID)})
			}
		}
		all, err := records(ctx, tx, recentRecords)
		for _, rec := range all {
			if by.MayFor(HandOver, rec.Unit) {
				v.Records = append(v.Records, rec)
			}
		}
		return err
	})
	return v, err
}

func (s *Service) offerPeople(ctx context.Context, tx *db.Tx, by auth.Officer, tree *org.Tree, v *startView) error {
	var units []org.UnitID
	for _, u := range tree.UnitsOn(s.day()) {
		if by.MayFor(HandOver, u.ID) {
			units = append(units, u.ID)
		}
	}
	people, err := s.Org.People(ctx, tx, units...)
	if err != nil {
		return err
	}
	v.People = []web.Option{{Label: web.T(ctx, "Chọn người")}}
	for _, p := range people {
		if p.Active {
			v.People = append(v.People, web.Option{Value: web.Key(p.ID), Label: p.Name + " · " + tree.Label(p.Unit)})
		}
	}
	return nil
}

func (s *Service) unfinishedByLead(ctx context.Context, tx *db.Tx, by auth.Officer) (map[org.UnitID]int, error) {
	m, err := s.Work.Matrix(ctx, tx, by, work.Filter{Unfinished: true})
	tasks := make(map[org.UnitID]int, len(m.Leads))
	for _, c := range m.Leads {
		tasks[c.Lead] = c.Unfinished
	}
	return tasks, err
}

func successorsOf(ctx context.Context, tree *org.Tree, unit org.UnitID) []web.Option {
	var options []web.Option
	for _, id := range tree.Successors(unit) {
		options = append(options, web.Option{Value: web.Key(id), Label: tree.Name(id)})
	}
	if len(options) > 1 { // which of several is for people to say
		options = append([]web.Option{{Label: web.T(ctx, "Chọn đơn vị kế thừa")}}, options...)
	}
	return options
}

// personView is everything that one person holds, and the form that gives it away.
type personView struct {
	Form *web.Form
	Leaving
	Receivers []web.Option
	MayClose  bool
}

func (s *Service) personView(ctx context.Context, by auth.Officer, id org.PersonID, form *web.Form) (v personView, err error) {
	v.Form = form
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Leaving, err = s.Leaving(ctx, tx, by, id)
		return err
	})
	if err != nil {
		return v, err
	}
	v.MayClose = by.MayFor(auth.ManageAccounts, v.Unit) && v.Account.ID != by.Account
	v.Receivers = []web.Option{{Value: "0", Label: web.T(ctx, "Đơn vị phân công lại sau")}}
	for _, p := range v.Others {
		label := p.Name
		if p.Title != "" {
			label += ", " + p.Title
		}
		v.Receivers = append(v.Receivers, web.Option{Value: web.Key(p.ID), Label: label})
	}
	return v, nil
}

func (s *Service) showPerson(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	v, err := s.personView(r.Context(), auth.Of(r.Context()), org.PersonID(id), web.NewForm())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, personPage(v))
}

func (s *Service) handOver(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	g := Giving{Person: org.PersonID(id), To: org.PersonID(form.Int64("to")), Reason: form.Text("reason"), Close: form.Bool("close"), Each: map[work.CaseID]org.PersonID{}}
	for _, c := range form.Int64s("case") {
		if name := caseField(work.CaseID(c)); form.Raw(name) != "" {
			g.Each[work.CaseID(c)] = org.PersonID(form.Int64(name))
		}
	}
	var record int64
	if form.OK() {
		err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			record, err = s.Give(ctx, tx, by, g)
			return err
		})
	}
	if form.Take(err) || !form.OK() {
		v, err := s.personView(ctx, by, g.Person, form)
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusUnprocessableEntity, personPage(v))
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, recordHref(record), "Đã bàn giao. Biên bản đã sẵn sàng để in và ký.")
}

func caseField(id work.CaseID) string { return "to-" + web.Key(id) }

func (s *Service) moveUnit(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, n := r.Context(), 0
	err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		n, err = s.MoveUnit(ctx, tx, auth.Of(ctx), org.UnitID(id), org.UnitID(form.Int64("to")))
		return err
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, PageURL, "Đã chuyển %d việc sang đơn vị kế thừa; lịch sử vẫn giữ tên cũ.", n)
}

// recordView is one handover that was done.
type recordView struct {
	Record
	UnitName string
}

func (s *Service) showRecord(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	var v recordView
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		v.Record, err = recordByID(ctx, tx, id)
		if errors.Is(err, db.ErrNoRows) || err == nil && !by.MayFor(HandOver, v.Unit) {
			return fault.New(fault.NotFound, "Không tìm thấy lần bàn giao này.")
		}
		if err != nil {
			return err
		}
		tree, err := s.Org.Tree(ctx, tx)
		v.UnitName = tree.Name(v.Unit)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, recordPage(v))
}
