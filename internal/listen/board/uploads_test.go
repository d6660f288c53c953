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

func TestAnUploadIsTakenBackOnItsPage(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		s, c := desk(t, d)
		c.Get(UploadsURL).Status(200).See("Chưa có lần nạp nào")
		table := []byte("Bài,Nơi lưu\nHỏi giá thu gom rác ở chợ,https://bao.vi-du.vn/20\nThông báo số hai mốt,https://bao.vi-du.vn/21\nChuyện cũ,https://bao.vi-du.vn/1\n")
		wrong := []string{"nguon", "1", "cot-title", "Nơi lưu", "cot-text", "Bài"}
		c.Upload(EntryURL+"/tep", "tep", "a.csv", table, wrong...).Status(200).See("Đọc 3 tin: 3 tin mới", "Nạp nhầm?")
		c.Get(UploadsURL).Status(200).See("Báo An Bình", "3 tin", "Rút lại lần nạp này", "dưới 5 bài")
		page := UploadsURL + "/1"
		c.Get(page).Status(200).See("Bỏ 3 tin chỉ lần nạp này mang vào", "Giá thu gom rác", "Bản điểm tin đã chốt không thay đổi")
		c.Post(page, "can-cu", " ").Status(422).See("Hãy ghi lý do")
		c.Post(page, "can-cu", "theo lời bà Nguyễn Thị Hoa").Status(422).See("Không ghi tên hoặc thông tin của cá nhân")
		c.Post(page, "can-cu", "chọn nhầm cột").Status(200).See("Đã rút lại lần nạp này", "Có thể gửi lại đúng tệp ấy")
		c.Get(UploadsURL).Status(200).See("Đã rút lại").DontSee("Rút lại lần nạp này")
		c.Get(WorksURL).Status(200).See("Rút lại một lần nạp của nguồn Báo An Bình", "Đã xong")
		c.Get(SearchURL + "?q=hai+m%E1%BB%91t").Status(200).DontSee("Thông báo số hai mốt")
		c.Upload(EntryURL+"/tep", "tep", "a.csv", table, "nguon", "1", "cot-title", "Bài", "cot-link", "Nơi lưu").Status(200).See("Đọc 3 tin: 2 tin mới, 1 tin đã có")
		c.Get(page).Status(200).DontSee("Căn cứ")
		c.Post(page, "can-cu", "chọn nhầm cột").Status(422).See("Lần nạp này đã được rút lại")
		c.Get(UploadsURL + "/99").Status(404)

		err := s.DB.Write(t.Context(), func(tx *db.Tx) error {
			_, err := s.Listen.SaveSource(t.Context(), tx, listen.Source{Name: "Nhóm chợ", Kind: listen.KindFile, Class: listen.Social})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		c.Upload(EntryURL+"/tep", "tep", "b.ndjson", []byte(strings.Repeat(`{"text":"giá thu gom rác cao quá"}`+"\n", 11)), "nguon", "2").Status(200)
		c.Get(UploadsURL).Status(200).See("khoảng 10 bài mạng xã hội")
		c.Get(UploadsURL + "/3").Status(200).See("Trừ số đếm của khoảng 10 bài mạng xã hội, từ 20/11/2026 đến 20/11/2026").DontSee(" 11 bài")
	})
}
