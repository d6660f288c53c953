package plan

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/web"
)

// typedRows is how many tasks one grid takes.
const typedRows = 6

// showScanPage answers with the picture of one page: ?trang=3.
func (s *Service) showScanPage(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	page := max(1, atoi(r.URL.Query().Get("trang")))
	p, err := s.Page(r.Context(), auth.Of(r.Context()), DraftID(id), page)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", p.Type)
	h.Set("Cache-Control", "private, max-age=86400, immutable") // the file of a draft never changes
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(p.Data))
	return nil
}

// showScanFile lets the browser show a scanned PDF file by its own means, inside the page where it is typed.
func (s *Service) showScanFile(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	var f files.File
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		d, err := s.Draft(r.Context(), tx, auth.Of(r.Context()), DraftID(id))
		if err != nil {
			return err
		}
		if d.Work.Scan == nil {
			return fault.New(fault.NotFound, "Văn bản này không phải bản quét.")
		}
		f, err = s.Files.Find(r.Context(), tx, auth.Of(r.Context()), d.File)
		return err
	})
	if err != nil {
		return err
	}
	if f.Type != "application/pdf" {
		return web.Redirect(w, r, scanPageHref(DraftID(id), 1))
	}
	content, err := s.Files.OpenContent(f.Hash)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // only read
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Disposition", "inline")
	h.Set("Content-Security-Policy", "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'")
	h.Set("Cache-Control", "private, no-cache")
	http.ServeContent(w, r, "", f.At, content)
	return nil
}

func scanPageHref(id DraftID, page int) string {
	return fmt.Sprintf("/ke-hoach/trang-quet/%d?trang=%d", id, page)
}

// typeTasks takes the grid beside a page of a scan.
func (s *Service) typeTasks(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, by auth.Officer, id DraftID, f *web.Form) (string, error) {
		rows := readTyped(f)
		if !f.OK() {
			return "", nil
		}
		added, open, err := s.Type(ctx, by, id, int(f.Int64("anh")), rows)
		if err != nil {
			return "", err
		}
		text := web.T(ctx, "Đã thêm %d nhiệm vụ.", added)
		if open > 0 {
			text = web.T(ctx, "Đã thêm %d nhiệm vụ, %d nhiệm vụ cần xem lại đơn vị hoặc thời hạn.", added, open)
		}
		web.SetFlash(w, r, web.Flash{Text: text})
		return "", nil
	}, func(v *draftView, f *web.Form, _ error) {
		v.Typing = f
		v.Sheet = max(1, int(f.Int64("anh")))
	})
}

func readTyped(f *web.Form) []Typed {
	var rows []Typed
	for i := 1; i <= typedRows; i++ {
		n := "-" + strconv.Itoa(i)
		row := Typed{f.String("so" + n), f.String("noi-dung" + n), f.String("chu-tri" + n), f.String("phoi-hop" + n), f.String("thoi-gian" + n)}
		if row.Title == "" && !row.empty() {
			f.Problem("noi-dung"+n, "Hãy gõ nội dung của nhiệm vụ này, hoặc xóa các ô khác của dòng.")
		}
		rows = append(rows, row)
	}
	return rows
}
