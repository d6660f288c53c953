package auth_test

import (
	"context"
	"encoding/base32"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestSignInGoesWhereThePersonWantedToGo(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "Ha.Tran", h.over(auth.Staff, "STP"))
		c := h.browser()
		c.Get("/tai-khoan/thiet-bi").Status(200).See("Đăng nhập", "Quên mật khẩu")
		c.Post(c.At(), "login", "hà.trần", "password", secretWords).Status(200).See("Thiết bị này")
		if c.At() != "/tai-khoan/thiet-bi" {
			t.Errorf("after signing in we are at %s", c.At())
		}
		c.Get("/").Status(200).See("Chào Trần Thu Hà, Sở Tư pháp")
		c.Post("/dang-xuat").See("Bạn đã đăng xuất")
		c.Get("/").See("Mật khẩu")
		if got := h.auditActions(); !slices.Contains(got, "auth.sign-in") || !slices.Contains(got, "auth.sign-out") {
			t.Errorf("audit lines %v lack signing in or out", got)
		}
	})
}

func TestAReturnAddressElsewhereIsNotFollowed(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.browser()
		c.Post("/dang-nhap?ve=https%3A%2F%2Fevil.example%2F", "login", "thuha", "password", secretWords)
		if c.At() != "/dang-nhap" && c.At() != "/" {
			t.Errorf("we are at %s", c.At())
		}
	})
}

func TestNobodyLearnsWhichLoginsExist(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "ha.tran", h.over(auth.Staff, "STP"))
		known := h.browser().Post("/dang-nhap", "login", "ha.tran", "password", "sai mật khẩu rồi").Status(422)
		unknown := h.browser().Post("/dang-nhap", "login", "khong.co", "password", "sai mật khẩu rồi").Status(422)
		a := strings.ReplaceAll(known.Body, "ha.tran", "X")
		b := strings.ReplaceAll(unknown.Body, "khong.co", "X")
		if a != b {
			t.Error("the pages for a known and an unknown login differ")
		}
	})
}

func TestTooManyFailuresMakeOneWait(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "ha.tran", h.over(auth.Staff, "STP"))
		c := h.browser()
		for range 5 {
			c.Post("/dang-nhap", "login", "ha.tran", "password", "sai mật khẩu rồi").Status(422).See("chưa đúng")
		}
		c.Post("/dang-nhap", "login", "HA.TRAN", "password", secretWords).Status(429).See("Hãy đợi 5 giây")
		h.clock.pass(5 * time.Second)
		c.Post("/dang-nhap", "login", "ha.tran", "password", "sai mật khẩu rồi").Status(422)
		c.Post("/dang-nhap", "login", "ha.tran", "password", secretWords).Status(429).See("Hãy đợi 10 giây")
		h.clock.pass(10 * time.Second)
		c.Post("/dang-nhap", "login", "ha.tran", "password", secretWords).Status(200).See("Chào")
		c.Another().Post("/dang-nhap", "login", "ha.tran", "password", "sai mật khẩu rồi").Status(422)
		if !slices.Contains(h.auditActions(), "auth.failures") {
			t.Error("the burst of failures left no audit line")
		}
	})
}

func TestManyNamesFromOneNetworkMustWaitToo(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "ha.tran", h.over(auth.Staff, "STP"))
		c := h.browser()
		for range 49 {
			if err := h.auth.KnockNetwork(t.Context(), netip.MustParseAddr("192.0.2.1")); err != nil {
				t.Fatal(err)
			}
		}
		c.Post("/dang-nhap", "login", "ai.do", "password", "mật khẩu thông dụng").Status(422)
		c.Post("/dang-nhap", "login", "ha.tran", "password", secretWords).Status(429).See("Hãy đợi 5 giây")
	})
}

// An office signs in at eight o'clock from one address: whoever waited a moment longer for the database was
// once told to have failed too often.
func TestNeighboursWhoComeTogetherDoNotShutEachOtherOut(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "ha.tran", h.over(auth.Staff, "STP"))
		client := netip.MustParseAddr("192.0.2.1")
		for range 3 {
			err := h.auth.KnockNetwork(t.Context(), client)
			if err != nil {
				t.Fatalf("a free attempt is refused: %v", err)
			}
			h.clock.pass(-10 * time.Millisecond) // the next one looked at the clock earlier
		}
		h.browser().Post("/dang-nhap", "login", "ha.tran", "password", secretWords).Status(200).See("Chào")
	})
}

var secretOnPage = regexp.MustCompile(`<code class="strong">([A-Z2-7 ]+)</code>`)

// enrol takes the secret from the page and turns the second factor on.
func enrol(h *house, c *webtest.Client) (secret string, recovery []string) {
	h.Helper()
	found := secretOnPage.FindStringSubmatch(c.Body)
	if found == nil {
		h.Fatalf("no secret at %s", c.At())
	}
	secret = strings.ReplaceAll(found[1], " ", "")
	if _, err := base32.StdEncoding.DecodeString(secret); err != nil {
		h.Fatal(err)
	}
	action := c.At()
	c.Submit(action, "code", "000000").Status(422).See("Mã chưa đúng")
	again := secretOnPage.FindStringSubmatch(c.Body)
	if again == nil || again[1] != found[1] {
		h.Error("a wrong code changed the secret of the page")
	}
	c.Submit(action, "code", codeOf(h, secret)).Status(200).See("Mã dự phòng")
	for _, m := range regexp.MustCompile(`<code class="strong">([a-z0-9]{5}-[a-z0-9]{5})</code>`).FindAllStringSubmatch(c.Body, -1) {
		recovery = append(recovery, m[1])
	}
	if len(recovery) != 10 {
		h.Errorf("%d recovery codes, want 10", len(recovery))
	}
	return secret, recovery
}

func codeOf(h *house, secret string) string {
	h.Helper()
	c, err := totp.GenerateCode(secret, h.clock.now())
	if err != nil {
		h.Fatal(err)
	}
	return c
}

func TestAnAdministratorMustUseASecondFactor(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		c := h.enter("binh").Status(200).See("Bật mã xác thực")
		c.Get("/quan-tri/tai-khoan").See("Bật mã xác thực")
		before := c.Cookie("nhipcau")
		secret, recovery := enrol(h, c)
		if got := c.Last.Header.Get("Cache-Control"); got != "private, no-store" {
			t.Errorf("the page of recovery codes may be cached: %q", got)
		}
		if c.Cookie("nhipcau") == before {
			t.Error("the session kept its token after the second factor")
		}
		c.Get("/quan-tri/tai-khoan").Status(200).See("Lê Văn Bình")

		h.clock.pass(time.Minute)
		other := h.enter("binh").Status(200).See("Nhập mã xác thực", "Lê Văn Bình")
		other.Get("/tai-khoan").See("Nhập mã xác thực")
		half := other.Cookie("nhipcau")
		now := codeOf(h, secret)
		other.Submit(other.At(), "code", "123456").Status(422)
		other.Submit(other.At(), "code", now[:3]+" "+now[3:]).Status(200)
		other.Get("/tai-khoan").Status(200).See("Vai trò của bạn")
		if other.Cookie("nhipcau") == half {
			t.Error("the token from before the code still opens the session")
		}

		replay := h.enter("binh").See("Nhập mã xác thực")
		replay.Submit(replay.At(), "code", now).Status(422).See("đã dùng rồi")
		replay.Submit(replay.At(), "code", strings.ToUpper(recovery[3])).Status(200)
		replay.Get("/tai-khoan").See("Vai trò của bạn")
		again := h.enter("binh").See("Nhập mã xác thực")
		again.Submit(again.At(), "code", recovery[3]).Status(422)
		again.Submit(again.At(), "code", recovery[4]).Status(200)
	}, administratorsMust)
}

func TestGuessingCodesIsSlow(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		enrol(h, h.enter("binh").Get("/tai-khoan/ma-xac-thuc"))
		c := h.enter("binh")
		for range 5 {
			c.Submit(c.At(), "code", "111111").Status(422)
		}
		c.Submit(c.At(), "code", "111111").Status(429).See("Hãy đợi")
	})
}

func TestASecretIsNotReadableInTheDatabase(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		id, _ := h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		secret, _ := enrol(h, h.enter("binh").Get("/tai-khoan/ma-xac-thuc"))
		var stored string
		h.read(`SELECT factor FROM auth_account WHERE id = $1`, id, &stored)
		if stored == "" || strings.Contains(stored, secret) {
			t.Errorf("stored secret %q", stored)
		}
	})
}

func TestAHandedOutPasswordMustBeChanged(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		old := h.enter("thuha").See("Chào")
		once, err := h.auth.ResetPassword(t.Context(), "THUHA", false)
		if err != nil {
			t.Fatal(err)
		}
		old.Get("/").See("Phiên làm việc đã hết")
		c := h.browser().Post("/dang-nhap", "login", "thuha", "password", once).Status(200).See("Đặt mật khẩu của bạn")
		c.Get("/").See("Đặt mật khẩu của bạn")
		c.Submit("/dang-nhap/doi-mat-khau", "password", "ngắn", "again", "ngắn").Status(422).See("ít nhất 10 ký tự")
		c.Submit("/dang-nhap/doi-mat-khau", "password", "một câu đủ dài", "again", "câu khác hẳn").Status(422).See("chưa giống nhau")
		c.Submit("/dang-nhap/doi-mat-khau", "password", once, "again", once).Status(422).See("phải khác")
		c.Submit("/dang-nhap/doi-mat-khau", "password", "một câu đủ dài", "again", "một câu đủ dài").Status(200)
		c.Get("/").Status(200).See("Chào")
		h.browser().Post("/dang-nhap", "login", "thuha", "password", once).Status(422)
	})
}

func TestAResetCanForgetTheSecondFactor(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		enrol(h, h.enter("binh").Get("/tai-khoan/ma-xac-thuc"))
		once, err := h.auth.ResetPassword(t.Context(), "binh", true)
		if err != nil {
			t.Fatal(err)
		}
		h.browser().Post("/dang-nhap", "login", "binh", "password", once).See("Đặt mật khẩu của bạn")
		_, err = h.auth.ResetPassword(t.Context(), "khong.co", true)
		if err == nil || !strings.Contains(err.Error(), "khong.co") {
			t.Errorf("resetting nobody = %v", err)
		}
	})
}

func TestAStoppedPersonGetsNoFurther(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		id, person := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		hers, admin := h.enter("thuha").See("Chào"), h.enter("binh")
		h.open[person] = 3
		page := adminPage(id)
		admin.Get(page).Status(200).See("còn 3 việc đang mở")
		admin.Post(page+"/ngung", "version", "1").Status(422).See("còn 3 việc đang mở")
		h.open[person] = 0
		admin.Get(page).Submit("/ngung").Status(200).See("Đã ngừng tài khoản")
		hers.Get("/").See("Phiên làm việc đã hết")
		h.enter("thuha").Status(422).See("chưa đúng")
		admin.Submit("/mo-lai").Status(200)
		h.enter("thuha").Status(200).See("Chào")
	})
}

func TestACodeShownTwiceAtOnceOpensOneDoor(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		secret, _ := enrol(h, h.enter("binh").Get("/tai-khoan/ma-xac-thuc"))
		h.clock.pass(time.Minute)
		now := codeOf(h, secret)
		var wg sync.WaitGroup
		var inside atomic.Int32
		for range 4 {
			c := h.enter("binh")
			wg.Go(func() {
				if c.Post(c.At(), "code", now).Last.StatusCode == 200 && c.At() == "/" {
					inside.Add(1)
				}
			})
		}
		wg.Wait()
		if inside.Load() != 1 {
			t.Errorf("%d of 4 got in with one code", inside.Load())
		}
	})
}

func TestAStepIsTakenOnceAndNeverBackwards(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		id, _ := h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		enrol(h, h.enter("binh").Get("/tai-khoan/ma-xac-thuc"))
		h.write(func(ctx context.Context, tx *db.Tx) error {
			for _, try := range []struct {
				step, latest int64
				want         bool
			}{{1 << 40, 1 << 41, true}, {1 << 40, 1 << 41, false}, {1<<40 - 1, 1 << 41, false}, {1<<40 + 1, 1 << 41, true}, {1 << 39, 1<<39 + 1, true}} {
				got, err := auth.TakeStep(ctx, tx, id, try.step, try.latest)
				if err != nil || got != try.want {
					t.Errorf("TakeStep(%d) = %v, %v; want %v", try.step, got, err, try.want)
				}
			}
			return nil
		})
	})
}
