package gate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostByline is how long a line is, in bytes, that may be nothing but a byline.
const mostByline = 90

// aroundName is how much may stand beside a name in a line that only names who wrote.
const aroundName = 25

// bylineMarks begin a line that says who wrote or photographed.
var bylineMarks = []string{"tác giả:", "bài:", "bài và ảnh:", "bài, ảnh:", "bài ảnh:", "tin, ảnh:", "tin và ảnh:", "tin ảnh:", "tin:", "ảnh:", "ảnh -", "phóng viên:", "pv:", "ctv:", "cộng tác viên:", "thực hiện:", "nhóm phóng viên", "nhóm pv", "clip:", "video:", "đồ họa:", "dịch:", "biên tập:", "by "}

// DropByline removes who wrote an article from the beginning and the end of its text: lines that name one of
// names, lines that begin with what a byline begins with, and last lines that are nothing but a name or initials.
func DropByline(text string, names ...string) string {
	text = strings.TrimRight(text, " \t\r\n")
	for range 3 {
		at := strings.LastIndexByte(text, '\n')
		last := strings.TrimSpace(text[at+1:])
		if at < 0 || !isByline(last, names) && !onlyName(last) && !isCredit(last) {
			break
		}
		text = strings.TrimRight(text[:at], " \t\r\n")
	}
	text = dropCredit(dropTail(text))
	for range 2 {
		text = strings.TrimLeft(text, " \t\r\n")
		first, rest, more := strings.Cut(text, "\n")
		if !more || !isByline(strings.TrimSpace(first), names) {
			break
		}
		text = rest
	}
	return dropNames(text, names)
}

func isByline(line string, names []string) bool {
	if line == "" || len(line) > mostByline {
		return line == ""
	}
	for _, mark := range bylineMarks {
		if len(line) >= len(mark) && strings.EqualFold(line[:len(mark)], mark) {
			return true
		}
	}
	for _, name := range names {
		if name != "" && strings.Contains(line, name) && len(line) <= len(name)+aroundName {
			return true
		}
	}
	return false
}

// onlyName reports whether a last line is a name or initials: two to five words with capitals and no end of
// a sentence.
func onlyName(line string) bool {
	line = strings.Trim(line, "()[]-–— ")
	words := strings.Fields(line)
	if len(words) == 0 || len(words) > 5 || len(line) > mostByline {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		last, _ := utf8.DecodeLastRuneInString(w)
		if !unicode.IsUpper(r) || strings.ContainsRune("!?:;", last) || last == '.' && len(strings.ReplaceAll(w, ".", "")) > 3 {
			return false
		}
	}
	return true
}

// dropTail removes what stands in brackets behind the last sentence: "(Bài, ảnh: …)".
func dropTail(text string) string {
	if !strings.HasSuffix(text, ")") {
		return text
	}
	at := strings.LastIndexByte(text, '(')
	if at < 0 || !isByline(strings.TrimSpace(text[at+1:len(text)-1]), nil) {
		return text
	}
	return strings.TrimRight(text[:at], " \t\r\n")
}

// dropNames removes the names where they stand alone behind a full stop at the end of the text.
func dropNames(text string, names []string) string {
	for _, name := range names {
		name = strings.TrimSpace(name)
		if rest, found := strings.CutSuffix(text, name); found && len(name) > 3 {
			text = strings.TrimRight(rest, " \t\r\n-–—/(")
		}
	}
	return text
}
