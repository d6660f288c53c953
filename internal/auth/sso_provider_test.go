//go:build browser

package auth_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

// idp is a real OpenID Connect provider in a process of its own.
type idp struct {
	*testing.T
	Issuer string `json:"issuer"`
	stop   func()
}

func startProvider(t *testing.T) *idp {
	t.Helper()
	if _, err := os.Stat("testdata/provider/node_modules/oidc-provider"); err != nil {
		t.Fatal("the provider is missing; run scripts/need provider")
	}
	p := exec.Command("node", "provider.mjs", "http://nhipcau.test/dang-nhap/chung/ve", "http://nhipcau.test/dang-nhap")
	p.Dir = "testdata/provider"
	in, err := p.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	err = p.Start()
	if err != nil {
		t.Fatal(err)
	}
	x := &idp{T: t, stop: func() { _ = in.Close(); _ = p.Wait() }}
	t.Cleanup(x.stop)
	lines := bufio.NewReader(out)
	for x.Issuer == "" {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatalf("the provider did not start: %v", err)
		}
		_ = json.Unmarshal([]byte(line), x) // other lines are warnings
	}
	return x
}

// order tells the provider what to do from now on.
func (x *idp) order(what, body string) {
	x.Helper()
	answer, err := http.Post(x.Issuer+"/orders/"+what, "application/json", strings.NewReader(body))
	if err != nil {
		x.Fatal(err)
	}
	_ = answer.Body.Close()
}

// signIn walks through the provider's pages as name and returns the address it sends the browser back to.
func (x *idp) signIn(address, name string) string {
	x.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		x.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(address)
	for range 20 {
		if err != nil {
			x.Fatal(err)
		}
		page, err2 := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err2 != nil {
			x.Fatal(err2)
		}
		at := answer.Request.URL
		if to := answer.Header.Get("Location"); to != "" {
			next, err2 := at.Parse(to)
			if err2 != nil {
				x.Fatal(err2)
			}
			if next.Host == "nhipcau.test" {
				return next.RequestURI()
			}
			answer, err = client.Get(next.String())
			continue
		}
		action, fields := formOf(string(page))
		if action == "" {
			x.Fatalf("the provider answers %d at %s: %s", answer.StatusCode, at, page)
		}
		fields.Set("login", name)
		fields.Set("password", "bất kỳ")
		next, err2 := at.Parse(action)
		if err2 != nil {
			x.Fatal(err2)
		}
		answer, err = client.PostForm(next.String(), fields)
	}
	x.Fatal("the provider never ends")
	return ""
}

func formOf(page string) (action string, fields url.Values) {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return "", nil
	}
	fields = url.Values{}
	for n := range doc.Descendants() {
		value := func(name string) string {
			for _, a := range n.Attr {
				if a.Key == name {
					return a.Val
				}
			}
			return ""
		}
		switch n.Data {
		case "form":
			action = value("action")
		case "input":
			if value("name") != "" {
				fields.Set(value("name"), value("value"))
			}
		}
	}
	return action, fields
}

// leave presses the button of the single sign-on and comes back as name with the address of the answer.
func (x *idp) leave(c *webtest.Client, name string) string {
	x.Helper()
	c.GetOnly("/dang-nhap/chung?ve=%2Ftai-khoan")
	to := c.Last.Header.Get("Location")
	if !strings.HasPrefix(to, x.Issuer+"/") || !strings.Contains(to, "code_challenge_method=S256") {
		x.Fatalf("the button leads to %q", to)
	}
	return x.signIn(to, name)
}

// eachWithProvider runs fn on both databases with a provider and a clock that agrees with it.
func eachWithProvider(t *testing.T, match string, fn func(h *house, x *idp)) {
	t.Parallel()
	var issuer string
	x := startProvider(t)
	issuer = x.Issuer
	each(t, func(h *house) {
		h.clock.pass(time.Since(h.clock.now()))
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		fn(h, &idp{T: h.T, Issuer: x.Issuer, stop: x.stop})
	}, func(o *auth.Options) {
		o.SSO = auth.SSO{Issuer: issuer, ClientID: "nhipcau", Secret: "a secret of the tests", Name: "tài khoản của tỉnh", Match: match}
	})
}

func TestSingleSignOnOpensOnlyLinkedAccounts(t *testing.T) {
	eachWithProvider(t, "", func(h *house, x *idp) {
		id, _ := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.browser().Get("/dang-nhap").See("Đăng nhập bằng tài khoản của tỉnh")
		c.Get(x.leave(c, "thuha")).Status(403).See("xác nhận bạn là Họ tên của thuha", "chưa nối với tài khoản nào")
		c.Submit("/noi?ve=%2Ftai-khoan", "code", "abcd-2345-wxyz").Status(422).See("Mã nối chưa đúng")
		admin := h.enter("binh").Get(adminPage(id)).See("Chưa nối")
		code := onceOn(admin.Submit("/ma-noi").Status(200).See("chỉ hiện một lần"))
		c.Submit("/noi?ve=%2Ftai-khoan", "code", code).Status(200).See("Vai trò của bạn", "Trần Thu Hà")

		again := h.browser()
		again.Get(x.leave(again, "thuha")).Status(200).See("Vai trò của bạn")
		if again.At() != "/tai-khoan" {
			t.Errorf("single sign-on forgot where the person wanted to go: %s", again.At())
		}
		again.Post("/dang-xuat").See("Bạn đã đăng xuất", "Bạn vẫn đang đăng nhập ở hệ thống tài khoản của tỉnh")
		if !strings.Contains(again.Body, x.Issuer+"/session/end?client_id=nhipcau") {
			t.Error("the page does not lead to signing out at the provider")
		}

		admin.Get(adminPage(id)).See("Đã nối với 1 định danh").Submit("/bo-noi").See("Đã bỏ nối")
		c.Get("/tai-khoan").See("Phiên làm việc đã hết")
		again.Get(x.leave(again, "thuha")).Status(403)
		admin.Get(adminPage(id)).Submit("/noi", "subject", "thuha").See("Đã nối")
		again.Get(x.leave(again, "thuha")).Status(200).See("Vai trò của bạn")
		admin.Get(adminPage(id)).Submit("/ngung").Status(200)
		again.Get(x.leave(again, "thuha")).Status(403).See("Tài khoản này đã ngừng")
		for _, want := range []string{"auth.sso-code", "auth.sso-link", "auth.sso-unlink", "auth.sign-in"} {
			if !slices.Contains(h.auditActions(), want) {
				t.Errorf("no audit line %s", want)
			}
		}
	})
}

func TestAVerifiedAddressFindsTheAccountAndNeverMakesOne(t *testing.T) {
	t.Parallel()
	x := startProvider(t)
	each(t, func(h *house) {
		h.clock.pass(time.Since(h.clock.now()))
		h.join("Lê Văn Bình", "UBND", "binh@anbinh.example", h.over(auth.Administrator, "UBND"))
		x := &idp{T: h.T, Issuer: x.Issuer}
		x.order("claims", `{"email_verified": false}`)
		c := h.browser()
		c.Get(x.leave(c, "binh")).Status(403).See("chưa nối với tài khoản nào")
		x.order("claims", `{}`)
		c.Get(x.leave(c, "binh")).Status(200).See("Vai trò của bạn", "Lê Văn Bình")
		c.Another().Get(x.leave(c, "nguoila")).Status(403)
		stranger := h.browser()
		stranger.Get(x.leave(stranger, "nguoila")).Status(403).See("chưa nối với tài khoản nào")
		if n := h.people(); n != 1 {
			t.Errorf("%d people after a stranger came", n)
		}
	}, func(o *auth.Options) {
		o.SSO = auth.SSO{Issuer: x.Issuer, ClientID: "nhipcau", Secret: "a secret of the tests", Name: "tài khoản của tỉnh", Match: "email"}
	})
}

func TestAForgedReturnFromTheProviderIsRefused(t *testing.T) {
	eachWithProvider(t, "staff", func(h *house, x *idp) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		const journey = "nhipcau-di-chung"
		for name, forge := range map[string]func(c *webtest.Client, back string) string{
			"another state":  func(_ *webtest.Client, back string) string { return strings.Replace(back, "state=", "state=x", 1) },
			"another issuer": func(_ *webtest.Client, back string) string { return strings.Replace(back, "iss=http", "iss=https", 1) },
			"another code":   func(_ *webtest.Client, back string) string { return strings.Replace(back, "code=", "code=x", 1) },
			"no journey":     func(c *webtest.Client, back string) string { c.SetCookie(journey, "x"); return back },
			"another nonce": func(c *webtest.Client, back string) string {
				c.SetCookie(journey, h.auth.OtherNonce(c.Cookie(journey)))
				return back
			},
			"an old journey":  func(_ *webtest.Client, back string) string { h.clock.pass(11 * time.Minute); return back },
			"an old token":    func(_ *webtest.Client, back string) string { h.clock.pass(8 * time.Minute); return back },
			"a future token":  func(_ *webtest.Client, back string) string { h.clock.pass(-4 * time.Minute); return back },
			"somebody else's": func(c *webtest.Client, _ string) string { return x.leave(c.Another(), "thuha") },
		} {
			if name == "an old token" {
				x.order("short", "")
			}
			c := h.browser()
			back := forge(c, x.leave(c, "thuha"))
			c.Get(back).See("không hợp lệ hoặc đã quá lâu", "Mật khẩu")
			if c.Cookie("nhipcau") != "" {
				t.Errorf("%s: a session was opened", name)
			}
			h.clock.pass(time.Since(h.clock.now()))
		}
	})
}

func TestAnAnswerOfTheProviderIsGoodOnce(t *testing.T) {
	eachWithProvider(t, "staff", func(h *house, x *idp) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.browser()
		back := x.leave(c, "thuha")
		journey := c.Cookie("nhipcau-di-chung")
		c.Get(back).Status(200).See("Vai trò của bạn")
		thief := h.browser().SetCookie("nhipcau-di-chung", journey)
		thief.Get(back).Status(403)
		x.order("keys", "")
		fresh := h.browser()
		fresh.Get(x.leave(fresh, "thuha")).Status(200).See("Vai trò của bạn")
	})
}

func TestWhileTheProviderIsDownThePasswordWorks(t *testing.T) {
	t.Parallel()
	x := startProvider(t)
	x.stop()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.browser().Get("/dang-nhap/chung").Status(503).See("Chưa kết nối được hệ thống tài khoản của tỉnh", "Mật khẩu")
		c.Submit("/dang-nhap", "login", "thuha", "password", secretWords).Status(200).See("Chào")
	}, func(o *auth.Options) {
		o.SSO = auth.SSO{Issuer: x.Issuer, ClientID: "nhipcau", Name: "tài khoản của tỉnh"}
	})
}
