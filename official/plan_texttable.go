package official

import (
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// fewestRows and fewestColumns make lines with signs between them a table: a header and a row, three cells.
const fewestRows, fewestColumns = 2, 3

// textTables finds tables that plain text draws with tabs or upright strokes, one row a line.
func textTables(src Source) [][]*cellText {
	var tables [][]*cellText
	var table []*cellText
	rows := 0
	flush := func() {
		if rows >= fewestRows {
			tables = append(tables, table)
		}
		table, rows = nil, 0
	}
	for i, l := range src.Lines {
		cells := textRow(l)
		switch {
		case cells == nil:
			flush()
			continue
		case !hasWord(strings.Join(cells, "")):
			continue
		}
		for col, text := range cells {
			table = append(table, &cellText{Cell: Cell{Row: rows, Col: col, RowSpan: 1, ColSpan: 1}, lines: []int{i + 1}, text: vi.Normalize(strings.TrimSpace(text))})
		}
		rows++
	}
	flush()
	return tables
}

// textRow cuts a line of plain text at its tabs or strokes; nil when it has too few.
func textRow(l Line) []string {
	if l.Cell != nil {
		return nil
	}
	sign := "\t"
	text := strings.TrimRight(l.Text, " \r\n")
	if strings.Count(text, "|") >= fewestColumns-1 {
		sign = "|"
		text = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(text), sign), sign)
	}
	cells := strings.Split(text, sign)
	if len(cells) < fewestColumns {
		return nil
	}
	return cells
}
