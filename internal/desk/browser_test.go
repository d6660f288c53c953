//go:build browser

package desk_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/law"
)

// TestBrowserPages holds the pages of the desk to valid HTML, and those with the most on them also to what a
// page owes at both widths, light and dark; app walks the rest. With SCREENSHOTS it keeps pictures for people.
func TestBrowserPages(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	p := h.populate()
	s := httptest.NewServer(h.handler)
	t.Cleanup(s.Close)
	w := pagecheck.Browser(t)
	pages := map[string]string{}
	for _, page := range []struct {
		name, who, path string
		look            bool
	}{
		{"today", "ha", "/", true}, {"today-decides", "dung", "/", true}, {"today-leader", "lanh", "/", false}, {"today-viewer", "xem", "/", false}, {"today-nobody", "khach", "/", false},
		{"case-late", "ha", "/viec/" + p.late.Code, true}, {"case-coordinator", "dung", "/viec/" + p.late.Code, true}, {"case-decide", "dung", "/viec/" + p.waiting.Code, true},
		{"case-monthly", "ha", "/viec/" + p.monthly.Code, true}, {"case-returned", "ha", "/viec/" + p.returned.Code, true}, {"case-partner", "an", "/viec/" + p.late.Code, false},
		{"edit", "dung", "/viec/" + p.monthly.Code + "/sua", true}, {"list", "ha", "/viec", false}, {"list-late", "lanh", "/viec?xem=qua-han", false}, {"list-empty", "ha", "/viec?q=khongco", false},
		{"calendar", "ha", "/lich", false}, {"calendar-all", "lanh", "/lich?thang=2026-12", false}, {"notices", "ha", "/thong-bao", false}, {"absence", "ha", "/vang-mat", false},
		{"search", "ha", "/tim?q=tap+huan", false}, {"search-none", "ha", "/tim?q=khongco", false}, {"help", "ha", "/tro-giup", false},
		{"admin", "quan", "/quan-tri", false}, {"log", "quan", "/quan-tri/nhat-ky", false}, {"mail", "quan", "/quan-tri/thu", false}, {"reminding", "quan", "/quan-tri/nhac-viec", false},
		{"limits", "ha", "/quan-tri/thoi-han?tu=23/11/2026&quy-tac=" + law.VietnamRules().IDs()[0], true}, {"rules", "ha", "/quan-tri/thoi-han?xem=quy-tac", false},
	} {
		w.Cookie(s.URL, "ai", page.who)
		if page.look {
			w.Check(s.URL + page.path)
		}
		pages[page.name] = webtest.New(t, h.handler).SetCookie("ai", page.who).Get(page.path).Status(200).Body
		if dir := os.Getenv("SCREENSHOTS"); dir != "" {
			for width, suffix := range map[int64]string{pagecheck.Desk: ".png", pagecheck.Phone: "-phone.png"} {
				w.Width(width).Dark(false).Open(s.URL + page.path).Screenshot(filepath.Join(dir, page.name+suffix))
			}
		}
	}
	pagecheck.Validate(t, pages)
}
