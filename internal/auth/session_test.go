package auth_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func adminPage(account int64) string { return fmt.Sprintf("/quan-tri/tai-khoan/%d", account) }

func (h *house) read(query string, arg any, into any) {
	h.Helper()
	err := h.d.Read(h.Context(), func(tx *db.Tx) error { return tx.QueryRow(h.Context(), query, arg).Scan(into) })
	if err != nil {
		h.Fatal(err)
	}
}

func TestASessionEndsWhenUnusedAndInAnyCase(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.enter("thuha")
		for range 20 {
			h.clock.pass(7 * time.Hour)
			c.Get("/").See("Chào")
			if err := h.auth.Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		h.clock.pass(9 * time.Hour)
		c.Get("/").See("Phiên làm việc đã hết")
		c = h.enter("thuha")
		for range 25 {
			h.clock.pass(7 * time.Hour)
			c.Get("/")
		}
		c.See("Phiên làm việc đã hết")
		if err := h.auth.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		var n int
		h.read(`SELECT COUNT(*) FROM auth_session WHERE id > $1`, 0, &n)
		if n != 0 {
			t.Errorf("%d sessions are left after sweeping", n)
		}
	})
}

func TestLastSeenIsStoredAtMostOnceAMinute(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.enter("thuha")
		seen := func() (at time.Time) {
			h.read(`SELECT seen FROM auth_session WHERE id > $1`, 0, &at)
			return at
		}
		start := seen()
		h.clock.pass(30 * time.Second)
		c.Get("/")
		if err := h.auth.Flush(t.Context()); err != nil || !seen().Equal(start) {
			t.Errorf("after half a minute last seen moved to %s, %v", seen(), err)
		}
		h.clock.pass(45 * time.Second)
		c.Get("/")
		if !seen().Equal(start) {
			t.Error("a request wrote by itself")
		}
		if err := h.auth.Flush(t.Context()); err != nil || !seen().Equal(start.Add(75*time.Second)) {
			t.Errorf("last seen is %s, %v", seen(), err)
		}
	})
}

func TestADeviceCanBeSignedOutFromAnother(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		h.join("Lê Văn Bình", "SYT", "binh", h.over(auth.Staff, "SYT"))
		phone := h.browser()
		phone.Header.Set("User-Agent", "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Mobile Safari/537.36")
		phone.Post("/dang-nhap", "login", "thuha", "password", secretWords).See("Chào")
		desk := h.enter("thuha")
		desk.Get("/tai-khoan/thiet-bi").See("2 thiết bị", "Chrome · Android", "Thiết bị này")
		var id int64
		h.read(`SELECT id FROM auth_session WHERE device = $1`, "Chrome · Android", &id)
		stranger := h.enter("binh")
		stranger.Post(fmt.Sprintf("/tai-khoan/thiet-bi/%d", id)).Status(404)
		phone.Get("/").See("Chào")
		desk.Submit(fmt.Sprintf("/thiet-bi/%d", id)).See("Đã đăng xuất thiết bị đó")
		phone.Get("/").See("Phiên làm việc đã hết")
		third := h.enter("thuha")
		desk.Get("/tai-khoan/thiet-bi").Submit("/tai-khoan/thiet-bi").See("1 thiết bị")
		third.Get("/").See("Mật khẩu")
	})
}

func TestANewPasswordEndsTheOtherSessions(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		here, there := h.enter("thuha"), h.enter("thuha")
		old := here.Cookie("nhipcau")
		here.Get("/tai-khoan/mat-khau").Submit("/mat-khau", "current", "không phải thế", "password", "một câu đủ dài", "again", "một câu đủ dài").
			Status(422).See("Mật khẩu hiện tại chưa đúng")
		here.Submit("/mat-khau", "current", secretWords, "password", "một câu đủ dài", "again", "một câu đủ dài").Status(200).See("Đã đổi mật khẩu")
		here.Get("/").See("Chào")
		there.Get("/").See("Phiên làm việc đã hết")
		h.browser().SetCookie("nhipcau", old).Get("/").See("Phiên làm việc đã hết")
	})
}

func TestOnlyTheHashOfATokenIsStored(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		token := h.enter("thuha").Cookie("nhipcau")
		var stored string
		h.read(`SELECT token FROM auth_session WHERE id > $1`, 0, &stored)
		if len(token) < 43 || stored == token || strings.Contains(stored, token) {
			t.Errorf("cookie %q, stored %q", token, stored)
		}
	})
}

func TestTheCookieIsBoundToHostAndHTTPS(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.browser()
		c.Post("/dang-nhap", "login", "thuha", "password", secretWords)
		var plain *http.Cookie
		for _, k := range signInCookies(h, "http://nhipcau.test") {
			if k.Name == "nhipcau" {
				plain = k
			}
		}
		if plain == nil || !plain.HttpOnly || plain.SameSite != http.SameSiteLaxMode || plain.Secure {
			t.Errorf("without HTTPS the cookie is %v", plain)
		}
		var safe *http.Cookie
		for _, k := range signInCookies(h, "https://nhipcau.test") {
			if strings.HasPrefix(k.Name, "__Host-") {
				safe = k
			}
		}
		if safe == nil || !safe.Secure || safe.Path != "/" || safe.Domain != "" || !safe.HttpOnly {
			t.Errorf("with HTTPS the cookie is %v", safe)
		}
	})
}

func TestTwoProcessesOnOneDatabaseAgree(t *testing.T) {
	t.Parallel()
	url := dbtest.PostgresURL(t, modules)
	open := func() *db.DB {
		d, err := db.Open(t.Context(), "", url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		return d
	}
	nobody := func(o *auth.Options) { o.Factor = []auth.Role{} }
	a, b := raise(t, open(), nobody), raise(t, open(), nobody)
	a.settle()
	id, _ := a.join("Trần Thu Hà", "STP", "thuha", a.over(auth.Staff, "STP"))
	a.join("Lê Văn Bình", "UBND", "binh", a.over(auth.Administrator, "UBND"))

	token := a.enter("thuha").Cookie("nhipcau")
	atB := webtest.New(t, b.handler).SetCookie("nhipcau", token)
	atB.Get("/").See("Chào Trần Thu Hà")

	a.enter("binh").Get(adminPage(id)).Submit("/vai-tro", "role", "administrator", "scope", fmt.Sprint(a.unit["STP"])).See("Đã thêm vai trò")
	atB.Get("/quan-tri/tai-khoan").Status(200).See("Trần Thu Hà")

	for range 5 {
		b.browser().Post("/dang-nhap", "login", "thuha", "password", "sai mật khẩu rồi").Status(422)
	}
	a.enter("thuha").Status(429)

	a.enter("binh").Get(adminPage(id)).Submit("/mat-khau").Status(200).See("chỉ hiện một lần")
	atB.Get("/").See("Phiên làm việc đã hết")
}

func TestHoldersAreFoundUpwards(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		_, top := h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Leader, "UBND"))
		_, near := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Leader, "STP"))
		for unit, want := range map[string]org.PersonID{"STP": near, "SYT": top} {
			err := h.d.Read(t.Context(), func(tx *db.Tx) error {
				got, err := h.auth.Holders(t.Context(), tx, auth.Leader, h.unit[unit])
				if len(got) != 1 || got[0] != want {
					t.Errorf("leaders over %s = %v, want %d", unit, got, want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
