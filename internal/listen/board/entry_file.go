package board

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/web"
)

// columnsView asks which column of a table is what.
type columnsView struct {
	Source  listen.SourceID
	Head    []string
	Guess   map[string]string
	Samples int // rows
}

// fileDone says what became of an export.
type fileDone struct {
	listen.Received
	Source string
	Counts bool // only counts were kept
}

// The largest export, the largest photograph of a cutting, and what else a form may have, in bytes.
const (
	mostUpload  = 64 << 20
	mostCutting = 30 << 20
	formBytes   = 1 << 20
)

// enterFile takes an export of a monitoring service or of a page owner's tool. A table whose columns are not known
// yet is asked about first; nothing of the file is kept but the items of the press, or the counts.
func (s *Service) enterFile(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := entryView{Form: form}
	going := false
	going, err = s.takeFile(r.Context(), form, &v)
	if form.Take(err) {
		return s.renderEntry(w, r, http.StatusUnprocessableEntity, v)
	}
	if err != nil {
		return err
	}
	if going {
		return web.RedirectSaying(w, r, WorksURL, web.Mark("Tệp đang được đọc."))
	}
	return s.renderEntry(w, r, http.StatusOK, v)
}

// takeFile reads a file; going is true while it goes on by itself.
func (s *Service) takeFile(ctx context.Context, form *web.Form, v *entryView) (going bool, err error) {
	id := listen.SourceID(form.Int64("nguon"))
	f, err := form.File("tep")
	switch {
	case err != nil:
		return false, err
	case id == 0:
		return false, fault.New(fault.Invalid, "Hãy chọn nguồn của tệp.").At("nguon")
	case f == nil:
		return false, fault.New(fault.Invalid, "Hãy chọn tệp.").At("tep")
	case f.Size > mostUpload:
		return false, fault.New(fault.Invalid, "Tệp không quá %d MB.", mostUpload>>20).At("tep")
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return false, err
	}
	var src listen.Source
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		src, err = s.Listen.Source(ctx, tx, id)
		return err
	})
	if err != nil {
		return false, err
	}
	table := listen.IsTable(f.Name, data)
	if table {
		head, err := s.columns(ctx, form, &src, data)
		if err != nil {
			return false, atField(err, "tep")
		}
		if head != nil {
			v.Columns = head
			return false, nil
		}
	}
	got, done, err := s.upload(ctx, src, f.Name, data)
	var unread listen.Unread
	if done && (err == nil || errors.As(err, &unread) && got.Read > 0) {
		v.Done = &fileDone{got, src.Name, src.Class.OnlyCounts()}
	}
	if err != nil {
		return false, atField(err, "tep")
	}
	return !done, nil
}

// fields are what a column may be, in the order of the form.
var fields = []struct{ Name, Word string }{
	{"title", web.Mark("Tiêu đề")}, {"text", web.Mark("Nội dung")}, {"published", web.Mark("Ngày đăng")}, {"link", web.Mark("Đường dẫn của bài")},
	{"source", web.Mark("Tên báo, trang")}, {"place", web.Mark("Địa bàn")}, {"id", web.Mark("Mã bài")}, {"author", web.Mark("Người đăng (chỉ để ước số người, không lưu)")},
}

// columns remembers which column is what; it answers with the head of the table where somebody must be asked.
func (s *Service) columns(ctx context.Context, form *web.Form, src *listen.Source, data []byte) (*columnsView, error) {
	rows, err := listen.ReadExport(ctx, data)
	if err != nil {
		return nil, err
	}
	given := map[string]string{}
	for _, f := range fields {
		if c := form.String("cot-" + f.Name); c != "" {
			given[f.Name] = c
		}
	}
	if len(given) == 0 {
		known := len(src.Settings.Columns) > 0 && form.String("hoi-lai") == ""
		for _, c := range src.Settings.Columns {
			known = known && slices.Contains(rows[0], c)
		}
		if known {
			return nil, nil
		}
		return &columnsView{Source: src.ID, Head: rows[0], Guess: listen.GuessColumns(rows[0]), Samples: len(rows) - 1}, nil
	}
	src.Settings.Columns = given
	return nil, s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		*src, err = s.Listen.SaveSource(ctx, tx, *src)
		return err
	})
}
