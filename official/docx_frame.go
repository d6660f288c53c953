package official

// columns opens a table without borders in two columns.
func (d *docxBody) columns(left, right float64) {
	d.put(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>`+
		`<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>`, twips(left+right))
	d.put(`<w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>`, twips(left), twips(right))
}

// columnsRow opens a row that stays on one page.
func (d *docxBody) columnsRow() { d.put(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`) }

// framed is one centred line of the letterhead or the signature; before is in twips.
func (d *docxBody) framed(text string, before int, look docxLook) {
	d.put(`<w:p><w:pPr><w:keepNext/><w:spacing w:before="%d"/><w:jc w:val="center"/></w:pPr>`, before)
	d.run(text, look)
	d.put(`</w:p>`)
}

// name is a line of the letterhead's left column, broken evenly.
func (d *docxBody) name(text string, before int, look docxLook) {
	side := twips((headLeft - balanced(text, look.size, headLeft-headGap)) / 2)
	d.put(`<w:p><w:pPr><w:keepNext/><w:spacing w:before="%d"/><w:ind w:left="%d" w:right="%d"/><w:jc w:val="center"/></w:pPr>`, before, side, side)
	d.run(text, look)
	d.put(`</w:p>`)
}

func (d *docxBody) cell(width float64, content func()) {
	d.put(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, twips(width))
	content()
	d.put(`</w:tc>`)
}

func (d *docxBody) letterhead() {
	r := d.report
	right := pageWidth - marginLeft - marginRight - headLeft
	d.columns(headLeft, right)
	d.columnsRow()
	d.cell(headLeft, func() {
		if r.Parent != "" {
			d.name(capitals(r.Parent), 0, docxLook{size: nationSize})
		}
		d.name(capitals(r.Body), 0, docxLook{bold: true, size: bodyNameSize})
		d.rule(capitals(r.Body), bodyNameSize, headLeft-headGap, headLeft)
	})
	d.cell(right, func() {
		d.framed(nationName, 0, docxLook{bold: true, size: nationSize})
		d.framed(motto, 0, docxLook{bold: true, size: mottoSize})
		d.ruleOf(boldWidth(motto, mottoSize), right)
	})
	d.put(`</w:tr>`)
	d.columnsRow()
	d.cell(headLeft, func() {
		d.framed("Số: "+r.Code(), 60, docxLook{size: numberSize})
		if subject := r.underNumber(); subject != "" {
			d.name(subject, int(paragraphGap*20), docxLook{size: letterSubject})
		}
		d.mark(string(r.Urgency), docxLook{bold: true, red: true, size: markSize})
		d.mark(r.circulation(), docxLook{bold: true, size: markSize})
		d.mark(r.Draft, docxLook{bold: true, size: markSize})
	})
	d.cell(right, func() { d.framed(r.placeAndDate(), 60, docxLook{italic: true, size: placeSize}) })
	d.put(`</w:tr></w:tbl>`)
}

// mark is a boxed mark under the number.
func (d *docxBody) mark(text string, look docxLook) {
	text = capitals(text)
	if text == "" {
		return
	}
	side := twips(max(0, (headLeft-boldWidth(text, markSize)-8)/2))
	color := "auto"
	if look.red {
		color = "FF0000"
	}
	d.put(`<w:p><w:pPr><w:pBdr>`)
	for _, edge := range []string{"top", "left", "bottom", "right"} {
		d.put(`<w:%s w:val="single" w:sz="8" w:space="2" w:color="%s"/>`, edge, color)
	}
	d.put(`</w:pBdr><w:spacing w:before="160" w:after="60"/><w:ind w:left="%d" w:right="%d"/><w:jc w:val="center"/></w:pPr>`, side, side)
	d.run(text, look)
	d.put(`</w:p>`)
}

func (d *docxBody) signature() {
	r := d.report
	whole := pageWidth - marginLeft - marginRight
	left := whole * 0.48
	d.put(`<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:line="240" w:lineRule="exact"/></w:pPr></w:p>`)
	d.columns(left, whole-left)
	d.columnsRow()
	d.cell(left, func() {
		d.put(`<w:p><w:pPr><w:spacing w:before="0"/></w:pPr>`)
		d.run("Nơi nhận:", docxLook{bold: true, italic: true, size: recipientsSize})
		d.put(`</w:p>`)
		for _, line := range r.recipients() {
			d.put(`<w:p><w:pPr><w:spacing w:before="0"/></w:pPr>`)
			d.run(line, docxLook{size: recipientSize})
			d.put(`</w:p>`)
		}
	})
	d.cell(whole-left, func() {
		bold := docxLook{bold: true, size: textSize}
		for _, line := range r.Signature.Authority {
			d.framed(capitals(line), 0, bold)
		}
		d.framed(capitals(r.Signature.Title), 0, bold)
		d.framed(paperLine(r.Signature.Name), twips(signatureRoom), bold)
	})
	d.put(`</w:tr></w:tbl>`)
	if len(r.Annexes) == 0 {
		// Word wants a paragraph after the last table.
		d.put(`<w:p><w:pPr><w:spacing w:before="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>`)
	}
}

func (d *docxBody) annex(a Annex, s docxSection) {
	d.styled("AnnexTitle", 0, a.heading())
	d.subject(capitals(a.Title), s.width())
	d.put(`<w:p><w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr>`)
	d.run(d.report.annexOf(), docxLook{italic: true})
	d.put(`</w:p>`)
	d.rule(capitals(a.Title), textSize, s.width(), s.width())
	d.put(`<w:p><w:pPr><w:spacing w:before="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>`)
	d.blocks(a.Blocks, s)
}
