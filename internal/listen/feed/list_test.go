package feed

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const listPage = `<!DOCTYPE html><html lang="vi"><head><title>Tin tức – Sở Nội vụ</title><base href="https://snv.example/tin-tuc/"></head><body>
<ul class="menu"><li><a href="/">Trang chủ</a></li></ul>
<div id="news" class="list news">
 <div class="item"><h3><a href="chi-tiet/1?a=1&amp;b=2" title="x">Khai mạc   hội nghị</a></h3><span class="date">Thứ Hai, 05/01/2026 09:15</span><p class="sapo">Sáng 5/1.</p></div>
 <div class="item hot"><h3><a href="/tin-tuc/chi-tiet/2">Tuyển <b>dụng</b></a></h3><time datetime="2026-01-06T01:00:00Z">hôm qua</time></div>
 <div class="item"><h3><a href="javascript:void(0)">Quảng cáo</a></h3></div>
 <div class="item"><h3><a href="/tin-tuc/chi-tiet/2">Xem tiếp</a></h3></div>
 <div class="item">Không có liên kết</div>
</div></body></html>`

func TestParseReadsAPageWithAListPattern(t *testing.T) {
	t.Parallel()
	for _, p := range []Pattern{
		{Item: "#news > .item", Date: ".date, time", Summary: "p.sapo"},
		{Item: "div.list div[class~=item]", Title: "h3 > a", Link: "h3 a@href", Date: "span.date,time@datetime", Summary: ".sapo"},
		{Item: "*[class^='item']", Title: "h3", Link: "a[href*=chi-tiet]", Date: "h3 + x, time, .date", Summary: "p"},
	} {
		if p.Item == "*[class^='item']" {
			p.Date = "time, .date"
		}
		f, err := Parse([]byte(listPage), Options{Pattern: &p, Base: "https://snv.example/tin-tuc"})
		if err != nil {
			t.Fatalf("%+v: %v", p, err)
		}
		var got []string
		for _, e := range f.Entries {
			got = append(got, e.Link+"|"+e.Title.Plain()+"|"+e.Published.Format(time.RFC3339)+"|"+e.Summary.Plain())
		}
		want := []string{
			"https://snv.example/tin-tuc/chi-tiet/1?a=1&b=2|Khai mạc hội nghị|2026-01-05T02:15:00Z|Sáng 5/1.",
			"https://snv.example/tin-tuc/chi-tiet/2|Tuyển dụng|2026-01-06T01:00:00Z|",
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%+v (-want +got):\n%s", p, d)
		}
		if f.Version != "page" || f.Language != "vi" || f.Title.Plain() != "Tin tức – Sở Nội vụ" {
			t.Errorf("page is %q, %q, %q", f.Version, f.Language, f.Title.Value)
		}
	}
}

func TestParseSaysThatAListPatternFindsNothing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		item string
		want error
	}{{"article.news", ErrNoItems}, {"", ErrSelector}, {"div[", ErrSelector}, {"div:hover", ErrSelector}, {"div >", ErrSelector}, {"a..b", ErrSelector}, {"h3 + a", ErrSelector}} {
		_, err := Parse([]byte(listPage), Options{Pattern: &Pattern{Item: tt.item}})
		if !errors.Is(err, tt.want) {
			t.Errorf("pattern %q: %v, want %v", tt.item, err, tt.want)
		}
	}
}

func TestSelectorsChooseByPlace(t *testing.T) {
	t.Parallel()
	const page = `<body><table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td><a href="/1">d</a></td></tr></table></body>`
	for selector, want := range map[string]string{"td:first-child": "a", "td:nth-child(2)": "b", "tr:first-child td:last-child": "c", "tr:last-child > td > a": "d", "table a": "d"} {
		p := Pattern{Item: "body", Title: selector}
		f, err := Parse([]byte(page), Options{Pattern: &p, Base: "https://a.example/"})
		if err != nil || f.Entries[0].Title.Value != want {
			t.Errorf("%s: %+v, %v, want %q", selector, f.Entries, err, want)
		}
	}
}

func TestParseReadsNewsSitemaps(t *testing.T) {
	t.Parallel()
	f, err := Parse([]byte(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://a.example/1</loc><lastmod>2026-01-05T10:00:00+07:00</lastmod><news:news><news:publication><news:name>Báo An Bình</news:name><news:language>vi</news:language></news:publication>
<news:publication_date>2026-01-05T09:15:00+07:00</news:publication_date><news:title>Cầu &amp; đường</news:title><news:keywords>cầu, đường</news:keywords></news:news><image:image><image:loc>https://a.example/1.jpg</image:loc></image:image></url>
<url><loc>https://a.example/2</loc></url></urlset>`), Options{})
	if err != nil || len(f.Entries) != 2 {
		t.Fatalf("%d entries, %v", len(f.Entries), err)
	}
	e := f.Entries[0]
	if e.Link != "https://a.example/1" || e.ID != e.Link || e.Title.Plain() != "Cầu & đường" || e.Language != "vi" || len(e.Tags) != 2 ||
		e.Published.Format(time.RFC3339) != "2026-01-05T02:15:00Z" || e.Updated.Format(time.RFC3339) != "2026-01-05T03:00:00Z" {
		t.Errorf("entry = %+v", e)
	}
	f, err = Parse([]byte(`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://a.example/news.xml</loc><lastmod>2026-01-05</lastmod></sitemap><sitemap><loc>/2.xml</loc></sitemap></sitemapindex>`), Options{Base: "https://a.example/sitemap.xml"})
	if err != nil || !slices.Equal(f.Maps, []string{"https://a.example/news.xml", "https://a.example/2.xml"}) {
		t.Errorf("maps = %v, %v", f.Maps, err)
	}
}

func TestParseReadsJSONFeeds(t *testing.T) {
	t.Parallel()
	const doc = `{"version":"https://jsonfeed.org/version/1.1","title":"Sở <TT>","home_page_url":"https://so.example/","feed_url":"https://so.example/feed.json","language":"vi",
"authors":[{"name":"Sở"}],"hubs":[{"type":"rssCloud","url":"https://x.example/"},{"type":"WebSub","url":"https://hub.example/"}],
"items":[{"id":7,"url":"/1","title":"Một","content_html":"<p onclick='x'>Nội <b>dung</b></p>","date_published":"2026-01-05T09:15:00+07:00","tags":["a",2,null],"author":{"name":"An"},
"attachments":[{"url":"https://so.example/1.mp3","mime_type":"audio/mpeg","size_in_bytes":12}]},
{"id":"b","external_url":"https://khac.example/2","content_text":"chữ","summary":"tóm","date_modified":"2026-01-06","authors":"Bình"},
null,{"id":{"x":1},"title":["y"]}]}`
	f, err := Parse([]byte(doc), Options{Base: "https://so.example/feed.json", ContentType: "application/feed+json"})
	if err != nil || len(f.Entries) != 3 {
		t.Fatalf("%d entries, %v", len(f.Entries), err)
	}
	if f.Version != "json11" || f.Hub != "https://hub.example/" || f.Self != "https://so.example/feed.json" || f.Title.Plain() != "Sở <TT>" || f.Author.Name != "Sở" || f.Malformed {
		t.Errorf("feed = %+v", f)
	}
	a, b := f.Entries[0], f.Entries[1]
	if a.ID != "7" || a.Link != "https://so.example/1" || a.Summary.Value != "<p>Nội <b>dung</b></p>" || a.Summary.Plain() != "Nội dung" || len(a.Tags) != 2 ||
		a.Links[1].Href != "https://so.example/1.mp3" || a.Links[1].Length != "12" || a.Published.Format(time.RFC3339) != "2026-01-05T02:15:00Z" || a.Author.Name != "An" {
		t.Errorf("first = %+v", a)
	}
	if b.Link != "https://khac.example/2" || b.Content[0].Value != "chữ" || b.Summary.Value != "tóm" || b.Author.Name != "Bình" || b.Updated.IsZero() {
		t.Errorf("second = %+v", b)
	}
	f, err = Parse([]byte(doc[:len(doc)-20]), Options{})
	if err != nil || len(f.Entries) != 2 || !f.Malformed {
		t.Errorf("cut off: %d entries, %v", len(f.Entries), err)
	}
}

func TestDiscoverFindsFeedAddresses(t *testing.T) {
	t.Parallel()
	found := Discover([]byte(`<html><head><link rel="stylesheet" href="/a.css"><link rel="alternate" type="application/rss+xml" title="Tin mới" href="/rss/tin-moi.rss">
<link rel='ALTERNATE' type="application/atom+xml; charset=utf-8" href="https://a.example/atom#x"><link rel="alternate" hreflang="en" href="/en"></head>
<body><a href="/rss/tin-moi.rss">RSS</a> <a href="/kinh-te.rss"><b>Kinh tế</b></a> <a href="javascript:rss">x</a> <a href="/index.php?format=feed&type=rss">y</a> <a href="/bai-viet-rss-la-gi.html">z</a></body></html>`), "text/html", "https://a.example/trang/")
	var got []string
	for _, f := range found {
		if f.How != Guessed {
			got = append(got, f.Address+"|"+f.Title)
		}
	}
	want := []string{"https://a.example/rss/tin-moi.rss|Tin mới", "https://a.example/atom|", "https://a.example/kinh-te.rss|Kinh tế", "https://a.example/index.php?format=feed&type=rss|y"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("found (-want +got):\n%s", d)
	}
	if last := found[len(found)-1]; last.How != Guessed || last.Address != "https://a.example/news-sitemap.xml" {
		t.Errorf("last = %+v", last)
	}
}

func TestOPMLComesBackAsItWent(t *testing.T) {
	t.Parallel()
	presets := []Preset{
		{Name: `Báo "An Bình" & bạn`, Kind: "feed", Address: "https://baoanbinh.example/rss?a=1&b=2", Site: "https://baoanbinh.example/", Group: "Báo chí / Tỉnh", Class: "provincial",
			Permission: "Công văn 12/SVHTT", Language: "vi", Area: "An Bình", Weight: 1.5, FullText: "always", Text: "Báo của tỉnh"},
		{Name: "Sở Nội vụ", Kind: "page", Address: "https://snv.example/tin", Class: "portal", Pattern: Pattern{Item: "#news > .item", Title: "h3", Link: "a", Date: ".date", Summary: "p"}},
		{Name: "Bản tin thư", Kind: "mail", Class: "central"},
	}
	data := WriteOPML("Nguồn <mẫu>", time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), presets)
	title, got, err := ReadOPML(data)
	if err != nil || title != "Nguồn <mẫu>" {
		t.Fatalf("title %q, %v", title, err)
	}
	if d := cmp.Diff(presets, got); d != "" {
		t.Errorf("sources (-want +got):\n%s", d)
	}
}

func TestReadOPMLReadsListsOfOthers(t *testing.T) {
	t.Parallel()
	_, got, err := ReadOPML([]byte(`<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="Tin tức" title="Tin tức"><outline text="Báo"><outline text="A" type="rss" xmlUrl="https://a.example/rss?x=1&y=2" htmlUrl="https://a.example/"/></outline>
<outline title="B" type="rss" xmlUrl="https://b.example/rss"></outline></outline><outline text="C" xmlUrl="javascript:x"/><outline text="D" XMLURL="https://d.example/"/>`))
	want := []Preset{
		{Name: "A", Address: "https://a.example/rss?x=1&y=2", Site: "https://a.example/", Group: "Tin tức / Báo"},
		{Name: "B", Address: "https://b.example/rss", Group: "Tin tức"}, {Name: "C", Address: "javascript:x"}, {Name: "D", Address: "https://d.example/"},
	}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("sources (-want +got):\n%s%v", d, err)
	}
	for data, want := range map[string]error{"": ErrEmpty, "<html></html>": ErrUnknown, "xin chào": ErrUnknown} {
		if _, _, err := ReadOPML([]byte(data)); !errors.Is(err, want) {
			t.Errorf("ReadOPML(%q) = %v, want %v", data, err, want)
		}
	}
}
