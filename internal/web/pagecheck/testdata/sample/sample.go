// Package sample is a small invented desk on which tests look at every component. It is no part of the program.
package sample

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/law"
)

type component = templ.Component

// Now is the instant the sample lives in.
var Now = time.Date(2025, 11, 21, 2, 40, 0, 0, time.UTC)

// Handler serves the sample: everybody is Trần Thu Hà, except at /dang-nhap.
func Handler() (http.Handler, error) {
	m := web.NewMux()
	m.Handle("GET /{$}", web.SignedIn, show(today))
	m.Handle("GET /ke-hoach", web.SignedIn, func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, plan(planView{Form: form, Tasks: tasks(form.String("q"), form.String("s"))}))
	})
	m.Handle("POST /ke-hoach/nhac", web.SignedIn, func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		n := len(form.Strings("id"))
		web.SetFlash(w, r, web.Flash{Text: "Đã nhắc " + web.Count(r.Context(), n) + " đơn vị.", Undo: "/ke-hoach/nhac", Fields: [][2]string{{"huy", "1"}}})
		return web.Redirect(w, r, "/ke-hoach")
	})
	m.Handle("GET /bieu-mau", web.SignedIn, func(w http.ResponseWriter, r *http.Request) error {
		return web.Render(w, r, http.StatusOK, form(web.NewForm()))
	})
	m.Handle("POST /bieu-mau", web.SignedIn, save)
	m.Handle("GET /thanh-phan", web.SignedIn, show(parts))
	m.Handle("GET /dang-nhap", web.Anyone, func(w http.ResponseWriter, r *http.Request) error {
		return web.Render(w, r, http.StatusOK, signIn(web.NewForm()))
	})
	m.Handle("GET /loi", web.SignedIn, func(http.ResponseWriter, *http.Request) error {
		return fault.New(fault.Unavailable, "Kho tệp chưa trả lời.")
	})
	return web.New(m, web.Options{
		Guard: webtest.Guard{Always: "ha", People: map[string]webtest.Person{
			"ha": {Number: 7, Called: "Trần Thu Hà", Office: "Văn phòng UBND tỉnh", Form: "chị"},
		}},
		Now: func() time.Time { return Now },
		Log: slog.New(slog.DiscardHandler),
		Shell: web.Shell{
			Place:     func(context.Context) string { return "Tỉnh An Bình" },
			SearchURL: "/tim", SearchLabel: "Tìm nhiệm vụ, kế hoạch, đơn vị", NoticesURL: "/thong-bao",
			Notices: func(context.Context) int { return 2 }, AccountURL: "/tai-khoan", SignOutURL: "/dang-xuat", HelpURL: "/tro-giup",
			Nav: []web.NavItem{
				{Title: "Hôm nay", Href: "/", Icon: "today", Right: web.SignedIn, Tab: true, Key: "h", CountWord: "việc cần xử lý",
					Count: func(context.Context) (int, bool) { return 7, true }},
				{Title: "Kế hoạch, nhiệm vụ", Short: "Kế hoạch", Href: "/ke-hoach", Icon: "plan", Right: web.SignedIn, Tab: true, Key: "k"},
				{Title: "Biểu mẫu", Href: "/bieu-mau", Icon: "edit", Right: web.SignedIn, Tab: true},
				{Group: "Hệ thống", Title: "Thành phần", Href: "/thanh-phan", Icon: "sliders", Right: web.SignedIn, Tab: true},
				{Group: "Hệ thống", Title: "Chỉ quản trị thấy", Href: "/quan-tri", Icon: "lock", Right: "admin"},
			},
		},
	})
}

func show(page func() (c component)) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return web.Render(w, r, http.StatusOK, page()) }
}

func save(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f.Require("ten", "Cần ghi tên nhiệm vụ.")
	f.Date("han")
	if f.String("don-vi") == "" {
		f.Problem("don-vi", "Hãy chọn đơn vị chủ trì.")
	}
	if !f.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, form(f))
	}
	return web.RedirectSaying(w, r, "/ke-hoach", "Đã lưu nhiệm vụ.")
}

type task struct {
	ID, Title, Note, Lead, Partners, Cadence string
	Due                                      law.Date
	Files, Done                              int
	Tone                                     web.Tone
	State                                    string
}

type planView struct {
	Form  *web.Form
	Tasks []task
}

func tasks(q, state string) []task {
	all := []task{
		{"NV-2025-0014", "1.4 Rà soát mục công khai trên trang của 19 sở, ngành", "Còn 2 đơn vị chưa đăng dự toán 2026", "Văn phòng UBND tỉnh", "Các sở, ban, ngành; UBND cấp xã", "Hằng quý", law.Date{Year: 2025, Month: 11, Day: 30}, 6, 89, web.Warn, "Sắp đến hạn"},
		{"NV-2025-0023", "2.3 Họp báo thường kỳ của UBND tỉnh", "Đã họp 10 trên 12 kỳ, kỳ tới 27/11", "Văn phòng UBND tỉnh", "Sở VHTTDL; Báo và phát thanh, truyền hình tỉnh", "Hằng tháng", law.Date{Year: 2025, Month: 11, Day: 27}, 31, 83, web.Info, "Đúng tiến độ"},
		{"NV-2025-0031", "3.1 Tập huấn xử lý khủng hoảng truyền thông cho 19 sở, ngành", "Giảng viên báo hoãn, cần chốt ngày mới", "Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh; Hội Nhà báo tỉnh", "Hằng năm", law.Date{Year: 2025, Month: 10, Day: 31}, 1, 35, web.Bad, "Quá hạn 21 ngày"},
		{"NV-2025-0044", "4.4 Báo cáo kết quả cả năm gửi UBND tỉnh", "", "Sở Văn hóa, Thể thao và Du lịch", "19 đơn vị chủ trì", "Hằng năm", law.Date{Year: 2025, Month: 12, Day: 20}, 0, 0, web.Neutral, "Chưa bắt đầu"},
	}
	if state != "tre" && q == "" {
		return all
	}
	var some []task
	for _, t := range all {
		if state == "tre" && t.Tone == web.Bad {
			some = append(some, t)
		}
	}
	return some
}

var shares = []web.Share{
	{Word: "Hoàn thành", N: 18, Tone: web.OK, Href: "/ke-hoach?s=xong"}, {Word: "Đúng tiến độ", N: 9, Tone: web.Info},
	{Word: "Sắp đến hạn", N: 3, Tone: web.Warn}, {Word: "Quá hạn", N: 2, Tone: web.Bad},
}
