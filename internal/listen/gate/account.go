package gate

import (
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/vi"
)

const (
	leastAccount = 5  // bytes of the name of an account
	mostToWord   = 48 // bytes back in which the word stands that makes it one
)

// account masks the name of an account around i, which has a digit, a point or a stroke in it: Facebook "ai_do99", nick
// ai.do. A word must stand before it that says that it is one. It returns where to go on.
func (m *masker) account(i int) int {
	from, to := i, i+1
	for from > m.kept && i-from < mostBack && isAccount(m.text[from-1]) {
		from--
	}
	for to < len(m.text) && isAccount(m.text[to]) {
		to++
	}
	to -= len(m.text[i:to]) - len(strings.TrimRight(m.text[i:to], ".-_"))
	if to <= i || to-from < leastAccount || !strings.ContainsFunc(m.text[from:to], unicode.IsLetter) || !saysAccount(m.text[max(m.kept, from-mostToWord):from]) || isFileOrSite(m.text[from:to]) {
		return i + 1
	}
	return m.replace(from, to, maskHandle)
}

func isAccount(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_' || c == '-'
}

// accountWords stand before the name of an account, folded; accountLinks may stand between.
var (
	accountWords = []string{"facebook", "fb", "zalo", "tiktok", "instagram", "telegram", "youtube", "twitter", "threads", "messenger", "viber", "skype", "nick", "nickname", "tai khoan", "account"}
	accountLinks = []string{" mang ten", " co ten", " ten", " la", " ca nhan", " mang xa hoi", " nguoi dung", " cua", " id"}
)

// saysAccount reports whether a text ends with a word that says that the name of an account comes next.
func saysAccount(before string) bool {
	before = vi.Fold(strings.ToValidUTF8(before, ""))
	for range len(accountLinks) {
		trimmed := strings.TrimRight(before, " :\"'“”‘’«(@")
		for _, l := range accountLinks {
			trimmed = strings.TrimSuffix(trimmed, l)
		}
		if trimmed == before {
			break
		}
		before = trimmed
	}
	for _, w := range accountWords {
		if rest, found := strings.CutSuffix(before, w); found && (rest == "" || !isAccount(rest[len(rest)-1])) {
			return true
		}
	}
	return false
}

// isFileOrSite reports whether a name is that of a file, or of a site.
func isFileOrSite(name string) bool {
	end := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	return strings.Contains(name, ".") && strings.Contains(" vn com net org gov edu info tv doc docx xls xlsx pdf jpg png mp4 ", " "+end+" ")
}
