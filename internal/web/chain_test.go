package web_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

const edit web.Right = "plan.edit"

var now = time.Date(2026, 11, 21, 2, 40, 0, 0, time.UTC)

// site is a small program on top of web; extra registers what a test needs.
func site(t *testing.T, o web.Options, extra func(m *web.Mux)) http.Handler {
	t.Helper()
	m := web.NewMux()
	m.Handle("GET /{$}", web.Anyone, page("Trang đầu"))
	m.Handle("GET /viec/{id}", web.SignedIn, func(w http.ResponseWriter, r *http.Request) error {
		id, err := web.PathID(r, "id")
		if err != nil {
			return err
		}
		if id == 404 {
			return fault.New(fault.NotFound, "Không có nhiệm vụ này.")
		}
		return page("Việc "+r.PathValue("id"))(w, r)
	})
	m.Handle("POST /viec/{id}/sua", edit, func(w http.ResponseWriter, r *http.Request) error {
		return web.RedirectSaying(w, r, "/viec/"+r.PathValue("id"), "Đã lưu %d thay đổi.", 2)
	})
	m.Handle("GET /dang-nhap", web.Anyone, page("Đăng nhập"))
	if extra != nil {
		extra(m)
	}
	if o.Guard == nil {
		o.Guard = webtest.Guard{People: map[string]webtest.Person{
			"ha":  {Number: 7, Called: "Trần Thu Hà", Office: "Văn phòng UBND tỉnh", Rights: []web.Right{edit}},
			"lan": {Number: 8, Called: "Lê Thị Lan"},
		}}
	}
	if o.Now == nil {
		o.Now = func() time.Time { return now }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	h, err := web.New(m, o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func page(title string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return web.Render(w, r, http.StatusOK, simplePage(title))
	}
}

func TestAnonymousIsSentToSignInAndTheAddressIsKept(t *testing.T) {
	t.Parallel()
	c := webtest.New(t, site(t, web.Options{}, nil))
	c.Get("/viec/7?loc=han").Status(200).See("Đăng nhập")
	if got, want := c.At(), "/dang-nhap?next=%2Fviec%2F7%3Floc%3Dhan"; got != want {
		t.Errorf("at %s, want %s", got, want)
	}
}

func TestEachKindOfErrorHasItsPage(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	failing := map[string]error{
		"invalid": fault.New(fault.Invalid, "Sai rồi."), "missing": fault.New(fault.NotFound, "Không có."),
		"forbidden": fault.New(fault.Forbidden, "Không được."), "conflict": fault.New(fault.Conflict, "Trùng."),
		"large": fault.New(fault.TooLarge, "To quá."), "down": fault.New(fault.Unavailable, "Chưa được."),
		"internal": errors.New("pq: relation secret"), "late": context.DeadlineExceeded,
	}
	h := site(t, web.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}, func(m *web.Mux) {
		for name, err := range failing {
			m.Handle("GET /loi/"+name, web.Anyone, func(http.ResponseWriter, *http.Request) error { return err })
		}
		m.Handle("GET /loi/panic", web.Anyone, func(http.ResponseWriter, *http.Request) error { panic("secret") })
	})
	for path, want := range map[string]struct {
		status int
		text   string
	}{
		"invalid": {422, "Sai rồi."}, "missing": {404, "Không có."}, "forbidden": {403, "Không được."}, "conflict": {409, "Trùng."},
		"large": {413, "To quá."}, "down": {503, "Chưa được."}, "late": {503, "quá nhiều thời gian"},
		"internal": {500, "không phải lỗi của bạn"}, "panic": {500, "mã sự cố S-"},
	} {
		c := webtest.New(t, h).Get("/loi/" + path)
		c.Status(want.status).See(want.text).DontSee("secret")
		if wait := c.Last.Header.Get("Retry-After"); (wait != "") != (want.status == 503) {
			t.Errorf("%s: Retry-After is %q", path, wait)
		}
	}
	if n := strings.Count(log.String(), "relation secret"); n != 1 {
		t.Errorf("the cause is logged %d times, want once", n)
	}
}

func TestUnknownAddressesAndMethods(t *testing.T) {
	t.Parallel()
	c := webtest.New(t, site(t, web.Options{}, nil))
	c.Get("/khong-co").Status(404).See("Không tìm thấy trang")
	c.Post("/").Status(405)
	if got := c.Last.Header.Get("Allow"); got != "GET, HEAD" {
		t.Errorf("Allow = %q, want GET, HEAD", got)
	}
	c.GetOnly("/viec//7").Status(307)
}

func TestRightsDecide(t *testing.T) {
	t.Parallel()
	c := webtest.New(t, site(t, web.Options{}, nil))
	c.SetCookie("who", "lan").Post("/viec/7/sua").Status(403).See("Bạn chưa có quyền làm việc này")
	c.SetCookie("who", "ha").Post("/viec/7/sua").Status(200).See("Việc 7", "Đã lưu 2 thay đổi.")
	c.Get("/viec/7").DontSee("Đã lưu 2 thay đổi.")
	c.Get("/viec/bay").Status(404)
}

func TestAFormFromAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest("POST", "http://nhipcau.test/viec/7/sua", strings.NewReader(""))
	r.Header.Set("Origin", "https://evil.example")
	w := httptest.NewRecorder()
	site(t, web.Options{}, nil).ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("status %d, want 403", w.Code)
	}
}

func TestARouteWithoutRightStopsTheProgram(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	web.NewMux().Handle("GET /x", "", page("x"))
}

func TestTheAccessLogHoldsNoPersonalData(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	h := site(t, web.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}, nil)
	webtest.New(t, h).SetCookie("who", "ha").Get("/viec/7?q=Nguyễn+Văn+A")
	for _, secret := range []string{"Nguy", "Thu", "192.0.2", "/viec/7"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q: %s", secret, log.String())
		}
	}
	if !strings.Contains(log.String(), `route="GET /viec/{id}"`) {
		t.Errorf("the log lacks the route: %s", log.String())
	}
}

func TestTheClientIsSeenThroughTrustedProxiesOnly(t *testing.T) {
	t.Parallel()
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	tests := []struct {
		name, peer, forwarded, proto, want string
		https                              bool
	}{
		{"a direct client is itself", "203.0.113.9:1", "198.51.100.1", "https", "203.0.113.9", false},
		{"a trusted proxy names the client", "10.0.0.1:1", "198.51.100.1", "https", "198.51.100.1", true},
		{"what the client invents stands left and is not believed", "10.0.0.1:1", "1.2.3.4, 198.51.100.1, 10.0.0.7", "", "198.51.100.1", false},
		{"garbage stops the walk", "10.0.0.1:1", "x, 10.0.0.8", "", "10.0.0.8", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got string
			var https bool
			h := site(t, web.Options{TrustedProxies: trusted}, func(m *web.Mux) {
				m.Handle("GET /ai", web.Anyone, func(w http.ResponseWriter, r *http.Request) error {
					got, https = web.ClientAddr(r.Context()).String(), web.HTTPS(r.Context())
					return nil
				})
			})
			r := httptest.NewRequest("GET", "/ai", nil)
			r.RemoteAddr = tt.peer
			r.Header.Set("X-Forwarded-For", tt.forwarded)
			r.Header.Set("X-Forwarded-Proto", tt.proto)
			h.ServeHTTP(httptest.NewRecorder(), r)
			if got != tt.want || https != tt.https {
				t.Errorf("client %s https %v, want %s %v", got, https, tt.want, tt.https)
			}
		})
	}
}

func TestTooManyRequestsFromOneAddress(t *testing.T) {
	t.Parallel()
	c := webtest.New(t, site(t, web.Options{Rate: .001, Burst: 2}, nil))
	c.Get("/").Status(200)
	c.Get("/").Status(200)
	c.Get("/").Status(429).See("quá nhiều yêu cầu")
	if c.Last.Header.Get("Retry-After") == "" {
		t.Error("the answer does not say when to come back")
	}
}

func TestTheLanguageIsKept(t *testing.T) {
	t.Parallel()
	catalogue, err := web.NewCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	c := webtest.New(t, site(t, web.Options{Catalogue: catalogue}, nil))
	c.Get("/khong-co").See("Đến nội dung chính")
	c.Get("/?trang=2&lang=en")
	if c.At() != "/?trang=2" {
		t.Errorf("at %s, want /?trang=2", c.At())
	}
	c.Get("/khong-co").See("Skip to main content").DontSee("Đến nội dung")
}

// simplePage is a desk page with a title; the templ language cannot be used in test files.
func simplePage(title string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		inside := web.PageHead(web.Head{Title: title})
		return web.Page(web.Meta{Title: title}).Render(templ.WithChildren(ctx, inside), w)
	})
}
