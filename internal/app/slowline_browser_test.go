//go:build browser

package app

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/demo"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

// mostOverTheLine is what a page of the desk may take over the line the first time, and mostWait how long it may
// take at slow 3G until it can be used.
const (
	mostOverTheLine = 60_000
	mostWait        = 6 * time.Second
)

func TestBrowserPagesAreLightOnASlowLine(t *testing.T) {
	_, _, address, handler, _ := living(t)
	c := webtest.New(t, handler).Post("/dang-nhap", "login", "vhttdl", "password", demo.Password)
	w := pagecheck.Browser(t).Cookie(address, "nhipcau", c.Cookie("nhipcau")).Width(pagecheck.Phone)
	pages := []string{"/", "/viec", "/ke-hoach", "/dot-bao-cao"}
	for _, list := range []string{"/viec", "/dot-bao-cao"} {
		for _, to := range links(c.Get(list).Doc()) {
			if to, _, _ := strings.Cut(to, "?"); strings.HasPrefix(to, list+"/") {
				pages = append(pages, to)
				break
			}
		}
	}
	w.On(pagecheck.Slow3G)
	for _, page := range pages {
		start := time.Now()
		n := w.Cold(address + page)
		t.Logf("%s: %d bytes, %d ms at slow 3G", page, n, time.Since(start).Milliseconds())
		if n > mostOverTheLine || n < 5000 {
			t.Errorf("%s takes %d bytes over the line, want at most %d", page, n, mostOverTheLine)
		}
		if d := time.Since(start); d > mostWait {
			t.Errorf("%s is there after %v at slow 3G, want %v", page, d, mostWait)
		}
	}
}

// task makes a house in which the officer of a department has one task, and signs the officer in.
func task(t *testing.T) (h *house, clock *handClock, address string, w *pagecheck.Window) {
	t.Helper()
	clock = &handClock{at: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)}
	h, err := build(t.Context(), blueprint{
		Data: config.Data{Dir: filepath.Join(t.TempDir(), "data")}, Now: clock.Now, Factor: []auth.Role{}, Serve: config.Serve{Rate: -1, Admin: "off"},
	})
	if err != nil {
		t.Fatal(err)
	}
	cast(t, h)
	handler, _, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	srv := served(t, h, handler)
	confirmPlan(t, webtest.New(t, handler))
	w = pagecheck.Browser(t)
	enter(w, srv.URL, "tuphap")
	w.Wait(`location.pathname === "/" && document.readyState === "complete"`)
	return h, clock, srv.URL, w
}

// confirmPlan signs the coordinator in and makes tracked tasks of the plan of the walk.
func confirmPlan(t *testing.T, c *webtest.Client) {
	t.Helper()
	c.Post("/dang-nhap", "login", "dieuphoi", "password", testPassword).Status(200)
	c.Get("/ke-hoach/nhap").Submit("/ke-hoach/nhap", "van-ban", walkPlan).Status(200)
	if strings.Contains(c.Body, "/da-ro\"") {
		c.Submit("/da-ro").Status(200)
	}
	c.Submit("/xac-nhan").Status(200).See("NV-2026-0001")
}

// unsent counts the forms that wait on the server for their writer.
func unsent(t *testing.T, h *house) (n int) {
	t.Helper()
	err := h.db.Read(t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM web_unsent`).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// takePicture puts a photograph of some megabytes, with the place written into it, into a file field.
func takePicture(w *pagecheck.Window, selector string) {
	pagecheck.Eval[bool](w, fmt.Sprintf(`((async () => {
		const c = document.createElement('canvas'); c.width = 4000; c.height = 3000;
		const p = c.getContext('2d'), d = p.createImageData(4000, 3000);
		let s = 7; for (let i = 0; i < d.data.length; i += 4) { s = (s * 16807) %% 2147483647; d.data[i] = s & 255; d.data[i+1] = (s >> 8) & 255; d.data[i+2] = i >> 17; d.data[i+3] = 255; }
		p.putImageData(d, 0, 0);
		const plain = new Uint8Array(await (await new Promise(f => c.toBlob(f, 'image/jpeg', .95))).arrayBuffer());
		const exif = [...new TextEncoder().encode('Exif\0\0GPS 21.0278 105.8342')];
		const all = new Uint8Array([...plain.slice(0, 2), 0xff, 0xe1, 0, exif.length + 2, ...exif]);
		const t = new DataTransfer(); t.items.add(new File([all, plain.slice(2)], 'hội nghị.jpg', {type: 'image/jpeg'}));
		window.before = t.files[0].size;
		const f = document.querySelector(%q); f.files = t.files; f.dispatchEvent(new Event('change', {bubbles: true}));
	})(), true)`, selector))
	w.Wait("window.before > 3e6")
}

const handIn = `form[action$="/nop"] `

// TestBrowserWordsGoAheadOfFiles hands in a report with a photograph while the line breaks: the words are safe
// on the server at once, the photograph arrives in pieces, smaller and without its place, and the report is handed in.
func TestBrowserWordsGoAheadOfFiles(t *testing.T) {
	h, _, address, w := task(t)
	w.Open(address + "/viec/NV-2026-0001")
	pagecheck.Eval[bool](w, `(document.querySelectorAll('details').forEach(d => d.open = true), true)`)
	w.Type(handIn+"textarea[name=result]", "Đã tập huấn 40 báo cáo viên cấp xã")
	w.On(pagecheck.Line{Latency: 50, Speed: 150_000})
	takePicture(w, handIn+"input[type=file]")
	w.Wait(`document.querySelector('.sending progress')?.value > 0`)
	pagecheck.Eval[bool](w, `(document.querySelector('`+handIn+`button[type=submit]').click(), true)`)
	w.Wait(`document.querySelector('.waiting')?.textContent.includes('Chữ đã lưu trên máy chủ')`)
	if n := unsent(t, h); n != 1 {
		t.Errorf("%d forms wait on the server, want the words of one", n)
	}
	w.On(pagecheck.NoLine).Wait(`document.querySelector('.sending .muted')?.textContent.includes('Chờ đường truyền')`)
	w.On(pagecheck.FullLine).Wait(`document.body.textContent.includes('Đã nộp kết quả NV-2026-0001')`)
	w.See("hội nghị.jpg", "Đã tập huấn 40 báo cáo viên cấp xã")
	if n := unsent(t, h); n != 0 {
		t.Errorf("%d forms still wait on the server", n)
	}
	if pagecheck.Eval[bool](w, `Object.keys(localStorage).some(k => k.includes('/nop:'))`) {
		t.Error("the draft stays on the device although it was sent")
	}
	checkPicture(t, h)
}

func checkPicture(t *testing.T, h *house) {
	t.Helper()
	var hash string
	err := h.db.Read(t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT hash FROM file WHERE name = $1`, "hội nghị.jpg").Scan(&hash)
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := h.files.OpenContent(hash)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if width := picture.Bounds().Dx(); width != 2400 || bytes.Contains(data, []byte("Exif")) {
		t.Errorf("%d bytes, %d wide, with the camera's notes %v; want 2400 and none", len(data), width, bytes.Contains(data, []byte("Exif")))
	}
}

// TestBrowserASessionThatEndsMidFormLosesNothing lets the session end while a report is written, without
// script: it is there after signing in, and handed in once.
func TestBrowserASessionThatEndsMidFormLosesNothing(t *testing.T) {
	h, clock, address, w := task(t)
	w.Script(false).Open(address + "/viec/NV-2026-0001")
	w.Click(`details:has(form[action$="/nop"]) > summary`).Type(handIn+"textarea[name=result]", "Đã tập huấn 40 báo cáo viên cấp xã")
	clock.set(clock.Now().Add(20 * time.Hour)) // the next morning
	w.Follow(handIn+"button[type=submit]").See("Phiên làm việc đã hết", "Nội dung bạn vừa gửi được giữ lại")
	w.Type("[name=login]", "tuphap").Type("[name=password]", testPassword).Follow("main button[type=submit]")
	w.See("Đã nộp kết quả NV-2026-0001", "Đã tập huấn 40 báo cáo viên cấp xã")
	if n := unsent(t, h); n != 0 {
		t.Errorf("%d forms still wait on the server", n)
	}
	clock.set(clock.Now().Add(20 * time.Hour))
	w.Type("#trao-doi textarea", "Xin ý kiến về kinh phí").Follow("#trao-doi button[type=submit]")
	w.Type("[name=login]", "tuphap").Type("[name=password]", testPassword).Follow("main button[type=submit]")
	w.See("Xin ý kiến về kinh phí", "Đỗ Mai Phương")
	if at := w.Address(); !strings.Contains(at, "/viec/NV-2026-0001") {
		t.Errorf("at %s, want the page of the task", at)
	}
}

// TestBrowserUnsentTextStaysOnTheDevice types, leaves and comes back; signing out takes the text from the device.
func TestBrowserUnsentTextStaysOnTheDevice(t *testing.T) {
	_, _, address, w := task(t)
	w.Open(address + "/viec/NV-2026-0001").Wait(`document.querySelector("#trao-doi textarea")`)
	pagecheck.Eval[bool](w, `(() => { const t = document.querySelector("#trao-doi textarea"); t.value = "Xin ý kiến về kinh phí";
		return t.dispatchEvent(new Event("input", {bubbles: true})) })()`)
	w.Wait(`document.querySelector('#trao-doi .count')?.textContent.includes('Đã giữ bản nháp')`)
	const offered = `document.body.innerText.includes("Máy này còn giữ bản nháp")`
	w.Open(address + "/").Open(address + "/viec/NV-2026-0001").Wait(offered)
	leave(w, address)
	if left := pagecheck.Eval[int](w, `localStorage.length`); left != 0 {
		t.Errorf("%d drafts are left on the device after signing out", left)
	}
	enter(w, address, "dieuphoi")
	w.Open(address + "/viec/NV-2026-0001").Wait(`document.querySelector("#trao-doi textarea")`)
	if pagecheck.Eval[bool](w, offered) {
		t.Error("the draft of one person is offered to another")
	}
}
