package listen_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// fileOfForm is a file, and what becomes of it in a source of the press: the day of each article by its title, and of what
// somebody is told.
type fileOfForm struct {
	name, data string
	days       map[string]string
	told       []string
}

func workbook(t *testing.T, sheets ...[][]any) string {
	t.Helper()
	book := excelize.NewFile()
	style, err := book.NewStyle(&excelize.Style{NumFmt: 22})
	for i, rows := range sheets {
		name := fmt.Sprint("Sheet", i+1)
		if err == nil && i > 0 {
			_, err = book.NewSheet(name)
		}
		for r, row := range rows {
			if err == nil {
				err = book.SetSheetRow(name, fmt.Sprint("A", r+1), &row)
			}
			for c, cell := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if _, day := cell.(time.Time); day && err == nil {
					err = book.SetCellStyle(name, at, at, style)
				}
			}
		}
	}
	var b bytes.Buffer
	if err == nil {
		err = book.Write(&b)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFilesOfManyFormsAreTaken(t *testing.T) {
	t.Parallel()
	head := []any{"Tiêu đề", "Tóm tắt", "Ngày đăng", "Giờ đăng"}
	files := []fileOfForm{
		{"list.json", `[{"tieu_de":"Mưa lớn ở vùng cao","noi_dung":"Mưa","ngay_dang":"5/11/2026"},` + "\n" + `{"headline":"Cầu treo thông xe","articleBody":"Cầu","datePublished":1793923200}, 7, null]`,
			map[string]string{"Mưa lớn ở vùng cao": "05/11 00:00", "Cầu treo thông xe": "06/11 07:00"}, []string{"2 mục không đọc được"}},
		{"inside.json", `{"status":"ok","totalResults":1,"articles":[{"source":{"id":null,"name":"Báo A"},"author":null,"title":"Giá chè tăng","description":"Chè","publishedAt":"2026-11-05T08:00:00Z","content":{"rendered":"Giá chè"}}]}`,
			map[string]string{"Giá chè tăng": "05/11 15:00"}, nil},
		{"pretty.json", "{\n \"title\": \"Khởi công trường học\",\n \"text\": \"Trường\",\n \"published\": \"hôm kia\"\n}\n{\n \"title\": \"Bệnh viện nhận máy mới\",\n \"text\": \"Máy\",\n \"published\": \"2026-11-06\"\n}\n{ \"tit",
			map[string]string{"Khởi công trường học": "", "Bệnh viện nhận máy mới": "06/11 00:00"}, []string{"1 mục không đọc được", "1 tin có ngày không đọc được hoặc chưa tới (ví dụ: hôm kia)"}},
		{"us.ndjson", `{"title":"Lúa mùa được giá","text":"Lúa","pubDate":"11/05/2026 3:04 PM"}` + "\n\n" + `{"title":"Xe buýt thêm tuyến","text":"Xe","pubDate":"11/20/2026 8:00 AM"}` + "\n" + `{"title":"Sâm quý ở bản xa","text":"Sâm","pubDate":"12/25/2026 8:00 AM"}` + "\n{}\n",
			map[string]string{"Lúa mùa được giá": "05/11 15:04", "Xe buýt thêm tuyến": "20/11 08:00", "Sâm quý ở bản xa": ""}, []string{"1 mục không có tiêu đề hay nội dung", "chưa tới (ví dụ: 12/25/2026 8:00 AM)"}},
		{"book.xlsx", workbook(t, [][]any{{"Chỉ số", "Số lượng"}, {"Tin", 3}, {"Bài", 4}},
			[][]any{head, {"Hội chợ vùng cao", "Hội chợ", time.Date(2026, 11, 4, 9, 30, 0, 0, time.UTC), nil}, {"Chợ đêm mở lại", "Chợ đêm", "05/11/2026", "7:05"}},
			[][]any{{"Báo cáo"}, nil, head, {"Tuyến đường mới", "Tuyến đường", 46331.25, nil}, {"", "", "06/11/2026", ""}}),
			map[string]string{"Hội chợ vùng cao": "04/11 09:30", "Chợ đêm mở lại": "05/11 07:05", "Tuyến đường mới": "05/11 06:00"}, []string{"trang tính “Sheet1” (2 dòng)", "1 mục không có tiêu đề hay nội dung"}},
	}
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		now := time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)
		s := listen.New(listen.Options{DB: d, Now: func() time.Time { return now }})
		src := addSource(t, s, "Tệp", listen.Provincial)
		for _, f := range files {
			got, err := s.Upload(t.Context(), src, auth.Officer{}, f.name, []byte(f.data), nil)
			if err != nil || got.Stored != len(f.days) {
				t.Errorf("%s: %+v, %v", f.name, got, err)
			}
			var told []string
			for _, r := range got.Remarks {
				told = append(told, fault.Message(r.Said()))
			}
			for i, want := range f.told {
				if len(told) != len(f.told) || !strings.Contains(strings.Join(told, "\n"), want) || !strings.HasPrefix(told[i], "Tệp "+f.name+":") {
					t.Errorf("%s: told %q, want %q", f.name, told, f.told)
				}
			}
			for title, want := range f.days {
				h := found(t, s, listen.Search{Query: `"` + title + `"`}).Hits
				if len(h) != 1 {
					t.Errorf("%s: %q is found %d times", f.name, title, len(h))
					continue
				}
				day := h[0].Item.Published.Add(7 * time.Hour).Format("02/01 15:04")
				if want == "" {
					want = now.Add(7 * time.Hour).Format("02/01 15:04")
				}
				if day != want {
					t.Errorf("%s: %q is of %s, want %s", f.name, title, day, want)
				}
			}
		}
	})
}

// A post of which the day is not known is counted on none.
func TestAPostWithoutADayIsToldAndNotCounted(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		src := addSource(t, s, "Nhóm", listen.Social)
		table := "Nội dung,Ngày đăng,Người đăng\nRác,05/11/2026,A\nRác nữa,Thứ Hai vừa rồi,B\nRác mãi,31/02/2026,C\n"
		for _, f := range []struct {
			name, data     string
			posts, dropped int
		}{
			{"a.csv", table, 1, 3}, {"tiktok.json", `{"data":{"videos":[{"id":7,"video_description":"Rác","create_time":1762300000,"username":"x"},{"id":8,"video_description":"Rác","create_time":"?","username":"y"}]}}`, 1, 2},
			{"youtube.json", `{"kind":"youtube#commentThreadListResponse","items":[{"id":"a","snippet":{"videoId":"v","topLevelComment":{"snippet":{"textDisplay":"Rác ở chợ","authorDisplayName":"Z","publishedAt":"2026-11-05T08:00:00Z"}}}}]}`, 1, 1},
			{"nhom.json", `{"name":"Nhóm","type":"public_supergroup","messages":[{"id":1,"type":"message","date":"2026-11-05T08:00:00","from":"Z","text":["Rác ",{"type":"bold","text":"quá"}]}]}`, 1, 1},
		} {
			got, err := s.HearFile(t.Context(), src, []byte(f.data))
			if err != nil || got.Posts != f.posts || got.Dropped != f.dropped || got.Read != f.dropped {
				t.Errorf("%s: %+v, %v", f.name, got, err)
			}
			for _, r := range got.Remarks {
				if text := fault.Message(r.Said()); strings.Contains(text, "vừa rồi") || !strings.Contains(text, "không đếm") {
					t.Errorf("%s: told %s", f.name, text)
				}
			}
		}
		days := ""
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			r, err := tx.Query(t.Context(), `SELECT day FROM listen_voice WHERE topic = 0 GROUP BY day ORDER BY day`)
			_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
				var day string
				err = r.Scan(&day)
				days += day + " "
				return struct{}{}, err
			})
			return err
		})
		if err != nil || days != "2025-11-05 2026-11-05 " {
			t.Errorf("posts are counted on %s, %v", days, err)
		}
		if st := stats(t, s); st.Items != 0 {
			t.Errorf("%d items of posts", st.Items)
		}
	})
}
