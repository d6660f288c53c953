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
	// media are those of houses that anybody may put before a name.
	media = sortedWords(`báo đài tin bản cổng tạp thời`)
	// behindPlace stand behind the name of a province in that of a paper: Hà Nội Mới, Thái Nguyên Online.
	behindPlace = sortedWords(`mới online news tv ngày hôm điện trẻ today 24h 24 tin tức và nay cuối thời`)
	// youths are how unions begin whose first word is also a family.
	youths = []string{"đoàn thanh niên", "đoàn tncs", "đoàn xã", "đoàn phường", "đoàn tỉnh", "đoàn trường", "đoàn khối", "đoàn đại biểu", "đoàn đbqh", "đoàn kết", "đoàn thể"}
)

// OfSource is what in the name of a source points at the private person whose it is; "" if it names an office, an
// association or a place. Of what is left without the words that say what kind of page it is, find says what points at
// a person.
func OfSource(source string, find func(part string) string) string {
	words := strings.FieldsFunc(source, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return anyOf(pageWords, strings.ToLower(w)) })
	switch {
	case len(words) == 0, ofPlace(words):
		return ""
	case anyOf(media, strings.ToLower(words[0])):
		return wholeName(words[1:], find)
	case anyOf(houses, strings.ToLower(words[0])):
		return ""
	}
	rest := strings.Join(words, " ")
	low := strings.ToLower(rest)
	if isUnion(words) {
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

// isUnion reports whether words begin the name of a union, or of another body, whose first word is also a family.
func isUnion(words []string) bool {
	low := strings.ToLower(strings.Join(words[:min(3, len(words))], " ")) + " "
	return slices.ContainsFunc(youths, func(y string) bool { return strings.HasPrefix(low, y+" ") })
}

// ofPlace reports whether words are the name of a province, alone or as a paper has it: Hà Nội Mới.
func ofPlace(words []string) bool {
	if len(words) < 2 {
		return false
	}
	place := strings.ToLower(strings.Join(words[:2], " "))
	return (isKnown(place) || slices.Contains(worldly, place)) && (len(words) == 2 || anyOf(behindPlace, strings.ToLower(words[2])))
}

// wholeName is what is left of the name of a paper if it begins with the whole name of a person: Báo Lò Thị Mai.
func wholeName(words []string, find func(part string) string) string {
	for len(words) > 0 && !capital(words[0]) {
		words = words[1:]
	}
	if len(words) < 3 || ofPlace(words) || !IsName(strings.Join(words[:3], " ")) || !anyOf(middles, strings.ToLower(words[1])) && familyOf[strings.ToLower(words[0])]&middleOf[strings.ToLower(words[1])] == 0 {
		return ""
	}
	return find(strings.Join(words, " "))
}
