package feed

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/vi"
)

func mustParse(t *testing.T, data string, o Options) Feed {
	t.Helper()
	f, err := Parse([]byte(data), o)
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	return f
}

func TestParseSaysWhatIsWrongWithADocument(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		data string
		want error
	}{
		"a login page in place of the feed":         {"<!DOCTYPE html>\n<html><head><title>Đăng nhập</title></head><body><form></form></body></html>", ErrPage},
		"a page of XHTML":                           {`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>`, ErrPage},
		"a block page without an html element":      {"<!doctype html><title>403</title><h1>Forbidden</h1>", ErrPage},
		"an empty body":                             {"", ErrEmpty},
		"a body of spaces and a mark":               {"\xef\xbb\xbf \r\n", ErrEmpty},
		"plain text":                                {"404 page not found", ErrUnknown},
		"JSON that is no feed":                      {`{"error":"not found"}`, ErrUnknown},
		"a list in JSON":                            {`[{"title":"x"}]`, ErrUnknown},
		"XML of another kind":                       {"<soap:Envelope xmlns:soap='x'><soap:Body/></soap:Envelope>", ErrUnknown},
		"a sitemap that lost its news tags":         {`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/1</loc></url></urlset>`, ErrNoNews},
		"a document beyond the limit":               {strings.Repeat(" ", MaxDocument+1), ErrTooLarge},
		"a picture":                                 {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ErrUnknown},
		"a page in UTF-16":                          {string(utf16Bytes("<html><body>x</body></html>")), ErrPage},
		"a sitemap that declares news but has none": {`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/1</loc></url></urlset>`, ErrNoNews},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse([]byte(tt.data), Options{})
			if !errors.Is(err, tt.want) || fault.KindOf(err) != fault.Invalid {
				t.Errorf("Parse = %v, want %v", err, tt.want)
			}
		})
	}
}

func utf16Bytes(s string) []byte {
	var b bytes.Buffer
	b.WriteString("\xff\xfe")
	for _, u := range utf16.Encode([]rune(s)) {
		b.Write([]byte{byte(u), byte(u >> 8)})
	}
	return b.Bytes()
}

const townFeed = `<?xml version="1.0" encoding="%s"?><rss version="2.0"><channel><title>%s</title></channel></rss>`

func TestParseFindsTheEncoding(t *testing.T) {
	t.Parallel()
	encoded := func(e interface {
		Bytes([]byte) ([]byte, error)
	}, s string) string {
		b, err := e.Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	town := fmt.Sprintf(townFeed, "utf-8", "Sở Văn hóa")
	korea := fmt.Sprintf(townFeed, "euc-kr", "년")
	for name, tt := range map[string]struct{ data, contentType, title, encoding string }{
		"UTF-8 as declared":                     {town, "", "Sở Văn hóa", "utf-8"},
		"UTF-8 although HTTP says Latin-1":      {town, "application/xml; charset=ISO-8859-1", "Sở Văn hóa", "utf-8"},
		"UTF-8 although text/xml means ASCII":   {town, "text/xml", "Sở Văn hóa", "utf-8"},
		"UTF-8 although the declaration lies":   {fmt.Sprintf(townFeed, "windows-1252", "Sở Văn hóa"), "", "Sở Văn hóa", "utf-8"},
		"UTF-16 with its mark":                  {string(utf16Bytes(town)), "", "Sở Văn hóa", "utf-16le"},
		"UTF-16 without its mark":               {string(utf16Bytes(town)[2:]), "text/xml; charset=utf-8", "Sở Văn hóa", "utf-16le"},
		"windows-1258, tone marks apart":        {fmt.Sprintf(townFeed, "windows-1258", "S\xf5\xd2 V\xe3n h\xf3a"), "", "Sở Văn hóa", "windows-1258"},
		"EUC-KR":                                {encoded(korean.EUCKR.NewEncoder(), korea), "", "년", "euc-kr"},
		"GB2312 by HTTP":                        {encoded(simplifiedchinese.GBK.NewEncoder(), fmt.Sprintf(townFeed, "utf-8", "新闻")), "text/xml; charset=gb2312", "新闻", "gb18030"},
		"EBCDIC":                                {encoded(charmap.CodePage037.NewEncoder(), fmt.Sprintf(townFeed, "cp037", "Tin")), "", "Tin", "cp037"},
		"EBCDIC of another page":                {encoded(charmap.CodePage1047.NewEncoder(), fmt.Sprintf(townFeed, "IBM1047", "Tin")), "", "Tin", "ibm1047"},
		"an encoding that nobody knows":         {fmt.Sprintf(townFeed, "klingon", "Sở"), "", "Sở", "utf-8"},
		"windows-1252 of which nothing is said": {"<rss version='2.0'><channel><title>caf\xe9</title></channel></rss>", "", "café", "windows-1252"},
		"codes of windows-1252 in UTF-8":        {fmt.Sprintf(townFeed, "utf-8", "b\u0091o\u0092"), "", "b‘o’", "utf-8"},
		"numbers of windows-1252":               {fmt.Sprintf(townFeed, "utf-8", "b&#145;o&#x92;"), "", "b‘o’", "utf-8"},
		"UTF-8 with one broken byte":            {fmt.Sprintf(townFeed, "utf-8", "Sở Văn hóa và Thể thao tỉnh \xc3 này"), "", "Sở Văn hóa và Thể thao tỉnh \uFFFD này", "utf-8"},
		"UTF-8 that was encoded twice":          {fmt.Sprintf(townFeed, "utf-8", twice("Sở Văn hóa")), "", "Sở Văn hóa", "utf-8"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := mustParse(t, tt.data, Options{ContentType: tt.contentType})
			if f.Title.Value != tt.title || f.Encoding != tt.encoding {
				t.Errorf("title %q in %s, want %q in %s", f.Title.Value, f.Encoding, tt.title, tt.encoding)
			}
		})
	}
}

// twice is UTF-8 that was taken for windows-1252 and encoded again.
func twice(s string) string { return vi.FromWindows1252([]byte(s)) }

func TestParseReadsOldVietnameseEncodings(t *testing.T) {
	t.Parallel()
	// "Sở Văn hoá tổ chức lễ hội" and so on in TCVN3, declared as Unicode
	const title = "Së V¨n ho¸ vµ ThÓ thao tæ chøc lÔ héi truyÒn thèng"
	f := mustParse(t, fmt.Sprintf(`<rss version="2.0"><channel><title>%s</title><item><title>%s</title><description>%s</description></item></channel></rss>`, title, title, title), Options{})
	for _, got := range []string{f.Title.Value, f.Entries[0].Title.Value, f.Entries[0].Summary.Value} {
		if got != "Sở Văn hoá và Thể thao tổ chức lễ hội truyền thống" {
			t.Errorf("TCVN3 became %q", got)
		}
	}
	f = mustParse(t, `<rss version="2.0"><channel><title>Freiräume für Künstler: Größe</title></channel></rss>`, Options{})
	if f.Title.Value != "Freiräume für Künstler: Größe" {
		t.Errorf("German became %q", f.Title.Value)
	}
}

func TestParseRepairsBrokenXML(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		data, title, link, summary string
		entries                    int
	}{
		"bare ampersands":             {`<item><title>A & B</title><link>http://a.example/?a=1&b=2&copy=3</link></item>`, "A & B", "http://a.example/?a=1&b=2&copy=3", "", 1},
		"entities of HTML":            {`<item><title>Gi&aacute; c&agrave; ph&ecirc;&nbsp;&ndash; t&#259;ng</title></item>`, "Giá cà phê\u00a0– tăng", "", "", 1},
		"entities nobody declared":    {`<item><title>x &nope; y</title></item>`, "x &nope; y", "", "", 1},
		"control bytes":               {"<item><title>Gi\x00á\x0b cà phê\x1f</title></item>", "Giá cà phê", "", "", 1},
		"a section that was cut off":  {`<item><title>A</title><description><![CDATA[<p>Nội dung</p></description></item><item><title>B</title></item>`, "A", "", "<p>Nội dung</p>", 2},
		"a document that was cut off": {`<item><title>A</title><link>http://a.example/1</link><description>Nội d`, "A", "http://a.example/1", "Nội d", 1},
		"items that are not closed":   {`<item><title>A</title><item><title>B</title><item><title>C</title>`, "A", "", "", 3},
		"a title that is not closed":  {`<item><title>A<pubDate>Mon, 05 Jan 2026 09:15:00 +0700</pubDate><link>http://a.example/1</link></item>`, "A", "http://a.example/1", "", 1},
		"ends in the wrong order":     {`<item><title><b>A</title></b><link>http://a.example/1</item></link><item><title>B</title></item>`, "<b>A</b>", "http://a.example/1", "", 2},
		"names in other cases":        {`<ITEM><Title>A</TITLE><Link>http://a.example/1</Link></ITEM>`, "A", "http://a.example/1", "", 1},
		"a prefix nobody declared":    {`<item><dc:title>A</dc:title><content:encoded>&lt;p>x&lt;/p></content:encoded></item>`, "A", "", "<p>x</p>", 1},
		"attributes without quotes":   {`<item><title type=html>A</title><guid isPermaLink=true>http://a.example/1</guid></item>`, "A", "http://a.example/1", "", 1},
		"brackets that are no tags":   {`<item><title>3 < 5 và 7 > 6</title></item>`, "3 < 5 và 7 > 6", "", "", 1},
		"text before and after":       {`<item><title>A</title></item>`, "A", "", "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := `<rss version="2.0"><channel>` + tt.data
			if !strings.Contains(name, "cut off") && !strings.Contains(name, "not closed") {
				data += `</channel></rss>`
			}
			if name == "text before and after" {
				data = "Warning: x() in y.php\n" + data + "\n<br>rác"
			}
			f := mustParse(t, data, Options{})
			if len(f.Entries) != tt.entries || !f.Malformed {
				t.Fatalf("%d entries, malformed %v", len(f.Entries), f.Malformed)
			}
			e := f.Entries[0]
			if e.Title.Value != tt.title || e.Link != tt.link || e.Summary.Value != tt.summary {
				t.Errorf("entry %q, %q, %q, want %q, %q, %q", e.Title.Value, e.Link, e.Summary.Value, tt.title, tt.link, tt.summary)
			}
		})
	}
}

func TestParseKeepsItsLimits(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title>`)
	for i := range MaxEntries + 100 {
		fmt.Fprintf(&b, `<item><title>%s</title><link>http://a.example/%d?%s</link><description>&d;&d;&d;</description></item>`, strings.Repeat("tiêu đề ", 200), i, strings.Repeat("x", i))
	}
	b.WriteString(`</channel></rss>`)
	f := mustParse(t, b.String(), Options{})
	if len(f.Entries) != MaxEntries {
		t.Errorf("%d entries, want %d", len(f.Entries), MaxEntries)
	}
	if f.Title.Value != "&x;" {
		t.Errorf("an entity that stands elsewhere became %q", f.Title.Value)
	}
	total := 0
	for _, e := range f.Entries {
		checkLink(t, e.Link)
		total += len(e.Summary.Value)
		if len(e.Title.Value) > MaxTitle {
			t.Fatalf("title of %d bytes", len(e.Title.Value))
		}
	}
	if total > 2*maxEntitySpent || f.Entries[0].Link == "" || f.Entries[MaxEntries-1].Link != "" && len(f.Entries[MaxEntries-1].Link) > MaxLink {
		t.Errorf("entities became %d bytes", total)
	}
	deep := `<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">` + strings.Repeat("<div>", 5000) + "x" + strings.Repeat("</div>", 5000) + `</content><title>sau</title></entry></feed>`
	f = mustParse(t, deep, Options{})
	if len(f.Entries) != 1 || f.Entries[0].Title.Value != "sau" || !strings.Contains(f.Entries[0].Content[0].Plain(), "x") {
		t.Errorf("a deep document became %d entries", len(f.Entries))
	}
}

func TestParseReadsHowOftenToCome(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		said string
		want time.Duration
	}{
		{"<ttl>30</ttl>", 30 * time.Minute}, {"<ttl>0</ttl>", 0}, {"<ttl>x</ttl>", 0}, {"<ttl>-5</ttl>", 0}, {"<ttl>1</ttl>", shortestEvery}, {"<ttl>9e9</ttl>", 0},
		{"<sy:updatePeriod>hourly</sy:updatePeriod>", time.Hour},
		{"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30 * time.Minute},
		{"<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>0.1</sy:updateFrequency>", 10 * 24 * time.Hour},
		{"<sy:updatePeriod>dayly</sy:updatePeriod>", 24 * time.Hour}, {"<sy:updatePeriod>always</sy:updatePeriod>", 0},
		{"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>30</sy:updateFrequency>", shortestEvery},
		{"<sy:updatePeriod>yearly</sy:updatePeriod><ttl>60</ttl>", longestEvery},
	} {
		f := mustParse(t, `<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>`+tt.said+`</channel></rss>`, Options{})
		if f.Every != tt.want {
			t.Errorf("%s: every %v, want %v", tt.said, f.Every, tt.want)
		}
	}
}

func TestParseReadsLinksAsTheyAreMeant(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ written, want string }{
		{"https://a.example/1", "https://a.example/1"}, {"/tin/1", "https://an-binh.example/tin/1"}, {"tin/1", "https://an-binh.example/rss/tin/1"},
		{"../1", "https://an-binh.example/1"}, {"//cdn.example/1", "https://cdn.example/1"}, {"?id=1", "https://an-binh.example/rss/home?id=1"},
		{"https:///a.example/1", "https://a.example/1"}, {"javascript:alert(1)", ""}, {" \n https://a.example/2 \t", "https://a.example/2"},
		{"https://a.example/" + strings.Repeat("x", MaxLink), ""}, {"data:text/html,x", ""},
	} {
		f := mustParse(t, `<rss version="2.0"><channel><item><title>x</title><link>`+tt.written+`</link></item></channel></rss>`, Options{Base: "https://an-binh.example/rss/home"})
		if got := f.Entries[0].Link; got != tt.want {
			t.Errorf("link %.60q became %.60q, want %q", tt.written, got, tt.want)
		}
	}
}

func TestParseReadsEntriesThatLackMuch(t *testing.T) {
	t.Parallel()
	f := mustParse(t, `<rss version="2.0"><channel>
		<item><description><![CDATA[<img src="http://a.example/1.jpg" width="5">]]></description></item>
		<item><guid>http://a.example/2</guid><pubDate>hôm qua</pubDate></item>
		<item><guid isPermaLink="false">http://a.example/3</guid></item>
		<item/></channel></rss>`, Options{})
	if len(f.Entries) != 4 {
		t.Fatalf("%d entries", len(f.Entries))
	}
	first, second, third := f.Entries[0], f.Entries[1], f.Entries[2]
	if first.Summary.Plain() != "" || first.Summary.Value == "" || first.Title.Plain() != "" {
		t.Errorf("an entry that is a picture: %+v", first)
	}
	if second.Link != "http://a.example/2" || !second.Published.IsZero() || second.Published.Written != "hôm qua" {
		t.Errorf("an entry with an address as its identifier and no date: %+v", second)
	}
	if third.Link != "" || third.ID != "http://a.example/3" {
		t.Errorf("an identifier that is no address: %+v", third)
	}
}
