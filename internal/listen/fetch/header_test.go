package fetch

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]time.Duration{
		"":                                0,
		"0":                               0,
		"120":                             2 * time.Minute,
		" 120 ":                           2 * time.Minute,
		"86400":                           24 * time.Hour,
		"317100":                          24 * time.Hour,
		"99999999999999999999999999":      24 * time.Hour,
		"-5":                              0,
		"1.5":                             0,
		"soon":                            0,
		"Mon, 23 Nov 2026 05:30:00 GMT":   30 * time.Minute,
		"Monday, 23-Nov-26 05:30:00 GMT":  30 * time.Minute,
		"Mon Nov 23 05:30:00 2026":        30 * time.Minute,
		"Mon, 23 Nov 2026 04:00:00 GMT":   0,
		"Mon, 23 Nov 2099 04:00:00 GMT":   24 * time.Hour,
		"Mon, 23 Nov 2026 05:30:00 +0700": 0,
	} {
		if got := RetryAfter(value, noon); got != want {
			t.Errorf("RetryAfter(%q) = %v, want %v", value, got, want)
		}
	}
}

func TestFreshness(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		h    http.Header
		want time.Duration
	}{
		{"nothing said", http.Header{}, 0},
		{"max-age", http.Header{"Cache-Control": {"public, max-age=600"}}, 10 * time.Minute},
		{"max-age in quotes", http.Header{"Cache-Control": {`Max-Age="600"`}}, 10 * time.Minute},
		{"max-age before Expires", http.Header{"Cache-Control": {"max-age=600"}, "Expires": {"Mon, 23 Nov 2026 07:00:00 GMT"}}, 10 * time.Minute},
		{"some of it in a cache on the way", http.Header{"Cache-Control": {"max-age=600"}, "Age": {"240"}}, 6 * time.Minute},
		{"all of it in a cache on the way", http.Header{"Cache-Control": {"max-age=600"}, "Age": {"6000"}}, 0},
		{"a year", http.Header{"Cache-Control": {"max-age=31536000"}}, 24 * time.Hour},
		{"the first of two", http.Header{"Cache-Control": {"max-age=60", "max-age=600"}}, time.Minute},
		{"no-cache", http.Header{"Cache-Control": {"max-age=600, no-cache"}, "Expires": {"Mon, 23 Nov 2026 07:00:00 GMT"}}, 0},
		{"Expires by our clock", http.Header{"Expires": {"Mon, 23 Nov 2026 05:20:00 GMT"}}, 20 * time.Minute},
		{"Expires by the server's clock", http.Header{"Expires": {"Mon, 23 Nov 2026 07:00:00 GMT"}, "Date": {"Mon, 23 Nov 2026 06:50:00 GMT"}}, 10 * time.Minute},
		{"Expires: 0", http.Header{"Expires": {"0"}}, 0},
		{"the past", http.Header{"Expires": {"Thu, 19 Nov 1981 08:52:00 GMT"}}, 0},
		{"nonsense", http.Header{"Cache-Control": {"max-age=abc, =, ,,"}}, 0},
	} {
		if got := Freshness(tt.h, noon); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	h := http.Header{"Link": {`<https://hub.example/>; rel="hub", <https://bao.vn/rss>; REL=self`, `<https://x.example/>; rel="next hub"; title="a;b"`, `no; rel=hub`, `<a`}}
	if got := strings.Join(links(h, "hub"), " "); got != "https://hub.example/ https://x.example/" {
		t.Errorf("hubs: %s", got)
	}
	if got := strings.Join(links(h, "self"), " "); got != "https://bao.vn/rss" {
		t.Errorf("self: %s", got)
	}
}

func TestValidatorsAreKeptAsTheyCame(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		`"a"`: `"a"`, `W/"a"`: `W/"a"`, `a`: `a`, `"a", "b"`: `"a", "b"`, `"a""`: `"a""`, "W/": "W/", "\"\xe1\"": "\"\xe1\"",
		strings.Repeat("x", 300): strings.Repeat("x", 300), strings.Repeat("x", longestValidator+1): "", "a\x00b": "",
	} {
		if got := validator(http.Header{"Etag": {value}}, "ETag"); got != want {
			t.Errorf("validator(%.20q) = %.20q, want %.20q", value, got, want)
		}
	}
}

func FuzzHeaders(f *testing.F) {
	f.Add("120", "max-age=5", "Mon, 23 Nov 2026 05:30:00 GMT", `<a>; rel=hub`)
	f.Fuzz(func(t *testing.T, retry, control, expires, link string) {
		if d := RetryAfter(retry, noon); d < 0 || d > longestWait {
			t.Errorf("RetryAfter(%q) = %v", retry, d)
		}
		h := http.Header{"Cache-Control": {control, retry}, "Expires": {expires}, "Date": {retry}, "Link": {link}, "Etag": {link}}
		if d := Freshness(h, noon); d < 0 || d > longestWait {
			t.Errorf("Freshness(%v) = %v", h, d)
		}
		if v := validator(h, "ETag"); v != "" && v != link {
			t.Errorf("validator changed %q to %q", link, v)
		}
		if len(links(h, "hub")) > mostParts {
			t.Errorf("too many links")
		}
		skew(h, noon)
	})
}
