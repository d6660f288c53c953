package gate

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

func sortedWords(text string) []string {
	all := strings.Fields(text)
	slices.Sort(all)
	return slices.Compact(all)
}

var (
	// families are names of families, as they are written in lower case.
	families = sortedWords(`nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn trịnh đinh lâm phùng mai tô trương hà tạ
		chu châu thái từ lương vương cao lưu la tăng kiều quách triệu nghiêm giang văn tống khổng âu doãn tôn thạch kim danh lò vàng giàng
		sùng lầu hầu thào má ma cư vừ mùa hờ quàng lường cầm điêu tòng hoàng nông bế chẩm hoa ksor rơ siu y h'bia đinh hồ a ro`)
	// plainFamilies are those that mean little else when they are typed without diacritics.
	plainFamilies = sortedWords(`nguyen tran pham huynh hoang phan dang bui ngo duong trinh truong doan dinh phung luong vuong quach trieu nghiem le vu vo do ho ly
		lo lu giang sung lau tong chu chau thai mai luu cao thach ksor vuu`)
	// plainWords are what a middle name and the next word are where they name no person when typed without diacritics:
	// thị trường, văn hóa, công an.
	plainWords = sortedWords(`thi:truong thi:tran thi:xa thi:diem thi:dua thi:sinh thi:cong thi:hanh thi:tot van:hoa van:de van:phong van:ban van:dong van:chuyen van:hanh van:tai van:hoc van:kien
		van:nghe van:minh cong:an cong:nghe cong:trinh cong:viec cong:tac cong:ty cong:dong cong:dan cong:bo cong:khai cong:cong cong:thuong cong:nghiep duc:pho trong:tam trong:trot trong:diem
		hai:san hai:quan hai:dao hai:phong quoc:gia quoc:te quoc:hoi quoc:phong quoc:lo khanh:thanh khanh:hoa dang:ky dang:kiem dang:vien bao:hiem viet:nam phuc:loi phuc:vu xuan:he thanh:tra
		thanh:toan thanh:pho thanh:nien thanh:ly minh:bach minh:chung tien:luong tien:do tien:dien tien:nuoc manh:thuong hong:ngoc ba:con ba:me bich:hoa phuong:an phuong:tien phuong:phap phuong:xa
		thuy:san thuy:dien thuy:loi duy:tri duy:tu gia:dinh khac:phuc huu:co huu:ich dinh:chi dinh:cu ngoc:trai tan:an phuoc:lanh`)
	// middles stand between the name of a family and a given name.
	middles = sortedWords(`văn thị hữu đức đình xuân ngọc minh quang thanh công bá viết trọng thế duy gia khắc như thúy thùy mỹ kim hồng bích phương thu hải tuấn anh
		quốc việt hoàng bảo khánh diệu cẩm tấn phước phúc nhật trung mạnh đăng tiến vĩnh nguyên chí huy tuyết ánh lệ yến hoài tố`)
	plainMiddles = sortedWords(`van thi huu duc dinh xuan ngoc quang thanh cong ba viet trong duy khac thuy hong bich phuong hai tuan quoc hoang khanh dieu tan phuoc phuc manh dang tien`)
	// namesakes stand before a name that is not that of somebody who lives: streets, schools, places, ships.
	namesakes = sortedWords(`đường phố ngõ trường chợ cầu viện phường xã huyện quận tỉnh sông công-viên đại-lộ giải tp thpt thcs học trấn bến hầm sân đảo tượng đền chùa lăng`)
	// shrines are the namesakes that are called by a title too: chợ Bà Chiểu; not xã, bà Mận.
	shrines = sortedWords(`đường phố chợ cầu sông bến đảo tượng đền chùa lăng`)
	// persons of history and places that bear such names.
	known = []string{"hồ chí minh", "lê lợi", "nguyễn huệ", "trần hưng đạo", "hai bà trưng", "lý thái tổ", "nguyễn trãi", "nguyễn du", "quang trung", "phan thiết", "phan rang", "lê thánh tông", "lý thường kiệt", "ngô quyền", "đinh tiên hoàng", "võ nguyên giáp", "phạm văn đồng", "tôn đức thắng", "trần phú", "lê duẩn", "trường chinh", "nguyễn tất thành", "võ văn kiệt",
		"hà nội", "hà tĩnh", "hà giang", "hà nam", "hà đông", "hà tiên", "cao bằng", "cao lãnh", "thái bình", "thái nguyên", "lâm đồng", "sơn la", "sơn tây", "kim sơn", "kim bảng", "hồ gươm", "hồ tây", "hoàng sa", "hoàng mai", "lý sơn", "văn giang", "phan đình phùng"}
)

// RefuseQuery finds in a query what must not be asked of social items: the name of a private person, a handle,
// a number or an address that points at one. It returns that, or "" if the query may be asked. holders are the
// names of those who speak in office; they, and places of such names, may be asked for.
//
// Names are recognised by those of families, in the order of a Vietnamese name, with or without capitals and
// diacritics, whatever stands between them that a query joins by AND or NEAR. A name that is also a common
// expression may pass: this is a help to whoever asks honestly, not a lock.
func RefuseQuery(query string, holders []string) string {
	query = canonical(query)
	if masked, n := Mask(query); n > 0 {
		return strings.TrimSpace(differing(query, masked))
	}
	allowed := lowered(holders)
	for _, run := range runsOf(query) {
		for i := range run {
			if n := personAt(run, i); n > 0 && !isAllowed(run, i, n, allowed) {
				return strings.Join(run[i:i+n], " ")
			}
		}
	}
	return ""
}

// differing is the part of a query that was masked.
func differing(query, masked string) string {
	n := 0
	for n < len(query) && n < len(masked) && query[n] == masked[n] {
		n++
	}
	for n > 0 && n < len(query) && !utf8.RuneStart(query[n]) {
		n--
	}
	word, _, _ := strings.Cut(query[n:], " ")
	return word
}

// runsOf are the words of a query as far as they are joined: OR and NOT part them.
func runsOf(query string) [][]string {
	var runs [][]string
	var run []string
	for _, w := range strings.FieldsFunc(query, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '/' }) {
		switch name, _, _ := strings.Cut(w, "/"); name {
		case "AND", "VÀ", "NEAR", "GẦN":
		case "OR", "HOẶC", "NOT", "KHÔNG":
			runs, run = append(runs, run), nil
		default:
			run = append(run, w)
		}
	}
	return append(runs, run)
}

// personAt is how many words from i on name a person; 0 if none do.
func personAt(run []string, i int) int {
	at := func(k int) string {
		if k >= len(run) {
			return ""
		}
		return strings.ToLower(run[k])
	}
	switch {
	case titledAt(run, i) > 0:
		return 1 + titledAt(run, i)
	case anyOf(families, at(i)) && anyOf(middles, at(i+1)) && at(i+2) != "" && capital(run[i]) == capital(run[i+2]) && (capital(run[i]) || namesSomebody(at(i+1), at(i+2))):
		return 3
	case anyOf(plainFamilies, at(i)) && anyOf(plainMiddles, at(i+1)) && at(i+2) != "" && isPlain(at(i+2)) && !anyOf(plainWords, at(i+1)+":"+at(i+2)):
		return 3
	case isInitial(at(i)) && isInitial(at(i+1)) && len([]rune(at(i+2))) > 1: // L. V. Pinh
		return 3
	case anyOf(families, at(i)) && capital(run[i]) && at(i+1) != "" && capital(run[i+1]):
		return capitals(run, i)
	}
	return highlanderAt(run, i, at)
}

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// isInitial reports a single letter.
func isInitial(w string) bool {
	r, size := utf8.DecodeRuneInString(w)
	return size > 0 && size == len(w) && unicode.IsLetter(r)
}

func isPlain(w string) bool { return vi.Fold(w) == w }

// isAllowed reports whether what looks like a person is somebody in office, or the name of a place or street. A given
// name alone is that of somebody in office only behind the office.
func isAllowed(run []string, i, n int, holders []string) bool {
	name := strings.ToLower(strings.Join(run[i:i+n], " "))
	title, given, _ := strings.Cut(name, " ")
	titled := anyOf(titles, title)
	if i > 0 && anyOf(namesakes, strings.ToLower(run[i-1])) && (!titled || anyOf(shrines, strings.ToLower(run[i-1]))) || inPlace(run, i) {
		return true
	}
	for _, k := range [][]string{known, highPlaces} {
		if slices.ContainsFunc(k, func(p string) bool { return isPlace(name, p) }) {
			return true
		}
	}
	if titled {
		name = given
	}
	office := inOffice(run[max(0, i-officeBefore):i])
	for _, h := range holders {
		switch {
		case h == name, vi.Fold(h) == name, strings.HasPrefix(name, h+" "):
			return true
		case !strings.Contains(name, " ") && !office:
		case strings.HasPrefix(h, name+" "), strings.HasSuffix(h, " "+name):
			return true
		}
	}
	return false
}

// isPlace reports whether a name is that of a place, a part of it, or a place with another one behind it. One word more
// makes it that of somebody: Hoàng Mai, Hoàng Mai Anh.
func isPlace(name, place string) bool {
	rest, begins := strings.CutPrefix(name, place+" ")
	return name == place || begins && (strings.Contains(rest, " ") || strings.Count(place, " ") > 1) ||
		strings.Contains(name, " ") && (strings.HasPrefix(place, name+" ") || strings.HasSuffix(place, " "+name)) || len(name) <= len(place) && foldedPlaces()[place] == name
}

// foldedPlaces are the places without diacritics: every name is held against all of them.
var foldedPlaces = sync.OnceValue(func() map[string]string {
	folded := map[string]string{}
	for _, p := range slices.Concat(known, highPlaces) {
		folded[p] = vi.Fold(p)
	}
	return folded
})
