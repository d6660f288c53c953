package round

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// presetView is what a new round may begin with.
type presetView struct {
	Owners []web.Option
	Asked  string // the preset that a link asks for; empty: none
}

// presets are what a round may begin with, what was asked for first.
func (v presetView) presets() []Preset {
	all := slices.Clone(Presets)
	slices.SortStableFunc(all, func(a, b Preset) int {
		switch {
		case a.Key == v.Asked && b.Key != v.Asked:
			return -1
		case b.Key == v.Asked && a.Key != v.Asked:
			return 1
		}
		return 0
	})
	return all
}

// kind is that of the button of a preset.
func (v presetView) kind(p Preset) string {
	if p.Key == v.Asked {
		return "main"
	}
	return ""
}

// editView is the builder of a round.
type editView struct {
	Round  Round
	Tree   *org.Tree
	Blocks []Block
	Input  *web.Form
	Today  law.Date
}

func (v editView) draft() bool { return v.Round.State == Draft }

func (v editView) units() []org.Unit {
	var all []org.Unit
	for _, u := range v.Tree.UnitsOn(v.Today) {
		if u.Level != org.Inside {
			all = append(all, u)
		}
	}
	return all
}

var levelWords = []struct {
	level org.Level
	title string
}{
	{org.Commune, web.Mark("Tất cả xã, phường, đặc khu")}, {org.Department, web.Mark("Tất cả sở, ban, ngành")}, {org.Partner, web.Mark("Tất cả đơn vị phối hợp")},
}

// levels are boxes for whole levels, with how many units each has today.
func (v editView) levels(ctx context.Context) (all []web.Option, chosen []string) {
	for _, l := range levelWords {
		n := 0
		for _, u := range v.units() {
			if u.Level == l.level {
				n++
			}
		}
		if n > 0 {
			all = append(all, web.Option{Value: string(l.level), Label: web.T(ctx, "%s (%d)", web.T(ctx, l.title), n)})
		}
	}
	for _, l := range v.Round.Audience.Levels {
		chosen = append(chosen, string(l))
	}
	return all, chosen
}

func (v editView) posts(ctx context.Context) (all []web.Option, chosen []string) {
	all = []web.Option{
		{Value: string(org.Spokesperson), Label: web.T(ctx, "Đơn vị có người phát ngôn")},
		{Value: string(org.Communication), Label: web.T(ctx, "Đơn vị có cán bộ truyền thông chính sách")},
	}
	for _, p := range v.Round.Audience.Posts {
		chosen = append(chosen, string(p))
	}
	return all, chosen
}

// vias are the units through which communes may report.
func (v editView) vias(ctx context.Context) []web.Option {
	all := []web.Option{{Label: web.T(ctx, "Không qua, gửi thẳng")}}
	for _, u := range v.units() {
		if u.Level == org.Department {
			all = append(all, web.Option{Value: strconv.FormatInt(int64(u.ID), 10), Label: u.Name})
		}
	}
	return all
}

func (v editView) via() string {
	if v.Round.Audience.Via == 0 {
		return ""
	}
	return strconv.FormatInt(int64(v.Round.Audience.Via), 10)
}

func repeatOptions(ctx context.Context) []web.Option {
	all := []web.Option{{Label: web.T(ctx, "Không lặp lại")}}
	for _, r := range []work.Rhythm{work.Weekly, work.Monthly, work.Quarterly, work.Yearly} {
		all = append(all, web.Option{Value: string(r), Label: web.T(ctx, r.Word())})
	}
	return all
}

func kindOptions(ctx context.Context) []web.Option {
	var all []web.Option
	for _, k := range FigureKinds {
		all = append(all, web.Option{Value: string(k), Label: web.T(ctx, k.Word())})
	}
	return all
}

func totalOptions(ctx context.Context) []web.Option {
	var all []web.Option
	for _, t := range Totals {
		all = append(all, web.Option{Value: string(t), Label: web.T(ctx, t.Word())})
	}
	return all
}

// wholes are the figures of which one may be a part.
func (v editView) wholes(ctx context.Context, x Figure) []web.Option {
	all := []web.Option{{Label: web.T(ctx, "Không phải một phần")}}
	for _, b := range v.Blocks {
		for _, y := range b.Figures {
			if y.Key != "" && y.Key != x.Key && y.Of == "" && y.Kind == x.Kind {
				all = append(all, web.Option{Value: y.Key, Label: y.Label})
			}
		}
	}
	return all
}

var blockWords = map[BlockKind]string{
	FigureBlock: web.Mark("Số liệu"), TextBlock: web.Mark("Câu hỏi bằng lời"), EvidenceBlock: web.Mark("Minh chứng"), TaskBlock: web.Mark("Nhiệm vụ đang chủ trì"),
}

// Word is the kind in words, a marked text.
func (k BlockKind) Word() string { return blockWords[k] }

func (v editView) blockField(i int, name string, in web.Input) web.Input {
	in.Name = blockField(i, name)
	return in
}

func (v editView) rowField(i, k int, name string, in web.Input) web.Input {
	in.Name = rowField(i, k, name)
	return in
}

func blockAct(what string, i int) string { return fmt.Sprintf("%s-%d", what, i) }

func rowAct(what string, i, k int) string { return fmt.Sprintf("%s-%d-%d", what, i, k) }

// checksOf are boxes whose options and choice come from one function.
func checksOf(form *web.Form, name, label string, of func(ctx context.Context) ([]web.Option, []string)) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		options, chosen := of(ctx)
		return web.Checks(web.Input{Form: form, Name: name, Label: label}, options, chosen).Render(ctx, w)
	})
}

func blockLabel(ctx context.Context, i int, b Block) string {
	return web.T(ctx, "Phần %d: %s", i+1, web.T(ctx, b.Kind.Word()))
}

func editSub(ctx context.Context, v editView) string {
	if v.draft() {
		return web.T(ctx, "Đang soạn; các đơn vị chưa thấy.")
	}
	return web.T(ctx, "Đợt đang mở: sửa được lời và thêm câu hỏi, không bỏ hoặc đổi cách tính số đã hỏi.")
}

// plainDay is a field for a day beside others, without a hint of its own.
func plainDay(ctx context.Context, form *web.Form, name, label string, value law.Date) web.Input {
	in := web.DayInput(ctx, form, name, label, value)
	in.Hint = ""
	return in
}
