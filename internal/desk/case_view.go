package desk

import (
	"cmp"
	"context"
	"strings"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// Words and fields that the template of a case puts together.

func orText(s, other string) string { return cmp.Or(s, other) }

func (v caseView) crumbs(ctx context.Context) []web.Crumb {
	crumbs := []web.Crumb{{Title: web.T(ctx, "Hôm nay"), Href: "/"}}
	if v.Place != nil {
		crumbs = []web.Crumb{{Title: orText(v.Place.Number, v.Place.Title), Href: v.Place.Href}}
	}
	if v.Case.Section != "" {
		crumbs = append(crumbs, web.Crumb{Title: v.Case.Section})
	}
	return append(crumbs, web.Crumb{Title: strings.TrimSpace(v.Case.Number + " " + v.Case.Code)})
}

// moved reports whether an extension or a coordinator moved the first due day.
func (v caseView) moved() bool {
	return !v.Case.FirstDue.IsZero() && v.Case.FirstDue != v.Case.Due
}

func (v caseView) left(ctx context.Context) string {
	switch {
	case v.Case.Owed.IsZero() && v.Case.Late:
		return web.T(ctx, "nộp quá hạn")
	case v.Case.Owed.IsZero():
		return web.T(ctx, "đã nộp")
	}
	if !v.Case.AskedOn.IsZero() {
		return web.T(ctx, "chờ trả lời từ %s, thời gian chờ không tính cho đơn vị", v.Case.AskedOn)
	}
	if waited := v.Case.Due.DaysUntil(v.Case.Owed); waited > 0 {
		return web.T(ctx, "không tính %d ngày chờ điều phối, còn đến %s", waited, v.Case.Owed)
	}
	if v.Case.Unscored || v.Case.Veiled || v.Case.Elsewhere != "" {
		return ""
	}
	return web.Left(ctx, v.Today, v.Case.Owed)
}

func (v caseView) rhythm() work.Rhythm { return cmp.Or(v.Case.Cadence.Rhythm, work.Once) }

// why is the sentence that explains the date.
func (v caseView) why(ctx context.Context) string {
	if web.Lang(ctx) == web.English {
		return cmp.Or(v.Case.Clock.ExplanationEN, v.Case.Clock.ExplanationVI)
	}
	return v.Case.Clock.ExplanationVI
}

func (v caseView) unverified() bool {
	return !v.Case.Clock.Verified && (v.Case.Clock.Rule != "" || v.Case.Clock.ExplanationVI != "")
}

func (v caseView) todoTitle(ctx context.Context) string {
	switch {
	case v.replaces():
		return web.T(ctx, "Chọn giữ bản nào")
	case len(v.unsure()) > 0:
		return web.T(ctx, "Nội dung nhập thay chờ xác nhận")
	case v.May.Accept:
		return web.T(ctx, "Kết quả chờ bạn duyệt")
	case v.May.DecideRequest:
		return web.T(ctx, "Đề nghị chờ bạn trả lời")
	case v.Case.Step == work.Returned && v.May.Submit:
		return web.T(ctx, "Sửa và nộp lại kết quả")
	case v.May.Submit && v.Case.Cadence.Recurs():
		return web.T(ctx, "Báo cáo kỳ này")
	case v.May.Submit:
		return web.T(ctx, "Việc của bạn bây giờ")
	case v.May.Withdraw:
		return web.T(ctx, "Chờ xác nhận")
	}
	return web.T(ctx, "Đang ở bước nào")
}

func (v caseView) area(act, name, label, hint string) web.Input {
	i := v.in(act, name, label)
	i.Hint, i.Rows, i.Keep = hint, 5, true
	return i
}

func (v caseView) resultIn(ctx context.Context) web.Input {
	i := v.area("nop", "result", web.T(ctx, "Kết quả"), web.T(ctx, "Đã làm được gì, cho ai, số liệu nào; viết như trong báo cáo."))
	i.Value = v.Before.Result
	return i
}

func (v caseView) optionalArea(act, name, label, value string) web.Input {
	i := v.area(act, name, label, "")
	i.Optional, i.Rows, i.Value = true, 3, value
	return i
}

func (v caseView) optional(act, name, label, hint string) web.Input {
	i := v.in(act, name, label)
	i.Optional, i.Hint, i.Auto = true, hint, "off"
	return i
}

// opens reports whether the form of an act stands open.
func (v caseView) opens(act string) bool { return v.Posted == act || v.Opens == act }

// unsure is what others typed for a unit of the reader, which waits for their word.
func (v caseView) unsure() (rows []handedRow) {
	for _, h := range v.Handed {
		if h.MayFix {
			rows = append(rows, h)
		}
	}
	return rows
}

func progressValue(h handedRow) string {
	if h.Report.Progress {
		return "1"
	}
	return ""
}

// fixed is a field of what was typed for the unit, to be corrected.
func (v caseView) fixed(name, label, value string, submission int64) web.Input {
	i := v.area("sua-nhap-thay", name, label, "")
	i.Optional, i.Rows, i.Value = name != "result", 3, value
	if v.Form.Raw("submission") != web.Key(submission) {
		i.Form, i.ID = nil, "f-sua-"+name+"-"+web.Key(submission)
	}
	return i
}

func (v caseView) reason(act, label string) web.Input {
	i := v.area(act, "reason", label, "")
	i.Rows = 3
	return i
}

// numbered is a reason in one of several forms of the same act.
func (v caseView) numbered(act, name, label string, n int64) web.Input {
	i := v.reason(act, label)
	i.Name = name
	if v.Posted != act {
		i.ID = "f-" + act + "-" + name + "-" + web.Key(n)
	}
	if v.Posted == act && !v.sameTarget(n) {
		i.Form, i.ID = nil, "f-"+act+"-"+name+"-"+web.Key(n)
	}
	return i
}

// sameTarget reports whether the form that came back was about period or request n.
func (v caseView) sameTarget(n int64) bool {
	target := cmp.Or(v.Form.Raw("period"), v.Form.Raw("request"), "0")
	return target == web.Key(n)
}

func (v caseView) valued(act, name, label, value string, n int64) web.Input {
	i := v.numbered(act, name, label, n)
	i.Rows, i.Keep, i.Value, i.Auto = 0, false, value, "off"
	return i
}

func (v caseView) dayIn(ctx context.Context, act, name, label string, day law.Date) web.Input {
	i := web.DayInput(ctx, v.form(act), name, label, day)
	i.ID = v.in(act, name, "").ID
	return i
}

func (v caseView) dayValued(ctx context.Context, act, name, label string, day law.Date, n int64) web.Input {
	i := v.dayIn(ctx, act, name, label, day)
	i.Form, i.ID = v.numbered(act, name, label, n).Form, v.numbered(act, name, label, n).ID
	return i
}

func (v caseView) nothingInput(ctx context.Context) web.Input {
	i := v.in("nop", "nothing", web.T(ctx, "Không phát sinh trong kỳ này"))
	i.Hint = web.T(ctx, "Đánh dấu rồi bấm Nộp kết quả; không cần ghi gì thêm.")
	return i
}

func (v caseView) unitField(ctx context.Context, act string) web.Input {
	i := v.in(act, "unit", web.T(ctx, "Đơn vị nên chủ trì"))
	i.Hint, i.Auto = web.T(ctx, "Ghi tên, tên ngắn hoặc mã trong danh bạ, ví dụ Sở Y tế"), "off"
	return i
}

func (v caseView) personIn(ctx context.Context, act string) web.Input {
	i := v.in(act, "person", web.T(ctx, "Người thực hiện"))
	i.Value = web.Key(v.Case.Person)
	return i
}

func (v caseView) talkIn(ctx context.Context) web.Input {
	i := v.area("trao-doi", "text", web.T(ctx, "Nội dung trao đổi"), web.T(ctx, "Nhắc tên ai bằng @ và họ tên đầy đủ."))
	if len(v.Names) > 0 {
		i.Hint = web.T(ctx, "Nhắc tên ai bằng @ và họ tên đầy đủ, ví dụ %s.", strings.Join(v.Names, ", "))
	}
	i.Rows = 3
	return i
}

// documentSent reports whether the form that came back names a document.
func (v caseView) documentSent(act string) bool {
	f := v.form(act)
	return f.Raw("doc-number")+f.Raw("doc-title")+f.Raw("doc-day") != ""
}
