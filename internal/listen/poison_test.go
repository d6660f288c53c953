package listen_test

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
)

// identities are planted at every entrance. Whatever points at a person must be gone from the press; of social
// items everything must be, the words of their prose too.
var (
	pointing = []string{"0912.345.678", "079203001234", "ai.do@hop-thu.vn", "@nguoi_noi_nhieu", "29A-123.45", "số 12 ngõ 34 đường Trần Phú", "facebook.com/ai.do.99", "Lê Bút Danh",
		"0987654321", "0913–345–678", "(024) 3825 1234", "an.danh [at] hop-thu.vn", "29a-54321", "Đặng Thư Ký"}
	prose = []string{"Hoàng Xuân Giấu", "quýt ngọt ngào", "thằng hàng xóm", "permalink-998877", "tôi bực lắm"}
)

func poison() string {
	return "Cuộc họp chiều nay bàn về đường liên xã. Gọi 0912.345.678, căn cước 079203001234, thư ai.do@hop-thu.vn, theo @nguoi_noi_nhieu và https://www.facebook.com/ai.do.99, " +
		"xe 29A-123.45, ĐT0987654321, 0913–345–678, (024) 3825 1234, an.danh [at] hop-thu.vn, xe 29a-54321, nhà số 12 ngõ 34 đường Trần Phú, xã Tân An. Người dân mong đường sớm xong."
}

func social(i int) string {
	return fmt.Sprintf("Hoàng Xuân Giấu nói lần %d: thằng hàng xóm khen quýt ngọt ngào, %s", i, poison())
}

func TestNothingThatPointsAtAPersonIsKept(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, withPlaces, func(t *testing.T, d *db.DB) {
		var logged bytes.Buffer
		s := listen.New(listen.Options{
			DB: d, Now: func() time.Time { return noon }, Log: slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug})),
			Org: org.New(d),
		})
		settle(t, s)
		folder := t.TempDir()
		s.Letters = folder
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := s.SaveTopic(t.Context(), tx, listen.Topic{Name: "Đường", Query: "đường", Social: true, Active: true})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		press, page := addSource(t, s, "Báo An Bình", listen.Provincial), addSource(t, s, "Nhóm chợ", listen.Social)
		posts := enter(t, s, press, page, folder)

		content := everything(t, d)
		content["log"] = logged.Bytes()
		left, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil || len(left) != 0 {
			t.Errorf("files are left: %v, %v", left, err)
		}
		for where, data := range content {
			text := strings.ToLower(string(data))
			for _, p := range append(pointing, prose...) {
				if strings.Contains(text, strings.ToLower(p)) {
					t.Errorf("%s holds %q", where, p)
				}
			}
		}
		st := stats(t, s)
		if st.Items == 0 || st.Voices != 2*posts+1 {
			t.Errorf("%d items and %d voices, want some and %d: each post under its topic and under all, and the one that an officer noted", st.Items, st.Voices, 2*posts+1)
		}
	})
}

// enter brings poison in at every entrance and returns how many social items there were.
func enter(t *testing.T, s *listen.Service, press, page listen.Source, folder string) (posts int) {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	files := func(source string, all map[string]string) {
		in := s.NewIntake(ctx, source, "")
		for name, text := range all {
			must(in.File(name, strings.NewReader(text)))
		}
		_, err := in.Close()
		must(err)
	}
	refused := func(source string, class listen.Class, name, text string) {
		t.Helper()
		in := s.NewIntake(ctx, source, class)
		must(in.File(name, strings.NewReader(text)))
		got, err := in.Close()
		if fault.KindOf(err) != fault.Invalid || got.Stored != 0 || got.Read != got.Dropped {
			t.Errorf("%s: posts given as articles: %+v, %v", name, got, err)
		}
	}
	rss := func(text string) string {
		return `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title><item><title>Họp về đường</title><link>https://b.vn/a` +
			fmt.Sprint(len(text)) + `</link><dc:creator>Lê Bút Danh</dc:creator><description>` + text + `&lt;p&gt;Lê Bút Danh&lt;/p&gt;</description></item></channel></rss>`
	}
	files(press.Name, map[string]string{
		"a.xml":    rss(poison()),
		"b.html":   `<html><head><title>Họp về đường</title><meta name="author" content="Lê Bút Danh"></head><body><article><h1>Họp về đường</h1><p>` + poison() + `</p><p>Cuộc họp còn bàn về nước sạch và trường học trong xã.</p><p>Lê Bút Danh</p></article></body></html>`,
		"c.ndjson": `{"id":"1","title":"Họp về đường","text":"` + poison() + `\nLê Bút Danh","author":"Lê Bút Danh"}` + "\n",
		"d.csv":    "title,text,author\nHọp về đường,\"" + poison() + "\",Lê Bút Danh\n",
	})
	// What readers and posters said is in feeds and exports of the press too; a letter has a signature and was passed on.
	refused(press.Name, "", "comments.xml", `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>By: Hoàng Xuân Giấu</title><link>https://b.vn/a#comment-12</link><description>tôi bực lắm</description></item>`+
		`<item><title>Bình luận về Họp về đường bởi Hoàng Xuân Giấu</title><link>https://b.vn/a</link><description>tôi bực lắm</description></item></channel></rss>`)
	// Posts that nobody calls posts, and posts that somebody calls articles.
	post := func(i int) string {
		return fmt.Sprintf(`{"id":"permalink-998877","class":"social","source":"hoi-cho","author":"Hoàng Xuân Giấu","handle":"ai.do.99","phone":"0987654321","text":%q,"likes":2}`, social(i)) + "\n"
	}
	table := func(i int) string {
		return "Mã bài;Người đăng;Tài khoản;Điện thoại;Nội dung;Lượt thích\npermalink-998877;Hoàng Xuân Giấu;ai.do.99;0987654321;\"" + social(i) + "\";3\n"
	}
	files("", map[string]string{
		"declared.ndjson": post(7) + strings.Replace(post(8), `"class":"social",`, "", 1), "table.csv": table(9),
		"linked.ndjson": `{"title":"Hoàng Xuân Giấu","text":"tôi bực lắm về đường","url":"https://www.facebook.com/ai.do.99/posts/permalink-998877"}` + "\n",
	})
	files("Hội chợ chưa có", map[string]string{"new.csv": table(10)})
	refused(press.Name, "", "declared.ndjson", post(11))
	refused(press.Name, "", "undeclared.ndjson", strings.Replace(post(12), `"class":"social",`, "", 1))
	refused(press.Name, "", "linked.ndjson", `{"title":"Hoàng Xuân Giấu","text":"tôi bực lắm","url":"https://www.facebook.com/ai.do.99/posts/permalink-998877"}`+"\n")
	refused(press.Name, listen.Provincial, "table.csv", table(13))
	refused("", listen.Central, "table.csv", table(14))
	refused("", "", "lying.ndjson", strings.Replace(post(15), `"class":"social","source":"hoi-cho"`, `"class":"central","source":"bao-khac"`, 1))
	files(page.Name, map[string]string{
		"e.ndjson": fmt.Sprintf(`{"id":"permalink-998877","text":%q,"author":"Hoàng Xuân Giấu","url":"https://www.facebook.com/ai.do.99"}`, social(1)) + "\n",
		"f.csv":    "message,from,permalink\n\"" + social(2) + "\",Hoàng Xuân Giấu,permalink-998877\n",
		"g.xml":    rss(social(3)),
	})
	book := excelize.NewFile()
	for cell, text := range map[string]string{"A1": "Nội dung", "B1": "Người đăng", "A2": social(4), "B2": "Hoàng Xuân Giấu"} {
		must(book.SetCellValue("Sheet1", cell, text))
	}
	var xlsx bytes.Buffer
	must(book.Write(&xlsx))
	files(page.Name, map[string]string{"h.xlsx": xlsx.String()})

	letter := func(name, text string) {
		must(os.WriteFile(filepath.Join(folder, name), []byte("From: Lê Bút Danh <ai.do@hop-thu.vn>\r\nSubject: Ban tin\r\nMessage-ID: <"+name+"@hop-thu.vn>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+text+"\r\n"), 0o600))
	}
	mail := press
	mail.Address, mail.Kind = folder, listen.KindMail
	letter("1.EML", poison()+"\r\n> Từ: Đặng Thư Ký\r\nKính gửi: Đặng Thư Ký\r\nHết bản tin.\r\n-- \r\nĐặng Thư Ký\r\nPhòng Tổng hợp")
	letter("3.eml", "Gửi bản xuất tuần này:\r\n\r\n"+table(16))
	_, err := s.ReadMail(ctx, mail)
	must(err)
	mail = page
	mail.Address = folder
	letter("2.eml", social(5))
	_, err = s.ReadMail(ctx, mail)
	must(err)

	push(t, s, listen.Provincial, `{"title":"Họp về đường lần nữa","text":"`+poison()+`","author":"Lê Bút Danh"}`)
	pushRefused(t, s, post(17))
	push(t, s, listen.Social, `{"text":"`+social(6)+`","author":"Hoàng Xuân Giấu"}`)
	err = s.Paraphrase(ctx, 1, "Trần Thu Hà", listen.Paraphrased{Text: "Có người hỏi bao giờ xong đường; " + poison(), Place: "An Bình", Count: 1})
	must(err)
	err = s.Paraphrase(ctx, 1, "Trần Thu Hà", listen.Paraphrased{Text: "Hoàng Xuân Giấu nói gì đó", Count: 1})
	if err == nil {
		t.Error("a paraphrase that names somebody was taken")
	}
	_, err = s.Receive(ctx, press, []listen.Arrival{{Title: "Ghi tay: họp về đường", Body: poison() + "\nLê Bút Danh", Byline: []string{"Lê Bút Danh"}}})
	must(err)
	return 6 + 3 + 1 + 1 // those of social sources, of files that say it, the linked one and those of a source that was not there
}

func pushRefused(t *testing.T, s *listen.Service, data string) {
	t.Helper()
	src, token := pushing(t, s, "Đẩy báo "+lettersOf(listen.ExportMark([]byte(data))), listen.Provincial)
	_, err := s.Push(t.Context(), src.ID, token, "", []byte(data))
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("posts pushed as articles: %v", err)
	}
}

// lettersOf writes a mark without digits, which would be somebody's number in a name.
func lettersOf(mark [32]byte) string {
	text := make([]byte, len(mark))
	for i, b := range mark {
		text[i] = 'a' + b%26
	}
	return string(text)
}

// pushing is a source that other systems send to, and its token.
func pushing(t *testing.T, s *listen.Service, name string, class listen.Class) (src listen.Source, token string) {
	t.Helper()
	err := s.DB.Write(t.Context(), func(tx *db.Tx) (err error) {
		src, err = s.SaveSource(t.Context(), tx, listen.Source{Name: name, Kind: listen.KindPush, Class: class})
		if err != nil {
			return err
		}
		token, err = s.NewToken(t.Context(), tx, src.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return src, token
}

func push(t *testing.T, s *listen.Service, class listen.Class, data string) {
	t.Helper()
	src, token := pushing(t, s, "Đẩy "+string(class), class)
	for _, wrong := range []string{"", "sai"} {
		_, err := s.Push(t.Context(), src.ID, wrong, "", []byte(data))
		if err == nil {
			t.Error("a push without the right token was taken")
		}
	}
	for range 2 { // the second one changes nothing
		_, err := s.Push(t.Context(), src.ID, token, "lần một", []byte(data))
		if err != nil {
			t.Fatal(err)
		}
	}
}

// everything is all that is stored: the files of SQLite as they are, or every table of PostgreSQL as text.
func everything(t *testing.T, d *db.DB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	if d.Engine() == db.SQLite {
		for _, end := range []string{"", "-wal"} {
			data, err := os.ReadFile(d.Path() + end)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			all["file"+end] = data
		}
	}
	var file bytes.Buffer
	dump := tar.NewWriter(&file)
	err := errors.Join(d.Dump(context.Background(), dump), dump.Close())
	if err != nil {
		t.Fatal(err)
	}
	all["dump"] = file.Bytes()
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		for _, column := range []string{"data FROM listen_block", "print FROM listen_print", "state FROM listen_stream", "sketch FROM listen_voice_sketch"} {
			r, err := tx.Query(t.Context(), `SELECT `+column)
			_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
				var b []byte
				err = r.Scan(&b)
				all[column] = append(append(all[column], b...), '\n')
				return struct{}{}, err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
