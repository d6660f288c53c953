package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/vi"
)

// leaderName signs the province's papers.
const leaderName = "Phạm Đình Lâm"

var (
	families = strings.Split("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Trịnh Đoàn Tạ Châu Lương Cao", " ")
	men      = [2][]string{
		strings.Split("Văn Hữu Đức Quang Minh Công Đình Xuân Thanh Quốc Bá Trọng", " "),
		strings.Split("Hùng Dũng Cường Tuấn Sơn Bình Phúc Thành Long Vinh Hải Nam Khoa Đạt Toàn Kiên Thắng Lộc Nghĩa Tâm Hiếu Phong", " "),
	}
	women = [2][]string{
		strings.Split("Thị Thu Ngọc Thanh Mỹ Kim Bích Hồng Minh Phương Diệu Khánh", " "),
		strings.Split("Lan Hoa Hương Mai Nga Hạnh Thảo Trang Yến Hằng Dung Loan Oanh Tuyết Vân Xuân Nhung Trinh Quyên Diễm Liên Thủy", " "),
	}
)

// naming gives invented names, none twice.
type naming struct {
	rand *rand.Rand
	used map[string]bool
}

// next returns a name and whether it is a woman's.
func (n *naming) next() (name string, woman bool) {
	for {
		woman = n.rand.IntN(2) == 0
		parts := men
		if woman {
			parts = women
		}
		name = fmt.Sprintf("%s %s %s", pick(n.rand, families), pick(n.rand, parts[0]), pick(n.rand, parts[1]))
		if !n.used[name] {
			n.used[name] = true
			return name, woman
		}
	}
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// member is a person of a unit with the functions that they hold.
type member struct {
	org.Person
	posts []org.PostKind
	login string // of the account; empty: none
}

// titles of the people of a unit, the head first.
var titles = map[org.Level][]string{
	org.Province:   {"Chủ tịch", "Phó Chủ tịch", "Phó Chủ tịch"},
	org.Department: {"Giám đốc", "Phó Giám đốc", "Chuyên viên", "Chuyên viên"},
	org.Partner:    {"Lãnh đạo cơ quan", "Chuyên viên"},
	org.Commune:    {"Chủ tịch", "Công chức Văn hóa - Xã hội", "Phó Chủ tịch"},
	org.Inside:     {"Trưởng phòng"},
}

var headTitles = map[string]string{
	"VPUBND": "Chánh Văn phòng", "TTT": "Chánh Thanh tra", "CDAB": "Hiệu trưởng", "BQLKKT": "Trưởng ban", "BATGT": "Chánh Văn phòng Ban",
}

// staff is who works for a unit that exists today. n counts the units.
func (n *naming) staff(u org.Unit, count int) []member {
	words := titles[u.Level]
	if u.Level == org.Commune && count%2 == 0 {
		words = words[:2]
	}
	var all []member
	for i, title := range words {
		if i == 0 && headTitles[u.Code] != "" {
			title = headTitles[u.Code]
		}
		m := n.person(u, title, strings.Contains(title, "Chủ tịch") || i < 2 && (u.Level == org.Department || i == 0) && u.Level != org.Inside)
		all = append(all, m)
	}
	n.appoint(u, all, count)
	return all
}

func (n *naming) person(u org.Unit, title string, senior bool) member {
	name, woman := n.next()
	salute := map[[2]bool]string{{true, true}: "bà", {true, false}: "chị", {false, true}: "ông", {false, false}: "anh"}[[2]bool{woman, senior}]
	return member{Person: org.Person{
		Unit: u.ID, Name: name, Salute: salute, Title: title, Active: true,
		Email: address(name, u.Code), Phone: fmt.Sprintf("0200 %03d %04d", 300+n.rand.IntN(700), n.rand.IntN(10000)),
	}}
}

// address is the mail of a person: given name and initials before the unit, "hatt.stp@an-binh.example".
func address(name, code string) string {
	words := strings.Fields(vi.Fold(name))
	last := len(words) - 1
	local := words[last]
	for _, w := range words[:last] {
		local += w[:1]
	}
	return local + "." + strings.ToLower(strings.ReplaceAll(code, "-", ".")) + "@an-binh.example"
}

// appoint gives the posts; one unit in ten has named no spokesperson yet.
func (n *naming) appoint(u org.Unit, all []member, count int) {
	if u.Level == org.Inside {
		all[0].posts = []org.PostKind{org.Head}
		return
	}
	all[0].posts = append(all[0].posts, org.Head)
	if u.Level == org.Province {
		all[1].posts = []org.PostKind{org.Spokesperson}
		return
	}
	desk := 1
	if u.Level == org.Department {
		desk = 2
	}
	all[desk].posts = append(all[desk].posts, org.Contact)
	if count%13 != 7 {
		all[desk].posts = append(all[desk].posts, org.Communication)
	}
	if count%10 != 4 {
		speaker := desk - 1
		all[speaker].posts = append(all[speaker].posts, org.Spokesperson)
	}
	all[desk].login = login(u.Code)
}

func login(code string) string { return strings.ToLower(code) }
