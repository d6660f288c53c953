package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	t.Parallel()
	c := webtest.New(t, site(t, web.Options{HTTPS: true}, nil))
	for _, path := range []string{"/", "/khong-co", "/viec/7"} {
		h := c.Get(path).Last.Header
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'self'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Permissions-Policy": "camera=()", "Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=",
		} {
			if !strings.HasPrefix(h.Get(name), want) {
				t.Errorf("%s: %s = %q, want %q…", path, name, h.Get(name), want)
			}
		}
		if strings.Contains(h.Get("Content-Security-Policy"), "unsafe") || !strings.Contains(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("content policy %q", h.Get("Content-Security-Policy"))
		}
	}
}

func TestPagesOfSignedInPeopleStayOutOfCaches(t *testing.T) {
	t.Parallel()
	c := webtest.New(t, site(t, web.Options{}, nil)).SetCookie("who", "ha")
	if got := c.Get("/viec/7").Last.Header.Get("Cache-Control"); got != "private, no-store" {
		t.Errorf("Cache-Control %q", got)
	}
}

func TestAPartLeavesTheFrameOut(t *testing.T) {
	t.Parallel()
	c := webtest.New(t, site(t, web.Options{}, nil)).SetCookie("who", "ha")
	c.Header.Set("X-Partial", "noi-dung")
	c.Get("/viec/7").Status(200).See("Việc 7").DontSee("Lối tắt")
	if strings.Contains(c.Body, "<html") {
		t.Error("the part has a frame")
	}
}

func TestAForgedMessageIsNotShown(t *testing.T) {
	t.Parallel()
	key := bytes.Repeat([]byte("k"), 32)
	at := now
	h := site(t, web.Options{Key: key, Now: func() time.Time { return at }}, nil)
	c := webtest.New(t, h).SetCookie("who", "ha")
	c.GetOnly("/").Another()
	r := httptest.NewRequest("POST", "http://nhipcau.test/viec/7/sua", nil)
	r.AddCookie(&http.Cookie{Name: "who", Value: "ha"})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	flash := w.Result().Cookies()[0]
	if flash.Name != "flash" || !flash.HttpOnly {
		t.Fatalf("cookie %v", flash)
	}
	see := func(value string) string { return webtest.New(t, h).SetCookie("flash", value).Get("/").Body }
	if !strings.Contains(see(flash.Value), "Đã lưu 2 thay đổi.") {
		t.Error("a true message is not shown")
	}
	if strings.Contains(see("A"+flash.Value[1:]), "Đã lưu") || strings.Contains(see(strings.ToUpper(flash.Value)), "Đã lưu") {
		t.Error("a forged message is shown")
	}
	at = at.Add(2 * time.Minute)
	if strings.Contains(see(flash.Value), "Đã lưu") {
		t.Error("an old message is shown")
	}
}

func TestRedirectsStayInsideTheSite(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"/viec/7?x=1": "/viec/7?x=1", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/", "javascript:alert(1)": "/",
		"": "/", "viec": "/", "/a\r\nSet-Cookie: x": "/", "/viec/7?x=1#tep": "/viec/7?x=1#tep",
		"/viec/7#a b": "/viec/7#a%20b",
	} {
		if got := web.LocalPath(in); got != want {
			t.Errorf("LocalPath(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestChoicesAreKeptAndLeadBack(t *testing.T) {
	t.Parallel()
	c := webtest.New(t, site(t, web.Options{}, nil)).SetCookie("who", "ha")
	c.Get("/viec/7").Post("/tuy-chon", "theme", "dark", "keys", "off", "lang", "xx")
	if c.At() != "/viec/7" {
		t.Errorf("at %s, want /viec/7", c.At())
	}
	if !strings.Contains(c.Body, `data-theme="dark"`) || !strings.Contains(c.Body, `data-keys="off"`) || c.Cookie("lang") != "" {
		t.Error("the choices are not kept")
	}
}

var assetAddress = regexp.MustCompile(`/static/[a-z]+-[0-9a-f]{12}\.(css|js|svg)`)

func TestAssetsAreHashedCompressedAndSmall(t *testing.T) {
	t.Parallel()
	h := site(t, web.Options{}, nil)
	page := webtest.New(t, h).SetCookie("who", "ha").Get("/viec/7").Body
	limits := map[string]int{"css": 9_000, "js": 15_000, "svg": 4_000}
	found := map[string]bool{}
	for _, address := range assetAddress.FindAllString(page, -1) {
		r := httptest.NewRequest("GET", address, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		kind := address[strings.LastIndexByte(address, '.')+1:]
		found[kind] = true
		if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Body.Len() > limits[kind] {
			t.Errorf("%s: status %d, %s, %d bytes of %d", address, w.Code, w.Header().Get("Cache-Control"), w.Body.Len(), limits[kind])
		}
		z, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(z)
		if err != nil || strings.Contains(string(body), "url(http") || strings.Contains(string(body), "@import") {
			t.Errorf("%s loads from elsewhere: %v", address, err)
		}
	}
	if !found["css"] || !found["js"] || !found["svg"] {
		t.Errorf("the page links %v", found)
	}
	if got := webtest.New(t, h).Get("/static/desk-000000000000.css").Last.StatusCode; got != 404 {
		t.Errorf("an unknown asset: status %d", got)
	}
}

func TestMenuShowsWhatThePersonMay(t *testing.T) {
	t.Parallel()
	shell := web.Shell{Nav: []web.NavItem{
		{Title: "Kế hoạch", Href: "/viec", Icon: "plan", Right: web.SignedIn}, {Title: "Sửa kế hoạch", Href: "/sua", Icon: "edit", Right: edit},
	}}
	h := site(t, web.Options{Shell: shell}, nil)
	c := webtest.New(t, h).SetCookie("who", "lan").Get("/viec/7").See("Kế hoạch").DontSee("Sửa kế hoạch")
	c.SetCookie("who", "ha").Get("/viec/7").See("Sửa kế hoạch")
	if !strings.Contains(c.Body, `href="/viec" aria-current="page"`) {
		t.Error("the entry of the page is not marked")
	}
	shell.Nav = []web.NavItem{{Title: "Hôm nay", Href: "/", Under: []string{"/viec"}, Icon: "today", Right: web.SignedIn}, {Title: "Lịch", Href: "/lich", Icon: "calendar", Right: web.SignedIn}}
	c = webtest.New(t, site(t, web.Options{Shell: shell}, nil)).SetCookie("who", "lan").Get("/viec/7")
	if !strings.Contains(c.Body, `href="/" aria-current="page"`) {
		t.Error("the entry to which the page belongs is not marked")
	}
}

func TestRightsOfEveryRoute(t *testing.T) {
	t.Parallel()
	m := web.NewMux()
	m.Handle("GET /viec/{id}", web.SignedIn, page("x"))
	m.Handle("POST /viec/{id}/sua", edit, page("x"))
	h, err := web.New(m, web.Options{Guard: webtest.Guard{People: map[string]webtest.Person{"lan": {Number: 8}}}})
	if err != nil {
		t.Fatal(err)
	}
	webtest.CheckRights(t, m, h, func(c *webtest.Client) { c.SetCookie("who", "lan") })
}
