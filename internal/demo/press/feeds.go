package press

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"
)

// feedDay is what a source gave out on a day.
type feedDay struct {
	source *Source
	items  []*Item
}

func (f *folder) keep(item *Item) {
	d := f.feeds[item.Source]
	if d == nil {
		for i := range f.p.sources {
			if f.p.sources[i].Key == item.Source {
				d = &feedDay{source: &f.p.sources[i]}
			}
		}
		f.feeds[item.Source] = d
	}
	d.items = append(d.items, item)
}

// giveOut writes the feeds of the day that ends.
func (f *folder) giveOut() error {
	for _, key := range sortedKeys(f.feeds) {
		err := f.giveOutSource(f.feeds[key])
		if err != nil {
			return err
		}
	}
	clear(f.feeds)
	return nil
}

func (f *folder) giveOutSource(d *feedDay) error {
	name := d.source.Key + "/" + f.day.String()
	switch d.source.Kind {
	case "rss":
		return f.file("feeds/"+name+".xml", rss(d))
	case "atom":
		return f.file("feeds/"+name+".xml", atom(d))
	case "json":
		return f.file("feeds/"+name+".json", jsonFeed(d))
	case "page":
		return f.pages(d, name)
	case "export":
		return f.file("exports/"+name+".csv", table(d))
	}
	return nil
}

func (f *folder) file(name, text string) error {
	o, err := f.create(name)
	if err != nil {
		return err
	}
	_, err = o.WriteString(text)
	if err != nil {
		return err
	}
	return o.close()
}

// brief reports whether the feed of a source has only the leads.
func (s *Source) brief() bool { return hashText(s.Key)%4 == 0 }

func (s *Source) site() string {
	return s.Address[:8+strings.IndexByte(s.Address[8:], '/')]
}

func rss(d *feedDay) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>%s</title>
<link>%s</link>
<description>Tin tức An Bình</description>
<language>vi</language>
`, html.EscapeString(d.source.Name), d.source.site())
	for _, it := range slices.Backward(d.items) {
		fmt.Fprintf(&b, "<item>\n<title>%s</title>\n<link>%s</link>\n<guid isPermaLink=\"false\">%s</guid>\n<pubDate>%s</pubDate>\n", html.EscapeString(it.Title), it.URL, it.ID, stamp(d.source, it.Published))
		if it.Author != "" {
			fmt.Fprintf(&b, "<dc:creator>%s</dc:creator>\n", html.EscapeString(it.Author))
		}
		fmt.Fprintf(&b, "<description><![CDATA[<p>%s</p>]]></description>\n", it.Lead)
		if !d.source.brief() {
			fmt.Fprintf(&b, "<content:encoded><![CDATA[%s]]></content:encoded>\n", paragraphs(it))
		}
		b.WriteString("</item>\n")
	}
	b.WriteString("</channel>\n</rss>\n")
	return b.String()
}

// stamp is a date as sources write them: most by the rule, some without their offset, some as people do.
func stamp(s *Source, t time.Time) string {
	switch hashText(s.Key) / 7 % 5 {
	case 0:
		return t.Format("02/01/2006 15:04")
	case 1:
		return t.Format("Mon, 02 Jan 2006 15:04:05 GMT+7")
	}
	return t.Format(time.RFC1123Z)
}

func paragraphs(it *Item) string {
	return "<p>" + html.EscapeString(it.Lead) + "</p><p>" + strings.Join(escaped(it.Body), "</p><p>") + "</p>"
}

func escaped(all []string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = html.EscapeString(s)
	}
	return out
}

func atom(d *feedDay) string {
	var b strings.Builder
	last := d.items[len(d.items)-1]
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">
<title>%s</title>
<link href="%s"/>
<link rel="self" href="%s"/>
<id>%s</id>
<updated>%s</updated>
`, html.EscapeString(d.source.Name), d.source.site(), d.source.Address, d.source.Address, last.Arrived.Format(time.RFC3339))
	for _, it := range slices.Backward(d.items) {
		fmt.Fprintf(&b, "<entry>\n<title>%s</title>\n<link href=\"%s\"/>\n<id>tag:%s,2026:%s</id>\n<published>%s</published>\n<updated>%s</updated>\n", html.EscapeString(it.Title), it.URL, d.source.site()[8:], it.ID, it.Published.Format(time.RFC3339), it.Arrived.Format(time.RFC3339))
		if it.Author != "" {
			fmt.Fprintf(&b, "<author><name>%s</name></author>\n", html.EscapeString(it.Author))
		}
		fmt.Fprintf(&b, "<summary>%s</summary>\n<content type=\"html\">%s</content>\n</entry>\n", html.EscapeString(it.Lead), html.EscapeString(paragraphs(it)))
	}
	b.WriteString("</feed>\n")
	return b.String()
}

// jsonFeed is version 1.1 of the format of jsonfeed.org.
func jsonFeed(d *feedDay) string {
	type author struct {
		Name string `json:"name"`
	}
	type entry struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Summary   string   `json:"summary"`
		HTML      string   `json:"content_html"`
		Published string   `json:"date_published"`
		Authors   []author `json:"authors,omitempty"`
	}
	feed := struct {
		Version  string  `json:"version"`
		Title    string  `json:"title"`
		Home     string  `json:"home_page_url"`
		Feed     string  `json:"feed_url"`
		Language string  `json:"language"`
		Items    []entry `json:"items"`
	}{Version: "https://jsonfeed.org/version/1.1", Title: d.source.Name, Home: d.source.site(), Feed: d.source.Address, Language: "vi"}
	for _, it := range slices.Backward(d.items) {
		e := entry{ID: it.ID, URL: it.URL, Title: it.Title, Summary: it.Lead, HTML: paragraphs(it), Published: it.Published.Format(time.RFC3339)}
		if it.Author != "" {
			e.Authors = []author{{it.Author}}
		}
		feed.Items = append(feed.Items, e)
	}
	b, err := json.MarshalIndent(feed, "", " ")
	if err != nil {
		panic(err) // strings only
	}
	return string(b) + "\n"
}

// listing is the page that lists articles.
func listing(d *feedDay) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Tin tức - %s</title></head>\n<body>\n%s<main><h1>Tin tức</h1>\n<ul class=\"danh-sach\">\n", html.EscapeString(d.source.Name), menu)
	for _, it := range slices.Backward(d.items) {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a> <span class=\"ngay\">%s</span><p>%s</p></li>\n", it.URL, html.EscapeString(it.Title), it.Published.Format("02/01/2006 15:04"), html.EscapeString(it.Lead))
	}
	b.WriteString("</ul></main>\n" + foot + "</body></html>\n")
	return b.String()
}

// pages writes the list page of a day and its articles.
func (f *folder) pages(d *feedDay, name string) error {
	err := f.file("pages/"+name+".html", listing(d))
	if err != nil {
		return err
	}
	for i, it := range d.items {
		name := "pages/" + d.source.Key + "/" + it.ID
		if slices.ContainsFunc(d.items[:i], func(o *Item) bool { return o.ID == it.ID }) {
			name += "-moi"
		}
		err := f.file(name+".html", page(d.source, it))
		if err != nil {
			return err
		}
	}
	return nil
}

const (
	menu = "<header><nav><ul><li><a href=\"/\">Trang chủ</a></li><li><a href=\"/gioi-thieu\">Giới thiệu</a></li><li><a href=\"/tin-tuc\">Tin tức</a></li><li><a href=\"/van-ban\">Văn bản</a></li><li><a href=\"/lien-he\">Liên hệ</a></li></ul></nav></header>\n"
	foot = "<footer><p>Chịu trách nhiệm nội dung: Ban biên tập. Ghi rõ nguồn khi phát hành lại thông tin từ trang này.</p></footer>\n"
)

func page(s *Source, it *Item) string {
	var b strings.Builder
	title := html.EscapeString(it.Title)
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>%s - %s</title>\n<link rel=\"canonical\" href=\"%s\">\n<meta property=\"article:published_time\" content=\"%s\"></head>\n<body>\n%s", title, html.EscapeString(s.Name), it.URL, it.Published.Format(time.RFC3339), menu)
	fmt.Fprintf(&b, "<main><article><h1>%s</h1>\n<div class=\"ngay-dang\">Ngày đăng: %s</div>\n<p class=\"sapo\"><strong>%s</strong></p>\n", title, it.Published.Format("02/01/2006 15:04"), html.EscapeString(it.Lead))
	for _, p := range it.Body {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(p))
	}
	if it.Author != "" {
		fmt.Fprintf(&b, "<p class=\"tac-gia\"><em>%s</em></p>\n", html.EscapeString(it.Author))
	}
	b.WriteString("</article>\n<aside><h2>Tin liên quan</h2><ul><li><a href=\"/tin/1\">Lịch tiếp công dân tháng này</a></li><li><a href=\"/tin/2\">Thông báo tuyển dụng viên chức</a></li></ul></aside></main>\n" + foot + "</body></html>\n")
	return b.String()
}

// table is an export as the tool of a social page writes it.
func table(d *feedDay) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	rows := [][]string{{"Mã bài", "Người đăng", "Tài khoản", "Điện thoại", "Nội dung", "Thời gian", "Liên kết", "Lượt thích", "Bình luận", "Nơi ở"}}
	for _, it := range d.items {
		rows = append(rows, []string{it.ID, it.Author, it.Social.Handle, it.Social.Phone, it.Body[0], it.Published.Format("02/01/2006 15:04"), it.URL, strconv.Itoa(it.Social.Likes), strconv.Itoa(it.Social.Comments), it.Social.Place})
	}
	err := w.WriteAll(rows)
	if err != nil {
		panic(err) // into memory
	}
	return b.String()
}
