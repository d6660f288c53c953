package board

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
)

func TestAFileIsReadAndSaysHowFar(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		s, c := desk(t, d)
		c.Get(WorksURL).Status(200).See("Chưa có việc dài nào", "Xếp lại tin đã có")
		var file strings.Builder
		for i := range 300 {
			fmt.Fprintf(&file, `{"id":"t%d","title":"Tin trong tệp số %d","text":%q}`+"\n", i, i, strings.Repeat(fmt.Sprint("lời ", i, " "), 1200)) // beyond what an ordinary form may send
		}
		c.Upload(EntryURL+"/tep", "tep", "a.ndjson", []byte(file.String()), "nguon", "1").Status(200).See("Đọc 300 tin: 300 tin mới")
		c.Get(WorksURL).Status(200).See("Đọc tệp của nguồn Báo An Bình", "300 trên 300 mục", "Đã xong")
		c.Post(WorksURL+"/xep-lai", "tu-ngay", "2030-01-01").Status(422).See("không sau hôm nay")
		c.Post(WorksURL+"/xep-lai", "tu-ngay", "01/11/2026").Status(200).See("Xếp lại tin từ 01/11/2026", "bước 1", "Đang chạy")
		c.Submit(WorksURL, "nut", "dung").Status(200).See("Đã dừng")
		c.Submit(WorksURL, "nut", "tiep").Status(200).See("Đang chạy")
		_, err := s.Listen.Replay(t.Context(), time.Date(2026, 10, 31, 17, 0, 0, 0, time.UTC), nil)
		if err != nil {
			t.Fatal(err)
		}
		c.Get(WorksURL).Status(200).See("304 trên 304 mục", "bước 2")
	})
}
