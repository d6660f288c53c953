package person

import (
	"slices"
	"strings"
	"unicode"
)

var (
	// pageWords stand before or behind whose page it is.
	pageWords = sortedWords(`facebook fanpage page trang fb tiktok youtube zalo instagram threads twitter kênh nick blog profile của chính thức cá nhân oa official channel tài khoản account group nhóm`)
	// houses begin the names of offices, associations and places, whose further words may be like a name.
	houses = sortedWords(`ubnd ubmttq hđnd uỷ ủy ban bộ sở cục chi tổng công cổng trung văn phòng phường xã huyện quận tỉnh thành thị thôn bản khu ấp trường đại học bệnh viện trạm báo tạp đài ttxvn vtv vov
		hội liên hiệp mặt đảng huyện tỉnh chợ câu lạc clb hợp htx doanh nghiệp nhà thư bảo tin ngành tiếng du quê tôi yêu người mttq thpt thcs tiểu mầm`)
	// youths are how unions begin whose first word is also a family.
	youths = []string{"đoàn thanh niên", "đoàn tncs", "đoàn xã", "đoàn phường", "đoàn tỉnh", "đoàn trường", "đoàn khối", "đoàn đại biểu", "đoàn đbqh", "đoàn kết", "đoàn thể"}
)

// OfSource is what in the name of a source points at the private person whose it is; "" if it names an office, an
// association or a place. Of what is left without the words that say what kind of page it is, find says what points at
// a person.
func OfSource(source string, find func(part string) string) string {
	words := strings.FieldsFunc(source, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return anyOf(pageWords, strings.ToLower(w)) })
	if len(words) == 0 || anyOf(houses, strings.ToLower(words[0])) {
		return ""
	}
	rest := strings.Join(words, " ")
	low := strings.ToLower(rest)
	if slices.ContainsFunc(youths, func(y string) bool { return strings.HasPrefix(low+" ", y+" ") }) {
		return ""
	}
	for part := rest; ; {
		name := find(part)
		if name == "" || name == rest || capital(name) || isPlain(low) {
			return name
		}
		_, part, _ = strings.Cut(part, name) // words that only look like a name: từ công cụ
	}
}
