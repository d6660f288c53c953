package official

import (
	"strings"
)

var (
	timeOpening = pattern(`^(?:(?:phải\s+)?(?:hoàn thành|xong|thực hiện|triển khai|tổ chức|phát sóng|đăng tải|báo cáo)\s+)?(?:trước|trong|từ|đến|chậm nhất|muộn nhất|hằng|hàng|mỗi|định kỳ|thường xuyên|liên tục|đột xuất|khi|ngày|tháng|quý|năm|tuần|dịp|đợt|ngay|sau khi|kể từ|giai đoạn|cả năm|quanh năm|theo (?:nhiệm vụ|yêu cầu|tình hình|kế hoạch)|\d{1,2}\s*[/.\-]\s*\d)`)
	timeIntro   = pattern(`^(?:dự kiến\s+)?(?:thời gian|thời hạn|tiến độ)(?:\s+(?:thực hiện|hoàn thành|tổ chức|triển khai|báo cáo|gửi))*\s*:?\s*(?:là\s+)?`)
)

// mostTimeWords is how many words a sentence may have that only tells when.
const mostTimeWords = 14

// onlyTime reports a sentence that tells when something is done and nothing else.
func onlyTime(key string) bool {
	key = strings.Trim(oneLine(key), " .;,()")
	if m := timeIntro().FindStringIndex(key); m != nil {
		key = key[m[1]:]
	}
	m := timeOpening().FindStringIndex(key)
	if m == nil || strings.Count(key, " ") >= mostTimeWords {
		return false
	}
	if c := ReadTiming(key, 0).Cadence; len(c) == 0 {
		return false
	}
	return !actsBehind(key, m[1])
}

// actsBehind reports a verb behind the words of time: "hằng quý báo cáo kết quả" orders something. An
// occasion may hold a verb: "khi có yêu cầu".
func actsBehind(key string, at int) bool {
	if _, ok := firstPhrase(key, 0, []string{"khi", "ngay khi", "ngay sau khi", "sau khi", "theo", "trong thời gian", "trong quá trình", "trong vòng", "trong thời hạn"}); ok {
		return false
	}
	for at < len(key) {
		at = skipBlanks(key, at)
		w, end := word(key, at)
		if w == "" {
			at++
			continue
		}
		if _, ok := verbAt(key, at); ok && !timeWords[w] {
			return true
		}
		at = end
	}
	return false
}

// timeWords are the first words of verbs that only say how a time is meant.
var timeWords = phraseSet("hoàn", "định", "thường", "hằng", "hàng", "trước", "đột", "trong")
