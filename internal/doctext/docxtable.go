package doctext

import (
	"encoding/xml"
	"strconv"
)

// tableReader reads the rows of one table.
type tableReader struct {
	d     *docx
	t     *table
	col   int         // where the next cell of the row begins
	open  map[int]int // cells of the row above that may go on, by their column
	below map[int]int // the same for the row below
	head  bool        // the row is repeated on each page
	gone  bool        // the row was deleted
	first int         // the row's first cell
}

// table reads the table just begun. Its spans are claims; collector checks them against each other.
func (d *docx) table() (*table, error) {
	r := tableReader{d: d, t: &table{}}
	err := d.x.children(r.row)
	return r.t, err
}

func (r *tableReader) row(e xml.StartElement) error {
	switch e.Name.Local {
	case "tblPr", "tblGrid", "sdtPr", "tblPrEx":
		return nil
	case "AlternateContent":
		return r.d.alternative(r.row)
	case "tr":
	default:
		return r.d.x.children(r.row)
	}
	r.col, r.head, r.gone, r.first = 0, false, false, len(r.t.cells)
	r.open, r.below = r.below, make(map[int]int)
	err := r.d.x.children(r.part)
	if err != nil {
		return err
	}
	if r.gone {
		r.t.cells = r.t.cells[:r.first]
		r.below = r.open
		return nil
	}
	for i := r.first; i < len(r.t.cells); i++ {
		r.t.cells[i].header = r.head
	}
	r.t.rows++
	return nil
}

// part reads the properties or a cell of a row.
func (r *tableReader) part(e xml.StartElement) error {
	switch e.Name.Local {
	case "trPr":
		return r.d.x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "gridBefore":
				r.col += span(attr(e, "val"), 0)
			case "tblHeader":
				r.head = toggle(e) == on
			case "del":
				r.gone = true
			}
			return nil
		})
	case "tc":
		return r.cell()
	case "tblPrEx", "sdtPr":
		return nil
	case "AlternateContent":
		return r.d.alternative(r.part)
	}
	return r.d.x.children(r.part)
}

func (r *tableReader) cell() error {
	r.d.cells++
	if r.d.cells > r.d.archive.lim.Cells {
		return errCells(r.d.archive.lim)
	}
	c := cell{row: r.t.rows, col: r.col, rowSpan: 1, colSpan: 1}
	continues, sideways := false, false
	content := blockReader{d: r.d}
	err := r.d.x.children(func(e xml.StartElement) error {
		if e.Name.Local != "tcPr" {
			return content.read(e)
		}
		return r.d.x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "gridSpan":
				c.colSpan = span(attr(e, "val"), 1)
			case "vMerge":
				continues = attr(e, "val") != "restart"
			case "hMerge":
				sideways = attr(e, "val") != "restart"
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	content.flush()
	c.blocks = content.out
	r.col += c.colSpan
	r.place(c, continues, sideways)
	return nil
}

// place adds the cell to the table, or to the cell above or before it that it continues.
func (r *tableReader) place(c cell, continues, sideways bool) {
	if above, ok := r.open[c.col]; ok && continues {
		owner := &r.t.cells[above]
		owner.rowSpan = c.row - owner.row + 1
		owner.blocks = append(owner.blocks, c.blocks...)
		r.below[c.col] = above
		return
	}
	if n := len(r.t.cells); sideways && n > r.first {
		owner := &r.t.cells[n-1]
		owner.colSpan += c.colSpan
		owner.blocks = append(owner.blocks, c.blocks...)
		return
	}
	r.below[c.col] = len(r.t.cells)
	r.t.cells = append(r.t.cells, c)
}

// span reads a number of columns, at least least and at most what we look at.
func span(text string, least int) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return max(least, min(1, widest))
	}
	return min(max(n, least), widest)
}
