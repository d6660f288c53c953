package robots

import (
	"strings"
	"testing"
	"time"
)

func TestAllowed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, file, agent, url string
		want                   bool
	}{
		{"an empty file allows all", "", "NhipCau", "https://bao.vn/tin", true},
		{"a whole site is closed", "User-agent: *\nDisallow: /", "NhipCau", "https://bao.vn/", false},
		{"an empty address is the front page", "User-agent: *\nDisallow: /", "NhipCau", "", false},
		{"an empty rule says nothing", "User-agent: *\nDisallow:", "NhipCau", "https://bao.vn/tin", true},
		{"the longest rule decides", "User-agent: *\nDisallow: /tin\nAllow: /tin/rss", "NhipCau", "https://bao.vn/tin/rss/1", true},
		{"of equal rules the one that allows decides", "User-agent: *\nDisallow: /tin\nAllow: /tin", "NhipCau", "https://bao.vn/tin", true},
		{"own group instead of the one for all", "User-agent: *\nDisallow: /\nUser-agent: nhipcau\nDisallow: /x", "NhipCau", "https://bao.vn/tin", true},
		{"groups of one agent are one", "User-agent: NhipCau\nDisallow: /a\nUser-agent: b\nDisallow: /\nUser-agent: NhipCau\nDisallow: /c", "NhipCau", "https://bao.vn/a", false},
		{"several agents share rules", "User-agent: a\nUser-agent: NhipCau\nDisallow: /a", "NhipCau", "https://bao.vn/a", false},
		{"other lines do not part agents", "User-agent: NhipCau\nCrawl-delay: 5\nSitemap: https://bao.vn/s.xml\nUser-agent: b\nDisallow: /a", "NhipCau", "https://bao.vn/a", false},
		{"a rule before any agent is ignored", "Disallow: /\nUser-agent: b\nAllow: /", "NhipCau", "https://bao.vn/a", true},
		{"the version of an agent is no part of its token", "User-agent: nhipcau/2.0\nDisallow: /", "NhipCau/1.4 (+https://x.vn)", "https://bao.vn/a", false},
		{"a longer token is another agent", "User-agent: NhipCauThu\nDisallow: /", "NhipCau", "https://bao.vn/a", true},
		{"no agent is nobody's group", "User-agent: NhipCau\nDisallow: /", "", "https://bao.vn/a", true},
		{"a star inside", "User-agent: *\nDisallow: /*/in", "NhipCau", "https://bao.vn/tin/moi/in-an", false},
		{"stars that do not fit", "User-agent: *\nDisallow: /*a*b*a$", "NhipCau", "https://bao.vn/ab", true},
		{"an end", "User-agent: *\nDisallow: /*.pdf$", "NhipCau", "https://bao.vn/a.pdf", false},
		{"an end that is not the end", "User-agent: *\nDisallow: /*.pdf$", "NhipCau", "https://bao.vn/a.pdf?x=1", true},
		{"the last piece stands at the end, not at its first place", "User-agent: *\nDisallow: /*a$", "NhipCau", "https://bao.vn/abca", false},
		{"an end after a star", "User-agent: *\nDisallow: /a*$", "NhipCau", "https://bao.vn/abca", false},
		{"a piece is not used twice", "User-agent: *\nDisallow: /ab*b$", "NhipCau", "https://bao.vn/ab", true},
		{"a dollar inside is a dollar", "User-agent: *\nDisallow: /a$b", "NhipCau", "https://bao.vn/a$b", false},
		{"letters outside ASCII in a rule", "User-agent: *\nDisallow: /đất", "NhipCau", "https://bao.vn/%C4%91%E1%BA%A5t-dai", false},
		{"small hexadecimal digits in a rule", "User-agent: *\nDisallow: /%c4%91", "NhipCau", "https://bao.vn/%C4%91", false},
		{"letter case of a path matters", "User-agent: *\nDisallow: /Tin", "NhipCau", "https://bao.vn/tin", true},
		{"a query is a part of the path", "User-agent: *\nDisallow: /*?in=", "NhipCau", "https://bao.vn/tin?in=1", false},
		{"a fragment is not", "User-agent: *\nDisallow: /*in$", "NhipCau", "https://bao.vn/tin#x", false},
		{"a host with a query and no path", "User-agent: *\nDisallow: /?a", "NhipCau", "https://bao.vn?a=1", false},
		{"an address inside a query", "User-agent: *\nDisallow: /x", "NhipCau", "bao.vn/x?u=http://b.vn/", false},
		{"a comment ends a line", "User-agent: * # tất cả\nDisallow: /a # riêng", "NhipCau", "https://bao.vn/a", false},
		{"no colon", "user-agent NhipCau\ndisallow /a", "NhipCau", "https://bao.vn/a", false},
		{"no colon and too many words", "User-agent: *\ndisallow /a b", "NhipCau", "https://bao.vn/a", true},
		{"a usual misspelling", "User-agent: *\nDissallow: /a", "NhipCau", "https://bao.vn/a", false},
		{"carriage returns alone", "User-agent: *\rDisallow: /a", "NhipCau", "https://bao.vn/a", false},
		{"a byte order mark", "\xEF\xBB\xBFUser-agent: *\nDisallow: /a", "NhipCau", "https://bao.vn/a", false},
		{"half a byte order mark", "\xEF\xBBUser-agent: *\nDisallow: /a", "NhipCau", "https://bao.vn/a", false},
		{"a folder is open where its index page is", "User-agent: *\nDisallow: /\nAllow: /a/index.html", "NhipCau", "https://bao.vn/a/", true},
		{"a page of the site's own instead of robots.txt", "<!doctype html><html><body>Không tìm thấy</body></html>", "NhipCau", "https://bao.vn/a", true},
		{"a line beyond all measure is read to its limit", "User-agent: *\nDisallow: /" + strings.Repeat("*a", 1<<16), "NhipCau", "https://bao.vn/a", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Parse([]byte(tt.file)).Allowed(tt.agent, tt.url)
			if got != tt.want {
				t.Errorf("Allowed(%q, %q) = %v, want %v", tt.agent, tt.url, got, tt.want)
			}
		})
	}
}

func TestWhatFollowsTheLimitIsIgnored(t *testing.T) {
	t.Parallel()
	file := "User-agent: *\nDisallow: /a\n" + strings.Repeat("# x\n", MaxBytes/4) + "Disallow: /b\n"
	f := Parse([]byte(file))
	if f.Allowed("NhipCau", "https://bao.vn/a") || !f.Allowed("NhipCau", "https://bao.vn/b") || !f.Cut {
		t.Errorf("a file of %d bytes was not cut at %d", len(file), MaxBytes)
	}
}

func TestOtherLines(t *testing.T) {
	t.Parallel()
	f := Parse([]byte("Sitemap: https://bao.vn/s.xml\nUser-agent: *\nCrawl-delay: 2.5\nsite-map: /s2.xml\nDisallow:\nUser-agent: nhipcau\nDisallow:\nCrawl-delay: 900000000000\nUser-agent: b\nCrawl-delay: NaN\nCrawl-delay: -1\n"))
	if got := strings.Join(f.Sitemaps, " "); got != "https://bao.vn/s.xml /s2.xml" {
		t.Errorf("Sitemaps = %q", got)
	}
	for agent, want := range map[string]time.Duration{"x": 2500 * time.Millisecond, "NhipCau": longestDelay, "b": 0} {
		if got := f.CrawlDelay(agent); got != want {
			t.Errorf("CrawlDelay(%q) = %v, want %v", agent, got, want)
		}
	}
	var none File
	if !none.Allowed("NhipCau", "https://bao.vn/") || none.CrawlDelay("NhipCau") != 0 {
		t.Error("the zero value does not allow everything")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*a$\nAllow: /b"), "NhipCau", "https://bao.vn/a?b#c")
	f.Add([]byte("\xEF\xBBuser agent:a\rallow /%e1\r\n#\ncrawl-delay:1e400"), "a/1", "//x;y")
	f.Fuzz(func(t *testing.T, data []byte, agent, url string) {
		file := Parse(data)
		first := file.Allowed(agent, url)
		if d := file.CrawlDelay(agent); d < 0 || d > longestDelay {
			t.Errorf("CrawlDelay = %v", d)
		}
		if open := Parse(append(data, "\nUser-agent: "+agent+"\nAllow: /\n"...)); first && len(data) < MaxBytes-4096 && !open.Allowed(agent, url) && tokenIn(agent) == strings.ToLower(Token(agent)) && file.groups[tokenIn(agent)] != nil {
			t.Errorf("a rule that allows closed %q", url)
		}
	})
}

// FuzzMatches compares the search for pieces with the plain meaning of a pattern.
func FuzzMatches(f *testing.F) {
	f.Add("/*a*b$", "/xaybb")
	f.Add("a**$", "aaa")
	f.Fuzz(func(t *testing.T, pattern, path string) {
		if len(pattern) > 64 || len(path) > 256 {
			return
		}
		if got, want := matches(pattern, path), slowly(pattern, path); got != want {
			t.Errorf("matches(%q, %q) = %v, want %v", pattern, path, got, want)
		}
	})
}

// slowly keeps all places of the path that the pattern read so far may end at.
func slowly(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	at := make([]bool, len(path)+1)
	at[0] = true
	for _, c := range []byte(pattern) {
		next := make([]bool, len(path)+1)
		seen := false
		for i := range at {
			seen = seen || at[i]
			if c == '*' {
				next[i] = seen
			} else if i > 0 {
				next[i] = at[i-1] && path[i-1] == c
			}
		}
		at = next
	}
	if whole {
		return at[len(path)]
	}
	for _, ok := range at {
		if ok {
			return true
		}
	}
	return false
}

func BenchmarkParseAndAsk(b *testing.B) {
	file := []byte("User-agent: *\nDisallow: /quan-tri/\nDisallow: /*?in=\nAllow: /rss/\nSitemap: https://bao.vn/s.xml\n")
	for b.Loop() {
		Parse(file).Allowed("NhipCau", "https://bao.vn/tin/2026/11/mot-bai-bao.html")
	}
}
