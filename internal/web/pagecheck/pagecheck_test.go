//go:build browser

package pagecheck_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck/testdata/sample"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

var pages = []string{"/", "/ke-hoach", "/ke-hoach?q=khong", "/bieu-mau", "/thanh-phan", "/dang-nhap", "/phim-tat", "/khong-co", "/loi"}

func serve(t *testing.T) string {
	t.Helper()
	h, err := sample.Handler()
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestEveryComponentPassesAxe(t *testing.T) {
	t.Parallel()
	site := serve(t)
	w := pagecheck.Browser(t)
	for _, p := range pages {
		w.Check(site + p)
	}
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	for i, p := range pages {
		for _, width := range []int64{pagecheck.Desk, pagecheck.Phone} {
			w.Width(width).Dark(false).Open(site + p).Screenshot(filepath.Join(dir, strconv.Itoa(i)+"-"+strconv.FormatInt(width, 10)+".png"))
		}
	}
}

func TestEveryComponentIsValidHTML(t *testing.T) {
	t.Parallel()
	h, err := sample.Handler()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, p := range pages {
		all[p] = webtest.New(t, h).Get(p).Body
	}
	all["form with problems"] = webtest.New(t, h).Get("/bieu-mau").Submit("/bieu-mau").Status(422).Body
	pagecheck.Validate(t, all)
}

func TestAxeSeesWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := pagecheck.Browser(t).Open(serve(t) + "/")
	pagecheck.Eval[bool](w, `document.querySelector("main").insertAdjacentHTML("beforeend", "<input><p class=huge></p>"), true`)
	if len(w.Axe()) == 0 {
		t.Error("an input without a label was not found")
	}
	pagecheck.Eval[bool](w, `document.querySelector("main").insertAdjacentHTML("beforeend", "<pre>rộng</pre>"), document.querySelector("pre").style.width = "3000px", true`)
	if w.Sideways() == "" {
		t.Error("sideways scroll was not found")
	}
	if len(w.Console()) != 0 {
		t.Errorf("console: %v", w.Console())
	}
}

func TestAFilterSwapsItsPart(t *testing.T) {
	t.Parallel()
	w := pagecheck.Browser(t).Open(serve(t) + "/ke-hoach")
	pagecheck.Eval[bool](w, `window.same = true`)
	pagecheck.Eval[bool](w, `document.querySelector("#f-s").value = "tre", true`)
	w.Click(".filters button").Wait(`document.querySelector("#tinh-trang").textContent === "Còn 1 nhiệm vụ"`)
	if !pagecheck.Eval[bool](w, `window.same === true && location.search === "?s=tre"`) {
		t.Errorf("the page was loaded anew or the address is wrong: %s", w.Address())
	}
	if got := pagecheck.Eval[string](w, `document.activeElement.closest("#bang") ? "inside" : document.activeElement.tagName`); got != "inside" {
		t.Errorf("focus is on %s, want inside the new part", got)
	}
	pagecheck.Eval[bool](w, `history.back(), true`)
	w.Wait(`document.querySelectorAll("tbody [data-row]").length === 4`)
}

func TestTheKeyboardMovesAndPicks(t *testing.T) {
	t.Parallel()
	w := pagecheck.Browser(t).Open(serve(t) + "/ke-hoach")
	w.Press("jjx").Wait(`document.querySelector(".bulk [role=status]").textContent === "Đang chọn 1 dòng"`)
	if !pagecheck.Eval[bool](w, `document.querySelectorAll("tbody [data-row]")[1].querySelector("input").checked`) {
		t.Error("the second row is not ticked")
	}
	w.Press("/").Wait(`document.activeElement.id === "tim-nhanh"`)
	w.Press("gh").Wait(`document.activeElement.value === "gh"`)
	pagecheck.Eval[bool](w, `document.activeElement.blur(), true`)
	w.Press("?").Wait(`document.querySelector("dialog[open] kbd") !== null`)
	if axe := w.Axe(); len(axe) > 0 {
		t.Errorf("the dialog: %v", axe)
	}
	w.Press("\x1b").Wait(`document.querySelector("dialog") === null`)
	w.Press("gh").Wait(`location.pathname === "/" && document.readyState === "complete"`)
	if got := w.Console(); len(got) > 0 {
		t.Errorf("console: %v", got)
	}
}

func TestShortcutsCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	w := pagecheck.Browser(t).Open(serve(t) + "/phim-tat")
	w.Follow(`button[value="off"]`).See("Phím tắt đang tắt")
	w.Press("/")
	if pagecheck.Eval[bool](w, `document.activeElement.id === "tim-nhanh"`) {
		t.Error("/ still searches")
	}
}

func TestADraftIsKeptUntilItWasSent(t *testing.T) {
	t.Parallel()
	site := serve(t)
	w := pagecheck.Browser(t).Open(site + "/bieu-mau")
	w.Type("#f-mo-ta", "Bản nháp dài").Wait(`document.querySelector(".count") !== null`)
	w.Open(site + "/bieu-mau").See("Máy này còn giữ bản nháp")
	w.Click(".note-warn .btn").Wait(`document.querySelector("#f-mo-ta").value === "Bản nháp dài"`)
	w.Follow(".btn-main").See("Còn 2 chỗ cần bạn sửa")
	if got := pagecheck.Eval[string](w, `document.activeElement.getAttribute("role")+" "+document.title.slice(0, 4)`); got != "alert Lỗi:" {
		t.Errorf("focus and title: %q", got)
	}
	w.Type("#f-ten", "Họp báo")
	pagecheck.Eval[bool](w, `document.querySelector("#f-don-vi").value = "1", true`)
	w.Follow(".btn-main").See("Đã lưu nhiệm vụ.")
	w.Open(site + "/bieu-mau")
	if pagecheck.Eval[bool](w, `document.querySelector(".note-warn") !== null`) {
		t.Error("the draft is offered although it was sent")
	}
}

func TestWithoutScriptEverythingStillWorks(t *testing.T) {
	t.Parallel()
	site := serve(t)
	w := pagecheck.Browser(t).Script(false).Open(site + "/ke-hoach")
	w.Follow(".filters button").See("1.4 Rà soát")
	w.Click("tbody input[type=checkbox]").Follow(".bulk button").See("Đã nhắc 1 đơn vị.", "Hoàn tác")
	w.Width(pagecheck.Phone).Open(site + "/").Click(`.tabbar a[href="#dieu-huong"]`).See("Hệ thống")
	w.Follow(`.sidenav a[href="/bieu-mau"]`).Follow(".btn-main").See("Cần ghi tên nhiệm vụ.")
}
