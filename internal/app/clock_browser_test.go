//go:build browser

package app

import (
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/demo"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

// TestBrowserAClockThatJumpsBackRemindsNobodyTwice lets the machine's clock fall back over an hour, over midnight
// and over a week: each reminder goes out once, whoever is signed in stays so, and numbers of tasks go on.
func TestBrowserAClockThatJumpsBackRemindsNobodyTwice(t *testing.T) {
	each(t, func(t *testing.T, data config.Data) {
		box, server := mailServer(t)
		clock := &handClock{at: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)}
		h, err := build(t.Context(), blueprint{
			Data: data, Now: clock.Now, Factor: []auth.Role{}, Serve: config.Serve{Rate: -1, Admin: "off", URL: "http://nhipcau.test", SMTP: server},
		})
		if err != nil {
			t.Fatal(err)
		}
		closed(t, h)
		cast(t, h)
		handler, _, err := h.handler()
		if err != nil {
			t.Fatal(err)
		}
		c := webtest.New(t, handler)
		confirmPlan(t, c)
		late := time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC)
		run := func(at time.Time) {
			t.Helper()
			clock.set(at)
			_, err := h.queue.RunPeriodic(t.Context())
			if err != nil {
				t.Fatal(err)
			}
		}
		for day := -8; day < 0; day++ { // each day has its own reminder
			run(late.AddDate(0, 0, day))
		}
		clock.set(late)
		c = webtest.New(t, handler).Post("/dang-nhap", "login", "dieuphoi", "password", testPassword).Status(200)
		run(late)
		letters := box.count("phuong@stp.anbinh.example")
		if letters < 2 {
			t.Fatalf("%d letters before the clock jumps, want one before and one after the deadline at least", letters)
		}
		for _, back := range []time.Duration{time.Hour, 12 * time.Hour} {
			run(late.Add(-back))
			c.Get("/").Status(200)
			if c.At() != "/" {
				t.Errorf("a clock %v behind signs people out: at %s", back, c.At())
			}
			run(late)
			if n := box.count("phuong@stp.anbinh.example"); n != letters {
				t.Errorf("after a jump of %v back: %d letters, want still %d", back, n, letters)
			}
		}
		run(late.AddDate(0, 0, -7))
		if n := box.count("phuong@stp.anbinh.example"); n != letters {
			t.Errorf("after a jump of a week back: %d letters, want still %d", n, letters)
		}
		draftPlan(c, 200, 2).Submit("/xac-nhan").Status(200).See("NV-2026-0004")
		webtest.New(t, handler).Post("/dang-nhap", "login", "tuphap", "password", testPassword).Status(200).See("Tập huấn báo cáo viên")
	})
}

func (b *mailbox) count(to string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.letters[to])
}

// TestBrowserEveryPageWorksWithoutScript opens one page of each route with scripting switched off, as each role.
// A page shows its heading, and nothing that only a script could bring.
func TestBrowserEveryPageWorksWithoutScript(t *testing.T) {
	_, _, address, handler, mux := living(t)
	w := pagecheck.Browser(t).Script(false)
	seen := map[string]bool{}
	for _, login := range []string{"", "quantri", "dieuphoi", "vhttdl", "lanhdao"} {
		c := webtest.New(t, handler)
		if login != "" {
			c.Post("/dang-nhap", "login", login, "password", demo.Password)
		}
		w.Cookie(address, "nhipcau", c.Cookie("nhipcau"))
		for _, path := range crawl(t, c, login, mux, map[string]string{}, map[string]bool{}) {
			route := routeOf(mux, path)
			if seen[route] {
				continue
			}
			seen[route] = true
			w.Open(address + path)
			for _, problem := range scriptless(w) {
				t.Errorf("%s as %q without script: %s", path, login, problem)
			}
		}
	}
	if len(seen) < 30 {
		t.Errorf("only %d routes were opened", len(seen))
	}
}

// scriptless lists what a page lacks for somebody without script. The protocol still evaluates what it is asked.
func scriptless(w *pagecheck.Window) []string {
	return pagecheck.Eval[[]string](w, `(() => {
		const all = [], shown = (e) => e && e.getClientRects().length > 0;
		if (!shown(document.querySelector("h1"))) all.push("no heading is shown");
		for (const f of document.querySelectorAll("main form")) {
			const own = [...f.elements].filter((e) => e.type === "submit" || e.type === "image");
			if (!own.length) all.push("no button sends " + (f.getAttribute("action") || "the form"));
			if (own.length && own.every((e) => e.disabled)) all.push("every button is off in " + (f.getAttribute("action") || "a form"));
		}
		for (const a of document.querySelectorAll("main a[href='#'], main button[type=button]")) if (shown(a)) all.push("only a script could do: " + a.textContent.trim());
		return all;
	})()`)
}
