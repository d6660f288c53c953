package press

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// place is a commune or ward.
type place struct {
	full  string // "phường Hòa Lãng"
	name  string // "Hòa Lãng"
	heads [2]holder
}

// office is a department of the province, or another body that speaks.
type office struct {
	code, full, short string
	titles            [2]string
	heads             [2]holder
}

// holder is somebody who speaks in office.
type holder struct {
	name, title string
	woman       bool
}

func (h holder) salute() string {
	if h.woman {
		return "bà"
	}
	return "ông"
}

// given is the name by which a second mention calls somebody.
func (h holder) given() string { return h.name[strings.LastIndexByte(h.name, ' ')+1:] }

// world is the province: its places, offices and people, the same for every seed but for the names of people.
type world struct {
	places  []place
	offices []office
	leaders [3]holder
	private []Identity
}

func newWorld(g *grammar, seed uint64) *world {
	w := &world{}
	names := naming{chance: chance(mix(seed, 11)), used: map[string]bool{}}
	for _, line := range g.texts("place") {
		name := line[strings.IndexByte(line, ' ')+1:]
		p := place{full: line, name: name}
		p.heads = [2]holder{names.holder("Chủ tịch UBND " + line), names.holder("Phó Chủ tịch UBND " + line)}
		w.places = append(w.places, p)
	}
	for _, line := range g.texts("office") {
		f := strings.Split(line, ";")
		o := office{code: f[0], full: f[1], short: f[2], titles: [2]string{f[3], f[4]}}
		o.heads = [2]holder{names.holder(f[3] + " " + f[1]), names.holder(f[4] + " " + f[1])}
		w.offices = append(w.offices, o)
	}
	w.leaders = [3]holder{names.holder("Chủ tịch UBND tỉnh"), names.holder("Phó Chủ tịch UBND tỉnh"), names.holder("Phó Chủ tịch Thường trực UBND tỉnh")}
	for i := range 240 {
		w.private = append(w.private, names.identity(i, g))
	}
	return w
}

// texts are the lines of a common list that hold no choice.
func (g *grammar) texts(name string) []string {
	var all []string
	for _, f := range g.common[name].lines {
		all = append(all, f[0].text)
	}
	return all
}

func (w *world) office(code string) int {
	for i, o := range w.offices {
		if o.code == code {
			return i
		}
	}
	return 0
}

var (
	families = strings.Fields("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Trịnh Đoàn Tạ Châu Lương Cao Thái Quách Tô Hà Lâm Triệu")
	given    = [2][2][]string{
		{strings.Fields("Văn Hữu Đức Quang Minh Công Đình Xuân Thanh Quốc Bá Trọng Tiến Ngọc Thế Duy"), strings.Fields("Hùng Dũng Cường Tuấn Sơn Phúc Thành Long Vinh Hải Nam Khoa Đạt Toàn Kiên Thắng Lộc Nghĩa Tâm Hiếu Phong Quý Đông Khánh Trung")},
		{strings.Fields("Thị Thu Ngọc Thanh Mỹ Kim Bích Hồng Minh Phương Diệu Khánh Hoài Thùy Ánh"), strings.Fields("Lan Hoa Hương Mai Nga Hạnh Thảo Trang Yến Hằng Dung Loan Oanh Tuyết Vân Nhung Trinh Quyên Diễm Liên Thủy Ngân Huệ Thơm Giang")},
	}
)

// rareNames make the names of hamlets, lanes and landings that only one story speaks of.
var rareNames = strings.Fields("Ái Bạc Bằng Bôn Bưng Cảo Chàm Chùy Cổn Dã Dâu Dẻ Doi Dương Đài Đàm Đăng Đìa Đỉnh Đò Đọi Đỗi Đương Ganh Giao Gio Hạc Hàn Hào Hoạch Hội Hới Hún Huyện Kế Khánh Khoan Kỳ Lạc Lãm Lãnh Lăng Lâu Lê Liễn Loát Lợ Luân Lưu Lý Mạc Mâm Mẫn Mây Mịch Mơ Muồng Mười Nại Nẫu Ngái Ngâu Nghè Nghi Ngọ Nguộn Nhài Nhân Nhiễu Nhụ Nội Nương Ô Oai Phao Phi Phố Phù Phụng Quai Quan Quất Quyển Rô Roi Sấu Si Sổ Sử Tảo Táo Thai Thái Thạch Thám Thịnh Thọ Thổ Thượng Tích Tiên Tó Tơ Trang Trạch Trầu Trì Triều Trụ Tuân Túc Tuy Từ Tứ Ứng Ván Vệ Viên Võng Vò Vọ Vực Xa Xép Xoan Xuyên Ý Yểng")

// naming gives invented names, none twice.
type naming struct {
	chance
	used map[string]bool
}

func (n *naming) holder(title string) holder {
	for {
		sex := n.below(2)
		name := pick(&n.chance, families) + " " + pick(&n.chance, given[sex][0]) + " " + pick(&n.chance, given[sex][1])
		if !n.used[name] {
			n.used[name] = true
			return holder{name: name, title: title, woman: sex == 1}
		}
	}
}

// Identity is an invented private person of the social items. No trace of any of these strings may be found
// after listening.
type Identity struct {
	Name    string `json:"name"`
	Handle  string `json:"handle"`
	Phone   string `json:"phone"`
	Card    string `json:"card"`
	Email   string `json:"email"`
	Plate   string `json:"plate"`
	Address string `json:"address"`
}

// identity invents a person. The numbers begin as real ones do and lie in ranges that nobody was given.
func (n *naming) identity(i int, g *grammar) Identity {
	h := n.holder("")
	local := strings.ReplaceAll(plain(h.name), " ", "")
	street := g.texts("duong")
	return Identity{
		Name:    h.name,
		Handle:  fmt.Sprintf("%s.%d", local, 60+n.below(940)),
		Phone:   fmt.Sprintf("0900%06d", 100+i*37+n.below(30)),
		Card:    fmt.Sprintf("0990%08d", 10_000_000+i*7919+n.below(7000)),
		Email:   fmt.Sprintf("%s%d@thu.example", local, n.below(90)+10),
		Plate:   fmt.Sprintf("99X%d-%05d", 1+n.below(9), 100*i+n.below(100)),
		Address: fmt.Sprintf("số %d ngõ %d đường %s", 1+n.below(180), 1+n.below(60), pick(&n.chance, street)),
	}
}

// plain takes the marks off Vietnamese letters and makes them small.
func plain(s string) string { return string(appendPlain(nil, s)) }

const (
	marked = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
	bare   = "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd"
)

var bareOf = func() map[rune]byte {
	m := map[rune]byte{}
	i := 0
	for _, r := range marked {
		m[r] = bare[i]
		i++
	}
	for i, r := range strings.ToUpper(marked) {
		m[r] = bare[utf8.RuneCountInString(strings.ToUpper(marked)[:i])]
	}
	return m
}()

func appendPlain(b []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r >= 'A' && r <= 'Z':
			b = append(b, byte(r)+32)
		case r < 0x80:
			b = append(b, byte(r))
		case bareOf[r] != 0:
			b = append(b, bareOf[r])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}
