package official

import (
	"strings"
)

var (
	otherNews = pattern(`^(?:các\s+|những\s+)?(?:tin|bài|bài viết|tin tức|tin bài|thông tin|văn bản|bài báo)\s+(?:tức\s+|bài\s+)?(?:liên quan|khác|mới hơn|cũ hơn|cùng chuyên mục|cùng chủ đề|đã đưa|đã đăng|mới nhất|mới|nổi bật|đọc nhiều|xem nhiều|tiếp theo)\s*:?$|^(?:có thể bạn quan tâm|bạn có thể quan tâm|xem thêm|đọc thêm|đọc nhiều|xem nhiều|ý kiến bạn đọc|bình luận|gửi bình luận)(?:\s*\(\d+\))?\s*:?$`)
	imprint   = pattern(`^(?:cơ quan chủ quản|cơ quan quản lý|bản quyền|giấy phép(?:\s+\pL+){0,4}\s+số|giấy phép số|giấy phép|©|địa chỉ|trụ sở|điện thoại|email|thư điện tử|đang truy cập|đang online|tổng (?:lượt )?truy cập|số lượt truy cập|lượt truy cập|thống kê truy cập|người chịu trách nhiệm|chịu trách nhiệm (?:nội dung|xuất bản|chính)|trưởng ban biên tập|tổng biên tập)\s*[:0-9]|^(?:©|bản quyền)(?:\s+\d{4})?\s+(?:thuộc|của|©)`)
)

// leastArticle is how many bytes a paragraph has that makes what follows a heading of other news furniture.
const leastArticle = 200

// markFurniture sets aside what a web page shows around its text: other news below it, the imprint.
func (r *planReader) markFurniture() {
	read, below := false, false
	for i, p := range r.paras {
		key := strings.TrimSpace(p.key)
		read = read || len(key) > leastArticle
		below = below || read && otherNews().MatchString(oneLine(key))
		if documentType().MatchString(oneLine(key)) && isShouting(p.text) {
			below = false
		}
		sameLine := i > 0 && r.paras[i-1].aside && p.firstLine() == r.paras[i-1].firstLine()
		p.aside = below || imprint().MatchString(oneLine(key)) || sameLine
	}
}
