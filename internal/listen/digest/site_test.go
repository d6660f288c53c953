package digest_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/internal/work"
)

type guard struct{ officers map[string]auth.Officer }

func (g guard) Identify(r *http.Request) (context.Context, error) {
	return web.WithAsker(r.Context(), g.officers[r.Header.Get("X-As")]), nil
}

func (g guard) May(ctx context.Context, right web.Right) bool { return auth.Of(ctx).May(right) }

func (g guard) SignInURL(*http.Request) string { return "/dang-nhap" }

// site is the pages of the house, with those of papers.
func (h *house) site() http.Handler {
	m := web.NewMux()
	own, papers, shared := h.Part(), h.Papers.Part(), page.Part()
	own.Routes(m)
	papers.Routes(m)
	shared.Routes(m)
	catalogue, err := web.NewCatalogue(own.Texts, papers.Texts, shared.Texts, work.Locales())
	if err != nil {
		h.T.Fatal(err)
	}
	handler, err := web.New(m, web.Options{
		Guard:     guard{map[string]auth.Officer{"": h.boss(), "viewer": h.as("Lê Văn An", web.Viewer, "UBND")}},
		Catalogue: catalogue, Now: func() time.Time { return h.now }, Log: slog.New(slog.DiscardHandler), Rate: -1,
		Shell: web.Shell{Nav: own.Nav, Home: digest.PageURL, Place: func(context.Context) string { return "Tỉnh An Bình" }},
	})
	if err != nil {
		h.T.Fatal(err)
	}
	return handler
}

func TestADigestGoesFromTheListToTheSignature(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.tell("cầu", 0, 4, 3*day)
	h.tell("lúa", 4, 3, 2*day)
	site := h.site()
	c := webtest.New(t, site).Get(digest.PageURL).Status(http.StatusOK).See("Chưa có bản điểm tin nào")
	c.Submit(digest.PageURL).Status(http.StatusOK).See("Nhận định chung", "Thứ tự", "4 tin độc lập", "không bỏ được")
	at := c.At()
	entries := h.draft(from, to).Entries
	name := func(i int, field string) string { return fmt.Sprintf("m%d.%s", entries[i].ID, field) }

	c.Submit(at, name(0, "tieu-de"), "Cầu mới", "xuong", fmt.Sprint(entries[0].ID)).Status(http.StatusOK).See("Đã lưu bản điểm tin")
	if e := h.draft(from, to).Entries; e[1].Title != "Cầu mới" {
		t.Errorf("moved down: %q, %q", e[0].Title, e[1].Title)
	}
	late := webtest.New(t, site).Get(at)
	c.Get(at).Submit(at, "nhan-dinh", "Lời của người thứ nhất").Status(http.StatusOK)
	late.Submit(at, "nhan-dinh", "Lời của người thứ hai", name(1, "tieu-de"), "Lúa khác").Status(http.StatusUnprocessableEntity)
	late.See("Lời của người thứ nhất", "Lời của người thứ hai", "vừa được người khác sửa", "Người khác vừa lưu khác")
	if d := h.draft(from, to); d.Note != "Lời của người thứ nhất" {
		t.Errorf("overwritten: %q", d.Note)
	}

	c.Get(at+"?xem=in").Status(http.StatusOK).See("KHÔNG BAO GỒM", "Cầu mới", "Phụ lục")
	c.Get(at).Submit(at + "/chot").Status(http.StatusOK).See("Điểm tin")
	if !strings.HasPrefix(c.At(), "/van-ban/") {
		t.Errorf("freezing leads to %s, not to the paper", c.At())
	}
	c.Get(at).Status(http.StatusOK).See("nội dung đúng như khi chốt", "Mã băm SHA-256", "Mở lại để sửa")
	c.Submit(at+"/giao", "muc", fmt.Sprint(entries[0].ID)).Status(http.StatusOK).See("Đã giao việc", "Soạn công văn giao việc")
	c.Submit(at+"/cong-van", "muc", fmt.Sprint(entries[0].ID)).Status(http.StatusOK).See("xử lý thông tin báo chí nêu")
	for _, kind := range []string{"docx", "pdf"} {
		c.Get(at + "/tep?dang=" + kind).Status(http.StatusOK)
	}
	c.Get(at + "/bo-sung").Status(http.StatusOK).See("Không có tin bổ sung")
	c.Get(digest.ReadersURL).Status(http.StatusOK).See("Lưu danh sách")
	c.Submit(digest.ReadersURL).Status(http.StatusOK).See("Đã lưu danh sách người nhận")
	c.Get(digest.PageURL + "/99").Status(http.StatusNotFound)

	v := webtest.New(t, site)
	v.Header.Set("X-As", "viewer")
	v.Get(at).Status(http.StatusOK).See("nội dung đúng như khi chốt").DontSee("Mở lại để sửa", "Soạn công văn")
	v.Get(digest.ReadersURL).Status(http.StatusForbidden)
}
