package official

import (
	"regexp"
	"strings"
)

// sentenceTime is a time that a sentence names, with the words that name it.
type sentenceTime struct {
	Timing
	start, end int // the clause in the sentence; equal when it is spread over the sentence
	clause     bool
}

// move tells the place of the clause from another beginning; what lies before that is no part of it.
func (t *sentenceTime) move(by int) {
	t.start, t.end, t.clause = t.start+by, t.end+by, false
}

const pointWords = `(?:(?:ngày\s+)?\d{1,2}\s+tháng\s+(?:chạp|giêng)|(?:ngày\s+)?\d{1,2}\s*[/.]\s*\d{1,2}(?:\s*[/.]\s*\d{4})?|(?:ngày\s+)?\d{1,2}-\d{1,2}-\d{4}|tháng\s+\d{1,2}-\d{4}|quý\s+(?:iv|i{1,3}|[1-4])-\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|ngày\s+\d{1,2}\b|tháng\s+\d{1,2}(?:\s*(?:/|năm)\s*\d{4})?|\d{1,2}/\d{4}|quý\s+(?:iv|i{1,3}|[1-4])\b(?:\s*(?:/|năm)?\s*\d{4})?|(?:6|06|sáu)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+\d{4})?|năm\s+\d{4}|\d+\s+(?:ngày|giờ|tháng)(?:\s+làm việc)?)`

var (
	// references to other documents carry dates that are no deadlines.
	reference    = pattern(`(?:số\s+)?\d+[a-z]?(?:/\d{4})?\s*[-/]\s*[a-zđ][\pL\d&\-/.]*\s*,?\s*(?:ngày\s+\d{1,2}\s*(?:[/.\-]|tháng)\s*\d{1,2}\s*(?:[/.\-]|năm)\s*\d{4})?|giai đoạn\s+\d{4}\s*[-–‑]\s*\d{4}|ngày\s+\d{1,2}\s*(?:[/.\-]|tháng)\s*\d{1,2}\s*(?:[/.\-]|năm)\s*\d{4}\s+của|\d+\s+(?:buổi|lần|tấn|lượt|giờ|ca|chuyến|hồ sơ|m3)\s*/\s*ngày|(?:không\s+)?(?:quá|vượt quá|tối đa)\s+\d+\s+(?:lần|cuộc|đợt)\s*/\s*(?:năm|quý|tháng)|chi thường xuyên|nhiệm vụ thường xuyên|kinh phí thường xuyên|thường xuyên, đột xuất về`)
	inSentence   = pattern(`[,;(]?\s*(?:và\s+)?(?:(?:phải\s+)?(?:hoàn thành|xong|thời hạn|thời gian|tiến độ)(?:\s+(?:thực hiện|hoàn thành))?\s*:?\s*)?(?:xong\s+)?(?:trước|chậm nhất|muộn nhất|không quá|không chậm quá|không muộn hơn|đến hết|đến ngày|trong|vào|hết|thời hạn đến)(?:\s+(?:là|vào|sau|hết|khoảng|vòng|thời hạn|thời gian|thời điểm|ngày|đến|tuần (?:đầu|cuối|thứ \pL+)|đầu|cuối|giữa|sáng|chiều|\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{2})?(?:\s*phút)?,?))*\s+` + pointWords + `(?:\s*(?:và|,|-)\s*` + pointWords + `)*(?:\s+(?:hằng|hàng)\s+(?:năm|quý|tháng|tuần))?(?:\s+kể từ[^,.;)]*)?\)?`)
	fromNowTo    = pattern(`[,;(]?\s*từ nay\s+(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+|cuối\s+|ngày\s+)*` + pointWords + `\)?`)
	fromTo       = pattern(`[,;(]?\s*(?:thời gian:?\s+)?từ\s+(?:ngày\s+|tháng\s+|quý\s+|năm\s+)?[\d/ivx]+(?:\s+(?:tháng|năm)\s+\d+)*\s+đến\s+(?:hết\s+)?` + pointWords + `\)?`)
	sinceTime    = pattern(`[,;(]?\s*(?:(?:bắt đầu|áp dụng|thực hiện|triển khai|hoạt động)\s+(?:kể )?từ\s+(?:ngày\s+)?` + pointWords + `(?:\s+trở đi)?|(?:kể )?từ\s+(?:ngày\s+)?` + pointWords + `\s+trở đi)`)
	eventTime    = pattern(`(?:[,;(]\s*(?:và\s+)?|(?:và\s+)?(?:hoàn thành|xong|bàn giao)\s+)(?:(?:hoàn thành|xong)\s+)?(?:trước|chậm nhất)\s+(?:thời điểm\s+|ngày\s+)?(?:khai giảng|bầu cử|đại hội|kỳ họp|khi |mùa |tết|năm học|dịp|lễ|mưa)[^,.;]*[\s.;]*$`)
	beforeSeason = pattern(`\s(?:trước|xong trước)\s+(?:ngày\s+)?(?:khi|mùa|dịp|tết|khai giảng|kỳ nghỉ|đại hội|năm học mới)(?:\s[^,.;]*)?[\s.;]*$`)
	aimedAt      = pattern(`phấn đấu\s+(?:đến|tới)\s+(?:hết\s+|cuối\s+)?(?:ngày|tháng|quý|năm)\s+[\divx/]+`)
	nearTime     = pattern(`(?:trước|trong|chậm nhất|hết|ngay|xong|muộn nhất)\s+(?:là\s+|vào\s+|trong\s+)?(?:sáng\s+|chiều\s+|ngày\s+)*(?:thứ (?:hai|ba|tư|năm|sáu|bảy)\b|chủ nhật|cuối tuần|tuần (?:này|tới|sau)|mai\b|hôm nay|tháng (?:này|tới)|đêm nay|quý này)`)
	dayToSubmit  = pattern(`[,;]\s*(?:ngày\s+)?\d{1,2}\s*[/.]\s*\d{1,2}(?:\s*[/.]\s*\d{4})?\s+(?:trình|báo cáo|gửi|nộp|xong|hoàn thành|bàn giao)(?:\s|[.;,]|$)`)
	meetingTime  = pattern(`tại (?:kỳ|phiên) họp [^,.;]*(?:tháng|cuối năm|đầu năm|giữa năm|thường lệ|gần nhất|tới)[^,.;]*[\s.;]*$`)
	onDemand     = pattern(`đột xuất|khi cần thiết|trong trường hợp cần thiết|khi có \pL|theo (?:yêu cầu|đề nghị) của`)
	bracketTime  = pattern(`\(\s*` + pointWords + `\s*\)`)
	leadingTime  = pattern(`^\s*` + pointWords + `\s*[,:]`)
)

// sentenceTiming finds when something told in a sentence is to be done. Dates of documents it refers to
// are left aside.
func sentenceTiming(key string, year int) (sentenceTime, bool) {
	timed := strings.ContainsAny(key, "0123456789") || strings.Contains(key, "quý")
	if timed || strings.Contains(key, "thường xuyên") {
		key = reference().ReplaceAllStringFunc(key, func(s string) string { return strings.Repeat("_", len(s)) })
	}
	key = withoutAdjectives(key)
	if c := recurring(key); len(c) > 0 {
		t := sentenceTime{Timing: withDeadline(key, c, year)}
		t.start, t.end, t.clause = clauseOfRepetition(key)
		return t, true
	}
	for _, times := range []func() *regexp.Regexp{fromTo, fromNowTo, inSentence, sinceTime, bracketTime, leadingTime, dayToSubmit} {
		if !timed {
			break
		}
		re := times()
		m := firstToCome(re, key, year)
		if m == nil {
			continue
		}
		clause := strings.Trim(key[m[0]:m[1]], " ,;():")
		t := ReadTiming(clause, year)
		if len(t.Cadence) == 0 {
			continue
		}
		if re == bracketTime() {
			t.From = ""
		}
		if aimedAt().MatchString(key) && len(t.Cadence) == 1 && t.Cadence[0] == Range && t.From == "" {
			t.Cadence = []Cadence{Once}
		}
		if t.To == "" && strings.HasPrefix(strings.TrimSpace(key), "khi ") {
			t.Cadence = []Cadence{AdHoc}
		}
		return sentenceTime{t, m[0], m[1], true}, true
	}
	if m := eventTime().FindStringIndex(key); m != nil {
		return sentenceTime{Timing{Cadence: []Cadence{Once}}, m[0], m[1], true}, true
	}
	if m := nearTime().FindStringIndex(key); m != nil {
		return sentenceTime{Timing{Cadence: []Cadence{Once}}, m[0], m[1], true}, true
	}
	if m := beforeSeason().FindStringIndex(key); m != nil {
		return sentenceTime{Timing{Cadence: []Cadence{Once}}, m[0], m[1], true}, true
	}
	if meetingTime().MatchString(key) {
		return sentenceTime{Timing: Timing{Cadence: []Cadence{Once}}}, true
	}
	if onDemand().MatchString(key) {
		return sentenceTime{Timing: Timing{Cadence: []Cadence{AdHoc}}}, true
	}
	return sentenceTime{}, false
}

// firstToCome is the first match that does not lie before the time of the document: "xây dựng trước năm
// 2000" says what is meant, not when.
func firstToCome(re *regexp.Regexp, key string, year int) []int {
	for _, m := range re.FindAllStringIndex(key, -1) {
		points := pointsOf(key[m[0]:m[1]])
		if len(points) == 0 || points[len(points)-1].year == 0 || points[len(points)-1].year >= year-1 {
			return m
		}
	}
	return nil
}

// withDeadline adds a deadline with a year to what recurs: "hoàn thành trước ngày 15/7/2026; định kỳ báo
// cáo kết quả". A day right behind the word of repetition belongs to it.
func withDeadline(key string, recurs []Cadence, year int) Timing {
	for _, m := range inSentence().FindAllStringIndex(key, -1) {
		clause := strings.Trim(key[m[0]:m[1]], " ,;():")
		if !strings.Contains(clause, "/20") && !strings.Contains(clause, "năm 20") || len(recurring(clause)) > 0 {
			continue
		}
		if len(recurring(key[max(0, m[0]-len("định kỳ hằng tháng, ")):m[0]])) > 0 {
			continue
		}
		t := ReadTiming(clause, year)
		if len(t.Cadence) == 1 && t.Cadence[0] == Once {
			t.Cadence = append(append([]Cadence{}, recurs...), Once)
			return t
		}
	}
	if m := fromTo().FindStringIndex(key); m != nil {
		clause := strings.Trim(key[m[0]:m[1]], " ,;():")
		if t := ReadTiming(clause, year); len(t.Cadence) == 1 && t.Cadence[0] == Range && namesDay(clause) {
			t.Cadence = append(append([]Cadence{}, recurs...), Range)
			return t
		}
	}
	return Timing{Cadence: recurs}
}
