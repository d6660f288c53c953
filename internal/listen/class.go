package listen

import (
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// classNames are how exports and lists of sources name a class, folded.
var classNames = map[Class][]string{
	Central:    {"central", "trung uong", "bao trung uong", "bao chi trung uong", "bao tw", "tw"},
	Provincial: {"provincial", "dia phuong", "tinh", "bao tinh", "bao dia phuong", "bao chi dia phuong", "bao chi tinh", "bao chi cua tinh"},
	Portal:     {"portal", "cong", "cong thong tin", "cong thong tin dien tu", "trang thong tin dien tu"},
	Page:       {"page", "trang", "trang chinh thuc", "trang chinh thuc tren mang xa hoi", "fanpage chinh thuc"},
	Social: {"social", "mang xa hoi", "mxh", "mang xa hoi, chi so luong", "social media", "facebook", "zalo", "tiktok", "youtube", "forum", "dien dan", "blog", "nhom", "hoi nhom",
		"group", "fanpage", "comment", "binh luan", "nguoi dung"},
	Radio: {"radio", "truyen thanh", "truyen thanh co so", "dai truyen thanh", "loa phat thanh"},
}

// classOfName is classNames the other way round.
var classOfName = func() map[string]Class {
	of := map[string]Class{}
	for class, names := range classNames {
		for _, n := range names {
			of[n] = class
		}
	}
	return of
}()

// ReadClass is the class that a word of an export or of a list of sources means, in Vietnamese or English, with
// or without diacritics; false if it means none.
func ReadClass(word string) (Class, bool) {
	class, ok := classOfName[strings.Join(strings.Fields(vi.Fold(word)), " ")]
	return class, ok
}

// classSentences name the classes in sentences of the command line and of refusals.
var classSentences = map[Class]string{
	Central: "báo chí trung ương", Provincial: "báo chí địa phương", Portal: "cổng thông tin", Page: "trang chính thức trên mạng xã hội",
	Social: "mạng xã hội", Radio: "truyền thanh cơ sở",
}

// Sentence is the class as a sentence names it.
func (c Class) Sentence() string { return classSentences[c] }
