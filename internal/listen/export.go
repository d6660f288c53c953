package listen

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/vi"
)

// ReadTable reads the rows of a table: of XLSX the first sheet with rows, CSV with commas, semicolons or tabs. It fails with
// fault.Invalid for anything else.
func ReadTable(ctx context.Context, data []byte) ([][]string, error) {
	sheets, err := readSheets(ctx, data)
	if err != nil {
		return nil, err
	}
	return sheets[0].rows, nil
}

// sheet is a table of a file, from its head on.
type sheet struct {
	name string // empty: the file has but one
	rows [][]string
}

// readSheets reads the tables of a file that have rows: at least one.
func readSheets(ctx context.Context, data []byte) ([]sheet, error) {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		rows, err := readCSV(data)
		return []sheet{{rows: rows}}, err
	}
	book, err := doctext.ReadSheet(ctx, data, doctext.DefaultLimits())
	if err != nil {
		return nil, err
	}
	var all []sheet
	for _, sh := range book {
		for at, moment := range sh.Moments {
			if at[0] < len(sh.Rows) && at[1] < len(sh.Rows[at[0]]) {
				sh.Rows[at[0]][at[1]] = moment.Format("2006-01-02 15:04:05")
			}
		}
		if len(sh.Rows) > 1 {
			all = append(all, sheet{sh.Name, sh.Rows})
		}
	}
	if len(all) == 0 {
		return nil, fault.New(fault.Invalid, "Bảng tính không có dòng nào.")
	}
	return all, nil
}

func readCSV(data []byte) ([][]string, error) {
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
// passed over. Of several sheets it is the first that has entries. It fails as [ReadTable] does.
func ReadExport(ctx context.Context, data []byte) ([][]string, error) {
	sheets, err := readExports(ctx, data)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(sheets, func(sh sheet) bool { return len(columnsOf(sh.rows[0], nil)) > 0 })
	return sheets[max(i, 0)].rows, nil
}

func readExports(ctx context.Context, data []byte) ([]sheet, error) {
	sheets, err := readSheets(ctx, data)
	for i, sh := range sheets {
		if len(sh.rows) > 0 {
			sheets[i].rows = sh.rows[headAt(sh.rows):]
		}
	}
	return sheets, err
}

// columnsOf is where a table has which field, by a mapping of columns, or guessed where the mapping says nothing of it;
// nil where it has neither a title nor a text.
func columnsOf(head []string, columns map[string]string) map[string]int {
	for _, names := range []map[string]string{columns, GuessColumns(head)} {
		at := map[string]int{}
		for field, name := range names {
			if i := slices.Index(head, name); i >= 0 {
				at[field] = i
			}
		}
		_, text := at["text"]
		_, title := at["title"]
		if text || title {
			return at
		}
	}
	return nil
}

// linesOf turns the tables of a file into lines by a mapping of columns; a nil mapping is guessed. Sheets without entries
// are told of, unless no sheet has some.
func linesOf(sheets []sheet, columns map[string]string, now time.Time) (all []line, told Remarks, err error) {
	some := false
	for _, sh := range sheets {
		at := columnsOf(sh.rows[0], columns)
		if at == nil {
			told.add("", noColumn, len(sh.rows)-1, vi.CutRunes(sh.name, 40))
			continue
		}
		some = true
		lines, without := linesOfSheet(sh, at, now)
		all = append(all, lines...)
		told.add("", bare, without)
	}
	if !some {
		return nil, nil, fault.New(fault.Invalid, "Bảng không có cột tiêu đề hay nội dung. Hãy cho biết cột nào là gì.").At("columns")
	}
	return all, told, nil
}

// linesOfSheet turns the rows of a table into lines; without is how many filled rows have nothing to read.
func linesOfSheet(sh sheet, at map[string]int, now time.Time) (all []line, without int) {
	head := sh.rows[0]
	clock := clockColumn(head)
	text, some := at["text"]
	byPersons := some && writtenByPersons[headKey(head[text])]
	var dates []string
	for _, row := range sh.rows[1:] {
		if filledCells(row) == 0 {
			continue
		}
		var t trace
		for i, column := range head {
			t.note(column, cellOf(row, i))
		}
		t.social = t.social || byPersons || gate.SocialKind(sh.name)
		get := func(field string) string {
			i, some := at[field]
			if !some {
				return ""
			}
			return cellOf(row, i)
		}
		l := line{GUID: get("id"), Link: get("link"), Title: get("title"), Text: get("text"), Published: get("published"), Source: get("source"), Class: word(get("class")), Place: get("place"), Author: get("author"), trace: t}
		if hour := cellOf(row, clock); hour != "" && !strings.Contains(strings.TrimSuffix(l.Published, "00:00:00"), ":") {
			l.Published = strings.TrimSuffix(l.Published, " 00:00:00") + " " + hour
		}
		if !l.reads() {
			without++
			continue
		}
		dates = append(dates, l.Published)
		all = append(all, l)
	}
	days := calendarOf(now, dates)
	for i := range all {
		all[i].days = days
	}
	return all, without
}

func cellOf(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

// linesOfJSON reads the entries of a file of JSON; unread is how many are none.
func linesOfJSON(entries [][]byte, now time.Time) (lines []line, unread int) {
	var dates []string
	for _, raw := range entries {
		l, ok := parseLine(raw)
		if !ok {
			unread++
			continue
		}
		dates = append(dates, l.written())
		lines = append(lines, l)
	}
	days := calendarOf(now, dates)
	for i := range lines {
		lines[i].days = days
	}
	return lines, unread
}

// postsOf makes posts of what a file holds, whatever its kind, and says what of it is not counted. Who spoke, and what a
// post is called, become numbers at once.
func postsOf(ctx context.Context, data []byte, columns map[string]string, key gate.Key, now time.Time) (posts []Post, told Remarks, err error) {
	head := bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), headBytes)], []byte("\xef\xbb\xbf")))
	var lines []line
	entries, isJSON := jsonEntries(data)
	switch {
	case isJSON:
		var unread int
		lines, unread = linesOfJSON(entries, now)
		told.add("", broken, unread)
	case len(head) > 0 && (head[0] == '<' || head[0] == '{'):
		arrivals, _, err := readDocument(data, feed.Options{}, nil)
		if err != nil {
			return nil, nil, fault.Wrap(fault.Invalid, err, "Không đọc được tệp. Hãy dùng NDJSON, CSV, XLSX hoặc nguồn tin.")
		}
		for _, a := range arrivals {
			l := line{GUID: a.GUID, Link: a.Link, Title: a.Title, Text: firstOf(a.Body, a.Lead), Author: firstOf(a.Byline...)}
			if !a.Published.IsZero() {
				l.Published = a.Published.Format(timeOfLine)
			}
			lines = append(lines, l)
		}
	default:
		sheets, err := readExports(ctx, data)
		if err != nil {
			return nil, nil, err
		}
		lines, told, err = linesOf(sheets, columns, now)
		if err != nil {
			return nil, nil, err
		}
	}
	for i := range lines {
		p, of, date := lines[i].postOf(key)
		if p == nil {
			told.add("", of, 1, date...)
			continue
		}
		posts = append(posts, *p)
	}
	return posts, told, nil
}

// postOf is a line as it is counted; nil where it cannot be, and why. A day that cannot be told is no day to count on.
func (l *line) postOf(key gate.Key) (p *Post, of why, date []string) {
	a := l.arrival()
	switch {
	case !a.readable():
		return nil, bare, nil
	case l.isUndated(a):
		return nil, untimed, []string{dateShown(l.written(), true)}
	}
	post := l.post(a, key)
	return &post, 0, nil
}

// HearFile counts what an export of a social source holds. Nothing of the file is kept but its hash, so that it
// counts once. It fails with fault.Invalid for what cannot be read.
func (s *Service) HearFile(ctx context.Context, src Source, data []byte) (Received, error) {
	return s.hearNamed(ctx, src, data, "")
}

// hearNamed is HearFile for a request that has a name: under the same name nothing counts again.
func (s *Service) hearNamed(ctx context.Context, src Source, data []byte, name string) (Received, error) {
	posts, told, err := s.postsIn(ctx, src, data)
	if err != nil {
		return Received{}, err
	}
	var and func(*db.Tx, string, *counting) error
	if name != "" {
		mark, err := s.markOf(ctx, sha256.Sum256([]byte("request "+strconv.FormatInt(int64(src.ID), 10)+" "+name)), len(posts))
		if err != nil {
			return Received{}, err
		}
		and = func(tx *db.Tx, _ string, _ *counting) error {
			before, err := s.markOnce(ctx, tx, mark, 0)
			if err == nil && before {
				err = errPushedBefore
			}
			return err
		}
	}
	heard, err := s.hearAnd(ctx, src, ExportMark(data), posts, and)
	if errors.Is(err, errPushedBefore) {
		heard, err = Heard{Before: true}, nil
	}
	return heard.received(len(posts), told), err
}

// hearUpload is HearFile for a file that an officer handed in: what it added can be taken away again.
func (s *Service) hearUpload(ctx context.Context, src Source, by auth.Officer, name string, data []byte) (Received, error) {
	posts, told, err := s.postsIn(ctx, src, data)
	if err != nil {
		return Received{}, err
	}
	heard, err := s.hearAnd(ctx, src, ExportMark(data), posts, func(tx *db.Tx, mark string, c *counting) error {
		return s.putCounted(ctx, tx, Uploaded{mark: mark, Source: src.ID, Posts: c.posts}, by, c)
	})
	return heard.received(len(posts), told.of(name)), err
}

func (s *Service) postsIn(ctx context.Context, src Source, data []byte) ([]Post, Remarks, error) {
	key, err := s.DayKey(ctx)
	if err != nil {
		return nil, nil, err
	}
	return postsOf(ctx, data, src.Settings.Columns, key, s.Now())
}

// received says what became of posts as of items: nothing of them is stored.
func (h Heard) received(posts int, told Remarks) (r Received) {
	r.Remarks = told
	for _, t := range told {
		if t.why != noColumn && t.why != empty {
			r.Read, r.Dropped = r.Read+t.N, r.Dropped+t.N
		}
	}
	r.Read += posts
	if h.Before {
		r.Duplicates = posts
		return r
	}
	r.Dropped, r.Posts, r.Duplicates = r.Dropped+h.Posts, h.Posts, posts-h.Posts
	r.Remarks.add("", again, posts-h.Posts)
	return r
}
