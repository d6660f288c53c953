package desk_test

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/desk"
	"github.com/nhipcau/nhipcau/internal/web"
)

// firstSteps are four steps of which the first done ones are given.
func firstSteps(done *int) []desk.FirstStep {
	var steps []desk.FirstStep
	for i, title := range []string{"Danh bạ", "Con người", "Kế hoạch", "Đợt báo cáo"} {
		right := desk.Administer
		if i == 1 {
			right = web.Right("auth.manage-accounts")
		}
		steps = append(steps, desk.FirstStep{
			Title: title, Line: "Làm bước " + title, Button: "Mở " + title, Href: "/" + web.Key(int64(i)), Right: right, Leads: i == 2,
			Done: func(context.Context, *db.Tx) (bool, error) { return i < *done, nil },
		})
	}
	return steps
}

func TestTheFirstDayLeadsOnFromWhatIsThere(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	done := 1
	h.desk.First = firstSteps(&done)
	dung := h.as("dung")
	dung.Get("/").Status(200).See("Bắt đầu dùng Nhịp Cầu", "Bước tiếp theo: Con người.", "Đã xong 1 trên 4 bước").
		Click("Mở trang Ngày đầu tiên").Status(200).See("Đã xong 1 trên 4 bước", "Mở Danh bạ", "Bước này do người có quyền khác làm.", "Mở Kế hoạch").
		DontSee("Mở Con người")
	h.as("ha").Get("/").DontSee("Bắt đầu dùng Nhịp Cầu").Get(desk.FirstDayURL).Status(403)
	done = 3
	dung.Get("/").DontSee("Bắt đầu dùng Nhịp Cầu").Get(desk.FirstDayURL).See("Đã xong 3 trên 4 bước")
}

func TestEveryRoleHasItsHandbook(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	ha := h.as("ha")
	for _, title := range []string{"Quản trị", "Quản trị tài khoản", "Điều phối", "Lãnh đạo", "Cán bộ", "Người xem"} {
		ha.Get(desk.HelpURL).Status(200).Click(title).Status(200).See("Sổ tay: "+title, "Vào hệ thống", "Khi vướng", "Luôn nhớ")
	}
	ha.Get(desk.HelpURL + "/so-tay/khong-co").Status(404).See("Không có sổ tay nào như vậy.")
}
