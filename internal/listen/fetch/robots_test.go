package fetch

import (
	"compress/gzip"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// site answers robots.txt with a handler and everything else with an empty feed.
func site(t *testing.T, robots http.HandlerFunc) (address string, asked *atomic.Int32) {
	t.Helper()
	asked = &atomic.Int32{}
	s := serve(t, map[string]http.HandlerFunc{"/": says("<rss/>"), "/robots.txt": func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		robots(w, r)
	}})
	return s.URL + "/tin/rss", asked
}

func code(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(n) }
}

func TestWhatRobotsAllows(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		robots http.HandlerFunc
		want   Status
		state  RobotsState
	}{
		{"it allows", says("User-agent: *\nDisallow: /quan-tri"), Working, RobotsAllowed},
		{"it does not", says("User-agent: *\nDisallow: /tin"), Robots, RobotsDenied},
		{"it speaks of us", says("User-agent: *\nDisallow: /\nUser-agent: NhipCau\nAllow: /"), Working, RobotsAllowed},
		{"there is none", code(http.StatusNotFound), Working, RobotsNone},
		{"it is not shown to us", code(http.StatusForbidden), Working, RobotsNone},
		{"the server is broken", code(http.StatusInternalServerError), Robots, RobotsBroken},
		{"the server is overloaded", code(http.StatusServiceUnavailable), Robots, RobotsBroken},
		{"too many requests", code(http.StatusTooManyRequests), Robots, RobotsBroken},
		{"a circle of redirects", to("/robots.txt", http.StatusFound), Working, RobotsNone},
		{"a redirect to nowhere", to("mailto:a@b.vn", http.StatusFound), Working, RobotsNone},
		{"a redirect to a dead server", to("http://127.0.0.1:1/robots.txt", http.StatusFound), Robots, RobotsBroken},
		{"a page of the site", says("<!doctype html><title>Trang chủ</title>"), Working, RobotsAllowed},
		{"longer than 500 KiB", says("User-agent: *\nDisallow: /tin\n" + strings.Repeat("# dòng\n", 200_000)), Robots, RobotsDenied},
		{"compressed", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = z.Write([]byte("User-agent: *\nDisallow: /"))
			_ = z.Close()
		}, Robots, RobotsDenied},
		{"compressed and broken", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write([]byte("\x1f\x8b\x08\x00 no"))
		}, Robots, RobotsBroken},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			address, _ := site(t, tt.robots)
			c, _ := client(nil)
			r := get(t, c, Request{URL: address})
			if r.Status != tt.want || r.Robots != tt.state {
				t.Errorf("%s, robots %s (%s); want %s, %s", r.Status, r.Robots, r.Cause, tt.want, tt.state)
			}
			if tt.want != Robots {
				return
			}
			r = get(t, c, Request{URL: address, DespiteRobots: true})
			if r.Status != Working || r.Robots != RobotsOverruled {
				t.Errorf("with a recorded permission: %s, robots %s", r.Status, r.Robots)
			}
		})
	}
}

func TestRobotsIsBelievedForADayAndNotLonger(t *testing.T) {
	t.Parallel()
	closed := &atomic.Bool{}
	address, asked := site(t, func(w http.ResponseWriter, _ *http.Request) {
		if closed.Load() {
			_, _ = w.Write([]byte("User-agent: *\nDisallow: /"))
		}
	})
	c, now := client(nil)
	get(t, c, Request{URL: address})
	closed.Store(true)
	_ = now.Sleep(t.Context(), 23*time.Hour)
	if r := get(t, c, Request{URL: address}); r.Status != Working || asked.Load() != 1 {
		t.Errorf("after 23 hours: %s, asked %d times", r.Status, asked.Load())
	}
	_ = now.Sleep(t.Context(), time.Hour)
	if r := get(t, c, Request{URL: address}); r.Status != Robots || asked.Load() != 2 {
		t.Errorf("after a day: %s, asked %d times", r.Status, asked.Load())
	}
}

func TestABrokenRobotsIsAskedForAgainSoonerButNotAtOnce(t *testing.T) {
	t.Parallel()
	address, asked := site(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	c, now := client(nil)
	for range 3 {
		get(t, c, Request{URL: address})
		_ = now.Sleep(t.Context(), 50*time.Minute)
	}
	if asked.Load() != 1 {
		t.Errorf("asked %d times within the two hours it wanted", asked.Load())
	}
	get(t, c, Request{URL: address})
	if asked.Load() != 2 {
		t.Errorf("asked %d times after that", asked.Load())
	}
}

func TestTheDelayThatRobotsAsksForIsKept(t *testing.T) {
	t.Parallel()
	address, _ := site(t, says("User-agent: *\nCrawl-delay: 20\nDisallow:"))
	c, now := client(nil)
	start := now.Now()
	get(t, c, Request{URL: address})
	r := get(t, c, Request{URL: address})
	if took := now.Now().Sub(start); took != 40*time.Second || r.CrawlDelay != 20*time.Second {
		t.Errorf("robots and two requests took %v, want 40s; delay %v", took, r.CrawlDelay)
	}
}

func TestAddressesAreComparedWithRulesInBothForms(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ address, exact, plain string }{
		{"https://bao.vn/t%c3%adn?a=%2f", "https://bao.vn/t%C3%ADn?a=%2F", "https://bao.vn/t%C3%ADn?a=%2F"},
		{"https://bao.vn/%74in%7E", "https://bao.vn/%74in%7E", "https://bao.vn/tin~"},
		{"https://bao.vn/?a=100%&b=%4", "https://bao.vn/?a=100%&b=%4", "https://bao.vn/?a=100%&b=%4"},
	} {
		u, err := url.Parse(tt.address)
		if err != nil {
			t.Fatal(err)
		}
		if got := inRules(u, false); got != tt.exact {
			t.Errorf("inRules(%s) = %s, want %s", tt.address, got, tt.exact)
		}
		if got := inRules(u, true); got != tt.plain {
			t.Errorf("inRules(%s, plain) = %s, want %s", tt.address, got, tt.plain)
		}
	}
}

func TestMoreSitesThanAreRememberedAreForgotten(t *testing.T) {
	t.Parallel()
	cache := newRobotsCache()
	now := newClock().Now()
	for i := range mostRobots + 100 {
		cache.site(strings.Repeat("a", i%100)+"."+time.Duration(i).String(), now)
	}
	if len(cache.sites) > mostRobots {
		t.Errorf("%d sites are remembered", len(cache.sites))
	}
	for _, s := range maps.Clone(cache.sites) {
		cache.weigh(s, 400<<10)
	}
	sum := 0
	for _, s := range cache.sites {
		sum += s.bytes
	}
	if cache.bytes > mostRobotsBytes || sum > mostRobotsBytes || len(cache.sites) == 0 {
		t.Errorf("%d bytes of %d sites are remembered", sum, len(cache.sites))
	}
}
