package plan

import (
	"context"
	"fmt"
	"slices"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// exchangesView is the page on which tables are exchanged with other systems.
type exchangesView struct {
	Plan  Plan
	Form  *web.Form
	Open  []Exchange   // that wait for somebody
	Known []knownSheet // whose columns are known for this plan
}

// exchangeView is a workbook beside its plan.
type exchangeView struct {
	Comparison
	Form    *web.Form
	Unit    func(org.UnitID) string
	Filter  string // "", "moi", "doi", "chon", "giu"
	Columns bool   // the columns stand open
}

func exchangesHref(plan ID) string      { return fmt.Sprintf("/ke-hoach/trao-doi/%d", plan) }
func exchangeHref(id ExchangeID) string { return fmt.Sprintf("/ke-hoach/bang/%d", id) }
func backHref(p Plan, k knownSheet) string {
	return fmt.Sprintf("/ke-hoach/tra-bang/%d?mau=%s", p.ID, k.Print)
}

func sheetName(ctx context.Context, k knownSheet) string {
	if k.System != "" {
		return k.System
	}
	return web.T(ctx, "Bảng “%s”", k.Name)
}

func columnOptions(ctx context.Context) []web.Option {
	all := []web.Option{{Value: "", Label: web.T(ctx, "Giữ nguyên, không dùng")}}
	for _, w := range columnWords {
		all = append(all, web.Option{Value: string(w.column), Label: web.T(ctx, w.word)})
	}
	return all
}

func takenOptions(ctx context.Context) []web.Option {
	var all []web.Option
	for _, c := range taken {
		all = append(all, web.Option{Value: string(c), Label: web.T(ctx, c.word())})
	}
	return all
}

func (v exchangeView) takenNow() []string {
	var all []string
	for _, c := range v.Work.Take {
		all = append(all, string(c))
	}
	return all
}

// sample is the first filled cell of a column, so that people see what it holds.
func (v exchangeView) sample(column int) string {
	for _, r := range v.Sheet.Rows {
		if column < len(r.Cells) && r.Cells[column] != "" {
			return r.Cells[column]
		}
	}
	return ""
}

func (x Match) sort() string {
	switch {
	case x.New && x.Lack.Key == "":
		return "moi"
	case x.Tied, x.Lack.Key != "":
		return "chon"
	case len(x.Changes) > 0:
		return "doi"
	}
	return "giu"
}

func (v exchangeView) count(sort string) int {
	n := 0
	for _, x := range v.Matches {
		if sort == "" || x.sort() == sort {
			n++
		}
	}
	return n
}

func (v exchangeView) shown() []Match {
	return slices.DeleteFunc(slices.Clone(v.Matches), func(x Match) bool { return v.Filter != "" && x.sort() != v.Filter })
}

func (v exchangeView) chips(ctx context.Context) []web.Link {
	var all []web.Link
	for _, f := range []struct{ slug, word string }{
		{"", web.Mark("Tất cả các dòng")}, {"chon", web.Mark("Cần bạn chọn")}, {"moi", web.Mark("Nhiệm vụ mới")}, {"doi", web.Mark("Có thay đổi")}, {"giu", web.Mark("Giữ nguyên")},
	} {
		href := exchangeHref(v.ID)
		if f.slug != "" {
			href += "?loc=" + f.slug
		}
		all = append(all, web.Link{Title: web.T(ctx, f.word), Href: href, Here: v.Filter == f.slug, Count: v.count(f.slug), ShowCount: true})
	}
	return all
}

// finding is the one line that matters.
func (v exchangeView) finding(ctx context.Context) string {
	return web.T(ctx, "%d dòng: %d nhiệm vụ mới, %d có thay đổi, %d cần bạn chọn. Chưa có gì thay đổi cho đến khi bạn áp dụng.", len(v.Matches), v.count("moi"), v.count("doi"), v.count("chon"))
}

func (v exchangeView) tag(ctx context.Context, x Match) (web.Tone, string) {
	switch {
	case x.Tied && len(x.Likely) == 1:
		return web.Warn, web.T(ctx, "Có thể là nhiệm vụ đã có")
	case x.Tied:
		return web.Warn, web.T(ctx, "Nhiều nhiệm vụ giống nhau")
	case x.New && x.Lack.Key != "":
		return web.Bad, x.Lack.In(ctx)
	case x.New:
		return web.Info, web.T(ctx, "Nhiệm vụ mới")
	case x.Case == nil:
		return web.Neutral, web.T(ctx, "Để lại")
	case len(x.Changes) > 0:
		return web.Warn, web.T(ctx, "Có thay đổi")
	}
	return web.OK, web.T(ctx, "Giữ nguyên")
}

// choices are what a row may stand for.
func (v exchangeView) choices(ctx context.Context, x Match) []web.Option {
	all := []web.Option{{Value: leaveRow, Label: web.T(ctx, "Để lại, không làm gì")}, {Value: newTask, Label: web.T(ctx, "Nhiệm vụ mới")}}
	if x.Tied {
		all = append([]web.Option{{Value: "", Label: web.T(ctx, "Chưa chọn")}}, all...)
	}
	listed := false
	for _, c := range x.Likely {
		listed = listed || x.Case != nil && c.Case.ID == x.Case.ID
		all = append(all, web.Option{Value: web.Key(c.Case.ID), Label: c.Case.Code + ": " + c.Case.Title, Group: web.T(ctx, "Nhiệm vụ giống")})
	}
	if x.Case != nil && !listed {
		all = append(all, web.Option{Value: web.Key(x.Case.ID), Label: x.Case.Code + ": " + x.Case.Title, Group: web.T(ctx, "Nhiệm vụ giống")})
	}
	return all
}

// chosen is what stands for a row now, as its field has it.
func (x Match) chosen() string {
	switch {
	case x.Tied:
		return ""
	case x.New:
		return newTask
	case x.Case != nil:
		return web.Key(x.Case.ID)
	}
	return leaveRow
}

func (v exchangeView) rowSub(ctx context.Context, x Match) string {
	s := web.T(ctx, "Dòng %d", x.Row.N)
	for _, c := range []Column{ForeignCode, Ordinal, LeadUnit, DueDay} {
		if text := v.Work.field(x.Row, c); text != "" {
			s += " · " + text
		}
	}
	return s
}

func columnLabel(ctx context.Context, header string, i int) string {
	if header == "" {
		return web.T(ctx, "Cột thứ %d, không có tiêu đề", i+1)
	}
	return "“" + header + "”"
}

func columnHint(ctx context.Context, sample string) string {
	if sample == "" {
		return web.T(ctx, "Cột trống")
	}
	return web.T(ctx, "Ví dụ: %s", vi.CutRunes(sample, 40))
}
