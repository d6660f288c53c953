//go:build browser

package round_test

import (
	"net/http/httptest"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/internal/work"
)

// Actions from a link in a message to the receipt, for a commune with nothing to report, and what they may
// weigh. A phone on slow 3G, without script.
const (
	mostActions = 4
	mostBytes   = 60_000
)

func TestBrowserNothingToReportFromLinkToReceipt(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t, modules), 2)
	h.task("X1", work.Cadence{Rhythm: work.Continuous, Report: work.Monthly})
	r := h.open()
	tokens := h.links(r, day(2026, 12, 20))
	_, handler := h.site(t)
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	w := pagecheck.Browser(t).Width(pagecheck.Phone).Script(false).On(pagecheck.Slow3G)

	actions := 0
	act := func(step func()) {
		actions++
		step()
	}
	act(func() {
		if n := w.Cold(srv.URL + "/l/" + tokens["X1"]); n > mostBytes {
			t.Errorf("the form takes %d bytes over the line, want at most %d", n, mostBytes)
		}
	})
	act(func() { w.Follow(`form[action$="/khong-phat-sinh"] button`) })
	w.See("Đã gửi báo cáo", "Mã biên nhận: "+r.Code)
	if actions > mostActions {
		t.Errorf("%d actions from the link to the receipt, want at most %d", actions, mostActions)
	}
	t.Logf("%d actions from the link to the receipt", actions)
	if got := h.board(h.coordinator(), r).Count; got.Nothing != 1 {
		t.Errorf("the board counts %+v", got)
	}

	// The same phone fills another commune's form in.
	w.Open(srv.URL + "/l/" + tokens["X2"])
	for key, text := range map[string]string{"hop-bao": "2", "yeu-cau": "5", "tra-loi": "4", "lau-nhat": "1,5"} {
		w.Type(`[name="`+asked(r, key)+`"]`, text)
	}
	w.Follow(`button[value=gui]`)
	w.See("Đã gửi báo cáo")
}

func TestBrowserPagesOfLinksAndForms(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t, modules), 4)
	h.task("X1", work.Cadence{Rhythm: work.Continuous, Report: work.Monthly})
	h.task("X1", work.Cadence{})
	r := h.open()
	tokens := h.links(r, day(2026, 12, 20))
	h.links(r, day(2026, 12, 21), "X3")
	_, handler := h.site(t)
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	c := webtest.New(t, handler)
	c.Get("/l/" + tokens["X2"]).Submit("/khong-phat-sinh").See("Đã gửi báo cáo")
	c.Get("/l/"+tokens["X1"]).Submit("/l/"+tokens["X1"], asked(r, "hop-bao"), "hai", "viec", "gui").Status(422)
	f := h.issue(h.coordinator(), r, "X4")
	data := filled(t, f, "docx", map[string]string{"hop-bao": "2", "yeu-cau": "12 vụ", "tra-loi": "", "lau-nhat": "1.231", "ket-qua": "Đã họp báo hai lần."})
	officer := h.client(t, "coordinator UBND").Upload("/dot-bao-cao/nhap-bieu", "tep", "bieu-xa-so-4.docx", data)

	links := "/dot-bao-cao/duong-dan/" + itoa(int64(r.ID))
	w := pagecheck.Browser(t)
	pages := map[string]string{}
	for _, path := range []string{"/l/" + tokens["X1"], "/l/" + tokens["X2"]} {
		w.Check(srv.URL + path)
		pages[path] = c.Get(path).Body
	}
	w.Cookie(srv.URL, "ai", "coordinator UBND")
	for _, path := range []string{links, links + "/in", "/dot-bao-cao/nhap-bieu", officer.At(), r.Href(), r.UnitHref(h.unit["X1"])} {
		w.Check(srv.URL + path)
		pages[path] = officer.Get(path).Body
	}
	pagecheck.Validate(t, pages)
}
