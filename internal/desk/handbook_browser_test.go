//go:build browser

package desk_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
)

var pdfPage = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

// TestBrowserHandbooks prints each guide in both languages: at most two pages of A4 each.
func TestBrowserHandbooks(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	done := 1
	h.desk.First = firstSteps(&done)
	s := httptest.NewServer(h.handler)
	t.Cleanup(s.Close)
	w := pagecheck.Browser(t).Cookie(s.URL, "ai", "dung")
	for _, role := range []string{"quan-tri", "quan-tri-tai-khoan", "dieu-phoi", "lanh-dao", "can-bo", "nguoi-xem"} {
		for _, lang := range []string{"vi", "en"} {
			pdf := w.Open(s.URL + "/tro-giup/so-tay/" + role + "?lang=" + lang).PDF()
			if n := len(pdfPage.FindAll(pdf, -1)); n < 1 || n > 2 {
				t.Errorf("the guide %s in %s prints on %d pages", role, lang, n)
			}
			if dir := os.Getenv("SCREENSHOTS"); dir != "" {
				h.check(os.WriteFile(filepath.Join(dir, role+"-"+lang+".pdf"), pdf, 0o600))
			}
		}
	}
	w.Cookie(s.URL, "lang", "vi")
	for name, path := range map[string]string{"first-day": "/tro-giup/ngay-dau", "handbook": "/tro-giup/so-tay/dieu-phoi", "today-new": "/"} {
		w.Check(s.URL + path)
		if dir := os.Getenv("SCREENSHOTS"); dir != "" {
			for width, suffix := range map[int64]string{pagecheck.Desk: ".png", pagecheck.Phone: "-phone.png"} {
				w.Width(width).Dark(false).Open(s.URL + path).Screenshot(filepath.Join(dir, name+suffix))
			}
		}
	}
}
