package person

import (
	"slices"
	"strings"
)

var (
	// titles stand before a name in everyday speech.
	titles = sortedWords(`ông bà anh chị em cô chú bác thím dì cậu mợ thầy cháu bé hộ`)
	// untitled stand before a title that names nobody: trẻ em, căn hộ, tiếng Anh.
	untitled = sortedWords(`trẻ căn bảo ủng hỗ tiếng nước`)
	// plurals before a title, and bodies behind it, name those who belong to a body: các em Trường Tiểu học.
	plurals = sortedWords(`các những nhiều chị anh`)
	bodies  = sortedWords(`trường hội đội sở ubnd hđnd thpt thcs mầm tiểu ở tại`)
	// starters begin the next sentence, and are no given names: tới từng hộ. Chúng tôi đề nghị.
	starters = sortedWords(`chúng những các một nếu khi ví theo người nhưng vì để đề tôi bao hỏi xin việc có không cần mong rất đây đó từ trong tại sau trước nhiều hiện tuy do ngoài vậy sao đến nay cả mỗi`)
	// titledPlaces begin like somebody with a title.
	titledPlaces = namesIn(`bà rịa, bà nà, bà đen, bà triệu, bà trưng, bà huyện, bà điểm, bà chúa, bà mẹ, bà con, cô tô, cô giang, cô bắc, cô pảng, anh sơn, anh quốc, anh hùng, ông đốc, ông ích, ông táo,
		ông công, bác hồ, bác ái, bác sĩ, thầy thuốc, thầy cô, em bé, hộ khẩu, hộ nghèo, hộ chiếu, hộ kinh, hộ gia, chị em, anh em, cháu ngoan, anh ngữ, anh văn, bà bầu, chú ý, chú tiểu, bé gái, bé trai, ông bà, cô giáo, cô nhi, thầy giáo, chú trọng`)
)

// titledAt is how many words behind the title at i are a name: those with a capital. 0: there is no title, or no name.
func titledAt(words []string, i int) int {
	if i+1 >= len(words) || !capital(words[i+1]) {
		return 0
	}
	title, next, before := strings.ToLower(words[i]), strings.ToLower(words[i+1]), ""
	if i > 0 {
		before = strings.ToLower(words[i-1])
	}
	switch {
	case !anyOf(titles, title), anyOf(starters, next), anyOf(untitled, before), anyOf(plurals, before) && anyOf(bodies, next):
		return 0
	case slices.Contains(titledPlaces, title+" "+next):
		return 0
	}
	return min(4, capitals(words, i+1))
}
