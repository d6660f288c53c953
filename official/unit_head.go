package official

import (
	"strings"
)

// unitHeads are the nouns with which names of units begin: kinds of agency, not names.
var unitHeads = phraseSet(
	"sở", "ban", "ủy ban", "ubnd", "ubmttq", "ubmttqvn", "mttq", "hđnd", "hội đồng", "văn phòng", "vp", "công an", "ca",
	"báo", "đài", "hội", "trung tâm", "tt", "phòng", "tạp chí", "cục", "chi cục", "tổng cục", "trường", "viện", "vụ", "bộ",
	"bộ chỉ huy", "bch", "bchqs", "bộ đội", "bộ tư lệnh", "ban chỉ huy", "đồn", "đồn biên phòng", "thanh tra", "kho bạc", "mặt trận", "đoàn", "thành đoàn",
	"tỉnh đoàn", "huyện đoàn", "quận đoàn", "thị đoàn", "xã đoàn", "liên đoàn", "lđlđ", "liên hiệp", "liên minh", "công đoàn", "doanh nghiệp", "cổng", "bảo hiểm", "bhxh",
	"ngân hàng", "tòa án", "viện kiểm sát", "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy", "đảng ủy", "chi bộ", "đảng bộ", "cơ quan",
	"đơn vị", "tổ", "nhóm", "đội", "quỹ", "công ty", "tập đoàn", "tổng công ty", "hợp tác xã", "bưu điện", "viễn thông",
	"bệnh viện", "trạm", "thư viện", "bảo tàng", "nhà", "nhà máy", "nhà văn hóa", "nhà thiếu nhi", "nhà hát", "nhà khách", "nhà xuất bản", "thông tấn xã", "hiệp hội", "câu lạc bộ", "học viện", "đại học", "trường học",
	"ttytdp", "bộ phận", "khoa", "hạt", "hải quan", "thuế", "cảnh sát", "thi hành án", "thanh niên xung phong", "thường trực", "chi đoàn", "chi hội", "chi đội", "liên đội", "hai ban", "đại biểu hội đồng nhân dân", "đại biểu hđnd", "tổ đại biểu", "tổ hợp tác", "tổ liên gia", "tổ công tác", "tổ dân phố", "thôn", "khu phố",
	"chính quyền", "cấp ủy", "đảng đoàn", "hội liên hiệp", "hội nông dân", "phân xã", "ttxvn", "vtv", "vov", "vnpt", "viettel", "mobifone", "điện lực",
	"ban quản lý", "ban chỉ đạo", "bcđ", "tổ chức", "cổng thông tin", "trang thông tin", "khối", "cụm", "lực lượng", "hạt kiểm lâm", "thủ tướng", "chính phủ", "quốc hội",
	"thống kê tỉnh", "thống kê cơ sở", "khu bảo tồn", "thống kê thành phố", "cảng vụ", "chủ đầu tư", "nhà thầu", "đơn vị tư vấn", "đơn vị thi công", "công chức", "khu", "vườn quốc gia", "chi nhánh", "phân hiệu", "nhà trường", "ủy viên", "thành viên", "lãnh sự quán", "cơ sở", "xã", "phường", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "đặc khu", "thị trấn", "bchtw", "ubkt", "ủy ban kiểm tra", "mtq", "ubmt",
)

// looseHeads begin a name only after "các" or with a capital: alone and in lower case they are common words.
var looseHeads = phraseSet(
	"ban", "báo", "đài", "hội", "phòng", "cục", "trường", "viện", "vụ", "bộ", "đồn", "đoàn", "tổ", "nhóm", "đội", "quỹ", "cụm", "khối", "nhà", "khoa",
	"cơ sở", "hạt", "trạm", "thuế", "tt", "ca", "vp", "tỉnh", "xã", "phường", "huyện", "quận", "thị xã", "thành phố", "thị trấn", "đặc khu", "tổ chức", "đơn vị", "cơ quan",
	"thanh tra", "công chức", "khu", "chi nhánh", "phân hiệu", "nhà trường", "ủy viên", "thành viên", "bộ phận", "lực lượng", "doanh nghiệp", "ngân hàng", "thường trực", "cổng", "chính quyền", "liên minh", "liên hiệp", "bộ đội", "thủ tướng", "chính phủ",
	"đại học", "thư viện", "bảo tàng", "bệnh viện", "trung tâm", "tạp chí", "bảo hiểm", "điện lực", "viễn thông", "cảnh sát", "mặt trận", "trường học", "nhà xuất bản", "thôn", "khu phố", "tổ dân phố",
)

// notHeads are common words that begin like a head.
var notHeads = phraseSet(
	"ban hành", "ban đầu", "ban đêm", "ban bố", "ban tặng", "báo cáo", "báo chí", "báo động", "báo hiệu", "đài loan", "hội nghị", "hội thảo", "hội nhập", "hội thi",
	"hội họp", "hội diễn", "hội chợ", "hội trại", "hội tụ", "phòng chống", "phòng ngừa", "phòng cháy", "phòng vệ", "phòng thủ", "phòng bệnh", "cục bộ", "trường hợp", "trường kỳ", "trường lớp",
	"viện trợ", "viện dẫn", "vụ việc", "vụ án", "bộ tài liệu", "bộ tiêu chí", "bộ nhận diện", "bộ máy", "bộ quy tắc", "bộ câu hỏi", "bộ chỉ số", "đoàn kết", "đoàn viên", "tổ chức thực hiện", "tổ chức triển khai",
	"tổ chức tập", "tổ chức các lớp", "tổ chức hội", "tổ chức tuyên", "sở hữu", "sở thích", "sở trường", "nhà nước", "nhà báo", "nhà ở", "nhà đầu", "nhà văn", "nhóm nhiệm", "nhóm đối", "nhóm giải", "đội ngũ",
	"công an ninh", "văn phòng phẩm", "khoa học", "khối lượng", "cụm từ", "cụm loa", "thuế suất", "khu vực", "khu phố văn", "công chức, viên", "khu dân", "xã hội", "tỉnh lộ", "thành phố thông", "cổng dịch vụ công để", "trung tâm dữ liệu", "bảo hiểm y tế", "bảo hiểm thất",
	"trạm thu", "khu công nghiệp", "khu kinh tế", "khu chế xuất", "khu du lịch", "khu di tích", "khu đô thị", "cụm công nghiệp", "bộ phận dân", "cơ quan chức", "đoàn công", "lực lượng lao", "doanh nghiệp nhỏ", "bộ luật", "bộ thủ tục", "viện phí", "quỹ đất", "thường trực tiếp", "thường trực giúp việc", "thường trực sẵn sàng", "thường trực ban",
)

// offices stand before the unit they head.
var offices = []string{
	"thủ trưởng", "giám đốc", "chủ tịch", "phó chủ tịch", "chánh văn phòng", "chánh thanh tra", "trưởng", "trưởng ban", "trưởng phòng", "lãnh đạo", "người đứng đầu",
	"tổng biên tập", "hiệu trưởng", "tổng giám đốc", "bí thư", "chỉ huy trưởng", "cục trưởng", "chi cục trưởng", "viện trưởng", "phó giám đốc",
	"phó chánh văn phòng", "phó trưởng", "phó trưởng ban", "phó trưởng phòng", "phó bí thư", "chủ nhiệm", "phó chủ nhiệm", "phó chủ tịch thường trực", "người phát ngôn", "người phát ngôn của", "đồng chí", "các đồng chí", "đ/c", "các đ/c", "ông", "bà", "cán bộ", "cán bộ, công chức", "tổ trưởng", "trưởng thôn", "phụ trách", "chỉ huy",
}

// headsOfMany stand before a kind of units without a word of number: "thủ trưởng cơ quan, đơn vị".
var headsOfMany = []string{"thủ trưởng", "người đứng đầu", "lãnh đạo"}

// quantifiers stand before a kind of units.
var quantifiers = []string{"các", "những", "toàn thể các", "tất cả các", "một số", "mỗi", "từng", "hệ thống", "toàn bộ các"}

// groupNouns follow each other inside one collective name: "các sở, ban, ngành, đoàn thể".
var groupNouns = phraseSet(
	"sở", "ban", "ngành", "ban ngành", "đoàn thể", "hội", "hội đoàn thể", "địa phương", "đơn vị", "tổ chức", "huyện", "quận", "thị xã", "thành phố", "xã", "phường", "thị trấn", "đặc khu",
	"cơ quan", "bộ", "cấp xã", "cấp huyện", "cấp tỉnh", "doanh nghiệp", "cá nhân", "hợp tác xã", "trường", "thôn", "bản", "tổ dân phố", "ấp", "buôn", "làng", "cấp", "đoàn", "khu phố", "lĩnh vực",
	"tổ chức chính trị", "hiệp hội", "trung tâm", "phòng", "viện", "chi cục", "mặt trận", "hội quần chúng", "cơ quan ngang bộ", "cơ quan thuộc chính phủ", "phóng viên", "nhà khoa học",
	"cơ sở", "chủ đầu tư", "nhà thầu", "nhà mạng", "thành viên", "lực lượng", "chi bộ", "đảng bộ", "chi đoàn", "liên đoàn", "nhà trường", "bệnh viện", "ngân hàng", "nhà xuất bản", "huyện ủy", "đồn", "tổ", "quỹ",
	"khoa", "hộ", "hộ dân", "hộ gia đình", "hộ kinh doanh", "nhà tài trợ", "chủ rừng", "chủ phương tiện", "chủ cơ sở", "đơn vị sự nghiệp", "tập đoàn", "tổng công ty", "công ty", "chi nhánh", "đài", "báo", "đài truyền thanh",
)

func phraseSet(phrases ...string) map[string]bool {
	set := make(map[string]bool, len(phrases))
	for _, p := range phrases {
		set[p] = true
	}
	return set
}

// longestIn returns the longest phrase of set, of at most max words, with which key continues at i.
func longestIn(set map[string]bool, key string, i, max int) (end int, ok bool) {
	var words [5]string
	at := i
	for n := 0; n < max && n < len(words); n++ {
		if n > 0 {
			next := skipBlanks(key, at)
			if next == at {
				break
			}
			at = next
		}
		w, e := word(key, at)
		if e == at {
			break
		}
		words[n] = w
		at = e
		if set[strings.Join(words[:n+1], " ")] {
			end, ok = e, true
		}
	}
	return end, ok
}

// headAt reports whether a name of a unit may begin at byte i of p: an office, a quantifier or a head
// noun. A head that is a common word too must have a capital or stand behind a quantifier.
func headAt(p passage, i int) (end int, ok bool) {
	start := i
	collective := false
	if e, found := officeAt(p, i); found {
		rest := skipBlanks(p.key, e)
		if _, found := headNoun(p, rest, startsUnit(p, e)); !found {
			if _, heads := firstPhrase(p.key, i, headsOfMany); heads && isGroupAt(p.key, rest) {
				end, _ = longestIn(groupNouns, p.key, rest, 4)
				return end, true
			}
			if q, found := firstPhrase(p.key, rest, quantifiers); !found || !isGroupAt(p.key, skipBlanks(p.key, q)) {
				return personAt(p, i, e)
			}
		}
		i = rest
	}
	if e, found := firstPhrase(p.key, i, quantifiers); found {
		i, collective = skipBlanks(p.key, e), true
	}
	if collective && isGroupAt(p.key, i) {
		end, _ = longestIn(groupNouns, p.key, i, 4)
		return end, true
	}
	if i > start && !collective {
		return headNoun(p, i, true)
	}
	return headNoun(p, i, collective)
}

// officeAt reads the offices before a unit: "Giám đốc", "các đồng chí Phó Chủ tịch". Of "trưởng phòng" in
// "Trưởng phòng Kinh tế" the second word begins the unit.
func officeAt(p passage, i int) (end int, ok bool) {
	for range 3 {
		e, found := firstPhrase(p.key, i, offices)
		if !found {
			break
		}
		if !startsUnit(p, e) {
			for _, short := range []string{"trưởng", "phó trưởng", "phó", "chánh", "phó chánh"} {
				if s, found := hasPhrase(p.key, i, short); found && s < e && startsUnit(p, s) {
					e = s
				}
			}
		}
		end, ok = e, true
		i = skipBlanks(p.key, e)
	}
	return end, ok
}

func startsUnit(p passage, i int) bool {
	i = skipBlanks(p.key, i)
	e, ok := longestIn(unitHeads, p.key, i, 3)
	if !ok {
		return false
	}
	next := skipBlanks(p.key, e)
	return strings.Contains(p.key[i:e], " ") || next < len(p.text) && startsUpper(p.text[next:])
}

// honorifics stand before a person or an office whose unit goes without saying.
var honorifics = []string{"đồng chí", "đ/c", "các đồng chí", "các đ/c", "đc", "ông", "bà"}

// mostNameWords is how many words the name of a person has.
const mostNameWords = 5

// personAt reads an office or a person named without a unit: "Chánh Văn phòng", "đ/c Trưởng phòng", "đồng
// chí Lê Văn Tám". The offices end at office.
func personAt(p passage, i, office int) (end int, ok bool) {
	if _, alone := firstPhrase(p.key, i, []string{"chánh văn phòng", "chánh thanh tra"}); alone {
		return office, true
	}
	e, honoured := firstPhrase(p.key, i, honorifics)
	if !honoured {
		return office, false
	}
	if office > e {
		return office, true
	}
	words := 0
	for at := skipBlanks(p.key, office); words < mostNameWords && at < len(p.text) && startsUpper(p.text[at:]); words++ {
		_, end = word(p.key, at)
		at = skipBlanks(p.key, end)
	}
	return max(end, office), words > 1
}

func isGroupAt(key string, i int) bool {
	_, ok := longestIn(groupNouns, key, i, 4)
	if _, common := longestIn(notHeads, key, i, 3); common {
		return false
	}
	return ok
}

func headNoun(p passage, i int, behindQuantifier bool) (end int, ok bool) {
	end, ok = longestIn(unitHeads, p.key, i, 3)
	if !ok {
		return 0, false
	}
	if e, common := longestIn(notHeads, p.key, i, 4); common && e > end {
		return 0, false
	}
	if !behindQuantifier && looseHeads[oneLine(p.key[i:end])] && !startsUpper(p.text[i:]) {
		return 0, false
	}
	return end, true
}
