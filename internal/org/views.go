package org

import (
	"cmp"
	"context"
	"strings"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// PostWords are the functions as people read them, marked texts.
var PostWords = map[PostKind]string{
	Spokesperson:  web.Mark("Người phát ngôn"),
	Communication: web.Mark("Cán bộ truyền thông chính sách"),
	Contact:       web.Mark("Đầu mối nhận nhắc việc"),
	Head:          web.Mark("Người đứng đầu"),
}

var postOrder = []PostKind{Spokesperson, Communication, Contact, Head}

var levelTitles = map[Level]string{
	Province: web.Mark("Cấp tỉnh"), Department: web.Mark("Sở, ban, ngành"), District: web.Mark("Cấp huyện (đến 30/6/2025)"),
	Commune: web.Mark("Xã, phường, đặc khu"), Inside: web.Mark("Đơn vị trực thuộc"), Partner: web.Mark("Cơ quan phối hợp, không chấm điểm"),
}

var levelOrder = []Level{Province, Department, Partner, District, Commune, Inside}

// listView is the directory at a glance.
type listView struct {
	Form          *web.Form
	Query         string
	Ended         bool
	Today         law.Date
	Units         []unitRow
	Expected      int // units that should have a spokesperson
	Spokespersons int
}

type unitRow struct {
	Unit
	Above                                string // name of the unit that this one is within
	Spokesperson, Communication, Contact bool
}

func (v listView) sub(ctx context.Context) string {
	if v.Ended {
		return web.T(ctx, "%d đơn vị đã kết thúc; kế hoạch cũ vẫn giữ tên cũ.", len(v.Units))
	}
	return web.T(ctx, "%d đơn vị đang hoạt động · %d trên %d đơn vị đã có người phát ngôn", len(v.Units), v.Spokespersons, v.Expected)
}

// groups cuts the rows by level, in the order of government.
func (v listView) groups() []unitGroup {
	var all []unitGroup
	for _, l := range levelOrder {
		g := unitGroup{Level: l}
		for _, u := range v.Units {
			if u.Level == l {
				g.Units = append(g.Units, u)
			}
		}
		if len(g.Units) > 0 {
			all = append(all, g)
		}
	}
	return all
}

type unitGroup struct {
	Level Level
	Units []unitRow
}

// unitView is one unit with its people.
type unitView struct {
	Form   *web.Form
	Today  law.Date
	Unit   Unit
	Tree   *Tree
	People []Person
	Posts  []Post
	Names  map[PersonID]string
}

func (v unitView) sub(ctx context.Context) string {
	parts := []string{web.T(ctx, levelTitles[v.Unit.Level]), v.Unit.Code}
	if !v.Unit.To.IsZero() {
		parts = append(parts, web.T(ctx, "kết thúc ngày %s", v.Unit.To.Vietnamese()))
	}
	return strings.Join(parts, " · ")
}

func (v unitView) next() (units []Unit) {
	for _, id := range v.Tree.Successors(v.Unit.ID) {
		u, _ := v.Tree.Unit(id)
		units = append(units, u)
	}
	return units
}

func (v unitView) before() (units []Unit) {
	for _, u := range v.Tree.Units() {
		for _, id := range v.Tree.Successors(u.ID) {
			if id == v.Unit.ID {
				units = append(units, u)
			}
		}
	}
	return units
}

func (v unitView) below() (units []Unit) {
	for _, u := range v.Tree.UnitsOn(v.Today) {
		if u.Parent == v.Unit.ID && u.Level == Inside {
			units = append(units, u)
		}
	}
	return units
}

// holder is who holds a post today, 0 if nobody.
func (v unitView) holder(kind PostKind) (Post, bool) {
	for _, p := range v.Posts {
		if p.Kind == kind && p.HeldOn(v.Today) {
			return p, true
		}
	}
	return Post{}, false
}

func (v unitView) people(ctx context.Context) []web.Option {
	options := []web.Option{{Label: web.T(ctx, "Chọn người")}}
	for _, p := range v.People {
		options = append(options, web.Option{Value: web.Key(p.ID), Label: p.Name})
	}
	return options
}

func postOptions(ctx context.Context) []web.Option {
	var options []web.Option
	for _, k := range postOrder {
		options = append(options, web.Option{Value: string(k), Label: web.T(ctx, PostWords[k])})
	}
	return options
}

func salutes(ctx context.Context) []web.Option {
	options := []web.Option{{Label: web.T(ctx, "bạn")}}
	for _, s := range []string{"anh", "chị", "ông", "bà"} {
		options = append(options, web.Option{Value: s, Label: s})
	}
	return options
}

func unitOptions(t *Tree, day law.Date, none string, except UnitID) []web.Option {
	options := []web.Option{{Label: none}}
	for _, u := range t.UnitsOn(day) {
		if u.ID != except {
			options = append(options, web.Option{Value: web.Key(u.ID), Label: u.Name})
		}
	}
	return options
}

// editView is the form of one unit.
type editView struct {
	Form *web.Form
	Unit Unit
	Tree *Tree
}

func (v editView) title(ctx context.Context) string {
	if v.Unit.ID == 0 {
		return web.T(ctx, "Thêm đơn vị")
	}
	return web.T(ctx, "Sửa %s", v.Unit.Name)
}

func (v editView) parents(ctx context.Context) []web.Option {
	options := []web.Option{{Value: "0", Label: web.T(ctx, "Không trực thuộc đơn vị nào")}}
	for _, u := range v.Tree.Units() {
		if u.To.IsZero() && u.ID != v.Unit.ID {
			options = append(options, web.Option{Value: web.Key(u.ID), Label: strings.Repeat("– ", v.Tree.Depth(u.ID)) + u.Name})
		}
	}
	return options
}

func levelOptions(ctx context.Context) []web.Option {
	var options []web.Option
	for _, l := range levelOrder {
		options = append(options, web.Option{Value: string(l), Label: web.T(ctx, levelTitles[l])})
	}
	return options
}

type uploadView struct{ Form *web.Form }

// previewView is what an import would change.
type previewView struct {
	Form   *web.Form
	ID     int64
	Name   string
	Import Import
	Stale  bool
}

func (v previewView) sub(ctx context.Context) string {
	n := v.Import.Counts()
	return web.T(ctx, "Thêm %d, sửa %d, giữ nguyên %d đơn vị; %d dòng có lỗi. Chưa có gì được ghi.", n[AddsUnit], n[ChangesUnit], n[KeepsUnit], n[Wrong])
}

func (v previewView) ready() bool {
	n := v.Import.Counts()
	return v.Import.Problems == 0 && !v.Stale && n[AddsUnit]+n[ChangesUnit] > 0
}

// rows leaves out what stays as it is and puts what is wrong first.
func (v previewView) rows() (rows []ImportRow) {
	for _, wanted := range []ImportAction{Wrong, ChangesUnit, AddsUnit} {
		for _, r := range v.Import.Rows {
			if r.Action == wanted {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

var actionWords = map[ImportAction]string{
	AddsUnit: web.Mark("Thêm mới"), ChangesUnit: web.Mark("Sửa"), KeepsUnit: web.Mark("Giữ nguyên"), Wrong: web.Mark("Có lỗi"),
}

var actionTones = map[ImportAction]web.Tone{AddsUnit: web.OK, ChangesUnit: web.Info, Wrong: web.Bad}

func orDash(s string) string { return cmp.Or(s, "–") }

func (v unitView) posts(ctx context.Context) []web.Pair {
	var pairs []web.Pair
	for _, kind := range postOrder {
		who := web.T(ctx, "Chưa có")
		if p, ok := v.holder(kind); ok {
			who = v.Names[p.Person]
			if !p.From.IsZero() {
				who = web.T(ctx, "%s, từ %s", who, p.From.Vietnamese())
			}
		}
		pairs = append(pairs, web.Pair{Key: web.T(ctx, PostWords[kind]), Value: who})
	}
	return pairs
}

// fromInput is a field for a day whose id differs between the two forms of one page.
func fromInput(ctx context.Context, form *web.Form, fieldID, label string, value law.Date) web.Input {
	i := web.DayInput(ctx, form, "from", label, value)
	i.ID = fieldID
	return i
}
