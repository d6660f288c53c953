// Package pagecheck looks at pages with a real browser and with html-validate, for tests. It needs Chromium,
// Node and the packages of its package-lock.json ("npm ci" in this folder); a test that lacks one fails.
package pagecheck

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Widths at which every page is looked at: a desk and a phone.
const (
	Desk  = 1280
	Phone = 390
)

// Window is one window of a browser of its own, with its own cookies. It closes with the test. Steps that
// fail stop the test.
type Window struct {
	t      testing.TB
	ctx    context.Context
	mu     sync.Mutex
	logged []string
}

// Browser starts Chromium without a screen and opens a window as wide as a desk.
func Browser(t testing.TB) *Window {
	t.Helper()
	path, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(profile(t)), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
	)
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // waits until the browser is gone; it may be gone already
		cancel()
		stop()
	})
	w := &Window{t: t, ctx: ctx}
	w.Do(chromedp.Evaluate[chromedp.Void]("0"))
	w.listen()
	return w.Width(Desk)
}

// profile is a folder for the browser; its last writes may come after the test, so leftovers are no failure.
func profile(t testing.TB) string {
	dir, err := os.MkdirTemp("", "nhipcau-browser-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func chromium() (string, error) {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "/usr/bin/chromium", "chromium-browser", "google-chrome"} {
		if name == "" {
			continue
		}
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium; install the package chromium, or set CHROMIUM to its path")
}

// listen collects what the page complains about in the console.
func (w *Window) listen() {
	messages := chromedp.Console(w.ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			// An answer of 4xx is reported as a failed resource; the test of that page looks at its status.
			if m.IsException() || m.Type == "error" && m.Source != "network" {
				w.mu.Lock()
				w.logged = append(w.logged, m.String())
				w.mu.Unlock()
			}
		}
	}()
}

// Do runs browser steps within twenty seconds.
func (w *Window) Do(steps ...chromedp.Action[chromedp.Void]) *Window {
	w.t.Helper()
	ctx, cancel := w.limit()
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		w.t.Fatalf("browser: %v", err)
	}
	return w
}

// mostStep is how long a step may take: all else that is tested beside it may hold the processors.
const mostStep = time.Minute

func (w *Window) limit() (context.Context, context.CancelFunc) {
	if c := chromedp.FromContext(w.ctx); c == nil || c.Target == nil {
		return w.ctx, func() {} // the first step binds the browser's life to its context
	}
	return context.WithTimeout(w.ctx, mostStep)
}

// Run is [Window.Do] for a step with a value.
func Run[T any](w *Window, step chromedp.Action[T]) T {
	w.t.Helper()
	ctx, cancel := w.limit()
	defer cancel()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		v, err := chromedp.Run(ctx, step)
		if err == nil {
			return v
		}
		if !exchanging(err) {
			w.t.Fatalf("browser: %v", err)
		}
		select { // nothing was done: the page was just being exchanged for another
		case <-again.C:
		case <-ctx.Done():
			w.t.Fatalf("browser: %v", err)
		}
	}
}

// exchanging reports whether a step met a page that was already gone.
func exchanging(err error) bool {
	return strings.Contains(err.Error(), "Cannot find context with specified id") || strings.Contains(err.Error(), "No node with given id")
}

// command sends one command of the browser's protocol.
func (w *Window) command(send func(ctx context.Context) error) *Window {
	w.t.Helper()
	ctx, cancel := w.limit()
	defer cancel()
	if err := send(ctx); err != nil {
		w.t.Fatalf("browser: %v", err)
	}
	return w
}

// Width sets the width of the window: [Desk] or [Phone], which is also a touch screen.
func (w *Window) Width(px int64) *Window {
	w.t.Helper()
	if px < 700 {
		return w.Do(chromedp.EmulateViewport(px, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
	}
	return w.Do(chromedp.EmulateViewport(px, 800))
}

// Dark sets what the device prefers.
func (w *Window) Dark(on bool) *Window {
	w.t.Helper()
	value := "light"
	if on {
		value = "dark"
	}
	return w.media("", emulation.MediaFeature{Name: "prefers-color-scheme", Value: value})
}

// PDF is the page as the browser prints it, on the paper that its style asks for.
func (w *Window) PDF() []byte {
	w.t.Helper()
	var sheet page.PrintToPDFResult
	w.command(func(ctx context.Context) (err error) {
		asked := true
		sheet, err = chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &asked})
		return err
	})
	return sheet.Data
}

// Printed shows pages as they are printed.
func (w *Window) Printed() *Window {
	w.t.Helper()
	return w.media("print")
}

func (w *Window) media(kind string, features ...emulation.MediaFeature) *Window {
	w.t.Helper()
	var list []*emulation.MediaFeature
	for _, f := range features {
		list = append(list, &f)
	}
	return w.command(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind, Features: list})
		return err
	})
}

// Script turns JavaScript on or off for the pages opened from now on.
func (w *Window) Script(on bool) *Window {
	w.t.Helper()
	return w.command(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	})
}

// Cookie sets a cookie for the site at address.
func (w *Window) Cookie(address, name, value string) *Window {
	w.t.Helper()
	return w.command(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: address})
		return err
	})
}

// Open goes to an address and waits until the page is loaded.
func (w *Window) Open(address string) *Window {
	w.t.Helper()
	return w.Do(chromedp.Navigate(address))
}

// Click clicks the first element for a CSS selector.
func (w *Window) Click(selector string) *Window {
	w.t.Helper()
	return w.Do(chromedp.Click(chromedp.CSS(selector)))
}

// Follow clicks and waits for the page that follows.
func (w *Window) Follow(selector string) *Window {
	w.t.Helper()
	Run(w, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Click(chromedp.CSS(selector))))
	return w
}

// Type types into the first element for a CSS selector.
func (w *Window) Type(selector, text string) *Window {
	w.t.Helper()
	return w.Do(chromedp.SendKeys(chromedp.CSS(selector), text))
}

// Press presses keys on the page, one after another, as a keyboard does: a key whose default the page
// prevents types nothing.
func (w *Window) Press(keys string) *Window {
	w.t.Helper()
	return w.command(func(ctx context.Context) error {
		for _, r := range keys {
			if err := press(ctx, kb.Encode(r)); err != nil {
				return err
			}
		}
		return nil
	})
}

// press sends the events of one key with the letter on the key going down, where the browser drops it
// together with the default.
func press(ctx context.Context, events []*input.DispatchKeyEventParams) error {
	down := events[0]
	for _, e := range events {
		if e.Type == kb.KeyChar {
			down.Text, down.UnmodifiedText = e.Text, e.UnmodifiedText
		}
	}
	for _, e := range events {
		if e.Type == kb.KeyChar {
			continue
		}
		if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, *e); err != nil {
			return err
		}
	}
	return nil
}

// Wait waits until an expression is true on the page, also over the loading of a new one.
func (w *Window) Wait(expression string) *Window {
	w.t.Helper()
	ctx, cancel := w.limit()
	defer cancel()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		// An error means that the page is just being exchanged for another.
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+expression+")")); err == nil && ok {
			return w
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			w.t.Fatalf("browser: not true within twenty seconds: %s", expression)
		}
	}
}

// Eval is the value of an expression on the page.
func Eval[T any](w *Window, expression string) T {
	w.t.Helper()
	return Run(w, chromedp.Evaluate[T](expression))
}

// Text is the visible text of the page.
func (w *Window) Text() string {
	w.t.Helper()
	return Run(w, chromedp.Text(chromedp.CSS("body")))
}

// See expects each text on the page.
func (w *Window) See(texts ...string) *Window {
	w.t.Helper()
	seen := w.Text()
	for _, text := range texts {
		if !strings.Contains(seen, text) {
			w.t.Fatalf("%q is not on %s, which says:\n%s", text, w.Address(), seen)
		}
	}
	return w
}

// Address is where the window is.
func (w *Window) Address() string {
	w.t.Helper()
	return Run(w, chromedp.Location())
}

// Screenshot writes the whole page as PNG into a file, for people to look at.
func (w *Window) Screenshot(path string) *Window {
	w.t.Helper()
	png := Run(w, chromedp.FullScreenshot(100))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		w.t.Fatal(err)
	}
	return w
}

// Console lists the errors the pages logged so far: refused by the content policy, exceptions.
func (w *Window) Console() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string(nil), w.logged...)
}

// Sideways says what makes the page scroll sideways, empty when nothing does.
func (w *Window) Sideways() string {
	w.t.Helper()
	return Eval[string](w, `(() => {
		const wide = document.documentElement.scrollWidth, room = document.documentElement.clientWidth;
		if (wide <= room) return "";
		const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > room + 1 && !e.closest(".vh, .scroll-x, .tabs"));
		return wide + " px on " + room + ": " + out.slice(0, 5).map((e) => e.tagName.toLowerCase() + "." + e.className).join(", ");
	})()`)
}

var axeSource = sync.OnceValues(func() (string, error) {
	b, err := os.ReadFile(filepath.Join(folder(), "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		return "", fmt.Errorf("axe-core is missing; run npm ci in internal/web/pagecheck: %w", err)
	}
	return string(b), nil
})

// folder is where this package's source, package.json and node_modules are.
func folder() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(file)
}

type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// Axe lists what axe-core finds wrong on the page, one line a finding.
func (w *Window) Axe() []string {
	w.t.Helper()
	source, err := axeSource()
	if err != nil {
		w.t.Fatal(err)
	}
	w.Do(chromedp.Evaluate[chromedp.Void](source + ";0"))
	text := Run(w, chromedp.Evaluate[string](
		`axe.run(document, {resultTypes: ["violations"]}).then((r) => JSON.stringify(r.violations))`, chromedp.EvalAwaitPromise))
	var found []violation
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		w.t.Fatal(err)
	}
	var lines []string
	for _, v := range found {
		for _, n := range v.Nodes {
			lines = append(lines, fmt.Sprintf("%s: %s: %s (%s)", v.ID, v.Help, n.HTML, strings.Join(strings.Fields(n.Summary), " ")))
		}
	}
	return lines
}

// Check opens an address at both widths, light and dark, and reports axe findings, sideways scroll and
// console errors as test errors.
func (w *Window) Check(address string) {
	w.t.Helper()
	for _, width := range []int64{Desk, Phone} {
		for _, dark := range []bool{false, true} {
			w.Width(width).Dark(dark).Open(address)
			where := fmt.Sprintf("%s at %d px, dark %v", address, width, dark)
			for _, finding := range w.Axe() {
				w.t.Errorf("%s: %s", where, finding)
			}
			if s := w.Sideways(); s != "" {
				w.t.Errorf("%s scrolls sideways: %s", where, s)
			}
		}
	}
	for _, line := range w.Console() {
		w.t.Errorf("%s: console: %s", address, line)
	}
}
