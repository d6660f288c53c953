package doctext

import (
	"context"
	"regexp"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// ReadPasted turns what a person pasted into lines: rows whose cells tabs part, as Excel and Word give them,
// become a table; everything else is text. A cell of several lines may stand in quotation marks, as Excel
// writes it, or break off and go on below, as Word does.
//
// It fails with fault.Invalid when nothing was pasted and with fault.TooLarge beyond a limit.
func ReadPasted(ctx context.Context, text string, lim Limits) (official.Source, error) {
	err := lim.checkBytes([]byte(strings.TrimSpace(text)))
	if err != nil {
		return official.Source{}, err
	}
	text, _ = vi.DecodeBytes([]byte(text))
	records := pastedRecords(strings.ReplaceAll(text, "\r\n", "\n"))
	out := collector{lim: lim}
	for len(records) > 0 {
		n := tableLength(records)
		if n < 2 {
			n = 1
			err = out.addLine(official.Line{Text: strings.TrimRight(strings.Join(records[0], "\t"), " \t")}, nil)
		} else {
			err = out.addTable(pastedTable(records[:n]))
		}
		if err != nil {
			return official.Source{}, err
		}
		records = records[n:]
		if ctx.Err() != nil {
			return official.Source{}, ctx.Err()
		}
	}
	for _, l := range out.lines {
		if strings.TrimSpace(l.Text) != "" {
			return official.Source{Lines: out.lines}, nil
		}
	}
	return official.Source{}, fault.New(fault.Invalid, "Chưa có chữ nào được dán. Hãy chép lại bảng hoặc đoạn văn bản rồi dán vào ô.")
}

// pastedRecords cuts text at line ends and tabs, but not inside quotation marks that enclose a whole cell.
func pastedRecords(text string) [][]string {
	var all [][]string
	var record []string
	for {
		field, rest, end := pastedField(text)
		record = append(record, strings.TrimSpace(field))
		if end != '\t' {
			all, record = append(all, record), nil
		}
		if end == 0 {
			return all
		}
		text = rest
	}
}

// pastedField takes the first cell of text, and what ended it: a tab, a line end, or 0 at the end of all.
func pastedField(text string) (field, rest string, end byte) {
	if quoted, after, ok := quotedField(text); ok {
		if after == "" {
			return quoted, "", 0
		}
		return quoted, after[1:], after[0]
	}
	i := strings.IndexAny(text, "\t\n")
	if i < 0 {
		return text, "", 0
	}
	return text[:i], text[i+1:], text[i]
}

// quotedField takes a cell in quotation marks; inside, two of them stand for one.
func quotedField(text string) (field, after string, ok bool) {
	if !strings.HasPrefix(text, `"`) {
		return "", "", false
	}
	var b strings.Builder
	for rest := text[1:]; ; {
		i := strings.IndexByte(rest, '"')
		if i < 0 {
			return "", "", false
		}
		b.WriteString(rest[:i])
		rest = rest[i+1:]
		switch {
		case strings.HasPrefix(rest, `"`):
			b.WriteByte('"')
			rest = rest[1:]
		case rest == "", rest[0] == '\t', rest[0] == '\n':
			return b.String(), rest, true
		default:
			return "", "", false
		}
	}
}

// tableLength is how many records from the first on are one table: it begins with a row of cells and goes on
// until two lines in a row have none. 0 if no table begins here.
func tableLength(records [][]string) int {
	if len(records[0]) < 2 {
		return 0
	}
	last := 0
	for i, r := range records {
		if len(r) > 1 {
			last = i
		} else if i-last >= 3 || r[0] == "" {
			break
		}
	}
	return last + 1
}

// sectionRow begins a row that is a heading across the table.
var sectionRow = regexp.MustCompile(`^(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,3})\s*[.)/:-]\s*\S`)

// pastedTable joins what belongs to one cell and makes rows of the rest.
func pastedTable(records [][]string) *table {
	width := 0
	for _, r := range records {
		width = max(width, len(r))
	}
	var rows [][]string
	for i, r := range records {
		if i > 0 && len(rows) > 0 {
			last := rows[len(rows)-1]
			broken := len(last) < width && len(last)+len(r)-1 <= width && len(last) > 1
			if broken || len(r) == 1 && !sectionRow.MatchString(r[0]) {
				last[len(last)-1] += "\n" + r[0]
				rows[len(rows)-1] = append(last, r[1:]...)
				continue
			}
		}
		rows = append(rows, append([]string(nil), r...))
	}
	t := &table{rows: len(rows)}
	for n, r := range rows {
		filled := 0
		for _, text := range r {
			if text != "" {
				filled++
			}
		}
		for col, text := range r {
			if text == "" {
				continue
			}
			c := cell{row: n, col: col, rowSpan: 1, colSpan: 1, header: n == 0}
			if filled == 1 && n > 0 && sectionRow.MatchString(text) {
				c.colSpan = width - col
			}
			for line := range strings.Lines(text) {
				if line = strings.TrimSpace(line); line != "" {
					c.blocks = append(c.blocks, block{line: official.Line{Text: line}})
				}
			}
			t.cells = append(t.cells, c)
		}
	}
	return t
}
