package official

// verbs begin what a unit is told to do. Administrative Vietnamese uses few of them, again and again;
// where one begins in lower case, a list of units has ended.
var verbs = phraseSet(
	"định hướng", "in", "thúc đẩy", "tranh thủ", "bảo dưỡng", "bảo trì", "cung ứng", "phân luồng", "dọn", "chỉnh trang", "tháo dỡ", "giải tỏa", "kiểm đếm", "kiểm định", "giám định", "chứng thực", "xác nhận",
	"sàng lọc", "tuyên dương", "sửa", "kiểm kê", "nộp", "đo lường", "so sánh", "truy xuất", "truy vết", "phụ trách", "đảm nhận", "đảm nhiệm", "gia hạn", "thẩm duyệt", "duyệt", "khơi thông", "khơi dậy", "trao tặng",
	"tặng", "quyên góp", "tuyển chọn", "đề cử", "định danh", "tạm dừng", "dừng", "đình chỉ", "tổng duyệt", "chống", "kiềm chế", "di dời", "sơ tán", "ổn định", "hòa giải", "tham dự", "ủng hộ", "đưa tin", "viết bài",
	"phục vụ", "chủ trì", "phối hợp", "phối kết hợp", "tham mưu", "tổ chức", "xây dựng", "triển khai", "hướng dẫn", "kiểm tra", "đôn đốc", "theo dõi", "rà soát", "hoàn thiện", "tổng hợp",
	"báo cáo", "cung cấp", "chủ động", "tăng cường", "đẩy mạnh", "thực hiện", "nghiên cứu", "đề xuất", "tiếp tục", "quan tâm", "bố trí", "bảo đảm", "đảm bảo", "quản lý", "quán triệt",
	"tuyên truyền", "phổ biến", "vận động", "ban hành", "trình", "thẩm định", "thẩm tra", "cập nhật", "công khai", "công bố", "đăng tải", "đăng", "phát sóng", "mở", "lập", "cử", "gửi", "đưa",
	"tiếp nhận", "xử lý", "giải quyết", "kịp thời", "khẩn trương", "nghiêm túc", "thường xuyên", "định kỳ", "đột xuất", "căn cứ", "trên cơ sở", "theo chức năng", "theo phạm vi", "trong phạm vi",
	"có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ", "có kế hoạch", "có biện pháp", "có giải pháp", "có văn bản", "có hình thức", "làm đầu mối", "là đầu mối", "là cơ quan", "làm cơ quan", "làm tốt", "phải", "cần",
	"hằng năm", "hàng năm", "hằng quý", "hàng quý", "hằng tháng", "hàng tháng", "hằng tuần", "hàng tuần", "hằng ngày", "hàng ngày", "trước ngày", "tích cực", "nâng cao", "đổi mới", "phát huy", "huy động",
	"tham gia", "hỗ trợ", "giúp", "giám sát", "phản biện", "đánh giá", "khảo sát", "điều tra", "sơ kết", "tổng kết", "biên soạn", "biên tập", "in ấn", "phát hành", "xuất bản", "sản xuất", "thiết kế",
	"lồng ghép", "duy trì", "nâng cấp", "đầu tư", "mua sắm", "trang bị", "lắp đặt", "vận hành", "khai thác", "sử dụng", "ứng dụng", "chuyển đổi", "số hóa", "kết nối", "chia sẻ", "phát triển", "mở rộng",
	"củng cố", "kiện toàn", "sắp xếp", "bồi dưỡng", "đào tạo", "tập huấn", "tuyển dụng", "phân công", "chỉ đạo", "lãnh đạo", "giao", "yêu cầu", "đề nghị", "ủy quyền", "cho ý kiến", "lấy ý kiến", "góp ý", "tham gia ý kiến",
	"phát hiện", "ngăn chặn", "đấu tranh", "phòng ngừa", "phòng chống", "xác minh", "làm rõ", "thanh tra", "xử phạt", "kiểm soát", "nắm bắt", "dự báo", "phân tích", "thống kê", "đề ra", "quy định", "sửa đổi", "bổ sung",
	"thành lập", "ký kết", "đàm phán", "thông báo", "trả lời", "phản ánh", "phản hồi", "phát ngôn", "họp báo", "cân đối", "phân bổ", "quyết toán", "thanh toán", "chi trả", "dành", "ưu tiên", "tạo điều kiện",
	"khuyến khích", "khen thưởng", "biểu dương", "nhân rộng", "sưu tầm", "trưng bày", "giới thiệu", "quảng bá", "cổ động", "treo", "truyền tải", "phát động", "hưởng ứng", "tiến hành", "thiết lập",
	"hình thành", "rút kinh nghiệm", "gắn", "đề cao", "chấp hành", "tuân thủ", "thống nhất", "thực thi", "thi hành", "cụ thể hóa", "lựa chọn", "xem xét", "quyết định", "phê duyệt", "chuẩn bị", "đón", "làm việc",
	"hoàn thành", "đẩy nhanh", "tập trung", "sớm", "siết chặt", "chấn chỉnh", "khắc phục", "thu hồi", "tháo gỡ", "gỡ bỏ", "bóc gỡ", "cảnh báo", "nhắc nhở", "khuyến cáo", "bảo vệ", "giữ gìn", "gìn giữ", "bảo tồn",
	"giảng dạy", "giáo dục", "truyền dạy", "nhân bản", "chuyển", "tiếp thu", "giải trình", "đối thoại", "tiếp xúc", "tọa đàm", "mời", "liên hệ", "trao đổi", "học tập", "đặt hàng", "nghiệm thu", "bàn giao", "tiếp quản",
	"thí điểm", "áp dụng", "tính toán", "xác định", "xác lập", "phân loại", "chấm điểm", "bình chọn", "tôn vinh", "trao giải", "rà quét", "dán", "niêm yết", "truyền hình trực tiếp", "tường thuật", "ghi hình", "chụp",
	"giao ban", "điều phối", "điều tiết", "đăng ký", "kê khai", "đối chiếu", "lưu trữ", "cải tiến", "cải thiện", "tinh giản", "đơn giản hóa", "hiện đại hóa", "tự động hóa", "công nhận", "tuần tra", "ứng phó", "ứng trực",
	"thu gom", "vệ sinh", "trồng", "chăm sóc", "khám", "tiêm", "cứu trợ", "trợ giúp", "tư vấn", "giới thiệu", "giao lưu", "diễn tập", "thi công", "khởi công", "khánh thành", "hạn chế", "giảm", "tăng", "trích", "tiết kiệm",
	"sẵn sàng", "chú trọng", "coi trọng", "lưu ý", "thay đổi", "điều chỉnh", "chuẩn hóa", "tích hợp", "liên thông", "đồng bộ", "cải cách", "cắt giảm", "tổng rà soát", "giới hạn", "phân cấp", "phân định", "quy hoạch", "tiếp cận", "đa dạng hóa",
	"xã hội hóa", "kêu gọi", "thu hút", "vinh danh", "tri ân", "thăm hỏi", "ra quân", "rải", "lan tỏa", "truyền đạt", "nêu gương", "gương mẫu", "tự kiểm tra", "thử nghiệm", "hiệu chỉnh", "bám sát", "đi đầu", "cam kết", "cải tạo", "sửa chữa",
	"khai trương", "ra mắt", "quay", "dựng", "viết", "soạn", "soạn thảo", "dự thảo", "kết hợp", "phân phối", "cấp phát", "phát tờ rơi", "thẩm mỹ hóa", "đối soát", "quét", "xóa", "khóa", "chặn", "khôi phục", "tái lập", "giải đáp",
	"chuyển giao", "phân tuyến", "điều động", "luân chuyển", "bổ nhiệm", "ghi nhận", "chứng nhận", "cấp phép", "thu phí", "miễn", "tuyệt đối", "nghiêm cấm", "vào cuộc", "khoanh vùng", "thu thập", "giải ngân", "xin ý kiến",
)

// openersWithoutVerb is how many of the sentence openers say nothing about time.
const openersWithoutVerb = 33

// sentenceOpeners may stand before the verb that begins a sentence without a subject.
var sentenceOpeners = []string{
	"theo đó", "bên cạnh đó", "cạnh đó", "đồng thời", "ngoài ra", "cùng với đó", "mặt khác", "trong đó", "cụ thể", "trước mắt", "thời gian tới", "trong thời gian tới", "song song đó",
	"trên cơ sở đó", "từ đó", "cùng đó", "hơn nữa", "đặc biệt", "nhất là", "tiếp đó", "sau đó", "về lâu dài", "cũng theo công văn", "đối với", "riêng", "trách nhiệm của", "nhiệm vụ của", "về phía", "vì vậy", "do đó", "từ nay", "trước hết", "ngay từ đầu năm",
	"định kỳ", "hằng năm", "hàng năm", "hằng quý", "hàng quý", "hằng tháng", "hàng tháng", "hằng tuần", "hàng tuần", "hằng ngày", "hàng ngày", "khi có", "khi cần", "khi xảy ra", "khi phát sinh",
}

// verbAt reports whether a verb of administration begins at i; end is behind it.
func verbAt(key string, i int) (end int, ok bool) {
	return longestIn(verbs, key, i, 3)
}
