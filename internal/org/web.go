package org

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

//go:embed locales
var locales embed.FS

// What people may do with the directory.
const (
	View   web.Right = "org.view"
	Manage web.Right = "org.manage"
)

// SheetReader turns the bytes of an XLSX or CSV file into rows of cells; its errors are for people.
type SheetReader func(ctx context.Context, name string, data []byte) ([][]string, error)

// Index is told of every unit that was added or changed, in the same transaction.
type Index func(ctx context.Context, tx *db.Tx, u Unit) error

// Desk shows and edits the directory.
type Desk struct {
	*Service
	now    func() time.Time
	sheets SheetReader
	index  Index
}

// NewDesk returns the pages of the directory.
func NewDesk(s *Service, now func() time.Time, sheets SheetReader, index Index) *Desk {
	return &Desk{s, now, sheets, index}
}

// Part is the directory's descriptor.
func (k *Desk) Part() web.Part {
	return web.Part{
		Name:  "org",
		Texts: locales,
		Grants: []web.Grant{
			{Right: View, Title: web.Mark("Xem danh bạ đơn vị"), Roles: []web.Role{web.Administrator, web.Coordinator, web.Leader, web.Staff, web.Viewer}},
			{Right: Manage, Title: web.Mark("Sửa danh bạ đơn vị"), Roles: []web.Role{web.Administrator}},
		},
		Routes: k.register,
		Nav: []web.NavItem{{
			Group: web.Mark("Hệ thống"), Title: web.Mark("Danh bạ"), Href: "/danh-ba", Icon: "people", Rank: 1, Right: View, Key: "d",
		}},
	}
}

func (k *Desk) register(m *web.Mux) {
	m.Handle("GET /danh-ba", View, k.list)
	m.Handle("GET /danh-ba/xuat", View, k.export)
	m.Handle("GET /danh-ba/them", Manage, k.edit)
	m.Handle("POST /danh-ba/them", Manage, k.save)
	m.Handle("GET /nhap-danh-ba", Manage, k.upload)
	m.Handle("POST /nhap-danh-ba", Manage, k.receive, web.MaxBody(8<<20))
	m.Handle("GET /nhap-danh-ba/{import}", Manage, k.preview)
	m.Handle("POST /nhap-danh-ba/{import}", Manage, k.apply)
	m.Handle("GET /danh-ba/{id}", View, k.show)
	m.Handle("GET /danh-ba/{id}/sua", Manage, k.edit)
	m.Handle("POST /danh-ba/{id}/sua", Manage, k.save)
	m.Handle("POST /danh-ba/{id}/nguoi", Manage, k.addPerson)
	m.Handle("POST /danh-ba/{id}/chuc-nang", Manage, k.appoint)
	m.Handle("POST /danh-ba/{id}/ke-thua", Manage, k.succeed)
}

func (k *Desk) list(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	today := law.DateOf(k.now())
	v := listView{Form: form, Query: form.String("q"), Ended: form.Bool("cu"), Today: today}
	err = k.d.Read(r.Context(), func(tx *db.Tx) error {
		t, err := k.Tree(r.Context(), tx)
		if err != nil {
			return err
		}
		posts, err := heldPosts(r.Context(), tx, today)
		v.fill(t, posts)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

// fill chooses the units to show and counts the posts that somebody holds.
func (v *listView) fill(t *Tree, posts map[UnitID]map[PostKind]bool) {
	query := vi.Fold(v.Query)
	for _, u := range t.Units() {
		now := u.ExistsOn(v.Today)
		if now && u.Level != Inside && u.Level != Partner {
			v.Expected++
			v.Spokespersons += btoi(posts[u.ID][Spokesperson])
		}
		if now != !v.Ended || !strings.Contains(unitFold(u), query) {
			continue
		}
		above := ""
		if u.Level == Inside {
			above = t.Name(u.Parent)
		}
		v.Units = append(v.Units, unitRow{
			Unit: u, Above: above,
			Spokesperson: posts[u.ID][Spokesperson], Communication: posts[u.ID][Communication], Contact: posts[u.ID][Contact],
		})
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (k *Desk) show(w http.ResponseWriter, r *http.Request) error {
	v, err := k.unitView(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, unitPage(v))
}

func (k *Desk) unitView(r *http.Request) (v unitView, err error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	v.Today = law.DateOf(k.now())
	v.Form = web.NewForm()
	err = k.d.Read(r.Context(), func(tx *db.Tx) error {
		t, err := k.Tree(r.Context(), tx)
		if err != nil {
			return err
		}
		var ok bool
		v.Unit, ok = t.Unit(UnitID(id))
		if !ok {
			return fault.New(fault.NotFound, "Không tìm thấy đơn vị này trong danh bạ.")
		}
		v.Tree = t
		v.People, err = k.People(r.Context(), tx, v.Unit.ID)
		if err != nil {
			return err
		}
		v.Posts, err = k.Posts(r.Context(), tx, v.Unit.ID)
		if err != nil {
			return err
		}
		v.Names, err = namesOf(r.Context(), tx, v.Posts)
		return err
	})
	return v, err
}

func (k *Desk) edit(w http.ResponseWriter, r *http.Request) error {
	v, err := k.editView(r)
	if err != nil {
		return err
	}
	v.Form = web.NewForm()
	return web.Render(w, r, http.StatusOK, editPage(v))
}

func (k *Desk) editView(r *http.Request) (v editView, err error) {
	v.Tree, err = k.ReadTree(r.Context())
	if err != nil {
		return v, err
	}
	if r.PathValue("id") == "" {
		parent, _ := strconv.ParseInt(r.URL.Query().Get("cha"), 10, 64)
		v.Unit = Unit{Parent: UnitID(parent), Level: Department}
		return v, nil
	}
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	var ok bool
	v.Unit, ok = v.Tree.Unit(UnitID(id))
	if !ok {
		return v, fault.New(fault.NotFound, "Không tìm thấy đơn vị này trong danh bạ.")
	}
	return v, nil
}

func (k *Desk) save(w http.ResponseWriter, r *http.Request) error {
	v, err := k.editView(r)
	if err != nil {
		return err
	}
	v.Form, err = web.ReadForm(r)
	if err != nil {
		return err
	}
	u := unitFrom(v.Form, v.Unit)
	if v.Form.OK() {
		err = k.d.Write(r.Context(), func(tx *db.Tx) error {
			u.ID, err = k.store(r.Context(), tx, u)
			return err
		})
	}
	if v.Form.Take(err) || !v.Form.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, editPage(v))
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, fmt.Sprintf("/danh-ba/%d", u.ID), "Đã lưu %s.", u.Name)
}

func unitFrom(f *web.Form, old Unit) Unit {
	u := old
	u.Name, u.Short, u.Email = f.String("name"), f.String("short"), f.String("email")
	u.Code = strings.ToUpper(f.String("code"))
	u.Level, u.Parent = Level(f.String("level")), UnitID(f.Int64("parent"))
	u.From, u.To, u.Unscored = f.Date("from"), f.Date("to"), f.Bool("unscored")
	u.Version = f.Version()
	if _, ok := LevelWords[u.Level]; !ok {
		f.Problem("level", "Hãy chọn cấp của đơn vị.")
	}
	return u
}

// store adds or changes a unit with its audit line and its search entry.
func (k *Desk) store(ctx context.Context, tx *db.Tx, u Unit) (id UnitID, err error) {
	action, sentence := "org.change", web.Mark("Sửa đơn vị %s.")
	if u.ID == 0 {
		action, sentence = "org.add", web.Mark("Thêm đơn vị %s.")
		id, err = k.AddUnit(ctx, tx, u)
	} else {
		id, err = u.ID, k.ChangeUnit(ctx, tx, u)
	}
	if err != nil {
		return 0, err
	}
	u.ID = id
	err = k.index(ctx, tx, u)
	if err != nil {
		return 0, err
	}
	return id, k.note(ctx, tx, action, "unit", int64(id), sentence, u.Name)
}

func (k *Desk) note(ctx context.Context, tx *db.Tx, action, object string, id int64, sentence string, args ...any) error {
	e := audit.Entry{Actor: "Hệ thống", Action: action, Object: object, ObjectID: id, Sentence: sentence, Args: args}
	if who := web.Who(ctx); who != nil {
		e.ActorID, e.Actor = who.ID(), who.Name()
	}
	return audit.Write(ctx, tx, k.now(), e)
}

func (k *Desk) addPerson(w http.ResponseWriter, r *http.Request) error {
	return k.change(w, r, func(ctx context.Context, tx *db.Tx, v unitView) (string, error) {
		p := Person{
			Unit: v.Unit.ID, Name: v.Form.String("name"), Title: v.Form.String("title"), Salute: v.Form.String("salute"),
			Email: v.Form.String("email"), Phone: v.Form.String("phone"), Active: true,
		}
		id, err := k.AddPerson(ctx, tx, p)
		if err != nil {
			return "", err
		}
		return web.Mark("Đã thêm %s."), k.note(ctx, tx, "org.person", "person", int64(id), web.Mark("Thêm %s vào danh bạ."), p.Name)
	})
}

func (k *Desk) appoint(w http.ResponseWriter, r *http.Request) error {
	return k.change(w, r, func(ctx context.Context, tx *db.Tx, v unitView) (string, error) {
		p := Post{
			Unit: v.Unit.ID, Person: PersonID(v.Form.Int64("person")), Kind: PostKind(v.Form.String("kind")),
			From: v.Form.Date("from"), Basis: v.Form.String("basis"),
		}
		if _, ok := PostWords[p.Kind]; !ok {
			return "", fault.New(fault.Invalid, "Hãy chọn chức năng.").At("kind")
		}
		if p.From.IsZero() {
			p.From = v.Today
		}
		person, err := k.Person(ctx, tx, p.Person)
		if err != nil {
			return "", fault.New(fault.Invalid, "Hãy chọn người.").At("person")
		}
		err = k.Appoint(ctx, tx, p)
		if err != nil {
			return "", err
		}
		return web.Mark("Đã phân công %s."), k.note(ctx, tx, "org.appoint", "unit", int64(v.Unit.ID), web.Mark("Phân công %s tại %s."), person.Name, v.Unit.Name)
	})
}

func (k *Desk) succeed(w http.ResponseWriter, r *http.Request) error {
	return k.change(w, r, func(ctx context.Context, tx *db.Tx, v unitView) (string, error) {
		var next []UnitID
		for _, id := range v.Form.Int64s("next") {
			next = append(next, UnitID(id))
		}
		from := v.Form.Date("from")
		if from.IsZero() {
			return "", fault.New(fault.Invalid, "Hãy ghi ngày đơn vị mới bắt đầu.").At("from")
		}
		if len(next) == 0 {
			return "", fault.New(fault.Invalid, "Hãy chọn ít nhất một đơn vị kế thừa.").At("next")
		}
		err := k.Succeed(ctx, tx, v.Unit.ID, next, from)
		if err != nil {
			return "", err
		}
		return web.Mark("Đã ghi đơn vị kế thừa của %s."), k.note(ctx, tx, "org.succeed", "unit", int64(v.Unit.ID), web.Mark("Kết thúc đơn vị %s và ghi đơn vị kế thừa."), v.Unit.Name)
	})
}

// change runs one form of the unit's page: it comes back filled in when it is refused.
func (k *Desk) change(w http.ResponseWriter, r *http.Request, do func(context.Context, *db.Tx, unitView) (string, error)) error {
	v, err := k.unitView(r)
	if err != nil {
		return err
	}
	v.Form, err = web.ReadForm(r)
	if err != nil {
		return err
	}
	var said string
	err = k.d.Write(r.Context(), func(tx *db.Tx) error {
		said, err = do(r.Context(), tx, v)
		return err
	})
	if v.Form.Take(err) || !v.Form.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, unitPage(v))
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, fmt.Sprintf("/danh-ba/%d", v.Unit.ID), said, v.Unit.Name)
}

func (k *Desk) export(w http.ResponseWriter, r *http.Request) error {
	t, err := k.ReadTree(r.Context())
	if err != nil {
		return err
	}
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // in memory only
	const sheet = "Đơn vị"
	err = book.SetSheetName("Sheet1", sheet)
	if err != nil {
		return err
	}
	for i, row := range t.Export() {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		err = book.SetSheetRow(sheet, cell, &row)
		if err != nil {
			return err
		}
	}
	err = errors.Join(book.SetColWidth(sheet, "A", "A", 12), book.SetColWidth(sheet, "B", "B", 48), book.SetColWidth(sheet, "C", "J", 20))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	err = book.Write(&out)
	if err != nil {
		return err
	}
	return web.Download(w, r, "danh-ba-don-vi.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", k.now(), bytes.NewReader(out.Bytes()))
}
