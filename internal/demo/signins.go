package demo

import (
	"github.com/nhipcau/nhipcau/internal/auth"
)

// SignIn is an account that a visitor may try.
type SignIn struct {
	Login    string
	Password string
	Name     string // "Trần Thu Hà"
	Role     auth.Role
	Unit     string // name of the unit over which the role holds
	Try      string // what is worth looking at with it
}

// Password opens every account of the demo.
const Password = "An-Binh-2026"

// cast are the people whose sign-ins are shown: one at least of each role.
var cast = []struct {
	login, name, salute, title string
	home                       string // code of the unit that they work for
	role                       auth.Role
	over, overName             string // code and name of the unit over which the role holds
	contact                    bool   // the contact point of their unit
	try                        string
}{
	{"quantri", "Nguyễn Hữu Khang", "anh", "Quản trị hệ thống", "VPUBND", auth.Administrator, "UBND", "Ủy ban nhân dân tỉnh An Bình", false, "Tài khoản, nguồn tin và tình trạng nguồn, người nhận cảnh báo, nhật ký hệ thống."},
	{"dieuphoi", "Trần Thu Hà", "chị", "Phó Trưởng phòng Khoa giáo - Văn xã", "VPUBND", auth.Coordinator, "UBND", "Ủy ban nhân dân tỉnh An Bình", false, "Bảng điều phối, đợt báo cáo; Lắng nghe: cảnh báo, điểm tin tuần đang soạn, tìm tin, phản ánh từ cơ sở."},
	{"sovhttdl", "Lê Quang Vinh", "anh", "Trưởng phòng Báo chí, Xuất bản và Thông tin", "SVHTTDL", auth.Coordinator, "SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", false, "Việc của một sở chủ trì; cảnh báo gửi tới bảng theo dõi của tỉnh."},
	{"lanhdao", leaderName, "ông", "Phó Chủ tịch", "UBND", auth.Leader, "UBND", "Ủy ban nhân dân tỉnh An Bình", false, "Ba phút trên điện thoại: Hôm nay, Lắng nghe, điểm tin đã ban hành, ý kiến chỉ đạo."},
	{"vhttdl", "Bùi Khánh Ngân", "chị", "Chuyên viên", "SVHTTDL", auth.Staff, "SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", true, "Ghi nhận tin báo in, phát thanh; đánh giá sắc thái; gộp, tách dòng sự việc."},
	{"tuphap", "Đỗ Mai Phương", "chị", "Chuyên viên", "STP", auth.Staff, "STP", "Sở Tư pháp", true, "Việc được giao của một sở."},
	{"benlua", "Nguyễn Thị Lụa", "chị", "Công chức Văn hóa - Xã hội", "X01", auth.Staff, "X01", "Ủy ban nhân dân xã Bến Lúa", true, "Một xã: đợt báo cáo và biểu phản ánh từ cơ sở trong tháng."},
	{"xem", "Hoàng Minh Tuệ", "anh", "Chuyên viên", "MTTQ", auth.Viewer, "UBND", "Ủy ban nhân dân tỉnh An Bình", false, "Chỉ xem: bảng lắng nghe, điểm tin, kết quả nhiệm vụ."},
}

// SignIns are the accounts to be shown to whoever starts the demo.
func SignIns() []SignIn {
	var all []SignIn
	for _, c := range cast {
		all = append(all, SignIn{c.login, Password, c.name, c.role, c.overName, c.try})
	}
	return all
}
