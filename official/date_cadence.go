package official

import (
	"regexp"
	"slices"
	"strings"
)

// Cadence is how often a task is done.
type Cadence string

// The cadences, from the densest to the single day.
const (
	Continuous Cadence = "continuous"
	Weekly     Cadence = "weekly"
	Monthly    Cadence = "monthly"
	Quarterly  Cadence = "quarterly"
	Yearly     Cadence = "yearly"
	Periodic   Cadence = "periodic"
	AdHoc      Cadence = "adhoc"
	Once       Cadence = "once"
	Range      Cadence = "range"
)

// Timing is what a text says about time: how often, and between which days. Days are ISO days; an open
// end is empty.
type Timing struct {
	Cadence  []Cadence
	From, To string
}

// ReadTiming reads the value of a field such as "Thời gian thực hiện". year is taken where the text
// names none; 0 when it is unknown, and days without a year then stay empty.
func ReadTiming(value string, year int) Timing {
	key := newPassage(oneLine(value)).key
	if key == "" {
		return Timing{}
	}
	key = shortTime().ReplaceAllStringFunc(key, spellOut)
	if c := recurring(key); len(c) > 0 {
		return besides(key, c, year)
	}
	if t, ok := spanOfDays(key, year); ok {
		return t
	}
	if atEvent().MatchString(key) {
		return Timing{Cadence: []Cadence{AdHoc}}
	}
	if relativeDay().MatchString(key) || beforeEvent().MatchString(key) {
		return Timing{Cadence: []Cadence{Once}}
	}
	if during().MatchString(key) {
		return Timing{Cadence: []Cadence{Range}}
	}
	if occasion().MatchString(key) || strings.HasPrefix(key, "khi ") || strings.HasPrefix(key, "nếu ") {
		return Timing{Cadence: []Cadence{AdHoc}}
	}
	if strings.Contains(key, "theo") {
		return Timing{Cadence: []Cadence{AdHoc}}
	}
	return Timing{}
}

var (
	everyUnit    = pattern(`(?:hằng|hàng|mỗi|từng)\s+((?:năm|quý|tháng|tuần|ngày)(?:\s*(?:,|/|và|hoặc|-)\s*(?:hằng\s+|hàng\s+)?(?:năm|quý|tháng|tuần|ngày))*)`)
	countPer     = pattern(`(?:^|[\s(,;])(?:\d+|một|hai|ba|bốn|năm)\s+\pL+(?:\s+\pL+){0,2}?\s*/\s*(năm|quý|tháng|tuần|ngày)`)
	notCounted   = pattern(`(?:đồng|người|hộ|xã|phường|thôn|km|kg|tấn|ha)\s*/`)
	perUnit      = pattern(`(?:lần|kỳ|số|cuộc|buổi|bài|tin)\s*(?:/|trên|một|mỗi)\s*(năm|quý|tháng|tuần|ngày)`)
	unitOnce     = pattern(`\b(năm|quý|tháng|tuần)\s*(?:/|một)\s*(?:01|1|một)?\s*lần`)
	halfYearly   = pattern(`(?:\d+|sáu|ba|hai)\s*(?:tháng|tuần|năm|ngày|giờ)\s*(?:/\s*|một\s+|mỗi\s+)?(?:0?1\s+)?lần|định kỳ\s+(?:\d+|sáu|ba)\s+tháng|(?:6|06|sáu)\s+tháng\s*(?:,|và|hoặc|/)\s*(?:hằng|hàng|một|cả|01|1)?\s*năm`)
	eachWeekday  = pattern(`(?:mỗi|các)\s+(?:buổi\s+)?(?:sáng|chiều|tối|ngày)\s+(?:thứ (?:hai|ba|tư|năm|sáu|bảy)\b|chủ nhật)`)
	byUnit       = pattern(`theo (?:từng )?(năm|quý|tháng|tuần)(?:\s*(?:[,.;)]|$))`)
	endOfQuarter = pattern(`tháng\s+(?:đầu|cuối)(?:\s+của)?(?:\s+mỗi)?\s+quý(?:\s*(?:[,.;)]|$|\s[^ivx\d]))`)
	timesAYear   = pattern(`(?:mỗi|một|1|01)\s+năm\s+(?:[2-9]|0[2-9]|\d\d|hai|ba|bốn)\s+(?:lần|đợt|kỳ)|(?:[2-9]|0[2-9]|\d\d|hai|ba|bốn) (?:lần|đợt|kỳ|cuộc|buổi|lượt) ?(?:trong|một|mỗi|/) ?năm|(?:nửa|nữa) năm (?:một|1|01|mỗi)? ?lần`)
	dayOfMonth   = pattern(`(?:ngày\s+(?:\d+|cuối(?:\s+cùng)?)|tuần\s+(?:đầu|cuối|thứ\s+\S+)|thứ\s+\S+\s+(?:đầu tiên|cuối cùng|đầu|cuối))\s+(?:của\s+)?(?:mỗi\s+)?tháng(?:\s*(?:[,.;)]|$|\s[^\d\sđcg]))`)
	steady       = pattern(`thường xuyên|liên tục|suốt (?:năm|thời gian|giai đoạn)|quanh năm|^cả năm|lâu dài|24/24|24/7`)
	occasion     = pattern(`đột xuất|khi có|khi cần|khi phát hiện|khi phát sinh|khi xảy ra|khi được|theo nhiệm vụ|theo yêu cầu|theo tình hình|theo thực tế|theo chỉ đạo|theo sự chỉ đạo|tùy theo|tùy tình hình|theo vụ việc|theo sự kiện|từng vụ việc`)
	atEvent      = pattern(`^(?:ngay )?khi (?:phát hiện|phát sinh|xảy ra|tiếp nhận|nhận được|có (?:sự cố|vụ việc|dịch|tình huống|phản ánh))`)
	beforeEvent  = pattern(`(?:^|hoàn thành |xong )trước (?:ngày )?\pL|^(?:ngay )?sau `)
	during       = pattern(`^(?:trong (?:suốt )?|suốt )?(?:thời gian (?:diễn ra|tổ chức|thực hiện|cao điểm|nghỉ|trước)|dịp|đợt|mùa|các ngày|quá trình)|^trong suốt `)
	relativeDay  = pattern(`(?:sau|trong vòng|trong thời hạn|trong|chậm nhất|không quá|tối đa|muộn nhất)\s+(?:là\s+)?(?:khoảng\s+)?\d+\s+(?:ngày|tháng|tuần|giờ)|kể từ|ngay sau|ngay khi|sau khi|đầu năm|cuối năm|giữa năm|trong (?:ngày|tuần|tháng|quý|năm)|tháng (?:chạp|giêng)`)
)

var cadenceOf = map[string]Cadence{"năm": Yearly, "quý": Quarterly, "tháng": Monthly, "tuần": Weekly, "ngày": Continuous}

// shortTime is a month or quarter in one letter: "T9/2026", "Q.III/2026".
var shortTime = pattern(`\b(?:q\.?\s?(?:iv|i{1,3}|[1-4])|t\.?\s?\d{1,2})\b`)

func spellOut(s string) string {
	word := "quý "
	if s[0] == 't' {
		word = "tháng "
	}
	return word + strings.TrimLeft(s[1:], ". ")
}

// besides reads a value that recurs and names days as well: "Trước ngày 15/3/2026, cập nhật hằng tháng",
// "hằng tuần, từ 17/01 đến 31/01/2027". Each clause is read for itself.
func besides(key string, recurs []Cadence, year int) Timing {
	out := Timing{Cadence: recurs}
	for _, clause := range clauseCut().Split(key, -1) {
		if len(recurring(clause)) > 0 || !namesDay(clause) {
			continue
		}
		if t, ok := spanOfDays(clause, year); ok && (t.To != "" || t.From != "") {
			out.From, out.To = t.From, t.To
			if !slices.Contains(out.Cadence, t.Cadence[0]) {
				out.Cadence = append(append([]Cadence{}, recurs...), t.Cadence...)
			}
			break
		}
	}
	return out
}

var clauseCut = pattern(`[;,]\s+|\s+và\s+`)

// namesDay reports a clause with a point of its own that says its year, finer than a year.
func namesDay(clause string) bool {
	points := pointsOf(clause)
	return len(points) > 0 && points[len(points)-1].year > 0 && (len(points) > 1 || points[0].span != yearPoint)
}

// recurring reads the words of repetition, in the order of the constants.
func recurring(key string) []Cadence {
	if !containsAny(key, "hằng", "hàng", "mỗi", "từng", "lần", "một", "định kỳ", "thường xuyên", "liên tục", "suốt", "quanh", "24/", "cuối", "đầu", "năm", "ngày", "tuần", "tháng", "trên", "theo", "cả năm", "lâu dài") {
		return nil
	}
	found := map[Cadence]bool{}
	for _, m := range everyUnit().FindAllStringSubmatch(key, -1) {
		for unit := range cadenceOf {
			if containsWord(m[1], unit) {
				found[cadenceOf[unit]] = true
			}
		}
	}
	for _, re := range []func() *regexp.Regexp{perUnit, unitOnce} {
		if !strings.Contains(key, "lần") && !strings.Contains(key, "/") && !strings.Contains(key, "mỗi") && !strings.Contains(key, "một") && !strings.Contains(key, "trên") {
			break
		}
		for _, m := range re().FindAllStringSubmatchIndex(key, -1) {
			addPer(found, key, m)
		}
	}
	if len(found) == 0 {
		if m := countPer().FindStringSubmatchIndex(key); m != nil && !notCounted().MatchString(key[m[0]:m[1]]) {
			found[cadenceOf[key[m[2]:m[3]]]] = true
		}
	}
	if m := byUnit().FindStringSubmatch(key); m != nil {
		found[cadenceOf[m[1]]] = true
	}
	if endOfQuarter().MatchString(key) {
		found[Quarterly] = true
	}
	if dayOfMonth().MatchString(key) {
		found[Monthly] = true
	}
	if containsAny(key, "lần", "tháng") && halfYearly().MatchString(key) {
		found[Periodic] = true
		if strings.Contains(key, "năm") && !strings.Contains(key, "hằng năm") && regexpHalfAndYear().MatchString(key) {
			found[Yearly] = true
		}
	}
	if timesAYear().MatchString(key) {
		found[Periodic] = true
		delete(found, Yearly)
	}
	if eachWeekday().MatchString(key) {
		found[Weekly] = true
	}
	if len(found) == 0 && strings.Contains(key, "định kỳ") {
		found[Periodic] = true
	}
	if steady().MatchString(key) {
		found[Continuous] = true
	}
	if len(found) > 0 && (strings.Contains(key, "đột xuất") || strings.Contains(key, "khi có yêu cầu") || strings.Contains(key, "theo yêu cầu")) {
		found[AdHoc] = true
	}
	var out []Cadence
	for _, c := range []Cadence{Continuous, Weekly, Monthly, Quarterly, Yearly, Periodic, AdHoc} {
		if found[c] {
			out = append(out, c)
		}
	}
	return out
}

var regexpHalfAndYear = pattern(`tháng\s*(?:,|và|hoặc|/)\s*(?:một|cả|01|1)?\s*năm`)

// addPer takes "01 lần/tháng" as monthly but "02 lần/năm" and "3 tháng/lần" as periodic.
func addPer(found map[Cadence]bool, key string, m []int) {
	unit := cadenceOf[key[m[2]:m[3]]]
	before := strings.TrimRight(key[:m[0]], " ")
	count := ""
	if i := strings.LastIndexAny(before, " (,"); i >= 0 || before != "" {
		count = before[i+1:]
	}
	if strings.HasPrefix(key[m[0]:], "lần") && unit == Yearly && !slices.Contains([]string{"", "1", "01", "một"}, count) {
		unit = Periodic
	}
	if !strings.HasPrefix(key[m[0]:], "lần") && isNumber(count) && count != "1" && count != "01" && strings.HasPrefix(key[m[0]:], key[m[2]:m[3]]) {
		unit = Periodic
	}
	found[unit] = true
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func containsWord(s, w string) bool {
	for f := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(" ,/-", r) }) {
		if f == w {
			return true
		}
	}
	return false
}

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
