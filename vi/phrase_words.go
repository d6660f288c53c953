package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// phraseRole is where a word may stand in a phrase.
type phraseRole uint8

const (
	roleNone    phraseRole = iota // nowhere: a phrase ends before it
	roleContent                   // anywhere
	roleWeak                      // anywhere, beside words of content: người lao động, nông thôn mới
	roleInner                     // only inside: nhà ở xã hội, cung cấp thông tin cho báo chí
)

func roleOf(text string, w Token) phraseRole {
	if w.Kind != TokenWord && w.Kind != TokenAbbreviation {
		return roleNone
	}
	word := w.Text(text)
	first, size := utf8.DecodeRuneInString(word)
	switch lower := lowerForm(word); {
	case weakWords[lower]:
		return roleWeak
	case innerWords[lower]:
		return roleInner
	case functionWords[lower], !unicode.IsLetter(first), size == len(word):
		return roleNone
	}
	return roleContent
}

// weakWords are common nouns, adjectives and verbs that names are made with but that say little by themselves.
var weakWords = lineSet(`người|số|cấp|cao|thấp|lớn|nhỏ|mới|tốt|năm|tháng|ngày|tuần|quý|kỳ|đầu|cuối|con|việc|điểm|viên|hàng|công tác|nội dung|ban hành|thực hiện|triển khai|tổ chức thực hiện|tăng cường|bảo đảm|đảm bảo|tiếp tục|tiếp|mở|tăng|giảm|lấy|đặc biệt|cơ bản`)

// innerWords join the parts of a name.
var innerWords = lineSet(`ở|cho|và|của|với|về|không|qua|trong|ngoài|trên|dưới|tại|theo|từ|đến|bằng|một|hai|ba|bốn|năm|chưa|để|nhất`)

// functionWords are further words that no key phrase contains: particles, pronouns, conjunctions, common adverbs,
// counters and verbs that say little. Words of several syllables stand with a space.
var functionWords = lineSet(`
à|ạ|ai|anh|ấy|ba|bao giờ|bao nhiêu|bằng|bên|bên cạnh|bị|biết|bởi|bởi vì|các|các bạn|cách|cái|càng|cả|cần|chắc|chẳng|chẳng hạn|chỉ|chị|chiếc|cho|cho đến|cho nên|chúng|chúng ta|chúng tôi|chưa|chứ|có|có thể|con|còn|cô|cùng|cùng với|cũng|của|cứ|cụ thể
dạ|do|do đó|dù|dưới|đã|đang|đây|đấy|để|đều|đến|đi|đó|đối với|đồng thời|được|em|gì|giữa|hai|hay|hãy|hết|họ|hoặc|hơn|hiện nay|hiện|kể cả|kể từ|khác|khá|khi|không|không chỉ|không thể|kia|là|lại|làm|lần|lên|lúc
mà|mình|một|một số|mỗi|mọi|mới|muốn|năm|nào|này|nay|nên|nếu|ngay|ngày|ngoài|ngoài ra|người|nhau|nhằm|nhất|nhất là|nhiều|nhưng|như|như vậy|như sau|những|ở|ông|phải|qua|quá|ra|rằng|rất|riêng|rồi|sau|sau khi|sao|sẽ|số|sự|ta|tại|tất cả
tháng|thành|theo|theo đó|thế|thế nào|thì|thôi|thường|tiếp tục|tiếp|toàn bộ|tôi|tới|trên|trong|trong đó|trước|trước khi|từ|từng|tuy|tuy nhiên|và|vào|vậy|vẫn|vẫn còn|về|vì|vì vậy|việc|viên|với|vừa|xong|xuống|đầu|cuối|giờ|phút|tuần|quý|kỳ|điều|khoản|điểm|mục|nội dung|sau đây|nêu trên|nói trên|gồm|bao gồm|thực hiện|tổ chức thực hiện|triển khai|bảo đảm|đảm bảo|tăng cường|căn cứ|ban hành|kính gửi|nơi nhận|lưu|trân trọng
bà|bạn|cậu|chú|bác|cháu|thầy|mày|tao|nó|hắn|chính|đúng|lắm|thật|nữa|luôn|hầu như|hầu hết|khoảng|gần|đủ|thêm|trở|trở thành|trở lại|đưa|đặt|gọi|nói|nhìn|thấy|cho biết|cho rằng|bên trong|bên ngoài|phía|dẫn đến|liên quan|liên quan đến|thông qua|thuộc|cấp|xem|hơn nữa|mặc dù|nhờ|tùy|tùy theo|cả nước|hằng|hàng|hàng năm|hằng năm|đặc biệt|cơ bản|chủ yếu|ngày càng|lớn|nhỏ|tốt|cao|thấp
khiến|bắt đầu|hứa|mong|khẳng định|giải thích|nhấn mạnh|phát biểu|lưu ý|đề nghị|nhận thấy|đồng|tỷ đồng|triệu đồng|nghìn đồng|ha|km|kg|tấn`)

// insideNames tells of each word whether a name goes on behind it, so that no phrase ends there or begins after it:
// words with a capital side by side, and the parts of an agency that "và" joins.
func insideNames(text string, words []Token, roles []phraseRole) []bool {
	whole := make([]bool, len(words))
	agency := false
	for i := range words[:max(len(words)-1, 0)] {
		if roles[i] == roleInner {
			continue
		}
		agency = isNamed(text, words[i]) && (agency && i > 0 && whole[i-1] || isAgencyHead(text, words[i]))
		whole[i] = sameName(text, words[i], words[i+1])
		if i+2 < len(words) && agency && roles[i+1] == roleInner && adjacent(text, words[i], words[i+1]) &&
			isNamed(text, words[i+2]) && adjacent(text, words[i+1], words[i+2]) && !isAgencyHead(text, words[i+2]) {
			whole[i], whole[i+1] = true, true
		}
	}
	return whole
}

// agencyHeads are the first syllables of names of agencies that may hold "và".
var agencyHeads = lineSet(`bộ|sở|ban|phòng|cục|vụ|viện|chi|trung|hội|văn|tổng|ủy|khoa|trường`)

func isAgencyHead(text string, w Token) bool {
	first, _, _ := strings.Cut(w.Text(text), " ")
	return agencyHeads[lowerForm(first)]
}

// sameName reports two words with a capital side by side. Text all in capitals is not meant.
func sameName(text string, a, b Token) bool {
	return isNamed(text, a) && isNamed(text, b) && adjacent(text, a, b)
}

func isNamed(text string, w Token) bool {
	word := w.Text(text)
	return opensCapital(text, w) && strings.ToUpper(word) != word
}

func opensCapital(text string, w Token) bool {
	first, _ := utf8.DecodeRuneInString(w.Text(text))
	return unicode.IsUpper(first)
}

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
