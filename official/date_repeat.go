package official

import (
	"regexp"
	"strings"
)

const (
	spans      = `(?:năm|quý|tháng|tuần|ngày)`
	spanList   = spans + `(?:\s*(?:,|/|và|hoặc|-)\s*(?:(?:hằng|hàng)\s+)?` + spans + `\b)*`
	timeBefore = `(?:(?:vào|trước|chậm nhất|muộn nhất|trong|đến|tối|sáng|chiều|buổi|các ngày|ngày|thứ|chủ nhật|hai|ba|tư|năm|sáu|bảy|tuần|cuối|đầu|giữa|tháng|quý|của|là|giờ|i{1,3}|iv)\s+|\d{1,2}(?:[/.]\d{1,2})?h?,?\s+)*`
	onceEach   = `(?:\s+(?:một|01|1)\s+(?:lần|kỳ|buổi|cuộc))?`
	orOnDemand = `(?:\s*(?:,|và|hoặc|,\s*và)\s*đột xuất(?:\s+(?:khi|theo yêu cầu|theo chỉ đạo)[^,;.]*)?)?`
)

var (
	// repetition is a clause that says how often: "định kỳ trước ngày 20 hằng tháng", "6 tháng, năm".
	repetition = pattern(`(?:^|[,;(]?\s+|[,;(])(?:và\s+)?(?:(?:theo\s+)?định kỳ,?\s+)?(?:` +
		timeBefore + `(?:hằng|hàng|mỗi)\s+` + spanList + onceEach +
		`|(?:\d+|sáu|ba)\s+tháng\s*(?:,|và|hoặc)\s*(?:(?:hằng|hàng|một|01|1|cả)\s+)?năm)` + orOnDemand +
		`\)?|(?:^|[,;(]?\s+|[,;(])(?:ít nhất\s+)?(?:\d+\s+(?:tháng|tuần|ngày)\s*(?:/\s*|một\s+|0?1\s+)lần|\d+\s+(?:lần|kỳ|buổi|cuộc)\s*/\s*` + spans + `)|(?:^|[,;(]?\s+|[,;(])(?:và\s+)?(?:theo\s+)?định kỳ(?:,?\s+(?:(?:quý|tháng|tuần),?\s+)?(?:\d+|sáu|ba)\s+tháng(?:,?\s*(?:và\s+)?(?:một\s+)?năm)?` + onceEach + `)?` + orOnDemand)
	steadily = pattern(`thường xuyên(?:,?\s*(?:và\s+)?liên tục)?(?:\s*,?\s*(?:và\s+)?(?:hằng|hàng) (?:năm|quý|tháng|tuần|ngày))?|liên tục|24/24(?:\s*(?:giờ|h))?`)
	// yearlyNoun is "hằng năm" that says which plan or budget is meant, not when something is done.
	yearlyNoun = pattern(`(?:kế hoạch|chương trình|dự toán|ngân sách|kinh phí|chỉ tiêu|danh mục|quyết toán|nguồn vốn)(?:\s+(?:-\s+)?[\pL_]+){0,6}?\s+(?:hằng|hàng)\s+năm\b`)
	// dailyNoun is "hằng ngày" that says which work is meant.
	dailyNoun = pattern(`(?:công việc|công tác|hoạt động|đời sống|sinh hoạt|nhiệm vụ)\s+(?:hằng|hàng)\s+ngày`)
	// suddenNoun is "đột xuất" that says what kind of inspection or work is meant.
	suddenNoun = pattern(`(?:kiểm tra|thanh tra|giám sát|nhiệm vụ|công việc|tình huống|sự cố|vấn đề|vụ việc)(?:,\s+(?:kiểm tra|thanh tra|giám sát))*(?:\s+(?:công vụ|chuyên đề|liên ngành))?\s+đột xuất`)
	// made stands before a plan that is made every year.
	made = pattern(`(?:xây dựng|ban hành|lập|trình|phê duyệt|soạn thảo)(?:,?\s+(?:và\s+)?\pL+\s+\pL+)?\s+$`)
	// regularNoun is "định kỳ" that says which inspections are meant.
	regularNoun = pattern(`(?:các|những)\s+(?:đợt|cuộc|buổi|kỳ)(?:\s+\pL+){1,3}\s+định kỳ`)
	dayOfYear   = pattern(`(?:trước|chậm nhất|vào|trong)\s+(?:ngày\s+)?(?:\d{1,2}\s*(?:/|tháng)\s*\d{1,2}|tháng\s+\d{1,2}|quý\s+(?:iv|i{1,3}|[1-4]))(?:\s*[,.;)]|\s*$|\s+[^\s/\dn])`)
)

// withoutAdjectives blots out words of time that belong to a noun: "kế hoạch đầu tư công hằng năm", "kiểm
// tra đột xuất". A plan for each year that has its day in the year is made every year.
func withoutAdjectives(key string) string {
	blot := func(re *regexp.Regexp, last int) {
		for _, m := range re.FindAllStringIndex(key, -1) {
			if made().MatchString(key[:m[0]]) && re == yearlyNoun() {
				continue
			}
			words := strings.Fields(key[m[0]:m[1]])
			tail := strings.Join(words[len(words)-last:], " ")
			key = key[:m[1]-len(tail)] + strings.Repeat("_", len(tail)) + key[m[1]:]
		}
	}
	if containsAny(key, "hằng năm", "hàng năm") && !strings.Contains(key, "định kỳ") && !dayOfYear().MatchString(key) {
		blot(yearlyNoun(), 2)
	}
	if containsAny(key, "hằng ngày", "hàng ngày") {
		blot(dailyNoun(), 2)
	}
	if strings.Contains(key, "đột xuất") && !containsAny(key, "định kỳ", "thường xuyên", "đột xuất khi", "đột xuất theo", "đột xuất nếu") {
		blot(suddenNoun(), 2)
	}
	if strings.Contains(key, "định kỳ") {
		blot(regularNoun(), 2)
	}
	return key
}

// clauseOfRepetition is the place of the words that say how often; they may be left out of what is to be
// done unless they only say how: "thường xuyên tuần tra".
func clauseOfRepetition(key string) (start, end int, clause bool) {
	if m := repetition().FindStringIndex(key); m != nil {
		return m[0], m[1], containsAny(key[m[0]:m[1]], "hằng", "hàng", "mỗi", "tháng")
	}
	if m := steadily().FindStringIndex(key); m != nil {
		return m[0], m[1], false
	}
	return 0, 0, false
}
