package plan

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// theirs is a workbook as a document system exports it: a title above the header, a row of column numbers,
// days as Excel keeps them, columns that mean nothing here.
func theirs(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	short, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	all := append([][]any{
		{"DANH SÁCH NHIỆM VỤ GIAO"},
		{"TT", "Mã nhiệm vụ", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Hạn xử lý", "Tình trạng", "Kết quả", "Ghi chú riêng"},
		{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"},
	}, rows...)
	for i, row := range all {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
		day, _ := excelize.CoordinatesToCellName(6, i+1)
		if err := f.SetCellStyle("Sheet1", day, day, short); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func excelDay(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func TestTasksComeFromAnotherSystemAndGoBackInItsColumns(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.plan(document)
		c := h.client(t)
		c.Get("/ke-hoach/1").Click("Nhận bảng, trả bảng theo cột của hệ thống đó").See("Chưa biết cột của hệ thống nào")
		c.Upload("/ke-hoach/trao-doi/1", "tep", "a.xlsx", theirs(t)).Status(422).See("chưa có nhiệm vụ nào")
		book := theirs(t,
			[]any{1, "GV-101", "Rà soát danh mục thông tin phải công khai trên cổng thông tin của tỉnh", "Văn phòng UBND tỉnh", "Sở Tư pháp, Sở Nội vụ", excelDay(2026, 7, 15), "Đang xử lý", "", "riêng 1"},
			[]any{2, "GV-102", "Số hóa hồ sơ người có công trên địa bàn tỉnh", "Sở Nội vụ", "", excelDay(2026, 9, 30), "Mới giao", "", "riêng 2"},
			[]any{3, "GV-103", "Lắp đặt trạm quan trắc nước sông", "Sở Xây dựng và Giao thông", "", "", "Mới giao", "", ""},
		)
		c.Upload("/ke-hoach/trao-doi/1", "tep", "giao-viec.xlsx", book).Status(200)
		c.See("3 dòng: 1 nhiệm vụ mới, 1 có thay đổi, 1 cần bạn chọn", "15/07/2026", "Số hóa hồ sơ", "Không tìm thấy “Sở Xây dựng và Giao thông” trong danh bạ", "hệ thống đoán theo tiêu đề")
		if h.cases(1)[0].Due != day(2026, 6, 30) {
			t.Fatal("the preview changed something")
		}
		c.Submit("/cot", "he-thong", "Hệ thống giao việc", "theo-doi", "1").Status(200).See("đã nhớ từ lần trước")
		c.Submit("/ap-dung", "do", "ap-dung", "ban", "cũ").Status(409).See("vừa thay đổi")
		c.Get("/ke-hoach/bang/1").Submit("/ap-dung", "do", "ap-dung").Status(200).See("Đã áp dụng: 1 nhiệm vụ mới, 1 nhiệm vụ cập nhật, 1 dòng để lại.")
		cases := h.cases(1)
		if len(cases) != 6 || cases[0].Due != day(2026, 7, 15) || cases[0].FirstDue != day(2026, 6, 30) || cases[0].Elsewhere != "Hệ thống giao việc" || len(cases[0].Partners) != 2 {
			t.Errorf("the first case is %+v", cases[0])
		}
		if k := cases[5]; k.Lead != h.unit["SNV"] || k.Due != day(2026, 9, 30) || k.Elsewhere == "" || !strings.Contains(k.Description, "GV-102") {
			t.Errorf("the new case is %+v", k)
		}
		c.Post("/ke-hoach/bang/1/ap-dung", "do", "ap-dung").Status(409)

		again := theirs(t, []any{1, "GV-102", "Số hóa toàn bộ hồ sơ người có công trong tỉnh, xong sớm", "Sở Nội vụ", "", excelDay(2026, 9, 30), "Đang xử lý", "", "riêng 2b"})
		c.Upload("/ke-hoach/trao-doi/1", "tep", "thang-sau.xlsx", again).Status(200).See("Đã đối chiếu lần trước", "1 dòng: 0 nhiệm vụ mới, 0 có thay đổi, 0 cần bạn chọn")

		c.Get("/ke-hoach/trao-doi/1").See("Hệ thống giao việc")
		c.Click("Tải .xlsx").Status(200)
		sheets, err := doctext.ReadSheet(t.Context(), []byte(c.Body), doctext.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		rows := sheets[0].Rows
		if want := []string{"TT", "Mã nhiệm vụ", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Hạn xử lý", "Tình trạng", "Kết quả", "Ghi chú riêng"}; !slices.Equal(rows[0], want) {
			t.Errorf("the header goes back as %q", rows[0])
		}
		if want := []string{"1", "GV-101", "Rà soát danh mục thông tin phải công khai trên cổng thông tin của tỉnh", "Văn phòng Ủy ban nhân dân tỉnh", "Sở Tư pháp; Sở Nội vụ", "15/07/2026"}; !slices.Equal(rows[1][:6], want) || rows[1][8] != "riêng 1" {
			t.Errorf("the first row goes back as %q", rows[1])
		}
		if len(rows) != 7 || rows[2][1] != "GV-102" || rows[3][1] != "" {
			t.Errorf("%d rows go back: %q", len(rows), rows[2:])
		}
	})
}

func TestTiesAreShownAndNeverGuessed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.plan(strings.ReplaceAll(document, "Tập huấn báo cáo viên pháp luật cấp xã", "Rà soát danh mục thông tin phải công khai trên cổng thông tin của huyện"))
		id, err := h.Receive(t.Context(), h.boss(), 1, "a.xlsx", theirs(t,
			[]any{9, "", "Rà soát danh mục thông tin phải công khai trên cổng thông tin", "Sở Nội vụ", "", excelDay(2026, 8, 1)},
			[]any{10, "", "Phát hiện, dự báo xu hướng thông tin", "", "", ""},
			[]any{11, "", "Phát hiện, dự báo xu hướng thông tin", "", "", ""}))
		if err != nil {
			t.Fatal(err)
		}
		c := h.client(t)
		c.Get(exchangeHref(id)).See("3 cần bạn chọn", "Nhiều nhiệm vụ giống nhau")
		c.Submit("/ap-dung", "do", "ap-dung").Status(200).See("0 nhiệm vụ mới, 0 nhiệm vụ cập nhật, 3 dòng để lại")

		id, err = h.Receive(t.Context(), h.boss(), 1, "a.xlsx", theirs(t, []any{9, "", "Rà soát danh mục thông tin phải công khai trên cổng thông tin", "Sở Nội vụ", "", excelDay(2026, 8, 1)}))
		if err != nil {
			t.Fatal(err)
		}
		first := h.cases(1)[0]
		c.Get(exchangeHref(id)).Submit("/ap-dung", "do", "ap-dung", "chon-4", strconv.FormatInt(int64(first.ID), 10)).Status(200).See("Hãy xem lại các thay đổi rồi áp dụng", "Sở Nội vụ", "01/08/2026")
		if h.cases(1)[0].Due != first.Due {
			t.Error("a choice was applied before it was shown")
		}
		c.Submit("/ap-dung", "do", "ap-dung").Status(200).See("0 nhiệm vụ mới, 1 nhiệm vụ cập nhật")
		if now := h.cases(1)[0]; now.Due != day(2026, 8, 1) || now.Lead != h.unit["SNV"] {
			t.Errorf("the chosen case is %+v", now)
		}
	})
}

func TestWorkbooksThatMustNotBeHereOrAreNoneAreRefused(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.plan(document)
		rows := h.count("plan_exchange")
		for name, content := range map[string][]byte{
			"a secret": theirs(t, []any{"MẬT"}, []any{1, "", "Rà soát"}), "a text": []byte(document), "no table": func() []byte {
				f := excelize.NewFile()
				_ = f.SetCellStr("Sheet1", "A1", "Kính gửi")
				var out bytes.Buffer
				_ = f.Write(&out)
				return out.Bytes()
			}(),
		} {
			if _, err := h.Receive(t.Context(), h.boss(), 1, name, content); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := h.Receive(t.Context(), h.as(web.Coordinator, "STP"), 1, "a.xlsx", theirs(t, []any{1, "", "Rà soát"})); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an officer who does not coordinate: %v", err)
		}
		if h.count("plan_exchange") != rows {
			t.Error("something was kept")
		}
	})
}

func TestColumnsAreRecognisedByTheWordsOfTheirHeader(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]Column{
		"STT": Ordinal, "Số TT": Ordinal, "Mã NV": ForeignCode, "Nội dung công việc được giao": TaskTitle, "Cơ quan chủ trì": LeadUnit, "Đơn vị phối hợp thực hiện": PartnerUnits,
		"Thời hạn hoàn thành": DueDay, "Hạn": DueDay, "Số/ký hiệu văn bản": Assigned, "Trạng thái": Progress, "Ngày hoàn thành": DoneDay, "Kết quả thực hiện": Outcome, "Lãnh đạo theo dõi": Ignored, "": Ignored,
	} {
		if got := guessColumn(header); got != want {
			t.Errorf("%q is taken for %q, want %q", header, got, want)
		}
	}
}
