package direct

import (
	"context"
	"net/http"
	"net/url"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// AboutURL is the form for a word about a page.
func AboutURL(href, title string) string {
	return NewURL + "?" + url.Values{"ve": {href}, "ten": {title}}.Encode()
}

// newView is the form: a line, a unit, a day.
type newView struct {
	Form    *web.Form
	Href    string
	Title   string
	Units   []web.Option
	Leaders []web.Option // those for whom the asker may write; empty: the asker is the leader
	Due     law.Date
	Days    []dayPick
}

// dayPick is a day that one touch chooses.
type dayPick struct {
	Day  law.Date
	Word string // marked
}

const titleLimit = 200

func (s *Service) showNew(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v, err := s.newView(r.Context(), auth.Of(r.Context()), form)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, newPage(v))
}

func (s *Service) newView(ctx context.Context, by auth.Officer, form *web.Form) (v newView, err error) {
	if !MayDirect(ctx) {
		return v, fault.New(fault.Forbidden, "Bạn không được giao quyền cho ý kiến chỉ đạo.")
	}
	v.Form, v.Href, v.Title = form, form.Raw("ve"), vi.CutRunes(form.String("ten"), titleLimit)
	if v.Href != "" {
		v.Href = web.LocalPath(v.Href)
	}
	today := s.day()
	v.Due = today.AddDays(3)
	v.Days = []dayPick{{today.AddDays(1), web.Mark("Ngày mai")}, {today.AddDays(3), web.Mark("3 ngày")}, {today.AddDays(7), web.Mark("1 tuần")}, {today.LastOfMonth(), web.Mark("Cuối tháng")}}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		lead, err := s.leadOf(ctx, tx, by, v.Href)
		if err != nil {
			return err
		}
		if form.Raw("unit") == "" && lead != 0 {
			form.Set("unit", web.Key(lead))
		}
		v.Units = []web.Option{{Label: web.T(ctx, "Chọn đơn vị")}}
		for _, u := range tree.UnitsOn(today) {
			if u.Level != org.Inside {
				v.Units = append(v.Units, web.Option{Value: web.Key(u.ID), Label: u.Name})
			}
		}
		if by.May(work.Order) {
			return nil
		}
		leaders, err := s.leaders(ctx, tx, by)
		v.Leaders = []web.Option{{Label: web.T(ctx, "Chọn lãnh đạo")}}
		for _, p := range leaders {
			v.Leaders = append(v.Leaders, web.Option{Value: web.Key(p.ID), Label: named(p)})
		}
		return err
	})
	return v, err
}

// leadOf is the unit that leads the case whose page a word is about; 0 when it is about something else.
func (s *Service) leadOf(ctx context.Context, tx *db.Tx, by auth.Officer, href string) (org.UnitID, error) {
	code, ok := codeIn(href)
	if !ok {
		return 0, nil
	}
	c, err := s.Work.CaseByCode(ctx, tx, by, code)
	if fault.KindOf(err) == fault.NotFound {
		return 0, nil
	}
	return c.Lead, err
}

func named(p org.Person) string {
	if p.Title == "" {
		return p.Name
	}
	return p.Name + ", " + p.Title
}

func (s *Service) say(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v, err := s.newView(ctx, by, form)
	if err != nil {
		return err
	}
	n := Saying{Text: form.String("text"), Unit: org.UnitID(form.Int64("unit")), Due: form.Date("due"), Href: v.Href, Title: v.Title, Leader: org.PersonID(form.Int64("leader"))}
	if quick := form.Raw("ngay"); quick != "" { // a button with a day was touched
		n.Due, err = law.ParseDate(quick)
		if err != nil {
			form.Problem("due", "Hãy chọn ngày phải xong.")
		}
	}
	if len(v.Leaders) > 0 && n.Leader == 0 {
		form.Problem("leader", "Hãy chọn lãnh đạo đã cho ý kiến.")
	}
	var said Word
	if form.OK() {
		err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			said, err = s.Say(ctx, tx, by, n)
			return err
		})
	}
	if form.Take(err) || !form.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, newPage(v))
	}
	if err != nil {
		return err
	}
	back := v.Href
	if back == "" {
		back = PageURL
	}
	if said.State == Waiting {
		return web.RedirectSaying(w, r, back, "Đã ghi. Ý kiến chờ %s xác nhận.", said.Name)
	}
	return web.RedirectSaying(w, r, back, "Đã giao. Đơn vị thấy việc này ngay.")
}

// listView is the words that wait, and those that became work.
type listView struct {
	Waiting []waitingRow
	Given   []work.Case
	Total   int
	Paging  web.Paging
	Unit    func(org.UnitID) string
	Today   law.Date
	May     bool // begin a new one
}

type waitingRow struct {
	Word
	Mine bool // the asker is the leader
	Drop bool
}

func (s *Service) showList(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v := listView{Today: s.day(), May: MayDirect(ctx)}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.Unit = tree.Label
		v.Waiting, err = s.waitingRows(ctx, tx, by)
		if err != nil {
			return err
		}
		list, err := s.Work.List(ctx, tx, by, work.Filter{Kind: Order.Name, Unfinished: form.Raw("xem") != "tat-ca", Sort: work.ByDue, Page: int(form.Int64("trang"))})
		v.Given = list.Rows
		v.Total, v.Paging = list.Total, web.Paging{Page: list.Page, Pages: list.Pages}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

const mostWaiting = 200

func (s *Service) waitingRows(ctx context.Context, tx *db.Tx, by auth.Officer) ([]waitingRow, error) {
	all, err := words(ctx, tx, Waiting, mostWaiting)
	var rows []waitingRow
	for _, w := range all {
		mine, drop := by.Person != 0 && w.Leader == by.Person, by.MayFor(Record, w.Owner)
		if mine || drop {
			rows = append(rows, waitingRow{w, mine, mine || drop})
		}
	}
	return rows, err
}

func (s *Service) confirm(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx := r.Context()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := s.Confirm(ctx, tx, auth.Of(ctx), id)
		return err
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, PageURL, "Đã xác nhận và giao. Đơn vị thấy việc này ngay.")
}

func (s *Service) drop(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx := r.Context()
	err = s.DB.Write(ctx, func(tx *db.Tx) error { return s.Drop(ctx, tx, auth.Of(ctx), id) })
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, PageURL, "Đã bỏ ý kiến chờ xác nhận.")
}

func (s *Service) countWaiting(ctx context.Context) (n int, hot bool) {
	by := auth.Of(ctx)
	if by.Person == 0 || !by.May(work.Order) {
		return 0, false
	}
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		n, err = countWaiting(ctx, tx, by.Person)
		return err
	})
	return n, err == nil && n > 0
}
