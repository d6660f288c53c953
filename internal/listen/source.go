package listen

import (
	"net/url"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

// SourceID names a source.
type SourceID int64

// Kind is how a source is heard.
type Kind string

// The kinds of source.
const (
	KindFeed    Kind = "feed"    // RSS, Atom, JSON Feed
	KindPage    Kind = "page"    // a page with a list pattern
	KindSitemap Kind = "sitemap" // a news sitemap
	KindMail    Kind = "mail"    // bulletins in a watched folder
	KindFile    Kind = "file"    // exports: NDJSON, CSV, XLSX
	KindPush    Kind = "push"    // others send to us
	KindManual  Kind = "manual"  // entered by hand
)

// Kinds are all kinds, in the order of a menu.
var Kinds = []Kind{KindFeed, KindPage, KindSitemap, KindMail, KindFile, KindPush, KindManual}

// Class is what a source is.
type Class string

// The classes of source.
const (
	Central    Class = "central"    // central press
	Provincial Class = "provincial" // provincial press
	Portal     Class = "portal"     // official portal
	Page       Class = "page"       // official page on a social network
	Social     Class = "social"     // social aggregate: only counts
	Radio      Class = "radio"      // commune radio
)

// Classes are all classes, in the order of a menu.
var Classes = []Class{Central, Provincial, Portal, Page, Social, Radio}

// OnlyCounts reports whether nothing but counts of a source of this class may be kept.
func (c Class) OnlyCounts() bool { return c == Social }

// articles reports whether a source of this class is one of the press, a broadcaster or a portal.
func (c Class) articles() bool { return c != Social && c != Page }

// State is whether a source is listened to.
type State string

// The states of a source.
const (
	Active  State = "active"
	Paused  State = "paused"
	Dropped State = "dropped" // its items stay
)

// FullText says when the page of an item is fetched.
type FullText string

// When a page is fetched.
const (
	FullShort  FullText = "short" // where the feed says little
	FullAlways FullText = "always"
	FullNever  FullText = "never"
)

// Source is one place that is listened to.
type Source struct {
	ID         SourceID
	Name       string
	Kind       Kind
	Class      Class
	Site       string  // its home page
	Address    string  // what is fetched; a folder for mail; empty for push and manual
	Language   string  // "vi"
	Area       string  // the place it speaks of: code of a unit, or a name; empty: the whole country
	Weight     float64 // 1 is usual; puts stories and articles in order in the proposal of a digest, and does nothing else
	Permission string  // who allowed what, with the number of the document
	FullText   FullText
	Settings   Settings
	State      State
	AddedAt    time.Time
	ChangedAt  time.Time
}

// Settings are what only some kinds of source need.
type Settings struct {
	List    *ListPattern      `json:"list,omitempty"`    // of a page
	Columns map[string]string `json:"columns,omitempty"` // of exports: our field to their column
	Rules   []string          `json:"rules,omitempty"`   // of extraction, in the notation of extract.ReadRule
	Robots  bool              `json:"robots,omitempty"`  // robots.txt is passed over, by the permission noted
	Token   []byte            `json:"token,omitempty"`   // hash of what a pushing system shows
}

// ListPattern says where the entries of a page are, in simple selectors of CSS.
type ListPattern struct {
	Item  string `json:"item"`
	Title string `json:"title,omitempty"`
	Link  string `json:"link,omitempty"`
	Date  string `json:"date,omitempty"`
}

// mostWeight is the most that a source weighs: no source alone outweighs all others.
const mostWeight = 10

// check says what is wrong with a source that is to be saved.
func (s Source) check() error {
	bad := s.CheckAddress()
	switch {
	case s.Name == "":
		return fault.New(fault.Invalid, "Hãy đặt tên cho nguồn.").At("name")
	case !slices.Contains(Kinds, s.Kind):
		return fault.New(fault.Invalid, "Không có loại nguồn %s.", string(s.Kind)).At("kind")
	case !slices.Contains(Classes, s.Class):
		return fault.New(fault.Invalid, "Không có nhóm nguồn %s.", string(s.Class)).At("class")
	case s.Fetched() && s.Address == "":
		return fault.New(fault.Invalid, "Hãy cho biết địa chỉ của nguồn.").At("address")
	case bad != nil:
		return bad
	case s.Fetched() && s.Class.OnlyCounts():
		return fault.New(fault.Invalid, "Nguồn mạng xã hội chỉ nhận bằng tệp xuất, đẩy vào hoặc ghi tay.").At("kind")
	case s.Kind == KindPage && s.Settings.List == nil:
		return fault.New(fault.Invalid, "Trang danh sách cần mẫu chỉ chỗ của từng tin.").At("list")
	}
	if !(s.Weight > 0 && s.Weight <= mostWeight) {
		return fault.New(fault.Invalid, "Trọng số phải lớn hơn 0 và không quá %d.", mostWeight).At("weight")
	}
	if s.follows() {
		return s.checkRules()
	}
	return nil
}

// CheckAddress refuses an address that can never be fetched, with fault.Invalid: what persons say on social networks is
// not gone and got, whoever calls it official.
func (s Source) CheckAddress() error {
	if !s.Fetched() || s.Address == "" {
		return nil
	}
	u, err := url.Parse(s.Address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fault.New(fault.Invalid, "Địa chỉ phải bắt đầu bằng https:// hoặc http://.").At("address")
	}
	if s.follows() && (gate.PostLink(s.Address, s.Name) || gate.Bridge(s.Address)) {
		return fault.New(fault.Invalid, "Hệ thống không tự lấy tin từ mạng xã hội và diễn đàn. Hãy dùng tệp xuất từ công cụ chính thức của chủ trang, đẩy vào hoặc ghi tay.").At("address")
	}
	return nil
}

// follows reports whether a source is listened to, or would be as soon as it is saved.
func (s Source) follows() bool { return s.State == Active || s.State == "" }

// despiteRobots reports whether the owner of the site allowed what its robots.txt does not.
func (s Source) despiteRobots() bool { return s.Settings.Robots && s.Permission != "" }

// Fetched reports whether the source is asked again and again over the network.
func (s Source) Fetched() bool {
	return s.Kind == KindFeed || s.Kind == KindPage || s.Kind == KindSitemap
}

// complete fills what was left open.
func (s Source) complete() Source {
	if s.Language == "" {
		s.Language = "vi"
	}
	if s.Weight == 0 {
		s.Weight = 1
	}
	if s.FullText == "" {
		s.FullText = FullShort
	}
	if s.State == "" {
		s.State = Active
	}
	return s
}
