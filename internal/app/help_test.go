package app

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/desk"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

// withoutHelp are the addresses that give a person no page to read: files, pictures, style sheets, sheets that
// are printed, the two steps of single sign-on that only lead on, and what other systems ask.
var withoutHelp = map[string]bool{
	"GET /ke-hoach/trang.css": true, "GET /van-ban/trang.css": true, "GET /dot-bao-cao/trang.css": true,
	"GET /lang-nghe/trang.css": true, "GET /bieu-do.css": true, "GET /lang-nghe/so-lieu.csv": true, "GET /lang-nghe/nguon/danh-sach.opml": true, "GET /lang-nghe/tim/tai-ve": true, "GET /lang-nghe/diem-tin/{id}/tep": true,
	"GET /tep/{id}": true, "GET /tep/gui/{piece}": true, "GET /lich/tai": true, "GET /quan-tri/thoi-han/lich.txt": true,
	"GET /danh-ba/xuat": true, "GET /quan-tri/tai-khoan/xuat": true, "GET /nhiem-vu/xuat": true, "GET /ke-hoach/xuat/{id}": true,
	"GET /ke-hoach/tra-bang/{id}": true, "GET /ke-hoach/ban-thao/{id}": true, "GET /ke-hoach/trang-quet/{id}": true, "GET /ke-hoach/ban-quet/{id}": true,
	"GET /dot-bao-cao/duong-dan/{round}/in": true, "GET /dang-nhap/chung": true, "GET /dang-nhap/chung/ve": true,
	"GET /nghe/tram/{path}": true, "GET /nghe/nhan/{source}": true,
}

func TestEveryPageHelpsItsReader(t *testing.T) {
	t.Parallel()
	h := mustBuild(t, config.Data{Dir: filepath.Join(t.TempDir(), "data")})
	closed(t, h)
	province(t, h)
	signIn := person(t, h, "nguoimoi")
	handler, mux, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	stale := map[string]bool{}
	for p := range withoutHelp {
		stale[p] = true
	}
	for _, r := range mux.Routes() {
		delete(stale, r.Pattern())
		if r.Method != http.MethodGet || withoutHelp[r.Pattern()] {
			continue
		}
		help, ok := desk.HelpFor(r.Pattern())
		if !ok || help.For == "" || help.Next == "" || help.Stuck == "" {
			t.Errorf("%s does not say what it is for, what to do next and what to do when stuck", r.Pattern())
		}
		if n := strings.Count(help.For+help.Next+help.Stuck, ". ") + 3; n > 8 {
			t.Errorf("%s says too much: %d sentences", r.Pattern(), n)
		}
	}
	for p := range stale {
		t.Errorf("%s is no route and needs no exception", p)
	}
	c := webtest.New(t, handler)
	c.Get("/dang-nhap").Status(200).See("Trợ giúp trang này", "Vào hệ thống bằng tài khoản của bạn.").DontSee("Trang trợ giúp chung")
	signIn(c)
	c.Get("/").Status(200).See("Những gì cần bạn hôm nay, việc gấp ở trên cùng.", "Trang trợ giúp chung")
	c.Get("/?lang=en").Status(200).See("Help for this page", "What needs you today, the most pressing first.")
	c.Get("/khong-co-trang-nay").Status(404).DontSee("Help for this page")
	c.Get("/viec").Status(403).DontSee("Help for this page")
}
