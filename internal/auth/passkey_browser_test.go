//go:build browser

package auth_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
)

const keyButton = "form[action^='/dang-nhap/khoa-truy-cap'] button"

func TestAPasskeyOpensTheDeskInARealBrowser(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules), func(o *auth.Options) { o.Factor = []auth.Role{auth.Administrator} })
	h.settle()
	h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
	h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
	l := newLook(t, h)
	l.site = strings.Replace(l.site, "127.0.0.1", "localhost", 1) // passkeys belong to a name
	recognise := l.Authenticator()

	l.Open(l.site+"/dang-nhap").Type("#f-login", "thuha").Type("#f-password", secretWords).Follow("main form button[type=submit]")
	l.Open(l.site+"/tai-khoan/khoa-truy-cap").Type("#f-name", "Điện thoại của tôi").Click("form[data-passkey] button")
	l.Wait(`document.body.innerText.includes("Đã thêm khóa truy cập")`).See("Điện thoại của tôi", "chưa dùng")
	l.here("keys")
	l.Open(l.site+"/tai-khoan/khoa-truy-cap").Type("#f-name", "Lần nữa").Click("form[data-passkey] button")
	l.Wait(`document.body.innerText.includes("khóa đã có trên thiết bị này")`)
	h.signOutAt(l)

	l.Open(l.site + "/dang-nhap?ve=%2Ftai-khoan").Click(keyButton).Wait(`document.body.innerText.includes("Vai trò của bạn")`).See("Trần Thu Hà")
	h.signOutAt(l)
	recognise(false)
	l.Open(l.site + "/dang-nhap").Click(keyButton).Wait(`document.body.innerText.includes("Thiết bị chưa đưa ra khóa nào")`)
	recognise(true)

	l.Open(l.site + "/dang-nhap?ve=%2Ftai-khoan%2Fkhoa-truy-cap").Click(keyButton).Wait(`document.body.innerText.includes("Khóa của bạn")`)
	l.Follow("form[action$='/bo'] button").See("Đã bỏ khóa truy cập")
	h.signOutAt(l)
	l.Open(l.site + "/dang-nhap").Click(keyButton).Wait(`document.body.innerText.includes("Không kiểm tra được khóa truy cập này")`)
	for _, want := range []string{"auth.passkey-new", "auth.passkey-drop"} {
		if !slices.Contains(h.auditActions(), want) {
			t.Errorf("no audit line %s", want)
		}
	}
	for _, p := range l.Console() {
		t.Errorf("console: %s", p)
	}
	pagecheck.Validate(t, l.html)
}

func TestAPasskeyIsASecondFactor(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules), func(o *auth.Options) { o.Factor = []auth.Role{} })
	h.settle()
	h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
	l := newLook(t, h)
	l.site = strings.Replace(l.site, "127.0.0.1", "localhost", 1)
	l.Authenticator()
	enter := func() {
		l.Open(l.site+"/dang-nhap").Type("#f-login", "binh").Type("#f-password", secretWords).Follow("main form button[type=submit]")
	}
	enter()
	l.Open(l.site+"/tai-khoan/khoa-truy-cap").Type("#f-name", "Khóa USB").Click("form[data-passkey] button")
	l.Wait(`document.body.innerText.includes("Đã thêm khóa truy cập")`)
	c := h.enter("binh").Get("/quan-tri/cach-dang-nhap").Submit("/cach-dang-nhap", "factor", "administrator").Status(200)
	c.Get("/").See("Vai trò của Lê Văn Bình cần thêm khóa truy cập")
	h.signOutAt(l)
	enter()
	l.See("Dùng khóa truy cập", "sau mật khẩu")
	l.here("factor-key")
	l.Click("form[data-passkey] button").Wait(`document.body.innerText.includes("Chào Lê Văn Bình")`)
	pagecheck.Validate(t, l.html)
}

// signOutAt ends the browser's session and opens the first door.
func (h *house) signOutAt(l *look) {
	h.Helper()
	l.Open(l.site + "/tai-khoan")
	pagecheck.Eval[bool](l.Window, `(document.querySelector("form[action='/dang-xuat']").submit(), true)`)
	l.Wait(`document.body.innerText.includes("Bạn đã đăng xuất")`)
}
