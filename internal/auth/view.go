package auth

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/url"
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

// pick is the first door of a shared machine with a name picked from its list.
func (v signInView) pick(who string) string {
	path, q := signInPath, url.Values{}
	if v.Turn {
		path = turnPath
	}
	if to := web.LocalPath(v.To); to != "/" {
		q.Set(returnField, to)
	}
	if who != "" {
		q.Set("nguoi", who)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func strangerSub(ctx context.Context, v strangerView) string {
	if v.Who == "" {
		return web.T(ctx, "Hệ thống %s đã xác nhận bạn, nhưng ở đây chưa biết bạn là ai.", v.Name)
	}
	return web.T(ctx, "Hệ thống %s xác nhận bạn là %s, nhưng ở đây chưa nối với tài khoản nào.", v.Name, v.Who)
}

func planCrumbs(ctx context.Context) []web.Crumb {
	return []web.Crumb{{Title: web.T(ctx, "Tài khoản, phân quyền"), Href: adminPath}, {Title: web.T(ctx, "Nhập từ tệp"), Href: importPath}, {Title: web.T(ctx, "Xem trước")}}
}

func planTitle(ctx context.Context, v planView) string {
	if v.Applied {
		return web.T(ctx, "Nhập từ tệp %s", v.File)
	}
	return web.T(ctx, "Xem trước: %s", v.File)
}

func planSub(ctx context.Context, v planView) string {
	switch wrong := v.count(isWrong); {
	case v.Applied && !v.Finished:
		return web.T(ctx, "Đang ghi. Bạn có thể rời trang; máy chủ khởi động lại vẫn ghi tiếp.")
	case v.Applied && len(v.Trouble) > 0:
		return web.T(ctx, "Tệp này đã được ghi, trừ %d dòng.", len(v.Trouble))
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

// sentence is what kept a row from being written, in the reader's language.
func (t rowTrouble) sentence(ctx context.Context) string {
	args := make([]any, len(t.Args))
	for i, a := range t.Args {
		args[i] = written(a)
	}
	return web.T(ctx, t.Sentence, args...)
}

// written is a value as it was written before, whatever the verb.
type written string

// Format writes it.
func (w written) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, string(w)) }

func importProgress(ctx context.Context, v planView) web.Progress {
	return web.Progress{ID: "tien-do", Title: web.T(ctx, "Đang ghi %s", v.File), Done: v.Done, Total: len(v.Rows), Running: true,
		Note: web.T(ctx, "Đã xong %d trên %d dòng.", v.Done, len(v.Rows))}
}

func deviceDays(ctx context.Context, d Device) string {
	return web.T(ctx, "đến %s", law.DateOf(d.Until))
}

func passkeyUsed(ctx context.Context, k Passkey) string {
	if k.Used == nil {
		return web.T(ctx, "chưa dùng")
	}
	return web.Instant(ctx, *k.Used)
}

func keysSub(ctx context.Context, v keysView) string {
	if len(v.Keys) == 0 {
		return web.T(ctx, "Đăng nhập bằng vân tay, khuôn mặt hoặc mã của máy, không cần gõ mật khẩu.")
	}
	return web.T(ctx, "Bạn có %d khóa truy cập. Mất thiết bị nào thì bỏ khóa của thiết bị đó.", len(v.Keys))
}

func machineSub(ctx context.Context, v machineView) string {
	if v.Machine.ID == 0 {
		return web.T(ctx, "Một máy nhiều người dùng: mỗi người chọn tên mình, việc nào ghi tên người ấy.")
	}
	return web.T(ctx, "%s: %d người có tên trên máy này. Tự khóa sau %d phút không dùng.", v.Machine.Name, len(v.Machine.Names), v.Lock)
}

func factorRoles(p policy) []string {
	roles := make([]string, len(p.Factor))
	for i, r := range p.Factor {
		roles[i] = string(r)
	}
	return roles
}

func ssoFacts(ctx context.Context, o SSO) []web.Pair {
	match := web.T(ctx, "chỉ tài khoản đã nối")
	if o.Match != "" {
		match = web.T(ctx, "tài khoản đã nối, hoặc khớp theo %s", o.Match)
	}
	return []web.Pair{
		{Key: web.T(ctx, "Tên gọi"), Value: o.Name}, {Key: web.T(ctx, "Nhà cung cấp"), Value: o.Issuer},
		{Key: web.T(ctx, "Mã ứng dụng"), Value: o.ClientID}, {Key: web.T(ctx, "Ai vào được"), Value: match},
	}
}

var exampleNames = []machineName{{1, "Trần Thu Hà", "Công chức Văn hóa – Xã hội", true}, {2, `<script>"'&`, "", false}}

var exampleRows = []planned{
	{Row: 2, Name: "Trần Thu Hà", Unit: "Sở Tư pháp", Fate: isNew, Changes: []change{{columns[0].head, "", "Trần Thu Hà"}}},
	{Row: 3, Name: `<script>"'&`, Unit: `<b>`, Fate: isChanged, Changes: []change{{columns[1].head, "Chuyên viên", "Trưởng phòng"}}},
	{Row: 4, Fate: isWrong, Problem: web.Mark("Thiếu họ và tên.")},
	{Row: 5, Name: "Lê Văn Bình", Unit: "Sở Y tế", Fate: isSame},
}

var exampleSlips = []slip{{"Trần Thu Hà", "Sở Tư pháp", "ha.tran", "abcd-2345-wxyz", time.Unix(1795300000, 0)}, {`<script>"'&`, `<b>`, `"`, "abcd-2345-wxyz", time.Unix(1795300000, 0)}}
