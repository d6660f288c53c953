package listen

import (
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// classNames are how exports and lists of sources name a class, folded.
var classNames = map[Class][]string{
	Central: {"central", "trung uong", "bao trung uong", "bao chi trung uong", "bao tw", "tw"},
	Provincial: {"provincial", "dia phuong", "tinh", "bao tinh", "bao dia phuong", "bao chi dia phuong", "bao chi tinh", "bao chi cua tinh",
		"bao chi", "bao", "bao dien tu", "bao mang", "bao in", "bao giay", "bao noi", "bao hinh", "bao chi dien tu", "bao chi chinh thong", "bao - tap chi", "bao, tap chi", "tap chi", "tap chi dien tu", "trang tin",
		"trang tin tong hop", "trang tin dien tu tong hop", "tin tuc", "truyen hinh", "phat thanh", "phat thanh truyen hinh", "phat thanh, truyen hinh", "dai truyen hinh", "dai phat thanh truyen hinh", "press", "news",
		"online news", "news site", "newspaper", "newspapers", "online newspaper", "magazine", "print", "broadcast", "tv"},
	Portal: {"portal", "cong", "cong thong tin", "cong thong tin dien tu", "trang thong tin dien tu"},
	Page:   {"page", "trang", "trang chinh thuc", "trang chinh thuc tren mang xa hoi", "fanpage chinh thuc"},
	Social: {"social", "mang xa hoi", "mxh", "mang xa hoi, chi so luong", "social media", "facebook", "zalo", "tiktok", "youtube", "forum", "dien dan", "blog", "nhom", "hoi nhom",
		"group", "fanpage", "comment", "binh luan", "nguoi dung", "social network", "instagram", "twitter", "x", "threads", "forums", "blogs", "mang xa hoi facebook", "mang xa hoi tiktok", "mang xa hoi youtube", "news comment", "binh luan bao chi"},
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

// isKindOfSource reports whether a name says only of what kind a source of the press is: Báo điện tử, News.
func isKindOfSource(name string) bool {
	return slices.Contains(kindsOfSource, strings.Join(strings.Fields(vi.Fold(name)), " "))
}

var kindsOfSource = []string{"bao chi", "bao dien tu", "bao mang", "bao in", "bao giay", "bao noi", "bao hinh", "tin tuc", "trang tin", "truyen hinh", "phat thanh", "press", "news", "online news", "newspaper", "print", "broadcast", "tv"}

// classSentences name the classes in sentences of the command line and of refusals.
var classSentences = map[Class]string{
	Central: "báo chí trung ương", Provincial: "báo chí địa phương", Portal: "cổng thông tin", Page: "trang chính thức trên mạng xã hội",
	Social: "mạng xã hội", Radio: "truyền thanh cơ sở",
}

// Sentence is the class as a sentence names it.
func (c Class) Sentence() string { return classSentences[c] }
