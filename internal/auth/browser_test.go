//go:build browser

package auth_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
	"github.com/nhipcau/nhipcau/law"
)

// populate makes the units of a province with one account in each.
func (h *house) populate() {
	h.Helper()
	hash := secretHash(h.T, h.auth)
	roles := []auth.Role{auth.Staff, auth.Leader, auth.Viewer, auth.Coordinator}
	names := []string{"Trần Thu Hà", "Lê Quang Vinh", "Nguyễn Thị Bích Liên", "Phạm Minh Đức", "Hoàng Anh Tuấn", "Đỗ Thị Mai Hương"}
	h.write(func(ctx context.Context, tx *db.Tx) error {
		root, err := h.org.ApplyPreset(ctx, tx, "2025", "tỉnh An Bình")
		if err != nil {
			return err
		}
		tree, err := h.org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		for i, u := range tree.UnitsOn(law.DateOf(h.clock.now())) {
			p, err := h.org.AddPerson(ctx, tx, org.Person{Unit: u.ID, Name: names[i%len(names)], Title: "Chuyên viên", Salute: "chị", Active: true})
			if err != nil {
				return err
			}
			grants := []auth.Grant{{Role: roles[i%len(roles)], Unit: u.ID}}
			if u.ID == root {
				grants = []auth.Grant{{Role: auth.Administrator, Unit: root}, {Role: auth.Coordinator, Unit: root}}
			}
			_, _, err = h.auth.CreateAccount(ctx, tx, auth.Officer{Full: "Lê Bình"}, auth.NewAccount{
				Person: p, Login: fmt.Sprintf("nguoi%d", i), Hash: hash, Grants: grants})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// look is a window that checks each page it stands on, and keeps pictures in SCREENSHOTS for people.
type look struct {
	*pagecheck.Window
	t    *testing.T
	site string
	html map[string]string
}

func newLook(t *testing.T, h *house) *look {
	t.Helper()
	s := httptest.NewServer(h.handler)
	t.Cleanup(s.Close)
	return &look{pagecheck.Browser(t), t, s.URL, map[string]string{}}
}

func (l *look) open(path, name string) {
	l.t.Helper()
	l.Open(l.site + path)
	l.here(name)
}

func (l *look) here(name string) {
	l.t.Helper()
	l.html[name] = "<!DOCTYPE html>" + pagecheck.Eval[string](l.Window, "document.documentElement.outerHTML")
	for _, dark := range []bool{false, true} {
		for _, width := range []int64{pagecheck.Phone, pagecheck.Desk} {
			l.Width(width).Dark(dark).Wait(`!document.getAnimations().some((a) => a.playState === "running")`)
			for _, problem := range append(l.Axe(), l.Sideways()) {
				if problem != "" {
					l.t.Errorf("%s at %d, dark %v: %s", name, width, dark, problem)
				}
			}
			if dir := os.Getenv("SCREENSHOTS"); dir != "" && !dark {
				l.Screenshot(filepath.Join(dir, fmt.Sprintf("%s-%d.png", name, width)))
			}
		}
	}
	l.Dark(false)
}

func TestPagesAreCalmAndRight(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules), func(o *auth.Options) {
		o.Factor = []auth.Role{}
		o.SSO = auth.SSO{Issuer: "http://127.0.0.1:1", ClientID: "nhipcau", Name: "tài khoản của tỉnh", Match: "email"} // nobody answers there
	})
	h.populate()
	l := newLook(t, h)
	l.open("/dang-nhap/chung", "signin-down")
	l.open("/dang-nhap", "signin")
	l.Type("#f-login", "nguoi0").Type("#f-password", "sai sai sai sai").Follow("main form button[type=submit]")
	l.here("signin-wrong")
	l.Type("#f-password", secretWords).Follow("main form button[type=submit]")
	for path, name := range map[string]string{
		"/tai-khoan": "mine", "/tai-khoan/mat-khau": "password", "/tai-khoan/ma-xac-thuc": "factor", "/tai-khoan/thiet-bi": "devices",
		"/quan-tri/tai-khoan": "accounts", "/quan-tri/tai-khoan?q=vinh&vai-tro=leader": "accounts-filtered", "/quan-tri/tai-khoan?q=khongco": "accounts-none",
		"/quan-tri/tai-khoan/moi?tim=ha": "new", "/quan-tri/tai-khoan/1": "account-own", "/quan-tri/tai-khoan/3": "account", "/quan-tri/nhap-tai-khoan": "import",
		"/tai-khoan/khoa-truy-cap": "keys-none", "/quan-tri/cach-dang-nhap": "policy",
	} {
		l.open(path, name)
	}
	l.open("/tai-khoan/may-dung-chung", "machine-none")
	l.Type("#f-machine", "Máy bộ phận một cửa").Follow("form[action$=may-dung-chung] button")
	l.here("machine")
	l.open("/doi-nguoi", "turn")
	l.Follow(".names a")
	l.here("turn-picked")
	l.Open(l.site + "/tai-khoan")
	pagecheck.Eval[bool](l.Window, "(Date.now = ((now) => () => now() + 601000)(Date.now), true)") // ten minutes pass in the browser
	h.clock.pass(11 * time.Minute)
	l.Wait(`document.body.innerText.includes("Màn hình đã khóa")`)
	l.here("locked")
	l.Follow("form[action='/dang-xuat'] button")
	l.here("signin-shared")
	for _, p := range l.Console() {
		t.Errorf("console: %s", p)
	}
	pagecheck.Validate(t, l.html)
}

func TestImportPagesAreCalmAndRight(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules), func(o *auth.Options) { o.Factor = []auth.Role{} })
	h.populate()
	c := h.enter("nguoi0")
	l := newLook(t, h)
	l.Cookie(l.site, "nhipcau", c.Cookie("nhipcau"))
	rows := []string{"Họ và tên\tĐơn vị\tChức vụ\tTên đăng nhập\tVai trò\tPhạm vi\tChức năng\tTừ ngày",
		"Võ Thị Sáu\tSTP\tTrưởng phòng\tsau.vo\tcán bộ; người xem\tSTP; UBND\tNgười phát ngôn\t01/07/2026", "Lê Quang Vinh\tVPUBND\tPhó Chánh Văn phòng\t\t\t\tđầu mối\t"}
	c.Upload("/quan-tri/nhap-tai-khoan", "file", "can-bo.csv", []byte(strings.Join(rows, "\n"))).Status(200)
	l.open(c.At(), "plan")
	l.Follow(".page-head form button")
	l.here("progress")
	h.work()
	l.open(c.At(), "written")
	l.Follow("form[action$=phieu] button")
	l.here("slips")
	c.Upload("/quan-tri/nhap-tai-khoan", "file", "can-bo.csv", []byte(rows[0]+"\nA\tSở Không Có")).Status(200)
	l.open(c.At(), "plan-wrong")
	pagecheck.Validate(t, l.html)
}

func TestSetUpPagesAreCalmAndRight(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	code, err := h.auth.SetupCode(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l := newLook(t, h)
	l.open("/thiet-lap?ma="+code, "setup")
	l.Type("#f-province", "tỉnh An Bình").Type("#f-name", "Lê Văn Bình").Type("#f-login", "binh").Type("#f-password", "ngắn").Type("#f-again", "ngắn")
	l.Follow("main form button[type=submit]")
	l.here("setup-wrong")
	l.Type("#f-password", secretWords).Type("#f-again", secretWords).Follow("main form button[type=submit]")
	l.here("enrol-door")
	secret := strings.ReplaceAll(pagecheck.Eval[string](l.Window, "document.querySelector('main form code').textContent"), " ", "")
	l.Type("#f-code", codeOf(h, secret)).Follow("main form button[type=submit]")
	l.here("codes")
	pagecheck.Validate(t, l.html)
}
