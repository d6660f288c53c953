package listen_test

import (
	"archive/tar"
	"bytes"
	"encoding/hex"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// The key of a day is in no backup of that day, and gone from the files when the day is over; so are the words of
// an article that was taken down.
func TestWhatIsLetGoIsGoneFromFilesAndBackups(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		now := noon
		s := listen.New(listen.Options{DB: d, Now: func() time.Time { return now }})
		press, page := addSource(t, s, "Báo An Bình", listen.Provincial), addSource(t, s, "Nhóm chợ", listen.Social)
		_, err := s.HearFile(t.Context(), page, []byte(`{"text":"đường xấu quá","author":"Hoàng Xuân Giấu"}`+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		key, err := s.DayKey(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		dump := tar.NewWriter(&file)
		err = d.Dump(t.Context(), dump, listen.Fleeting...)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(file.Bytes(), key[:]) || strings.Contains(file.String(), hex.EncodeToString(key[:])) {
			t.Error("a backup has the key of the day")
		}
		_, err = s.Receive(t.Context(), press, []listen.Arrival{{Link: "https://b.vn/xin-go", Title: "Chuyện riêng", Body: strings.Repeat("quýt ngọt ngào của nhà bên. ", 400)}})
		if err != nil {
			t.Fatal(err)
		}
		err = s.TakeDown(t.Context(), listen.Request{Account: 1, By: "Trần Thu Hà", Link: "https://b.vn/xin-go", Because: "đơn số 15"})
		if err != nil {
			t.Fatal(err)
		}
		now = now.AddDate(0, 0, 1)
		err = s.EndDays(t.Context())
		if err != nil || d.Engine() != db.SQLite {
			return
		}
		_, err = d.WritePool().ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(d.Path())
		if err != nil {
			t.Fatal(err)
		}
		for what, part := range map[string][]byte{"the key of a day that is over": key[:], "the words of what was taken down": []byte("quýt ngọt")} {
			if bytes.Contains(data, part) {
				t.Errorf("the file has %s", what)
			}
		}
	})
}
