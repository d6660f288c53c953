package official

// verbs begin what a unit is told to do. Administrative Vietnamese uses few of them, again and again;
// where one begins in lower case, a list of units has ended.
var verbs = phraseSet(
	"định hướng", "in", "thúc đẩy", "tranh thủ", "bảo dưỡng", "bảo trì", "cung ứng", "phân luồng", "dọn", "chỉnh trang", "tháo dỡ", "giải tỏa", "kiểm đếm", "kiểm định", "giám định", "chứng thực", "xác nhận",
	"sàng lọc", "tuyên dương", "sửa", "kiểm kê", "nộp", "đo lường", "so sánh", "truy xuất", "truy vết", "phụ trách", "đảm nhận", "đảm nhiệm", "gia hạn", "thẩm duyệt", "duyệt", "khơi thông", "khơi dậy", "trao tặng",
	"tặng", "quyên góp", "tuyển chọn", "đề cử", "định danh", "tạm dừng", "dừng", "đình chỉ", "tổng duyệt", "chống", "kiềm chế", "di dời", "sơ tán", "ổn định", "hòa giải", "tham dự", "ủng hộ", "đưa tin", "viết bài",
	"phục vụ", "chủ trì", "phối hợp", "kết luận", "họp", "di chuyển", "cấp kinh phí", "cấp vốn", "cấp giấy chứng nhận", "cấp căn cước", "tập luyện", "nhắc việc", "làm đường", "tiếp thu", "vào cuộc", "lắp", "đốc thúc", "thay", "thay mới", "phát các", "phát tin", "phát bản tin", "phát thông điệp", "có phương án", "có lộ trình", "có cơ chế", "có chính sách", "có hướng dẫn", "có ý kiến", "phối kết hợp", "tham mưu", "tổ chức", "xây dựng", "triển khai", "hướng dẫn", "kiểm tra", "đôn đốc", "theo dõi", "rà soát", "hoàn thiện", "tổng hợp",
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
	"thu nhận", "chấm dứt", "tham chiếu", "dồn sức", "xóa đói", "giữ", "giữ vững", "lấy phiếu", "chốt", "trao", "nhập liệu", "quyết tâm", "nêu cao", "khơi gợi", "đón tiếp", "trực ban", "trực cấp cứu", "tiêu hủy", "tiêu độc", "khử trùng", "khử khuẩn", "truy thu", "truy quét", "triệt phá", "triệt xóa", "trấn áp", "lập biên bản",
	"lập danh sách", "tịch thu", "niêm phong", "cưỡng chế", "giải phóng mặt bằng", "bồi thường", "tái định cư", "giao đất", "cho thuê", "đấu giá", "đấu thầu", "mời thầu", "xét duyệt",
	"xét chọn", "bình xét", "điều chuyển", "biệt phái", "kéo giảm", "rút ngắn", "giảm thiểu", "loại bỏ", "loại trừ", "canh gác", "chốt chặn", "kiểm dịch", "cách ly", "xét nghiệm", "lấy mẫu",
	"điều trị", "cấp cứu", "tiêm chủng", "tiêm phòng", "phun", "thụ lý", "tiếp công dân", "tiếp dân", "phúc đáp", "hồi đáp", "hoàn trả", "thu nộp", "hạch toán", "tạm ứng", "thanh quyết toán",
	"kiểm toán", "định giá", "thẩm định giá", "bình ổn", "dự trữ", "tiêu thụ", "xúc tiến", "tạo lập", "tạo việc làm", "nuôi dưỡng", "gieo trồng", "thu hoạch", "nạo vét", "gia cố", "tu bổ",
	"tôn tạo", "trùng tu", "phục dựng", "tu sửa", "duy tu", "xây mới", "làm mới", "bàn bạc", "thảo luận", "chất vấn", "tham vấn", "tham khảo", "đúc rút", "đúc kết", "nhập dữ liệu", "làm sạch",
	"làm giàu", "mã hóa", "bảo mật", "sao lưu", "phục hồi", "hoạch định", "tập hợp", "vận dụng", "phân vùng", "phân nhóm", "phân tách", "miễn giảm", "khoanh nợ", "cho vay", "ký cam kết", "ký",
	"đăng cai", "gặp gỡ", "gặp mặt", "thăm", "viếng", "dâng hương", "tưởng niệm", "kỷ niệm", "dàn dựng", "biểu diễn", "luyện tập", "huấn luyện", "thi đấu", "tuyển sinh", "tuyển quân",
	"giao quân", "sát hạch", "cấp mới", "cấp đổi", "cấp lại", "cấp bổ sung", "cấp tài khoản", "cấp thẻ", "cấp giấy", "thay thế", "bãi bỏ", "hủy bỏ", "sáp nhập", "hợp nhất", "giải thể",
	"đặt tên", "gắn biển", "cắm mốc", "cắm biển", "đo đạc", "lập bản đồ", "khoanh định", "phát quang", "cứu hộ", "cứu nạn", "vận chuyển", "đưa đón", "che chắn", "chằng chống", "neo đậu",
	"nhắn tin", "phát trực tiếp", "tiếp âm", "đăng bài", "đăng phát", "sao gửi", "chuyển phát", "tra cứu", "xác thực", "kích hoạt", "cài đặt", "gắn kết",
	"liên kết", "hợp tác", "thỏa thuận", "tài trợ", "bảo trợ", "đỡ đầu", "giúp đỡ", "thuyết phục", "giải thích", "chỉ dẫn", "thực hành", "ứng cứu", "chấp thuận", "ước tính", "dự trù",
	"khai báo", "tăng tốc", "tăng thời lượng", "thanh lý", "chỉnh lý", "chỉnh sửa", "hiệu đính", "biên dịch", "phiên dịch", "tổng kiểm tra", "tổng điều tra", "tổng vệ sinh", "đề phòng",
	"phòng tránh", "kiên quyết", "quyết liệt", "khống chế", "dập dịch", "dập tắt", "bao vây", "khám xét", "bắt giữ", "truy nã", "phản bác", "đính chính", "cải chính", "xóa bỏ", "giám hộ",
	"bảo hành", "thẩm tra xác minh", "thẩm vấn", "theo sát", "nắm", "nắm chắc", "nắm tình hình", "hoàn tất", "hoàn chỉnh", "hoàn thiện hồ sơ", "quy hoạch lại", "tái cơ cấu", "tái cấu trúc",
	"cơ cấu lại", "rà phá", "rà lại", "khảo nghiệm", "kiểm nghiệm", "kiểm chứng", "kiểm thử", "giám định lại", "lập kế hoạch", "lập hồ sơ", "lập dự toán", "lập phương án", "lập đề án",
	"lập quy hoạch", "lập báo cáo", "ra văn bản", "nghiên cứu đề xuất", "quan trắc", "tiêu nước", "vớt", "trục vớt", "phóng thích", "thả", "thả giống", "bắn", "thổi", "trang trí", "treo cờ",
	"chào mừng", "đón nhận", "tổ chức đón", "bế mạc", "khai mạc", "phong tặng", "truy tặng", "đề bạt", "quy hoạch cán bộ", "kỷ luật", "cảnh cáo", "phê bình", "nghiêm khắc", "tự phê bình",
	"kiểm điểm", "nhận diện", "nhận dạng", "phân công nhiệm vụ", "bảo quản", "cất giữ", "giải mã", "hậu kiểm", "tiền kiểm", "san lấp", "thông tuyến", "thông xe", "rải nhựa", "trải nhựa",
	"lát", "quét dọn", "thu dọn", "đấu nối", "cấp nước", "cấp điện", "cung cấp điện", "chiếu sáng", "bán hàng", "niêm yết giá", "tái đàn", "tái tạo", "thả bổ sung", "phủ xanh", "khoán",
	"chi hỗ trợ", "thẩm định hồ sơ", "mời gọi", "thu thuế", "truy cứu", "tố giác", "tiếp tế", "tiếp sức", "vận động nhân dân", "ghi âm", "thu âm", "lồng tiếng", "phỏng vấn", "điểm báo",
	"điểm tin", "cắt băng", "vẽ", "tìm kiếm", "tìm hiểu", "nhập", "tải", "khai trừ", "tái bản",
)

// openersWithoutVerb is how many of the sentence openers say nothing about time.
const openersWithoutVerb = 49

// sentenceOpeners may stand before the verb that begins a sentence without a subject.
var sentenceOpeners = []string{
	"theo đó", "bên cạnh đó", "cạnh đó", "đồng thời", "ngoài ra", "cùng với đó", "mặt khác", "trong đó", "cụ thể", "trước mắt", "thời gian tới", "trong thời gian tới", "song song đó",
	"trên cơ sở đó", "từ đó", "cùng đó", "hơn nữa", "đặc biệt", "nhất là", "tiếp đó", "sau đó", "về lâu dài", "cũng theo công văn", "đối với", "riêng", "trách nhiệm của", "nhiệm vụ của", "về phía", "vì vậy", "do đó", "từ nay", "trước hết", "ngay từ đầu năm",
	"thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "thứ tám", "một là", "hai là", "ba là", "bốn là", "năm là", "sáu là", "bảy là", "tám là",
	"định kỳ", "hằng năm", "hàng năm", "hằng quý", "hàng quý", "hằng tháng", "hàng tháng", "hằng tuần", "hàng tuần", "hằng ngày", "hàng ngày", "khi có", "khi cần", "khi xảy ra", "khi phát sinh",
}

// verbAt reports whether a verb of administration begins at i; end is behind it.
func verbAt(key string, i int) (end int, ok bool) {
	return longestIn(verbs, key, i, 3)
}
