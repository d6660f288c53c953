package files

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
)

func open(t *testing.T, d *db.DB, now func() time.Time) (*Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "files")
	s, err := Open(d, dir, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, dir
}

func attach(t *testing.T, s *Store, d *db.DB, text string, id int64) int64 {
	t.Helper()
	st, err := s.Keep("Báo cáo quý III.txt", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var file int64
	err = d.Write(t.Context(), func(tx *db.Tx) error {
		file, err = s.Attach(t.Context(), tx, st, "case", id, auth.Officer{Full: "Trần Thu Hà"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestAFileIsSeenByWhoeverSeesWhatItHangsOn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{Module}, func(t *testing.T, d *db.DB) {
		s, _ := open(t, d, time.Now)
		id := attach(t, s, d, "Nội dung báo cáo", 7)
		find := func() (f File, err error) {
			err = d.Read(t.Context(), func(tx *db.Tx) error {
				f, err = s.Find(t.Context(), tx, auth.Officer{}, id)
				return err
			})
			return f, err
		}
		if _, err := find(); fault.KindOf(err) != fault.NotFound {
			t.Errorf("without anybody who decides, Find = %v, want NotFound", err)
		}
		may := false
		s.Watch("case", func(_ context.Context, _ *db.Tx, _ auth.Officer, object int64) (bool, error) {
			return may && object == 7, nil
		})
		if _, err := find(); fault.KindOf(err) != fault.NotFound {
			t.Errorf("without sight, Find = %v, want NotFound", err)
		}
		may = true
		f, err := find()
		if err != nil || f.Name != "Báo cáo quý III.txt" || f.By != "Trần Thu Hà" {
			t.Fatalf("Find = %+v, %v", f, err)
		}
		content, err := s.OpenContent(f.Hash)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = content.Close() }()
		if text, _ := io.ReadAll(content); string(text) != "Nội dung báo cáo" {
			t.Errorf("content = %q", text)
		}
	})
}

func TestWhatMayNotBeKeptIsRefusedWithASentence(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{Module})
	s, dir := open(t, d, time.Now)
	for name, tt := range map[string]struct {
		content string
		want    fault.Kind
		name    string
	}{
		"an empty file":             {"", fault.Invalid, ""},
		"a program":                 {"\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 100), fault.Invalid, ""},
		"a windows program":         {"MZ" + strings.Repeat("\x00", 200), fault.Invalid, ""},
		"a huge file":               {strings.Repeat("a", MaxSize+1), fault.TooLarge, ""},
		"a script that is text":     {"del *.*", fault.Invalid, "bao cao.BAT"},
		"a name with a hidden end":  {"del *.*", fault.Invalid, "bao cao.hta. "},
		"a name turned to pretend":  {"%PDF-1.4", fault.Invalid, "bao cao \u202efdp.exe"},
		"a script behind many dots": {"alert(1)", fault.Invalid, "bao.cao.pdf.js"},
	} {
		file := tt.name
		if file == "" {
			file = "tệp"
		}
		_, err := s.Keep(file, strings.NewReader(tt.content))
		if fault.KindOf(err) != tt.want {
			t.Errorf("%s: %v, want kind %v", name, err, tt.want)
		}
	}
	if left, _ := filepath.Glob(dir + "/*/*/*"); len(left) != 0 {
		t.Errorf("refused content was kept: %v", left)
	}
}

func TestWhatTheScreenRefusesNeverReachesTheDisk(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{Module})
	s, dir := open(t, d, time.Now)
	s.Screen(func(name string, data []byte) error {
		if strings.Contains(string(data), "MẬT") {
			return fault.New(fault.Invalid, "Không nhận %s.", name)
		}
		return nil
	})
	_, err := s.Keep("a.txt", strings.NewReader("MẬT\nKế hoạch"))
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("Keep of a secret paper = %v, want fault.Invalid", err)
	}
	if left, _ := filepath.Glob(dir + "/*"); len(left) != 0 {
		t.Errorf("refused content was kept: %v", left)
	}
	_, err = s.Keep("b.txt", strings.NewReader("Kế hoạch"))
	if err != nil {
		t.Errorf("Keep of a plain paper = %v, want nil", err)
	}
}

func TestContentWithoutARowIsCollectedAfterADay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{Module}, func(t *testing.T, d *db.DB) {
		now := time.Now()
		s, dir := open(t, d, func() time.Time { return now })
		attach(t, s, d, "còn dùng", 1)
		dropped, err := s.Keep("bỏ.txt", strings.NewReader("thay đổi đã không thành"))
		if err != nil {
			t.Fatal(err)
		}
		if !s.Holds(dropped) {
			t.Error("young content is said to be gone")
		}
		if n, err := s.collect(t.Context()); n != 0 || err != nil {
			t.Errorf("young content was collected: %d, %v", n, err)
		}
		now = now.Add(25 * time.Hour)
		if n, err := s.collect(t.Context()); n != 1 || err != nil {
			t.Errorf("collected %d, %v; want 1", n, err)
		}
		if s.Holds(dropped) {
			t.Error("collected content is said to be there")
		}
		left, _ := filepath.Glob(dir + "/*/*/*")
		if len(left) != 1 {
			t.Errorf("left %v, want the one in use", left)
		}
	})
}

func TestDroppedContentIsGoneUnlessSomebodyKeptItSince(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{Module})
	s, _ := open(t, d, func() time.Time { return time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC) })
	keep := func(text string) Stored {
		st, err := s.Keep("a.txt", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	kept := func() (n int) {
		err := s.Walk(func(string) error { n++; return nil })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	st := keep("Bài báo in")
	for range 2 { // what is gone is dropped again without harm
		err := s.Drop(st)
		if err != nil || kept() != 0 {
			t.Errorf("dropped: %v; %d files stay, want none", err, kept())
		}
	}
	first, second := keep("Bài báo in"), keep("Bài báo in")
	for name, st := range map[string]Stored{"who came second": second, "who came first, though another kept it since": first} {
		err := s.Drop(st)
		if err != nil || kept() != 1 {
			t.Errorf("dropped by %s: %v; %d files stay, want one", name, err, kept())
		}
	}
}

func TestTheSameContentIsKeptOnce(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{Module})
	s, _ := open(t, d, time.Now)
	attach(t, s, d, "một nội dung", 1)
	attach(t, s, d, "một nội dung", 2)
	n := 0
	err := s.Walk(func(string) error { n++; return nil })
	if err != nil || n != 1 {
		t.Errorf("kept %d times, %v", n, err)
	}
}

func TestLostContentSaysWhatToDo(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{Module})
	s, dir := open(t, d, time.Now)
	attach(t, s, d, "sẽ mất", 1)
	err := s.Walk(func(hash string) error {
		return errors.Join(os.RemoveAll(dir), func() error {
			_, err := s.OpenContent(hash)
			if fault.KindOf(err) != fault.Unavailable {
				t.Errorf("OpenContent = %v, want Unavailable", err)
			}
			return nil
		}())
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
}

func TestNamesAreMadeSafe(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`C:\Users\ha\Kế hoạch.docx`: "Kế hoạch.docx",
		"../../etc/passwd":          "passwd",
		"a<b>:c?.pdf":               "a_b__c_.pdf",
		"...":                       "tep",
		"bao\u0000cao.pdf":          "baocao.pdf",
	} {
		if got := CleanName(in); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", in, got, want)
		}
	}
}
