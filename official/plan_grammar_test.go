package official

import (
	"fmt"
	"strings"
	"testing"
)

// Each sentence stands for a manner of naming units or times, with verbs that no list knows.
func TestSingleAssignmentsAreReadByTheirGrammar(t *testing.T) {
	t.Parallel()
	tests := []struct{ sentence, lead, partners, cadence string }{
		{"Việc bố trí kinh phí do Sở Tài chính chủ trì tham mưu, báo cáo trước ngày 15/7/2026.", "Sở Tài chính", "", "once"},
		{"Xây dựng phần mềm quản lý nhà ở xã hội (Sở Xây dựng chủ trì, Sở Khoa học và Công nghệ phối hợp, xong trong quý IV/2026).", "Sở Xây dựng", "Sở Khoa học và Công nghệ", "once"},
		{"Kiểm kê đất đai. Phân công: Văn phòng Đăng ký đất đai chủ trì; UBND cấp xã phối hợp.", "Văn phòng Đăng ký đất đai", "UBND cấp xã", ""},
		{"Chi cục Hải quan khu vực XII tạo thuận lợi thông quan hàng nông sản.", "Chi cục Hải quan khu vực XII", "", ""},
		{"Đội Quản lý thị trường số 3 bám địa bàn, xử lý hàng giả.", "Đội Quản lý thị trường số 3", "", ""},
		{"Trung tâm Giống cây trồng An Bình ươm 2 triệu cây keo, hoàn thành trong quý III.", "Trung tâm Giống cây trồng An Bình", "", "once"},
		{"Sở Xây dựng gỡ vướng thủ tục nhà ở xã hội trong quý I và quý II/2026.", "Sở Xây dựng", "", "range"},
		{"UBND các xã: Tân Lập, Hòa Lạc, Nam Khê rào chắn điểm sạt lở ngay trong ngày 20/9.", "UBND các xã: Tân Lập, Hòa Lạc, Nam Khê", "", "once"},
		{"Chi nhánh Ngân hàng Chính sách xã hội tỉnh giải ngân kịp thời vốn vay.", "Chi nhánh Ngân hàng Chính sách xã hội tỉnh", "", ""},
		{"Bảo hiểm xã hội cơ sở Tân An chi lương hưu qua tài khoản.", "Bảo hiểm xã hội cơ sở Tân An", "", ""},
		{"Các cơ sở sản xuất, kinh doanh thực phẩm ký cam kết bảo đảm an toàn thực phẩm.", "Các cơ sở sản xuất, kinh doanh thực phẩm", "", ""},
		{"Các ngân hàng thương mại giãn nợ cho doanh nghiệp bị ảnh hưởng.", "Các ngân hàng thương mại", "", ""},
		{"Hội Chữ thập đỏ tỉnh hiến máu tình nguyện 4 đợt trong năm.", "Hội Chữ thập đỏ tỉnh", "", "periodic"},
		{"Sở Ngoại vụ tiếp nhận viện trợ khi có nhà tài trợ đăng ký.", "Sở Ngoại vụ", "", "adhoc"},
		{"Công tác an ninh do Công an phường đảm nhiệm, Ban Chỉ huy Quân sự phường phối hợp.", "Công an phường", "Ban Chỉ huy Quân sự phường", ""},
		{"Chi cục Thủy lợi tích nước các hồ chứa cuối mùa mưa.", "Chi cục Thủy lợi", "", ""},
		{"Phòng Cảnh sát Phòng cháy, chữa cháy và Cứu nạn, cứu hộ thẩm duyệt thiết kế.", "Phòng Cảnh sát Phòng cháy, chữa cháy và Cứu nạn, cứu hộ", "", ""},
		{"Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh phục vụ kỳ họp.", "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh", "", ""},
		{"Công đoàn các khu công nghiệp tỉnh chăm lo Tết cho đoàn viên khó khăn.", "Công đoàn các khu công nghiệp tỉnh", "", ""},
		{"Người đứng đầu cơ quan, đơn vị làm gương trong sử dụng chữ ký số.", "Người đứng đầu cơ quan, đơn vị", "", ""},
		{"Tổ công tác 06 các cấp dò soát dữ liệu hộ tịch.", "Tổ công tác 06 các cấp", "", ""},
		{"Sở Giáo dục và Đào tạo rút gọn hồ sơ sổ sách của giáo viên ngay từ học kỳ II.", "Sở Giáo dục và Đào tạo", "", ""},
	}
	const head = "UBND TỈNH AN BÌNH\nSố: 1/UBND-TH\nAn Bình, ngày 01 tháng 02 năm 2026\nKính gửi: Các đơn vị.\nUBND tỉnh có ý kiến như sau:\n"
	for _, tt := range tests {
		for _, number := range []string{"", "1. "} {
			p := ReadPlan(textSource(head+number+tt.sentence+"\n"), Directory{})
			if len(p.Tasks) != 1 {
				t.Errorf("%s%s: %d tasks, want 1", number, tt.sentence, len(p.Tasks))
				continue
			}
			task := p.Tasks[0]
			got := fmt.Sprint(strings.Join(Names(task.Lead), "; "), " | ", strings.Join(Names(task.Partners), "; "), " | ", task.Cadence)
			if want := fmt.Sprint(tt.lead, " | ", tt.partners, " | [", tt.cadence, "]"); got != want {
				t.Errorf("%s%s\n got %s\nwant %s", number, tt.sentence, got, want)
			}
		}
	}
}
