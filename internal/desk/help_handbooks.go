package desk

import "github.com/nhipcau/nhipcau/internal/web"

// handbook is the two-page guide of one role, for paper.
type handbook struct {
	Slug  string // in its address
	Role  web.Role
	Lead  string // marked text
	Parts []handbookPart
}

// handbookPart is a heading with its lines, marked texts.
type handbookPart struct {
	Title string
	Lines []string
}

// handbooks stand in the order of the roles.
var handbooks = []handbook{
	{"quan-tri", web.Administrator, web.Mark("Bạn giữ cho hệ thống đúng đơn vị, đúng người, đúng ngày, và biết khi nào có điều không ổn."), []handbookPart{
		{web.Mark("Ngày đầu"), []string{
			web.Mark("Mở trang Ngày đầu tiên và làm lần lượt bốn bước: đơn vị, con người, kế hoạch, đợt báo cáo."),
			web.Mark("Chọn mẫu đơn vị của tỉnh hoặc nhập từ tệp; xem trước rồi mới đồng ý."),
			web.Mark("Mỗi sở, mỗi xã có ít nhất một đầu mối với thư điện tử đúng."),
			web.Mark("Giao quyền quản trị tài khoản cho từng đơn vị để bạn không phải cấp từng mật khẩu."),
		}},
		{web.Mark("Hằng tuần"), []string{
			web.Mark("Xem Sổ gửi thư: thư lỗi thì sửa địa chỉ trong danh bạ rồi gửi lại."),
			web.Mark("Xem trang Bàn giao: đơn vị chưa có người thì giao đầu mối mới."),
			web.Mark("Kiểm tra Nhật ký nguyên vẹn, nhất là trước khi sao lưu."),
		}},
		{web.Mark("Khi có thay đổi"), []string{
			web.Mark("Người nghỉ, chuyển đi: bàn giao hết việc, in biên bản, rồi mới ngừng tài khoản."),
			web.Mark("Đơn vị đổi tên, sáp nhập: ghi ngày hiệu lực và đơn vị kế thừa; kế hoạch cũ giữ tên cũ."),
			web.Mark("Có quyết định nghỉ lễ mới: đưa tệp ngày nghỉ vào thư mục dữ liệu rồi khởi động lại."),
			web.Mark("Nhắc trên đầu mối và xem độ trễ: chỉ bật khi lãnh đạo đồng ý."),
		}},
	}},
	{"quan-tri-tai-khoan", web.AccountKeeper, web.Mark("Bạn lo để người trong đơn vị mình vào được hệ thống, với đúng phần việc của họ, không hơn."), []handbookPart{
		{web.Mark("Cấp tài khoản"), []string{
			web.Mark("Mở Tài khoản, phân quyền; tạo từng người, hoặc nhập cả đơn vị từ tệp mẫu."),
			web.Mark("Chọn vai trò hẹp nhất đủ dùng: Cán bộ cho người làm, Người xem cho người chỉ cần xem."),
			web.Mark("In phiếu đăng nhập ngay, vì mật khẩu chỉ hiện một lần; đưa tận tay, không gửi qua Zalo."),
			web.Mark("Mỗi người một tài khoản mang tên mình; máy dùng chung thì ghi nhận ở trang Máy dùng chung."),
		}},
		{web.Mark("Khi có người vướng"), []string{
			web.Mark("Quên mật khẩu: mở tài khoản, cấp mật khẩu dùng một lần, in phiếu mới."),
			web.Mark("Mất điện thoại có mã xác thực: tắt mã trong tài khoản đó, người dùng bật lại sau khi vào."),
			web.Mark("Thấy lạ (máy lạ, giờ lạ): cho thoát mọi máy, đổi mật khẩu, báo quản trị hệ thống."),
		}},
		{web.Mark("Khi có người đi"), []string{
			web.Mark("Mở Bàn giao công việc, chọn người nhận cho từng việc còn mở; hệ thống chuyển một lần."),
			web.Mark("In biên bản bàn giao cho hai bên ký."),
			web.Mark("Sau đó tài khoản mới ngừng được; lịch sử giữ tên người cũ."),
		}},
	}},
	{"dieu-phoi", web.Coordinator, web.Mark("Bạn biến văn bản thành việc theo dõi được, giữ cho việc chảy, và làm báo cáo mà mọi con số đều có nguồn."), []handbookPart{
		{web.Mark("Nhập kế hoạch"), []string{
			web.Mark("Nhập kế hoạch: chọn tệp DOCX, PDF, DOC, bảng tính, ảnh quét, hoặc dán chữ."),
			web.Mark("Rà các dòng chưa rõ trước: việc, đơn vị chủ trì, thời hạn; xác nhận một lần là mở hết."),
			web.Mark("Việc giao chung cho mọi xã thì mở một đợt báo cáo, không mở từng việc."),
		}},
		{web.Mark("Mỗi sáng"), []string{
			web.Mark("Hôm nay: duyệt hoặc trả lại kết quả; trả lời xin điều chỉnh thời hạn, đề nghị chuyển đơn vị."),
			web.Mark("Trả lời sớm: thời gian chờ bạn không tính cho đơn vị."),
			web.Mark("Đơn vị báo bằng công văn, Zalo, điện thoại: Nhập thay đơn vị, ghi rõ nhận bằng cách nào."),
		}},
		{web.Mark("Đợt báo cáo"), []string{
			web.Mark("Mở từ mẫu gần nhất; ghi cách tính cạnh mỗi số liệu; chọn đơn vị và hạn."),
			web.Mark("Đơn vị không có tài khoản: in đường dẫn một lần hoặc gửi biểu DOCX, XLSX."),
			web.Mark("Xem bảng ai chưa trả lời, nhắc, rồi khóa đợt; sau đó chỉ đính chính bằng dòng mới."),
		}},
		{web.Mark("Báo cáo và ký"), []string{
			web.Mark("Chốt số liệu, đọc lại, mở con số lạ để xem dòng phía sau."),
			web.Mark("Trình ký; khi ký giấy xong ghi số, ngày, người ký và tải bản đã ban hành lên."),
			web.Mark("Hệ thống đối chiếu số trong bản ban hành với số đã chốt và liệt kê chỗ khác."),
		}},
	}},
	{"lanh-dao", web.Leader, web.Mark("Bạn nhìn toàn cảnh trong một phút, cho ý kiến bằng một câu, và biết ý kiến ấy đi đến đâu."), []handbookPart{
		{web.Mark("Mỗi sáng, một phút"), []string{
			web.Mark("Hôm nay cho biết việc quá hạn và sắp đến hạn trong phạm vi của bạn; bấm con số để xem."),
			web.Mark("Kế hoạch đang chạy nằm bên phải, kế hoạch đáng lo nhất ở trên."),
			web.Mark("Tình trạng theo phân loại chính thức; hệ thống không tự đặt phần trăm."),
		}},
		{web.Mark("Cho ý kiến"), []string{
			web.Mark("Dưới mỗi trang có Ý kiến chỉ đạo về trang này: một câu, một đơn vị, một ngày."),
			web.Mark("Ý kiến thành việc, đơn vị nhận ngay, bạn thấy kết quả ở trang Ý kiến chỉ đạo."),
			web.Mark("Thư ký ghi thay tại cuộc họp; bạn xác nhận bằng một lần bấm."),
		}},
		{web.Mark("Giao ban và ký"), []string{
			web.Mark("Bản giao ban là một trang A4: việc trễ, việc sắp đến hạn, ý kiến còn mở."),
			web.Mark("Sửa số hay sửa lời trên giấy vẫn được: bản đã ban hành được đối chiếu và chỗ khác hiện ra."),
			web.Mark("Ai được xem độ trễ của một kế hoạch là do lãnh đạo quyết định; mặc định là kín."),
		}},
	}},
	{"can-bo", web.Staff, web.Mark("Bạn làm việc của đơn vị và báo cáo một lần; hệ thống nhớ hạn, nhớ số liệu kỳ trước và nhắc trước khi trễ."), []handbookPart{
		{web.Mark("Nộp kết quả"), []string{
			web.Mark("Hôm nay xếp việc gấp ở trên; bấm tên việc để mở."),
			web.Mark("Ghi kết quả, khó khăn và kiến nghị; đính kèm tệp, chụp ảnh, hoặc chỉ ghi số văn bản."),
			web.Mark("Chưa xong vẫn báo được: chọn đang thực hiện."),
			web.Mark("Ngày nộp của bản được duyệt là ngày tính đúng hạn; chờ duyệt lâu không tính cho bạn."),
		}},
		{web.Mark("Không kịp, không đúng việc"), []string{
			web.Mark("Không kịp: Xin điều chỉnh thời hạn, ghi lý do, trước khi quá hạn."),
			web.Mark("Không thuộc đơn vị mình: Đề nghị chuyển đơn vị chủ trì."),
			web.Mark("Bị trả lại: đọc lý do trong nhiệm vụ, sửa rồi nộp lại; nội dung cũ vẫn còn."),
		}},
		{web.Mark("Đợt báo cáo"), []string{
			web.Mark("Mở từ Hôm nay; số kỳ trước đã điền sẵn."),
			web.Mark("Không có gì để báo: chọn Không phát sinh rồi gửi, hai lần bấm là xong."),
			web.Mark("Gửi nhầm số: gửi lại khi đợt còn mở; đợt đã khóa thì đính chính."),
			web.Mark("Có người nhập thay: xem lại rồi Xác nhận hoặc sửa."),
		}},
	}},
	{"nguoi-xem", web.Viewer, web.Mark("Bạn xem tiến độ trong phạm vi được giao mà không làm thay đổi gì."), []handbookPart{
		{web.Mark("Xem gì, ở đâu"), []string{
			web.Mark("Hôm nay: việc quá hạn và sắp đến hạn trong phạm vi của bạn."),
			web.Mark("Kế hoạch, nhiệm vụ: bảng của từng kế hoạch, theo đơn vị, theo mốc thời gian."),
			web.Mark("Lịch: hạn theo ngày; tải về điện thoại được."),
			web.Mark("Tìm kiếm: gõ có dấu hoặc không dấu; gõ mã thì mở thẳng."),
		}},
		{web.Mark("Đọc con số"), []string{
			web.Mark("Bấm con số để thấy các dòng tạo nên nó."),
			web.Mark("Tình trạng theo phân loại chính thức; đơn vị phối hợp, không chấm điểm thì không đếm."),
			web.Mark("Báo cáo đã chốt giữ nguyên; số hôm nay có thể khác số trong báo cáo."),
		}},
		{web.Mark("Lấy ra ngoài"), []string{
			web.Mark("Xuất bảng tính ở trang Mọi nhiệm vụ; in trang bằng lệnh in của trình duyệt."),
			web.Mark("Kế hoạch lưu hành nội bộ chỉ người điều phối xuất được."),
			web.Mark("Thấy sai: báo người điều phối có tên trong nhiệm vụ."),
		}},
	}},
}

// Every role begins and ends alike.
var (
	handbookBegin = []handbookPart{
		{web.Mark("Vào hệ thống"), []string{
			web.Mark("Mở địa chỉ in trên phiếu đăng nhập, gõ tên và mật khẩu dùng một lần, rồi đặt mật khẩu riêng là một câu dài dễ nhớ."),
			web.Mark("Máy nhiều người dùng: đổi người bằng tên và mã của mình, không dùng chung một tài khoản."),
			web.Mark("Đi vắng thì ghi ở trang Vắng mặt, ủy quyền để người làm thay thấy việc và nhận nhắc."),
		}},
	}
	handbookEnd = []handbookPart{
		{web.Mark("Khi vướng"), []string{
			web.Mark("Cuối mỗi trang có mục Trợ giúp trang này: trang để làm gì, nên làm gì, vướng thì hỏi ai."),
			web.Mark("Mất mạng hoặc hết phiên: nội dung đang gõ được giữ lại; đăng nhập lại là gửi tiếp được."),
			web.Mark("Quên mật khẩu: nhờ người quản trị tài khoản của đơn vị cấp mật khẩu dùng một lần."),
		}},
		{web.Mark("Luôn nhớ"), []string{
			web.Mark("Không đưa văn bản có dấu MẬT, TỐI MẬT, TUYỆT MẬT lên hệ thống này, kể cả ảnh chụp."),
			web.Mark("Mọi thay đổi ghi tên người làm và thời điểm; sai thì đính chính bằng dòng mới."),
			web.Mark("Con số nào cũng mở ra các dòng phía sau; báo cáo đã chốt không tự đổi."),
		}},
	}
)
