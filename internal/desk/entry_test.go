package desk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// owing opens tasks of one unit, numbered 1.1, 1.2, ….
func (h *house) owing(n int) (all []work.Case) {
	h.Helper()
	for i := range n {
		all = append(all, h.open("SVHTTDL", fmt.Sprintf("Nhiệm vụ thứ %d của Sở", i+1), day(2026, 12, 1), func(o *work.Opening) {
			o.Number, o.Position = fmt.Sprintf("1.%d", i+1), int64(i)
		}))
	}
	return all
}

func TestOneLetterIsEnteredForManyTasksAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		all := h.owing(3)
		dung := h.as("dung").Get("/nhap-thay").See("Sở Văn hóa, Thể thao và Du lịch", "3 nhiệm vụ chưa nộp").Get("/nhap-thay?q=so+vhttdl").See("Nhập thay Sở Văn hóa")
		field := func(name string, i int) string { return name + "-" + web.Key(all[i].ID) }
		dung.Submit("/nhap-thay", field("result", 0), "Đã họp báo").Status(422).See("Hãy ghi số công văn của đơn vị.", "Đã họp báo")
		dung.Submit("/nhap-thay", "number", "12/BC-SVHTTDL", "day", "20/11/2026", field("result", 0), "Đã họp báo", field("result", 2), "Đang mời giảng viên", field("class", 2), "dang-lam", "agree", "1").
			Status(200).See("Đã nhập thay 2 nhiệm vụ")
		dung.Get("/viec/"+all[0].Code).See("Phạm Quốc Dũng nhập thay Sở Văn hóa, Thể thao và Du lịch, theo công văn số 12/BC-SVHTTDL ngày 20/11/2026", "Sở VHTTDL chưa xác nhận", "Hoàn thành")
		ha := h.as("ha").Get("/").See("Được nhập thay, chờ đơn vị xác nhận").Get("/viec/" + all[0].Code).See("Xác nhận đúng")
		ha.Submit("/viec/"+all[0].Code+"/xac-nhan").Status(200).See("Đã xác nhận nội dung nhập thay", "Trần Thu Hà đã xác nhận")
		ha.Get("/viec/"+all[2].Code).Submit("/viec/"+all[2].Code+"/sua-nhap-thay", "result", "Đã mời xong giảng viên").Status(200).See("Đã mời xong giảng viên", "Đã rút lại")
	})
}

func TestAnEntryIsStoredWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		all := h.owing(2)
		dung := h.as("dung").Get("/nhap-thay?don-vi=" + web.Key(h.unit["SVHTTDL"]))
		h.as("ha").Get("/viec/"+all[1].Code).Submit("/viec/"+all[1].Code+"/nop", "result", "Sở tự nộp").Status(200)
		dung.Submit("/nhap-thay", "channel", "phone", "result-"+web.Key(all[0].ID), "Đã họp", "result-"+web.Key(all[1].ID), "Đã tập huấn").
			Status(422).See("vừa được Trần Thu Hà cập nhật", "Đã họp")
		h.check(h.d.Read(t.Context(), func(tx *db.Tx) error {
			f, err := h.work.File(context.Background(), tx, h.people["dung"], all[0].ID)
			if len(f.Submissions) != 0 {
				t.Errorf("half of a refused entry was stored: %+v", f.Submissions)
			}
			return err
		}))
	})
}

func TestAPastedLetterIsProposedTaskByTask(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	all := h.owing(3)
	dung := h.as("dung").Post("/nhap-thay/tach", "don-vi", web.Key(h.unit["SVHTTDL"]), "channel", "document", "day", "23/11/2026", "number", "12/BC",
		"paste", "Kính gửi Ủy ban\n1.1. Đã họp.\n1.3: Đang triển khai.").Status(200).
		See("đã xếp nội dung vào 2 nhiệm vụ", "Đã họp.", "Kính gửi Ủy ban")
	dung.Submit("/nhap-thay").Status(200).See("Đã nhập thay 2 nhiệm vụ")
	if body := h.as("dung").Get("/viec/" + all[2].Code).Body; !strings.Contains(body, "Đang triển khai.") {
		t.Error("the third task does not hold its part")
	}
}

func TestOnlyCoordinatorsEnterForOthers(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	all := h.owing(1)
	h.as("ha").Get("/nhap-thay").Status(403)
	h.as("lanh").Post("/nhap-thay", "don-vi", web.Key(h.unit["SVHTTDL"])).Status(403)
	h.as("dung").Upload("/nhap-thay", "files", "bao-cao.txt", []byte("Báo cáo"), "don-vi", web.Key(h.unit["SVHTTDL"]), "channel", "zalo", "day", "23/11/2026",
		"case", web.Key(all[0].ID), "version-"+web.Key(all[0].ID), "1", "result-"+web.Key(all[0].ID), "Đã họp", "class-"+web.Key(all[0].ID), "xong").Status(200)
	if body := h.as("ha").Get("/viec/"+all[0].Code).See("theo tin nhắn Zalo ngày 23/11/2026", "Bản đơn vị gửi").Body; !strings.Contains(body, `href="/tep/`) {
		t.Error("the unit cannot open what it sent")
	}
}
