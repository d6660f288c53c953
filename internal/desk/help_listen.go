package desk

import "github.com/nhipcau/nhipcau/internal/web"

// stuckListen is what to do when a page of listening does not help.
var stuckListen = web.Mark("Tin thiếu hay gộp nhầm thì nói với người điều phối lắng nghe của tỉnh.")

// listenHelp are the pages of listening.
var listenHelp = map[string]web.Help{
	"/lang-nghe": {
		For:   web.Mark("Bảng lắng nghe: chủ đề nào đang được nói nhiều, vì sao, và sắp tới thế nào."),
		Next:  web.Mark("Chọn chủ đề trong bảng; bấm vào con số để mở đúng các tin đó."),
		Stuck: stuckListen,
	},
	"/lang-nghe/nguon": {
		For:   web.Mark("Nguồn tin và sức khỏe của từng nguồn."),
		Next:  web.Mark("Nguồn lỗi đứng trên cùng: mở ra, lấy thử, sửa địa chỉ."),
		Stuck: stuckListen,
	},
	"/lang-nghe/nguon/{id}": {
		For:   web.Mark("Thông tin một nguồn tin và những lần lấy gần đây."),
		Next:  web.Mark("Sửa, bấm Lấy thử để xem máy đọc được gì, rồi lưu. Trọng số chỉ xếp thứ tự trong bản điểm tin đề xuất."),
		Stuck: stuckListen,
	},
	"/lang-nghe/sac-thai/da-soat": {
		For:   web.Mark("Những tin cán bộ đã đánh giá sắc thái, có lợi hay bất lợi cho điều hành."),
		Next:  web.Mark("Mở từng tin để đọc; đánh giá thêm ở trang Soát sắc thái."),
		Stuck: stuckListen,
	},
	"/lang-nghe/nguon/tim-dia-chi": {
		For:   web.Mark("Những địa chỉ bản tin tìm thấy trên một trang."),
		Next:  web.Mark("Bấm địa chỉ đúng để điền vào nguồn mới."),
		Stuck: stuckListen,
	},
	"/lang-nghe/chu-de": {
		For:   web.Mark("Các chủ đề máy hỏi mọi tin."),
		Next:  web.Mark("Mở chủ đề để sửa câu truy vấn, đơn vị liên quan, hoặc tạm dừng."),
		Stuck: stuckListen,
	},
	"/lang-nghe/chu-de/{id}": {
		For:   web.Mark("Một chủ đề: tên, câu truy vấn, đơn vị liên quan."),
		Next:  web.Mark("Bấm Xem thử để biết sẽ khớp tin nào, rồi lưu."),
		Stuck: web.Mark("Dấu ^ dưới câu truy vấn chỉ đúng chỗ sai."),
	},
	"/lang-nghe/su-viec": {
		For:   web.Mark("Những câu chuyện máy cho rằng có thể là một việc."),
		Next:  web.Mark("Mở hai câu chuyện để so, rồi bấm Gộp hoặc Không phải."),
		Stuck: web.Mark("Máy không tự gộp; gộp nhầm thì mở câu chuyện và tách ra."),
	},
	"/lang-nghe/su-viec/{id}": {
		For:   web.Mark("Một câu chuyện: ai đăng trước, lan ra thế nào, sắc thái chung."),
		Next:  web.Mark("Mở từng tin; tin lạc thì chọn rồi tách, câu chuyện trùng thì gộp."),
		Stuck: stuckListen,
	},
	"/lang-nghe/tin/{id}": {
		For:   web.Mark("Một tin báo chí với những lần sửa sau khi đăng."),
		Next:  web.Mark("Mở bài gốc để đọc đầy đủ; xem câu chuyện mà tin thuộc về."),
		Stuck: stuckListen,
	},
	"/lang-nghe/tim": {
		For:   web.Mark("Tìm trong mọi tin báo chí và trang công khai đã nhận."),
		Next:  web.Mark("Gõ vài chữ, lọc theo nguồn, chủ đề, ngày; lưu điều hay tìm."),
		Stuck: web.Mark("Không thấy tin thì bỏ bớt điều kiện, hoặc thêm cách viết khác bằng OR."),
	},
	"/lang-nghe/dia-ban": {
		For:   web.Mark("Số dân từng xã, phường: nơi nào được đếm riêng trên mạng xã hội."),
		Next:  web.Mark("Ghi số dân theo số liệu thống kê mới nhất, rồi lưu."),
		Stuck: web.Mark("Nơi không có trong bảng là chưa có trong danh bạ đơn vị."),
	},
	"/lang-nghe/go-bai": {
		For:   web.Mark("Gỡ một bài khỏi hệ thống khi có người yêu cầu."),
		Next:  web.Mark("Dán đường dẫn, xem đúng bài, ghi căn cứ rồi gỡ."),
		Stuck: web.Mark("Không tìm thấy thì hệ thống không giữ bài ấy."),
	},
	"/lang-nghe/ghi-nhan": {
		For:   web.Mark("Ghi tin máy không tự lấy được và số lượng nghe được."),
		Next:  web.Mark("Dán đường dẫn để xem trước, hoặc ghi số lượng bằng lời của mình."),
		Stuck: web.Mark("Mạng xã hội chỉ ghi số lượng: không chép nguyên văn, không ghi tên."),
	},
	"/lang-nghe/ghi-nhan/viec-dai": {
		For:   web.Mark("Tệp đang được đọc và tin đang được xếp lại: tới đâu, còn bao nhiêu."),
		Next:  web.Mark("Bấm Dừng khi cần; tệp thì gửi lại đúng tệp đó để đọc tiếp."),
		Stuck: stuckListen,
	},
	"/lang-nghe/ghi-nhan/lan-nap": {
		For:   web.Mark("Các tệp đã nạp trong 30 ngày qua và những gì còn rút lại được."),
		Next:  web.Mark("Nạp nhầm thì bấm Rút lại lần nạp này để xem sẽ mất gì."),
		Stuck: stuckListen,
	},
	"/lang-nghe/ghi-nhan/lan-nap/{id}": {
		For:   web.Mark("Một lần nạp tệp: rút lại thì mất gì, còn gì, vì sao."),
		Next:  web.Mark("Xem số tin và số đếm, ghi lý do rồi rút lại; sau đó gửi lại tệp đúng."),
		Stuck: web.Mark("Tin do nơi khác cũng đăng thì không mất; muốn bỏ hẳn thì gỡ ở trang của tin."),
	},
	"/lang-nghe/co-so": {
		For:   web.Mark("Các xã, phường nghe dân nói gì trong tháng."),
		Next:  web.Mark("Chọn tháng; đơn vị chưa có thông tin thì nhắc qua đợt báo cáo."),
		Stuck: stuckListen,
	},
	"/lang-nghe/sac-thai": {
		For:   web.Mark("Soát đề xuất sắc thái của máy đối với chính sách."),
		Next:  web.Mark("Đọc tin, chọn một sắc thái; mỗi ngày vài tin là đủ."),
		Stuck: web.Mark("Không rõ thì chọn Chưa rõ sắc thái; đó cũng là câu trả lời."),
	},
	"/lang-nghe/canh-bao": {
		For:   web.Mark("Những lúc một chủ đề có nhiều tin hơn hẳn thường lệ, và điều người dân hỏi mà chưa có thông tin chính thức."),
		Next:  web.Mark("Mở cảnh báo rõ nhất, xem bằng chứng, rồi nhận hoặc đóng."),
		Stuck: stuckListen,
	},
	"/lang-nghe/canh-bao/{id}": {
		For:   web.Mark("Một cảnh báo với bằng chứng và độ tin cậy."),
		Next:  web.Mark("Nhận xem, giao việc cho đơn vị, hoặc đóng kèm đánh giá đúng hay nhầm."),
		Stuck: stuckListen,
	},
	"/lang-nghe/nguoi-nhan": {
		For:   web.Mark("Ai được báo về chủ đề nào, giờ nào không làm phiền."),
		Next:  web.Mark("Mở một bảng theo dõi để sửa, hoặc thêm bảng mới."),
		Stuck: stuckListen,
	},
	"/lang-nghe/nguoi-nhan/{id}": {
		For:   web.Mark("Một bảng theo dõi: chủ đề, người nhận, giờ yên lặng."),
		Next:  web.Mark("Chọn người nhận và người thay, đặt giờ yên lặng, rồi lưu."),
		Stuck: stuckListen,
	},
	"/theo-doi-gi": {
		For:   web.Mark("Tỉnh theo dõi gì và không theo dõi gì, ai cũng xem được."),
		Next:  web.Mark("Đọc nguồn, thời hạn lưu, và cách yêu cầu gỡ."),
		Stuck: stuckListen,
	},
	"/lang-nghe/diem-tin": {
		For:   web.Mark("Các bản điểm tin: bản đang soạn, bản đã chốt và bản tin ngày."),
		Next:  web.Mark("Mở bản của tuần để xem, sửa; tuần chưa có bản thì lập ở trên cùng."),
		Stuck: stuckListen,
	},
	"/lang-nghe/diem-tin/{id}": {
		For:   web.Mark("Một bản điểm tin: từng câu chuyện, đơn vị liên quan và đề xuất xử lý."),
		Next:  web.Mark("Sửa, gộp hoặc bỏ từng câu chuyện rồi lưu; xong thì chốt và trình ký."),
		Stuck: web.Mark("Bản đã chốt không sửa được; điều bổ sung được nêu ở kỳ sau."),
	},
	"/lang-nghe/diem-tin/{id}/bo-sung": {
		For:   web.Mark("Tin của kỳ trước đến sau khi bản điểm tin đã chốt."),
		Next:  web.Mark("Xem các tin này trước khi viết phần bổ sung của kỳ sau."),
		Stuck: stuckListen,
	},
	"/lang-nghe/diem-tin/nguoi-nhan": {
		For:   web.Mark("Ai nhận bản điểm tin tuần và bản tin ngày qua thư."),
		Next:  web.Mark("Chọn người nhận rồi lưu; mỗi kỳ mỗi người nhận một lần."),
		Stuck: web.Mark("Người không có trong danh sách thì thêm thư điện tử ở Danh bạ trước."),
	},
}
