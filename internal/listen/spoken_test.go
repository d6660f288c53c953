package listen_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
)

const spokenWords = "quýt ngọt ngào, tôi bực lắm, Hoàng Xuân Giấu"

// spokenTables have a head that says that persons speak, petition or call; each has a row that is otherwise like an article.
var spokenTables = []string{
	"Mã phản ánh,Tiêu đề,Nội dung,Link\nPA1,T,T,https://b.vn/1\n", "Tiêu đề,Nội dung,Đường dẫn,Ngày tiếp nhận\nT,T,https://b.vn/2,05/11/2026\n", "Link,Tiêu đề,Nội dung,STT,Người phản ánh\nhttps://b.vn/3,T,T,1,X Y\n",
	"Nguồn,Tiêu đề,Nội dung,URL,Nickname người viết\nA,T,T,https://b.vn/4,vyvy\n", "Source Name,Headline,Body,Link,Contributor\nA,T,T,https://b.vn/5,X\n", "Title,Content,URL,Ticket ID\nT,T,https://b.vn/6,12\n",
	"Tiêu đề,Nội dung,Link,Số điện thoại liên hệ\nT,T,https://b.vn/7,0912345678\n", "Title,Content,URL,submittedBy\nT,T,https://b.vn/8,X\n", "Tiêu đề;Nội dung;Link;Họ và tên\nT;T;https://b.vn/9;X\n", "Tiêu đề,Nội dung,Link,Tổng đài\nT,T,https://b.vn/10,1022\n",
	"Tiêu đề,Nội dung,Link,Người kiến nghị\nT,T,https://b.vn/11,X\n", "Tiêu đề,Nội dung kiến nghị,Link\nT,T,https://b.vn/12\n", "Title,Content,URL,Display Name\nT,T,https://b.vn/13,X\n", "Tiêu đề,Nội dung,Link,Số lượt thích\nT,T,https://b.vn/14,3\n",
}

// spokenLines name whoever speaks at some depth.
var spokenLines = []string{
	`{"title":"T","url":"https://b.vn/1","text":"T","metadata":{"author":"X","likes":3}}`, `{"title":"T","url":"https://b.vn/2","text":"T","owner":"X"}`, `{"title":"T","url":"https://b.vn/3","text":"T","a":{"b":[{"c":{"from":{"name":"X"}}}]}}`,
	`{"title":"T","url":"https://b.vn/4","text":"T","member":"X"}`, `{"title":"T","url":"https://b.vn/5","text":"T","meta":[[{"screenName":"x"}]]}`, `{"title":"T","url":"https://b.vn/6","text":"T","votes":5}`,
	`{"title":"T","url":"https://b.vn/7","text":"T","person":{"citizenName":"","citizen":"X"}}`, `{"title":"T","url":"https://b.vn/8","text":"T","data":{"@type":"DiscussionForumPosting","type":"SocialMediaPosting"}}`,
	`{"title":"T","url":"https://b.vn/9","text":"T","info":{"nguoi_gui":"X"}}`, `{"title":"T","url":"https://b.vn/10","text":"T","x":{"postedBy":{"id":1}}}`, `{"title":"T","url":"https://1022.b.vn/pa/1","text":"T"}`,
	`{"title":"T","url":"https://b.vn/11","text":"T","phone_number":"1"}`, `{"title":"T","url":"https://b.vn/12","text":"T","comment":{"reply":{"user":"x"}}}`,
	`{"title":"T","url":"https://b.vn/13","text":"T","deep":` + strings.Repeat(`{"a":`, 40) + `1` + strings.Repeat(`}`, 40) + `}`,
}

func rssOf(channel string, items ...string) string {
	return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>` + channel + `<item>` + strings.Join(items, `</item><item>`) + `</item></channel></rss>`
}

// spokenDocuments are feeds and pages in which persons speak, whatever source they are given to.
var spokenDocuments = map[string]string{
	"mastodon.xml":  rssOf(`<title>X</title><link>https://x.vn/@x</link><generator>Mastodon v4.2</generator>`, `<link>https://x.vn/users/x/statuses/1</link><description>T</description>`),
	"profile.xml":   rssOf(`<title>X</title><link>https://x.vn/@x</link>`, `<title>T</title><link>https://x.vn/2</link>`),
	"discourse.xml": rssOf(`<title>Cư dân</title><link>https://x.vn/latest</link><generator>Discourse</generator>`, `<title>T</title><link>https://x.vn/t/12</link><description>T</description>`),
	"handle.xml":    rssOf(`<title>Cư dân</title>`, `<title>T</title><dc:creator>@apao Giấu</dc:creator><link>https://x.vn/3</link>`),
	"comments.xml":  rssOf(`<title>Phản hồi cho: Sửa đường</title>`, `<title>T</title><link>https://x.vn/4</link>`, `<title>T hai</title><link>https://x.vn/5</link>`),
	"named.xml":     rssOf(`<title>Tin</title>`, `<title>Hoàng Xuân Giấu</title><dc:creator>Hoàng Xuân Giấu</dc:creator><link>https://x.vn/6</link><description>T</description>`),
	"answer.xml":    rssOf(`<title>Tin</title>`, `<title>Hoàng Xuân Giấu trả lời về Sửa đường</title><dc:creator>Hoàng Xuân Giấu</dc:creator><link>https://x.vn/7/?replytocom=7</link><description>T</description>`),
	"rsshub.xml":    rssOf(`<title>X</title><generator>RSSHub</generator>`, `<title>T</title><link>https://x.vn/8</link>`),
	"posting.html": `<html><head><title>T</title><script type="application/ld+json">{"@type":"DiscussionForumPosting","headline":"T","author":{"name":"X"}}</script></head><body><article><h1>T</h1><p>` + strings.Repeat("T. ", 40) +
		`</p></article></body></html>`,
	"graph.html": `<html><head><title>T</title><script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["QAPage"],"mainEntity":{"@type":"Question"}}]}</script></head><body><article><p>` + strings.Repeat("T. ", 40) + `</p></article></body></html>`,
	"forum.html": `<html id="XF"><head><title>T</title></head><body><article><p>` + strings.Repeat("T. ", 40) + `</p></article></body></html>`,
	"made.html":  `<html><head><title>T</title><meta name="generator" content="phpBB 3"></head><body><article><p>` + strings.Repeat("T. ", 40) + `</p></article></body></html>`,
}

func TestWhatPersonsSayIsNotKeptWhateverItIsCalled(t *testing.T) {
	t.Parallel()
	said := strings.NewReplacer(`"T"`, `"`+spokenWords+`"`, "T,T,", `"`+spokenWords+`","`+spokenWords+`",`, "T;T;", spokenWords+";"+spokenWords+";", ">T<", ">"+spokenWords+"<", "T. ", spokenWords+". ").Replace
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		files := map[string]string{}
		for i, table := range spokenTables {
			files[string(rune('a'+i))+".csv"] = said(table)
		}
		for i, line := range spokenLines {
			files[string(rune('a'+i))+".ndjson"] = said(line) + "\n"
		}
		for name, doc := range spokenDocuments {
			files[name] = said(doc)
		}
		for name, data := range files {
			for _, class := range []listen.Class{"", listen.Provincial} {
				got, err := takeIn(t, s, "", class, [2]string{name, data})
				if err != nil && fault.KindOf(err) != fault.Invalid || got.Stored != 0 || got.Dropped+got.Duplicates == 0 {
					t.Errorf("%s, class %q: %+v, %v\n%s", name, class, got, err, data)
				}
			}
			if !strings.HasSuffix(name, ".csv") {
				pushRefused(t, s, data)
			}
		}
		for where, data := range everything(t, d) {
			if bytes.Contains(data, []byte("quýt ngọt ngào")) || bytes.Contains(data, []byte("Xuân Giấu")) {
				t.Errorf("%s holds what was said", where)
			}
		}
	})
}

func TestExportsOfThePressAreKept(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		for name, file := range map[string]struct {
			data string
			want int
		}{
			"a.csv":    {"STT,Tiêu đề,Tên báo,Ngày đăng,Đường link,Tóm tắt,Tác giả\n1,Xã A mở chợ,Báo A,05/11/2026,https://a.vn/1,Chợ họp sáng.,Lê Bút Danh\n", 1},
			"b.csv":    {"Kênh,Loại nguồn,Tác giả,Tiêu đề,Nội dung,Đường dẫn,Sắc thái\nBáo điện tử,Báo chí,Lê Bút Danh,Xã B xây trường,Trường có mười phòng.,https://b.vn/1,Tích cực\nNews,Online News,VnX,Giá vé xe dịp Tết,Vé tăng nhẹ.,https://b.vn/2,Trung tính\n", 2},
			"m.csv":    {"Channel,Title,Content,Url,Author,PublishedDate\nNews,Xã M sửa chợ,Chợ lợp lại mái.,https://m.vn/1,Lê Bút Danh,2026-11-05\n", 1},
			"c.csv":    {"Chuyên mục,Tiêu đề,Nội dung,Link,Tác giả\nThời sự,Xã C làm đường,Đường dài ba cây.,https://c.vn/1,Lê Bút Danh\n", 1},
			"d.csv":    {"Tiêu đề,Nội dung báo chí phản ánh,Nội dung,Link,Người tổng hợp,Đề xuất xử lý\nXã D có nước sạch,x,Nước về từng nhà.,https://d.vn/1,Mai,Theo dõi\n", 1},
			"e.ndjson": {`{"title":"Xã E trồng rừng","url":"https://e.vn/1","text":"Rừng mới xanh.","dc:creator":"Lê Bút Danh","source":"Báo E","section":"Kinh tế"}` + "\n", 1},
			"f.ndjson": {`{"title":"Xã G có điện","url":"https://g.vn/1","text":"Điện về bản.","media":[{"type":"video","provider":"youtube","url":"https://youtu.be/1"}],"publisher":{"name":"Báo G","logo":{"url":"https://g.vn/l.png"}},"tags":["điện"]}` + "\n", 1},
			"g.xml": {rssOf(`<title>Báo H</title><link>https://h.vn/</link><generator>WordPress 6.5</generator>`, `<title>Xã H có cầu</title><dc:creator>Lê Bút Danh</dc:creator><link>/chuyen-muc/tin-1.html</link><comments>https://h.vn/tin-1#respond</comments><description>Cầu dài.</description>`,
				`<title>Bình luận: chợ mới đông vui</title><link>https://h.vn/2</link><description>Chợ họp sớm.</description>`), 2},
			"h.html": {`<html><head><title>Xã I mở lớp</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Xã I mở lớp","comment":[{"@type":"Comment","text":"x"}]}</script></head><body><article><h1>Xã I mở lớp</h1><p>` +
				strings.Repeat("Lớp học mở buổi tối cho bà con. ", 20) + `</p></article></body></html>`, 1},
		} {
			got, err := takeIn(t, s, "", "", [2]string{name, file.data})
			if err != nil || got.Stored != file.want {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
		}
		got, err := takeIn(t, s, "Báo Mới", listen.Central, [2]string{"i.csv", "title,link,date,content,author,category\nXã K làm kè,https://k.vn/chuyen-muc/forum/tin-1.html,05/11/2026,Kè dài hai cây số.,Lê Bút Danh,Xã hội\n"})
		if err != nil || got.Stored != 1 {
			t.Errorf("a section named forum of a declared source: %+v, %v", got, err)
		}
		classes := classesOf(t, s)
		if classes["b.vn"] != listen.Provincial || classes["News"] != "" {
			t.Errorf("sources are %v", classes)
		}
		for link := range linksOf(t, s) {
			if !strings.HasPrefix(link, "https://") {
				t.Errorf("the link %q was kept", link)
			}
		}
		if !linksOf(t, s)["https://h.vn/chuyen-muc/tin-1.html"] {
			t.Errorf("a relative link is not completed: %v", linksOf(t, s))
		}
	})
}

// linksOf are the links that are kept.
func linksOf(t *testing.T, s *listen.Service) map[string]bool {
	t.Helper()
	links := map[string]bool{}
	err := s.DB.Read(t.Context(), func(tx *db.Tx) error {
		r, err := tx.Query(t.Context(), `SELECT link FROM listen_item WHERE link <> ''`)
		_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
			var link string
			err = r.Scan(&link)
			links[link] = true
			return struct{}{}, err
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return links
}
