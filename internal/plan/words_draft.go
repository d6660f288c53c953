package plan

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

func planHref(id ID) string       { return fmt.Sprintf("/ke-hoach/%d", id) }
func draftHref(id DraftID) string { return fmt.Sprintf("/ke-hoach/nhap/%d", id) }
func fileHref(id int64) string    { return fmt.Sprintf("/tep/%d", id) }

func mainUnless(done bool) string {
	if done {
		return ""
	}
	return "main"
}

func twinTitle(ctx context.Context, t Twin) string {
	if t.Same {
		return web.T(ctx, "Văn bản này đã được nhập thành kế hoạch “%s”", t.Plan.Title)
	}
	return web.T(ctx, "Đã có kế hoạch mang số %s: “%s”", t.Plan.Number, t.Plan.Title)
}

func headWords(ctx context.Context, h Head) string {
	var parts []string
	if h.Number != "" {
		parts = append(parts, web.T(ctx, "số %s", h.Number))
	}
	if h.Issuer != "" {
		parts = append(parts, h.Issuer)
	}
	if !h.Issued.IsZero() {
		parts = append(parts, web.T(ctx, "ban hành %s", h.Issued))
	}
	if !h.To.IsZero() {
		parts = append(parts, web.T(ctx, "đến hết %s", h.To))
	}
	if len(parts) == 0 {
		return web.T(ctx, "chưa đọc được số, ngày; bạn bổ sung giúp")
	}
	return strings.Join(parts, " · ")
}

func headFormOf(v draftView) *web.Form {
	if v.HeadForm != nil {
		return v.HeadForm
	}
	return v.Draft.Work.Head.fill(web.NewForm())
}

// dayField is a field for a day without the long hint.
func dayField(ctx context.Context, f *web.Form, name, id, label string) web.Input {
	i := web.DayInput(ctx, f, name, label, law.Date{})
	i.ID, i.Optional, i.Hint = id, true, ""
	i.Attrs = map[string]any{"placeholder": web.T(ctx, "ngày/tháng/năm")}
	return i
}

func nameHint(ctx context.Context, n Name) string {
	switch {
	case n.Whole:
		return web.T(ctx, "Nhiều đơn vị; chủ trì %d nhiệm vụ", n.Used)
	case n.Used > 0:
		return web.T(ctx, "Chủ trì %d nhiệm vụ", n.Used)
	}
	return web.T(ctx, "Chỉ phối hợp")
}

func goneReason(ctx context.Context, v draftView, g GoneTask) string {
	if g.Reason != "" {
		return g.Reason
	}
	if n := v.Draft.Work.Head.Number; n != "" {
		return web.T(ctx, "Không còn trong bản mới, số %s", n)
	}
	return web.T(ctx, "Không còn trong bản mới của kế hoạch")
}

// label is what a task is called on the page: its number, else its place.
func (v draftView) label(key int) string {
	for i, it := range v.Draft.Work.Tasks {
		if it.Key != key {
			continue
		}
		if it.Number != "" {
			return it.Number
		}
		return strconv.Itoa(i + 1)
	}
	return ""
}

func numbered(it Item) string {
	if it.Number == "" {
		return it.Title
	}
	return it.Number + ". " + it.Title
}

func (v draftView) changes(it Item) []Change {
	if it.Old == nil || v.Tree == nil {
		return nil
	}
	return changesOf(&v.Draft.Work, it, v.Tree)
}

func editTitle(ctx context.Context, v draftView, f itemForm) string {
	switch {
	case f.Key != 0:
		return web.T(ctx, "Sửa nhiệm vụ %s", v.label(f.Key))
	case f.After > 0:
		return web.T(ctx, "Thêm nhiệm vụ từ dòng %d", f.After)
	}
	return web.T(ctx, "Thêm nhiệm vụ")
}

func join(names []string) string { return strings.Join(names, "; ") }

func (v draftView) hasTwinPlan() bool {
	for _, t := range v.Twins {
		if t.Draft == 0 && v.Draft.Kind == NewPlan {
			return true
		}
	}
	return false
}

func confirmTitle(ctx context.Context, v draftView) string {
	return web.T(ctx, "%d nhiệm vụ được chấp nhận, %d bỏ qua", v.Draft.Work.accepted(), v.count("bo"))
}

func confirmWord(ctx context.Context, v draftView) string {
	if v.Draft.Kind == NewVersion {
		return web.T(ctx, "Xác nhận bản mới")
	}
	return web.T(ctx, "Xác nhận, lập kế hoạch")
}
