//go:build browser

package desk_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
	"github.com/nhipcau/nhipcau/internal/work"
)

// mostSteps is how many keys and clicks beyond the text itself ten tasks from one letter may take.
const mostSteps = 30

// hand counts the keys and clicks of a coordinator; text is not counted.
type hand struct {
	*pagecheck.Window
	steps int
}

func (h *hand) click(selector string) { h.steps++; h.Window.Click(selector) }

func (h *hand) follow(selector string) { h.steps++; h.Window.Follow(selector) }

func (h *hand) keys(keys string) { h.steps += len([]rune(keys)); h.Press(keys) }

func TestBrowserTenTasksFromOneLetterTakeFewSteps(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	all := h.owing(10)
	s := httptest.NewServer(h.handler)
	t.Cleanup(s.Close)
	w := &hand{Window: pagecheck.Browser(t).Cookie(s.URL, "ai", "dung").Open(s.URL + "/")}
	w.follow(`.sidenav a[href="/nhap-thay"]`)
	w.follow(`main a[href="/nhap-thay?don-vi=` + web.Key(h.unit["SVHTTDL"]) + `"]`)
	w.click(`[name="number"]`)
	w.Press("12/BC-SVHTTDL")
	w.keys("\t")
	w.Press("20/11/2026")
	w.click(`[name="result-` + web.Key(all[0].ID) + `"]`)
	for i := range all {
		if i > 0 {
			w.keys("\t\t") // over the state, to the next task
		}
		w.Press("Da lam xong.")
	}
	w.keys("\t\t \t") // over the state; accepted at once; to the button
	w.Follow(`main form button.btn-main`)
	w.steps++
	w.See("Đã nhập thay 10 nhiệm vụ")
	t.Logf("%d keys and clicks beyond the text", w.steps)
	if w.steps > mostSteps {
		t.Errorf("%d keys and clicks, want at most %d", w.steps, mostSteps)
	}
	h.check(h.d.Read(t.Context(), func(tx *db.Tx) error {
		for _, c := range all {
			f, err := h.work.File(t.Context(), tx, h.people["dung"], c.ID)
			if err != nil {
				return err
			}
			if f.Case.State != work.Done || len(f.Submissions) != 1 || f.Submissions[0].Received.Day != day(2026, 11, 20) || f.Submissions[0].Result != "Da lam xong." {
				t.Errorf("%s: %s, %+v", c.Code, f.Case.State, f.Submissions)
			}
		}
		return nil
	}))
}

func TestBrowserEntryPages(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	all := h.owing(3)
	s := httptest.NewServer(h.handler)
	t.Cleanup(s.Close)
	unit := "/nhap-thay?don-vi=" + web.Key(h.unit["SVHTTDL"])
	h.as("dung").Get(unit).Submit("/nhap-thay", "channel", "zalo", "day", "23/11/2026", "result-"+web.Key(all[0].ID), "Đã họp báo ngày 20/11").Status(200)
	w := pagecheck.Browser(t)
	for _, page := range []struct{ name, who, path string }{
		{"entry-units", "dung", "/nhap-thay"}, {"entry", "dung", unit}, {"entry-one", "dung", unit + "&viec=" + all[1].Code}, {"case-entered", "ha", "/viec/" + all[0].Code},
		{"today-entered", "ha", "/"},
	} {
		w.Cookie(s.URL, "ai", page.who)
		w.Check(s.URL + page.path)
		if dir := os.Getenv("SCREENSHOTS"); dir != "" {
			for width, suffix := range map[int64]string{pagecheck.Desk: ".png", pagecheck.Phone: "-phone.png"} {
				w.Width(width).Dark(false).Open(s.URL + page.path).Screenshot(filepath.Join(dir, page.name+suffix))
			}
		}
		if strings.Contains(w.Text(), "%!") {
			t.Errorf("%s shows a broken sentence", page.name)
		}
	}
}
