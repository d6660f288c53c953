//go:build browser

package chase_test

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/nhipcau/nhipcau/internal/chase"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
)

func TestBrowserThePagesOfUrging(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t, modules))
	for i := range 7 {
		h.task("STP", fmt.Sprintf("Tổ chức họp báo, cung cấp thông tin về dự thảo Nghị quyết số %d của Hội đồng nhân dân tỉnh", i+1), 1, -12+i)
	}
	h.task("STC", "Công khai dự toán ngân sách năm 2027", 1, 3)
	by := h.boss()
	_, err := h.letter(by, chase.Writing{Units: []org.UnitID{h.unit["STP"]}})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h.site())
	t.Cleanup(srv.Close)
	w := pagecheck.Browser(t)
	unit := fmt.Sprintf("%s%s/%d", srv.URL, chase.PageURL, h.unit["STP"])
	w.Open(unit).Type(`[name=note]`, "Gặp chị Lan, hẹn gửi báo cáo thứ Ba").Follow(`button[value=call]`).See("Gọi điện")
	for _, address := range []string{srv.URL + chase.PageURL, unit, srv.URL + chase.LetterURL + "/1"} {
		w.Check(address)
	}
}
