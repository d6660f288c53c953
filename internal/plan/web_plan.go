package plan

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

func (s *Service) listPlans(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), auth.Of(r.Context())
	v := plansView{Closed: r.URL.Query().Has("da-ket-thuc"), May: by.May(Manage)}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		state := Running
		if v.Closed {
			state = ""
		}
		all, err := plans(ctx, tx, state)
		if err != nil {
			return err
		}
		for _, p := range all {
			t, err := s.Work.Counts(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: int64(p.ID)})
			if err != nil {
				return err
			}
			v.Plans = append(v.Plans, planRow{p, tree.Name(p.Owner), t})
		}
		if !v.May {
			return nil
		}
		drafts, err := openDrafts(ctx, tx)
		v.Drafts = slices.DeleteFunc(drafts, func(d Draft) bool { return !by.MayFor(Manage, d.Owner) })
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, plansPage(v))
}

// frame reads what all pages of a plan share.
func (s *Service) frame(ctx context.Context, tx *db.Tx, by auth.Officer, id ID) (f planFrame, m work.Matrix, tree *org.Tree, err error) {
	f.Plan, err = s.Plan(ctx, tx, by, id)
	if err != nil {
		return f, m, nil, err
	}
	tree, err = s.Org.Tree(ctx, tx)
	if err != nil {
		return f, m, nil, err
	}
	m, err = s.Work.Matrix(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: int64(id)})
	if err != nil {
		return f, m, nil, err
	}
	f.Owner, f.Tally, f.Leads, f.Today = tree.Name(f.Plan.Owner), m.All, len(m.Leads), s.Day()
	f.Manage, f.Write = by.MayFor(Manage, f.Plan.Owner), by.MayFor(Write, f.Plan.Owner)
	if f.Manage {
		drafts, err := openDrafts(ctx, tx)
		if err != nil {
			return f, m, nil, err
		}
		i := slices.IndexFunc(drafts, func(d Draft) bool { return d.Plan == id && d.Kind == NewVersion && d.State == Opened })
		if i >= 0 {
			f.Draft = &drafts[i]
		}
	}
	return f, m, tree, nil
}

func (s *Service) showTasks(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v := tasksView{Query: readQuery(r), Today: s.Day()}
	v.Query.Plan = ID(id)
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		f, m, tree, err := s.frame(ctx, tx, by, ID(id))
		if err != nil {
			return err
		}
		v.Frame, v.Remind, v.Counts = &f, f.Manage && by.MayFor(work.Coordinate, f.Plan.Owner), map[string]work.Tally{}
		for _, c := range m.Sections {
			v.Counts[c.Section] = c.Tally
		}
		v.Leads = []web.Option{{Value: "", Label: web.T(ctx, "Mọi đơn vị")}}
		for _, c := range m.Leads {
			v.Leads = append(v.Leads, web.Option{Value: unitKey(c.Lead), Label: tree.Name(c.Lead)})
		}
		v.Sections, err = sectionsOf(ctx, tx, ID(id))
		if err != nil {
			return err
		}
		v.Unit, v.Label = tree.Name, tree.Label
		v.List, err = s.Work.List(ctx, tx, by, v.Query.filter(v.Sections, s.Day()))
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, tasksPage(v))
}

// allTasks is the table across all plans. Without a wish it shows what is not finished, soonest first.
func (s *Service) allTasks(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), auth.Of(r.Context())
	v := tasksView{Query: readQuery(r), Today: s.Day(), Remind: by.May(work.Coordinate)}
	if len(r.URL.Query()) == 0 {
		v.Query.Status, v.Query.Sort = "chua-xong", "han"
	}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.Unit, v.Label = tree.Name, tree.Label
		v.Leads = []web.Option{{Value: "", Label: web.T(ctx, "Mọi đơn vị")}}
		for _, u := range tree.UnitsOn(v.Today) {
			if u.Level != org.Inside {
				v.Leads = append(v.Leads, web.Option{Value: unitKey(u.ID), Label: u.Name})
			}
		}
		v.List, err = s.Work.List(ctx, tx, by, v.Query.filter(nil, s.Day()))
		if err != nil {
			return err
		}
		v.Plans, err = s.plansBehind(ctx, tx, v.List.Rows)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, tasksPage(v))
}

// plansBehind are the plans that opened the given cases.
func (s *Service) plansBehind(ctx context.Context, tx *db.Tx, cases []work.Case) (map[int64]Plan, error) {
	found := map[int64]Plan{}
	for _, c := range cases {
		if _, ok := found[c.Origin.ID]; ok || c.Origin.Duty != "plan" {
			continue
		}
		p, err := planByID(ctx, tx, ID(c.Origin.ID))
		if err != nil && err != db.ErrNoRows {
			return nil, fmt.Errorf("reading plan %d: %w", c.Origin.ID, err)
		}
		found[c.Origin.ID] = p
	}
	return found, nil
}

func (s *Service) showUnits(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	var v unitsView
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		f, m, tree, err := s.frame(ctx, tx, by, ID(id))
		if err != nil {
			return err
		}
		v.Sections, err = sectionsOf(ctx, tx, ID(id))
		if err != nil {
			return err
		}
		v.fill(f, m, tree)
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, unitsPage(v))
}

func (v *unitsView) fill(f planFrame, m work.Matrix, tree *org.Tree) {
	v.Frame, v.Sum, v.BySect = &f, m.All, map[string]work.Tally{}
	for _, c := range m.Sections {
		v.BySect[c.Section] = c.Tally
	}
	type key struct {
		lead    org.UnitID
		section string
	}
	cells := map[key]work.Tally{}
	for _, c := range m.Cells {
		cells[key{c.Lead, c.Section}] = c.Tally
	}
	for _, c := range m.Leads {
		u, _ := tree.Unit(c.Lead)
		row := unitRow{Unit: u, Tally: c.Tally}
		for _, s := range v.Sections {
			row.Cells = append(row.Cells, cells[key{c.Lead, s}])
		}
		v.Rows = append(v.Rows, row)
	}
}

func (s *Service) showDates(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v := datesView{From: monthOf(r.URL.Query().Get("tu"), s.Day())}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		f, _, tree, err := s.frame(ctx, tx, by, ID(id))
		if err != nil {
			return err
		}
		v.Frame, v.Label = &f, tree.Label
		for i := range 3 {
			first := v.From.AddMonths(i)
			dues, err := s.Work.Calendar(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: id}, first, first.LastOfMonth())
			if err != nil {
				return err
			}
			v.Months = append(v.Months, month{first, dues})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, datesPage(v))
}

// monthOf is the first day of the month that an address names, "2026-07"; else of today's.
func monthOf(s string, today law.Date) law.Date {
	d, err := law.ParseDate(s + "-01")
	if s == "" || err != nil || d.Year < 1990 || d.Year > 2120 {
		d = today
	}
	return law.Date{Year: d.Year, Month: d.Month, Day: 1}
}

func (s *Service) showPaper(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v := paperView{Shown: atoi(r.URL.Query().Get("ban")), Codes: map[int]string{}}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		f, _, _, err := s.frame(ctx, tx, by, ID(id))
		if err != nil {
			return err
		}
		v.Frame = &f
		v.Versions, err = versionsOf(ctx, tx, ID(id))
		if err != nil || len(v.Versions) == 0 {
			return err
		}
		if v.Shown == 0 || v.version().ID == 0 {
			v.Shown = v.Versions[0].Ordinal
		}
		return s.fillPaper(ctx, tx, by, &v, max(1, atoi(r.URL.Query().Get("trang"))))
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, paperPage(v))
}

func (s *Service) fillPaper(ctx context.Context, tx *db.Tx, by auth.Officer, v *paperView, page int) error {
	lines, err := linesOfVersion(ctx, tx, v.Frame.Plan.ID, v.Shown)
	if err != nil {
		return err
	}
	rows, err := tasksOf(ctx, tx, v.Frame.Plan.ID)
	if err != nil {
		return err
	}
	err = s.Work.Each(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: int64(v.Frame.Plan.ID)}, func(c work.Case) error {
		t, ok := rows[c.ID]
		if ok && t.Upto == v.Shown {
			for _, n := range t.Said.Lines {
				v.Codes[n] = c.Code
			}
		}
		return nil
	})
	v.Pages = max(1, (len(lines)+linesOnPage-1)/linesOnPage)
	v.Page = min(page, v.Pages)
	for i, l := range lines {
		line := docLine{N: i + 1, Line: l}
		if l.Mark == Unread && strings.TrimSpace(l.Text) != "" {
			v.Left = append(v.Left, line)
		}
		if i/linesOnPage == v.Page-1 {
			v.Lines = append(v.Lines, line)
		}
	}
	return err
}

// export answers with the filtered list as a file: ?dang=xlsx or ?dang=ics.
func (s *Service) export(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), auth.Of(r.Context())
	q, name := readQuery(r), web.T(ctx, "Nhiệm vụ")
	if r.PathValue("id") != "" {
		id, err := web.PathID(r, "id")
		if err != nil {
			return err
		}
		q.Plan = ID(id)
	}
	var cases takenOut
	var plans map[int64]Plan
	var tree *org.Tree
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		var sections []string
		if q.Plan != 0 {
			p, err := s.Plan(ctx, tx, by, q.Plan)
			if err == nil {
				err = mayTakeOut(by, p)
			}
			if err != nil {
				return err
			}
			name = p.short(ctx)
			sections, err = sectionsOf(ctx, tx, q.Plan)
			if err != nil {
				return err
			}
		}
		tree, err = s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		all, err := s.collect(ctx, tx, by, q.filter(sections, s.Day()))
		if err != nil {
			return err
		}
		plans, err = s.plansBehind(ctx, tx, all)
		cases = takeOut(by, all, plans)
		return err
	})
	if err != nil {
		return err
	}
	file := strings.NewReplacer("/", "-", " ", "-").Replace(vi.Fold(name)) + "-" + s.Day().String()
	if r.URL.Query().Get("dang") == "ics" {
		b, err := s.calendar(ctx, cases.titled(name), cases.Cases, tree, s.Day())
		if err != nil {
			return err
		}
		return web.Download(w, r, file+".ics", "text/calendar; charset=utf-8", s.Now(), bytes.NewReader(b))
	}
	b, err := workbook(ctx, cases, plans, tree, s.Day())
	if err != nil {
		return fmt.Errorf("writing a workbook: %w", err)
	}
	return web.Download(w, r, file+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", s.Now(), bytes.NewReader(b))
}

// remind first shows whom it will reach, then sends.
func (s *Service) remind(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	var ids []work.CaseID
	for _, id := range f.Int64s("id") {
		ids = append(ids, work.CaseID(id))
	}
	back := web.LocalPath(f.Raw("ve"))
	if len(ids) == 0 {
		return web.RedirectSaying(w, r, back, "Chưa chọn nhiệm vụ nào để nhắc.")
	}
	if f.Bool("gui") {
		n, refused, err := s.Remind(ctx, by, ids)
		switch {
		case err != nil:
			return err
		case len(refused) == 0:
			return web.RedirectSaying(w, r, back, "Đã nhắc %d nhiệm vụ; mỗi lần nhắc được ghi ở nhiệm vụ.", n)
		case n > 0:
			return web.RedirectSaying(w, r, back, "Đã nhắc %d nhiệm vụ; chưa nhắc được %d nhiệm vụ: %s", n, len(refused), refused[0])
		}
		for _, t := range refused {
			f.Problem("", t.Key, t.Args...)
		}
	}
	v := remindView{Back: back, Form: f, Today: s.Day()}
	err = s.DB.Read(ctx, func(tx *db.Tx) error { return s.fillReminder(ctx, tx, by, &v, ids) })
	if err != nil {
		return err
	}
	if v.count() == 0 {
		return web.RedirectSaying(w, r, back, "Các nhiệm vụ đã chọn không còn nợ kết quả nên không cần nhắc.")
	}
	status := http.StatusOK
	if !f.OK() {
		status = http.StatusConflict
	}
	return web.Render(w, r, status, remindPage(v))
}

// fillReminder groups cases that are owed by their lead unit.
func (s *Service) fillReminder(ctx context.Context, tx *db.Tx, by auth.Officer, v *remindView, ids []work.CaseID) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		c, err := s.Work.Case(ctx, tx, by, id)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		if !s.Work.May(by, c).RemindNow {
			continue
		}
		i := slices.IndexFunc(v.Groups, func(g remindGroup) bool { return g.Unit.ID == c.Lead })
		if i < 0 {
			u, _ := tree.Unit(c.Lead)
			v.Groups = append(v.Groups, remindGroup{Unit: u})
			i = len(v.Groups) - 1
		}
		v.Groups[i].Cases = append(v.Groups[i].Cases, c)
	}
	for i := range v.Groups {
		v.Groups[i].Short = shortReminder(ctx, v.Groups[i], v.Today)
	}
	return nil
}

// shortReminder is a text to send by hand; it names only its own unit.
func shortReminder(ctx context.Context, g remindGroup, today law.Date) string {
	lines := []string{web.T(ctx, "Kính gửi %s, nhờ đơn vị cập nhật kết quả các nhiệm vụ sau:", g.Unit.Name)}
	for _, c := range g.Cases {
		line := "- " + c.Code + ": " + vi.CutRunes(c.Title, 120)
		if !c.Owed.IsZero() {
			line += " (" + web.T(ctx, "hạn %s", c.Owed) + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// form reads what a form about a plan shows.
func (s *Service) form(r *http.Request) (v formView, err error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		f, _, tree, err := s.frame(ctx, tx, by, ID(id))
		if err != nil {
			return err
		}
		v.Frame, v.Units = &f, unitsByName(tree, s)
		v.Late, err = s.Work.Lateness(ctx, tx, "plan", id)
		if err != nil {
			return err
		}
		return mayManage(by, tree, f.Plan.Owner)
	})
	v.Form = web.NewForm()
	return v, err
}

func (s *Service) editForm(w http.ResponseWriter, r *http.Request) error {
	v, err := s.form(r)
	if err != nil {
		return err
	}
	p := v.Frame.Plan
	h := Head{Number: p.Number, Title: p.Title, Issuer: p.Issuer, Issued: p.Issued, From: p.From, To: p.To, Internal: p.Internal}
	v.Form = h.fill(web.NewForm()).Set("ghi-chu", p.Note)
	return web.Render(w, r, http.StatusOK, planFormPage(v))
}

func (s *Service) savePlan(w http.ResponseWriter, r *http.Request) error {
	v, err := s.form(r)
	if err != nil {
		return err
	}
	v.Form, err = web.ReadForm(r)
	if err != nil {
		return err
	}
	h := readHead(v.Form)
	if v.Form.OK() {
		err = s.Edit(r.Context(), auth.Of(r.Context()), v.Frame.Plan.ID, v.Form.Version(), h, v.Form.Text("ghi-chu"))
	}
	return s.done(w, r, v, err, planFormPage(v), web.Mark("Đã lưu thông tin kế hoạch."))
}

func (s *Service) taskForm(w http.ResponseWriter, r *http.Request) error {
	v, err := s.form(r)
	if err != nil {
		return err
	}
	v.Form.Set("chu-ky", string(work.Once))
	return web.Render(w, r, http.StatusOK, taskFormPage(v))
}

func (s *Service) addTask(w http.ResponseWriter, r *http.Request) error {
	v, err := s.form(r)
	if err != nil {
		return err
	}
	v.Form, err = web.ReadForm(r)
	if err != nil {
		return err
	}
	it := readItem(v.Form)
	if v.Form.OK() {
		err = it.Plan.check(s.Day())
	}
	if v.Form.OK() && err == nil {
		var c work.Case
		c, err = s.AddTask(r.Context(), auth.Of(r.Context()), v.Frame.Plan.ID, it)
		if err == nil {
			return web.RedirectSaying(w, r, v.Frame.Plan.href(), "Đã giao %s.", c.Code)
		}
	}
	return s.done(w, r, v, err, taskFormPage(v), "")
}

func (s *Service) closeForm(w http.ResponseWriter, r *http.Request) error {
	v, err := s.form(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, closePage(v))
}

func (s *Service) closePlan(w http.ResponseWriter, r *http.Request) error {
	v, err := s.form(r)
	if err != nil {
		return err
	}
	v.Form, err = web.ReadForm(r)
	if err != nil {
		return err
	}
	err = s.Close(r.Context(), auth.Of(r.Context()), v.Frame.Plan.ID, v.Form.Version(), v.Form.Text("ly-do"))
	return s.done(w, r, v, err, closePage(v), web.Mark("Đã kết thúc kế hoạch."))
}

func (s *Service) nextYearForm(w http.ResponseWriter, r *http.Request) error {
	v, err := s.form(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, nextYearPage(v))
}

func (s *Service) nextYear(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	draft, err := s.NextYear(r.Context(), auth.Of(r.Context()), ID(id))
	if err != nil {
		return err
	}
	return web.Redirect(w, r, draftHref(draft))
}

// done ends a form about a plan: back to the plan, or the form again with what was refused.
func (s *Service) done(w http.ResponseWriter, r *http.Request, v formView, err error, page templ.Component, said string) error {
	if err == nil && v.Form.OK() {
		return web.RedirectSaying(w, r, v.Frame.Plan.href(), said)
	}
	if err != nil && !v.Form.Take(err) {
		return err
	}
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.Conflict {
		status = http.StatusConflict
	}
	return web.Render(w, r, status, page)
}
