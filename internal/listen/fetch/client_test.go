package fetch

import (
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"
	"time"
)

const agent = "NhipCau/1.4 (+https://angiang.gov.vn/nhip-cau)"

// loopback allows the servers of these tests.
var loopback = Inside{Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}

// clock is a time that passes only while somebody sleeps.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

// client makes a client that may ask loopback and whose waiting takes no time.
func client(change func(*Options)) (*Client, *clock) {
	c := newClock()
	o := Options{Agent: agent, Inside: loopback, Now: c.Now, Sleep: c.Sleep, Pacer: NewPacer(func() float64 { return 0 }, nil)}
	if change != nil {
		change(&o)
	}
	return New(o), c
}

// serve starts a site without robots.txt unless the handler has one.
func serve(t *testing.T, handlers map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range handlers {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewUnstartedServer(mux)
	s.Config.ErrorLog = quiet()
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func says(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }
}

func get(t *testing.T, c *Client, req Request) Response {
	t.Helper()
	r, err := c.Get(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAFeedIsFetchedOnceAndThenNotModified(t *testing.T) {
	t.Parallel()
	var seen []http.Header
	s := serve(t, map[string]http.HandlerFunc{"/rss": func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header)
		w.Header().Set("ETag", `W/"a-1"`)
		if r.Header.Get("If-None-Match") == `W/"a-1"` {
			w.Header().Set("Last-Modified", "Mon, 23 Nov 2026 00:30:00 GMT")
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Last-Modified", "Sun, 22 Nov 2026 23:00:00 +0700")
		_, _ = w.Write([]byte("<rss/>"))
	}})
	c, now := client(nil)
	first := get(t, c, Request{URL: s.URL + "/rss"})
	if first.Status != Working || string(first.Body) != "<rss/>" || first.Same || !first.Full || first.Robots != RobotsNone {
		t.Fatalf("the first answer is %+v", first)
	}
	again := Request{URL: s.URL + "/rss", ETag: first.ETag, LastModified: first.LastModified, Hash: first.Hash, FullAt: now.Now()}
	second := get(t, c, again)
	if second.Status != Working || !second.NotModified || !second.Same || second.Body != nil || second.Hash != first.Hash {
		t.Errorf("the second answer is %+v", second)
	}
	if second.ETag != `W/"a-1"` || second.LastModified != "Mon, 23 Nov 2026 00:30:00 GMT" {
		t.Errorf("validators after 304 are %q, %q", second.ETag, second.LastModified)
	}
	if got := seen[1].Get("If-Modified-Since"); got != "Sun, 22 Nov 2026 23:00:00 +0700" {
		t.Errorf("If-Modified-Since = %q, want it as it came", got)
	}
	again.FullAt = now.Now().Add(-25 * time.Hour)
	third := get(t, c, again)
	if seen[2].Get("If-None-Match") != "" || seen[2].Get("If-Modified-Since") != "" || third.NotModified || !third.Same {
		t.Errorf("after a day the request was conditional: %v", seen[2])
	}
	if got := seen[0].Get("User-Agent"); got != agent {
		t.Errorf("User-Agent = %q", got)
	}
}

// quiet is a log that nobody reads.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

func TestTheAgentSaysWhoReads(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ version, contact, want string }{
		{"1.4.0", "https://angiang.gov.vn/nhip-cau", "NhipCau/1.4.0 (+https://angiang.gov.vn/nhip-cau)"},
		{"v1.4-2-g12ab", "", "NhipCau/v1.4-2-g12ab"},
		{"chưa phát hành", "", "NhipCau/0"},
		{"1.0 (x)\r\nHost: y", "https://a.vn/\r\n)(x", "NhipCau/1.0xHosty (+https://a.vn/x)"},
	} {
		if got := Agent(tt.version, tt.contact); got != tt.want {
			t.Errorf("Agent(%q, %q) = %q, want %q", tt.version, tt.contact, got, tt.want)
		}
	}
}
