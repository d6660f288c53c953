package vi

// functionWords are words that no key phrase contains: particles, pronouns, conjunctions, common adverbs,
// counters and verbs that say little. Words of several syllables stand with a space.
var functionWords = lineSet(`
à|ạ|ai|anh|ấy|ba|bao giờ|bao nhiêu|bằng|bên|bên cạnh|bị|biết|bởi|bởi vì|các|các bạn|cách|cái|càng|cả|cần|chắc|chẳng|chẳng hạn|chỉ|chị|chiếc|cho|cho đến|cho nên|chúng|chúng ta|chúng tôi|chưa|chứ|có|có thể|con|còn|cô|cùng|cùng với|cũng|của|cứ|cụ thể
dạ|do|do đó|dù|dưới|đã|đang|đây|đấy|để|đều|đến|đi|đó|đối với|đồng thời|được|em|gì|giữa|hai|hay|hãy|hết|họ|hoặc|hơn|hiện nay|hiện|kể cả|kể từ|khác|khá|khi|không|không chỉ|không thể|kia|là|lại|làm|lần|lên|lúc
mà|mình|một|một số|mỗi|mọi|mới|muốn|năm|nào|này|nay|nên|nếu|ngay|ngày|ngoài|ngoài ra|người|nhau|nhằm|nhất|nhất là|nhiều|nhưng|như|như vậy|như sau|những|ở|ông|phải|qua|quá|ra|rằng|rất|riêng|rồi|sau|sau khi|sao|sẽ|số|sự|ta|tại|tất cả
tháng|thành|theo|theo đó|thế|thế nào|thì|thôi|thường|tiếp tục|tiếp|toàn bộ|tôi|tới|trên|trong|trong đó|trước|trước khi|từ|từng|tuy|tuy nhiên|và|vào|vậy|vẫn|vẫn còn|về|vì|vì vậy|việc|viên|với|vừa|xong|xuống|đầu|cuối|giờ|phút|tuần|quý|kỳ|điều|khoản|điểm|mục|nội dung|sau đây|nêu trên|nói trên|gồm|bao gồm|thực hiện|tổ chức thực hiện|triển khai|bảo đảm|đảm bảo|tăng cường|căn cứ|ban hành|kính gửi|nơi nhận|lưu|trân trọng
bà|bạn|cậu|chú|bác|cháu|thầy|mày|tao|nó|hắn|chính|đúng|lắm|thật|nữa|luôn|hầu như|hầu hết|khoảng|gần|đủ|thêm|trở|trở thành|trở lại|đưa|đặt|gọi|nói|nhìn|thấy|cho biết|cho rằng|bên trong|bên ngoài|phía|dẫn đến|liên quan|liên quan đến|thông qua|thuộc|cấp|xem|hơn nữa|mặc dù|nhờ|tùy|tùy theo|cả nước|hằng|hàng|hàng năm|hằng năm|đặc biệt|cơ bản|chủ yếu|ngày càng|lớn|nhỏ|tốt|cao|thấp`)

// lineSet is the set of what stands between bars and line ends.
func lineSet(list string) map[string]bool {
	set := make(map[string]bool)
	for _, line := range splitTrim(list, "\n") {
		for _, w := range splitTrim(line, "|") {
			set[w] = true
		}
	}
	return set
}
