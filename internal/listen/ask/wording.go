package ask

import (
	"regexp"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// wording are the patterns by which a clause is read; a clause has a space before and behind each word.
type wording struct {
	signals map[string]bool // one of these words is in every clause that asks without a mark
	idle    *regexp.Regexp  // a question that expects no answer, whatever mark it bears
	opens   *regexp.Regexp  // says itself that it asks
	vague   *regexp.Regexp  // words that ask, used to say whoever, whenever, nothing
	told    *regexp.Regexp  // tells of questions
	choice  *regexp.Regexp  // yes or no, this or that
	begins  *regexp.Regexp  // asks from its first word on
	ends    *regexp.Regexp  // asks with its last words
	within  *regexp.Regexp  // words that ask wherever they stand
}

// soft are words after which a question is still at its end.
const soft = `(?: (?:ạ|vậy|thế|nhỉ|ta|với|nha|nhé|đây|đấy|nữa|trời|luôn|ơi|ad|admin|adm|các|cả|mọi|bà|anh|chị|em|cô|bác|mẹ|thầy|nhà|người|con|cháu|mình|bạn|xã|phường|cán bộ|bộ|thôn|trưởng))*`

// kindly is soft with at least one word that only closes questions and requests.
const kindly = ` (?:ạ|vậy|thế|nhỉ|hả|ad|admin|mọi người|cả nhà|các bác|các mẹ|bà con|anh chị|các bạn|cả làng)` + soft

// subject are those for whom something is asked.
const subject = `(?: (?:tôi|em|mình|con|cháu|tui|e|m|bác|cô|anh|chị|nhà em|bà con|chúng tôi|dân))?`

// when, and other words that ask for a time, a place, a way, an amount.
const (
	when  = `(?:bao giờ|khi nào|lúc nào|chừng nào|hôm nào|ngày nào|tháng nào|năm nào|mấy giờ|ngày mấy|tháng mấy|thứ mấy)`
	where = `(?:ở đâu|tại đâu|từ đâu|do đâu|đến đâu|tới đâu|chỗ nào|nơi nào|xã nào|phường nào|khu nào|trang nào|cơ quan nào|bên nào)`
	why   = `(?:tại sao|vì sao|làm sao|sao lại|cớ sao)`
	how   = `(?:thế nào|như nào|ra sao|làm sao|cách nào|kiểu gì)`
	many  = `(?:bao nhiêu|bn tiền|bn ngày|bao lâu|mấy giờ|mấy tấn|mấy phần trăm|mấy tiền|mấy tuổi|mấy mũi|mấy ngày thì|tháng mấy|ngày mấy|thứ mấy|lớp mấy|mấy người)`
	whom  = `(?:cho ai|gọi ai|hỏi ai|gặp ai|liên hệ ai|của ai|do ai|với ai|là ai|ai xử lý|ai chịu trách nhiệm|ai trả|ai thu)`
	what  = `(?:những gì|cái gì|giấy tờ gì|là gì|gì|loại nào|trường nào|hộ nào|đối tượng nào|đơn vị nào|mẫu nào)`
)

// signalWords are the words by which the patterns below are recognised.
var signalWords = []string{
	"ai", "gì", "nào", "đâu", "sao", "mấy", "nhiêu", "bn", "lâu", "không", "chưa", "hay", "hả", "nhỉ", "liệu", "hỏi", "biết", "đáp", "giúp", "giùm", "hộ", "dùm", "mắc", "xin",
}

// idleWords ask for nothing.
var idleWords = []string{
	`(?:chẳng|chả|không) lẽ`, `lẽ nào`, `khác (?:gì|nào|chi)`, `(?:còn|ra) (?:ra )?thể thống`, `ai đời`, `ai mà`, `ai (?:chẳng|chả|chịu nổi|chịu được|tin nổi|dám|nỡ)`,
	`thì ai`, `(?:tin|nghe|trách|kêu) ai nữa`, `tin (?:ai|được ai)`, `biết (?:nghe|tin|kêu|trách|nhờ) ai`, `làm gì có`, `có gì đâu`, `còn gì`, `đâu ra`, `hay sao`,
	`chứ (?:sao|gì|còn|lại)`, `thì bao giờ mới`, `bao giờ(?: \S+){0,3} mới (?:hết|khá|khá lên|thôi|đỡ|khổ|ngóc)`, `sao mà`, `sao (?:chịu|cho) nổi`, `mà cũng (?:gọi|đòi|dám|nói|bảo|là)`,
	`để làm gì`, `ai bảo`, `trời ơi là trời`, `còn tin`, `có ai (?:quan tâm|thèm|thấu|như)`, `mới lạ`, `ai biết đâu`, `mấy ai`, `biết đâu`, `(?:thấy|nghĩ|biết|muốn) sao(?: \S+){0,3} (?:vậy|thế|nấy)`,
}

// openWords say that somebody asks.
var openWords = []string{
	`cho` + subject + ` hỏi`, `xin (?:phép |được )?hỏi`, `(?:muốn|cần|nhờ|định) hỏi`, `hỏi (?:chút|tí|tý|xíu|tẹo|nhỏ|ngu|nhanh|là|cả nhà|mọi người|ad)`,
	`(?:có )?ai (?:mà )?(?:biết|rành|rõ|nắm|có thông tin)`, `giải đáp (?:giúp|giùm|hộ|cho|với)`, `(?:trả lời|chỉ|hướng dẫn|tư vấn|thông tin|xem) (?:giúp|giùm|hộ|dùm)`,
	`(?:xin|nhờ|mong|đề nghị|các bác|anh chị|mọi người|ai|cán bộ|xã)(?: \S+){0,2} cho` + subject + ` biết`, `(?:em|mình|tôi|con|cháu) (?:đang )?thắc mắc`,
	`không biết (?:là |thì )?(?:bao giờ|khi nào|mấy giờ|ở đâu|chừng nào|ngày nào|hôm nào|bao lâu)`,
	`cho` + subject + ` xin (?:lịch|giờ|địa chỉ|số|thông tin|mẫu)`,
}

// vagueWords are words that ask and do not.
var vagueWords = []string{
	`(?:ai|đâu|gì|nào|sao|bao giờ|bao nhiêu|mấy)(?: \S+){0,4} (?:cũng|chẳng|chả)`, `(?:không|chẳng|chả|chưa|đừng|đâu|bất cứ|bất kỳ|bất kể|hơn|như) (?:một )?(?:có )?(?:ai|gì|bao giờ|đâu|nơi nào|bao nhiêu|bao lâu)`,
	`không (?:có )?sao`, `dù sao`, `làm sao thì`, `sao thì`, `gì thì`, `(?:đâu|gì) (?:mà|lại|vào|đến nỗi|phải)`, `(?:có|phải)(?: \S+){1,6} đâu`, `bao nhiêu (?:năm|lần|người|tiền|ngày)(?: \S+){0,2} (?:rồi|vẫn|đâu)`,
	`nghe đâu`, `(?:dù|mặc|bất kể|miễn)(?: \S+){0,8} (?:hay không|thế nào|ra sao|bao nhiêu)`, `nói thế nào`, `như thế nào (?:thì|cũng)`, `thì (?:thôi|không|chưa|chịu)`, `(?:vẫn|cũng|mãi) (?:không|chưa)`, `còn chưa`,
	`^ (?:khi nào|bao giờ|lúc nào|hôm nào|chừng nào) \S+(?: \S+)* (?:sẽ|thì|là|lại|mời|nhớ) \S+`,
	`(?:chẳng|không|chả) biết(?: \S+){0,6} (?:gì|đâu|sao)`, `có (?:gì|sao) (?:thì|đâu)`, `nói không`, `cứ (?:đâu|ai|khi nào|lúc nào)`,
}

// toldWords tell of questions that somebody else asked.
var toldWords = []string{`(?:đã|từng|bị|được|dân|chị|anh|ông|bà|báo|người ta|họ)(?: \S+){0,2} hỏi`, `(?:câu|ăn|thăm|dạm|dò|học|chất|giấy) hỏi`, `hỏi (?:thăm|mãi|han|rồi|tội)`}

// choiceWords ask for yes or no, or for one of two.
var choiceWords = []string{
	`(?:có|được|còn|phải|cần|đúng|đã|kịp|biết|chịu|thuộc|nên|sẽ)(?: \S+){0,14} (?:không|hay không)` + soft + ` $`, `(?:không|hay không)` + kindly + ` $`,
	`(?:phải|đúng|được|có|ổn|thật) không` + soft + ` $`,
	`(?:có|được|còn|phải|đã)(?: \S+){0,12} (?:không|chưa) (?:hay|hoặc|hả)`,
	`(?:đã|có|được|xong|rồi|về|tới|thông|mở|chạy|lên|qua|đủ|nhận)(?: \S+){0,8} chưa` + soft + ` $`, `(?:hay )?chưa` + kindly + ` $`,
	`hay (?:là|vẫn|phải|chỉ|theo|ở|không)(?: \S+){0,10}` + kindly + ` $`, `có phải(?: \S+){0,14} không`, `^ liệu`,
}

// beginWords ask where a clause begins with them.
var beginWords = []string{
	`^(?: (?:ủa|vậy|thế|ad|ơi|alo|ê|ad ơi|mọi người|cả nhà))* (?:tại sao|vì sao|sao lại|sao) (?:\S+ ){2,}$`, `^(?: (?:vậy|thế|đến|tới|từ))? (?:bao giờ|khi nào|chừng nào|mấy giờ|hôm nào|ngày nào) (?:thì |là )?(?:mới |có |được |xong |làm |sửa |mở |cấp |trả |hết |chạy |thu |nghỉ |đi học|học )`,
	`^ mấy giờ (?:\S+ )+$`, `^ ai (?:được|phải) (?:\S+ )*$`, `^ có phải `,
}

// endWords ask where a clause ends with them.
var endWords = []string{
	`(?:` + when + `|` + where + `|` + how + `|` + many + `|` + whom + `)(?: được)?` + soft + ` $`, `(?:cần|gồm|mang|nộp|thêm|chuẩn bị|làm|là|được|có)(?: \S+){0,5} ` + what + soft + ` $`,
	`(?:` + what + `|` + why + `|đâu|mấy|nào|sao)(?: \S+){0,9}` + kindly + ` $`, ` (?:hả|nhỉ)` + soft + ` $`,
	`(?:` + when + `|` + where + `|` + how + `|` + many + `)(?: \S+){0,7}` + kindly + ` $`,
}

// withinWords ask wherever they stand.
var withinWords = []string{`(?:cần|gồm|mang|mang theo|chuẩn bị|nộp) (?:những gì|giấy tờ gì|thủ tục gì)`, many + ` (?:một|1|là|thì|tiền|được|mới|hay)`, `(?:được|hết|mất|hưởng|đóng|phạt|giá|phí|tiền)(?: \S+){0,4} (?:bao nhiêu|bao lâu)`}

// accented reads text with diacritics, bare text without.
var (
	accented = &wording{
		signals: setOf(signalWords),
		idle:    anyOf(idleWords), opens: anyOf(openWords), vague: anyOf(vagueWords), told: anyOf(toldWords),
		choice: anyOf(choiceWords), begins: anyOf(beginWords), ends: anyOf(endWords), within: anyOf(withinWords),
	}
	bare = &wording{
		signals: setOf(folded(signalWords)),
		idle:    anyOf(folded(idleWords)), opens: anyOf(folded(openWords)), vague: anyOf(folded(vagueWords)), told: anyOf(folded(toldWords)),
		choice: anyOf(folded(choiceWords)), begins: anyOf(folded(beginWords)), ends: anyOf(folded(endWords)), within: anyOf(folded(withinWords)),
	}
)

func setOf(words []string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[w] = true
	}
	return set
}

// anyOf matches a clause that holds one of the patterns.
func anyOf(patterns []string) *regexp.Regexp {
	var all []string
	for _, p := range patterns {
		switch {
		case strings.HasPrefix(p, "^"), strings.HasSuffix(p, "$"):
			p = lead(p)
		default:
			p = " (?:" + p + ") "
		}
		all = append(all, p)
	}
	return regexp.MustCompile(strings.Join(all, "|"))
}

// lead lets a pattern begin with a whole word.
func lead(p string) string {
	if strings.HasPrefix(p, "^") || strings.HasPrefix(p, " ") {
		return p
	}
	return " " + p
}

// folded are patterns for text without diacritics.
func folded(patterns []string) (all []string) {
	for _, p := range patterns {
		all = append(all, fold(p))
	}
	return all
}

// fold folds the letters of a pattern and leaves its signs: \S is one.
func fold(p string) string {
	parts := strings.Split(p, `\S`)
	for i := range parts {
		parts[i] = vi.Fold(parts[i])
	}
	return strings.Join(parts, `\S`)
}
