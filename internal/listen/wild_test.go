package listen_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
)

// TestFailureModesSeenInTheWild takes every way in which sites are known to fail a feed reader the whole way: asked over
// the loopback by the client of the server, read, stored, and asked again. A row is one way. Certificates that are
// expired, for another name, or by nobody known are rows of fetch.TestCertificates: behind the proxy of this test there
// is no TLS.
func TestFailureModesSeenInTheWild(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := newWilds(t, d)
		for i, tt := range wildModes() {
			t.Run(tt.name, func(t *testing.T) { w.run(t, fmt.Sprintf("bao%d.vn", i), tt) })
		}
	})
}

// wildMode is one way of failing: what the site answers, visit by visit, and what is to come of it.
type wildMode struct {
	name   string
	visits []visit
	also   func(w *wilds) // what else is to be seen after the last visit
}

// visit is one fetch: after the time that has passed, what the site says, how the fetch is to be called, and how many
// articles of the source are then stored.
type visit struct {
	after time.Duration
	says  http.HandlerFunc
	want  fetch.Status
	items int
}

// one is a site that is asked once.
func one(says http.HandlerFunc, want fetch.Status, items int) []visit {
	return []visit{{says: says, want: want, items: items}}
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }
}

func answers(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

// channel is a feed of the given items, its own elements before them.
func channel(items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Báo</title>` + strings.Join(items, "") + `</channel></rss>`
}

func newsItem(title, link, more string) string {
	return `<item><title>` + title + `</title><link>` + link + `</link>` + more + `</item>`
}

var oneItem = channel(newsItem("Tin của báo", "/tin/1", ""))

const news = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://a.vn/tin/1</loc>%s</url></urlset>`

func wildModes() []wildMode {
	return append([]wildMode{
		{name: "HTML instead of a feed: 200 with a login page", visits: one(text(`<!doctype html><html><title>Đăng nhập</title><form></form></html>`), fetch.ParseError, 0)},
		{name: "HTML instead of a feed: 200 with a block page", visits: one(text(`<html><head><title>Attention Required!</title></head><body>Access denied</body></html>`), fetch.ParseError, 0)},
		{name: "an empty body", visits: one(text(""), fetch.ParseError, 0)},
		{name: "an unknown format", visits: one(text("%PDF-1.7"), fetch.ParseError, 0)},
		{name: "a feed in UTF-16", visits: one(text(inUTF16(channel(newsItem("Lễ hội ở bến cảng", "/tin/1", "")))), fetch.Working, 1), also: titled("Lễ hội ở bến cảng")},
		{name: "more than a hundred headers", visits: one(func(w http.ResponseWriter, _ *http.Request) {
			for i := range 250 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 80))
			}
			text(oneItem)(w, nil)
		}, fetch.Working, 1)},
		{name: "an ETag longer than a column", visits: []visit{
			{says: tagged(`"`+strings.Repeat("x", 10_000)+`"`, ""), want: fetch.Working, items: 1},
			{after: 2 * time.Hour, says: tagged("", ""), want: fetch.Working, items: 1},
		}},
		{name: "a weak ETag", visits: []visit{
			{says: tagged(`W/"a"`, ""), want: fetch.Working, items: 1}, {after: 2 * time.Hour, says: tagged("", `W/"a"`), want: fetch.Working, items: 1},
		}},
		{name: "an ETag of several values", visits: []visit{
			{says: tagged(`W/"a", "b"`, ""), want: fetch.Working, items: 1}, {after: 2 * time.Hour, says: tagged("", `W/"a", "b"`), want: fetch.Working, items: 1},
		}},
		{name: "503 with Retry-After 86400", visits: one(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "86400")
			w.WriteHeader(503)
		}, fetch.HTTPError, 0), also: pauses(24*time.Hour, 26*time.Hour)},
		{name: "a 403 that heals", visits: heals(403), also: healed},
		{name: "a 404 that heals", visits: heals(404), also: healed},
		{name: "DNS: the host is unknown", visits: one(lost("khong-co"), fetch.UnknownDNS, 0)},
		{name: "DNS: names cannot be resolved now, and can later", visits: []visit{
			{says: lost("tam-thoi"), want: fetch.BrokenDNS}, {after: 2 * time.Hour, says: text(oneItem), want: fetch.Working, items: 1},
		}},
		{name: "a circle of redirects", visits: one(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, map[string]string{"/rss": "/a", "/a": "/b", "/b": "/rss"}[r.URL.Path], http.StatusFound)
		}, fetch.Redirects, 0)},
		{name: "redirects without end", visits: one(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) }, fetch.Redirects, 0)},
		{name: "links without a scheme, and relative ones", visits: one(text(channel(
			newsItem("Tin một", "//cdn.vn/tin/1", ""), newsItem("Tin hai", "/tin/2", ""), newsItem("Tin ba", "tin/3", ""))), fetch.Working, 3),
			also: func(w *wilds) { w.links("http://cdn.vn/tin/1", "http://"+w.host+"/tin/2", "http://"+w.host+"/tin/3") }},
		{name: "links that are the home page", visits: []visit{
			{says: text(channel(newsItem("Tin một", "/", ""), newsItem("Tin hai", "/", ""))), want: fetch.Working, items: 2},
			{after: 2 * time.Hour, says: text(channel(newsItem("Tin ba", "/", ""), newsItem("Tin một", "/", ""), newsItem("Tin hai", "/", ""))), want: fetch.Working, items: 3},
		}},
		{name: "an item that is dated in the future", visits: one(text(channel(newsItem("Tin mai sau", "/tin/1", "<pubDate>Fri, 20 Nov 2037 05:00:00 GMT</pubDate>"))), fetch.Working, 1),
			also: func(w *wilds) { w.published(w.clock()) }},
		{name: "an item without a date", visits: one(text(oneItem), fetch.Working, 1), also: func(w *wilds) { w.published(w.clock()) }},
	}, wildRhythms()...)
}

func wildRhythms() []wildMode {
	says := func(words string) []visit {
		return one(text(channel(words, newsItem("Tin", "/tin/1", ""))), fetch.Working, 1)
	}
	mega := make([]string, 3*feed.MaxEntries/2)
	for i := range mega {
		mega[i] = newsItem(fmt.Sprint("Tin số ", i), fmt.Sprint("/tin/", i), "")
	}
	edited := func(title string) http.HandlerFunc {
		return text(channel(newsItem(title, "/tin/1", "<description>Đoạn mở đầu.</description>")))
	}
	static := func(built string) http.HandlerFunc {
		return text(channel("<lastBuildDate>"+built+"</lastBuildDate>", newsItem("Giới thiệu", "/gioi-thieu", "<pubDate>Thu, 20 Nov 2025 05:00:00 GMT</pubDate>"), newsItem("Liên hệ", "/lien-he", "")))
	}
	return append([]wildMode{
		{name: "updatePeriod always (a Vietnamese provincial newspaper)", visits: says("<sy:updatePeriod>always</sy:updatePeriod>"), also: pauses(10*time.Minute, 2*time.Hour)},
		{name: "updatePeriod dayly", visits: says("<sy:updatePeriod>dayly</sy:updatePeriod>"), also: pauses(24*time.Hour, 27*time.Hour)},
		{name: "updateFrequency 0.1 a day", visits: says("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0.1</sy:updateFrequency>"), also: pauses(24*time.Hour, 27*time.Hour)},
		{name: "a period that claims two minutes", visits: says("<ttl>2</ttl>"), also: pauses(10*time.Minute, 2*time.Hour)},
		{name: "a news sitemap that loses its news tags", visits: []visit{
			{says: text(fmt.Sprintf(news, `<news:news><news:publication><news:name>Báo</news:name><news:language>vi</news:language></news:publication><news:publication_date>2026-11-20</news:publication_date><news:title>Tin</news:title></news:news>`)), want: fetch.Working, items: 1},
			{after: 2 * time.Hour, says: text(fmt.Sprintf(news, "")), want: fetch.ParseError, items: 1},
		}},
		{name: "a mega feed", visits: one(text(channel(mega...)), fetch.Working, feed.MaxEntries)},
		{name: "a static feed whose items expire and return", visits: []visit{
			{says: static("1"), want: fetch.Working, items: 2},
			{after: 100 * 24 * time.Hour, says: static("2"), want: fetch.Working, items: 2},
			{after: 800 * 24 * time.Hour, says: static("3"), want: fetch.Working, items: 0}, // what was kept long enough went, and is not new
		}},
		{name: "a newspaper under several names of its host", visits: one(text(channel(
			newsItem("Tin", "http://www.nhieu-ten.vn/tin/1", ""), newsItem("Tin", "https://m.nhieu-ten.vn/tin/1", ""), newsItem("Tin", "http://nhieu-ten.vn/tin/1?utm_source=rss", ""))), fetch.Working, 1)},
		{name: "several feeds of one host with the same URL", visits: one(text(oneItem), fetch.Working, 1), also: func(w *wilds) {
			first := w.src.ID
			w.src = w.join("Chuyên mục khác", "http://"+w.host+"/rss")
			w.visit(visit{after: time.Minute, says: text(oneItem), want: fetch.Working, items: 0})
			w.count(first, 1)
		}},
		{name: "a title that is edited after publication", visits: []visit{
			{says: edited("Giá điện tăng"), want: fetch.Working, items: 1}, {after: 2 * time.Hour, says: edited("Giá điện không tăng"), want: fetch.Working, items: 1},
		}, also: titled("Giá điện không tăng")},
		{name: "403 to headless browsers only", visits: one(func(w http.ResponseWriter, r *http.Request) {
			for _, browser := range []string{"Headless", "Mozilla", "Chrome", "Safari"} {
				if strings.Contains(r.UserAgent(), browser) {
					w.WriteHeader(http.StatusForbidden)
					return
				}
			}
			text(oneItem)(w, r)
		}, fetch.Working, 1)},
		{name: "a CDN that blocks by range of addresses, not by rate", visits: blocked(40), also: func(w *wilds) {
			f := w.fetching()
			if f.Failures != 40 || !f.NextAt.Before(w.clock().AddDate(0, 0, 31)) {
				w.t.Errorf("after 40 refusals in a row %d failures, next at %s: it is asked rarely, and never given up", f.Failures, f.NextAt)
			}
		}},
	}, vietnameseQuirks()...)
}

// vietnameseQuirks are ways that were not seen elsewhere.
func vietnameseQuirks() []wildMode {
	dated := func(written string) []visit {
		return one(text(channel(newsItem("Tin", "/tin/1", "<pubDate>"+written+"</pubDate>"))), fetch.Working, 1)
	}
	nine := func(w *wilds) { w.published(time.Date(2026, 11, 5, 2, 30, 0, 0, time.UTC)) }
	return []wildMode{
		{name: "Vietnam: clock time without an offset is GMT+7", visits: dated("Thu, 05 Nov 2026 09:30:00"), also: nine},
		{name: "Vietnam: GMT+7 written as words", visits: dated("Thu, 05 Nov 2026 09:30:00 GMT+7"), also: nine},
		{name: "Vietnam: dd/mm/yyyy", visits: dated("05/11/2026 09:30"), also: nine},
		{name: "Vietnam: the whole description is a picture in CDATA", visits: one(text(channel(newsItem("Tin có ảnh", "/tin/1",
			`<description><![CDATA[<a href="/tin/1"><img src="/anh.jpg" width="130"/></a>]]></description>`))), fetch.Working, 1), also: titled("Tin có ảnh")},
		{name: "Vietnam: remnants of windows-1258", visits: one(text("<?xml version=\"1.0\" encoding=\"windows-1258\"?><rss version=\"2.0\"><channel><item><title>S\xf5\xd2 V\xe3n h\xf3a</title><link>/tin/1</link></item></channel></rss>"),
			fetch.Working, 1), also: titled("Sở Văn hóa")},
		{name: "Vietnam: remnants of TCVN3", visits: one(text(channel(newsItem("Së V¨n ho¸ vµ ThÓ thao tæ chøc lÔ héi truyÒn thèng", "/tin/1", ""))), fetch.Working, 1),
			also: titled("Sở Văn hoá và Thể thao tổ chức lễ hội truyền thống")},
	}
}

// tagged sends an ETag and asks that one came with the request; what it has sent did not change.
func tagged(etag, expected string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("If-None-Match"); got != expected {
			http.Error(w, "If-None-Match "+got, http.StatusTeapot)
			return
		}
		w.Header().Set("ETag", etag)
		if expected != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		text(oneItem)(w, r)
	}
}

func heals(code int) []visit {
	return []visit{
		{says: answers(code), want: fetch.HTTPError}, {after: 48 * time.Hour, says: answers(code), want: fetch.HTTPError},
		{after: 48 * time.Hour, says: text(oneItem), want: fetch.Working, items: 1},
	}
}

func healed(w *wilds) {
	if f := w.fetching(); f.Failures != 0 {
		w.t.Errorf("%d failures are remembered of a source that works", f.Failures)
	}
}

func blocked(times int) (all []visit) {
	for range times {
		all = append(all, visit{after: 31 * 24 * time.Hour, says: answers(http.StatusForbidden), want: fetch.HTTPError})
	}
	return all
}

// lost is a host whose name does not resolve: there is nothing to say.
func lost(how string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Lost", how) }
}

func pauses(least, most time.Duration) func(*wilds) {
	return func(w *wilds) {
		if pause := w.fetching().NextAt.Sub(w.clock()); pause < least || pause > most {
			w.t.Errorf("it is asked again after %s, want %s to %s", pause, least, most)
		}
	}
}

func titled(want string) func(*wilds) {
	return func(w *wilds) {
		if all := w.all(); len(all) != 1 || all[0].Title != want {
			w.t.Errorf("the titles are %q, want %q", titlesOf(all), want)
		}
	}
}

func titlesOf(all []listen.Item) (titles []string) {
	for _, i := range all {
		titles = append(titles, i.Title)
	}
	return titles
}

func inUTF16(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}
