//go:build browser

package app

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
)

// mostActions is how many clicks and keys a commune with nothing to report may need from the link to the receipt,
// and as many from Today when its officer signs in.
const mostActions = 4

// hand counts what a person does on the page.
type hand struct {
	*pagecheck.Window
	t       *testing.T
	actions int
}

func (h *hand) act(step func()) {
	h.actions++
	step()
}

// enough fails when more was done than may be, and counts anew.
func (h *hand) enough(what string) {
	h.t.Helper()
	h.t.Logf("%s: %d actions", what, h.actions)
	if h.actions > mostActions {
		h.t.Errorf("%s takes %d actions, want at most %d", what, h.actions, mostActions)
	}
	h.actions = 0
}

// TestBrowserACommuneOnAPhone walks an officer of a commune on a phone at slow 3G without script: by one-time link
// and signed in, with nothing to report and with figures.
func TestBrowserACommuneOnAPhone(t *testing.T) {
	o := newOffice(t, time.Date(2026, 12, 21, 2, 0, 0, 0, time.UTC))
	o.begin()
	w := &hand{Window: pagecheck.Browser(t).Width(pagecheck.Phone).Script(false).On(pagecheck.Slow3G), t: t}
	o.byLink(w)
	o.signedIn(w)
	if said := w.Console(); len(said) > 0 {
		t.Errorf("the pages complained: %v", said)
	}
	o.as("dieuphoi", func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
		b, err := o.h.round.Board(ctx, tx, by, 1)
		if err == nil && (b.Count.Given != 2 || b.Count.Nothing != 2 || b.Count.Proxy != 0) {
			t.Errorf("the board counts %+v, want two answers and two without anything", b.Count)
		}
		return err
	})
}

// begin opens the round of the quarter to all communes.
func (o *office) begin() {
	o.as("dieuphoi", func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
		n := o.h.round.Begin("quy", 0)
		n.Audience = round.Audience{Levels: []org.Level{org.Commune}}
		r, err := o.h.round.Create(ctx, tx, by, n)
		if err != nil {
			return err
		}
		_, err = o.h.round.Open(ctx, tx, by, r.Ref())
		return err
	})
}

// links are the addresses of one-time links by unit.
func (o *office) links() map[org.UnitID]string {
	all := map[org.UnitID]string{}
	o.as("dieuphoi", func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
		r, err := o.h.round.Round(ctx, tx, by, 1)
		if err != nil {
			return err
		}
		_, err = o.h.round.MakeLinks(ctx, tx, by, 1, o.h.round.LinkUntil(r))
		if err != nil {
			return err
		}
		_, lines, err := o.h.round.Links(ctx, tx, by, 1)
		for _, l := range lines {
			all[l.Unit] = o.address + o.h.round.LinkPath(l.Link)
		}
		return err
	})
	return all
}

// byLink answers for two communes by their links.
func (o *office) byLink(w *hand) {
	links := o.links()
	w.act(func() {
		start := time.Now()
		n := w.Cold(links[o.unit["X1"]])
		o.t.Logf("the form of a link: %d bytes, %d ms at slow 3G", n, time.Since(start).Milliseconds())
		if n > mostOverTheLine {
			o.t.Errorf("the form takes %d bytes over the line, want at most %d", n, mostOverTheLine)
		}
	})
	o.narrow(w)
	w.act(func() { w.Follow(`form[action$="/khong-phat-sinh"] button`) })
	w.See("Đã gửi báo cáo", "Mã biên nhận")
	w.enough("nothing to report, from the link to the receipt")
	o.narrow(w)

	w.Open(links[o.unit["X2"]])
	o.fill(w, "9", "2")
	w.Follow(`button[value=gui]`).See("Đã gửi báo cáo", "Mã biên nhận")
	w.Open(links[o.unit["X2"]])
	if pagecheck.Eval[bool](w.Window, `document.documentElement.innerHTML.includes("Đã phát tin hằng ngày")`) {
		o.t.Error("who opens a used link reads what was answered")
	}
}

// signedIn answers for two communes from Today.
func (o *office) signedIn(w *hand) {
	enter(w.Window, o.address, "xa3")
	page := fmt.Sprintf(`main a[href="/dot-bao-cao/1/%d"]`, o.unit["X3"])
	o.narrow(w)
	w.act(func() { w.Follow(page) })
	o.narrow(w)
	w.act(func() { w.Follow(`form[action$="/khong-phat-sinh"] button`) })
	w.See("Không phát sinh", "Nội dung đã gửi")
	w.enough("nothing to report, from Today to done")
	w.Click(`summary.me`).Follow(`form[action="/dang-xuat"] button`)

	enter(w.Window, o.address, "xa4")
	w.Follow(fmt.Sprintf(`main a[href="/dot-bao-cao/1/%d"]`, o.unit["X4"]))
	o.fill(w, "14", "3")
	w.Follow(`button.btn-main`).See("Nội dung đã gửi", "Đã phát tin hằng ngày", "14")
	o.narrow(w)
	w.Open(o.address + "/")
	if pagecheck.Eval[bool](w.Window, fmt.Sprintf(`!!document.querySelector('main a[href="/dot-bao-cao/1/%d"]')`, o.unit["X4"])) {
		o.t.Error("what is answered still stands on Today")
	}
}

// fill types the two figures of the quarter and its result.
func (o *office) fill(w *hand, items, meetings string) {
	w.Type(`[name="r1.f1"]`, items).Type(`[name="r1.f2"]`, meetings).Type(`[name="r1.ket-qua"]`, "Đã phát tin hằng ngày")
}

// narrow expects that nothing goes over the edge of the phone.
func (o *office) narrow(w *hand) {
	o.t.Helper()
	if wide := w.Sideways(); wide != "" {
		o.t.Errorf("%s scrolls sideways: %s", w.Address(), wide)
	}
}
