package feed

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// seeds are documents of every kind and of every way to be broken that the other tests know.
func seeds() []string {
	all := []string{
		rss2, atom1, "", "<", "<rss", "<rss version='2.0'><channel><item><title>a & b &nope; &#0; &#x110000;</title>", "{", `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1},`,
		"<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;&a;'>]><rss><channel><title>&c;</title></channel></rss>",
		"\xff\xfe<\x00r\x00s\x00s\x00/\x00>\x00", "\x4c\x6f\xa7\x94", "<html><body><ul><li><a href='/1'>Một</a></ul>",
		"<rss><item><description><![CDATA[<p>x</description></item></rss>", `<opml><body><outline text="a"><outline xmlUrl="http://a.example/" /></outline>`,
		"<urlset xmlns:news='n'><url><loc>http://a.example/</loc></url></urlset>", "<feed><entry><content type='xhtml'><div><b>x</div></content></entry></feed>",
		"<a b='<c d=\"></a><![CDATA[", "<rss><item><title mode='base64'>////</title></item></rss>",
	}
	return all
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds() {
		f.Add([]byte(s), "", "")
		f.Add([]byte(s), "text/xml; charset=windows-1258", "https://an-binh.example/rss")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType, base string) {
		o := Options{ContentType: contentType, Base: base}
		got, err := Parse(data, o)
		if err != nil && len(got.Entries) > 0 && got.Version != "sitemap" {
			t.Errorf("entries beside an error: %v", err)
		}
		checkFeed(t, got)
		o.Pattern = &Pattern{Item: "li, div > p", Title: "a", Date: "time@datetime"}
		got, _ = Parse(data, o)
		checkFeed(t, got)
		if p, ok := GuessPattern(data, Options{Base: base}); ok && p.Check() != nil {
			t.Errorf("guessed %+v", p)
		}
		for _, found := range Discover(data, contentType, base) {
			checkLink(t, found.Address)
		}
		_, presets, _ := ReadOPML(data)
		written := WriteOPML("Nguồn", time.Unix(0, 0), presets)
		_, again, err := ReadOPML(written)
		if err != nil || len(again) != len(presets) {
			t.Errorf("%d sources written, %d read: %v", len(presets), len(again), err)
		}
	})
}

// checkFeed holds the limits that are promised.
func checkFeed(t *testing.T, f Feed) {
	t.Helper()
	if len(f.Entries) > MaxEntries || len(f.Maps) > MaxEntries {
		t.Errorf("%d entries, %d maps", len(f.Entries), len(f.Maps))
	}
	checkLink(t, f.Link)
	for _, e := range f.Entries {
		checkLink(t, e.Link)
		if len(e.Title.Value) > MaxTitle {
			t.Errorf("title of %d bytes", len(e.Title.Value))
		}
		for _, c := range append(e.Content, e.Title, e.Summary) {
			if !utf8.ValidString(c.Value) {
				t.Errorf("not UTF-8: %q", c.Value)
			}
			if isMarkup(c.Type) {
				checkClean(t, c.Value)
			}
			c.Plain()
		}
	}
}

func checkLink(t *testing.T, l string) {
	t.Helper()
	if len(l) > MaxLink || !safe(l) {
		t.Errorf("link %q", l)
	}
}

// checkClean looks for what must never be left.
func checkClean(t *testing.T, v string) {
	t.Helper()
	low := strings.ToLower(v)
	for _, bad := range []string{"<script", "<style", "<iframe", "<object", "<embed", "<link", "<meta", "<base"} {
		i := strings.Index(low, bad)
		if i >= 0 && !strings.Contains(low[:i], "<!--") {
			t.Errorf("%s left in %q", bad, v)
		}
	}
}

func FuzzCleanHTML(f *testing.F) {
	for _, s := range []string{"<p onclick=x>a</p>", "<a href=' java\tscript:x'>", "<scr<script>ipt>", "<svg><a xlink:href='javascript:1'>", "<!--><script>x</script>-->", "<img src=x style='a:url(x)'", "&#x3c;script&#62;", "<p/onclick=x>", `<A 0=">`, "<math><mi//xlink:href='data:x'>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := cleanHTML(s, "https://an-binh.example/")
		checkClean(t, out)
		checkParsed(t, out)
		plainHTML(s)
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"Mon, 05 Jan 2026 09:15:00 +0700", "2026-01-05T09:15:00Z", "05/01/2026 09:15", "Thứ Hai, ngày 5 tháng Một năm 2026", "2004년 05월 28일 01:31:15", "Κυρ, 11 Ιούλ 2004 12:00:00 EST"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, ok := ParseDate(s, Vietnam)
		if ok && (at.Year() < 0 || at.Year() > 10000) || !ok && !at.IsZero() {
			t.Errorf("ParseDate(%q) = %v, %v", s, at, ok)
		}
	})
}

func FuzzSelector(f *testing.F) {
	for _, s := range []string{"li", "ul > li.a#b[href^='/x'] , *:nth-child(3)", "a@title", ".", "[", ":", ">"} {
		f.Add(s)
	}
	page := []byte("<html><body><div class=a><ul><li class=b><a href=/1 title=t>Một</a><li><a href=/2>Hai</a></ul></div>")
	f.Fuzz(func(t *testing.T, s string) {
		p := Pattern{Item: s, Title: s, Date: s}
		if p.Check() != nil {
			return
		}
		_, _ = Parse(page, Options{Pattern: &p}) // may find nothing
	})
}

func TestParseTakesTimeInProportion(t *testing.T) {
	t.Parallel()
	for name, part := range map[string]string{
		"open comments": "<!-- ", "open sections": "<item><![CDATA[x</b>", "open quotes": `<a b="x>`, "open tags": "<item><title>", "ampersands": "&amp;&x;&#1",
		"ends without beginnings": "</b></title>", "instructions": "<?x ", "entities": "<!DOCTYPE x [<!ENTITY a '", "attributes": "<a b c d=e f='g' ",
		"markup": "<item><description>&lt;!-- &lt;a href=&quot;x&gt;&lt;script&gt;&lt;/x", "names": "<a:b xmlns:a='c'>", "brackets": "< < <", "end tags cut off": "<item><description>&lt;/b", "cut markup": "&lt;/b", "references": "&#x26", "tables": "<table><tr><b><a>", "formats": "<b><i><a><u>", "links": "<a href=/rss>", "styles": "<div style='a:url(b'>", "outlines": "<outline text=a>", "divs": "<item><description><div>",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			head := "<rss><channel>"
			if strings.HasPrefix(part, "&") {
				head += "<item><description>"
			}
			took := func(n int) time.Duration {
				data := append([]byte(head), bytes.Repeat([]byte(part), n/len(part))...)
				best := time.Hour
				for range 2 {
					start := time.Now()
					_, _ = Parse(data, Options{})                                // only how long it takes
					_, _ = Parse(data, Options{Pattern: &Pattern{Item: "li a"}}) // the same
					GuessPattern(data, Options{})
					Discover(data, "", "")
					_, _, _ = ReadOPML(data)
					best = min(best, time.Since(start))
				}
				return best
			}
			size := 1 << 19
			if testing.Short() {
				size = 1 << 16
			}
			small, large := took(size/8), took(size)
			if large > 40*small+400*time.Millisecond {
				t.Errorf("eight times the length takes %v, not about eight times %v", large, small)
			}
		})
	}
}
