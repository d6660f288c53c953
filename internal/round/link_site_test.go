package round_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

// stranger is a client without a session.
func (h *house) stranger(t testing.TB) *webtest.Client {
	_, handler := h.site(t)
	return webtest.New(t, handler)
}

func TestACommuneAnswersByLinkAndTheNextReaderSeesOnlyAReceipt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 2)
		r := h.open()
		tokens := h.links(r, day(2026, 12, 20))
		c := h.stranger(t).Get("/l/"+tokens["X1"]).Status(http.StatusOK).See("Báo cáo tháng 11", "Ủy ban nhân dân xã số 1", "Không phát sinh")
		c.DontSee("xã số 2")
		for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow, noarchive"} {
			if got := c.Last.Header.Get(name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		if strings.Contains(c.Body, "<title>Ủy ban") || !strings.Contains(c.Body, "<title>Biểu báo cáo") {
			t.Error("the title, which chats show, says more than that it is a form")
		}
		c.Submit("/l/"+tokens["X1"], asked(r, "hop-bao"), "hai", "nguoi-dien", "Lò Văn Ón", "viec", "gui").Status(http.StatusUnprocessableEntity)
		if !strings.Contains(c.Body, `value="hai"`) || !strings.Contains(c.Body, "Lò Văn Ón") {
			t.Error("what was typed is gone from the page that came back")
		}

		// What was saved is there for this device and for no other.
		c.Submit("/l/"+tokens["X1"], asked(r, "hop-bao"), "2", "viec", "luu").Status(http.StatusOK).See("Đã lưu, chưa gửi")
		if !strings.Contains(c.Body, `value="2"`) {
			t.Error("what was saved is not shown again")
		}
		other := h.stranger(t).Get("/l/" + tokens["X1"]).Status(http.StatusOK)
		if strings.Contains(other.Body, `value="2"`) {
			t.Error("what one device saved is shown to another")
		}

		c.Submit("/l/"+tokens["X1"], asked(r, "hop-bao"), "2", asked(r, "yeu-cau"), "5", asked(r, "tra-loi"), "4", asked(r, "lau-nhat"), "1,5", "viec", "gui")
		c.Status(http.StatusOK).See("Đã gửi báo cáo", r.Code+"-")
		other.Get("/l/"+tokens["X1"]).Status(http.StatusOK).See("Đã gửi báo cáo").DontSee("1,5", "hop-bao")
		other.Post("/l/"+tokens["X1"]+"/khong-phat-sinh", "bieu-mau", "1").Status(http.StatusOK).See("Đã gửi báo cáo")
		if got := h.board(h.coordinator(), r).Count; got.Given != 1 || got.Nothing != 0 {
			t.Errorf("the board counts %+v", got)
		}
	})
}

func asked(r round.Round, key string) string { return round.FieldForTest(r.ID, key) }

func TestWrongLinksAreAllAlikeAndSlowedDown(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 1)
	r := h.open()
	tokens := h.links(r, day(2026, 12, 20))
	c := h.stranger(t)
	shut := false
	for range 40 {
		c.Get("/l/abcde-fghjk-mnpqr-stuvw")
		if c.Last.StatusCode == http.StatusServiceUnavailable {
			shut = true
			break
		}
		c.Status(http.StatusNotFound)
	}
	if !shut {
		t.Error("forty wrong links in a row were all looked up")
	}
	c.Get("/l/" + tokens["X1"]).Status(http.StatusOK) // neighbours with a right link are not shut out
}

func TestProgramsThatPreviewAreNotReaders(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 1)
	r := h.open()
	token := h.links(r, day(2026, 12, 20))["X1"]
	for want, agent := range []string{"facebookexternalhit/1.1", "Mozilla/5.0 (Android 9; Mobile)"} { // in this order: opening is remembered
		c := h.stranger(t)
		c.Header.Set("User-Agent", agent)
		c.Get("/l/" + token).Status(http.StatusOK)
		v, err := h.visit(token)
		if err != nil {
			t.Fatal(err)
		}
		if want == 0 && v.Link.OpenedAt != nil || want == 1 && v.Link.Opens == 0 {
			t.Errorf("%s: opened %d times", agent, v.Link.Opens)
		}
		if want == 0 {
			continue
		}
		c.Get("/l/" + token)
		if again, _ := h.visit(token); again.Link.Opens != v.Link.Opens {
			t.Errorf("the same device counts %d times", again.Link.Opens)
		}
	}
}

func TestACoordinatorHandsOutAndRevokesLinks(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 2)
	h.Key = []byte("a key for tests")
	r := h.open()
	c := h.client(t, "coordinator UBND").Get(r.Href()).Click("Đường dẫn một lần").Status(http.StatusOK).See("2 đơn vị chưa trả lời và chưa có đường dẫn")
	c.Submit("/duong-dan/"+itoa(int64(r.ID)), "until", "20/12/2026").Status(http.StatusOK).See("Đã tạo 2 đường dẫn", "Kính gửi Ủy ban nhân dân xã số 1: Báo cáo tháng 11.")
	if n := strings.Count(c.Body, "Kính gửi"); n != 2 {
		t.Errorf("%d messages, want one for each unit", n)
	}
	c.Get("/dot-bao-cao/duong-dan/"+itoa(int64(r.ID))+"/in").Status(http.StatusOK).See("2 phiếu", "20/12/2026", "nhipcau.test/l/")
	c.Get("/dot-bao-cao/duong-dan/" + itoa(int64(r.ID))).Submit("/thu-hoi").Status(http.StatusOK).See("Đã thu hồi")
	h.client(t, "officer X1").Get("/dot-bao-cao/duong-dan/" + itoa(int64(r.ID))).Status(http.StatusForbidden)
}

func TestAFilledFormIsPreviewedAndImported(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 1)
	r := h.open()
	data := filled(t, h.issue(h.coordinator(), r, "X1"), "docx", map[string]string{"hop-bao": "2", "yeu-cau": "12 vụ", "tra-loi": "4", "lau-nhat": "1,5"})
	c := h.client(t, "coordinator UBND").Get("/dot-bao-cao").Get("/dot-bao-cao/nhap-bieu")
	c.Upload("/dot-bao-cao/nhap-bieu", "tep", "bieu.docx", []byte("x")).Status(http.StatusUnprocessableEntity)
	c.Upload("/dot-bao-cao/nhap-bieu", "tep", "bieu.docx", data).Status(http.StatusOK)
	c.See("Xem trước biểu của Ủy ban nhân dân xã số 1", "3 câu mới, 1 câu không nhận được", "ghi “12 vụ”, cần một số", "Đơn vị đã báo bằng")
	at := c.At()
	c.Submit(at, asked(r, "kenh"), "zalo", asked(r, "ngay-cv"), "07/12/2026").Status(http.StatusUnprocessableEntity).See("Hãy ghi số liệu “Số yêu cầu”")
	c.Submit(at, "ghi-3", "12", asked(r, "kenh"), "zalo", asked(r, "ngay-cv"), "07/12/2026").Status(http.StatusOK).See("Đã nhập biểu thành dòng 1", "theo tin nhắn Zalo")
	c.Get(at).Status(http.StatusOK).See("Biểu này đã được nhập")
}

func TestFormsAreHandedOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 3)
	r := h.open()
	c := h.client(t, "officer X1").Get(r.UnitHref(h.unit["X1"])).See("Điền trong Word, Excel rồi nhập lại")
	for _, format := range []string{"docx", "xlsx"} {
		c.Post(r.UnitHref(h.unit["X1"])+"/bieu", "dang", format).Status(http.StatusOK)
		if got := c.Last.Header.Get("Content-Disposition"); !strings.Contains(got, format) || !bytes.HasPrefix([]byte(c.Body), []byte("PK")) {
			t.Errorf("%s: %q", format, got)
		}
	}
	h.client(t, "coordinator UBND").Post("/dot-bao-cao/bieu/"+itoa(int64(r.ID)), "dang", "docx").Status(http.StatusOK)
	h.client(t, "officer X2").Post(r.UnitHref(h.unit["X1"]) + "/bieu").Status(http.StatusNotFound)
}
