package auth

import (
	"cmp"
	"context"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Words that the templates put together.

func orDash(s string) string { return cmp.Or(s, web.Dash) }

func joinDot(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

func maybeInstant(ctx context.Context, t *time.Time) string {
	if t == nil {
		return web.Dash
	}
	return web.Instant(ctx, *t)
}

func deviceName(ctx context.Context, label string) string {
	if label == "" {
		return web.T(ctx, "Trình duyệt khác")
	}
	return label
}

var saluteTitles = map[string]string{"": web.Mark("bạn"), "anh": web.Mark("anh"), "chị": web.Mark("chị"), "ông": web.Mark("ông"), "bà": web.Mark("bà")}

func saluteOptions(ctx context.Context) []web.Option {
	options := make([]web.Option, len(salutes))
	for i, s := range salutes {
		options[i] = web.Option{Value: s, Label: web.T(ctx, saluteTitles[s])}
	}
	return options
}

func withAll(ctx context.Context, options []web.Option) []web.Option {
	return append([]web.Option{{Label: web.T(ctx, "Tất cả")}}, options...)
}

func withNone(ctx context.Context, options []web.Option) []web.Option {
	return append([]web.Option{{Label: web.T(ctx, "Chọn đơn vị")}}, options...)
}

func factorSub(ctx context.Context, v myFactorView) string {
	switch {
	case v.Enrol == nil:
		return web.T(ctx, "Đang bật từ %s.", law.DateOf(v.Since))
	case v.Must:
		return web.T(ctx, "Vai trò của bạn cần mã xác thực.")
	}
	return web.T(ctx, "Chưa bật. Thêm một mã từ điện thoại thì lộ mật khẩu cũng không ai vào được.")
}

func accountsSub(ctx context.Context, v accountsView) string {
	if v.Chosen {
		return web.T(ctx, "%d tài khoản hợp với bộ lọc.", v.Total)
	}
	return web.T(ctx, "%d tài khoản trong phạm vi bạn quản trị.", v.Total)
}

func adminCrumbs(ctx context.Context, last string) []web.Crumb {
	return []web.Crumb{{Title: web.T(ctx, "Tài khoản, phân quyền"), Href: adminPath}, {Title: last}}
}

func stopTitle(ctx context.Context, a Account) string {
	if a.Active {
		return web.T(ctx, "Ngừng tài khoản")
	}
	return web.T(ctx, "Mở lại tài khoản")
}

func signInFacts(ctx context.Context, v accountView) []web.Pair {
	factor := web.T(ctx, "chưa bật")
	switch {
	case v.Account.Factor && v.Account.FactorAt != nil:
		factor = web.T(ctx, "bật từ %s", law.DateOf(*v.Account.FactorAt))
	case v.Must:
		factor = web.T(ctx, "phải bật ở lần đăng nhập tới")
	}
	password := web.T(ctx, "đặt ngày %s", law.DateOf(v.Account.PasswordAt))
	if v.Account.MustChange {
		password = web.T(ctx, "dùng một lần, cấp ngày %s", law.DateOf(v.Account.PasswordAt))
	}
	return []web.Pair{
		{Key: web.T(ctx, "Lần gần nhất"), Value: maybeInstant(ctx, v.Account.EnteredAt)},
		{Key: web.T(ctx, "Đang dùng trên"), Value: web.T(ctx, "%d thiết bị", len(v.Sessions))},
		{Key: web.T(ctx, "Mật khẩu"), Value: password},
		{Key: web.T(ctx, "Mã xác thực"), Value: factor},
	}
}

func historyEntries(ctx context.Context, lines []audit.Line) []web.LogEntry {
	entries := make([]web.LogEntry, len(lines))
	for i, l := range lines {
		entries[i] = web.LogEntry{When: web.DayMonth(ctx, law.DateOf(l.At)), Machine: web.MachineTime(l.At),
			Title: web.T(ctx, l.Sentence, l.Args...), Note: l.Actor + ", " + web.Instant(ctx, l.At)}
	}
	return entries
}

func planCrumbs(ctx context.Context) []web.Crumb {
	return []web.Crumb{{Title: web.T(ctx, "Tài khoản, phân quyền"), Href: adminPath}, {Title: web.T(ctx, "Nhập từ tệp"), Href: importPath}, {Title: web.T(ctx, "Xem trước")}}
}

func planSub(ctx context.Context, v planView) string {
	switch wrong := v.count(isWrong); {
	case v.Applied:
		return web.T(ctx, "Tệp này đã được ghi.")
	case wrong > 0:
		return web.T(ctx, "%d dòng có lỗi. Hãy sửa trong tệp rồi tải lên lại; chưa có gì được ghi.", wrong)
	case v.count(isNew)+v.count(isChanged) == 0:
		return web.T(ctx, "Mọi dòng đều khớp với hệ thống, không có gì để ghi.")
	}
	return web.T(ctx, "Sẽ thêm %d người, sửa %d người. Chưa có gì được ghi cho đến khi bạn bấm nút.", v.count(isNew), v.count(isChanged))
}

func planChips(ctx context.Context, v planView) []web.Link {
	chip := func(title string, f fate) web.Link {
		n := v.count(f)
		if f == "" {
			n = len(v.Rows) - v.count(isSame)
		}
		return web.Link{Title: title, Href: web.Href(ctx, "xem", string(f)), Here: v.Which == f, Count: n, ShowCount: true}
	}
	return []web.Link{
		chip(web.T(ctx, "Cần xem"), ""), chip(web.T(ctx, "Có lỗi"), isWrong), chip(web.T(ctx, "Thêm mới"), isNew),
		chip(web.T(ctx, "Thay đổi"), isChanged), chip(web.T(ctx, "Giữ nguyên"), isSame),
	}
}

// sentence is what is wrong with a row, in the reader's language.
func (p planned) sentence(ctx context.Context) string {
	args := make([]any, len(p.Args))
	for i, a := range p.Args {
		args[i] = a
	}
	return web.T(ctx, p.Problem, args...)
}

// problemForm is a form that came back, for examples.
func problemForm(field, sentence string) *web.Form {
	f := web.NewForm()
	f.Problem(field, sentence)
	return f
}

var exampleRows = []planned{
	{Row: 2, Name: "Trần Thu Hà", Unit: "Sở Tư pháp", Fate: isNew, Changes: []change{{columns[0].head, "", "Trần Thu Hà"}}},
	{Row: 3, Name: `<script>"'&`, Unit: `<b>`, Fate: isChanged, Changes: []change{{columns[1].head, "Chuyên viên", "Trưởng phòng"}}},
	{Row: 4, Fate: isWrong, Problem: web.Mark("Thiếu họ và tên.")},
	{Row: 5, Name: "Lê Văn Bình", Unit: "Sở Y tế", Fate: isSame},
}
