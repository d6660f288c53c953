package doctext

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/vi"
)

// ReadCSV gives the rows of a text table, each cell normalized and without spaces around it. Fields are
// parted by commas, semicolons or tabs, whichever the file uses; a first line "sep=;" as Excel writes it
// decides. Encodings are those of vi.DecodeBytes. Rows may differ in length; blank lines are dropped.
//
// It fails with fault.Invalid for an empty file or one that is no text, and with fault.TooLarge beyond
// lim.Bytes, lim.Lines or lim.Cells.
func ReadCSV(ctx context.Context, data []byte, lim Limits) ([][]string, error) {
	err := lim.checkBytes(data)
	if err != nil {
		return nil, err
	}
	if !isText(data) {
		return nil, fault.New(fault.Invalid, "Tệp không phải bảng dạng văn bản (.csv). Hãy tải lên tệp .csv hoặc .xlsx.")
	}
	text, _ := vi.DecodeBytes(data)
	comma, text := separator(text)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = comma, -1, true, true
	var rows [][]string
	cells := 0
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, ctx.Err()
		}
		if err != nil {
			return nil, errDamaged(err)
		}
		cells += len(record)
		if cells > lim.Cells {
			return nil, errCells(lim)
		}
		if len(rows) >= lim.Lines {
			return nil, errLines(lim)
		}
		row := make([]string, len(record))
		for i, field := range record {
			row[i] = strings.TrimSpace(field)
		}
		if !blank(row) {
			rows = append(rows, row)
		}
		if len(rows)%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
}

func blank(row []string) bool {
	for _, field := range row {
		if field != "" {
			return false
		}
	}
	return true
}

// separator finds what parts the fields, and drops the line that says so.
func separator(text string) (rune, string) {
	head, rest, _ := strings.Cut(text, "\n")
	if mark, ok := strings.CutPrefix(strings.TrimSpace(head), "sep="); ok && len(mark) == 1 && strings.ContainsAny(mark, ",;\t|") {
		return rune(mark[0]), rest
	}
	best, most := ',', 0
	for _, candidate := range []rune{',', ';', '\t'} {
		if score := evenness(text, candidate); score > most {
			best, most = candidate, score
		}
	}
	return best, text
}

// evenness scores a separator on the first lines: how often it stands in each, with a reward for the same
// number in all of them. Separators inside quotation marks do not count.
func evenness(text string, separator rune) int {
	const lines = 20
	counts := make([]int, 0, lines)
	quoted, n := false, 0
	for _, r := range text[:min(len(text), 64<<10)] {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == separator:
			n++
		case r == '\n':
			counts = append(counts, n)
			n = 0
		}
		if len(counts) == lines {
			break
		}
	}
	if len(counts) == 0 || n > 0 {
		counts = append(counts, n)
	}
	total, same := 0, 0
	for _, c := range counts {
		total += min(c, 50)
		if c == counts[0] && c > 0 {
			same++
		}
	}
	return total + 100*same
}
