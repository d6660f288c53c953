package chase_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/chase"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
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
	own, papers := h.Part(), h.Paper.Part()
	own.Routes(m)
	papers.Routes(m)
	catalogue, err := web.NewCatalogue(own.Texts, papers.Texts, work.Locales())
	if err != nil {
		h.T.Fatal(err)
	}
	handler, err := web.New(m, web.Options{
		Guard:     guard{map[string]auth.Officer{"": h.boss(), "officer": h.as("Lê Văn An", 2, web.Staff, "STP"), "beside": h.as("Vũ Thị Hoa", 4, web.Coordinator, "STC")}},
		Catalogue: catalogue, Now: func() time.Time { return h.now }, Log: slog.New(slog.DiscardHandler), Rate: -1,
		Shell: web.Shell{Nav: own.Nav, Home: chase.PageURL, Place: func(context.Context) string { return "Tỉnh An Bình" }},
	})
	if err != nil {
		h.T.Fatal(err)
	}
	return handler
}

func as(c *webtest.Client, who string) *webtest.Client {
	c.Header.Set("X-As", who)
	return c
}

func TestACoordinatorUrgesFromTheListToTheLetter(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules))
	late := h.task("STP", "Họp báo", 1, -10)
	h.task("STC", "Công khai ngân sách", 1, 3)
	site := h.site()
	unit := fmt.Sprintf("%s/%d", chase.PageURL, h.unit["STP"])

	c := webtest.New(t, site).Get(chase.PageURL).Status(http.StatusOK)
	c.See("1 đơn vị có 1 việc quá hạn", "Sở Tư pháp", "10 ngày", "Chưa đôn đốc", "đang tắt")
	c.Get(unit).Status(http.StatusOK).See("Kính gửi Sở Tư pháp", late.Code, "Quá hạn 10 ngày").DontSee("ngân sách")
	c.Submit(unit+"/ghi", "cach", "zalo", "note", "chị Lan đã đọc").Status(http.StatusOK).See("Đã ghi", "Nhắn Zalo", "chị Lan đã đọc", "Trần Thu Hà")
	c.Submit(unit+"/rut").Status(http.StatusOK).See("Đã rút lại", "Rút lại một dòng")
	c.Submit(unit+"/ghi", "cach", "fax").Status(http.StatusUnprocessableEntity).See("Hãy chọn đã gọi")

	c.Get(chase.PageURL).Submit(chase.LetterURL, "answer", "sang tuần").Status(http.StatusUnprocessableEntity).See("Lập công văn đôn đốc")
	c.Get(chase.PageURL).Submit(chase.LetterURL, "answer", "30/11/2026").Status(http.StatusOK)
	c.See("Đã lập dự thảo", "đôn đốc thực hiện nhiệm vụ quá hạn", "Sở Tư pháp", late.Code)
	if !strings.HasPrefix(c.At(), "/van-ban/") {
		t.Errorf("the letter opens %s, want the page of its paper", c.At())
	}
	c.Get(chase.LetterURL+"/1?viec="+late.Code).Status(http.StatusOK).See("Họp báo", "Chưa hoàn thành", "Xem cả phụ lục")
	c.Get(chase.LetterURL + "/99").Status(http.StatusNotFound)
	c.Get(chase.PageURL + "/99").Status(http.StatusNotFound)

	for address, status := range map[string]int{chase.PageURL: http.StatusForbidden, unit: http.StatusForbidden, chase.LetterURL + "/1": http.StatusNotFound} {
		as(webtest.New(t, site), "officer").Get(address).Status(status)
	}
	as(webtest.New(t, site), "beside").Get(unit).Status(http.StatusNotFound)
	as(webtest.New(t, site), "beside").Get(chase.LetterURL + "/1").Status(http.StatusNotFound)
	as(webtest.New(t, site), "beside").Get(chase.PageURL).Status(http.StatusOK).See("Không có việc nào cần đôn đốc").DontSee("Sở Tư pháp")
}
