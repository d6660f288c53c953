package listen_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
)

const uploaded = 700

// exports are the same articles as files of each form that somebody may hand in.
func exports(t *testing.T) map[string][]byte {
	t.Helper()
	var lines, table bytes.Buffer
	book := excelize.NewFile()
	w := csv.NewWriter(&table)
	for i := range uploaded + 1 {
		a := article(fmt.Sprint("chuyện trong tệp ", i), 1)
		row := []string{fmt.Sprint("m", i), a.Title, a.Body}
		if i == uploaded {
			row = []string{"id", "title", "text"}
		} else if err := json.NewEncoder(&lines).Encode(map[string]string{"id": row[0], "title": row[1], "text": row[2]}); err != nil {
			t.Fatal(err)
		}
		at := fmt.Sprint("A", (i+1)%(uploaded+1)+1)
		if err := book.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := book.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	var sheet bytes.Buffer
	if err := errors.Join(w.WriteAll(rows), book.Write(&sheet)); err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"a.ndjson": lines.Bytes(), "a.csv": table.Bytes(), "a.xlsx": sheet.Bytes()}
}

// An upload that ends in the middle, at whatever batch, goes on where it was when the same file comes again: each
// entry is taken once, also by another process.
func TestAnUploadGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	files := exports(t)
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		for name, data := range files {
			s := newService(d)
			src := addSource(t, s, "Tệp "+name, listen.Provincial)
			read, stored, stops := 0, 0, 0
			for done := false; !done && stops < 20; {
				s = newService(d)
				ctx, kill := context.WithCancel(t.Context())
				got, err := s.Upload(ctx, src, auth.Officer{Full: "Trần Thu Hà"}, name, data, func(listen.Progress) { kill() })
				kill()
				done = err == nil
				read, stored = read+got.Read, stored+got.Stored
				if err != nil {
					stops++
				}
			}
			if read != uploaded || stored+stats(t, s).Also != uploaded || stops < 3 {
				t.Errorf("%s: %d entries were read and %d stored in %d lives, want %d once and four lives", name, read, stored, stops+1, uploaded)
			}
			if got, err := s.Upload(t.Context(), src, auth.Officer{}, name, data, nil); err != nil || got.Stored != 0 || got.Duplicates != uploaded {
				t.Errorf("%s: once more gives %+v, %v", name, got, err)
			}
			w := works(t, s)[0]
			if w.State != listen.WorkDone || w.Done != uploaded || w.Total != uploaded || w.Kind != listen.Uploading {
				t.Errorf("%s: the work is %+v", name, w)
			}
		}
	})
}

func works(t *testing.T, s *listen.Service) (all []listen.Work) {
	t.Helper()
	err := s.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		all, err = s.Works(t.Context(), tx)
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("works %v, %v", all, err)
	}
	return all
}

// Somebody stops an upload on the page; it says so, and takes nothing more until the file comes again.
func TestAnUploadIsStopped(t *testing.T) {
	t.Parallel()
	file := exports(t)["a.ndjson"]
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		src := addSource(t, s, "Tệp", listen.Provincial)
		stop := func(listen.Progress) {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				w := works(t, s)[0]
				return s.SetWork(t.Context(), tx, w.Name, listen.WorkStopped)
			})
			if err != nil {
				t.Error(err)
			}
		}
		got, err := s.Upload(t.Context(), src, auth.Officer{}, filepath.Base("a.ndjson"), file, stop)
		if !errors.Is(err, listen.ErrWorkStopped) || got.Stored == 0 || got.Stored == uploaded {
			t.Fatalf("received %+v, %v", got, err)
		}
		w := works(t, s)[0]
		if w.State != listen.WorkStopped || w.Done != got.Read || w.Total != uploaded {
			t.Errorf("the work is %+v", w)
		}
		err = d.Write(t.Context(), func(tx *db.Tx) error { return s.SetWork(t.Context(), tx, w.Name, listen.WorkRuns) })
		if err == nil {
			t.Error("an upload goes on without its file")
		}
		more, err := s.Upload(t.Context(), src, auth.Officer{}, "a.ndjson", file, nil)
		if err != nil || got.Read+more.Read != uploaded || stats(t, s).Items != uploaded {
			t.Errorf("the rest is %+v, %v", more, err)
		}
	})
}

// Somebody said the wrong columns: the same file is read again by the right ones, and what has an address is set right.
func TestATableIsReadAgainByOtherColumns(t *testing.T) {
	t.Parallel()
	table := []byte("Bài,Tóm lược,Nơi lưu\nKhánh thành cầu treo,Cầu treo bản Hạ đã thông xe sáng nay,https://bao.vi-du.vn/1\nMưa lớn,Mưa lớn làm ngập đường vào xã,https://bao.vi-du.vn/2\n")
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		src := addSource(t, s, "Tệp", listen.Provincial)
		for i, x := range []struct {
			columns map[string]string
			want    listen.Received
		}{
			{map[string]string{"title": "Tóm lược", "text": "Bài", "link": "Nơi lưu"}, listen.Received{Read: 2, Stored: 2}},
			{map[string]string{"title": "Tóm lược", "text": "Bài", "link": "Nơi lưu"}, listen.Received{Read: 2, Duplicates: 2}},
			{map[string]string{"title": "Bài", "text": "Tóm lược", "link": "Nơi lưu"}, listen.Received{Read: 2, Duplicates: 2, Changed: 2}},
		} {
			src.Settings.Columns = x.columns
			err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
				src, err = s.SaveSource(t.Context(), tx, src)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.Upload(t.Context(), src, auth.Officer{}, "a.csv", table, nil)
			if err != nil || got.Read != x.want.Read || got.Stored != x.want.Stored || got.Duplicates != x.want.Duplicates || got.Changed != x.want.Changed {
				t.Errorf("reading %d gave %+v, %v, want %+v", i+1, got, err, x.want)
			}
		}
		if f := found(t, s, listen.Search{Query: `"cầu treo bản hạ"`}); len(f.Hits) != 1 || f.Hits[0].Item.Title != "Khánh thành cầu treo" {
			t.Errorf("it is found as %+v", f.Hits)
		}
	})
}
