package auth

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

const perPage = 50

type accountsView struct {
	Form   *web.Form // the filter
	Units  []web.Option
	Rows   []accountRow
	Total  int
	Paging web.Paging
	Chosen bool // some filter is set
}

type accountRow struct {
	listed
	Unit  string
	Roles []grantLine
}

func (s *Service) showAccounts(w http.ResponseWriter, r *http.Request) error {
	o := Of(r.Context())
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	page := max(1, int(min(form.Int64("trang"), 100_000)))
	f := accountFilter{text: form.String("q"), role: Role(form.Raw("vai-tro")), state: form.Raw("trang-thai"), limit: perPage, offset: (page - 1) * perPage}
	all, scope := o.Scope(ManageAccounts)
	if !all {
		f.units = append([]org.UnitID{}, scope...)
	}
	if unit := org.UnitID(form.Int64("don-vi")); unit != 0 {
		f.units = slices.DeleteFunc(o.tree.Subtree(unit), func(u org.UnitID) bool { return !all && !slices.Contains(scope, u) })
		f.units = append([]org.UnitID{}, f.units...)
	}

	view := accountsView{Form: form, Units: unitOptions(r.Context(), s, o), Chosen: f.text != "" || f.role != "" || f.state != "" || form.Raw("don-vi") != ""}
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		view.Total, err = countAccounts(r.Context(), tx, f)
		if err != nil {
			return err
		}
		view.Rows, err = accountRows(r.Context(), tx, o, f)
		return err
	})
	if err != nil {
		return err
	}
	view.Paging = web.Paging{Page: page, Pages: (view.Total + perPage - 1) / perPage, Swap: "danh-sach"}
	return web.Render(w, r, http.StatusOK, accountsPage(view))
}

func accountRows(ctx context.Context, tx *db.Tx, o Officer, f accountFilter) ([]accountRow, error) {
	found, err := listAccounts(ctx, tx, f)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(found))
	for i, l := range found {
		ids[i] = l.ID
	}
	grants, err := grantsOfMany(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]accountRow, len(found))
	for i, l := range found {
		rows[i] = accountRow{l, o.tree.Name(l.Account.Unit), linesOf(o, grants[l.ID])}
	}
	return rows, nil
}

// unitOptions are the existing units over which o manages accounts, indented by their depth.
func unitOptions(ctx context.Context, s *Service, o Officer) []web.Option {
	all, scope := o.Scope(ManageAccounts)
	var options []web.Option
	for _, u := range o.tree.UnitsOn(law.DateOf(s.Now())) {
		if all || slices.Contains(scope, u.ID) {
			options = append(options, web.Option{Value: idText(int64(u.ID)), Label: strings.Repeat("– ", max(0, o.tree.Depth(u.ID))) + u.Name})
		}
	}
	return options
}

func roleOptions(ctx context.Context) []web.Option {
	options := make([]web.Option, len(Roles))
	for i, role := range Roles {
		options[i] = web.Option{Value: string(role), Label: web.T(ctx, RoleTitle(role))}
	}
	return options
}

// givenRoles are the roles that the asker may hand out somewhere.
func givenRoles(ctx context.Context) []web.Option {
	o := Of(ctx)
	return slices.DeleteFunc(roleOptions(ctx), func(option web.Option) bool {
		return !slices.ContainsFunc(o.Grants, func(own Grant) bool { return o.mayGive(Grant{Role(option.Value), own.Unit}) })
	})
}

// newView is the form of a new account: for a person of the directory, or for somebody new.
type newView struct {
	Form       *web.Form
	Person     *org.Person // nil: somebody new
	PersonUnit string
	Units      []web.Option
	Search     string
	Found      []foundPerson
	Twin       bool // somebody of this name is in the unit already
}

type foundPerson struct {
	candidate
	Unit string
}

func (s *Service) newView(r *http.Request, form *web.Form, person int64, search string) (newView, error) {
	o := Of(r.Context())
	v := newView{Form: form, Units: unitOptions(r.Context(), s, o), Search: search}
	err := s.DB.Read(r.Context(), func(tx *db.Tx) error {
		if person != 0 {
			p, err := s.Org.Person(r.Context(), tx, org.PersonID(person))
			if err != nil {
				return err
			}
			if !o.MayFor(ManageAccounts, p.Unit) {
				return fault.New(fault.Forbidden, "Đơn vị này ngoài phạm vi bạn quản trị.")
			}
			v.Person, v.PersonUnit = &p, o.tree.Name(p.Unit)
			return nil
		}
		if search == "" {
			return nil
		}
		found, err := candidates(r.Context(), tx, search, 100)
		for _, c := range found {
			if o.MayFor(ManageAccounts, c.Unit) && len(v.Found) < 20 {
				v.Found = append(v.Found, foundPerson{c, o.tree.Name(c.Unit)})
			}
		}
		return err
	})
	return v, err
}

func (s *Service) showNew(w http.ResponseWriter, r *http.Request) error {
	query, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	form := web.NewForm()
	form.Set("role", string(Staff))
	view, err := s.newView(r, form, query.Int64("nguoi"), query.String("tim"))
	if err != nil {
		return err
	}
	if view.Person != nil {
		form.Set("scope", idText(int64(view.Person.Unit)))
		if view.Person.Email != "" {
			form.Set("login", view.Person.Email)
		}
	}
	return web.Render(w, r, http.StatusOK, newPage(view))
}

func (s *Service) doNew(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	view, err := s.newView(r, form, form.Int64("person"), "")
	if err != nil {
		return err
	}
	unit := org.UnitID(form.Int64("unit"))
	person := org.Person{Unit: unit, Name: form.String("name"), Salute: salute(form), Title: form.String("title"),
		Email: form.String("email"), Phone: form.String("phone"), Active: true}
	if view.Person == nil {
		form.Require("name", "Hãy nhập họ và tên.")
		form.Require("unit", "Hãy chọn đơn vị.")
	} else {
		unit = view.Person.Unit
	}
	form.Require("login", "Hãy nhập tên đăng nhập.")
	scope := org.UnitID(form.Int64("scope"))
	role := Role(form.Raw("role"))
	if RoleTitle(role) == "" {
		form.Problem("role", "Hãy chọn vai trò.")
	}
	if form.OK() && view.Person == nil && !form.Bool("twin") {
		view.Twin, err = s.hasTwin(r.Context(), person)
		if err != nil {
			return err
		}
		if view.Twin {
			form.Problem("twin", "Đơn vị này đã có người tên %s. Hãy tìm người đó trên trang này, hoặc đánh dấu đây là người khác.", person.Name)
		}
	}

	var id int64
	var once string
	if form.OK() {
		n := NewAccount{Login: form.String("login"), Grants: []Grant{{role, cmp.Or(scope, unit)}}}
		if view.Person != nil {
			n.Person = view.Person.ID
		}
		id, once, err = s.create(r.Context(), Of(r.Context()), person, n)
		if err != nil && refused(w, r, form, err) == 0 {
			return err
		}
	}
	if !form.OK() {
		view.Twin = view.Twin || form.Has("twin")
		return web.Render(w, r, http.StatusUnprocessableEntity, newPage(view))
	}
	l, err := s.slipOf(r.Context(), id, Of(r.Context()).tree.Name(unit), once)
	if err != nil {
		return err
	}
	return s.showSlips(w, r, web.Say("Đã tạo tài khoản cho %s", l.Name), accountURL(id), l)
}

// hasTwin reports whether the unit has an active person of this name.
func (s *Service) hasTwin(ctx context.Context, p org.Person) (twin bool, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		people, err := s.Org.People(ctx, tx, p.Unit)
		twin = slices.ContainsFunc(people, func(q org.Person) bool { return nameKey(q.Unit, q.Name) == nameKey(p.Unit, p.Name) })
		return err
	})
	return twin, err
}

func accountURL(id int64) string { return adminPath + "/" + idText(id) }

type accountView struct {
	Form     *web.Form
	Account  Account
	Title    string // of the person
	Unit     string
	Grants   []grantLine
	Units    []web.Option
	Must     bool // the role asks for a second factor
	Mine     bool
	Open     int // open things of the person
	Sessions []Session
	History  []audit.Line
	SSO      bool // there is single sign-on
	Links    int  // subjects of it that are this account
	HandOver string
}

func (s *Service) accountView(ctx context.Context, id int64, form *web.Form) (v accountView, err error) {
	o := Of(ctx)
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		a, grants, err := s.managed(ctx, tx, o, id)
		if err != nil {
			return err
		}
		person, err := s.Org.Person(ctx, tx, a.Person)
		if err != nil {
			return err
		}
		v = accountView{Form: form, Account: a, Title: person.Title, Unit: o.tree.Name(a.Unit), Grants: linesOf(o, grants),
			Units: unitOptions(ctx, s, o), Mine: o.Account == id, SSO: s.sso != nil, HandOver: s.HandOver}
		p, err := s.policy(ctx, tx)
		if err != nil {
			return err
		}
		v.Must = p.mustHaveFactor(grants)
		v.Links, err = countIdentities(ctx, tx, id)
		if err != nil {
			return err
		}
		v.Open, err = s.openWork(ctx, tx, a.Person)
		if err != nil {
			return err
		}
		v.Sessions, err = sessionsOf(ctx, tx, id, s.Now().Add(-s.Idle), s.Now().Add(-s.Life))
		if err != nil {
			return err
		}
		v.History, err = s.history(ctx, tx, id)
		return err
	})
	return v, err
}

func (s *Service) showAccount(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	form := web.NewForm()
	view, err := s.accountView(r.Context(), id, form)
	if err != nil {
		return err
	}
	form.Set("role", string(Staff)).Set("scope", idText(int64(view.Account.Unit)))
	return web.Render(w, r, http.StatusOK, accountPage(view))
}

// change runs one change of the account in the address and returns to its page saying sentence, or shows
// the page again with what was refused.
func (s *Service) change(w http.ResponseWriter, r *http.Request, sentence string, act func(ctx context.Context, by Officer, id int64, form *web.Form) error) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = act(r.Context(), Of(r.Context()), id, form)
	if err == nil {
		return web.RedirectSaying(w, r, accountURL(id), sentence)
	}
	if fault.KindOf(err) == fault.Conflict {
		form.Problem("", fault.Find(err).Format, fault.Find(err).Args...)
	} else if !form.Take(err) {
		return err
	}
	view, err := s.accountView(r.Context(), id, form)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusUnprocessableEntity, accountPage(view))
}

func (s *Service) doGrant(w http.ResponseWriter, r *http.Request) error {
	return s.change(w, r, web.Mark("Đã thêm vai trò."), func(ctx context.Context, by Officer, id int64, form *web.Form) error {
		g := Grant{Role(form.Raw("role")), org.UnitID(form.Int64("scope"))}
		if RoleTitle(g.Role) == "" {
			return fault.New(fault.Invalid, "Hãy chọn vai trò.").At("role")
		}
		grants, err := s.grantsNow(ctx, id)
		if err != nil {
			return err
		}
		return s.setGrants(ctx, by, id, form.Version(), append(grants, g))
	})
}

func (s *Service) doUngrant(w http.ResponseWriter, r *http.Request) error {
	return s.change(w, r, web.Mark("Đã bỏ vai trò."), func(ctx context.Context, by Officer, id int64, form *web.Form) error {
		g := Grant{Role(form.Raw("was-role")), org.UnitID(form.Int64("was-unit"))}
		grants, err := s.grantsNow(ctx, id)
		if err != nil {
			return err
		}
		return s.setGrants(ctx, by, id, form.Version(), slices.DeleteFunc(grants, func(h Grant) bool { return h == g }))
	})
}

// grantsNow reads the grants; the version of the form makes sure they are the ones the editor saw.
func (s *Service) grantsNow(ctx context.Context, id int64) (grants []Grant, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		grants, err = grantsOf(ctx, tx, id)
		return err
	})
	return grants, err
}

func (s *Service) doRename(w http.ResponseWriter, r *http.Request) error {
	return s.change(w, r, web.Mark("Đã đổi tên đăng nhập."), func(ctx context.Context, by Officer, id int64, form *web.Form) error {
		return s.rename(ctx, by, id, form.Version(), form.String("login"))
	})
}

func (s *Service) doResetFactor(w http.ResponseWriter, r *http.Request) error {
	return s.change(w, r, web.Mark("Đã xóa mã xác thực. Người này đăng nhập bằng mật khẩu rồi bật lại nếu vai trò yêu cầu."), func(ctx context.Context, by Officer, id int64, form *web.Form) error {
		return s.resetFactor(ctx, by, id, form.Version())
	})
}

func (s *Service) doStop(w http.ResponseWriter, r *http.Request) error {
	return s.change(w, r, web.Mark("Đã ngừng tài khoản và đăng xuất mọi thiết bị."), func(ctx context.Context, by Officer, id int64, form *web.Form) error {
		return s.stop(ctx, by, id, form.Version())
	})
}

func (s *Service) doResume(w http.ResponseWriter, r *http.Request) error {
	return s.change(w, r, web.Mark("Đã mở lại tài khoản."), func(ctx context.Context, by Officer, id int64, form *web.Form) error {
		return s.resume(ctx, by, id, form.Version())
	})
}

func (s *Service) doReset(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	once, err := s.reset(r.Context(), Of(r.Context()), id, form.Version())
	if err != nil {
		return err
	}
	view, err := s.accountView(r.Context(), id, form)
	if err != nil {
		return err
	}
	l, err := s.slipOf(r.Context(), id, view.Unit, once)
	if err != nil {
		return err
	}
	return s.showSlips(w, r, web.Say("Đã đặt lại mật khẩu cho %s", l.Name), accountURL(id), l)
}
