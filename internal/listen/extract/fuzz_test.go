package extract

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func FuzzPage(f *testing.F) {
	for _, name := range []string{"vi-old-table", "vi-detail-cms", "en-broken-nesting", "en-jsonld-body", "en-qa"} {
		page, err := os.ReadFile("testdata/pages/html/" + name + ".html")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(page)
	}
	f.Add([]byte("<a href=x><div></a>x</div><table><td><p></table></p>"))
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"))
	rule, err := ReadRule("nội dung = div p, td; bỏ = [class] > a", "a.example")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		for _, o := range []Options{{}, {URL: "https://a.example/", Rules: []Rule{rule}}} {
			a, err := Page(page, o)
			if err == nil && a.Text == "" && a.Title == "" {
				t.Error("nothing found and no error")
			}
			if !utf8.ValidString(a.Text) || !utf8.ValidString(a.Title) || len(a.Text) > MaxText {
				t.Errorf("text of %d bytes, valid %v", len(a.Text), utf8.ValidString(a.Text))
			}
		}
	})
}

func FuzzParseSelector(f *testing.F) {
	f.Add("div.a > p, #b [c='d']")
	f.Fuzz(func(_ *testing.T, s string) {
		sel, err := ParseSelector(s)
		if err == nil {
			newPage([]byte("<div class=a><p>x</p></div>"), Options{}).find(sel)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	f.Add("Thứ Hai, 02/11/2026 | 09:15 (GMT+7)")
	f.Fuzz(func(t *testing.T, s string) {
		at, _, ok := ParseDate(s, vietnam)
		if ok && (at.Year() < 1969 || at.Year() > 2300) {
			t.Errorf("ParseDate(%q) = %v", s, at)
		}
	})
}

func FuzzReadRule(f *testing.F) {
	f.Add("trang = bao.example; nội dung = div > p; bỏ = [c='a;b'], .d")
	f.Fuzz(func(t *testing.T, line string) {
		_, err := ReadRule(line, "bao.example")
		var m *Misplaced
		if err != nil && (!errors.As(err, &m) || m.Rune < 1 || m.Rune > utf8.RuneCountInString(line)+1) {
			t.Errorf("ReadRule(%q) = %v at %+v", line, err, m)
		}
	})
}

// hostile is the bytes of a hostile page.
const hostile = 200 << 10

// Pages made to take long or much memory are read like any other.
func TestHostilePagesAreReadInBoundedTime(t *testing.T) {
	t.Parallel()
	for name, unit := range map[string]string{
		"deep divisions":         "<div>",
		"deep inline elements":   "<b>",
		"unclosed fonts":         "<font color=a><p>x",
		"links that never close": "<a href=x><div>",
		"end tags without start": "</p></div></a>",
		"items without lists":    "<li>x",
		"rows without tables":    "<tr><td>x",
		"tables in tables":       "<table><tr><td>",
		"attributes":             "<p a b c d e f=g>",
		"one long tag":           "<p " + strings.Repeat("a ", 1000),
		"entities":               "&amp&lt&nbsp;&#x41;",
		"comments":               "<!-- <!-- -->",
		"headings of sections":   "<h2>Related</h2><p>",
		"dates":                  "<time>1 tháng 2 2026</time>",
		"titles":                 "<h1>Một hai ba bốn năm</h1>",
		"cards":                  "<div class=a><a href=b>Một hai ba bốn</a> x</div>",
		"linked data":            `<script type="application/ld+json">[[[[[[[[[[</script>`,
		"breaks":                 "<br>x",
		"unfinished tags":        "<",
		"long words":             "a",
		"times in times":         "<time><span class=date>",
		"titles in titles":       "<h1>một hai ba <span class=title>",
		"leads in leads":         "<div class=sapo>một, hai. ",
	} {
		page := []byte("<title>a</title>" + strings.Repeat(unit, hostile/len(unit)))
		start := time.Now()
		_, _ = Page(page, Options{})
		if took := time.Since(start); took > 8*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}
