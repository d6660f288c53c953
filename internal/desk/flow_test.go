package desk_test

import (
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

func TestAnExtensionKeepsTheFirstDayVisible(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		c := h.open("SVHTTDL", "Tập huấn", day(2026, 11, 24))
		page := "/viec/" + c.Code
		h.as("ha").Get(page).Submit(page+"/gia-han", "day", "20/11/2026", "reason", "Giảng viên hoãn").Status(422).
			See("Ngày gia hạn không được là ngày đã qua.", "Giảng viên hoãn").
			Submit(page+"/gia-han", "day", "30/11/2026").Status(200).See("Đã gửi đề nghị gia hạn", "Rút lại đề nghị")
		h.as("dung").Get("/?loc=duyet").See("xin điều chỉnh thời hạn đến 30/11/2026").Get(page).See("Đề nghị chờ bạn trả lời").
			Submit(page+"/dong-y").Status(200).See("Đã gia hạn", "30/11/2026", "24/11/2026")
		if body := h.as("ha").Get(page).Body; !strings.Contains(body, "<del>24/11/2026</del>") {
			t.Error("the first due day is not struck out on the page")
		}
	})
}

func TestATransferNamesTheUnitInWords(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		c := h.open("SVHTTDL", "Kiểm dịch", day(2026, 12, 1))
		page := "/viec/" + c.Code
		ha := h.as("ha").Get(page)
		ha.Submit(page+"/chuyen", "unit", "Sở Không Có", "reason", "Không thuộc chức năng").Status(422).
			See("Không tìm thấy đơn vị “Sở Không Có”", "Không thuộc chức năng")
		ha.Submit(page+"/chuyen", "unit", "so y te").Status(200).See("Chuyển từ Sở VHTTDL sang Sở Y tế")
		h.as("dung").Get(page).Submit(page+"/khong-dong-y", "reason", "Vẫn thuộc Sở").Status(200).See("Không đồng ý", "Vẫn thuộc Sở")
		ha.Get(page).Submit(page+"/chuyen", "unit", "SYT", "reason", "Xem lại giúp").Status(200)
		h.as("dung").Get(page).Submit(page + "/dong-y").Status(200).See("Đã chuyển")
		ha.Get(page).Status(404)
	})
}

func TestReturnedWordsNeedNoTypingAgain(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	p := h.populate()
	page := "/viec/" + p.returned.Code
	h.as("ha").Get(page).Submit(page+"/nop").Status(200).See("Đã gửi dự thảo.", "Bản 2")
}

func TestAPeriodWithoutEventsTakesOneTick(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	p := h.populate()
	page := "/viec/" + p.monthly.Code
	h.as("ha").Get(page).See("Các kỳ báo cáo", "Kỳ báo cáo", "Quá hạn").Submit(page+"/nop", "nothing", "1").Status(200).See("Đã báo không phát sinh")
}

func TestAMentionWaitsInTodayUntilItIsSeen(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		c := h.open("SVHTTDL", "Họp báo", day(2026, 12, 20))
		page := "/viec/" + c.Code
		h.as("dung").Get(page).See("@Trần Thu Hà").Submit(page+"/trao-doi", "text", "Nhờ @Trần Thu Hà xem giúp.").Status(200).See("Nhờ @Trần Thu Hà xem giúp.")
		ha := h.as("ha")
		ha.Get("/").See("Được nhắc tên", "Phạm Quốc Dũng: Nhờ @Trần Thu Hà")
		ha.GetOnly("/thong-bao").See("Phạm Quốc Dũng nhắc tên bạn")
		ha.Post(page + "/da-xem")
		ha.Get("/").DontSee("Được nhắc tên")
	})
}

func TestPartnersContributeAndOthersCannot(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		c := h.open("SVHTTDL", "Việc chung", day(2026, 12, 1), func(n *work.Opening) { n.Partners = []org.UnitID{h.unit["STP"]} })
		page := "/viec/" + c.Code
		h.as("an").Get(page).DontSee("Bắt đầu thực hiện").Upload(page+"/dong-gop", "gifts", "gop-y.txt", []byte("Góp ý"), "unit", web.Key(h.unit["STP"]), "text", "Cử hai người").
			Status(200).See("Đã gửi đóng góp", "Cử hai người", "gop-y.txt")
		h.as("ha").Get(page).See("Cử hai người").Post(page+"/dong-gop", "unit", web.Key(h.unit["STP"]), "text", "x").Status(403)
	})
}

func TestEvidenceIsAddedAndTakenAway(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	c := h.open("SVHTTDL", "Việc", day(2026, 12, 1))
	page := "/viec/" + c.Code
	ha := h.as("ha")
	ha.Post(page + "/minh-chung").Status(422).See("Hãy chọn tệp hoặc ghi số văn bản.")
	ha.Upload(page+"/minh-chung", "proofs", "anh.txt", []byte("ảnh"), "doc-number", "12/BB", "doc-day", "20/11/2026").Status(200).
		See("Đã thêm 1 minh chứng", "anh.txt", "12/BB ngày 20/11/2026")
	ha.Submit(page+"/go-minh-chung").Status(200).See("Đã gỡ minh chứng", "Gỡ minh chứng “anh.txt”")
}

func TestACoordinatorEditsAssignsRemindsAndCancels(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		c := h.open("SVHTTDL", "Việc cũ", day(2026, 11, 20))
		page := "/viec/" + c.Code
		dung := h.as("dung")
		dung.Get(page+"/sua").Submit(page+"/sua", "partners", "Sở Tư pháp\nSở Lạ").Status(422).See("“Sở Lạ”", "Sở Tư pháp")
		dung.Submit(page+"/sua", "partners", "Sở Tư pháp;\nSYT", "title", "Việc mới").Status(200).See("Việc mới", "Sở Tư pháp; Sở Y tế")
		dung.Submit(page+"/phan-cong", "person", web.Key(h.people["binh"].Person)).Status(200).See("Lê Văn Bình")
		dung.Submit(page + "/nhac").Status(200).See("Đã nhắc đơn vị chủ trì")
		dung.Post(page + "/nhac").Status(409).See("Hôm nay đã nhắc")
		dung.Get(page+"/sua").Submit(page+"/dat-lai-han", "due", "15/12/2026", "reason", "Dời theo lịch họp").Status(200).See("15/12/2026", "Đã đặt lại thời hạn")
		dung.Submit(page+"/huy", "reason", "Không còn cần").Status(200).See("Đã hủy", "Không còn cần")
	})
}

func TestAbsenceSendsWorkToTheSubstitute(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		h.open("SVHTTDL", "Việc của chị Hà", day(2026, 11, 24), func(n *work.Opening) { n.Person = h.people["ha"].Person })
		h.as("binh").Get("/").DontSee("Việc của chị Hà")
		ha := h.as("ha").Get("/vang-mat").See("Chưa có lịch vắng nào")
		ha.Submit("/vang-mat", "to", "20/11/2026").Status(422).See("Hãy chọn người làm thay.")
		ha.Submit("/vang-mat", "to", "28/11/2026", "substitute", web.Key(h.people["binh"].Person), "note", "Nghỉ phép").Status(200).See("Đã ghi lịch vắng", "Lê Văn Bình", "Đang vắng")
		h.as("binh").Get("/").See("Việc của chị Hà")
		ha.Submit("/bo").Status(200).See("Đã bỏ lịch vắng", "Chưa có lịch vắng nào")
		h.as("an").Post("/vang-mat", "person", web.Key(h.people["ha"].Person), "substitute", web.Key(h.people["binh"].Person), "from", "23/11/2026", "to", "28/11/2026").Status(403)
	})
}

func TestAdministrationPages(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		h.populate()
		quan := h.as("quan")
		quan.Get("/quan-tri").See("Nhắc việc", "Sổ gửi thư", "Nhật ký")
		quan.Get("/quan-tri/nhat-ky?loai=case").See("Đôn đốc Sở Văn hóa").DontSee("vắng từ").Submit("/quan-tri/nhat-ky").See("Nhật ký nguyên vẹn: 12 dòng")
		quan.Get("/quan-tri/thu").See("Giữ lại, chưa có máy chủ thư").Post("/quan-tri/thu/1").Status(409).See("Chưa cấu hình máy chủ thư")
		quan.Get("/quan-tri/nhac-viec").See("tắt cho đến khi tỉnh quyết định bật").Submit("/quan-tri/nhac-viec", "before", "bảy").Status(422).
			See("Hãy ghi các số ngày").Submit("/quan-tri/nhac-viec", "before", "5, 1, 0", "on-head", "1").Status(200).See("Đã lưu lịch nhắc việc")
		err := h.d.Read(t.Context(), func(tx *db.Tx) error {
			set, err := h.work.Settings(t.Context(), tx)
			if len(set.Before) != 3 || set.Before[0] != 5 || !set.Rungs[0].On || set.Rungs[1].On {
				t.Errorf("settings = %+v", set)
			}
			return err
		})
		h.check(err)
		h.as("dung").Get("/quan-tri/nhac-viec").See("Chỉ quản trị hệ thống").Post("/quan-tri/nhac-viec").Status(403)
		h.as("ha").Get("/quan-tri/nhat-ky").Status(403)
	})
}

func TestDueDatesExplainThemselves(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	rule := law.VietnamRules().IDs()[0]
	ha := h.as("ha")
	ha.Get("/quan-tri/thoi-han").See("Tính thử một hạn", "Tết Nguyên đán", "Tạm tính")
	ha.Get("/quan-tri/thoi-han?quy-tac="+rule+"&tu=23/11/2026").Status(200).See("Theo quy tắc "+rule, "phiên bản")
	ha.Get("/quan-tri/thoi-han?quy-tac=khong-co&tu=23/11/2026").Status(200).See("Chưa tính được hạn")
	ha.Get("/quan-tri/thoi-han?xem=quy-tac").See(rule, "Đã kiểm chứng", "Chưa kiểm chứng")
	if ha.Get("/quan-tri/thoi-han/lich.txt").Status(200); !strings.Contains(ha.Body, "2026") {
		t.Error("the calendar's text has no year")
	}
}

func TestTheCalendarLeavesThePage(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	p := h.populate()
	ha := h.as("ha")
	ha.Get("/lich").See("Tháng Mười một năm 2026", "Ngày Văn hóa Việt Nam", "Quá hạn").Get("/lich?thang=x").Status(200)
	ha.Get("/lich/tai").Status(200)
	if !strings.Contains(ha.Body, "BEGIN:VCALENDAR") || !strings.Contains(ha.Body, p.late.Code) || strings.Contains(ha.Body, p.waiting.Code) {
		t.Errorf("the file does not hold my tasks alone: %.300s", ha.Body)
	}
}

func TestTodayFitsTheRole(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d)
		p := h.populate()
		h.as("lanh").Get("/").See("Chào bà Lành", "việc trong phạm vi đã quá hạn", "Vừa thay đổi", "Kế hoạch đang chạy").DontSee("Nhắc:", "Việc đang chờ người khác")
		h.as("dung").Get("/").See("Chào ông Dũng, hôm nay có 4 việc cần ông", "Chờ quyết định", "Trễ hạn và sắp đến hạn").
			Post("/viec/"+p.late.Code+"/nhac", "ve", "/").Status(409)
		h.as("khach").Get("/").Status(200).See("Chào Quyền").DontSee(p.late.Code)
		h.as("ha").Get("/?loc=qua-han").Status(200).See("Quá hạn").DontSee("Sắp đến hạn").Get("/?loc=lạ").Status(200).See("Sắp đến hạn")
		h.as("ha").Get("/viec?xem=cho-nguoi-khac").See(p.late.Code)
		h.as("lanh").Get("/viec?xem=qua-han&q=tap+huan").See(p.late.Code, "1 việc")
	})
}

func TestEnglishIsComplete(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	p := h.populate()
	c := h.as("ha").SetCookie("lang", "en")
	c.Get("/").See("Good day Hà", "tasks need you today", "Today and overdue")
	c.Get("/viec/"+p.late.Code).See("What you can do now", "History", "asked for an extension")
}

func TestAnotherSiteCannotBeTheWayBack(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	c := h.open("SVHTTDL", "Việc", day(2026, 11, 20))
	dung := h.as("dung").Post("/viec/"+c.Code+"/nhac", "ve", "//xau.example/")
	if dung.At() != "/" {
		t.Errorf("sent back to %s", dung.At())
	}
}

func TestATokenOfAFileCannotBeForged(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	c := h.open("SVHTTDL", "Việc", day(2026, 11, 20))
	h.as("ha").Post("/viec/"+c.Code+"/nop", "version", "1", "result", "Đã làm", "files-kept", "eyJIYXNoIjoiYWEifQ.AAAA").Status(422).
		See("Hãy chọn lại tệp", "Đã làm")
}
