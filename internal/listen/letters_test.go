package listen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
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
