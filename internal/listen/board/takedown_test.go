package board

import (
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
		_, c := desk(t, d)
		const link = "https://bao.vi-du.vn/1"
		c.Get(ItemsURL+"/2").Status(200).See("Chuyện cầu treo thông xe", "Gỡ bài theo yêu cầu")
		c.Get(takeDownHref(link)).Status(200).See("Chuyện cầu treo thông xe", "Báo An Bình")
		c.Get(takeDownHref("https://bao.vi-du.vn/khong-co")).Status(200).See("Hệ thống không giữ bài nào ở đường dẫn này")
		c.Post(TakeDownURL, "dia-chi", link, "can-cu", " ").Status(422).See("Hãy ghi căn cứ")
		c.Post(TakeDownURL, "dia-chi", link, "can-cu", "đơn số 15 ngày 20/11/2026").Status(200).See("Đã gỡ bài khỏi hệ thống")
		c.Get(takeDownHref(link)).Status(200).DontSee("cầu treo")
		c.Post(TakeDownURL, "dia-chi", "https://bao.vi-du.vn/khong-co", "can-cu", "đơn số 15").Status(422).See("Hệ thống không giữ bài nào")
		c.Get(ItemsURL + "/2").Status(200).See("Tin đã gỡ, chỉ còn số đếm").DontSee("cầu treo")
		c.Get(SearchURL + "?q=cau+treo").Status(200).DontSee("Chuyện cầu treo")
		c.Get(PublicURL).Status(200).See("Nơi nhận yêu cầu")
	})
}
