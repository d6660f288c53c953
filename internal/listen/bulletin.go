package listen

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/letter"
)

// LetterFolder is the folder of bulletins at an address, below [Options.Letters]. It fails with fault.Invalid if it is
// elsewhere: what is read there is deleted, so only the administrator may say where.
func (s *Service) LetterFolder(address string) (below string, err error) {
	if s.Letters == "" {
		return "", fault.New(fault.Invalid, "Quản trị hệ thống chưa đặt thư mục nhận bản tin qua thư (NHIPCAU_FETCH_LETTERS).")
	}
	below = address
	if filepath.IsAbs(address) {
		below, err = filepath.Rel(s.Letters, address)
	}
	if err != nil || !filepath.IsLocal(below) {
		return "", fault.New(fault.Invalid, "Thư mục phải nằm trong %s, nơi quản trị hệ thống dành cho bản tin qua thư.", s.Letters)
	}
	return below, nil
}

// ReadMail reads the letters (.eml) in the folder of a source and removes them. A letter becomes one item: its subject and
// its text; one of many headlines with links becomes an item for each of them. Who sent it and to whom is not kept. A
// letter of which nothing can be taken is removed too; [Service.Mailbox] tells how many there were, and why. Links do not
// lead out of [Options.Letters].
func (s *Service) ReadMail(ctx context.Context, src Source) (Received, error) {
	var all Received
	below, err := s.LetterFolder(src.Address)
	if err != nil {
		return all, err
	}
	top, err := os.OpenRoot(s.Letters)
	if err != nil {
		return all, fmt.Errorf("opening the folder of letters: %w", withoutName(err))
	}
	defer func() { _ = top.Close() }()
	folder, err := top.OpenRoot(below)
	if errors.Is(err, os.ErrNotExist) {
		return all, nil
	}
	if err != nil {
		return all, fmt.Errorf("looking into the folder of source %d: %w", src.ID, withoutName(err))
	}
	defer func() { _ = folder.Close() }()
	files, err := fs.ReadDir(folder.FS(), ".")
	if err != nil {
		return all, fmt.Errorf("looking into the folder of source %d: %w", src.ID, withoutName(err))
	}
	for _, f := range files {
		if f.IsDir() || !strings.EqualFold(filepath.Ext(f.Name()), ".eml") {
			continue
		}
		got, err := s.readLetter(ctx, src, folder, f.Name())
		if err != nil {
			return all, fmt.Errorf("reading a letter of source %d: %w", src.ID, withoutName(err))
		}
		all.add(got)
		err = folder.Remove(f.Name())
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return all, fmt.Errorf("removing a letter of source %d: %w", src.ID, withoutName(err))
		}
	}
	return all, nil
}

func (s *Service) readLetter(ctx context.Context, src Source, folder *os.Root, name string) (Received, error) {
	f, err := folder.Open(name)
	if errors.Is(err, os.ErrNotExist) { // another process was quicker
		return Received{}, nil
	}
	if err != nil {
		return Received{}, err
	}
	data, err := io.ReadAll(io.LimitReader(f, letter.Largest+1))
	_ = f.Close() // only read
	if err != nil {
		return Received{}, err
	}
	l, why := letter.Read(data)
	switch {
	case why != letter.Fine:
	case src.Class.OnlyCounts():
		heard, err := s.Hear(ctx, src, ExportMark(data), []Post{{Text: l.Subject + "\n" + l.Text, Published: l.Sent}})
		return Received{Read: 1, Dropped: heard.Posts}, err
	case l.Personal:
		why = letter.Personal
	case holdsPosts(l.Text):
		why = letter.Posts
	}
	err = s.noteLetter(ctx, src, why, l.Attached)
	if err != nil || why != letter.Fine {
		return Received{Read: 1, Dropped: 1}, err
	}
	arrivals := []Arrival{{GUID: l.ID, Title: l.Subject, Body: l.Text, Published: l.Sent, Byline: l.Writers}}
	if l.Headlines != nil {
		arrivals = nil
		for _, h := range l.Headlines {
			arrivals = append(arrivals, Arrival{GUID: h.Link, Link: h.Link, Title: h.Title, Lead: h.Lead, Body: h.Lead, Published: l.Sent, Byline: l.Writers})
		}
	}
	return s.Receive(ctx, src, arrivals)
}

// holdsPosts reports whether the text of a letter is an export of posts that somebody pasted: lines of JSON, or a
// table, with columns of a social network. Such a letter is read for a social source only.
func holdsPosts(text string) bool {
	n := 0
	for row := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(row), "{") && traceOfJSON([]byte(row)).columns {
			return true
		}
		cells := strings.FieldsFunc(row, func(r rune) bool { return strings.ContainsRune(",;\t|", r) })
		if len(cells) > 2 && isHeadOfPosts(cells) {
			return true
		}
		n++
		if n == mostHead {
			break
		}
	}
	return false
}

// isHeadOfPosts reports whether the cells of a row name the columns of a table of posts. Words of prose between commas
// are no names of columns: one that only by its words is one of posts counts beside two that are of a table.
func isHeadOfPosts(cells []string) bool {
	var t trace
	for i, c := range cells {
		cells[i] = strings.Trim(c, "\" \r\n")
		kind := columnsOfPosts[columnKey(cells[i])]
		if kind == columnOfPerson || kind == columnOfCount {
			return true
		}
		t.note(cells[i], "")
	}
	return t.columns && len(GuessColumns(cells)) >= guessedHead
}

// mostHead is how many lines of a letter may stand before the head of a table in it.
const mostHead = 30

// withoutName is what went wrong with a file, without its name, which may be that of a person.
func withoutName(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
