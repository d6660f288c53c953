package listen_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// undeclared are lines that do not call themselves social; each was said by somebody.
var undeclared = []string{
	`{"source":"TikTok","text":"T","platform":"tiktok","type":"comment"}`,
	`{"source":"Nhóm Chợ (Facebook)","text":"T"}`,
	`{"source":"Nhóm Chợ (Facebook)","title":"T","url":"https://b.vn/1","text":"T"}`,
	`{"site":"facebook.com","text":"T"}`,
	`{"channel":"social","title":"T","url":"https://b.vn/2","text":"T"}`,
	`{"loại":"Bình luận","title":"T","url":"https://b.vn/3","text":"T"}`,
	`{"permalink":"https://facebook.com/x/posts/1","title":"T","url":"https://b.vn/4","text":"T"}`,
	`{"platform":{"name":"Facebook"},"title":"T","url":"https://b.vn/5","text":"T"}`,
	`{"title":"T","text":"T","url":"https://fb.me/1"}`, `{"title":"T","text":"T","url":"https://m.me/1"}`, `{"title":"T","text":"T","link":"bsky.app/profile/x/post/1"}`,
	`{"title":"T","text":"T","url":"https://mastodon.social/@x/1"}`, `{"title":"T","text":"T","url":"https://tinhte.vn/thread/1"}`, `{"title":"T","text":"T","url":"https://lotus.vn/w/1"}`,
	`{"title":"T","text":"T","url":"https://www.gapo.vn/1"}`, `{"title":"T","text":"T","url":"https://noi-nay.vi-du.vn/threads/duong-xau.12/"}`, `{"title":"T","text":"T","url":"https://diendan.vi-du.vn/12"}`,
	`{"title":"T","text":"T","url":"https://b.vn/6","type":"post"}`, `{"title":"T","text":"T","url":"https://b.vn/7","parent_id":"1"}`, `{"title":"T","text":"T","guid":"https://www.facebook.com/1","url":"https://b.vn/8"}`,
	`{"title":"T","text":"T","source":"@ai_do","url":"https://b.vn/9"}`, `{"class":"comment","title":"T","text":"T","url":"https://b.vn/10"}`,
}

// doubtful are lines that nothing shows to be articles.
var doubtful = []string{
	`{"text":"T"}`, `{"title":"T","text":"T"}`, `{"text":"T","url":"https://b.vn/11"}`, `{"title":"T","text":"T","url":"https://b.vn/12","author":"Hoàng Xuân Giấu"}`,
	`{"title":"T","text":"T","url":"https://b.vn/13","source":"Diễn đàn Mẹ và Bé"}`,
	`{"title":"T","text":"T","url":"https://baoanbinh.vn/tin-14.html","author":"Hoàng Xuân Giấu"}`, // as a reader's comment below an article
	`{"title":"T","text":"T. ` + long + `","url":"https://b.vn/15","author":"Hoàng Xuân Giấu"}`,
}

// long is the text of an article.
var long = strings.Repeat("Tuyến đường được sửa trong quý này. ", 14)

// articles are lines that are of the press, because they look so or say so.
var articles = []string{
	`{"title":"Tin 1","text":"A","url":"https://b.vn/21","source":"Báo A"}`, `{"title":"Tin 2","text":"B","link":"https://b.vn/22"}`,
	`{"title":"Tin 3","text":"C","source":"Báo A","class":"provincial","author":"Ai Đó"}`, `{"title":"Tin 4","text":"D","source":"Tạp chí Diễn đàn Doanh nghiệp","url":"https://b.vn/24","type":"article"}`,
	`{"title":"Tin 5","text":"E","source":"Cổng","class":"portal"}`, `{"title":"Tin 6: mạng xã hội","text":"https://facebook.com","url":"https://b.vn/26","category":"Mạng xã hội","video":"https://youtu.be/1"}`,
	`{"title":"Tin 7","text":"` + long + `","url":"https://baoanbinh.vn/tin-7.html","author":"Thu Trang"}`,
}

func TestWhatDoesNotShowThatItIsPressIsNotKept(t *testing.T) {
	t.Parallel()
	const said = "quýt ngọt ngào, tôi bực lắm"
	file := func(lines []string) string {
		return strings.ReplaceAll(strings.Join(lines, "\n")+"\n", `"T"`, `"`+said+`"`)
	}
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		for _, l := range undeclared {
			got, err := takeIn(t, s, "", "", [2]string{"a.ndjson", file([]string{l})})
			if err != nil && fault.KindOf(err) != fault.Invalid || got.Stored != 0 || got.Dropped+got.Duplicates != 1 {
				t.Errorf("%s: %+v, %v", l, got, err)
			}
			got, err = takeIn(t, s, "", listen.Provincial, [2]string{"a.ndjson", file([]string{l})})
			if fault.KindOf(err) != fault.Invalid || got.Refused != 1 {
				t.Errorf("called press, %s: %+v, %v", l, got, err)
			}
			pushRefused(t, s, file([]string{l}))
		}
		got, err := takeIn(t, s, "", "", [2]string{"b.ndjson", file(doubtful)})
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), strconv.Itoa(len(doubtful))+" mục không cho thấy là tin báo chí") || got.Unsaid != len(doubtful) || got.Stored != 0 {
			t.Errorf("received %+v, %v", got, err)
		}
		got, err = takeIn(t, s, "", "", [2]string{"c.csv", "Nguồn,Tiêu đề,Nội dung,Đường dẫn,Nền tảng\nX," + said + "," + said + ",https://b.vn/31,Facebook\n"},
			[2]string{"d.xml", `<rss version="2.0"><channel><title>Nhóm Chợ | Facebook</title><item><title>` + said + `</title><link>https://b.vn/32</link></item></channel></rss>`})
		if got.Stored != 0 || got.Dropped != 2 || got.Unsaid != 1 {
			t.Errorf("received %+v, %v", got, err)
		}
		for where, data := range everything(t, d) {
			if bytes.Contains(data, []byte(said)) {
				t.Errorf("%s holds what was said", where)
			}
		}
		got, err = takeIn(t, s, "", "", [2]string{"e.ndjson", file(articles)})
		if err != nil || got.Stored != len(articles) {
			t.Errorf("articles: %+v, %v", got, err)
		}
		got, err = takeIn(t, s, "Báo Sông Lụa", "", [2]string{"f.ndjson", `{"title":"Tin 7","text":"Hôm nay họp xã."}`})
		if err != nil || got.Stored != 1 {
			t.Errorf("of a new press source: %+v, %v", got, err)
		}
	})
}
