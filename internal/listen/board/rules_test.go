package board

import (
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
)

func TestRulesOfExtractionAreTriedBeforeTheyAreKept(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		_, c := desk(t, d)
		at := SourcesURL + "/1"
		page := `<html><body><div class="khung"><h4>Sửa kênh</h4><p>Xã họp bàn sửa kênh, gọi 0912 345 678.</p></div><article>` +
			strings.Repeat("<p>Khu nghỉ dưỡng đón khách, có hồ bơi, nhà hàng, sân chơi cho trẻ em.</p>", 9) + `</article></body></html>`
		rule := "trang = kenh.vn; nội dung = div.khung; tiêu đề = h4"
		c.Get(at).Status(200).See("Quy tắc lấy bài của trang")
		c.Post(at+"/quy-tac", "rules", rule+"\ntrang = kenh.vn; nội dung = div.bai p::x", "nut", "luu").Status(422).See("Quy tắc ở dòng 2 sai từ ký tự thứ 38.", "không dùng được ký hiệu", "^")
		c.Post(at+"/quy-tac", "rules", "abc xyz ???", "nut", "thu", "html-thu", page).Status(422).See("Quy tắc ở dòng 1 sai từ ký tự thứ 1.")
		c.Post(at+"/quy-tac", "rules", rule, "nut", "thu", "bai-thu", "https://kenh.vn/1", "html-thu", page).Status(200).
			See("Nội dung lấy đúng chỗ quy tắc chỉ", "Xã họp bàn sửa kênh", "hồ bơi", "Sửa kênh", rule).DontSee("0912 345 678")
		c.Post(at+"/quy-tac", "rules", rule, "nut", "thu", "bai-thu", "https://khac.vn/1", "html-thu", page).Status(200).See("Không quy tắc nào dành cho trang khac.vn")
		c.Post(at+"/quy-tac", "rules", "trang = kenh.vn; nội dung = .khong-co", "nut", "thu", "bai-thu", "https://kenh.vn/1", "html-thu", page).Status(200).See("Quy tắc không đổi gì ở bài này")
		c.Post(at+"/quy-tac", "rules", rule, "nut", "thu").Status(422).See("Hãy ghi địa chỉ một bài")
		c.Post(at+"/quy-tac", "rules", rule, "nut", "thu", "bai-thu", "https://www.facebook.com/a/posts/1").Status(422).See("không được lấy về")
		c.Get(at).Status(200).DontSee("div.khung") // nothing was kept so far
		c.Post(at+"/quy-tac", "rules", rule, "nut", "luu").Status(200).See("Đã lưu 1 quy tắc lấy bài", "div.khung")
		c.Post(at, "name", "Báo An Bình", "kind", "file", "class", "provincial", "weight", "2", "toan-van", "short", "trang-thai", "active", "tieng", "vi", "nut", "luu").Status(200)
		c.Get(at).Status(200).See("div.khung") // what is saved beside leaves them alone
		c.Post(at+"/quy-tac", "rules", "", "nut", "luu").Status(200).See("Đã lưu 0 quy tắc lấy bài")
		var lines []string
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			r, err := tx.Query(t.Context(), `SELECT sentence || ' ' || args FROM audit_line WHERE action = 'listen.rules' ORDER BY id`)
			lines, err = db.Collect(r, err, func(r *db.Rows) (x string, err error) { err = r.Scan(&x); return x, err })
			return err
		})
		if err != nil || len(lines) != 2 || !strings.Contains(lines[0], "div.khung") || !strings.Contains(lines[1], "Bỏ mọi quy tắc") {
			t.Errorf("audit: %q, %v", lines, err)
		}
	})
}
