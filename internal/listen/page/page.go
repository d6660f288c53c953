// Package page is what the pages of listening share: a style sheet, and the words for what packages of listening
// name in code.
package page

import (
	"embed"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/web"
)

//go:embed page.css
var css string

//go:embed locales
var texts embed.FS

// Style is the style sheet of the pages of listening, beside that of charts.
var Style = web.NewSheet("/lang-nghe/trang.css", css)

// Part is what this package brings to the house.
func Part() web.Part { return web.Part{Name: "listen-page", Texts: texts, Routes: Style.Register} }

// Group is the heading in the menu under which pages of listening stand, a marked text.
var Group = web.Mark("Báo chí và dư luận")

// URL is the page on which listening begins.
const URL = "/lang-nghe"

// Home is the first step of the path of every page of listening, a marked title.
var Home = web.Mark("Lắng nghe")

var classWords = map[listen.Class]string{
	listen.Central: web.Mark("Báo chí trung ương"), listen.Provincial: web.Mark("Báo chí địa phương"), listen.Portal: web.Mark("Cổng thông tin"),
	listen.Page: web.Mark("Trang chính thức trên mạng xã hội"), listen.Social: web.Mark("Mạng xã hội, chỉ số lượng"), listen.Radio: web.Mark("Truyền thanh cơ sở"),
}

// ClassWord is a class of source in words, a marked text.
func ClassWord(c listen.Class) string { return classWords[c] }

var kindWords = map[listen.Kind]string{
	listen.KindFeed: web.Mark("Bản tin RSS, Atom, JSON"), listen.KindPage: web.Mark("Trang danh sách tin"), listen.KindSitemap: web.Mark("Sơ đồ tin tức"),
	listen.KindMail: web.Mark("Bản tin qua thư"), listen.KindFile: web.Mark("Tệp xuất số liệu"), listen.KindPush: web.Mark("Hệ thống khác gửi đến"),
	listen.KindManual: web.Mark("Nhập tay"),
}

// KindWord is how a source is heard in words, a marked text.
func KindWord(k listen.Kind) string { return kindWords[k] }

var stateWords = map[listen.State]string{
	listen.Active: web.Mark("Đang theo dõi"), listen.Paused: web.Mark("Tạm dừng"), listen.Dropped: web.Mark("Không theo dõi nữa"),
}

// StateWord is the state of a source in words, a marked text.
func StateWord(s listen.State) string { return stateWords[s] }

var relationWords = map[listen.Relation]string{
	listen.Original: web.Mark("Bài gốc"), listen.Copy: web.Mark("Đăng lại"), listen.LightEdit: web.Mark("Đăng lại, sửa ít"), listen.Quotation: web.Mark("Dẫn lại một phần"),
	listen.Campaign: web.Mark("Cùng mẫu, khác lời"), listen.Variant: web.Mark("Gần giống, khác số liệu"),
}

// RelationWord is what an item is to an earlier one in words, a marked text.
func RelationWord(r listen.Relation) string { return relationWords[r] }

// Addresses of pages that others lead to.
const (
	SearchURL     = URL + "/tim"
	SourcesURL    = URL + "/nguon"
	StoriesURL    = URL + "/su-viec"
	GrassrootsURL = URL + "/co-so"
	AnsweredURL   = URL + "/sac-thai/da-soat"
)

// What the list of sources is asked for under "tinh-trang".
const (
	FineSources    = string(listen.HealthFine) // those that work well
	WatchedSources = "watched"                 // all of which it is said whether they do
)

// What the search is asked for beside what is looked for.
const (
	ByKey     = "xem"   // sources or stories in the place of items
	BySource  = "nguon" // under ByKey
	ByStory   = "su-viec"
	PaperKey  = "ban" // the digest from which the reader comes
	FigureKey = "so"  // and its number
)

// StoryURL is the page of a story.
func StoryURL(id listen.StoryID) string { return StoriesURL + "/" + web.Key(id) }
