package board

import (
	"context"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

func TestASearchSaysHowMuchItFindsAndWhatThePaperHad(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		s, c := desk(t, d)
		eachApart(t, s)
		monday := law.Date{Year: 2026, Month: 11, Day: 16}
		s.Printed = func(_ context.Context, _ *db.Tx, digest int64, figure string) (Printed, bool, error) {
			n, found := map[string]int{"tin": 3, "chuyen": 4, "nguon": 1}[figure]
			return Printed{From: monday, To: monday.AddDays(6), At: time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC), N: n, Href: "/lang-nghe/diem-tin/7"}, found && digest == 7, nil
		}
		c.Get(SearchURL).Status(200).See("4 tin từ 1 nguồn, thuộc 4 câu chuyện.").DontSee("Mở bản điểm tin")
		c.Get(SearchURL + "?q=cau+treo").Status(200).See("1 tin từ 1 nguồn, thuộc 1 câu chuyện.")
		c.Get(SearchURL + "?tu=2026-11-19&den=2026-11-20").Status(200).See("2 tin từ 1 nguồn")
		c.Get(SearchURL+"?ban=7&so=tin").Status(200).See("ghi 3; lúc này có 4.", "đổi khi có tin đến muộn", "Mở bản điểm tin")
		c.Get(SearchURL+"?ban=7&so=chuyen&xem=su-viec").Status(200).See("ghi 4; lúc này có 4.", "Chuyện cầu treo thông xe", "4 dòng.").DontSee("đổi khi có tin đến muộn")
		c.Get(SearchURL+"?ban=7&so=nguon&xem=nguon").Status(200).See("ghi 1; lúc này có 1.", "1 dòng.").DontSee("Chuyện cầu treo")
		c.Get(SearchURL + "?ban=7&so=khac").Status(200).DontSee("Mở bản điểm tin")
		c.Get(SearchURL + "?ban=8&so=tin").Status(200).DontSee("Mở bản điểm tin")
		c.Get(SourcesURL + "?tinh-trang=fine&ban=7&so=nguon").Status(200).See("ghi 1; lúc này có 1.")
		c.Get(SourcesURL + "?tinh-trang=broken&ban=7&so=nguon").Status(200).See("ghi 1; lúc này có 0.")
	})
}
