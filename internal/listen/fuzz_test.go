package listen

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/similar"
)

// fuzzed is a service without a database: what reads foreign bytes needs none.
func fuzzed() *Service {
	return New(Options{Now: func() time.Time { return time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC) }})
}

// checkKept takes entries behind the gate and holds what is promised of all that is stored.
func checkKept(t *testing.T, s *Service, src Source, arrivals []Arrival) {
	t.Helper()
	b := s.Prepare(src, arrivals)
	defer b.free()
	if b.Read != len(arrivals) || len(b.parcels)+b.Dropped != b.Read {
		t.Errorf("of %d entries %d are kept and %d dropped", b.Read, len(b.parcels), b.Dropped)
	}
	for _, p := range b.parcels {
		if len(p.Title) > MaxTitle || len(p.Lead) > maxLead || len(p.body) > MaxBody || len(p.Link) > MaxLink {
			t.Errorf("kept: a title of %d bytes, a lead of %d, a text of %d, a link of %d", len(p.Title), len(p.Lead), len(p.body), len(p.Link))
		}
		for _, text := range []string{p.Title, p.Lead, p.body} {
			if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
				t.Errorf("kept: %q", text)
			}
		}
		if p.named == 0 || p.Published.After(s.Now()) || p.Published.Year() < 0 {
			t.Errorf("kept under %d names, published %s", p.named, p.Published)
		}
	}
}

func FuzzDocument(f *testing.F) {
	for _, s := range []string{
		`<rss version="2.0"><channel><title>Báo</title><item><title>Tin</title><link>/1</link><description>Gọi 0912 345 678.</description><author>PV</author></item></channel></rss>`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Tin</title><id>a</id><updated>2026-11-20T05:00:00Z</updated></entry></feed>`,
		`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"Tin","date_published":"2026-11-20"}]}`,
		`<html><head><title>Tin</title></head><body><article><h1>Tin</h1><p>Nội dung của bài báo này.</p></article></body></html>`,
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.vn/1</loc><news:news><news:title>Tin</news:title></news:news></url></urlset>`,
	} {
		f.Add([]byte(s), "https://bao.vn/rss")
	}
	s := fuzzed()
	f.Fuzz(func(t *testing.T, data []byte, base string) {
		arrivals, _, err := readDocument(data, feed.Options{Base: base}, nil)
		if err == nil {
			checkKept(t, s, Source{ID: 1, Name: "Báo", Class: Provincial}, arrivals)
		}
	})
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{
		`{"id":"1","url":"https://a.vn/1","title":"Tin","text":"Nội dung.","published":"2026-11-20T05:00:00+07:00","source":"Báo","class":"provincial"}`,
		`{"title":["Tin"],"text":{"a":1},"author":"PV","Lượt thích":"12"}`, `{"title":"a","user":{"name":"x"},"published":1795000000}`, `{"text":"\ud800","place":"Xã Tân Lập"}`, "{", "[]",
	} {
		f.Add([]byte(s))
	}
	s, key := fuzzed(), gate.Key{}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, ok := parseLine(data)
		if !ok {
			return
		}
		l.origin()
		a := l.arrival()
		l.post(a, key)
		checkKept(t, s, Source{ID: 1, Class: Portal}, []Arrival{a, a})
	})
}

// tables are exports as they come: commas, semicolons, tabs, a workbook.
func tables(f *testing.F) [][]byte {
	f.Helper()
	book := excelize.NewFile()
	for i, row := range [][]any{{"Tiêu đề", "Nội dung", "Lượt thích"}, {"Tin", "Đường xấu quá", 12}, {}} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			f.Fatal(err)
		}
		err = book.SetSheetRow("Sheet1", cell, &row)
		if err != nil {
			f.Fatal(err)
		}
	}
	var b bytes.Buffer
	err := book.Write(&b)
	if err != nil {
		f.Fatal(err)
	}
	return [][]byte{
		b.Bytes(), []byte("title,text,author\nTin,\"Nội\n dung\",PV\n"), []byte("Tiêu đề;Nội dung;Ngày đăng\nTin;a;20/11/2026\n;;\n"), []byte("\xef\xbb\xbftitle\ttext\nTin\n"),
		[]byte("\xff\xfet\x00i\x00t\x00l\x00e\x00\n\x00a\x00"), []byte("\"\"\"\n"), []byte("PK\x03\x04"),
	}
}

func FuzzTable(f *testing.F) {
	for _, data := range tables(f) {
		f.Add(data, "")
		f.Add(data, "Nội dung")
	}
	s := fuzzed()
	f.Fuzz(func(t *testing.T, data []byte, column string) {
		rows, err := ReadExport(t.Context(), data)
		if err != nil {
			return
		}
		sheets, err := readExports(t.Context(), data)
		if err != nil {
			t.Fatal("the rows of an export can be read, and its sheets cannot")
		}
		var mapping map[string]string
		if column != "" { // as somebody chose and it was remembered
			mapping = map[string]string{"text": column, "place": rows[0][0]}
		}
		lines, _, err := linesOf(sheets, mapping, time.Now())
		if err != nil {
			return
		}
		arrivals := make([]Arrival, len(lines))
		for i := range lines {
			arrivals[i] = lines[i].arrival()
		}
		checkKept(t, s, Source{ID: 1, Class: Provincial}, arrivals)
	})
}

// FuzzPosts reads files of social sources: nothing of them may be more than a count, and whoever spoke is a number.
func FuzzPosts(f *testing.F) {
	for _, data := range tables(f) {
		f.Add(data)
	}
	f.Add([]byte(`{"text":"Đường xấu quá","author":"Nguyễn Văn A"}` + "\n{}\n"))
	f.Add([]byte(`<rss><channel><item><title>Bài đăng</title><author>Nguyễn Văn A</author></item></channel></rss>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _, _ = postsOf(t.Context(), data, nil, gate.Key{}, time.Now()) // what cannot be read is refused
	})
}

func FuzzSources(f *testing.F) {
	for _, s := range []string{
		"name,kind,class,address,weight\nBáo,feed,central,https://bao.vn/rss,1.5\n", "Tên;Loại;Nhóm;Địa chỉ;Trọng số\nBáo;trang;tỉnh;bao.vn;NaN\n", "name,weight\nBáo,1e999\n",
		`<opml version="2.0"><body><outline text="Báo tỉnh"><outline type="rss" text="Báo" xmlUrl="https://bao.vn/rss"/></outline></body></opml>`, `<opml><body><outline text="`,
	} {
		f.Add([]byte(s), "provincial")
	}
	f.Fuzz(func(t *testing.T, data []byte, class string) {
		all, err := ReadSources(data, Class(class))
		if err != nil {
			return
		}
		good := 0
		for _, src := range all {
			src = src.complete()
			if src.check() != nil {
				continue
			}
			good++
			if math.IsNaN(src.Weight) || math.IsInf(src.Weight, 0) || src.Weight <= 0 {
				t.Errorf("%q has the weight %v", src.Name, src.Weight)
			}
		}
		var b bytes.Buffer
		err = WriteCSV(&b, all)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadSources(b.Bytes(), Class(class))
		if err != nil && good > 0 {
			t.Errorf("a list that we wrote cannot be read: %v\n%s", err, b.Bytes())
		}
		if err == nil && len(again) < good {
			t.Errorf("of %d sources %d came back", good, len(again))
		}
	})
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"https://www.bao.vn/tin-1.html?utm_source=zalo#x", `https:\\bao.vn\tin`, "//m.bao.vn/amp/1", "http://https://bao.vn/1", "https://bao.vn/%zz", "javascript:1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, link string) {
		name := Canonical(link)
		if name != "" && strings.ContainsAny(name, "#") {
			t.Errorf("Canonical(%q) = %q", link, name)
		}
		if len(gate.Link(link)) > 0 {
			gate.Personal("", "", link, "")
		}
	})
}

// FuzzStoriesState restores the chronicle of stories from foreign bytes: it is refused, or of use.
func FuzzStoriesState(f *testing.F) {
	told := newStories()
	for i, title := range []string{"Lũ quét ở suối lớn", "Học phí năm học mới"} {
		terms := &similar.Terms{}
		var print similar.Print
		terms.Read(similar.Article{Title: title, Text: title + " trên địa bàn tỉnh."}, true, &print)
		told.chronicle.AddTerms(terms, int64(i))
		told.told = append(told.told, StoryID(i+1))
	}
	head, page := told.chronicle.AppendHead(nil), told.page(0)
	f.Add(head, page)
	f.Add(head[:len(head)/2], page)
	f.Add(head, page[:len(page)/2])
	f.Add([]byte{}, []byte("\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, head, page []byte) {
		r, err := similar.NewChronicleReader(head)
		if err != nil {
			return
		}
		ids, err := readTold(r, page, nil)
		if err != nil {
			return
		}
		c, err := r.Chronicle()
		if err != nil {
			return
		}
		if len(ids) != c.Len() {
			t.Fatalf("%d stories of %d articles", len(ids), c.Len())
		}
		read := newStories()
		read.chronicle, read.told, read.base = c, ids, c.First()
		again, err := similar.NewChronicleReader(c.AppendHead(nil))
		if err != nil {
			t.Fatal("the head that was read and written cannot be read:", err)
		}
		for page, end := c.Pages(); page < end; page++ {
			_, err = readTold(again, read.page(page), nil)
			if err != nil {
				t.Errorf("page %d that was read and written cannot be read: %v", page, err)
			}
		}
	})
}

func FuzzPushed(f *testing.F) {
	f.Add([]byte(`{"title":"a","text":"b"}` + "\n{"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		arrivals, _, err := pushed(Source{Class: Provincial}, data, nil, time.Now())
		if err != nil {
			return
		}
		for i := range arrivals {
			keysOf(1, &arrivals[i], false)
		}
	})
}
