package official

import (
	"cmp"
	"slices"
	"strings"
)

// OfflineFilled is a form as it came back, before it is held against what was asked. [ReadOfflineXLSX] and
// [ReadOfflineSource] make it.
type OfflineFilled struct {
	grids []offlineGrid
	loose []offlineCell // text outside every table
}

// offlineGrid is a table, or a sheet.
type offlineGrid struct {
	cells  []offlineCell // with something in them, row by row
	merged []offlineArea // of more than one place
}

// offlineCell is one cell with what stands in it.
type offlineCell struct {
	row, col int
	text     string // as people see it; a number as it is stored
	sort     cellSort
	formula  string // without "="; the cell then holds the result that was stored
	where    OfflinePlace
}

// cellSort is what a program says that a cell holds.
type cellSort int

const (
	holdsText   cellSort = iota
	holdsNumber          // text is what strconv reads
	holdsDay             // a number shown as a date or a time
	holdsError           // text is #REF! or the like
	holdsLogical
	holdsDressed // a number shown with words or scaled
	holdsLost    // a formula without a stored result
)

type offlineArea struct{ row, col, lastRow, lastCol int }

func (a offlineArea) holds(row, col int) bool {
	return row >= a.row && row <= a.lastRow && col >= a.col && col <= a.lastCol
}

// at is the merged block that covers a place.
func (g offlineGrid) at(row, col int) (offlineArea, bool) {
	i := slices.IndexFunc(g.merged, func(a offlineArea) bool { return a.holds(row, col) })
	if i < 0 {
		return offlineArea{}, false
	}
	return g.merged[i], true
}

// rows are the cells of each row that has any, in order.
func (g offlineGrid) rows() [][]offlineCell {
	var rows [][]offlineCell
	for _, c := range g.cells {
		if n := len(rows); n > 0 && rows[n-1][0].row == c.row {
			rows[n-1] = append(rows[n-1], c)
			continue
		}
		rows = append(rows, []offlineCell{c})
	}
	return rows
}

// OfflinePlace says where something stands in a file, so that people find it: a cell of a sheet, or a row and
// column of a table; all counted from 1. Everything is zero for text outside the tables of a document.
type OfflinePlace struct {
	Sheet    string // name of the sheet when the workbook has several
	Cell     string // "E12"
	Table    int    // of a document
	Row, Col int
}

// ReadOfflineSource takes a form from a document that was read into lines and cells.
func ReadOfflineSource(src Source) *OfflineFilled {
	f := &OfflineFilled{}
	grids := make(map[int]int)
	cells := make(map[[3]int]int)
	for _, line := range src.Lines {
		text := strings.TrimSpace(paperText(line.Text))
		if line.Cell == nil {
			f.loose = append(f.loose, offlineCell{text: text})
			continue
		}
		c := *line.Cell
		at, known := grids[c.Table]
		if !known {
			at = len(f.grids)
			grids[c.Table] = at
			f.grids = append(f.grids, offlineGrid{})
		}
		g := &f.grids[at]
		place := [3]int{c.Table, c.Row, c.Col}
		if i, more := cells[place]; more {
			g.cells[i].text += "\n" + text
			continue
		}
		cells[place] = len(g.cells)
		g.cells = append(g.cells, offlineCell{row: c.Row, col: c.Col, text: text,
			where: OfflinePlace{Table: c.Table + 1, Row: c.Row + 1, Col: c.Col + 1}})
		if c.RowSpan > 1 || c.ColSpan > 1 {
			g.merged = append(g.merged, offlineArea{c.Row, c.Col, c.Row + max(1, c.RowSpan) - 1, c.Col + max(1, c.ColSpan) - 1})
		}
	}
	for i := range f.grids {
		f.grids[i].sort()
	}
	return f
}

// sort puts the cells in order and drops those without text.
func (g *offlineGrid) sort() {
	for i := range g.cells {
		g.cells[i].text = strings.TrimSpace(g.cells[i].text)
	}
	g.cells = slices.DeleteFunc(g.cells, func(c offlineCell) bool { return c.text == "" && c.formula == "" })
	slices.SortStableFunc(g.cells, func(a, b offlineCell) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) })
}
