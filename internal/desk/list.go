package desk

import (
	"cmp"
	"context"
	"net/http"
	"strconv"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// listView is the list behind a number of Today; which one and its filters live in the address.
type listView struct {
	Form  *web.Form
	Title string
	Tabs  []web.Link
	See   string
	Rows  []listRow
	Total int
	Page  web.Paging
	Leads []web.Option
}

type listRow struct {
	Code, Title, Section, Lead string
	Due                        string
	DueTone                    web.Tone
	Rhythm                     string
	Evidence                   int
	Tone                       web.Tone
	State                      string
}

// lists are the ways to look at cases; titles are marked texts.
var lists = []struct {
	key, title string
	own        bool // only for those who hand in work
}{
	{"cua-toi", web.Mark("Việc của tôi"), true},
	{"cho-nguoi-khac", web.Mark("Đang chờ người khác"), true},
	{"cho-duyet", web.Mark("Chờ xác nhận"), false},
	{"qua-han", web.Mark("Quá hạn"), false},
	{"sap-den", web.Mark("Đến hạn trong 7 ngày"), false},
	{"dang-lam", web.Mark("Chưa xong"), false},
	{"tat-ca", web.Mark("Tất cả việc"), false},
}

func (s *Service) showList(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by := auth.Of(r.Context())
	v := listView{Form: form, See: form.String("xem")}
	for _, l := range lists {
		if l.own && !by.May(work.Submit) {
			continue
		}
		if v.See == "" {
			v.See = l.key
		}
		if l.key == v.See {
			v.Title = web.T(r.Context(), l.title)
		}
		v.Tabs = append(v.Tabs, web.Link{Title: web.T(r.Context(), l.title), Href: "/viec?xem=" + l.key, Here: l.key == v.See})
	}
	v.Title = cmp.Or(v.Title, web.T(r.Context(), "Tất cả việc"))
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error { return s.fillList(r.Context(), tx, by, &v) })
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

func (s *Service) fillList(ctx context.Context, tx *db.Tx, by auth.Officer, v *listView) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	f := s.filterOf(by, v.See)
	f.Text, f.Lead = v.Form.String("q"), org.UnitID(v.Form.Int64("don-vi"))
	f.Page, _ = strconv.Atoi(v.Form.Raw("trang"))
	var l work.List
	if v.See == "cho-nguoi-khac" {
		l, err = s.waitingOnOthers(ctx, tx, by, f)
	} else {
		l, err = s.Work.List(ctx, tx, by, f)
	}
	if err != nil {
		return err
	}
	v.Total, v.Page = l.Total, web.Paging{Page: l.Page, Pages: l.Pages, Swap: "bang"}
	for _, c := range l.Rows {
		row := listRow{
			Code: c.Code, Title: c.Title, Section: c.Section, Lead: tree.Label(c.Lead), Due: web.ShortDay(ctx, c.Due),
			DueTone: dueOf(ctx, c, s.day()).Tone, Evidence: c.Evidence,
		}
		if c.Cadence.Rhythm != "" {
			row.Rhythm = web.T(ctx, c.Cadence.Rhythm.Word())
		}
		row.Tone, row.State = stateOf(ctx, s.Work.Kind(c.Kind), c, s.day())
		v.Rows = append(v.Rows, row)
	}
	v.Leads = leadOptions(ctx, by, tree, s)
	return nil
}

// filterOf is the filter behind each way to look.
func (s *Service) filterOf(by auth.Officer, see string) work.Filter {
	f := work.Filter{Sort: work.ByDue}
	switch see {
	case "cua-toi", "cho-nguoi-khac":
		f.Mine, f.Unfinished = true, true
	case "cho-duyet":
		f.ToDecide = by.May(work.Decide)
		if !f.ToDecide {
			f.State = work.Waiting
		}
	case "dang-lam":
		f.Unfinished = true
	case "qua-han":
		f.Overdue, f.Down = true, true
	case "sap-den":
		f.DueFrom, f.DueTo = s.day(), s.day().AddDays(7)
	}
	return f
}

// waitingOnOthers are the officer's cases that somebody else has to move.
func (s *Service) waitingOnOthers(ctx context.Context, tx *db.Tx, by auth.Officer, f work.Filter) (work.List, error) {
	l := work.List{Page: 1, Pages: 1}
	err := s.Work.Each(ctx, tx, by, f, func(c work.Case) error {
		if c.State == work.Waiting || c.Awaiting > 0 || c.Asking > 0 {
			l.Rows = append(l.Rows, c)
		}
		return nil
	})
	l.Total = len(l.Rows)
	return l, err
}

// leadOptions are the units over which the officer sees cases.
func leadOptions(ctx context.Context, by auth.Officer, tree *org.Tree, s *Service) []web.Option {
	options := []web.Option{{Label: web.T(ctx, "Tất cả đơn vị")}}
	if !by.May(work.View) {
		return options
	}
	all, units := by.Scope(work.View)
	mine := map[org.UnitID]bool{}
	for _, u := range units {
		mine[u] = true
	}
	for _, u := range tree.UnitsOn(s.day()) {
		if u.Level != org.Inside && (all || mine[u.ID]) {
			options = append(options, web.Option{Value: web.Key(u.ID), Label: u.Name})
		}
	}
	return options
}
