package desk

import (
	"context"
	"slices"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// clashView is two versions of one thing side by side.
type clashView struct {
	Since   []string // what others did in between
	Rows    []versus
	Code    string
	Offered bool // the form is still on the page
}

type versus struct{ Label, Mine, Now string }

// clashOf shows both versions after somebody else was first; nil without a clash.
func (v *caseView) clashOf(ctx context.Context, a act, clash *work.Clash) *clashView {
	if clash == nil {
		return nil
	}
	view := newClash(ctx, clash)
	view.Offered = v.offers(a.name)
	if a.name != "nop" {
		for _, f := range []struct{ field, label string }{
			{"reason", web.T(ctx, "Lý do")}, {"note", web.T(ctx, "Nhận xét")}, {"day", web.T(ctx, "Ngày")}, {"unit", web.T(ctx, "Đơn vị")},
		} {
			if mine := v.Form.Raw(f.field); mine != "" {
				view.Rows = append(view.Rows, versus{f.label, mine, v.State})
			}
		}
		return view
	}
	var now work.Report
	if len(v.Handed) > 0 {
		now = v.Handed[0].Report
	}
	view.Rows = []versus{
		{web.T(ctx, "Kết quả"), v.Form.Raw("result"), now.Result},
		{web.T(ctx, "Khó khăn, vướng mắc, nguyên nhân"), v.Form.Raw("difficulty"), now.Difficulty},
		{web.T(ctx, "Kiến nghị"), v.Form.Raw("proposal"), now.Proposal},
	}
	return view
}

// offers reports whether an act can still be done as the case stands now.
func (v caseView) offers(act string) bool {
	m := v.May
	return map[string]bool{
		"bat-dau": m.Start, "nop": m.Submit || v.replaces(), "rut": m.Withdraw, "dat": m.Accept, "tra-lai": m.Return, "gia-han": m.AskExtension,
		"chuyen": m.AskTransfer, "dong-y": m.DecideRequest, "khong-dong-y": m.DecideRequest, "rut-de-nghi": m.TakeBack, "phan-cong": m.Assign,
		"huy": m.Cancel, "ket-thuc": m.Finish,
	}[act]
}

// replaces reports whether the report that came back could take the place of what a colleague handed in for
// the same period and nobody has decided.
func (v caseView) replaces() bool {
	period := v.form("nop").Raw("period")
	return v.May.Withdraw && period != "" && !slices.ContainsFunc(v.Owed, func(o web.Option) bool { return o.Value == period })
}

func newClash(ctx context.Context, clash *work.Clash) *clashView {
	view := &clashView{Code: clash.Now.Code}
	for _, e := range clash.Since {
		view.Since = append(view.Since, joinDot(web.Instant(ctx, e.At), e.By.Name, web.T(ctx, e.Sentence, e.Args...)))
	}
	return view
}
