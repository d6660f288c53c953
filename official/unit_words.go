package official

import "slices"

// nameWords are the words of fields and bodies that stand in lower case inside names of units, behind the
// first syllable that has the capital: "Hội Cựu chiến binh", "Trung tâm Kiểm soát bệnh tật". A second word
// in lower case that is none of them is what the unit does.
var nameWords = phraseSet(
	"ủy", "đại biểu", "kiểm lâm", "kiểm ngư", "chiến binh", "binh", "thập đỏ", "đỏ", "cao tuổi", "tuổi", "khuyết tật", "tật", "bệnh tật", "mồ côi", "nạn nhân", "chất độc", "da cam", "thanh niên", "xung phong", "hành chính", "hành chính công", "dịch vụ công", "dân sự", "thị trường", "trường",
	"thủy lợi", "lợi", "cộng đồng", "đồng", "số", "quân sự", "biên phòng", "phòng hộ", "hộ", "đặc dụng", "quốc gia", "gia", "nhân dân", "dân", "xã hội", "hội", "chính sách", "sách", "nghề", "nghề nghiệp", "nghiệp", "kỹ thuật", "thuật", "tổng hợp", "hợp",
	"nông thôn", "thôn", "giao thông", "thông", "vận tải", "dân tộc", "tôn giáo", "cán bộ", "ngân sách", "đất đai", "quỹ đất", "khuyến nông", "nông", "thú y", "thực vật", "vật", "trồng trọt", "chăn nuôi", "thủy sản", "lâm nghiệp", "tài nguyên", "môi trường",
	"khoáng sản", "sản", "bản đồ", "công nghệ", "nghệ", "đổi số", "sáng tạo", "tiêu chuẩn", "chất lượng", "y", "y tế", "tế", "y khoa", "khoa", "dân số", "an toàn", "toàn", "thực phẩm", "phẩm", "vệ sinh", "việc làm", "dịch vụ", "vụ", "có công", "đa khoa", "chuyên khoa", "ma túy",
	"trẻ em", "em", "bình đẳng", "pháp lý", "lý", "pháp luật", "luật", "tài sản", "lịch sử", "sử", "thi đua", "khen thưởng", "tin học", "học", "ngoại ngữ", "đối ngoại", "hữu nghị", "văn học", "nghệ thuật", "văn nghệ", "báo chí", "xuất bản", "điện tử", "tử", "điện lực", "lực",
	"nước", "đô thị", "thị", "cây xanh", "công ích", "xe", "hàng hải", "đường thủy", "đường bộ", "đường sắt", "nội địa", "hợp tác xã", "tác xã", "doanh nghiệp", "nhỏ", "vừa", "nhà nước", "một", "thành viên", "viên", "hữu hạn", "cổ phần", "phần", "công trình", "lao động", "động",
	"thi hành án", "hành án", "án", "kiểm sát", "sát", "tòa án", "luật sư", "luật gia", "làm vườn", "sinh vật cảnh", "cảnh", "khuyến học", "người mù", "từ thiện", "đông y", "châm cứu", "giáo chức", "phụ nữ", "nữ", "nông dân", "công đoàn", "đoàn", "đoàn thể", "quần chúng", "chúng", "cơ sở",
	"cơ bản", "chữa cháy", "cháy", "cứu nạn", "nạn", "cứu hộ", "phòng thủ", "thiên tai", "tai", "tham nhũng", "tư pháp", "pháp", "mới", "nông thôn mới", "giảm nghèo", "nghèo", "mục tiêu", "nhà văn hóa", "văn hóa", "hóa", "thể dục", "dục", "thể thao", "thao", "du lịch", "lịch", "thương mại", "mại",
	"công nghiệp", "kinh tế", "khu vực", "vực", "liên tỉnh", "trung ương", "phổ thông", "trung học", "tiểu học", "mầm non", "non", "cơ sở giáo dục", "giáo dục", "đại học", "cao đẳng", "trung cấp", "bán trú", "nội trú", "nội vụ", "quân đội", "vũ trang", "trang", "an ninh", "ninh", "trật tự", "tự",
	"giám định y khoa", "pháp y", "tâm thần", "phổi", "sản nhi", "nhi", "da liễu", "mắt", "y học", "cổ truyền", "truyền", "phục hồi", "chức năng", "bảo trợ", "người khuyết tật", "thể chất", "chất", "tình nguyện", "nhiễm khuẩn", "khuẩn", "kết quả", "người lao động", "nước ngoài", "việt nam", "nam", "kiến trúc", "quy hoạch", "hạ tầng", "tầng", "phát triển", "triển", "quản lý", "kiểm tra", "kiểm soát",
	"công thương", "tài chính", "tín dụng", "dụng", "tiết kiệm", "bưu chính", "viễn thông", "phát hành", "phim", "chiếu phim", "ca múa nhạc", "nhạc", "kịch", "nhiếp ảnh", "ảnh", "bảo tàng", "thư viện", "sử dụng", "số liệu", "cấp", "loại", "đặc biệt", "trọng điểm", "hàng không", "cảng", "sân bay",
	"sức khỏe", "khỏe", "truyền nhiễm", "bệnh truyền nhiễm", "không lây nhiễm", "lây nhiễm", "dinh dưỡng", "sinh sản", "quốc phòng", "hữu cơ", "sinh thái", "thái", "thiên nhiên", "nhiên", "động vật", "hoang dã", "nghề cá", "khí tượng", "thủy văn", "văn", "sinh học", "giống", "giống cây trồng", "vật nuôi", "cây trồng", "thuốc lá", "dược", "mỹ phẩm", "hóa chất", "đường sông", "đê điều", "nước sạch", "sạch", "điện", "năng lượng", "lượng", "dầu khí", "than",
	"khí", "xăng dầu", "chứng khoán", "bảo hiểm", "hiểm", "kiều bào", "chính trị", "trị", "yêu nước", "ngôn ngữ", "dân gian", "di sản", "di tích", "tích", "thi đấu", "năng khiếu", "giải trí", "quảng cáo", "điện ảnh", "sân khấu", "mỹ thuật", "âm nhạc",
	"thiếu nhi", "nhi đồng", "sinh viên", "học sinh", "giáo viên", "giảng viên", "trí thức", "khoa giáo", "lý luận", "tuyên giáo", "giáo", "dân vận", "vận", "nội chính", "chính", "quận", "huyện", "liên hiệp", "hiệp", "liên minh", "minh", "hữu quan", "tự quản", "quản", "tự vệ", "vệ", "dân quân", "dân phòng", "tổ quốc", "quốc", "việt", "hải", "sông", "biển", "đảo", "rừng", "núi", "vùng cao", "vùng", "khu phố", "phố", "ấp", "buôn", "làng", "khối", "xóm",
	"công chức", "viên chức", "chức", "chính quyền", "quyền", "công dân", "tiếp công dân", "truyền thông", "thông tin", "điều dưỡng", "dưỡng", "lâm", "ngư", "diêm", "nghiên cứu", "cứu", "tư vấn", "ứng dụng", "trọng tài", "đo lường", "năng suất", "bức xạ", "hạt nhân", "sở hữu", "trí tuệ",
)

// wholeFields are fields named by several words some of which, alone, would be verbs.
var wholeFields = []string{
	"giáo dục thường xuyên", "giáo dục nghề nghiệp", "nghề nghiệp - giáo dục thường xuyên", "giáo dục thể chất", "giáo dục pháp luật", "giáo dục chính trị", "an toàn vệ sinh thực phẩm", "vệ sinh an toàn thực phẩm", "vệ sinh thực phẩm", "vệ sinh môi trường nông thôn",
	"trợ giúp pháp lý", "đăng ký đất đai", "đăng ký kinh doanh", "khám bệnh, chữa bệnh", "khám, chữa bệnh", "khám chữa bệnh", "bảo trợ người khuyết tật", "bảo trợ xã hội", "kiểm soát nhiễm khuẩn", "kiểm soát thủ tục hành chính", "kiểm soát bệnh tật",
	"thiết bị", "chuẩn bị", "thanh niên tình nguyện", "trả kết quả", "tiếp nhận và trả kết quả", "phối hợp phổ biến, giáo dục pháp luật", "phổ biến, giáo dục pháp luật", "thường trực", "phòng chống thiên tai", "phòng, chống thiên tai", "phòng chống tham nhũng", "phòng, chống tham nhũng", "phòng, chống tội phạm", "thi hành án", "thi hành án dân sự", "phòng cháy, chữa cháy", "phòng cháy, chữa cháy và cứu nạn, cứu hộ", "phòng, chống", "phòng chống", "giáo dục sức khỏe",
	"tìm kiếm cứu nạn", "thi đua, khen thưởng", "thi đua khen thưởng", "giải phóng mặt bằng", "bồi thường, hỗ trợ, tái định cư", "đăng kiểm", "quan trắc môi trường", "giám định y khoa", "giám định xây dựng", "kiểm định chất lượng", "ứng dụng công nghệ", "chuyển giao công nghệ",
	"hỗ trợ nông dân", "hỗ trợ doanh nghiệp", "hỗ trợ đầu tư", "bảo vệ thực vật", "bảo vệ môi trường", "bảo vệ rừng", "bảo vệ an ninh trật tự", "phát triển nông thôn", "phát triển quỹ đất", "cai nghiện ma túy", "tuyên truyền viên", "cứu nạn, cứu hộ", "chữa cháy",
}

// wholeFieldAt reads a field of several words at i, unless it only begins like one.
func wholeFieldAt(key string, i int, end *int) bool {
	e, ok := firstPhrase(key, i, wholeFields)
	if !ok || !startsField(key[i:e]) {
		return false
	}
	*end = e
	return true
}

// startsField tells fields that are named behind a noun in lower case from what a unit may also be told to
// do: "cơ sở khám bệnh, chữa bệnh", not "Sở Y tế kiểm soát bệnh tật".
func startsField(field string) bool {
	return slices.Contains([]string{"giáo dục thường xuyên", "nghề nghiệp - giáo dục thường xuyên", "an toàn vệ sinh thực phẩm", "vệ sinh an toàn thực phẩm", "vệ sinh thực phẩm", "khám bệnh, chữa bệnh", "khám, chữa bệnh", "khám chữa bệnh", "phối hợp phổ biến, giáo dục pháp luật", "thường trực", "chữa cháy", "tìm kiếm cứu nạn", "thi đua, khen thưởng", "thi đua khen thưởng", "tình nguyện"}, field)
}
