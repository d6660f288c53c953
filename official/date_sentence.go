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

const pointWords = `(?:(?:ngày\s+)?\d{1,2}\s*[/.]\s*\d{1,2}(?:\s*[/.]\s*\d{4})?|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|ngày\s+\d{1,2}\b|tháng\s+\d{1,2}(?:\s*(?:/|năm)\s*\d{4})?|\d{1,2}/\d{4}|quý\s+(?:iv|i{1,3}|[1-4])\b(?:\s*(?:/|năm)?\s*\d{4})?|(?:6|06|sáu)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+\d{4})?|năm\s+\d{4}|\d+\s+(?:ngày|giờ|tháng)(?:\s+làm việc)?)`

var (
	// references to other documents carry dates that are no deadlines.
	reference   = regexp.MustCompile(`(?:số\s+)?\d+[a-z]?(?:/\d{4})?\s*[-/]\s*[a-zđ][\pL\d&\-/.]*\s*,?\s*(?:ngày\s+\d{1,2}\s*(?:[/.\-]|tháng)\s*\d{1,2}\s*(?:[/.\-]|năm)\s*\d{4})?|giai đoạn\s+\d{4}\s*[-–‑]\s*\d{4}|ngày\s+\d{1,2}\s*(?:[/.\-]|tháng)\s*\d{1,2}\s*(?:[/.\-]|năm)\s*\d{4}\s+của|chi thường xuyên|nhiệm vụ thường xuyên|kinh phí thường xuyên|thường xuyên, đột xuất về`)
	inSentence  = regexp.MustCompile(`[,;(]?\s*(?:và\s+)?(?:(?:phải\s+)?(?:hoàn thành|xong|thời hạn|thời gian|tiến độ)(?:\s+(?:thực hiện|hoàn thành))?\s*:?\s*)?(?:xong\s+)?(?:trước|chậm nhất|muộn nhất|không quá|đến hết|đến ngày|trong|vào|hết|thời hạn đến)(?:\s+(?:là|vào|hết|khoảng|vòng|thời hạn|thời gian|ngày|đến))*\s+` + pointWords + `(?:\s*(?:và|,|-)\s*` + pointWords + `)*(?:\s+(?:hằng|hàng)\s+(?:năm|quý|tháng|tuần))?(?:\s+kể từ[^,.;)]*)?\)?`)
	fromTo      = regexp.MustCompile(`[,;(]?\s*(?:thời gian:?\s+)?từ\s+(?:ngày\s+|tháng\s+|quý\s+|năm\s+)?[\d/ivx]+(?:\s+(?:tháng|năm)\s+\d+)*\s+đến\s+(?:hết\s+)?` + pointWords + `\)?`)
	bracketTime = regexp.MustCompile(`\(\s*` + pointWords + `\s*\)`)
	leadingTime = regexp.MustCompile(`^\s*` + pointWords + `\s*[,:]`)
)

// sentenceTiming finds when something told in a sentence is to be done. Dates of documents it refers to
// are left aside.
func sentenceTiming(key string, year int) (sentenceTime, bool) {
	key = reference.ReplaceAllStringFunc(key, func(s string) string { return strings.Repeat("_", len(s)) })
	if c := recurring(key); len(c) > 0 {
		return sentenceTime{Timing: Timing{Cadence: c}}, true
	}
	for _, re := range []*regexp.Regexp{fromTo, inSentence, bracketTime, leadingTime} {
		m := re.FindStringIndex(key)
		if m == nil {
			continue
		}
		clause := strings.Trim(key[m[0]:m[1]], " ,;():")
		t := ReadTiming(clause, year)
		if len(t.Cadence) == 0 {
			continue
		}
		if re == bracketTime {
			t.From = ""
		}
		return sentenceTime{t, m[0], m[1], true}, true
	}
	if strings.Contains(key, "đột xuất") || strings.Contains(key, "khi có yêu cầu") || strings.Contains(key, "khi cần thiết") || strings.Contains(key, "trong trường hợp cần thiết") {
		return sentenceTime{Timing: Timing{Cadence: []Cadence{AdHoc}}}, true
	}
	return sentenceTime{}, false
}
