package round_test

import (
	"context"
	"log/slog"
	"net/http"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/internal/work"
)

// guard lets people in as the officer whose name is in the cookie "ai"; without it nobody is signed in.
type guard struct{ officers map[string]auth.Officer }

func (g guard) Identify(r *http.Request) (context.Context, error) {
	c, err := r.Cookie("ai")
	if err != nil {
		return r.Context(), nil
	}
	return web.WithAsker(r.Context(), g.officers[c.Value]), nil
}

func (g guard) May(ctx context.Context, right web.Right) bool { return auth.Of(ctx).May(right) }

func (g guard) SignInURL(*http.Request) string { return "/dang-nhap" }

// site is the pages of the house; officers are called by role and unit: "coordinator UBND", "officer X1".
func (h *house) site(t testing.TB) (*web.Mux, http.Handler) {
	t.Helper()
	officers := map[string]auth.Officer{"khach": {Full: "Khách"}}
	for unit := range h.unit {
		for _, role := range []auth.Role{auth.Coordinator, auth.Staff, auth.Viewer} {
			by := h.as(role, unit)
			officers[by.Full] = by
		}
	}
	m := web.NewMux()
	part := h.Part()
	part.Routes(m)
	catalogue, err := web.NewCatalogue(part.Texts, work.Locales())
	if err != nil {
		t.Fatal(err)
	}
	handler, err := web.New(m, web.Options{
		Guard: guard{officers}, Catalogue: catalogue, Now: h.clock.now, Log: slog.New(slog.DiscardHandler), Rate: -1,
		Shell: web.Shell{Nav: part.Nav, Home: "/dot-bao-cao", Place: func(context.Context) string { return "Tỉnh An Bình" }},
	})
	if err != nil {
		t.Fatal(err)
	}
	return m, handler
}

func (h *house) client(t testing.TB, who string) *webtest.Client {
	_, handler := h.site(t)
	return webtest.New(t, handler).SetCookie("ai", who)
}

func TestEveryRouteAsksForItsRight(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 1)
	m, handler := h.site(t)
	webtest.CheckRights(t, m, handler, func(c *webtest.Client) { c.SetCookie("ai", "khach") })
}

func TestTemplatesAreGenerated(t *testing.T) {
	t.Parallel()
	webtest.CheckGenerated(t, ".")
}

// A coordinator opens the report of decree 244, a commune says in one click that nothing arose, another gives
// figures, and the totals open their rows.
func TestTheYearlyReportFromPresetToTotals(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 2)
		c := h.client(t, "coordinator UBND")
		c.Get("/dot-bao-cao/moi").See("Nghị định 244/2026").Submit("/dot-bao-cao/moi", "mau", "nd-244")
		c.See("15/12/2025", "14/12/2026", "chậm nhất là hết ngày 19/12/2026", "5a. Số vụ việc có thời hạn phát ngôn")
		c.Submit("/dot-bao-cao/sua/1", "viec", "them-texts").See("Phần 4: Câu hỏi bằng lời")
		c.Get("/dot-bao-cao/sua/1").Submit("/dot-bao-cao/sua/1", "viec", "mo", "levels", "commune").Status(http.StatusOK)
		c.See("0 trên 2 đơn vị đã trả lời", "xã số 1")

		x1 := h.client(t, "officer X1")
		x1.Get("/dot-bao-cao").See("1 đợt chờ đơn vị trả lời.").Click("Mở trang của đơn vị").See("Sáu chỉ tiêu")
		x1.Submit("/dot-bao-cao/1/" + id(h, "X1") + "/khong-phat-sinh").See("Đã báo không phát sinh.")

		x2 := h.client(t, "officer X2")
		at := "/dot-bao-cao/1/" + id(h, "X2")
		figures := []string{}
		for key, v := range map[string]string{
			"hop-bao": "2", "giao-ban": "3", "yeu-cau": "5", "tra-loi": "9", "dot-xuat": "1", "dot-xuat-da": "1", "co-han": "1", "dung-han": "1",
			"sai-su-that": "0", "phan-hoi": "0",
		} {
			figures = append(figures, "r1."+key, v)
		}
		x2.Get(at).Submit(at, figures...).Status(http.StatusUnprocessableEntity).See("lớn hơn")
		x2.Submit(at, "r1.tra-loi", "4").See("Đã gửi báo cáo.", "5 yêu cầu")

		c.Get("/dot-bao-cao/1").See("2 trên 2 đơn vị đã trả lời")
		c.Get("/dot-bao-cao/so-lieu/1").See("80%", "2/2").Get("/dot-bao-cao/so-lieu/1?so=yeu-cau").See("xã số 2", "5 yêu cầu")
		c.Get("/dot-bao-cao/1").Submit("/dot-bao-cao/chot/1").See("Đã chốt số liệu.")
		x2.Get(at).Submit(at, "r1.hop-bao", "3").See("Đã ghi thêm một dòng")
		c.Get("/dot-bao-cao/so-lieu/1").See("1 đơn vị gửi hoặc đính chính sau khi chốt", "2 cuộc").DontSee("3 cuộc")
		c.GetOnly("/dot-bao-cao/so-lieu/1").See("Lập báo cáo tổng hợp")
		h.write(func(ctx context.Context, tx *db.Tx) error {
			first, err := h.Report(ctx, tx, h.coordinator(), 1)
			if err != nil {
				return err
			}
			again, err := h.Report(ctx, tx, h.coordinator(), 1)
			if again != first {
				t.Errorf("asked again the report is paper %d, not %d", again, first)
			}
			return err
		})
		c.Get("/dot-bao-cao/so-lieu/1").See("Tổng hợp báo cáo phát ngôn")
	})
}

func id(h *house, unit string) string { return fmtID(h.unit[unit]) }
