package listen_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/letter"
)

// TestLettersAreReadWhereTheAdministratorSaysOnly plants letters outside the folder of bulletins: what is read there is
// deleted.
func TestLettersAreReadWhereTheAdministratorSaysOnly(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		top, others := t.TempDir(), t.TempDir()
		src := addSource(t, s, "Bản tin sở", listen.Provincial)
		src.Kind = listen.KindMail
		letter := func(folder string) string {
			t.Helper()
			file := filepath.Join(folder, "1.eml")
			err := os.WriteFile(file, []byte("Subject: Ban tin\r\n\r\nSở họp về thu gom rác sáng nay.\r\n"), 0o600)
			if err != nil {
				t.Fatal(err)
			}
			return file
		}
		outside := letter(others)
		err := os.Mkdir(filepath.Join(top, "so"), 0o700)
		if err == nil {
			err = os.Symlink(others, filepath.Join(top, "loi-ra"))
		}
		if err != nil {
			t.Fatal(err)
		}
		inside := letter(filepath.Join(top, "so"))
		src.Address = top
		_, err = s.ReadMail(t.Context(), src)
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("without a folder of the administrator: %v", err)
		}
		s.Letters = top
		for _, address := range []string{others, "../" + filepath.Base(others), filepath.Join(top, "..", filepath.Base(others)), "loi-ra", filepath.Join(top, "loi-ra"), "/"} {
			src.Address = address
			got, err := s.ReadMail(t.Context(), src)
			if err == nil || got.Read != 0 {
				t.Errorf("%s: read %d letters, %v", address, got.Read, err)
			}
		}
		for _, address := range []string{"so", filepath.Join(top, "so")} {
			src.Address = address
			got, err := s.ReadMail(t.Context(), src)
			if err != nil || got.Read > 1 {
				t.Errorf("%s: read %d letters, %v", address, got.Read, err)
			}
		}
		if _, err := os.Stat(inside); err == nil {
			t.Error("a letter that was read stays")
		}
		if _, err := os.Stat(outside); err != nil {
			t.Error("a letter outside is gone")
		}
		if st := stats(t, s); st.Items != 1 {
			t.Errorf("%d items, want the one letter", st.Items)
		}
	})
}

func TestTheAccountOfLettersSaysWhyNothingWasTaken(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		s.Letters = t.TempDir()
		src := addSource(t, s, "Bản tin sở", listen.Provincial)
		src.Kind, src.Address = listen.KindMail, "."
		for name, text := range map[string]string{
			"1.eml": "Subject: Ban tin\r\n\r\nSở họp về thu gom rác sáng nay.\r\n", "2.eml": "\xff\xfe rubbish", "3.eml": "Subject: a\r\nFrom: Facebook <notification@facebookmail.com>\r\n\r\nHoàng Xuân Giấu đã bình luận: đường hỏng",
			"4.eml": "Subject: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nXem tep dinh kem.\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"Hoàng Xuân Giấu.pdf\"\r\n\r\nx\r\n--b--\r\n",
			"5.eml": "Subject: Diem bao\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n1. Tuyến đường Đồng Mới thông xe https://nguon.example/1\r\n2. Giá chè búp tươi tăng https://nguon.example/2\r\n",
		} {
			err := os.WriteFile(filepath.Join(s.Letters, name), []byte(text), 0o600)
			if err != nil {
				t.Fatal(err)
			}
		}
		_, err := s.ReadMail(t.Context(), src)
		if err != nil {
			t.Fatal(err)
		}
		var m listen.Mailbox
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			m, err = s.Mailbox(t.Context(), tx, src.ID)
			return err
		})
		if err != nil || m.Read != 5 || m.Attached != 1 || m.Unread[letter.Broken] != 1 || m.Unread[letter.Personal] != 1 || m.Unread[letter.OnlyFiles] != 1 {
			t.Errorf("the account is %+v, %v", m, err)
		}
		if st := stats(t, s); st.Items != 3 {
			t.Errorf("%d items, want the letter and the two headlines", st.Items)
		}
		for where, data := range everything(t, d) {
			if strings.Contains(string(data), "Xuân Giấu") {
				t.Errorf("%s holds the name", where)
			}
		}
	})
}
