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

func TestAnArticleIsTakenDownByItsAddress(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		s, c := desk(t, d)
		const link = "https://bao.vi-du.vn/1"
		c.Get(ItemsURL+"/2").Status(200).See("Chuyện cầu treo thông xe", "Gỡ bài theo yêu cầu")
		c.Get(takeDownHref(link)).Status(200).See("Chuyện cầu treo thông xe", "Báo An Bình")
		c.Get(takeDownHref("https://bao.vi-du.vn/khong-co")).Status(200).See("Hệ thống không giữ bài nào ở đường dẫn này")
		c.Post(TakeDownURL, "dia-chi", link, "can-cu", " ").Status(422).See("Hãy ghi căn cứ")
		c.Post(TakeDownURL, "dia-chi", link, "can-cu", "đơn của bà Nguyễn Thị Hoa").Status(422).See("Không ghi tên hoặc thông tin của cá nhân")
		c.Post(TakeDownURL, "dia-chi", link, "can-cu", "đơn số 15 ngày 20/11/2026, điện thoại 0912345678, hoa@hop-thu.vn").Status(200).See("Đã gỡ bài khỏi hệ thống")
		var said string
		err := s.DB.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT args FROM audit_line WHERE action = 'listen.take-down'`).Scan(&said)
		})
		if err != nil || !strings.Contains(said, "đơn số 15 ngày 20/11/2026, điện thoại [số điện thoại]") || strings.Contains(said, "hop-thu") {
			t.Errorf("the audit log says %s, %v", said, err)
		}
		c.Get(takeDownHref(link)).Status(200).DontSee("cầu treo")
		c.Post(TakeDownURL, "dia-chi", "https://bao.vi-du.vn/khong-co", "can-cu", "đơn số 15").Status(422).See("Hệ thống không giữ bài nào")
		c.Get(ItemsURL + "/2").Status(200).See("Tin đã gỡ, chỉ còn số đếm").DontSee("cầu treo")
		c.Get(SearchURL + "?q=cau+treo").Status(200).DontSee("Chuyện cầu treo")
		c.Get(PublicURL).Status(200).See("Nơi nhận yêu cầu")
	})
}

// What was read wrongly from a table has no address: it is taken down by its page.
func TestAnItemWithoutAddressIsTakenDownByItsPage(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		_, c := desk(t, d)
		table := []byte("Bài,Nơi lưu\nThông báo số hai mươi,https://bao.vi-du.vn/20\n")
		c.Upload(EntryURL+"/tep", "tep", "a.csv", table, "nguon", "1").Status(200).See("Cho biết cột nào là gì")
		c.Upload(EntryURL+"/tep", "tep", "a.csv", table, "nguon", "1", "cot-title", "Nơi lưu").Status(200).See("Đọc 1 tin: 1 tin mới")
		c.Upload(EntryURL+"/tep", "tep", "a.csv", table, "nguon", "1", "hoi-lai", "1").Status(200).See("Cho biết cột nào là gì")
		c.Upload(EntryURL+"/tep", "tep", "a.csv", table, "nguon", "1", "cot-title", "Bài", "cot-link", "Nơi lưu").Status(200).See("Đọc 1 tin: 1 tin mới")
		wrong := ItemsURL + "/5"
		c.Get(wrong).Status(200).See("https://bao.vi-du.vn/20", "Gỡ bài theo yêu cầu")
		c.Get(takeDownHref(wrong)).Status(200).See("https://bao.vi-du.vn/20", "Căn cứ")
		c.Get(takeDownHref("https://bao.vi-du.vn" + wrong)).Status(200).See("Hệ thống không giữ bài nào ở đường dẫn này")
		c.Post(TakeDownURL, "dia-chi", wrong, "can-cu", "chọn nhầm cột khi nạp tệp").Status(200).See("Đã gỡ bài khỏi hệ thống")
		c.Get(wrong).Status(200).See("Tin đã gỡ, chỉ còn số đếm").DontSee("Gỡ bài theo yêu cầu")
		c.Get(ItemsURL + "/6").Status(200).See("Thông báo số hai mươi")
		c.Post(TakeDownURL, "dia-chi", ItemsURL+"/999", "can-cu", "chọn nhầm cột").Status(422).See("Hệ thống không giữ bài nào")
	})
}

// An address in which something was masked, as it was once kept, leads nowhere, and a sentence says why.
func TestAnItemWithAMaskedAddressShowsNoLink(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		_, c := desk(t, d)
		file := []byte(`{"id":"m","title":"Thông báo cắt nước ở thôn Ba","url":"https://bao.vi-du.vn/goi/1","text":"Nhà máy nước bảo dưỡng."}` + "\n")
		c.Upload(EntryURL+"/tep", "tep", "a.ndjson", file, "nguon", "1").Status(200).See("1 tin mới")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `UPDATE listen_item SET link = 'https://bao.vi-du.vn/goi/[số điện thoại]' WHERE id = 5`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		c.Get(ItemsURL+"/5").Status(200).See("Thông báo cắt nước", "Không ghi đường dẫn vì đường dẫn chỉ tới một cá nhân").DontSee("Mở bài gốc", "[số điện thoại]")
		c.Get(takeDownHref(ItemsURL+"/5")).Status(200).See("Thông báo cắt nước", "Căn cứ")
	})
}
