package plan

import (
	"context"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/vi"
)

func plansSub(ctx context.Context, v plansView) string {
	late := 0
	for _, row := range v.Plans {
		late += row.Tally.Overdue
	}
	switch {
	case len(v.Plans) == 0:
		return web.T(ctx, "Từ một văn bản đến các nhiệm vụ có người làm, có hạn, có minh chứng.")
	case late == 0:
		return web.T(ctx, "Không có nhiệm vụ nào quá hạn.")
	}
	return web.T(ctx, "%d nhiệm vụ đang quá hạn.", late)
}

func plansTitle(ctx context.Context, v plansView) string {
	if v.Closed {
		return web.T(ctx, "%d kế hoạch", len(v.Plans))
	}
	return web.T(ctx, "%d kế hoạch đang chạy", len(v.Plans))
}

func draftWords(ctx context.Context, d Draft) string {
	switch d.State {
	case Reading:
		return web.T(ctx, "Đang đọc, %s tải lên %s", d.By, d.CreatedAt)
	case Failed:
		return web.T(ctx, "Chưa đọc được, %s tải lên %s", d.By, d.CreatedAt)
	}
	return web.T(ctx, "Còn %d trên %d nhiệm vụ chưa quyết định; %s sửa lần cuối %s", d.Waiting, d.Tasks, d.EditedBy, d.UpdatedAt)
}

func flowOf(t work.Tally) int {
	return t.ByClass[work.Reported] + t.ByClass[work.NothingArose] + t.ByClass[work.NotReported]
}

func tasksTitle(ctx context.Context, v tasksView) string {
	if v.Frame != nil {
		return v.Frame.Plan.Title
	}
	return web.T(ctx, "Tất cả nhiệm vụ")
}

func (v tasksView) path() string { return Query{Plan: v.Query.Plan}.href() }

func (v tasksView) columns() string {
	if v.Remind {
		return "7"
	}
	return "6"
}

func sectionKey(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (v tasksView) statusOptions(ctx context.Context) []web.Option {
	if v.Frame == nil {
		return statusOptions(ctx, work.Tally{}, false)
	}
	return statusOptions(ctx, v.Frame.Tally, true)
}

func unitsTitle(ctx context.Context, v unitsView) string {
	late := 0
	for _, r := range v.Rows {
		if r.Tally.Overdue > 0 {
			late++
		}
	}
	if late == 0 {
		return web.T(ctx, "%d đơn vị chủ trì, không đơn vị nào có nhiệm vụ quá hạn", len(v.Rows))
	}
	return web.T(ctx, "%d trên %d đơn vị chủ trì có nhiệm vụ quá hạn", late, len(v.Rows))
}

func sectionWord(ctx context.Context, s string) string {
	if s == "" {
		return web.T(ctx, "Không theo nhóm")
	}
	return vi.CutRunes(s, 60)
}

func cellWords(ctx context.Context, t work.Tally) string {
	switch {
	case doneOf(t) == 0:
		return web.T(ctx, "%d quá hạn", t.Overdue)
	case t.Overdue == 0:
		return web.T(ctx, "%d xong", doneOf(t))
	}
	return web.T(ctx, "%d xong, %d quá hạn", doneOf(t), t.Overdue)
}

func sumPunctual(t work.Tally) string {
	n := t.OnTime + t.TooLate
	if n == 0 {
		return web.Dash
	}
	return strconv.Itoa(t.OnTime) + "/" + strconv.Itoa(n)
}

func versionName(ctx context.Context, v Version) string {
	if v.Number == "" {
		return v.Name
	}
	return web.T(ctx, "Số %s, %s", v.Number, v.Name)
}

func (v paperView) lineClass(l docLine) string {
	switch {
	case v.Codes[l.N] != "":
		return "is-used"
	case l.Line.Mark == Unread:
		return "is-unread"
	case l.Line.Mark == Heading:
		return "is-head"
	}
	return "is-quiet"
}

// ellipsis cuts a text to n characters and shows that it did.
func ellipsis(s string, n int) string {
	if cut := vi.CutRunes(s, n); cut != s {
		return strings.TrimRight(cut, " ,;.") + "…"
	}
	return s
}

func closeWords(ctx context.Context, v formView) string {
	open := v.Frame.Tally.Unfinished
	if open == 0 {
		return web.T(ctx, "Mọi nhiệm vụ đã xong.")
	}
	return web.T(ctx, "Còn %d nhiệm vụ chưa xong.", open)
}

func remindWords(ctx context.Context, v remindView, c work.Case) string {
	if c.Owed.IsZero() {
		return c.Code
	}
	return web.T(ctx, "%s, hạn %s, %s", c.Code, c.Owed, web.Left(ctx, v.Today, c.Owed))
}
