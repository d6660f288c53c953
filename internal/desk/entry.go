package desk

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// EntryURL is where coordinators type what units said on other ways.
const EntryURL = "/nhap-thay"

// entryView is what a unit said, typed by another: how it came, and a row for each task that the unit owes.
type entryView struct {
	Form  *web.Form
	Units []entryUnit // to choose from
	Unit  org.UnitID  // 0 until one is chosen
	Name  string
	Only  string // code of the one task that is shown
	Rows  []entryRow
	Waits int // tasks of the unit that wait for a decision already
	Kept  []files.Waiting
	Agree bool   // the officer may accept at once
	Found int    // rows that a pasted text filled
	Left  string // what a pasted text says about none of the tasks
	Day   string
}

type entryUnit struct {
	Name, Href string
	N          int
}

type entryRow struct {
	ID          int64
	Version     int64
	Title, Code string
	Due         due
	Classes     []web.Option
}

func (r entryRow) field(name string) string { return name + "-" + web.Key(r.ID) }

func (s *Service) registerEntry(m *web.Mux) {
	m.Handle("GET "+EntryURL, work.Coordinate, s.showEntry)
	m.Handle("POST "+EntryURL, work.Coordinate, s.saveEntry, web.MaxBody(maxUpload), web.Timeout(15*time.Minute))
	m.Handle("POST "+EntryURL+"/tach", work.Coordinate, s.splitEntry, web.MaxBody(maxUpload), web.Timeout(15*time.Minute))
}

func (s *Service) showEntry(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := entryView{Form: form, Unit: org.UnitID(form.Int64("don-vi")), Only: form.String("viec")}
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		if name := form.String("q"); name != "" {
			units, err := s.unitsNamed(r.Context(), tx, "q", []string{name})
			if err != nil && !form.Take(err) {
				return err
			}
			if len(units) > 0 {
				v.Unit = units[0]
			}
		}
		return s.fillEntry(r.Context(), tx, auth.Of(r.Context()), &v)
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, entryPage(v))
}

// mostEntries is how many tasks one entry shows.
const mostEntries = 100

func (s *Service) fillEntry(ctx context.Context, tx *db.Tx, by auth.Officer, v *entryView) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	v.Name, v.Day = tree.Name(v.Unit), s.day().Vietnamese()
	if v.Name == "" {
		v.Unit = 0
		return s.entryUnits(ctx, tx, by, tree, v)
	}
	cases, err := s.owedBy(ctx, tx, by, v)
	if err != nil {
		return err
	}
	for _, c := range cases {
		row := entryRow{ID: int64(c.ID), Version: c.Version, Title: c.Title, Code: joinDot(c.Code, c.Number), Due: dueOf(ctx, c, s.day())}
		row.Classes = []web.Option{{Value: classDone, Label: web.T(ctx, "Hoàn thành")}, {Value: classGoing, Label: web.T(ctx, "Đang thực hiện")}}
		if c.Cadence.Recurs() {
			row.Classes[0].Label = web.T(ctx, "Đã báo cáo kỳ này")
			row.Classes = append(row.Classes, web.Option{Value: classNothing, Label: web.T(ctx, "Không phát sinh")})
		}
		v.Rows = append(v.Rows, row)
		v.Agree = v.Agree || by.MayFor(work.Decide, c.Owner)
	}
	return nil
}

// owedBy are the tasks that a unit owes and that the officer coordinates, in the order of plans.
func (s *Service) owedBy(ctx context.Context, tx *db.Tx, by auth.Officer, v *entryView) ([]work.Case, error) {
	all, err := s.Work.List(ctx, tx, by, work.Filter{Lead: v.Unit, Unfinished: true, Text: v.Only, Size: mostEntries})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all.Rows, func(c work.Case) bool {
		if c.State == work.Waiting {
			v.Waits++
		}
		return c.State != work.Open || !by.MayFor(work.Coordinate, c.Owner)
	}), nil
}

// entryUnits are the units that owe something to the officer.
func (s *Service) entryUnits(ctx context.Context, tx *db.Tx, by auth.Officer, tree *org.Tree, v *entryView) error {
	m, err := s.Work.Matrix(ctx, tx, by, work.Filter{State: work.Open})
	if err != nil {
		return err
	}
	for _, c := range m.Leads {
		v.Units = append(v.Units, entryUnit{Name: tree.Name(c.Lead), Href: EntryURL + "?don-vi=" + web.Key(c.Lead), N: c.Total})
	}
	return nil
}

func (s *Service) readEntry(r *http.Request) (v entryView, err error) {
	v.Form, err = web.ReadForm(r)
	if err != nil {
		return v, err
	}
	v.Unit, v.Only = org.UnitID(v.Form.Int64("don-vi")), v.Form.String("viec")
	v.Kept, err = s.Files.FromForm(r.Context(), v.Form, "files")
	return v, err
}

// splitEntry proposes which part of a pasted text belongs to which task. Nothing is stored.
func (s *Service) splitEntry(w http.ResponseWriter, r *http.Request) error {
	v, err := s.readEntry(r)
	if err != nil {
		return err
	}
	by := auth.Of(r.Context())
	pasted := v.Form.Text("paste")
	v.Form.Require("paste", "Hãy dán nội dung đơn vị đã gửi.")
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		seen := v
		cases, err := s.owedBy(r.Context(), tx, by, &seen)
		if err != nil {
			return err
		}
		var found map[work.CaseID]piece
		found, v.Left = splitText(pasted, cases)
		v.Found = len(found)
		for id, p := range found {
			row := entryRow{ID: int64(id)}
			v.Form.Set(row.field("result"), p.text).Set(row.field("class"), p.class)
		}
		v.Form.Set("paste", v.Left)
		return s.fillEntry(r.Context(), tx, by, &v)
	})
	if err != nil {
		return err
	}
	status := http.StatusOK
	if !v.Form.OK() {
		status = http.StatusUnprocessableEntity
	}
	return web.Render(w, r, status, entryPage(v))
}

func (s *Service) saveEntry(w http.ResponseWriter, r *http.Request) error {
	v, err := s.readEntry(r)
	if err != nil {
		return err
	}
	by := auth.Of(r.Context())
	n, err := s.enter(r.Context(), by, v)
	if errors.Is(err, errFormRefused) {
		err = s.DB.Read(r.Context(), func(tx *db.Tx) error { return s.fillEntry(r.Context(), tx, by, &v) })
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusUnprocessableEntity, entryPage(v))
	}
	if err != nil {
		return err
	}
	s.changed(by)
	return web.RedirectSaying(w, r, EntryURL+"?don-vi="+web.Key(v.Unit), "Đã nhập thay %d nhiệm vụ. Đơn vị thấy tên người nhập và xác nhận hoặc sửa được.", n)
}

// enter stores all rows of an entry or none.
func (s *Service) enter(ctx context.Context, by auth.Officer, v entryView) (n int, err error) {
	received := work.Received{
		Channel: work.Channel(v.Form.Raw("channel")), Number: v.Form.String("number"), Day: v.Form.Date("day"), Note: v.Form.String("note"),
	}
	if received.Channel != work.ByDocument {
		received.Number = ""
	}
	err = received.Check(s.day())
	if err != nil && !v.Form.Take(err) {
		return 0, err
	}
	if !v.Form.OK() {
		return 0, errFormRefused
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		n = 0
		for _, id := range v.Form.Int64s("case") {
			row := entryRow{ID: id}
			said, ok := v.said(row, received)
			if !ok {
				continue
			}
			err := s.enterRow(ctx, tx, by, v, row, said)
			if err != nil {
				return err
			}
			n++
		}
		if n == 0 {
			v.Form.Problem("", "Hãy ghi kết quả của ít nhất một nhiệm vụ.")
			return errFormRefused
		}
		return nil
	})
	return n, err
}

// said is what the form says about the task of a row; false if it says nothing.
func (v entryView) said(row entryRow, how work.Received) (work.Report, bool) {
	class := v.Form.Raw(row.field("class"))
	r := work.Report{
		Result: v.Form.Text(row.field("result")), Difficulty: v.Form.Text(row.field("difficulty")), Proposal: v.Form.Text(row.field("proposal")),
		Nothing: class == classNothing, Progress: class == classGoing, Received: &how, Agree: v.Form.Bool("agree"),
	}
	return r, r.Result != "" || r.Nothing
}

func (s *Service) enterRow(ctx context.Context, tx *db.Tx, by auth.Officer, v entryView, row entryRow, said work.Report) error {
	for i, k := range v.Kept {
		file, err := s.Files.Attach(ctx, tx, k.Stored, "case", row.ID, by)
		if err != nil {
			return err
		}
		if i == 0 {
			said.Received.File = file
			continue
		}
		said.Evidence = append(said.Evidence, work.Proof{File: file, Title: k.Name})
	}
	ref := work.Ref{ID: work.CaseID(row.ID), Version: v.Form.Int64(row.field("version"))}
	_, err := s.Work.Submit(ctx, tx, by, ref, 0, said)
	if e := fault.Find(err); e != nil && (e.Kind == fault.Invalid || e.Kind == fault.Conflict) {
		v.Form.Problem(row.field("result"), e.Format, e.Args...)
		return errFormRefused
	}
	return err
}
