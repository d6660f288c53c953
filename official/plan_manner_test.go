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
