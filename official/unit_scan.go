package official

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanUnits reads a list of units in running text, beginning at byte i, and tells where it ends: where a
// verb, an unknown clause or punctuation begins. It finds nothing when no name begins at i.
func scanUnits(p passage, i int, dir *Directory) (names []nameSpan, end int) {
	at := i
	for {
		stop := scanName(p, at, dir)
		if stop == at {
			return names, end
		}
		// A name may hold further names after "và": SplitUnits knows where.
		for _, s := range splitUnitSpans(p.slice(at, stop)) {
			s.start, s.end = s.start+at, s.end+at
			if !apposes(names, s) {
				names = append(names, s)
			}
		}
		end = stop
		next, ok := nextInList(p, stop)
		if !ok && !saysChair(p, stop) {
			next, ok = nextInList(p, skipBracket(p, stop)) // "Công an tỉnh (Phòng Cảnh sát môi trường), UBND phường"
		}
		if !ok || skipBlanks(p.key, stop) == next {
			return names, end
		}
		at = next
	}
}

// nextInList returns where the next name begins when a separator and a name follow at i.
func nextInList(p passage, i int) (int, bool) {
	at := skipBlanks(p.key, i)
	if at < len(p.key) && (p.key[at] == ',' || p.key[at] == ';') {
		at = skipBlanks(p.key, at+1)
	}
	if e, ok := firstPhrase(p.key, at, []string{"và", "cùng", "cùng với", "với"}); ok {
		at = skipBlanks(p.key, e)
	}
	if at == i {
		return 0, false
	}
	if _, ok := headAt(p, at); !ok || orderAt(p.key, at) {
		return 0, false
	}
	return at, true
}

// orderAt reports that "tổ chức" at i is the verb, not the noun.
func orderAt(key string, i int) bool {
	e, ok := hasPhrase(key, i, "tổ chức")
	if !ok {
		return false
	}
	_, noun := firstPhrase(key, skipBlanks(key, e), []string{
		"liên quan", "có liên quan", "chính trị", "xã hội", "đoàn thể", "cá nhân", "quốc tế", "tín dụng", "kinh tế", "khoa học", "hội", "đảng", "công đoàn", "trên", "thuộc", "nước ngoài", "phi chính phủ", "hành nghề", "pháp chế",
	})
	return !noun
}

// scanName returns where the single name that begins at i ends; i when there is none. A directory
// name decides by itself.
func scanName(p passage, i int, dir *Directory) int {
	head, ok := headAt(p, i)
	if !ok || orderAt(p.key, i) {
		return i
	}
	known := false
	if e := dir.prefix(p.key, i); e > head {
		head, known = e, true
	}
	collective := isPlural(p.key[i:])
	end, lower, tailed := head, 0, endsWithPlace(p.key[i:head]) || known
	proper, sure, field := "", head, -1
	for {
		next, token, ok := nextToken(p, end)
		if !ok {
			return end
		}
		if token != tokenWord || !startsUpper(p.text[next:]) && !unicode.IsDigit(rune(p.text[next])) {
			proper = ""
		}
		switch token {
		case tokenWord:
			_, wordEnd := word(p.key, next)
			switch {
			case startsUpper(p.text[next:]) || unicode.IsDigit(rune(p.text[next])):
				before := proper
				proper = p.text[next:wordEnd]
				lower, tailed = 0, closesProper(before, proper)
				if e := wholeCapital(p, next); e > wordEnd {
					wordEnd, lower, tailed, proper, field = e, 1, false, "", e
				}
				if e, ok := firstPhrase(p.key, next, offices); ok {
					wordEnd, lower, tailed, proper = e, 0, false, ""
				} else if unitHeads[keyOf(proper)] {
					proper = ""
				}
				end, sure = wordEnd, wordEnd
				continue
			case numberedAt(p, next, &wordEnd):
				lower, tailed = 0, true
			case wholeFieldAt(p.key, next, &wordEnd):
				lower, tailed = 1, false
			case manages(p.key, i, next, &wordEnd):
				lower, tailed = 0, true
			case lower < mostLower(p.key, i, collective) && compoundAt(p.key, next, &wordEnd):
				lower++
			case collective && closesGroup(p.key[i:end]) && qualityAt(p.key, next, &wordEnd):
				lower = 0
			case collective && doesAt(p.key, i, end, next, &wordEnd):
				lower, tailed = 0, false
			case endsName(p.key, next):
				if _, verb := verbAt(p.key, next); !verb && collective && end > sure && lower > 1 {
					return sure // words that nobody knows and no verb behind them: they are what the unit does
				}
				return beforeHalfVerb(p, head, end, lower)
			case speaks(p.key, i, next):
				return end
			default:
				tail, _ := firstPhrase(p.key, next, nameTails)
				_, levels := hasPhrase(p.key, next, "các cấp")
				if e, ok := groupAt(p.key, next); ok && e >= tail && !levels {
					wordEnd, lower, tailed, collective = e, 0, false, true
				} else if tail > 0 {
					wordEnd, lower, tailed = tail, 0, true
				} else if tailed || (collective || strings.Contains(p.key[i:end], " các ")) && closesGroup(p.key[i:end]) && !qualifiesPlace(p.key, next) {
					return end
				} else if e, ok := longestIn(nameWords, p.key, next, 4); ok && collective && strings.Contains(p.key[next:e], " ") {
					wordEnd, lower = e, lower+1
					sure = e
				} else if ok && !collective && (lower == 0 || end == field || strings.Contains(p.key[next:e], " ") || chargedSoon(p.key, e)) {
					wordEnd, lower = e, lower+1
				} else if lower > 0 && !collective && !chargedSoon(p.key, next) {
					return beforeHalfVerb(p, head, end, lower)
				} else if lower++; lower > mostLower(p.key, i, collective) {
					return end
				}
			}
			if end = wordEnd; lower == 0 {
				sure = end
			}
		case tokenComma, tokenAnd:
			if e, ok := officeFields(p, i, next); ok {
				return e
			}
			if e, ok := managedMore(p.key, i, next); ok {
				end, lower, tailed = e, 0, true
				continue
			}
			after, ok := continuesName(p, i, next, collective)
			if !ok {
				return end
			}
			end = firstOfName(p, after)
			lower, tailed, sure = 0, false, end
			if strings.Contains(strings.TrimSpace(p.text[after:end]), " ") {
				lower, field = 1, end
			}
			if first := p.text[after:end]; startsUpper(first) && !strings.Contains(first, " ") && !unitHeads[keyOf(first)] {
				proper = p.text[after:end]
			}
		case tokenHyphen:
			_, end = word(p.key, next)
			if e, ok := firstPhrase(p.key, next, nameTails); ok {
				end = e
			}
			if e, ok := firstPhrase(p.key, next, wholeFields); ok {
				end = e
			}
			lower, tailed = 0, false
		case tokenColon:
			if !listsFields(p, i, next) {
				return end
			}
			after := skipBlanks(p.key, next+1)
			end = firstOfName(p, after)
			lower, tailed, sure, proper = 0, false, end, p.text[after:end]
		case tokenBracket:
			return end
		}
	}
}

// businesses are kinds of units told apart by what they do: "các cơ sở sản xuất thực phẩm".
var businesses = []string{"cơ sở", "doanh nghiệp", "tổ chức", "hộ", "hộ gia đình", "công ty", "đơn vị", "hợp tác xã", "cá nhân", "cửa hàng", "nhà máy"}

// trades are what such units do for a living.
var trades = []string{
	"sản xuất", "kinh doanh", "chế biến", "khai thác", "cung cấp", "cung ứng", "vận chuyển", "vận tải", "xuất khẩu", "nhập khẩu", "xuất nhập khẩu", "mua bán", "giết mổ", "chăn nuôi", "nuôi trồng", "lưu trú", "ăn uống",
	"đào tạo", "phân phối", "bán lẻ", "bán buôn", "thu mua", "gia công", "lắp ráp", "thi công", "tư vấn", "giám sát", "khám bệnh", "chữa bệnh", "xử lý", "thu gom", "quảng cáo", "dịch vụ", "du lịch", "trồng trọt", "xuất bản", "in", "phát hành", "sử dụng", "quản lý", "vận hành",
}

// doesAt reads a trade behind such a kind, as long as what the unit is told to do still follows.
func doesAt(key string, start, end, i int, wordEnd *int) bool {
	e, ok := firstPhrase(key, i, trades)
	if !ok {
		return false
	}
	before := strings.TrimRight(key[start:end], " ")
	kind := false
	for _, noun := range append(businesses, trades...) {
		kind = kind || strings.HasSuffix(before, " "+noun)
	}
	clause := key[e:min(len(key), e+mostQualifier*2)]
	if stop := strings.IndexAny(clause, ".;:("); stop >= 0 {
		clause = clause[:stop]
	}
	if !kind || !hasVerb(clause) {
		return false
	}
	*wordEnd = e
	return true
}

// closesProper reports the end of a proper name: two syllables with capitals in a row ("An Bình"), or a
// number ("khu vực XII", "số 3"). Fields have one capital only: "Nông nghiệp". Only a kind of place or
// another capital goes on behind it.
func closesProper(before, now string) bool {
	if now != "" && (isNumber(now) || romanNumber().MatchString(now)) {
		return true
	}
	return before != "" && properWord(before) && properWord(now)
}

// numberedAt reads what tells one of several like units: "Đội Quản lý thị trường số 3", "Bảo hiểm xã hội
// cơ sở Tân An".
func numberedAt(p passage, i int, end *int) bool {
	e, ok := firstPhrase(p.key, i, []string{"số", "cơ sở", "chi nhánh", "khu vực", "phân hiệu", "vùng"})
	if !ok {
		return false
	}
	next := skipBlanks(p.key, e)
	w, numberEnd := word(p.key, next)
	switch {
	case isNumber(w):
		*end = numberEnd
	case next < len(p.text) && startsUpper(p.text[next:]):
		*end = e
	default:
		return false
	}
	return true
}

var romanNumber = pattern(`^[IVX]+$`)

// wholeCapital returns the end of a field of several syllables that begins with a capital at i.
func wholeCapital(p passage, i int) int {
	end, _ := firstPhrase(p.key, i, capitalWords)
	if e, ok := verbAt(p.key, i); ok {
		end = max(end, e) // with a capital it names a field
	}
	if e, ok := firstPhrase(p.key, i, wholeFields); ok {
		end = max(end, e)
	}
	if e, ok := longestIn(unitHeads, p.key, i, 3); ok && strings.Contains(p.key[i:e], " ") {
		end = max(end, e) // a name within a name: "Chi nhánh Ngân hàng …"
	}
	return end
}

// compoundAt reads a word of two syllables in a name whose second, alone, would be a verb: "Ban Quản lý
// công trình công cộng".
func compoundAt(key string, i int, end *int) bool {
	e, ok := firstPhrase(key, i, []string{"giao thông", "giao dịch", "công trình", "chương trình", "quy trình", "quá trình", "lịch trình", "thường trực", "công lập", "công cộng", "công ích"})
	if ok {
		*end = e
	}
	return ok
}

// managed are what a management board looks after; its name tells them in lower case.
var managed = []string{
	"dự án", "dự án đầu tư xây dựng", "đầu tư xây dựng", "đầu tư và xây dựng", "khu kinh tế", "khu công nghiệp", "khu chế xuất", "cụm công nghiệp", "khu du lịch", "khu di tích", "di tích", "danh thắng", "rừng phòng hộ", "rừng đặc dụng",
	"công trình", "công trình giao thông", "công trình dân dụng", "giao thông", "dân dụng", "công nghiệp", "nông nghiệp", "phát triển nông thôn", "phát triển đô thị", "hạ tầng", "bảo trì đường bộ", "trung tâm hành chính", "chợ", "bến xe",
}

// managesThings reports the name of a management board.
func managesThings(key string, i int) bool {
	_, ok := firstPhrase(key, i, []string{"ban quản lý", "bql", "ban qlda", "giám đốc ban quản lý", "trưởng ban quản lý"})
	return ok
}

// groupAt reads many units inside a name: "Đảng ủy các cơ quan Đảng tỉnh".
func groupAt(key string, i int) (end int, ok bool) {
	e, ok := hasPhrase(key, i, "các")
	if !ok {
		return 0, false
	}
	if e, ok := firstPhrase(key, skipBlanks(key, e), managed); ok {
		return e, true
	}
	return longestIn(groupNouns, key, skipBlanks(key, e), 4)
}

// manages reads what a management board looks after: "Ban Quản lý dự án đầu tư xây dựng các công trình …".
func manages(key string, start, i int, end *int) bool {
	if !managesThings(key, start) {
		return false
	}
	at := i
	if e, ok := hasPhrase(key, at, "các"); ok {
		at = skipBlanks(key, e)
	}
	e, ok := firstPhrase(key, at, managed)
	if ok {
		*end = e
	}
	return ok
}

// managedMore reads a further thing that a management board looks after behind "và" or a comma.
func managedMore(key string, start, sep int) (end int, ok bool) {
	at := skipBlanks(key, sep+1)
	if e, and := hasPhrase(key, sep, "và"); and {
		at = skipBlanks(key, e)
	}
	return end, manages(key, start, at, &end)
}

// speaks reports that "phát thanh" and the like at i are what a unit does, not what it is named after.
func speaks(key string, start, i int) bool {
	if _, ok := firstPhrase(key, i, []string{"phát thanh", "truyền thông", "thông tin"}); !ok {
		return false
	}
	name := strings.TrimRight(key[start:i], " ")
	for _, field := range []string{"báo", "đài", "trung tâm", "cổng", "trang", "cơ quan", "đơn vị", "công nghệ", "văn hóa", "tổ", "đội", "ban", "phòng", "ngành", "hệ thống", "lĩnh vực", "khoa"} {
		if name == field || strings.HasSuffix(name, " "+field) && !closesGroup(name) {
			return false
		}
	}
	return true
}

// beforeHalfVerb gives back the first syllable of a verb whose second alone ended the name: one word in
// lower case behind a proper name of two capitals.
func beforeHalfVerb(p passage, start, end, lower int) int {
	if lower != 1 {
		return end
	}
	words := strings.Fields(p.text[start:end])
	n := len(words)
	if n < 3 || !properWord(words[n-2]) || !properWord(words[n-3]) || !startsLower(words[n-1]) || unitHeads[keyOf(words[n-2]+" "+words[n-1])] || unitHeads[keyOf(words[n-3])] {
		return end
	}
	return start + len(strings.TrimRight(p.text[start:end], " ")) - len(words[n-1])
}

// mostUnknown is how many words that no list knows may end a name before it is charged.
const mostUnknown = 3

// chargedSoon reports that behind a few words in lower case the name is over for sure: it is charged with
// something, a colon stands there, or nothing follows.
func chargedSoon(key string, i int) bool {
	for range mostUnknown {
		_, end := word(key, i)
		if end == i {
			return false
		}
		i = skipBlanks(key, end)
		if i >= len(key) || key[i] == ':' || key[i] == ';' {
			return true
		}
		if _, ok := firstPhrase(key, i, []string{"chủ trì", "có trách nhiệm", "chịu trách nhiệm", "phối hợp", "là cơ quan", "là đơn vị", "làm đầu mối", "là đầu mối"}); ok {
			return true
		}
	}
	return false
}

// properWord reports a word with a capital that is no abbreviation.
func properWord(w string) bool {
	return startsUpper(w) && !isShouting(w)
}

// mostQuality is how many words may tell what places have: "UBND các xã, phường có rừng".
const mostQuality = 6

// qualityAt reads "có rừng" behind a collective of places, up to the verb or the punctuation behind it.
func qualityAt(key string, i int, end *int) bool {
	at, ok := hasPhrase(key, i, "có")
	if !ok {
		return false
	}
	for n := 0; n <= mostQuality; n++ {
		next := skipBlanks(key, at)
		w, e := word(key, next)
		if _, verb := verbAt(key, next); n > 0 && (verb || w == "") {
			*end = at
			return true
		} else if verb || w == "" {
			return false
		}
		if _, fixed := firstPhrase(key, next, []string{"trách nhiệm", "nhiệm vụ", "liên quan", "kế hoạch", "báo cáo", "thẩm quyền", "chức năng", "biện pháp", "giải pháp", "phương án", "hình thức", "văn bản", "ý kiến", "và", "để", "phải"}); fixed {
			return false
		}
		at = e
	}
	return false
}

// firstOfName returns where the first word of a further part of a name ends, whole where its second
// syllable alone would be a verb.
func firstOfName(p passage, i int) int {
	_, end := word(p.key, i)
	for _, fields := range [][]string{capitalWords, wholeFields, offices} {
		if e, ok := firstPhrase(p.key, i, fields); ok && startsUpper(p.text[i:]) {
			end = max(end, e)
		}
	}
	return end
}

// isPlural reports a name of many units, or of a people's committee: common nouns follow its head.
func isPlural(key string) bool {
	at := 0
	if e, ok := firstPhrase(key, at, offices); ok {
		at = skipBlanks(key, e)
	}
	_, ok := firstPhrase(key, at, append([]string{"ubnd", "ủy ban nhân dân", "cơ quan", "đơn vị", "địa phương", "tổ chức", "sở, ban", "sở, ngành", "ban, ngành"}, quantifiers...))
	return ok
}

// mostLower is how many words in lower case may follow a capital: one in the names of departments and
// ministries, whose fields are words of two syllables; more elsewhere.
func mostLower(key string, i int, collective bool) int {
	if collective {
		return 12
	}
	for _, strict := range []string{"sở", "bộ"} {
		if _, ok := hasPhrase(key, i, strict); ok {
			return 1
		}
	}
	return 4
}

// endsName reports what cannot stand inside a name: a verb or the beginning of a clause.
func endsName(key string, i int) bool {
	if _, ok := firstPhrase(key, i, []string{"cơ quan thực hiện", "thực hiện nhiệm vụ"}); ok {
		return true
	}
	if e, ok := firstPhrase(key, i, clauseWords); ok && !onlyLooksRepeated(key, i, e) {
		_, qualifier := firstPhrase(key, i, nameTails)
		return !qualifier
	}
	_, ok := verbAt(key, i)
	return ok
}

// onlyLooksRepeated reports "hàng" and the like inside a word: "Ngân hàng". A time follows where they tell
// how often.
func onlyLooksRepeated(key string, i, end int) bool {
	if _, ok := firstPhrase(key, i, []string{"hằng", "hàng"}); !ok {
		return false
	}
	_, time := firstPhrase(key, skipBlanks(key, end), []string{"năm", "quý", "tháng", "tuần", "ngày", "kỳ", "giờ"})
	return !time
}

// clauseWords open a clause about the name before.
var clauseWords = []string{
	"để", "nhằm", "trong", "khi", "nếu", "theo", "tại", "từ", "trước", "sau", "vào", "về", "đến", "bằng", "thông qua", "qua", "được", "bị", "đã", "đang", "sẽ", "vừa", "là", "làm", "mà", "do", "thì", "còn", "cũng",
	"có", "như", "cho", "cùng", "chậm nhất", "muộn nhất", "hằng", "hàng", "mỗi", "luôn", "tự", "nêu", "gồm", "bao gồm", "trên", "với", "sớm", "ngay", "kịp", "tiếp tục", "trực tiếp", "xong", "này", "nói", "rất", "chưa", "không",
}

// nameTails qualify a name from behind.
var nameTails = []string{
	"trọng điểm",
	"tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu", "cấp tỉnh", "cấp huyện", "cấp xã", "các cấp", "trung ương", "địa phương", "khu vực",
	"chịu sự giám sát", "chịu sự kiểm tra", "chịu sự quản lý", "được giám sát", "được kiểm tra", "có tên trên",
	"liên quan", "có liên quan", "trực thuộc", "thuộc tỉnh", "trực thuộc tỉnh", "thuộc sở", "trên địa bàn", "trên địa bàn tỉnh", "trên địa bàn thành phố", "của tỉnh", "của thành phố", "biên giới", "chức năng", "khác",
	"thuộc", "của", "có thẩm quyền", "có chức năng", "chuyên môn", "sự nghiệp", "công lập", "thành viên", "nhân dân", "quân sự", "biên phòng", "chính trị", "xã hội", "nghề nghiệp", "báo chí", "thông tấn", "truyền thông", "thông tin", "đại chúng",
	"hành chính công", "hành chính", "nhà nước", "viễn thông", "tín dụng", "đoàn thể", "chủ lực", "du lịch", "văn hóa", "thể thao", "phát thanh", "truyền hình", "dự án", "đầu tư", "xây dựng", "bệnh tật", "điện tử", "công nghệ số cộng đồng",
	"trong tỉnh", "trên toàn tỉnh", "tại địa phương", "ở địa phương", "đóng trên địa bàn", "đóng trên địa bàn tỉnh", "các huyện", "các xã", "các phường", "các tỉnh", "các sở", "các quận", "các thành phố", "nơi có", "thuộc ubnd tỉnh", "thuộc bộ",
}

type tokenKind int

const (
	tokenWord tokenKind = iota
	tokenComma
	tokenAnd
	tokenHyphen
	tokenBracket
	tokenColon
)

// nextToken returns what follows a name at i: a word, a comma, "và", a hyphen or slash joining words.
func nextToken(p passage, i int) (at int, kind tokenKind, ok bool) {
	at = skipBlanks(p.key, i)
	if at >= len(p.key) {
		return at, 0, false
	}
	r, n := utf8.DecodeRuneInString(p.key[at:])
	switch {
	case r == ',':
		return at, tokenComma, true
	case r == '(':
		return at, tokenBracket, true
	case r == ':':
		return at, tokenColon, true
	case r == '-' || r == '–' || r == '‑' || r == '/':
		next := skipBlanks(p.key, at+n)
		if w, _ := word(p.key, next); w == "" {
			return at, 0, false
		}
		return next, tokenHyphen, true
	case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '&':
		if _, and := hasPhrase(p.key, at, "và"); and {
			return at, tokenAnd, true
		}
		return at, tokenWord, true
	}
	return at, 0, false
}

// continuesName reports whether behind the comma or "và" at sep the name that began at start goes on:
// with a further noun of a collective, or with a capital that is no new head.
func continuesName(p passage, start, sep int, collective bool) (after int, ok bool) {
	after = skipBlanks(p.key, sep+1)
	if e, and := hasPhrase(p.key, sep, "và"); and {
		after = skipBlanks(p.key, e)
	} else if e, and := hasPhrase(p.key, after, "và"); and {
		after = skipBlanks(p.key, e)
	}
	if w, _ := word(p.key, after); w == "" {
		return 0, false
	}
	if orderAt(p.key, after) {
		return 0, false
	}
	if newNameAt(p, start, sep, after) {
		return 0, false
	}
	if _, group := longestIn(groupNouns, p.key, after, 4); group && (collective && !namesOnePlace(p.key[start:sep]) || isCollective(p.key[start:sep]) || strings.Contains(p.key[start:sep], "các ") || endsWithPlace(p.key[start:sep]) && isPlace(p.key, after)) {
		return after, true
	}
	if startsUpper(p.text[after:]) {
		return after, !strings.HasPrefix(p.key[start:sep], "các cơ quan")
	}
	if _, tail := firstPhrase(p.key, after, nameTails); tail && collective {
		return after, true
	}
	if e, field := longestIn(nameWords, p.key, after, 4); field && strings.Contains(p.key[after:e], " ") && (collective || officeHead().MatchString(p.key[start:sep]+" ")) && actsNext(p.key, e) {
		return after, true
	}
	if e := after; collective && doesAt(p.key, start, sep, after, &e) {
		return after, true
	}
	if _, tail := firstPhrase(p.key, after, []string{"phát thanh", "truyền hình", "tư tưởng", "giáo dục", "thể thao", "du lịch", "thông tin", "báo chí", "gia đình", "trẻ em", "kiểm soát", "điều hành", "mầm non", "đại học", "cao đẳng", "trung cấp", "tiểu học", "trung học cơ sở", "trung học phổ thông"}); tail {
		return after, true
	}
	return 0, false
}

var (
	officeHead   = pattern(`^(?:phòng|khoa|vụ|ban|cục|chi cục|trung tâm|tổ|văn phòng) `)
	furtherField = pattern(`^,?\s*(?:và\s+)?([\pL ]{4,60}?)\s+(?:chủ trì|có trách nhiệm|chịu trách nhiệm|là đầu mối|làm đầu mối|là cơ quan|là đơn vị)(?:[\s,]|$)`)
)

// officeFields reads the further fields of an office, in lower case like what it does, up to the word
// that charges it: "Phòng Công chức, viên chức chủ trì …".
func officeFields(p passage, start, sep int) (end int, ok bool) {
	if !officeHead().MatchString(p.key[start:sep] + " ") {
		return 0, false
	}
	m := furtherField().FindStringSubmatchIndex(p.key[sep:])
	if m == nil || !startsLower(p.text[sep+m[2]:]) {
		return 0, false
	}
	if _, unit := headAt(p, sep+m[2]); unit {
		return 0, false
	}
	return sep + m[3], true
}

// namesOnePlace reports the committee of one place: "UBND phường Hải Châu", not "UBND các xã, phường".
func namesOnePlace(name string) bool {
	e, ok := firstPhrase(name, 0, []string{"ubnd", "ủy ban nhân dân"})
	if !ok || containsAny(name, "các ", " cấp ") {
		return false
	}
	rest, place := firstPhrase(name, skipBlanks(name, e), placeNouns)
	return place && hasWord(name[rest:]) && !strings.Contains(name, ",")
}

// actsNext reports that a verb or a charge follows.
func actsNext(key string, i int) bool {
	i = skipBlanks(key, i)
	if _, verb := verbAt(key, i); verb {
		return true
	}
	_, charged := firstPhrase(key, i, []string{"chủ trì", "có trách nhiệm", "chịu trách nhiệm", "là đầu mối", "làm đầu mối"})
	return charged
}

// closesGroup reports a collective that ends with a noun to which only a place or a quality can be added:
// "các sở, ngành, địa phương", "UBND các xã, phường".
func closesGroup(name string) bool {
	name = oneLine(name)
	if strings.Contains(name, ",") && (strings.HasSuffix(name, " đơn vị") || strings.HasSuffix(name, " cơ quan")) {
		return true
	}
	for _, noun := range []string{"ngành", "đoàn thể", "địa phương", "xã", "phường", "thị trấn", "đặc khu", "huyện", "thị xã", "cấp xã", "cấp huyện", "cấp tỉnh", "thôn", "bản", "tổ dân phố", "khu phố"} {
		if strings.HasSuffix(name, " "+noun) {
			return true
		}
	}
	return false
}

func qualifiesPlace(key string, i int) bool {
	_, ok := firstPhrase(key, i, []string{
		"ven", "vùng", "miền", "biên giới", "hải đảo", "khó khăn", "đặc biệt", "trọng điểm", "liên quan", "khu vực", "mới", "còn", "chưa", "không", "nơi", "nằm", "thuộc", "trong", "ngoài", "giáp", "xây dựng nông thôn",
		"đạt chuẩn", "thí điểm", "hưởng", "bị", "thụ hưởng", "quản lý", "phụ trách", "cấp", "dân tộc", "nghèo", "an toàn khu", "ngoại thành", "nội thành", "sau sắp xếp", "văn hóa", "hữu quan",
	})
	return ok
}

// endsWithPlace reports a name that ends with a kind of place: "Công an xã".
func endsWithPlace(name string) bool {
	for _, place := range placeNouns {
		if strings.HasSuffix(name, " "+place) {
			return true
		}
	}
	return false
}

func isPlace(key string, i int) bool {
	_, ok := firstPhrase(key, i, placeNouns)
	return ok
}

var placeNouns = []string{"xã", "phường", "huyện", "quận", "thị xã", "thành phố", "thị trấn", "đặc khu", "thôn", "bản", "tỉnh"}

// listsFields reports a collective that names its members by their fields behind a colon: "các sở: Tư
// pháp, Nội vụ". Short capitalised fields follow, separated by commas.
func listsFields(p passage, start, colon int) bool {
	name := strings.TrimSpace(p.key[start:colon])
	kinds := false
	for _, kind := range []string{"các sở", "các bộ", "các ban", "các hội", "các phòng", "các chi cục", "các xã", "các phường", "các huyện", "các xã, phường", "các trường", "các công ty", "các đơn vị", "các cơ quan", "các thôn", "các bản", "các tổ dân phố", "các khu phố", "các ấp"} {
		kinds = kinds || strings.HasSuffix(name, kind)
	}
	at := skipBlanks(p.key, colon+1)
	comma := strings.IndexByte(p.key[at:], ',')
	if _, order := verbAt(p.key, at); order && comma > 0 && strings.Count(p.key[at:at+comma], " ") > 2 {
		return false
	}
	if !kinds || comma < 0 || strings.Count(p.key[at:at+comma], " ") > 4 {
		return false
	}
	return startsUpper(p.text[at:]) && startsUpper(p.text[skipBlanks(p.text, at+comma+1):])
}

// capitalWords are words of names whose second syllable, alone, would be a verb.
var capitalWords = []string{"xây dựng", "công trình", "chương trình", "công lập", "độc lập", "ngoại giao", "phòng chống", "tiếp nhận", "giao nhận", "hợp tác", "tiết kiệm", "đầu tư", "tổ chức", "đào tạo", "kiểm tra", "giám sát", "kiểm soát", "quản lý", "chỉ đạo", "tuyên truyền", "phát triển", "hỗ trợ", "chuyển đổi"}
