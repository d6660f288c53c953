package listen_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// Where the site keeps its article is unusual: what looks most like an article is another one.
const unusualPage = `<html><head><title>x</title></head><body><div class="khung"><h4>%s</h4><span class="luc">05/11/2026 07:30</span>
<p>Xã họp bàn việc sửa kênh trước vụ đông xuân.</p><p class="moi">Mời đọc giả đăng ký bản tin.</p><p>Bà con góp công hai ngày.</p></div>
<article><h2>Bài quảng bá</h2>%s</article></body></html>`

// A rule of a source decides what is read of the pages of its site, from the next page on: when it is fetched, when its
// title changed and it is read again, and when it comes as a file.
func TestRulesOfASiteSteerWhatIsRead(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := newWilds(t, d)
		title, path := "Sửa kênh ở xã", "/bai/1"
		other := strings.Repeat("<p>Khu nghỉ dưỡng mới đón khách với nhiều dịch vụ, có hồ bơi, nhà hàng, sân chơi cho trẻ em.</p>", 8)
		w.says = func(out http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/bai/") {
				_, _ = fmt.Fprintf(out, unusualPage, title, other)
				return
			}
			_, _ = fmt.Fprint(out, channel(newsItem(title, "http://www.kenh.vn"+path, "<description>Ngắn.</description>")))
		}
		src := listen.Source{Name: "Trang kênh", Address: "http://kenh.vn/rss", Kind: listen.KindFeed, Class: listen.Portal}
		save := func(rules ...string) error {
			src.Settings.Rules = rules
			return d.Write(t.Context(), func(tx *db.Tx) (err error) {
				saved, err := w.s.SaveSource(t.Context(), tx, src)
				if err == nil {
					src = saved
				}
				return err
			})
		}
		fetched := func() (body string) {
			w.pass(25 * time.Hour)
			n, err := w.s.FetchDue(t.Context(), 5)
			if err != nil || n != 1 {
				t.Fatalf("fetched %d sources, %v", n, err)
			}
			err = d.Read(t.Context(), func(tx *db.Tx) error {
				return tx.QueryRow(t.Context(), `SELECT t.body FROM listen_text t JOIN listen_item i ON i.id = t.item WHERE i.link LIKE '%'||$1`, path).Scan(&body)
			})
			if err != nil {
				t.Fatal(err)
			}
			return body
		}
		err := save()
		if err != nil {
			t.Fatal(err)
		}
		if body := fetched(); !strings.Contains(body, "hồ bơi") {
			t.Fatalf("the page is no test of rules: %q", body)
		}
		err = save("nội dung = div.khung; bỏ = .moi, .luc; tiêu đề = h4; ngày = .luc")
		if err != nil {
			t.Fatal(err)
		}
		const want = "Xã họp bàn việc sửa kênh trước vụ đông xuân.\nBà con góp công hai ngày."
		path = "/bai/2"
		if body := fetched(); body != want {
			t.Errorf("a new page: %q", body)
		}
		title = "Sửa kênh ở xã: thêm hai ngày công"
		path = "/bai/1"
		if body := fetched(); body != want {
			t.Errorf("a page that is read again: %q", body)
		}

		// The same rule is used for a page that is handed in, by the address that it gives for itself.
		page := strings.Replace(fmt.Sprintf(unusualPage, "Kênh đã sửa xong", other), "<head>", `<head><link rel="canonical" href="http://kenh.vn/bai/9">`, 1)
		in := w.s.NewIntake(t.Context(), "", "")
		err = in.File("bai.html", strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		got, err := in.Close()
		if err != nil || got.Stored != 1 {
			t.Fatalf("the file: %+v, %v", got, err)
		}
		path = "/bai/9"
		var body, kept string
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT t.body, i.title FROM listen_text t JOIN listen_item i ON i.id = t.item WHERE i.link LIKE '%'||$1`, path).Scan(&body, &kept)
		})
		if err != nil || body != want || kept != "Kênh đã sửa xong" {
			t.Errorf("from a file: %q, %q, %v", kept, body, err)
		}

		err = save("nội dung = div.khung", "abc xyz ???")
		if fault.KindOf(err) != fault.Invalid || fault.Find(err).Field != "rules" || !strings.HasPrefix(fault.Message(err), "Quy tắc ở dòng 2 sai từ ký tự thứ 1. ") {
			t.Errorf("a rule that cannot be read: %v", err)
		}
	})
}
