package desk

import "github.com/nhipcau/nhipcau/internal/web"

// What to do when stuck, shared by pages.
var (
	stuckTask     = web.Mark("Hỏi người điều phối của kế hoạch; tên họ có trong trang nhiệm vụ, mục Giao việc.")
	stuckSystem   = web.Mark("Nhờ quản trị hệ thống; họ thấy trang quản trị và nhật ký.")
	stuckAccount  = web.Mark("Nhờ người quản trị tài khoản của đơn vị, hoặc quản trị hệ thống.")
	stuckDocument = web.Mark("Văn bản có dấu MẬT, TỐI MẬT, TUYỆT MẬT không đưa lên đây. Tệp không đọc được thì dán chữ hoặc nhập bằng tay.")
	stuckForm     = web.Mark("Có lỗi ở ô nào, dòng đỏ cạnh ô nói cách sửa. Nội dung đã nhập vẫn còn.")
	stuckFile     = web.Mark("Tệp sai cột hoặc sai mẫu thì trang nói dòng nào, cột nào. Sửa tệp rồi chọn lại.")
	stuckRound    = web.Mark("Hỏi cơ quan mở đợt báo cáo; tên cơ quan ghi ở đầu trang.")
	stuckPaper    = web.Mark("Sai số, sai tên hoặc sai khối chữ ký: sửa khi còn là dự thảo. Sau khi ban hành chỉ đối chiếu, không sửa.")
	stuckList     = web.Mark("Không thấy dòng cần tìm: bỏ bớt bộ lọc, hoặc gõ mã vào ô tìm kiếm ở đầu trang.")
	stuckDoor     = web.Mark("Không vào được: nhờ người quản trị tài khoản của đơn vị cấp lại mật khẩu dùng một lần.")
	stuckNumber   = web.Mark("Mỗi con số mở ra các dòng tạo nên nó. Số lạ thì mở số đó trước khi hỏi.")
)

// helpPages is what each page says about itself, by its address without the method.
var helpPages = map[string]web.Help{
	"/{$}": {
		For:   web.Mark("Những gì cần bạn hôm nay, việc gấp ở trên cùng."),
		Next:  web.Mark("Làm từ dòng đầu xuống; mỗi dòng một nút. Con số ở đầu trang mở danh sách của nó."),
		Stuck: stuckTask,
	},
	"/viec": {
		For:   web.Mark("Danh sách việc theo bộ lọc: của tôi, chờ người khác, chờ xác nhận, quá hạn."),
		Next:  web.Mark("Chọn bộ lọc rồi mở việc cần làm."),
		Stuck: stuckList,
	},
	"/viec/{code}": {
		For:   web.Mark("Mọi điều về một nhiệm vụ: ai làm, hạn nào, vì sao, đã làm gì."),
		Next:  web.Mark("Ghi kết quả, khó khăn, kiến nghị, đính kèm tệp hoặc số văn bản rồi nộp. Không kịp thì xin điều chỉnh thời hạn trước khi quá hạn; không thuộc đơn vị mình thì đề nghị chuyển."),
		Stuck: stuckTask,
	},
	"/viec/{code}/sua": {
		For:   web.Mark("Sửa tên, đơn vị, thời hạn và cách theo dõi của nhiệm vụ."),
		Next:  web.Mark("Sửa đúng điều cần sửa rồi lưu; thay đổi được ghi vào dòng thời gian và báo cho đơn vị."),
		Stuck: stuckForm,
	},
	"/nhap-thay": {
		For:   web.Mark("Ghi kết quả thay cho đơn vị đã báo bằng công văn, Zalo, điện thoại, tại cuộc họp."),
		Next:  web.Mark("Chọn đơn vị, chọn cách nhận, ghi kết quả cạnh từng nhiệm vụ rồi lưu một lần. Đơn vị xác nhận hoặc sửa sau."),
		Stuck: stuckTask,
	},
	"/tim": {
		For:   web.Mark("Tìm nhiệm vụ, kế hoạch, đơn vị, có dấu hoặc không dấu."),
		Next:  web.Mark("Gõ vài chữ trong tên; gõ mã nhiệm vụ thì mở thẳng."),
		Stuck: stuckList,
	},
	"/lich": {
		For:   web.Mark("Hạn của nhiệm vụ theo ngày trong tháng."),
		Next:  web.Mark("Bấm vào nhiệm vụ để mở; tải lịch để xem trên điện thoại."),
		Stuck: stuckList,
	},
	"/thong-bao": {
		For:   web.Mark("Những thay đổi có liên quan đến bạn, mới nhất ở trên."),
		Next:  web.Mark("Mở thông báo để đến đúng chỗ; đọc xong thì đánh dấu đã đọc hết."),
		Stuck: stuckTask,
	},
	"/vang-mat": {
		For:   web.Mark("Ghi ngày bạn vắng và ai làm thay."),
		Next:  web.Mark("Chọn người, chọn ngày bắt đầu và kết thúc; trong những ngày đó người làm thay thấy việc và nhận nhắc."),
		Stuck: stuckTask,
	},
	"/quan-tri": {
		For:   web.Mark("Lối vào mọi thiết lập của hệ thống."),
		Next:  web.Mark("Tỉnh mới dùng lần đầu thì theo trang Ngày đầu tiên. Còn lại chọn mục cần sửa."),
		Stuck: stuckSystem,
	},
	"/quan-tri/nhat-ky": {
		For:   web.Mark("Ai đã làm gì, khi nào; mỗi dòng được niêm phong để không ai sửa được mà không lộ."),
		Next:  web.Mark("Lọc theo người hoặc ngày; bấm kiểm tra để chắc chuỗi còn nguyên."),
		Stuck: stuckSystem,
	},
	"/quan-tri/thu": {
		For:   web.Mark("Thư nào đã gửi, đang chờ, chưa gửi được."),
		Next:  web.Mark("Thư lỗi: xem lý do, sửa địa chỉ trong danh bạ rồi gửi lại."),
		Stuck: stuckSystem,
	},
	"/quan-tri/nhac-viec": {
		For:   web.Mark("Khi nào hệ thống nhắc đầu mối và cấp trên của đầu mối."),
		Next:  web.Mark("Đặt số ngày trước hạn; bậc trên đầu mối mặc định tắt, chỉ bật khi lãnh đạo đồng ý."),
		Stuck: stuckSystem,
	},
	"/quan-tri/thoi-han": {
		For:   web.Mark("Ngày nghỉ, ngày làm bù và cách tính hạn theo từng điều khoản."),
		Next:  web.Mark("Gõ ngày bắt đầu và chọn điều khoản để xem hạn được tính thế nào."),
		Stuck: stuckSystem,
	},
	"/tro-giup": {
		For:   web.Mark("Các trang dùng để làm gì, câu hỏi thường gặp và hỏi ai."),
		Next:  web.Mark("In sổ tay hai trang của vai trò mình và để cạnh máy."),
		Stuck: stuckAccount,
	},
	"/tro-giup/so-tay/{role}": {
		For:   web.Mark("Sổ tay hai trang của một vai trò."),
		Next:  web.Mark("Bấm in trên trình duyệt, khổ A4; đưa cho người mới trong buổi đầu."),
		Stuck: stuckAccount,
	},
	"/tro-giup/ngay-dau": {
		For:   web.Mark("Bốn bước để một tỉnh bắt đầu dùng: đơn vị, con người, kế hoạch, đợt báo cáo."),
		Next:  web.Mark("Làm lần lượt từ bước đầu chưa xong; bước xong tự đánh dấu theo dữ liệu thật."),
		Stuck: stuckSystem,
	},
	"/ke-hoach": {
		For:   web.Mark("Các kế hoạch đang chạy và đã kết thúc."),
		Next:  web.Mark("Mở kế hoạch để xem nhiệm vụ, hoặc nhập kế hoạch mới từ văn bản."),
		Stuck: stuckList,
	},
	"/ke-hoach/{id}": {
		For:   web.Mark("Mọi nhiệm vụ của một kế hoạch trong một bảng."),
		Next:  web.Mark("Lọc theo đơn vị hoặc tình trạng; bấm tên để mở nhiệm vụ."),
		Stuck: stuckList,
	},
	"/ke-hoach/don-vi/{id}": {
		For:   web.Mark("Mỗi đơn vị đang làm đến đâu trong kế hoạch này."),
		Next:  web.Mark("Bấm vào con số để xem các nhiệm vụ phía sau."),
		Stuck: stuckNumber,
	},
	"/ke-hoach/lich/{id}": {
		For:   web.Mark("Các mốc thời gian của kế hoạch theo thứ tự."),
		Next:  web.Mark("Xem mốc sắp đến và mở nhiệm vụ của mốc đó."),
		Stuck: stuckList,
	},
	"/ke-hoach/van-ban/{id}": {
		For:   web.Mark("Văn bản gốc và chỗ mỗi nhiệm vụ được lấy ra; các lần sửa của văn bản."),
		Next:  web.Mark("Bấm một dòng để đến nhiệm vụ; có văn bản sửa đổi thì nhập làm bản mới."),
		Stuck: stuckDocument,
	},
	"/ke-hoach/sua/{id}": {
		For:   web.Mark("Sửa tên, số, ngày và ai được xem độ trễ của kế hoạch."),
		Next:  web.Mark("Sửa rồi lưu; các nhiệm vụ đã mở không đổi hạn."),
		Stuck: stuckForm,
	},
	"/ke-hoach/them/{id}": {
		For:   web.Mark("Thêm một nhiệm vụ mà văn bản không có hoặc đọc sót."),
		Next:  web.Mark("Ghi việc, đơn vị chủ trì, thời hạn và căn cứ rồi lưu."),
		Stuck: stuckForm,
	},
	"/ke-hoach/ket-thuc/{id}": {
		For:   web.Mark("Khép lại một kế hoạch."),
		Next:  web.Mark("Quyết định từng việc còn mở rồi kết thúc; kế hoạch vẫn xem được."),
		Stuck: stuckForm,
	},
	"/ke-hoach/nam-sau/{id}": {
		For:   web.Mark("Lập kế hoạch năm sau từ kế hoạch này."),
		Next:  web.Mark("Bỏ nhiệm vụ không còn, sửa hạn, rồi đưa vào bản thảo để rà."),
		Stuck: stuckForm,
	},
	"/ke-hoach/bao-cao/{id}": {
		For:   web.Mark("Báo cáo tiến độ của kế hoạch theo kỳ."),
		Next:  web.Mark("Chọn kỳ và chốt số liệu; bản chốt không đổi nữa."),
		Stuck: stuckNumber,
	},
	"/ke-hoach/ban-bao-cao/{id}": {
		For:   web.Mark("Một báo cáo đã chốt số liệu."),
		Next:  web.Mark("Đọc lại, sửa lời, tải DOCX hoặc PDF, hoặc trình ký."),
		Stuck: stuckNumber,
	},
	"/ke-hoach/so-lieu/{id}": {
		For:   web.Mark("Các nhiệm vụ tạo nên một con số của báo cáo."),
		Next:  web.Mark("Xem từng dòng; sai ở dòng nào thì mở nhiệm vụ đó."),
		Stuck: stuckNumber,
	},
	"/ke-hoach/nhap": {
		For:   web.Mark("Biến văn bản kế hoạch thành các nhiệm vụ theo dõi được."),
		Next:  web.Mark("Chọn tệp DOCX, PDF, DOC, bảng tính, ảnh quét, hoặc dán chữ. Chưa có gì được tạo cho đến khi bạn xác nhận."),
		Stuck: stuckDocument,
	},
	"/ke-hoach/nhap/{id}": {
		For:   web.Mark("Rà những gì đọc được từ văn bản trước khi mở nhiệm vụ."),
		Next:  web.Mark("Xem các dòng đánh dấu chưa rõ trước; sửa việc, đơn vị, hạn; rồi xác nhận một lần."),
		Stuck: stuckForm,
	},
	"/ke-hoach/trao-doi/{id}": {
		For:   web.Mark("So bảng nhiệm vụ của hệ thống khác với kế hoạch này để không nhập hai lần."),
		Next:  web.Mark("Chọn tệp XLSX; cột được nhớ cho lần sau."),
		Stuck: stuckFile,
	},
	"/ke-hoach/bang/{id}": {
		For:   web.Mark("Từng dòng của bảng bên kia cạnh nhiệm vụ ở đây."),
		Next:  web.Mark("Đánh dấu dòng muốn nhận, rồi áp dụng một lần; tải bảng trả lại theo đúng cột của họ."),
		Stuck: stuckFile,
	},
	"/nhiem-vu": {
		For:   web.Mark("Mọi nhiệm vụ bạn được xem, của tất cả kế hoạch."),
		Next:  web.Mark("Lọc, chọn nhiều dòng để nhắc, hoặc xuất bảng tính."),
		Stuck: stuckList,
	},
	"/van-ban": {
		For:   web.Mark("Văn bản do hệ thống soạn: dự thảo, đã trình, đã ban hành."),
		Next:  web.Mark("Mở bản đang chờ bước tiếp theo."),
		Stuck: stuckPaper,
	},
	"/van-ban/{id}": {
		For:   web.Mark("Một văn bản từ dự thảo đến ban hành."),
		Next:  web.Mark("Sửa lời, trình, rồi ghi số, ngày, người ký và tải bản đã ban hành lên; hệ thống đối chiếu số liệu với bản chốt."),
		Stuck: stuckPaper,
	},
	"/the-thuc": {
		For:   web.Mark("Thể thức và khối chữ ký của từng đơn vị."),
		Next:  web.Mark("Chọn đơn vị cần đặt."),
		Stuck: stuckSystem,
	},
	"/the-thuc/{id}": {
		For:   web.Mark("Tên cơ quan, ký hiệu, khối chữ ký và nơi nhận của một đơn vị."),
		Next:  web.Mark("Điền theo con dấu và văn bản gần nhất của đơn vị rồi lưu."),
		Stuck: stuckForm,
	},
	"/dot-bao-cao": {
		For:   web.Mark("Các đợt báo cáo: đợt đơn vị bạn còn nợ và đợt bạn tổng hợp."),
		Next:  web.Mark("Mở đợt có hạn gần nhất."),
		Stuck: stuckRound,
	},
	"/dot-bao-cao/moi": {
		For:   web.Mark("Mở một đợt báo cáo từ mẫu có sẵn."),
		Next:  web.Mark("Chọn mẫu gần nhất; sửa câu hỏi, đơn vị và hạn ở bước sau."),
		Stuck: stuckForm,
	},
	"/dot-bao-cao/sua/{round}": {
		For:   web.Mark("Soạn biểu của đợt: câu hỏi, ai phải trả lời, hạn."),
		Next:  web.Mark("Ghi cách tính cạnh mỗi số liệu, chọn đơn vị, xem thử rồi mở đợt."),
		Stuck: stuckForm,
	},
	"/dot-bao-cao/{round}": {
		For:   web.Mark("Ai đã trả lời, ai chưa, và số tổng."),
		Next:  web.Mark("Nhắc đơn vị chưa trả lời, nhập thay khi họ báo cách khác, rồi khóa đợt khi đủ."),
		Stuck: stuckNumber,
	},
	"/dot-bao-cao/so-lieu/{round}": {
		For:   web.Mark("Số liệu của mọi đơn vị cộng từ xã lên sở, lên tỉnh."),
		Next:  web.Mark("Bấm con số để xem đơn vị nào tạo nên nó."),
		Stuck: stuckNumber,
	},
	"/dot-bao-cao/noi-dung/{round}": {
		For:   web.Mark("Lời của các đơn vị xếp theo từng câu hỏi."),
		Next:  web.Mark("Đọc, chọn điều đáng đưa vào báo cáo chung."),
		Stuck: stuckRound,
	},
	"/dot-bao-cao/don-vi/{unit}": {
		For:   web.Mark("Mọi đợt báo cáo và câu hỏi mà một đơn vị còn nợ, trong một trang."),
		Next:  web.Mark("Trả lời từ hạn gần nhất; không có gì thì chọn Không phát sinh."),
		Stuck: stuckRound,
	},
	"/dot-bao-cao/{round}/{unit}": {
		For:   web.Mark("Biểu trả lời của một đơn vị trong một đợt."),
		Next:  web.Mark("Số kỳ trước đã điền sẵn; sửa số mới rồi gửi. Không có gì thì chọn Không phát sinh."),
		Stuck: stuckRound,
	},
	"/dot-bao-cao/duong-dan/{round}": {
		For:   web.Mark("Đường dẫn một lần cho đơn vị không có tài khoản."),
		Next:  web.Mark("Tạo cho đơn vị chưa trả lời, in phiếu hoặc chép gửi Zalo; thu hồi khi gửi nhầm."),
		Stuck: stuckTask,
	},
	"/dot-bao-cao/nhap-bieu": {
		For:   web.Mark("Đưa biểu DOCX, XLSX đã điền ngoài hệ thống vào đợt báo cáo."),
		Next:  web.Mark("Chọn tệp; hệ thống nhận ra đợt và đơn vị theo mã trên biểu."),
		Stuck: stuckFile,
	},
	"/dot-bao-cao/nhap-bieu/{id}": {
		For:   web.Mark("Biểu này sẽ đổi những gì, trước khi ghi."),
		Next:  web.Mark("So số cũ và số mới; đúng thì nhận, sai thì bỏ."),
		Stuck: stuckFile,
	},
	"/l/{token}": {
		For:   web.Mark("Biểu báo cáo của một đơn vị cho một đợt, không cần tài khoản."),
		Next:  web.Mark("Điền rồi gửi. Không có gì thì chọn Không phát sinh."),
		Stuck: stuckRound,
	},
	"/chi-dao": {
		For:   web.Mark("Các ý kiến chỉ đạo và việc sinh ra từ đó."),
		Next:  web.Mark("Ghi ý kiến mới; thư ký ghi thay thì lãnh đạo xác nhận."),
		Stuck: stuckTask,
	},
	"/chi-dao/moi": {
		For:   web.Mark("Ghi một ý kiến chỉ đạo thành việc."),
		Next:  web.Mark("Một câu, một đơn vị, một ngày; lưu là đơn vị nhận được."),
		Stuck: stuckForm,
	},
	"/chi-dao/giao-ban": {
		For:   web.Mark("Một trang A4 cho buổi giao ban."),
		Next:  web.Mark("Chọn ngày rồi in; xem lại ý kiến còn mở trước cuộc họp."),
		Stuck: stuckNumber,
	},
	"/ban-giao": {
		For:   web.Mark("Bàn giao việc của người nghỉ, chuyển đi; đơn vị chưa có người; đơn vị sáp nhập."),
		Next:  web.Mark("Chọn người cần bàn giao, hoặc mở đơn vị chưa có người."),
		Stuck: stuckAccount,
	},
	"/ban-giao/nguoi/{id}": {
		For:   web.Mark("Mọi việc còn mở của một người."),
		Next:  web.Mark("Chọn người nhận cho từng việc hoặc cho tất cả, rồi bàn giao một lần."),
		Stuck: stuckAccount,
	},
	"/ban-giao/{id}": {
		For:   web.Mark("Biên bản bàn giao công việc đã lập."),
		Next:  web.Mark("In để hai bên ký."),
		Stuck: stuckAccount,
	},
	"/danh-ba": {
		For:   web.Mark("Các đơn vị của tỉnh theo cây, có cả tên cũ."),
		Next:  web.Mark("Tìm đơn vị, kiểm tra đầu mối; thiếu nhiều thì nhập từ tệp."),
		Stuck: stuckSystem,
	},
	"/danh-ba/them": {
		For:   web.Mark("Thêm một đơn vị."),
		Next:  web.Mark("Ghi tên đầy đủ, tên tắt, đơn vị cấp trên và ngày có hiệu lực."),
		Stuck: stuckForm,
	},
	"/danh-ba/{id}": {
		For:   web.Mark("Một đơn vị: con người, đầu mối, tên cũ, đơn vị cấp dưới."),
		Next:  web.Mark("Kiểm tra đầu mối và thư điện tử, vì lời nhắc đến đó."),
		Stuck: stuckAccount,
	},
	"/danh-ba/{id}/sua": {
		For:   web.Mark("Sửa tên, cấp trên hoặc kết thúc một đơn vị."),
		Next:  web.Mark("Đổi tên, sáp nhập thì ghi ngày; kế hoạch cũ giữ tên cũ."),
		Stuck: stuckForm,
	},
	"/nhap-danh-ba": {
		For:   web.Mark("Nhập danh bạ đơn vị từ tệp bảng tính."),
		Next:  web.Mark("Chọn mẫu cấp tỉnh hoặc tệp của bạn; bước sau cho xem trước."),
		Stuck: stuckFile,
	},
	"/nhap-danh-ba/{import}": {
		For:   web.Mark("Danh bạ sẽ thay đổi thế nào, trước khi ghi."),
		Next:  web.Mark("Xem dòng thêm, sửa, kết thúc rồi đồng ý."),
		Stuck: stuckFile,
	},
	"/phim-tat": {
		For:   web.Mark("Các phím để đi lại không cần chuột."),
		Next:  web.Mark("Thử g rồi h để về Hôm nay; tắt phím tắt ở cuối trang nếu vướng."),
		Stuck: stuckAccount,
	},
	"/gui-lai/{id}": {
		For:   web.Mark("Nội dung bạn gửi khi phiên đã hết hoặc đứt mạng, được giữ lại."),
		Next:  web.Mark("Đọc lại rồi gửi tiếp, hoặc bỏ."),
		Stuck: stuckAccount,
	},
	"/dang-nhap": {
		For:   web.Mark("Vào hệ thống bằng tài khoản của bạn."),
		Next:  web.Mark("Gõ tên đăng nhập và mật khẩu. Bạn sẽ về đúng trang đang làm."),
		Stuck: stuckDoor,
	},
	"/dang-nhap/ma-xac-thuc": {
		For:   web.Mark("Bước thứ hai của việc đăng nhập."),
		Next:  web.Mark("Gõ sáu số trong ứng dụng xác thực, hoặc một mã dự phòng."),
		Stuck: stuckDoor,
	},
	"/dang-nhap/doi-mat-khau": {
		For:   web.Mark("Đặt mật khẩu riêng thay mật khẩu dùng một lần."),
		Next:  web.Mark("Chọn một câu dài, dễ nhớ, không dùng ở nơi khác."),
		Stuck: stuckDoor,
	},
	"/dang-nhap/bat-ma-xac-thuc": {
		For:   web.Mark("Vai trò của bạn cần mã xác thực hai bước."),
		Next:  web.Mark("Quét mã bằng ứng dụng xác thực, gõ sáu số, cất mã dự phòng ở chỗ kín."),
		Stuck: stuckDoor,
	},
	"/mo-khoa": {
		For:   web.Mark("Màn hình đã khóa vì máy để lâu; việc đang mở vẫn còn."),
		Next:  web.Mark("Gõ mật khẩu để tiếp tục, hoặc đăng xuất để người khác dùng máy."),
		Stuck: stuckDoor,
	},
	"/doi-nguoi": {
		For:   web.Mark("Đổi người trên máy dùng chung mà không phải đăng xuất cả máy."),
		Next:  web.Mark("Chọn tên mình, gõ mã của mình."),
		Stuck: stuckAccount,
	},
	"/thiet-lap": {
		For:   web.Mark("Lập tài khoản quản trị đầu tiên của máy này."),
		Next:  web.Mark("Gõ mã thiết lập in trên màn hình máy chủ, tên tỉnh và mật khẩu."),
		Stuck: stuckSystem,
	},
	"/tai-khoan": {
		For:   web.Mark("Tài khoản của bạn: tên, vai trò, cách đăng nhập, ngôn ngữ."),
		Next:  web.Mark("Sửa thư điện tử cho đúng, vì thư nhắc gửi đến đó."),
		Stuck: stuckAccount,
	},
	"/tai-khoan/mat-khau": {
		For:   web.Mark("Đổi mật khẩu của bạn."),
		Next:  web.Mark("Gõ mật khẩu đang dùng rồi mật khẩu mới; các máy khác sẽ phải đăng nhập lại."),
		Stuck: stuckAccount,
	},
	"/tai-khoan/ma-xac-thuc": {
		For:   web.Mark("Bật, tắt mã xác thực hai bước và lấy mã dự phòng."),
		Next:  web.Mark("Quét mã bằng ứng dụng xác thực; đổi điện thoại thì tắt rồi bật lại."),
		Stuck: stuckAccount,
	},
	"/tai-khoan/thiet-bi": {
		For:   web.Mark("Các máy đang đăng nhập bằng tài khoản của bạn."),
		Next:  web.Mark("Thấy máy lạ thì cho thoát ngay rồi đổi mật khẩu."),
		Stuck: stuckAccount,
	},
	"/tai-khoan/khoa-truy-cap": {
		For:   web.Mark("Đăng nhập bằng vân tay, khuôn mặt hoặc mã của máy, không cần mật khẩu."),
		Next:  web.Mark("Thêm khóa trên máy bạn dùng hằng ngày; giữ ít nhất một cách khác."),
		Stuck: stuckAccount,
	},
	"/tai-khoan/may-dung-chung": {
		For:   web.Mark("Máy nhiều người cùng dùng: mỗi người một tên, một mã."),
		Next:  web.Mark("Ghi nhận máy này, rồi mỗi người đặt mã của mình."),
		Stuck: stuckAccount,
	},
	"/quan-tri/cach-dang-nhap": {
		For:   web.Mark("Vai trò nào cần mã xác thực, có đăng nhập một lần hay không."),
		Next:  web.Mark("Chỉ bắt buộc mã xác thực với vai trò cần; báo trước cho người dùng."),
		Stuck: stuckSystem,
	},
	"/quan-tri/tai-khoan": {
		For:   web.Mark("Mọi tài khoản trong phạm vi của bạn và vai trò của họ."),
		Next:  web.Mark("Tạo từng người, hoặc nhập cả đơn vị từ tệp rồi in phiếu đăng nhập."),
		Stuck: stuckSystem,
	},
	"/quan-tri/tai-khoan/moi": {
		For:   web.Mark("Tạo tài khoản cho một người."),
		Next:  web.Mark("Chọn đơn vị, vai trò hẹp nhất đủ dùng; in phiếu có mật khẩu dùng một lần."),
		Stuck: stuckForm,
	},
	"/quan-tri/tai-khoan/{id}": {
		For:   web.Mark("Một tài khoản: vai trò, cấp lại mật khẩu, ngừng dùng."),
		Next:  web.Mark("Người nghỉ việc thì bàn giao hết việc trước khi ngừng."),
		Stuck: stuckSystem,
	},
	"/quan-tri/nhap-tai-khoan": {
		For:   web.Mark("Tạo tài khoản hàng loạt từ tệp."),
		Next:  web.Mark("Tải mẫu, điền, chọn tệp; bước sau cho xem trước."),
		Stuck: stuckFile,
	},
	"/quan-tri/nhap-tai-khoan/{id}": {
		For:   web.Mark("Những tài khoản sẽ được tạo hoặc sửa, trước khi ghi."),
		Next:  web.Mark("Xem dòng có cảnh báo trước; đồng ý rồi in phiếu ngay, vì mật khẩu chỉ hiện một lần."),
		Stuck: stuckFile,
	},
	"/don-doc": {
		For:   web.Mark("Đơn vị nào đang trễ và đã được đôn đốc đến đâu."),
		Next:  web.Mark("Mở đơn vị trễ nhiều nhất; đơn vị đang chờ bạn trả lời thì không đôn đốc."),
		Stuck: stuckTask,
	},
	"/don-doc/{unit}": {
		For:   web.Mark("Việc trễ của một đơn vị và các lần đã đôn đốc."),
		Next:  web.Mark("Chép lời ngắn gửi Zalo, ghi một cuộc gọi, hoặc soạn công văn đôn đốc."),
		Stuck: stuckTask,
	},
	"/don-doc/cong-van/{id}": {
		For:   web.Mark("Phụ lục các việc trễ của một công văn đôn đốc."),
		Next:  web.Mark("Kiểm tra từng dòng trước khi trình ký."),
		Stuck: stuckPaper,
	},
}
