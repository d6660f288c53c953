package listen

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/vi"
)

// ReadTable reads the rows of a table: XLSX, CSV with commas, semicolons or tabs. It fails with
// fault.Invalid for anything else.
func ReadTable(ctx context.Context, data []byte) ([][]string, error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		sheets, err := doctext.ReadSheet(ctx, data, doctext.DefaultLimits())
		if err != nil {
			return nil, err
		}
		for _, sh := range sheets {
			if len(sh.Rows) > 1 {
				return sh.Rows, nil
			}
		}
		return nil, fault.New(fault.Invalid, "Bảng tính không có dòng nào.")
	}
	text := vi.RawText(data)
	first, rest, _ := strings.Cut(text, "\n")
	for rest != "" && !strings.ContainsAny(first, ",;\t") && len(GuessColumns([]string{first})) == 0 { // a title
		first, rest, _ = strings.Cut(rest, "\n")
	}
	r := csv.NewReader(strings.NewReader(text))
	for _, sign := range []rune{';', '\t'} {
		if strings.Count(first, string(sign)) > strings.Count(first, ",") {
			r.Comma = sign
		}
	}
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fault.Wrap(fault.Invalid, err, "Không đọc được bảng. Hãy lưu thành .xlsx hoặc CSV mã UTF-8.")
	}
	return rows, nil
}

// ReadExport reads the rows of an export from its head on: what stands above it, such as a title over the whole sheet, is
// passed over. It fails as [ReadTable] does.
func ReadExport(ctx context.Context, data []byte) ([][]string, error) {
	rows, err := ReadTable(ctx, data)
	if err != nil {
		return nil, err
	}
	return rows[headAt(rows):], nil
}

// linesOf turns the rows of a table into lines by a mapping of columns; a nil mapping is guessed.
func linesOf(rows [][]string, columns map[string]string) ([]line, error) {
	if len(columns) == 0 {
		columns = GuessColumns(rows[0])
	}
	at := map[string]int{}
	for field, name := range columns {
		if i := slices.Index(rows[0], name); i >= 0 {
			at[field] = i
		}
	}
	if _, some := at["text"]; !some {
		if _, some = at["title"]; !some {
			return nil, fault.New(fault.Invalid, "Bảng không có cột tiêu đề hay nội dung. Hãy cho biết cột nào là gì.").At("columns")
		}
	}
	var all []line
	for _, row := range rows[1:] {
		var t trace
		for i, column := range rows[0] {
			value := ""
			if i < len(row) {
				value = strings.TrimSpace(row[i])
			}
			t.note(column, value)
		}
		get := func(field string) string {
			i, some := at[field]
			if !some || i >= len(row) {
				return ""
			}
			return strings.TrimSpace(row[i])
		}
		l := line{GUID: get("id"), Link: get("link"), Title: get("title"), Text: get("text"), Published: get("published"), Source: get("source"), Class: word(get("class")), Place: get("place"), Author: get("author"), trace: t}
		if l.Title != "" || l.Text != "" {
			all = append(all, l)
		}
	}
	return all, nil
}

// postsOf makes posts of what a file holds, whatever its kind. Who spoke becomes a number at once.
func postsOf(ctx context.Context, data []byte, columns map[string]string, key gate.Key) ([]Post, error) {
	head := bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), headBytes)], []byte("\xef\xbb\xbf")))
	var lines []line
	switch {
	case len(head) > 0 && isLines(head):
		for raw := range bytes.Lines(data) {
			l, ok := parseLine(raw)
			if ok {
				lines = append(lines, l)
			}
		}
	case len(head) > 0 && (head[0] == '<' || head[0] == '{'):
		arrivals, _, err := readDocument(data, feed.Options{})
		if err != nil {
			return nil, fault.Wrap(fault.Invalid, err, "Không đọc được tệp. Hãy dùng NDJSON, CSV, XLSX hoặc nguồn tin.")
		}
		for _, a := range arrivals {
			lines = append(lines, line{Title: a.Title, Text: firstOf(a.Body, a.Lead), Published: a.Published.Format(timeOfLine), Author: firstOf(a.Byline...)})
		}
	default:
		rows, err := ReadExport(ctx, data)
		if err != nil {
			return nil, err
		}
		lines, err = linesOf(rows, columns)
		if err != nil {
			return nil, err
		}
	}
	posts := make([]Post, 0, len(lines))
	for i := range lines {
		a := lines[i].arrival()
		if a.readable() {
			posts = append(posts, lines[i].post(a, key))
		}
	}
	return posts, nil
}

// HearFile counts what an export of a social source holds. Nothing of the file is kept but its hash, so that it
// counts once. It fails with fault.Invalid for what cannot be read.
func (s *Service) HearFile(ctx context.Context, src Source, data []byte) (Received, error) {
	posts, err := s.postsIn(ctx, src, data)
	if err != nil {
		return Received{}, err
	}
	return s.hearPosts(ctx, src, data, posts)
}

// hearUpload is HearFile for a file that an officer handed in: what it added can be taken away again.
func (s *Service) hearUpload(ctx context.Context, src Source, by auth.Officer, data []byte) (Received, error) {
	posts, err := s.postsIn(ctx, src, data)
	if err != nil {
		return Received{}, err
	}
	heard, err := s.hearAnd(ctx, src, ExportMark(data), posts, func(tx *db.Tx, mark string, c *counting) error {
		return s.putCounted(ctx, tx, Uploaded{mark: mark, Source: src.ID, Posts: len(posts)}, by, c)
	})
	return heard.received(len(posts)), err
}

func (s *Service) postsIn(ctx context.Context, src Source, data []byte) ([]Post, error) {
	key, err := s.DayKey(ctx)
	if err != nil {
		return nil, err
	}
	return postsOf(ctx, data, src.Settings.Columns, key)
}

// hearPosts counts the posts of a file.
func (s *Service) hearPosts(ctx context.Context, src Source, data []byte, posts []Post) (Received, error) {
	heard, err := s.Hear(ctx, src, ExportMark(data), posts)
	return heard.received(len(posts)), err
}

// received says what became of posts as of items: nothing of them is stored.
func (h Heard) received(posts int) Received {
	if h.Before {
		return Received{Read: posts, Duplicates: posts}
	}
	return Received{Read: posts, Dropped: posts, Posts: posts}
}
