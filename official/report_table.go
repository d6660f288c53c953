package official

import (
	"errors"
	"fmt"
)

// tableGrid is a table with every place filled by the cell that covers it.
type tableGrid struct {
	header, rows [][]*tableSlot
}

// tableSlot is a cell at its place. All places it covers point to it.
type tableSlot struct {
	cell     TableCell
	row, col int
	rows     int
	cols     int
}

func (t Table) grid() (tableGrid, error) {
	var total float64
	for _, c := range t.Columns {
		if c.Width <= 0 {
			return tableGrid{}, errors.New("a column without width")
		}
		total += c.Width
	}
	if total == 0 {
		return tableGrid{}, errors.New("a table without columns")
	}
	header, err := layRows(t.Header, len(t.Columns))
	if err != nil {
		return tableGrid{}, fmt.Errorf("table header: %w", err)
	}
	rows, err := layRows(t.Rows, len(t.Columns))
	if err != nil {
		return tableGrid{}, fmt.Errorf("table: %w", err)
	}
	return tableGrid{header: header, rows: rows}, nil
}

func layRows(rows []TableRow, columns int) ([][]*tableSlot, error) {
	places := make([][]*tableSlot, len(rows))
	for i := range places {
		places[i] = make([]*tableSlot, columns)
	}
	for i, row := range rows {
		col := 0
		for _, cell := range row {
			for col < columns && places[i][col] != nil {
				col++
			}
			s := &tableSlot{cell: cell, row: i, col: col, rows: max(1, cell.RowSpan), cols: max(1, cell.ColSpan)}
			err := s.cover(places)
			if err != nil {
				return nil, fmt.Errorf("row %d: %w", i+1, err)
			}
		}
		for col := range places[i] {
			if places[i][col] == nil {
				places[i][col] = &tableSlot{row: i, col: col, rows: 1, cols: 1}
			}
		}
	}
	return places, nil
}

func (s *tableSlot) cover(places [][]*tableSlot) error {
	if s.row+s.rows > len(places) {
		return errors.New("a cell spans rows that are not there")
	}
	for r := s.row; r < s.row+s.rows; r++ {
		for c := s.col; c < s.col+s.cols; c++ {
			if c >= len(places[r]) {
				return errors.New("more cells than columns")
			}
			if places[r][c] != nil {
				return errors.New("two cells cover one place")
			}
			places[r][c] = s
		}
	}
	return nil
}

// align is how the cell's text stands, given whether it is in the header.
func (s *tableSlot) align(t Table, header bool) Align {
	if s.cell.Align != Natural {
		return s.cell.Align
	}
	if header {
		return AlignCenter
	}
	if s.cols == 1 {
		return t.Columns[s.col].Align
	}
	return AlignLeft
}

// leads tells whether the row is one cell across the whole table: the title of the rows below it.
func leads(row []*tableSlot) bool { return len(row) > 1 && row[0].cols == len(row) && row[0].rows == 1 }

// widths shares the given width among the columns.
func (t Table) widths(whole float64) []float64 {
	var total float64
	for _, c := range t.Columns {
		total += c.Width
	}
	list := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		list[i] = whole * c.Width / total
	}
	return list
}

func (t Table) size() float64 {
	if t.Size == 0 {
		return tableSize
	}
	return t.Size
}
