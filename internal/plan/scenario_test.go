package plan

import (
	"archive/zip"
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestFromADocumentToAReportWithoutScript(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		c := h.client(t)
		c.Get("/ke-hoach").Status(200).See("Chưa có kế hoạch nào").Click("Nhập kế hoạch")
		c.Upload("/ke-hoach/nhap", "tep", "ke-hoach.txt", []byte(" ")).Status(422).See("Lỗi:")
		c.Upload("/ke-hoach/nhap", "tep", "Kế hoạch 12.txt", []byte(document)).Status(200)
		c.See("Đọc được 5 nhiệm vụ", "Sở Thông tin và Truyền thông", "Chưa chọn đơn vị chủ trì", "2 tên đơn vị chủ trì cần bạn chọn")

		c.PostForm("/ke-hoach/nhap/1/ten", url.Values{"ten": {"Sở Thông tin và Truyền thông"}, "don-vi": {unitKey(h.unit["SKHCN"])}}).Status(200).See("Sở Khoa học và Công nghệ", "1 tên đơn vị chủ trì")
		c.Submit("/da-ro").See("Đã chấp nhận 4 nhiệm vụ.")
		c.Submit("/xac-nhan").Status(422).See("Còn 1 nhiệm vụ chưa quyết định")
		c.Get("/ke-hoach/nhap/1?sua=5").See("Sửa nhiệm vụ 5")
		c.Submit("/viec", "noi-dung", "").Status(422).See("Hãy ghi nội dung nhiệm vụ.")
		c.Get("/ke-hoach/nhap/1?sua=5")
		c.Submit("/viec", "chu-tri", "svhttdl", "chu-ky", "monthly", "bao-cao", "").Status(200).See("Hằng tháng")
		c.Post("/ke-hoach/nhap/1/chon", "nhan", "5", "v-5", "2").Status(200).See("Đã xem hết 5 nhiệm vụ")
		c.Submit("/xac-nhan").Status(200).See("Đã lập kế hoạch", "Truyền thông chính sách năm 2026", "I. CÔNG KHAI THÔNG TIN", "NV-2026-0005")

		c.Get("/ke-hoach/1?don-vi=" + unitKey(h.unit["STP"])).See("Tập huấn báo cáo viên").DontSee("Rà soát danh mục")
		c.Get("/ke-hoach/1?q=ra+soat&chu-ky=once").See("Rà soát danh mục").DontSee("Tập huấn báo cáo viên")
		c.Get("/ke-hoach/1?chu-ky=weekly").See("Tổng hợp thông tin").DontSee("Rà soát danh mục")
		c.Get("/nhiem-vu").See("Kế hoạch số 12/KH-UBND", "NV-2026-0001")
		c.Get("/ke-hoach/don-vi/1").See("Sở Tư pháp", "Tổng cộng")
		c.Get("/ke-hoach/lich/1?tu=2026-06").See("Tháng 6 năm 2026", "Rà soát danh mục")
		c.Get("/ke-hoach/van-ban/1").See("Bản thứ 1", "5 nhiệm vụ", "NV-2026-0003")

		c.Post("/nhiem-vu/nhac", "id", "1", "ve", "/ke-hoach/1").Status(200).See("Nhắc 1 đơn vị về 1 nhiệm vụ", "Kính gửi Văn phòng")
		c.Submit("/nhac").Status(200).See("Đã nhắc 1 nhiệm vụ")
		c.Post("/nhiem-vu/nhac", "id", "1", "ve", "/ke-hoach/1", "gui", "1").Status(409).See("Hôm nay đã nhắc")
		c.Get("/ke-hoach/them/1")
		c.Submit("/them/1", "noi-dung", "Việc mới", "chu-tri", "Sở Y tế", "chu-ky", "yearly").Status(422).See("Không tìm thấy “Sở Y tế”")
		c.Submit("/them/1", "noi-dung", "Việc mới", "chu-tri", "so tu phap", "chu-ky", "yearly").Status(200).See("Đã giao NV-2026-0006", "Việc mới")

		h.set(day(2026, 4, 6))
		c.Get("/ke-hoach/bao-cao/1")
		c.Submit("/bao-cao/1", "ky", "1").Status(200).See("Báo cáo quý I năm 2026", "số liệu đã chốt")
		c.Submit("/ban-bao-cao/1", "kien-nghi", "Đề nghị bổ sung kinh phí").Status(200).See("Đã lưu báo cáo.", "Dự thảo", "Đề nghị bổ sung kinh phí", "Tổng số nhiệm vụ")
		c.Get("/ke-hoach/so-lieu/1?so=total.all").See("6 nhiệm vụ tại ngày chốt", "NV-2026-0006")
		c.Get("/van-ban/1?dang=docx").Status(200)
		signed := c.Body
		if _, err := zip.NewReader(strings.NewReader(signed), int64(len(signed))); err != nil {
			t.Errorf("the report is no DOCX: %v", err)
		}
		h.set(day(2026, 4, 10))
		c.Get("/van-ban/1")
		c.Upload("/van-ban/1/ban-hanh", "tep", "ban hanh.docx", []byte(signed), "version", "2", "so", "45", "ky-hieu", "BC-UBND", "ngay", "10/04/2026").Status(200)
		c.See("Đã ban hành", "45/BC-UBND", "khớp với số liệu đã chốt")
		c.Get("/ke-hoach/bao-cao/1").See("Đã ban hành, số 45/BC-UBND")
		c.Get("/ke-hoach/ban-bao-cao/1").Status(200).See("45/BC-UBND").DontSee("Lưu báo cáo")
		c.Get("/van-ban/1?dang=pdf").Status(200)
		if !bytes.HasPrefix([]byte(c.Body), []byte("%PDF-")) {
			t.Error("the report is no PDF")
		}
	})
}

func TestTheListTravelsAsAWorkbookAndACalendar(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.plan(strings.Replace(document, "1. Rà soát", "1. =HYPERLINK(\"x\") rà soát", 1))
		c := h.client(t)
		c.Get("/ke-hoach/xuat/1?dang=xlsx&don-vi=" + unitKey(h.unit["VP"])).Status(200)
		f, err := openWorkbook(c.Body)
		if err != nil || len(f) != 2 || f[1][0] != "NV-2026-0001" || !strings.HasPrefix(f[1][4], "'=") || f[1][9] != "30/06/2026" {
			t.Errorf("the workbook has %q, %v", f, err)
		}
		c.Get("/nhiem-vu/xuat?dang=ics").Status(200)
		if !strings.Contains(c.Body, "BEGIN:VCALENDAR") || !strings.Contains(c.Body, "DTSTART;VALUE=DATE:20260630") {
			t.Errorf("the calendar is %.300s", c.Body)
		}
	})
}

func TestPeopleSeeOnlyWhatTheyMay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.plan(document)
		c := h.client(t)
		c.Header.Set("X-As", "sở")
		c.Get("/ke-hoach/1").Status(200).See("Tập huấn báo cáo viên", "Rà soát danh mục").DontSee("Tổng hợp thông tin", "Thêm nhiệm vụ", "Nhắc đơn vị")
		for _, address := range []string{"/ke-hoach/nhap", "/ke-hoach/nhap/1", "/ke-hoach/sua/1", "/ke-hoach/them/1", "/ke-hoach/ket-thuc/1", "/ke-hoach/nam-sau/1"} {
			c.Get(address).Status(403)
		}
		c.Post("/ke-hoach/bao-cao/1", "ky", "0").Status(403)
		c.Post("/nhiem-vu/nhac", "id", "1").Status(403)
		c.Header.Set("X-As", "điều phối sở")
		for _, address := range []string{"/ke-hoach/nhap/1"} {
			c.Get(address).Status(404)
		}
		for _, address := range []string{"/ke-hoach/sua/1", "/ke-hoach/them/1", "/ke-hoach/ket-thuc/1"} {
			c.Get(address).Status(403)
		}
		c.Post("/ke-hoach/bao-cao/1", "ky", "0").Status(403)
		c.Get("/ke-hoach/99").Status(404)
		c.Get("/ke-hoach/1?lang=en").Status(200).See("Lead", "Plan number 12/KH-UBND")
	})
}

func openWorkbook(body string) ([][]string, error) {
	f, err := excelize.OpenReader(strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return f.GetRows(f.GetSheetName(0))
}
