package gate

import (
	"regexp"
	"slices"
	"strings"
)

var (
	// commentsHead is a line above what readers wrote below an article: with how many, or with whose they are.
	commentsHead = regexp.MustCompile(`(?i)^[#* ]*(?:(?:bình luận|ý kiến|phản hồi|thảo luận|comments?|responses?)\s*[(\[]\s*\d+\s*[)\]]|\d+ (?:bình luận|ý kiến|phản hồi|thảo luận|comments?|responses?|replies)|` +
		`(?:bình luận|ý kiến|phản hồi)(?: của)? (?:bạn đọc|độc giả|người đọc|của bạn)(?:\s*[(\[]\s*\d+\s*[)\]])?|(?:bạn đọc|độc giả) (?:bình luận|phản hồi)|(?:gửi|viết|để lại|thêm) (?:một )?(?:bình luận|ý kiến|phản hồi)(?: của bạn)?|` +
		`(?:đăng nhập|log ?in) (?:để|to) (?:bình luận|gửi ý kiến|comment)|leave a (?:reply|comment)|post a comment|reader comments)[:*. ]*$`)
	// commentsWord is a line that may be such a heading, or that of a part of an article.
	commentsWord = regexp.MustCompile(`(?i)^[#* ]*(?:bình luận|ý kiến|phản hồi|thảo luận|comments?|responses?)[:*. ]*$`)
	// answerMark ends, or is, a line of what somebody wrote below an article: what may be done with it, and when it was.
	answerMark = regexp.MustCompile(`(?i)(?:^|[\s.,;·•|–-])(?:(?:thích|like)(?:\s*[(]?\d+[)]?)?\s*[-·•|,]?\s*(?:trả lời|phản hồi|reply)|\d+ (?:giây|phút|giờ|ngày|tuần|tháng|năm) trước\s*[-·•|,]\s*(?:thích|trả lời|phản hồi|báo cáo)|` +
		`(?:trả lời|reply)\s*[-·•|,]\s*(?:thích|like|chia sẻ|share|báo cáo|report))(?:\s*[-·•|,]?\s*(?:trả lời|phản hồi|chia sẻ|báo cáo|báo vi phạm|reply|share|report|\d+ (?:giây|phút|giờ|ngày|tuần) trước|\d+))*[\s.]*$`)
)

// DropComments cuts from the text of an article what readers wrote below it: from the heading above it on, or, where
// there is none, from the first line that can be answered.
func DropComments(text string) string {
	if strings.IndexByte(text, '\n') < 0 || !holdsAny(text, commentWords) {
		return text
	}
	word, last, lastButOne := -1, 0, 0 // where such a word stands alone, and the lines before
	for at := 0; at < len(text); {
		end := at + strings.IndexByte(text[at:], '\n')
		if end < at {
			end = len(text)
		}
		line := strings.TrimSpace(text[at:end])
		switch {
		case len(line) > mostCommentLine, !holdsAny(line, commentWords):
		case commentsHead.MatchString(line) && strings.TrimSpace(text[:at]) != "":
			return strings.TrimRight(text[:at], " \t\r\n")
		case commentsWord.MatchString(line):
			word = at
		}
		if mark := answered(line); mark >= 0 {
			cut := at
			switch {
			case word >= 0:
				cut = word
			case mark == 0: // nothing else stands in the line: what was said stands before it, perhaps with a name
				cut = last
				if onlyName(strings.TrimSpace(text[lastButOne:last])) {
					cut = lastButOne
				}
			}
			return strings.TrimRight(text[:cut], " \t\r\n")
		}
		if line != "" {
			lastButOne, last = last, at
		}
		at = end + 1
	}
	return text
}

// answered is where, in a line, what may be done with a comment begins; -1 if nothing may.
func answered(line string) int {
	from := max(0, len(line)-mostMark)
	if !holdsAny(line[max(0, len(line)-mostBehind):], answerWords) {
		return -1
	}
	at := answerMark.FindStringIndex(line[from:])
	if at == nil {
		return -1
	}
	return from + at[0]
}

// commentWords and answerWords are in every line that is looked at closely.
var (
	commentWords = []string{"ình luận", "ÌNH LUẬN", "kiến", "KIẾN", "hản hồi", "HẢN HỒI", "hảo luận", "omment", "OMMENT", "espon", "ESPON", "repl", "Repl", "REPL", "rả lời", "RẢ LỜI", "độc giả", "hích"}
	answerWords  = []string{"rả lời", "RẢ LỜI", "hản hồi", "epl", "hích", "áo cáo", "Report", "hia sẻ"}
)

func holdsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

const (
	mostCommentLine = 80 // bytes of a heading
	mostMark        = 90 // bytes at the end of a line in which what may be done with it stands
	mostBehind      = 36 // of them that may stand behind the last word of that, and the word
)
