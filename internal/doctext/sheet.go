package doctext

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// Sheet is one sheet of a workbook. Row and column 0 are the first of the sheet; rows may differ in
// length. Cells hold what Excel shows, normalized, without spaces around; days are written "31/12/2026"
// whatever their format is.
type Sheet struct {
	Name   string
	Rows   [][]string
	Merged []Range

	// Moments are the instants of cells that hold a day, by row and column: with the hour that such a cell may hold too.
	// They have no zone, and are in UTC.
	Moments map[[2]int]time.Time

	hidden     bool
	hiddenRows map[int]bool
}

// Range is a block of merged cells, counted from 0, ends included. Its text stands in the first cell.
type Range struct{ Row, Col, LastRow, LastCol int }

// ReadSheet gives the sheets of an XLSX workbook in their order. Formulas give their stored results.
//
// It fails with fault.Invalid for a file that is empty, broken, locked or no XLSX workbook, and with
// fault.TooLarge beyond a limit.
func ReadSheet(ctx context.Context, data []byte, lim Limits) ([]Sheet, error) {
	err := lim.checkBytes(data)
	if err != nil {
		return nil, err
	}
	kind, err := recognise(data, lim)
	if err != nil {
		return nil, err
	}
	if kind != XLSX {
		return nil, fault.New(fault.Invalid, "Tệp không phải bảng tính .xlsx. Hãy mở bằng Excel hoặc LibreOffice, lưu thành .xlsx rồi tải lên lại.")
	}
	return readSheets(ctx, data, lim)
}

func readSheets(ctx context.Context, data []byte, lim Limits) (sheets []Sheet, err error) {
	a, err := openArchive(data, lim)
	if err != nil {
		return nil, err
	}
	err = a.measure() // the library below believes the sizes that entries claim
	if err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil {
			sheets, err = nil, errDamaged(errors.New("the workbook library panicked"))
		}
	}()
	// Beyond the second limit parts would go through temporary files, where a paper that must not be here
	// would leave a trace.
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: lim.Unpacked, UnzipXMLSizeLimit: lim.Unpacked, ShortDatePattern: "dd/mm/yyyy"})
	if err != nil {
		return nil, errDamaged(err)
	}
	defer f.Close()
	facts, err := factsOf(a)
	if err != nil {
		return nil, err
	}
	r := sheetReader{ctx: ctx, lim: lim}
	for _, name := range f.GetSheetList() {
		fact := facts[name]
		rows, err := r.rows(f, name, fact.days)
		if err != nil {
			return nil, asDamage(err)
		}
		sheets = append(sheets, Sheet{Name: name, Rows: rows, Merged: fact.merged, Moments: fact.moments, hidden: fact.hidden, hiddenRows: fact.hiddenRows})
	}
	return sheets, ctx.Err()
}

// sheetReader counts over all sheets of a workbook.
type sheetReader struct {
	ctx           context.Context
	lim           Limits
	filled, cells int
}

func (r *sheetReader) rows(f *excelize.File, name string, days map[[2]int]string) ([][]string, error) {
	it, err := f.Rows(name)
	if err != nil {
		return nil, err
	}
	defer it.Close()
	var rows [][]string
	last := 0 // rows up to the last with text
	for it.Next() {
		row, err := it.Columns()
		if err != nil {
			return nil, err
		}
		for col := range row {
			if day, ok := days[[2]int{len(rows), col}]; ok {
				row[col] = day
			}
		}
		row = tidy(row)
		rows = append(rows, row)
		if len(row) > 0 {
			last = len(rows)
			r.filled++
			r.cells += len(row)
		}
		switch {
		case r.filled > r.lim.Lines:
			return nil, errLines(r.lim)
		case r.cells > r.lim.Cells:
			return nil, errCells(r.lim)
		case len(rows) > excelize.TotalRows:
			return nil, errDamaged(errors.New("more rows than a sheet can have"))
		case len(rows)%1024 == 0 && r.ctx.Err() != nil:
			return nil, r.ctx.Err()
		}
	}
	return rows[:last], it.Error()
}

// tidy normalizes the cells of a row and drops the empty ones at its end; nil if none is left.
func tidy(row []string) []string {
	filled := 0
	for i := range row {
		row[i] = strings.TrimSpace(vi.Normalize(row[i]))
		if row[i] != "" {
			filled = i + 1
		}
	}
	if filled == 0 {
		return nil
	}
	return slices.Clone(row[:filled])
}

// readXLSX makes a table of each sheet, so that a plan kept in a workbook can be read like any other.
func readXLSX(ctx context.Context, data []byte, lim Limits) (official.Source, error) {
	sheets, err := readSheets(ctx, data, lim)
	if err != nil {
		return official.Source{}, err
	}
	out := collector{lim: lim}
	for _, s := range sheets {
		if len(s.Rows) == 0 {
			continue
		}
		err = out.add([]block{{table: s.table()}}, nil)
		if err != nil {
			return official.Source{}, err
		}
	}
	return official.Source{Lines: out.lines}, nil
}

func (s *Sheet) table() *table {
	t := &table{rows: len(s.Rows)}
	at := make(map[[2]int]Range, len(s.Merged))
	for _, m := range s.Merged {
		at[[2]int{m.Row, m.Col}] = m
	}
	for row, fields := range s.Rows {
		for col, text := range fields {
			if text == "" {
				continue
			}
			c := cell{row: row, col: col, rowSpan: 1, colSpan: 1}
			if m, ok := at[[2]int{row, col}]; ok {
				c.rowSpan, c.colSpan = m.LastRow-m.Row+1, m.LastCol-m.Col+1
			}
			for c.rowSpan > 1 && s.hiddenRows[c.row] {
				c.row, c.rowSpan = c.row+1, c.rowSpan-1
			}
			hidden := s.hidden || s.hiddenRows[c.row]
			for line := range strings.Lines(text) {
				if line = strings.TrimSpace(line); line != "" {
					c.blocks = append(c.blocks, block{line: official.Line{Text: line, Hidden: hidden}})
				}
			}
			t.cells = append(t.cells, c)
		}
	}
	return t
}
