package official

import (
	"fmt"
	"strings"
	"testing"
)

// Manners of writing that a plan must be read in, each with the tasks in it: title | lead | partners | cadence.
func TestPlansAreReadInTheMannersOfOffices(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"fields without accents and with slips", "1. Phun hóa chất diệt muỗi.\nCO QUAN CHU TRI: Trạm Y tế phường\nĐơn vị phôi hợp: Công an phường\nTHOI GIAN: Hằng tuần",
			[]string{"Phun hóa chất diệt muỗi | Trạm Y tế phường | Công an phường | weekly"}},
		{"a time in a sentence of its own", "Sở Y tế: Chuẩn bị giấy mời, tài liệu. Trước ngày 25/8/2026.", []string{"Chuẩn bị giấy mời, tài liệu | Sở Y tế |  | once"}},
		{"a time in a field behind an order", "a) Sở Tài chính cung cấp danh sách doanh nghiệp.\nThời gian hoàn thành: Quý II/2026.", []string{"Cung cấp danh sách doanh nghiệp | Sở Tài chính |  | once"}},
		{"the work before who is to do it", "1. Rà soát phương án ứng phó; giao Phòng Kinh tế chủ trì, hoàn thành trước ngày 31/3/2027.", []string{"Rà soát phương án ứng phó | Phòng Kinh tế |  | once"}},
		{"points announced by an item", "1. Hỗ trợ thanh niên lập nghiệp:\n- Tổ chức 03 lớp tập huấn;\n- Kết nối vay vốn.\nĐơn vị thực hiện: Tỉnh đoàn.",
			[]string{"Hỗ trợ thanh niên lập nghiệp: - Tổ chức 03 lớp tập huấn; - Kết nối vay vốn | Tỉnh đoàn |  | "}},
		{"ordinals in words", "Thứ nhất, Sở Y tế tổng kiểm tra các phòng khám.\nHai là, giao Công an tỉnh điều tra, xử lý vi phạm.", []string{"Tổng kiểm tra các phòng khám | Sở Y tế |  | ", "Điều tra, xử lý vi phạm | Công an tỉnh |  | "}},
		{"a unit that draws up a plan", "10. Căn cứ Kế hoạch này, Sở Y tế xây dựng kế hoạch cụ thể, gửi Sở Nội vụ.", []string{"Xây dựng kế hoạch cụ thể, gửi Sở Nội vụ | Sở Y tế |  | "}},
		{"places told by what they have", "3. UBND các xã, phường có rừng lập tổ bảo vệ rừng.", []string{"Lập tổ bảo vệ rừng | UBND các xã, phường có rừng |  | "}},
		{"a briefing is no board", "Giao Ban Tiếp công dân tỉnh đôn đốc việc trả lời đơn.", []string{"Đôn đốc việc trả lời đơn | Ban Tiếp công dân tỉnh |  | "}},
		{"names of fields on lines of their own", "1. Xây dựng bộ tài liệu hỏi đáp\nĐơn vị chủ trì\nSở Tư pháp\nThời gian\nQuý II/2026", []string{"Xây dựng bộ tài liệu hỏi đáp | Sở Tư pháp |  | once"}},
		{"a table drawn with tabs", "STT\tNội dung\tChủ trì\tThời gian\n1\tRà soát hồ sơ\tCông an phường\tHằng tháng\n2\tTổng hợp\tVăn phòng\tKhi có đề nghị",
			[]string{"Rà soát hồ sơ | Công an phường |  | monthly", "Tổng hợp | Văn phòng |  | adhoc"}},
		{"a table drawn with strokes", "| TT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp | Thời hạn |\n|---|---|---|---|---|\n| 1 | Mở lớp tập huấn | Sở Nội vụ | Sở Y tế; Công an tỉnh | Tháng 9/2026 |",
			[]string{"Mở lớp tập huấn | Sở Nội vụ | Sở Y tế; Công an tỉnh | once"}},
		{"what was before the document is no deadline", "Sở Xây dựng kiểm tra các công trình xây dựng trước năm 2000.", []string{"Kiểm tra các công trình xây dựng trước năm 2000 | Sở Xây dựng |  | "}},
		{"a board of zones and what it looks after", "1. Giao Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh chủ trì rà soát nhà ở công nhân.", []string{"Rà soát nhà ở công nhân | Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh |  | "}},
		{"a board of works", "1. Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh đẩy nhanh tiến độ thi công.", []string{"Đẩy nhanh tiến độ thi công | Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh |  | "}},
		{"what partners do is no part of their names", "1. Đài Phát thanh và Truyền hình tỉnh phối hợp với Sở Tư pháp phát thanh chuyên mục pháp luật.", []string{"Phát thanh chuyên mục pháp luật | Đài Phát thanh và Truyền hình tỉnh | Sở Tư pháp | "}},
		{"one place and a noun behind it", "1. Giao Sở Xây dựng phối hợp với UBND phường Hải Châu và chủ đầu tư kiểm đếm tài sản.", []string{"Kiểm đếm tài sản | Sở Xây dựng | UBND phường Hải Châu; chủ đầu tư | "}},
		{"words of repetition before the verb", "1. Sở Y tế định kỳ hằng tháng tổ chức kiểm tra các phòng khám.", []string{"Tổ chức kiểm tra các phòng khám | Sở Y tế |  | monthly"}},
		{"words of repetition before the unit", "1. Mỗi quý Sở Tài chính tổ chức 01 cuộc đối thoại với doanh nghiệp.", []string{"Tổ chức 01 cuộc đối thoại với doanh nghiệp | Sở Tài chính |  | quarterly"}},
		{"times that belong to a noun", "1. Sở Tài chính bố trí vốn trong kế hoạch đầu tư công hằng năm.\n2. Thanh tra tỉnh kiểm tra đột xuất việc chấp hành kỷ luật.\n3. Sở Nội vụ bảo đảm không thanh tra quá 01 lần/năm đối với một đơn vị.",
			[]string{"Bố trí vốn trong kế hoạch đầu tư công hằng năm | Sở Tài chính |  | ", "Kiểm tra đột xuất việc chấp hành kỷ luật | Thanh tra tỉnh |  | ", "Bảo đảm không thanh tra quá 01 lần/năm đối với một đơn vị | Sở Nội vụ |  | "}},
		{"a meeting that agrees and directs", "1. Nhất trí với đề xuất của Sở Y tế. Giao Sở Y tế hoàn thiện hồ sơ trước ngày 20/5/2026.\n2. Phòng Kinh tế\n- Rà soát nợ đọng. Hạn: 10/5/2026.\n- Cùng với Hạt Kiểm lâm số 2 kiểm tra rừng.",
			[]string{"Hoàn thiện hồ sơ | Sở Y tế |  | once", "Rà soát nợ đọng | Phòng Kinh tế |  | once", "Cùng với Hạt Kiểm lâm số 2 kiểm tra rừng | Phòng Kinh tế |  | "}},
		{"offices and persons", "1. Giao đ/c Trưởng phòng Quản trị sửa chữa phòng họp.\n2. Đồng chí Lê Văn Tám, Phó Chủ tịch UBND xã trực tiếp chỉ đạo thực hiện.",
			[]string{"Sửa chữa phòng họp | đ/c Trưởng phòng Quản trị |  | ", "Trực tiếp chỉ đạo thực hiện | Đồng chí Lê Văn Tám, Phó Chủ tịch UBND xã |  | "}},
		{"members counted up", "1. Yêu cầu các đồng chí: Giám đốc Sở Xây dựng, Giám đốc Sở Y tế kiểm tra hiện trường.\n2. Các thôn: Nà Lý, Bản Chang làm đường hoa.",
			[]string{"Kiểm tra hiện trường | Giám đốc Sở Xây dựng; Giám đốc Sở Y tế |  | ", "Làm đường hoa | Các thôn: Nà Lý, Bản Chang |  | "}},
		{"a long date behind a word of latest", "Sở Nội vụ niêm yết danh sách chậm nhất ngày 20 tháng 6 năm 2026.", []string{"Niêm yết danh sách | Sở Nội vụ |  | once"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			src := textSource("UBND TỈNH AN BÌNH\nSố: 12/KH-UBND\nAn Bình, ngày 05 tháng 01 năm 2026\nKẾ HOẠCH\nVề việc phân công\n\n" + tt.text)
			p := ReadPlan(src, Directory{})
			var got []string
			for _, task := range p.Tasks {
				cadence := strings.Trim(fmt.Sprint(task.Cadence), "[]")
				got = append(got, fmt.Sprintf("%s | %s | %s | %s", task.Title, strings.Join(Names(task.Lead), "; "), strings.Join(Names(task.Partners), "; "), cadence))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("tasks\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			if lost := lostLines(src, p); len(lost) > 0 {
				t.Errorf("lines %v are lost", lost)
			}
		})
	}
}

func TestTablesTakeTheirLeadFromTheUnitAbove(t *testing.T) {
	t.Parallel()
	page := `<p><b>II. PHÒNG KINH TẾ</b></p><table><tr><th>STT</th><th>Nội dung</th><th>Thời gian</th><th>Lãnh đạo phụ trách</th></tr>` +
		`<tr><td>1</td><td>Quyết toán công trình</td><td>Tháng 4</td><td>Phó Chủ tịch A</td></tr></table>`
	p := ReadPlan(htmlSource(t, page), Directory{})
	if len(p.Tasks) != 1 || strings.Join(Names(p.Tasks[0].Lead), ";") != "PHÒNG KINH TẾ" {
		t.Errorf("tasks = %+v", p.Tasks)
	}
}

func TestOtherNewsBelowAnArticleIsNoTask(t *testing.T) {
	t.Parallel()
	p := ReadPlan(textSource(`Ngày 02/7/2026, UBND tỉnh ban hành Kế hoạch số 512/KH-UBND về nâng cao chỉ số cải cách hành chính của tỉnh, trong đó phân tích những tồn tại, hạn chế của năm trước và đề ra các giải pháp khắc phục cụ thể.

Theo đó, UBND tỉnh giao Sở Nội vụ phân tích từng tiêu chí mất điểm.

Tin liên quan
Giao Sở Xây dựng nghiên cứu mở rộng quốc lộ 47.
Cơ quan chủ quản: UBND tỉnh An Bình. Chịu trách nhiệm: Chánh Văn phòng UBND tỉnh`), Directory{})
	if len(p.Tasks) != 1 || Names(p.Tasks[0].Lead)[0] != "Sở Nội vụ" {
		t.Errorf("tasks = %+v", p.Tasks)
	}
}

func TestAParagraphOfDirectionNeedsNoLetterhead(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		"Đề nghị Sở Y tế khẩn trương rà soát hồ sơ, báo cáo UBND tỉnh trước 25/11/2026. UBND xã Hòa Sơn bố trí người trực.": {"Sở Y tế →2026-11-25", "UBND xã Hòa Sơn →"},
		"Chuyển Sở Tài chính chủ trì, phối hợp Sở Xây dựng thẩm định, tham mưu UBND tỉnh trước ngày 20/11/2026.":            {"Sở Tài chính →2026-11-20"},
		"Đồng ý với Tờ trình của Sở Nội vụ. Sở Nội vụ lập phương án chi tiết, ngày 15/12/2026 trình.":                       {"Sở Nội vụ →2026-12-15"},
	}
	for text, want := range tests {
		p := ReadPlan(textSource(text), Directory{})
		var got []string
		for _, task := range p.Tasks {
			got = append(got, strings.Join(Names(task.Lead), ";")+" →"+task.To)
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestTextBelowAListIsNoPartOfItsLastItem(t *testing.T) {
	t.Parallel()
	p := ReadPlan(textSource("II. TỔ CHỨC THỰC HIỆN\n9. Sở Du lịch\na) Chủ trì tổ chức lễ hội.\nb) Hướng dẫn trang trí đường phố.\nNgoài ra, phối hợp với Công an tỉnh bảo đảm an ninh lễ hội."), Directory{})
	if len(p.Tasks) != 3 || p.Tasks[2].Section != "Sở Du lịch" {
		t.Errorf("tasks = %+v", p.Tasks)
	}
}

func TestNumberAndDayAreFoundWhereOfficesPutThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"KẾ HOẠCH SỐ 133/KH-UBND\nPhát triển thư viện\n(Ban hành ngày 06/7/2026)":                        "133/KH-UBND Phát triển thư viện 2026-07-06",
		"UBND XÃ A\nSố: 9/KH-UBND\nKẾ HOẠCH\nPhát triển thư viện\nA, ngày 16 tháng 3 năm 2026":           "9/KH-UBND Phát triển thư viện 2026-03-16",
		"KẾ HOẠCH\nPhát triển thư viện\n(Kèm theo Quyết định số 7/QĐ-UBND ngày 17/8/2026)":               "7/QĐ-UBND Phát triển thư viện 2026-08-17",
		"UBND XÃ A\nSố: 3/CTr-UBND\nA, ngày 25 tháng 9 năm 2026\nCHƯƠNG TRÌNH CÔNG TÁC\nQuý IV năm 2026": "3/CTr-UBND Chương trình công tác quý IV năm 2026 2026-09-25",
		"Sở Xây dựng lập phương án, ngày 15/12/2026 trình.":                                              "  ",
	} {
		p := ReadPlan(textSource(text), Directory{})
		if got := p.Number + " " + p.Title + " " + p.Issued; got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}
