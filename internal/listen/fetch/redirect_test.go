package fetch

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func to(target string, code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", target)
		w.WriteHeader(code)
	}
}

func TestRedirects(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]http.HandlerFunc{
		"/ok":          says("<rss/>"),
		"/tuong-doi":   to("ok", http.StatusFound),
		"/khong-may":   to("//"+"127.0.0.1:1/", http.StatusFound),
		"/mai-mai":     to("/mai-mai-2", http.StatusMovedPermanently),
		"/mai-mai-2":   to("/ok", http.StatusPermanentRedirect),
		"/nua-chung":   to("/tuong-doi", http.StatusMovedPermanently),
		"/tam":         to("/mai-mai-2", http.StatusTemporaryRedirect),
		"/vong":        to("/vong-2", http.StatusFound),
		"/vong-2":      to("/vong", http.StatusFound),
		"/khong-dau":   to("", http.StatusFound),
		"/ra-ftp":      to("ftp://bao.vn/", http.StatusFound),
		"/co-nguoi":    to("http://a:b@127.0.0.1/", http.StatusFound),
		"/hong":        to("http://[::1", http.StatusFound),
		"/chet-o-cuoi": to("/khong-co", http.StatusMovedPermanently),
		"/300":         to("/ok", http.StatusMultipleChoices),
		"/chuoi/": func(w http.ResponseWriter, r *http.Request) {
			n, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/chuoi/"))
			if n == 0 {
				_, _ = w.Write([]byte("<rss/>"))
				return
			}
			http.Redirect(w, r, fmt.Sprintf("/chuoi/%d", n-1), http.StatusFound)
		},
	})
	for _, tt := range []struct {
		name, path string
		want       Status
		hops       int
		moved      string
	}{
		{"a relative one", "/tuong-doi", Working, 1, ""},
		{"without a scheme", "/khong-may", Connection, 1, ""},
		{"permanent ones in a row", "/mai-mai", Working, 2, "/ok"},
		{"permanent up to a temporary one", "/nua-chung", Working, 2, "/tuong-doi"},
		{"temporary, then permanent", "/tam", Working, 2, ""},
		{"a circle", "/vong", Redirects, 2, ""},
		{"to nowhere", "/khong-dau", Redirects, 0, ""},
		{"to another scheme", "/ra-ftp", Redirects, 0, ""},
		{"to an address with a user", "/co-nguoi", Redirects, 0, ""},
		{"to what is no address", "/hong", Redirects, 0, ""},
		{"a permanent one to a page that is not there", "/chet-o-cuoi", HTTPError, 1, ""},
		{"a choice is no redirect", "/300", HTTPError, 0, ""},
		{"ten", "/chuoi/10", Working, 10, ""},
		{"eleven", "/chuoi/11", Redirects, 11, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, _ := client(nil)
			r := get(t, c, Request{URL: s.URL + tt.path})
			moved := strings.TrimPrefix(r.Moved(), s.URL)
			if r.Status != tt.want || len(r.Hops) != tt.hops || moved != tt.moved || leftHTTPS(r) {
				t.Errorf("%s after %d hops, moved to %q (%s); want %s after %d, %q", r.Status, len(r.Hops), moved, r.Cause, tt.want, tt.hops, tt.moved)
			}
		})
	}
}

func FuzzRedirects(f *testing.F) {
	f.Add("/tin?a=b c#d")
	f.Add("//[::1]:99999/\x00")
	f.Add("https:\\\\bao.vn\\x")
	c, _ := client(nil)
	f.Fuzz(func(t *testing.T, location string) {
		from, err := parseAddress("https://bao.vn/rss")
		if err != nil {
			t.Fatal(err)
		}
		to, err := c.next(from, answer{code: http.StatusFound, header: http.Header{"Location": {location}}}, map[string]bool{}, &Response{})
		if err != nil {
			return
		}
		if to.Scheme != "http" && to.Scheme != "https" || to.User != nil || to.Hostname() == "" || to.Fragment != "" {
			t.Errorf("%q leads to %q", location, to)
		}
		again, err := parseAddress(to.String())
		if err == nil && Host(to.String()) != hostOf(again) {
			t.Errorf("%q leads to two hosts", location)
		}
		if strings.ContainsAny(to.RequestURI(), " \r\n\x00") {
			t.Errorf("%q would be sent as %q", location, to.RequestURI())
		}
		inRules(to, true)
	})
}

func leftHTTPS(r Response) bool {
	return slices.ContainsFunc(r.Hops, func(h Hop) bool { return h.Unsafe })
}

func TestARedirectFromHTTPSToHTTPIsSaid(t *testing.T) {
	t.Parallel()
	plain := serve(t, map[string]http.HandlerFunc{"/rss": says("<rss/>")})
	mux := http.NewServeMux()
	mux.HandleFunc("/rss", to(plain.URL+"/rss", http.StatusMovedPermanently))
	secure := httptest.NewTLSServer(mux)
	t.Cleanup(secure.Close)
	c, _ := client(func(o *Options) { o.TLS = secure.Client().Transport.(*http.Transport).TLSClientConfig })
	r := get(t, c, Request{URL: secure.URL + "/rss"})
	if r.Status != Working || !leftHTTPS(r) || r.Moved() != "" {
		t.Errorf("%s after %v, moved to %q (%s)", r.Status, r.Hops, r.Moved(), r.Cause)
	}
}

func TestARedirectFromOutsideDoesNotLeadInside(t *testing.T) {
	t.Parallel()
	asked := false
	inside := serve(t, map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) { asked = true }})
	for _, target := range []string{inside.URL + "/bi-mat", strings.Replace(inside.URL, "127.0.0.1", "localhost", 1) + "/bi-mat", "http://169.254.169.254/latest/"} {
		outside := proxyTo(t, target)
		c, _ := client(outside)
		r := get(t, c, Request{URL: "http://bao.example/rss"})
		if r.Status != Blocked || len(r.Hops) != 1 || asked {
			t.Errorf("to %s: %s (%s), asked %v", target, r.Status, r.Cause, asked)
		}
	}
}

// proxyTo answers for the public host bao.example with a redirect, and would forward anything else. An
// administrator has even allowed loopback and localhost: not for who comes from outside.
func proxyTo(t *testing.T, target string) func(*Options) {
	t.Helper()
	p := proxy(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		to(target, http.StatusFound)(w, r)
	}, map[string]string{"bao.example": "8.8.4.4", "localhost": "127.0.0.1", "127.0.0.1": "127.0.0.1", "169.254.169.254": "169.254.169.254"})
	return func(o *Options) {
		p(o)
		o.Inside = loopback
		o.Inside.Hosts = []string{"localhost"}
	}
}

func TestARedirectWithoutAllowanceIsRefusedAtTheSecondHop(t *testing.T) {
	t.Parallel()
	inside := serve(t, map[string]http.HandlerFunc{"/": says("bí mật")})
	door := serve(t, map[string]http.HandlerFunc{"/rss": to(strings.Replace(inside.URL, "127.0.0.1", "localhost", 1), http.StatusFound)})
	host := strings.TrimPrefix(door.URL, "http://")
	c, _ := client(func(o *Options) { o.Inside = Inside{Hosts: []string{host}} })
	r := get(t, c, Request{URL: door.URL + "/rss"})
	if r.Status != Blocked || len(r.Hops) != 1 {
		t.Errorf("%s after %d hops (%s)", r.Status, len(r.Hops), r.Cause)
	}
}

func TestRobotsIsAskedAgainAtEachHop(t *testing.T) {
	t.Parallel()
	closed := serve(t, map[string]http.HandlerFunc{"/robots.txt": says("User-agent: NhipCau\nDisallow: /kin"), "/kin": says("<rss/>"), "/mo": to("/kin", http.StatusFound)})
	open := serve(t, map[string]http.HandlerFunc{"/rss": to(closed.URL+"/kin", http.StatusFound)})
	for _, address := range []string{open.URL + "/rss", closed.URL + "/mo"} {
		c, _ := client(nil)
		r := get(t, c, Request{URL: address})
		if r.Status != Robots || r.Robots != RobotsDenied || len(r.Hops) != 1 || r.URL != closed.URL+"/kin" {
			t.Errorf("%s: %s, robots %s at %s", address, r.Status, r.Robots, r.URL)
		}
	}
}
