package plan

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// Scan says that a document is pictures of pages: people type its tasks from them, with what a program
// recognised as help.
type Scan struct {
	Pages   int
	Picture bool  `json:",omitempty"` // a photograph, not a PDF file
	Read    []int `json:",omitempty"` // the pages whose text was recognised
}

// doubtful is the sureness below which a recognised line is marked for a second look.
const doubtful = 0.8

// errNotCleared asks the question that comes before a scan. Nothing of it was kept.
func errNotCleared() error {
	return fault.New(fault.Invalid, "Tệp có trang là ảnh quét nên hệ thống không nhìn thấy dấu chỉ độ mật đóng trên giấy. Hãy xem lại tài liệu, đánh dấu ô này nếu không có dấu mật, rồi chọn lại tệp; chưa có gì được lưu.").At("khong-mat")
}

// readScan reads a document that is pictures. It is refused until somebody looked for marks of secrecy, and
// when a program recognises one.
func (s *Service) readScan(ctx context.Context, tree *org.Tree, u Upload) (reading, error) {
	if !u.Cleared {
		return reading{}, errNotCleared()
	}
	scan, err := s.Scan(ctx, u.Content)
	if err != nil {
		return reading{}, err
	}
	err = doctext.ErrSecret(doctext.ScanMark(scan))
	if err != nil {
		return reading{}, err
	}
	u.Internal = u.Internal || doctext.InternalMark(scan.Source, nil)
	return reading{Upload: u, src: scan.Source, plan: official.ReadPlan(scan.Source, s.names(tree)), scan: &scan}, nil
}

// scanned notes on the lines how sure each was recognised; nil for a document with text of its own.
func (r reading) scanned(lines []Line) *Scan {
	if r.scan == nil {
		return nil
	}
	for i, sure := range r.scan.Sure {
		lines[i].Sure = max(sure, .01)
	}
	return &Scan{Pages: r.scan.Pages, Read: r.scan.Read, Picture: doctext.PictureType(r.Content) != ""}
}

// sureOf is how sure the least of some lines was recognised; 1 where nothing was guessed.
func sureOf(lines []Line, numbers []int) float64 {
	least := 1.0
	for _, n := range numbers {
		if n >= 1 && n <= len(lines) && lines[n-1].Sure > 0 {
			least = min(least, lines[n-1].Sure)
		}
	}
	return least
}

// Typed is a row of the grid beside a page of a scan, as a person typed it.
type Typed struct {
	Number, Title, Lead, Partners, When string
}

func (t Typed) empty() bool { return t.Number+t.Title+t.Lead+t.Partners+t.When == "" }

// Type adds the tasks that a person typed from a page of a scan, and tells how many need a second look: those
// that lack something, or name a unit that the directory does not know. The others are accepted.
func (s *Service) Type(ctx context.Context, by auth.Officer, id DraftID, page int, rows []Typed) (added, open int, err error) {
	err = s.edit(ctx, by, id, func(_ *db.Tx, tree *org.Tree, d *Draft) error {
		added, open = 0, 0
		w := &d.Work
		first := len(w.Tasks)
		for _, row := range rows {
			if strings.TrimSpace(row.Title) == "" {
				continue
			}
			w.Last++
			it := row.item(w.Last, page, w.Head.Issued, by.Full)
			s.spellOut(tree, it.Lead)
			s.spellOut(tree, it.Partners)
			it.Wrote = Wrote{it.Title, it.Lead, it.Partners}
			w.Tasks = append(w.Tasks, it)
			added++
		}
		if added == 0 {
			return fault.New(fault.Invalid, "Hãy gõ nội dung của ít nhất một nhiệm vụ.").At("noi-dung-1")
		}
		w.rename(s.names(tree), tree, s.Day())
		for i := range w.Tasks[first:] {
			it := &w.Tasks[first+i]
			if first+i > 0 && it.Section == "" {
				it.Section = w.Tasks[first+i-1].Section
			}
			if w.clear(*it) {
				it.Decision = Accepted
				continue
			}
			open++
		}
		return nil
	})
	return added, open, err
}

func (t Typed) item(key, page int, issued law.Date, by string) Item {
	said := official.ReadTiming(t.When, issued.Year)
	from, _ := law.ParseDate(said.From)
	to, _ := law.ParseDate(said.To)
	return Item{
		Key: key, V: 1, By: by, Made: true, Sure: 1, Page: page, Number: t.Number, Title: t.Title, When: t.When,
		Lead: official.SplitUnits(t.Lead), Partners: official.SplitUnits(t.Partners), Plan: timingOf(said.Cadence, from, to),
	}
}

// spellOut writes names that were typed short as the directory has them, where there is no doubt.
func (s *Service) spellOut(tree *org.Tree, names []string) {
	for i, name := range names {
		if n := resolve(s.names(tree), tree, name, s.Day()); n.Sure {
			names[i] = tree.Name(n.Unit)
		}
	}
}

// Page is the picture of a page of a scan that somebody checks.
func (s *Service) Page(ctx context.Context, by auth.Officer, id DraftID, page int) (doctext.Picture, error) {
	var f files.File
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		d, err := s.Draft(ctx, tx, by, id)
		if err != nil {
			return err
		}
		if d.Work.Scan == nil || page < 1 || page > d.Work.Scan.Pages {
			return fault.New(fault.NotFound, "Văn bản không có trang này.")
		}
		f, err = s.Files.Find(ctx, tx, by, d.File)
		return err
	})
	if err != nil {
		return doctext.Picture{}, err
	}
	content, err := s.Files.OpenContent(f.Hash)
	if err != nil {
		return doctext.Picture{}, err
	}
	defer func() { _ = content.Close() }() // only read
	data, err := io.ReadAll(io.LimitReader(content, files.MaxSize))
	if err != nil {
		return doctext.Picture{}, fmt.Errorf("reading file %d: %w", f.ID, err)
	}
	return doctext.DrawPage(ctx, data, page, doctext.DefaultLimits())
}
