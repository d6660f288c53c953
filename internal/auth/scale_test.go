package auth_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestAnAccountKeeperStaysBelowThemselves(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		chief, _ := h.join("Đặng Thị Lan", "STP", "lan", h.over(auth.Administrator, "STP"))
		other, _ := h.join("Võ Thị Sáu", "SYT", "sau", h.over(auth.Staff, "SYT"))
		mixed, _ := h.join("Phạm Thị Cúc", "STP", "cuc", h.over(auth.Staff, "STP"), h.over(auth.Viewer, "UBND"))
		own, _ := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		me, _ := h.join("Ngô Văn Dũng", "STP", "dung", h.over(auth.AccountKeeper, "STP"), h.over(auth.Staff, "STP"))
		stp := fmt.Sprint(h.unit["STP"])
		c := h.enter("dung").Get("/quan-tri/tai-khoan").Status(200).See("Trần Thu Hà").DontSee("Võ Thị Sáu")
		c.Get("/quan-tri/cach-dang-nhap").Status(403)
		for _, id := range []int64{chief, other, mixed} {
			c.Get(adminPage(id)).Status(403)
			for _, act := range []string{"/mat-khau", "/ngung", "/vai-tro", "/ma-noi", "/ma-xac-thuc"} {
				c.Post(adminPage(id)+act, "version", "1", "role", "viewer", "scope", stp)
				if c.Last.StatusCode != 403 && c.Last.StatusCode != 404 {
					t.Errorf("%s of account %d answered %d", act, id, c.Last.StatusCode)
				}
			}
		}
		c.Get(adminPage(own)).Status(200)
		if strings.Contains(c.Body, `value="administrator"`) {
			t.Error("the page offers a role that cannot be given")
		}
		c.Post(adminPage(own)+"/vai-tro", "version", "1", "role", "administrator", "scope", stp).Status(403)
		c.Post(adminPage(own)+"/vai-tro", "version", "1", "role", "leader", "scope", fmt.Sprint(h.unit["UBND"])).Status(403)
		c.Get(adminPage(own)).Submit("/vai-tro", "role", "leader", "scope", stp).Status(200).See("Lãnh đạo")
		c.Get(adminPage(own)).Submit("/mat-khau").Status(200).See("chỉ hiện một lần")
		c.Get(adminPage(me)).Submit("/vai-tro", "role", "coordinator", "scope", stp).Status(403)
		c.Post("/quan-tri/tai-khoan/moi", "name", "Đỗ Minh", "unit", stp, "login", "minh", "role", "administrator").Status(403)
		c.Post("/quan-tri/tai-khoan/moi", "name", "Đỗ Minh", "unit", fmt.Sprint(h.unit["SYT"]), "login", "minh", "role", "officer").Status(403)
		c.Post("/quan-tri/tai-khoan/moi", "name", "Đỗ Minh", "unit", stp, "login", "minh", "role", "officer").Status(200).See("Đã tạo tài khoản cho Đỗ Minh")
		head := "Họ và tên\tĐơn vị\tTên đăng nhập\tVai trò\tPhạm vi\n"
		for row, want := range map[string]string{
			"Đỗ Hai\tSTP\thai\tquản trị\tSTP":         "không giao được vai trò",
			"Đỗ Hai\tSTP\thai\tlãnh đạo\tUBND":        "ngoài phạm vi",
			"Đặng Thị Lan\tSTP\tlan\tcán bộ\t":        "ngoài phạm vi",
			"Ngô Văn Dũng\tSTP\tdung\tđiều phối\tSTP": "Không ai tự đổi vai trò của mình",
		} {
			c.Upload("/quan-tri/nhap-tai-khoan", "file", "x.csv", []byte(head+row)).See("1 dòng có lỗi", want)
		}
	})
}

func TestTheProvinceDecidesWhoNeedsASecondFactor(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Leader, "STP"))
		hers := h.enter("thuha").See("Chào")
		c := h.enter("binh").Get("/quan-tri/cach-dang-nhap").Status(200)
		c.Submit("/cach-dang-nhap", "factor", "leader", "device", "91", "code", "0", "lock", "x").Status(422).See("từ 0 đến 90")
		stale := h.enter("binh").Get("/quan-tri/cach-dang-nhap")
		c.Get("/quan-tri/cach-dang-nhap").Submit("/cach-dang-nhap", "factor", "leader", "device", "7", "code", "3", "lock", "5").Status(200).See("Đã lưu cách đăng nhập")
		stale.Submit("/cach-dang-nhap", "factor", "viewer").Status(422).See("vừa được người khác sửa")
		hers.Get("/").See("Bật mã xác thực")
		var sentence string
		h.read(`SELECT args FROM audit_line WHERE id > $1 AND action = 'auth.policy'`, 0, &sentence)
		if !strings.Contains(sentence, "mã xác thực: Lãnh đạo; nhớ thiết bị 7 ngày") || !strings.Contains(sentence, "không vai trò nào") {
			t.Errorf("the audit line says %s", sentence)
		}
		c.Get("/quan-tri/cach-dang-nhap").PostForm("/quan-tri/cach-dang-nhap", map[string][]string{"version": {"1"}, "device": {"7"}, "code": {"3"}, "lock": {"5"}}).Status(200)
		hers.Get("/").See("Chào")
	})
}

func TestAKnownDeviceIsNotAskedForTheCode(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		id, _ := h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		secret, _ := enrol(h, h.enter("binh").Get("/tai-khoan/ma-xac-thuc"))
		h.clock.pass(time.Minute)
		c := h.enter("binh").See("30 ngày tới không hỏi mã ở đây")
		c.Submit(c.At(), "code", codeOf(h, secret), "remember", "1").Status(200)
		in := func() { c.Post("/dang-nhap", "login", "binh", "password", secretWords).Status(200) }
		c.Post("/dang-xuat")
		in()
		c.See("Chào")
		var stored string
		h.read(`SELECT hash FROM auth_device WHERE account = $1`, id, &stored)
		if key := c.Cookie("nhipcau-thiet-bi"); key == "" || strings.Contains(stored, key) {
			t.Errorf("the key of the device is %q, stored %q", key, stored)
		}
		h.enter("binh").See("Nhập mã xác thực")
		thief := h.browser().SetCookie("nhipcau-thiet-bi", strings.Repeat("x", 43))
		thief.Post("/dang-nhap", "login", "binh", "password", secretWords).See("Nhập mã xác thực")
		c.Get("/tai-khoan/thiet-bi").See("Thiết bị đã nhớ").Submit("/nho/1").See("Đã bỏ nhớ thiết bị đó")
		c.Post("/dang-xuat")
		in()
		c.See("Nhập mã xác thực")
		h.clock.pass(time.Minute)
		c.Submit(c.At(), "code", codeOf(h, secret), "remember", "1").Status(200)
		h.clock.pass(31 * 24 * time.Hour)
		in()
		c.See("Nhập mã xác thực")
	})
}

func TestPeopleAtASharedMachineEachActUnderTheirName(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "XBL", "thuha", h.over(auth.Staff, "XBL"))
		sau, _ := h.join("Võ Thị Sáu", "XBL", "sau", h.over(auth.Leader, "XBL"))
		c := h.enter("thuha").Get("/tai-khoan/may-dung-chung").Status(200)
		c.Submit("/may-dung-chung", "machine", "").Status(422).See("Hãy đặt tên máy")
		c.Submit("/may-dung-chung", "machine", "Máy một cửa").Status(200).See("Máy một cửa: 1 người")
		for pin, want := range map[string]string{"12345": "đúng 6 chữ số", "123456": "dễ đoán", "112211": "dễ đoán", "48291a": "đúng 6 chữ số"} {
			c.Submit("/pin", "pin", pin, "again", pin, "current", secretWords).Status(422).See(want)
		}
		c.Submit("/pin", "pin", "482915", "again", "482915", "current", "sai mật khẩu").Status(422)
		c.Submit("/pin", "pin", "482915", "again", "482915", "current", secretWords).Status(200).See("Đã đặt mã PIN")
		c.Get("/doi-nguoi").See("Bạn là ai?", "Trần Thu Hà").Click("Người khác").See("Tên đăng nhập")
		c.Post("/dang-nhap", "login", "sau", "password", secretWords).See("Chào Võ Thị Sáu")
		c.Get("/doi-nguoi").See("Trần Thu Hà", "Võ Thị Sáu").Click("Trần Thu Hà").See("Mã PIN hoặc mật khẩu")
		c.Submit("/dang-nhap", "password", "000000").Status(422).See("Mã PIN hoặc mật khẩu chưa đúng", "Trần Thu Hà")
		c.Submit("/dang-nhap", "password", "482915").Status(200).See("Chào Trần Thu Hà")
		h.browser().Post("/dang-nhap", "nguoi", "1", "password", "482915").Status(422).See("không còn là máy dùng chung")
		h.browser().Post("/dang-nhap", "login", "thuha", "password", "482915").Status(422)

		h.clock.pass(9 * time.Minute)
		c.Get("/").See("Chào Trần Thu Hà")
		c.Get("/tai-khoan")
		if !strings.Contains(c.Body, `data-lock="600"`) {
			t.Error("the script is not told when to clear the screen")
		}
		h.clock.pass(11 * time.Minute)
		c.Get("/tai-khoan").See("Màn hình đã khóa", "Trần Thu Hà")
		c.Post("/tai-khoan", "name", "Kẻ khác").See("Màn hình đã khóa")
		c.Get("/mo-khoa?ve=%2Ftai-khoan")
		before := c.Cookie("nhipcau")
		c.Submit("/mo-khoa?ve=%2Ftai-khoan", "password", "111222").Status(422)
		c.Submit("/mo-khoa?ve=%2Ftai-khoan", "password", "482915").Status(200).See("Vai trò của bạn")
		if c.Cookie("nhipcau") == before {
			t.Error("unlocking kept the token")
		}
		h.clock.pass(11 * time.Minute)
		c.Get("/").See("Màn hình đã khóa").Post("/dang-xuat").See("Bạn là ai?")
		c.Click("Võ Thị Sáu").Submit("/dang-nhap", "nguoi", fmt.Sprint(sau), "password", secretWords).See("Chào Võ Thị Sáu")
		c.Get("/tai-khoan/may-dung-chung").Submit("/bo-ten").See("Đã bỏ tên").DontSee("Võ Thị Sáu · có mã PIN")
		c.Submit("/thoi").See("không còn là máy dùng chung")
		c.Post("/dang-xuat").DontSee("Bạn là ai?")
		if got := h.auditActions(); !slices.Contains(got, "auth.machine-new") || !slices.Contains(got, "auth.pin") {
			t.Errorf("audit lines %v", got)
		}
	})
}

func TestAPINGuessedAtTenTimesIsGone(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		id, _ := h.join("Trần Thu Hà", "XBL", "thuha", h.over(auth.Staff, "XBL"))
		c := h.enter("thuha").Get("/tai-khoan/may-dung-chung").Submit("/may-dung-chung", "machine", "Máy một cửa")
		c.Submit("/pin", "pin", "482915", "again", "482915", "current", secretWords).Status(200)
		c.Post("/dang-xuat")
		for range 10 {
			c.Post("/dang-nhap", "nguoi", fmt.Sprint(id), "password", "000001").Status(422)
			h.clock.pass(20 * time.Minute)
		}
		c.Post("/dang-nhap", "nguoi", fmt.Sprint(id), "password", "482915").Status(422)
		c.Post("/dang-nhap", "nguoi", fmt.Sprint(id), "password", secretWords).Status(200).See("Chào")
		if got := h.auditActions(); !slices.Contains(got, "auth.pin-drop") {
			t.Errorf("audit lines %v", got)
		}
	})
}

func TestWhoeverNeedsASecondFactorHasNoPIN(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		c := h.enter("binh")
		enrol(h, c)
		c.Get("/tai-khoan/may-dung-chung").Submit("/may-dung-chung", "machine", "Máy một cửa").See("không dùng mã PIN")
		c.Post("/tai-khoan/may-dung-chung/pin", "pin", "482915", "again", "482915", "current", secretWords).Status(422)
	}, administratorsMust)
}

func TestAOneTimePasswordRunsOut(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		id, _ := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.enter("binh").Get(adminPage(id)).Submit("/mat-khau").Status(200).See("nhipcau.test", "thuha", "07/12/2026")
		once := onceOn(c)
		if c.Last.Header.Get("Cache-Control") != "private, no-store" {
			t.Error("the slip may be cached")
		}
		h.clock.pass(15 * 24 * time.Hour)
		h.browser().Post("/dang-nhap", "login", "thuha", "password", once).Status(422).See("đã hết hạn")
		h.browser().Post("/dang-nhap", "login", "thuha", "password", "abcd-2345-wxyz").Status(422).DontSee("đã hết hạn")
	})
}

// crowd is a sheet of n new people with accounts.
func crowd(n int) []byte {
	var b strings.Builder
	b.WriteString("Họ và tên\tĐơn vị\tTên đăng nhập\tVai trò\n")
	for i := range n {
		fmt.Fprintf(&b, "Người %d\tSTP\tnguoi%d\tcán bộ\n", i, i)
	}
	return []byte(strings.TrimSpace(b.String()))
}

func TestAnImportThatStopsInTheMiddleGoesOnAndWritesNothingTwice(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		const n = auth.ImportBatch*2 + 20
		c := h.enter("binh").Upload("/quan-tri/nhap-tai-khoan", "file", "xa.csv", crowd(n)).Status(200).See("Sẽ thêm 220 người")
		page := c.At()
		c.Submit(page).Status(200).See("Đã xong 0 trên 220 dòng")

		ctx, kill := context.WithCancel(t.Context())
		h.auth.Now = func() time.Time { // the process dies while it writes the second batch
			if h.accounts() > auth.ImportBatch {
				kill()
			}
			return h.clock.now()
		}
		err := h.auth.WriteImport(ctx, 1)
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("the killed job returned %v", err)
		}
		h.auth.Now = h.clock.now
		if got := h.accounts(); got != 1+auth.ImportBatch {
			t.Fatalf("%d accounts after the process died, want %d", got, 1+auth.ImportBatch)
		}
		c.Get(page).See("Đã xong 100 trên 220 dòng")

		var wg sync.WaitGroup
		for range 3 { // two processes and a job that was given out again
			wg.Go(func() {
				err := h.auth.WriteImport(t.Context(), 1)
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got := h.accounts(); got != 1+n {
			t.Errorf("%d accounts, want %d", got, 1+n)
		}
		c.Get(page).See("Tệp này đã được ghi", "220 phiếu chờ in")
		slips := c.Submit("/phieu").Status(200)
		if got := strings.Count(slips.Body, `class="slip"`); got != n {
			t.Errorf("%d slips, want %d", got, n)
		}
		old := onceOn(slips)
		h.browser().Post("/dang-nhap", "login", "nguoi0", "password", old).See("Đặt mật khẩu của bạn")
		c.Post(page + "/phieu").See("đã hiện một lần").DontSee("phiếu chờ in")
		c.Get(page).Submit("/cap-lai").See("Đã cấp lại mã cho 219 người")
		h.browser().Post("/dang-nhap", "login", "nguoi0", "password", old).See("Đặt mật khẩu của bạn")
		c.Get(page).Submit("/phieu").See("219 phiếu")
	})
}

func (h *house) accounts() (n int) {
	h.Helper()
	h.read(`SELECT COUNT(*) FROM auth_account WHERE id > $1`, 0, &n)
	return n
}

func TestARowThatMovedWhileTheImportRanIsToldOf(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		_, ha := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		c := h.enter("binh").Upload("/quan-tri/nhap-tai-khoan", "file", "x.xlsx", []byte(sheet)).Status(200)
		page := c.At()
		c.Submit(page).Status(200)
		h.write(func(ctx context.Context, tx *db.Tx) error {
			p, err := h.org.Person(ctx, tx, ha)
			if err != nil {
				return err
			}
			p.Phone = "0900 000 000"
			return h.org.ChangePerson(ctx, tx, p)
		})
		h.work()
		c.Get(page).See("đã được ghi, trừ 1 dòng", "Thông tin của Trần Thu Hà vừa được người khác sửa", "1 phiếu chờ in")
		if h.accounts() != 3 {
			t.Errorf("%d accounts, want 3", h.accounts())
		}
	})
}

func TestSlipsWaitSealedAndNotForLong(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		h.join("Ngô Văn Dũng", "UBND", "dung", h.over(auth.Administrator, "UBND"))
		c := h.enter("binh").Upload("/quan-tri/nhap-tai-khoan", "file", "x.csv", crowd(1))
		page := c.At()
		c.Submit(page)
		h.work()
		var sealed string
		h.read(`SELECT sealed FROM auth_slip WHERE id = $1`, 1, &sealed)
		if len(sealed) < 100 || strings.Contains(sealed, "nguoi0") {
			t.Errorf("the slip is kept as %q", sealed)
		}
		h.enter("dung").Post(page + "/phieu").Status(404)
		h.clock.pass(73 * time.Hour)
		err := h.auth.Sweep(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		h.enter("binh").Get(page).DontSee("phiếu chờ in").See("1 người chưa đăng nhập lần nào")
	})
}

func TestAnAccountClosesInsideALargerChange(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		admin, boss := h.join("Lê Văn Bình", "UBND", "binh", h.over(auth.Administrator, "UBND"))
		id, person := h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		hers := h.enter("thuha").See("Chào")
		by := auth.Officer{Account: admin, Person: boss, Full: "Lê Văn Bình"}
		closing := func(by auth.Officer, id int64) error {
			return h.d.Write(t.Context(), func(tx *db.Tx) error { return h.auth.CloseAccount(t.Context(), tx, by, id) })
		}
		h.open[person] = 2
		err := closing(by, id)
		if fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "/ban-giao") {
			t.Errorf("closing over open work = %v", err)
		}
		hers.Get("/").See("Chào")
		h.open[person] = 0
		failed := errors.New("the rest of the change failed")
		err = h.d.Write(t.Context(), func(tx *db.Tx) error {
			return errors.Join(h.auth.CloseAccount(t.Context(), tx, by, id), failed)
		})
		if !errors.Is(err, failed) {
			t.Fatal(err)
		}
		hers.Get("/").See("Chào")
		for range 2 { // the second time changes nothing
			if err := closing(by, id); err != nil {
				t.Fatal(err)
			}
		}
		hers.Get("/").See("Phiên làm việc đã hết")
		if err := closing(auth.Officer{Full: "Hệ thống"}, admin); fault.KindOf(err) != fault.Conflict {
			t.Errorf("closing the last administrator = %v", err)
		}
		if err := closing(by, admin); fault.KindOf(err) != fault.Conflict {
			t.Errorf("closing oneself = %v", err)
		}
	}, func(o *auth.Options) { o.HandOver = "/ban-giao" })
}

func TestPasskeysAskForWhatTheyNeedWithoutScript(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		h.join("Trần Thu Hà", "STP", "thuha", h.over(auth.Staff, "STP"))
		h.browser().Get("/dang-nhap").See("cần trình duyệt mới, bật JavaScript", "Mật khẩu luôn dùng được")
		c := h.enter("thuha").Get("/tai-khoan/khoa-truy-cap").Status(200).See("Mật khẩu luôn dùng được", "chưa có https").DontSee("Mật khẩu hiện tại")
		h.clock.pass(11 * time.Minute)
		c.Get("/tai-khoan/khoa-truy-cap").See("Mật khẩu hiện tại")
		c.Post("/tai-khoan/khoa-truy-cap/hoi", "current", "sai mật khẩu").Status(422)
		c.Post("/tai-khoan/khoa-truy-cap/hoi", "current", secretWords).Status(200)
		for _, broken := range []string{"", "{}", "[1", strings.Repeat("9", 30_000)} {
			c.Post("/tai-khoan/khoa-truy-cap", "name", "Máy", "sealed", "x", "answer", broken).Status(422)
			nobody := h.browser().Post("/dang-nhap/khoa-truy-cap", "sealed", sealedOf(h.browser()), "answer", broken).Status(422)
			nobody.See("Không kiểm tra được khóa truy cập")
		}
	})
}

// sealedOf is our half of a sign-in by passkey as the script gets it.
func sealedOf(c *webtest.Client) string {
	c.Post("/dang-nhap/khoa-truy-cap/hoi").Status(200)
	_, rest, _ := strings.Cut(c.Body, `"sealed":"`)
	sealed, _, _ := strings.Cut(rest, `"`)
	return sealed
}

// Seeds are answers of a real browser, cut short.
func FuzzAnswersOfPasskeys(f *testing.F) {
	f.Add(`{"id":"AQ","rawId":"AQ","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"},"clientExtensionResults":{}}`)
	f.Add(`{"id":"AQ","rawId":"AQ","type":"public-key","response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQSIsIm9yaWdpbiI6Imh0dHBzOi8veCJ9","authenticatorData":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ","signature":"MEQ","userHandle":"AQ"},"clientExtensionResults":{}}`)
	f.Fuzz(func(t *testing.T, answer string) {
		made, used := auth.ReadKeyAnswers(answer)
		if made && used {
			t.Errorf("%q is both a new key and a sign-in", answer)
		}
	})
}
