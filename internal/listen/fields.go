package listen

import (
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// columnNames are the fields that an entry may have, each with the names under which exports of monitoring services, of
// page owners' tools, of hotlines, of press offices and of programs have it, folded, the likeliest first. A table has them
// as heads of columns, a line of JSON as keys: "Ngày đăng", "ngay_dang", "publishedAt" and "published at" are one way to write.
var columnNames = map[string][]string{
	"id": {"id", "guid", "post id", "ma", "ma bai", "ma tin", "ma bai viet", "permalink id", "video id", "id bai viet", "id bai dang", "id video", "ma phan anh", "ma kien nghi", "ma ho so", "message id",
		"comment id", "tweet id", "id str", "item id", "article id", "uuid"},
	"link": {"link", "url", "permalink", "permalink url", "duong dan", "lien ket", "duong link", "link bai", "link bai viet", "link bai bao", "link bai dang", "link tin", "link goc", "duong dan bai",
		"duong dan bai viet", "duong dan bai bao", "duong dan bai dang", "duong dan goc", "lien ket bai viet", "lien ket bai dang", "lien ket goc", "dia chi", "dia chi bai viet", "dia chi url", "post url",
		"post link", "article url", "article link", "web url", "page url", "canonical url", "original url", "url topic", "share url", "video url", "link video", "duong dan video"},
	"title": {"title", "tieu de", "headline", "tieu de bai", "tieu de bai viet", "tieu de bai bao", "tieu de bai dang", "tieu de tin", "tieu de tin bai", "tieu de tin, bai", "ten bai", "ten bai viet",
		"ten bai bao", "ten tin bai", "ten tin, bai", "tit", "tit bai", "post title", "article title", "video title", "tieu de video", "ten video", "tieu de phan anh", "tieu de kien nghi"},
	"text": {"text", "content", "message", "noi dung", "body", "full text", "toan van", "noi dung bai", "noi dung bai viet", "noi dung bai bao", "noi dung bai dang", "noi dung dang", "noi dung tin", "noi dung tin bai",
		"noi dung chinh", "noi dung phan anh", "noi dung kien nghi", "noi dung gop y", "noi dung y kien", "noi dung cau hoi", "noi dung cuoc goi", "noi dung binh luan", "noi dung tin nhan", "noi dung video",
		"noi dung tom tat", "tom tat noi dung", "tom tat", "tom luoc", "trich yeu", "trich dan", "sapo", "article body", "article text", "body text", "content text", "post text", "post content", "post message",
		"status message", "text original", "text display", "comment text", "tweet text", "video description", "mo ta video", "mo ta", "description", "summary", "excerpt", "abstract", "snippet", "caption"},
	"published": {"published", "date", "time", "published at", "published time", "published date", "published on", "publish at", "publish time", "publish date", "publication date", "publication time", "date published",
		"pub date", "ngay dang", "ngay dang tai", "ngay dang bai", "ngay dang tin", "ngay gio dang", "ngay gio dang tai", "thoi gian dang", "thoi gian dang tai", "thoi gian dang bai", "thoi diem dang",
		"ngay xuat ban", "thoi gian xuat ban", "ngay phat hanh", "thoi gian phat hanh", "ngay phat song", "thoi gian phat song", "created", "created time", "created at", "created date", "created on", "create time",
		"create date", "date created", "creation time", "creation date", "posted", "posted at", "posted on", "posted time", "posted date", "post created", "post time", "post date", "post created date", "issued",
		"ngay gui", "thoi gian gui", "ngay phan anh", "thoi gian phan anh", "ngay tiep nhan", "thoi gian tiep nhan", "ngay binh luan", "thoi gian binh luan", "ngay tao", "thoi gian tao", "ngay", "thoi gian",
		"thoi diem", "ngay gio", "gio ngay", "ngay thang", "ngay thang nam", "date time", "datetime", "timestamp", "unix time", "date unixtime"},
	"source": {"source", "nguon", "bao", "ten nguon", "ten bao", "co quan bao chi", "ten co quan bao chi", "nguon tin", "nguon bao", "nguon dang", "dau bao", "ten dau bao", "toa soan", "bao dang", "noi dang",
		"page name", "ten trang", "trang tin", "kenh", "ten kenh", "ten oa", "channel title", "site name", "source name", "publisher", "publication", "outlet", "media outlet", "newspaper"},
	"place":  {"place", "dia ban", "noi", "tinh", "xa", "location", "khu vuc", "dia phuong", "dia diem", "xa phuong", "phuong xa", "xa, phuong", "phuong, xa"},
	"class":  {"class", "nhom nguon", "loai nguon", "nhom"},
	"author": {"author", "tac gia", "nguoi dang", "user", "username", "from", "tai khoan", "ten nguoi dung", "nguoi viet", "nguoi binh luan", "nguoi phan anh", "ho ten nguoi phan anh", "author name", "author display name", "byline"},
}

// writtenByPersons are the names of texts that only persons write, below a post or to an office: an entry with one of
// them is a post, whatever else it says.
var writtenByPersons = func() map[string]bool {
	keys := map[string]bool{}
	for _, name := range []string{
		"noi dung bai dang", "noi dung phan anh", "noi dung kien nghi", "noi dung gop y", "noi dung y kien", "noi dung cau hoi", "noi dung cuoc goi", "noi dung binh luan", "noi dung tin nhan", "post text", "post content",
		"post message", "status message", "text original", "text display", "comment text", "tweet text", "video description",
	} {
		keys[columnKey(name)] = true
	}
	return keys
}()

// fieldName is what a name stands for, and how likely: the lower the likelier.
type fieldName struct {
	field string
	rank  int
}

// fieldOfKey is columnNames the other way round, by [columnKey].
var fieldOfKey = func() map[string]fieldName {
	of := map[string]fieldName{}
	for field, names := range columnNames {
		for rank, name := range names {
			of[columnKey(name)] = fieldName{field, rank}
		}
	}
	return of
}()

// GuessColumns proposes which column of a table holds which field, by its head.
func GuessColumns(head []string) map[string]string {
	columns, ranks := map[string]string{}, map[string]int{}
	for _, h := range head {
		name, ok := fieldOfKey[headKey(h)]
		if rank, some := ranks[name.field]; ok && (!some || name.rank < rank) {
			columns[name.field], ranks[name.field] = h, name.rank
		}
	}
	return columns
}

// headKey is the head of a column without what is added to it: "Đường link (URL):" is "duonglink".
func headKey(h string) string {
	h, _, _ = strings.Cut(vi.Fold(h), "(")
	return columnKey(strings.Join(strings.Fields(strings.Trim(h, " \t\r\n:*.")), " "))
}

// clockKeys are heads of columns that have the clock of a day that stands in another one.
var clockKeys = []string{"gio", "giodang", "giodangtai", "giophat", "giophatsong", "gioxuatban", "giophut", "publishhour", "hour"}

// clockColumn is the column with the clock of the day; -1: none.
func clockColumn(head []string) int {
	return slices.IndexFunc(head, func(h string) bool { return slices.Contains(clockKeys, headKey(h)) })
}
