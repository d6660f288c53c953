package person

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

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
)

// familyAt is how many words from i on name a person as most Vietnamese are named; 0 if none do.
func familyAt(run []string, i int, at func(int) string) int {
	switch {
	case anyOf(families, at(i)) && anyOf(middles, at(i+1)) && at(i+2) != "" && capital(run[i]) == capital(run[i+2]) && (capital(run[i]) || namesSomebody(at(i+1), at(i+2))):
		return 3
	case anyOf(plainFamilies, at(i)) && anyOf(plainMiddles, at(i+1)) && at(i+2) != "" && isPlain(at(i+2)) && !anyOf(plainWords, at(i+1)+":"+at(i+2)):
		return 3
	case isInitial(at(i)) && isInitial(at(i+1)) && capital(run[i]) == capital(run[i+1]) && len([]rune(at(i+2))) > 1: // L. V. Pinh
		return 3
	case anyOf(families, at(i)) && capital(run[i]) && at(i+1) != "" && capital(run[i+1]):
		return capitals(run, i)
	}
	return 0
}

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// capitals is how many words from i on have a capital, at most four.
func capitals(run []string, i int) int {
	n := 1
	for n < 4 && i+n < len(run) && capital(run[i+n]) {
		n++
	}
	return n
}

// isInitial reports a single letter.
func isInitial(w string) bool {
	r, size := utf8.DecodeRuneInString(w)
	return size > 0 && size == len(w) && unicode.IsLetter(r)
}

func isPlain(w string) bool { return vi.Fold(w) == w }

func sortedWords(text string) []string {
	all := strings.Fields(text)
	slices.Sort(all)
	return slices.Compact(all)
}

// anyOf reports whether a word is in a sorted list.
func anyOf(sorted []string, w string) bool {
	_, found := slices.BinarySearch(sorted, w)
	return found
}
