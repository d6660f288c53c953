package official

func (d *docxBody) table(t Table, width float64) {
	grid, err := t.grid()
	if err != nil {
		d.err = err
		return
	}
	d.spacer()
	d.put(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`+
		`<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`, twips(width))
	widths := t.widths(width)
	for _, w := range widths {
		d.put(`<w:gridCol w:w="%d"/>`, twips(w))
	}
	d.put(`</w:tblGrid>`)
	for i := range grid.header {
		d.tableRow(t, grid.header[i], i, widths, true)
	}
	for i := range grid.rows {
		d.tableRow(t, grid.rows[i], i, widths, false)
	}
	d.put(`</w:tbl>`)
	d.spacer()
}

// spacer keeps the gap around a table, and two tables from growing together.
func (d *docxBody) spacer() {
	d.put(`<w:p><w:pPr><w:spacing w:before="0" w:line="%d" w:lineRule="exact"/></w:pPr></w:p>`, int(paragraphGap*20))
}

func (d *docxBody) tableRow(t Table, row []*tableSlot, index int, widths []float64, header bool) {
	d.put(`<w:tr><w:trPr><w:cantSplit/>`)
	if header {
		d.put(`<w:tblHeader/>`)
	}
	d.put(`</w:trPr>`)
	for col := 0; col < len(row); col += row[col].cols {
		d.tableCell(t, row[col], docxPlace{begins: row[col].row == index, header: header, keep: leads(row)}, widths)
	}
	d.put(`</w:tr>`)
}

// docxPlace says what one cell element stands for: the cell itself or, below it, a place that it covers.
type docxPlace struct {
	begins, header bool
	keep           bool // on the page of the next row
}

func (d *docxBody) tableCell(t Table, s *tableSlot, at docxPlace, widths []float64) {
	width := 0.0
	for _, w := range widths[s.col : s.col+s.cols] {
		width += w
	}
	d.put(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, twips(width))
	if s.cols > 1 {
		d.put(`<w:gridSpan w:val="%d"/>`, s.cols)
	}
	if s.rows > 1 && at.begins {
		d.put(`<w:vMerge w:val="restart"/>`)
	}
	if s.rows > 1 && !at.begins {
		d.put(`<w:vMerge/>`)
	}
	if at.header {
		d.put(`<w:vAlign w:val="center"/>`)
	}
	d.put(`</w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>`)
	if at.keep {
		d.put(`<w:keepNext/>`)
	}
	if at.begins {
		d.put(`<w:jc w:val="%s"/>`, docxAlign(s.align(t, at.header)))
	}
	d.put(`</w:pPr>`)
	if at.begins {
		look := docxLook{bold: at.header}
		if t.size() != tableSize {
			look.size = t.size()
		}
		d.runs(s.cell.Runs, look)
	}
	d.put(`</w:p></w:tc>`)
}
