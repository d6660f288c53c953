package official

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteOfflineDOCX writes the form as a Word document with one table. It uses nothing that phones and other
// office suites drop: no content controls, no protection.
//
// It fails for a form without fields or with a field that cannot be told apart, and when w fails.
func WriteOfflineDOCX(w io.Writer, f OfflineForm) error {
	err := f.check()
	if err != nil {
		return err
	}
	d := docxBody{}
	d.offline(f)
	return writeDocx(w, (&offlineXLSX{form: f}).core(), d.Bytes())
}

// The page of a form and its columns, in millimetres.
const (
	offlineMargin = 15.0
	offlineWidth  = pageHeight - 2*offlineMargin
)

var offlineShares = map[string]float64{columnCode: 15, columnLabel: 82, columnHow: 48, columnBefore: 27, columnAnswer: 0}

func (d *docxBody) offline(f OfflineForm) {
	d.WriteString(xmlHead + `<w:document` + wordNamespaces + `><w:body>`)
	for i, line := range f.preface() {
		look := docxLook{size: 13, bold: i == 0 || strings.HasPrefix(line, offlineCodeIs)}
		if i == 0 {
			look.size = 15
		}
		d.put(`<w:p><w:pPr><w:spacing w:before="60"/></w:pPr>`)
		d.run(line, look)
		d.put(`</w:p>`)
	}
	d.spacer()
	d.offlineTable(f)
	d.spacer()
	d.put(`<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/>`+
		`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, twips(pageHeight), twips(pageWidth))
	side := twips(offlineMargin)
	d.put(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>`,
		side, side, side, side, twips(headerRoom), twips(headerRoom))
	d.WriteString(`</w:body></w:document>`)
}

func (d *docxBody) offlineTable(f OfflineForm) {
	heads := f.headings()
	widths := make([]float64, len(heads))
	left := offlineWidth
	for i, h := range heads {
		widths[i] = offlineShares[h]
		left -= widths[i]
	}
	widths[len(heads)-1] = left
	d.put(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, twips(offlineWidth))
	for _, w := range widths {
		d.put(`<w:gridCol w:w="%d"/>`, twips(w))
	}
	d.put(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, h := range heads {
		d.offlineCell(widths[i], h, "center", docxLook{bold: true})
	}
	d.put(`</w:tr>`)
	for i, field := range f.Fields {
		if section := f.section(i); section != "" {
			d.put(`<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/></w:tcPr>`, twips(offlineWidth), len(heads))
			d.offlineText(section, "left", docxLook{bold: true}, true)
			d.put(`</w:tc></w:tr>`)
		}
		d.put(`<w:tr>`)
		for col, text := range f.row(i) {
			align := "left"
			if heads[col] == columnBefore || heads[col] == columnAnswer && slices.Contains([]OfflineKind{OfflineWhole, OfflineDecimal}, field.Kind) {
				align = "right"
			}
			d.offlineCell(widths[col], text, align, docxLook{})
		}
		d.put(`</w:tr>`)
	}
	d.put(`</w:tbl>`)
}

func (d *docxBody) offlineCell(width float64, text, align string, look docxLook) {
	d.put(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, twips(width))
	d.offlineText(text, align, look, false)
	d.put(`</w:tc>`)
}

// offlineText writes each line of a text as a paragraph, as people would when they type it.
func (d *docxBody) offlineText(text, align string, look docxLook, keep bool) {
	for _, line := range strings.Split(text, "\n") {
		next := ""
		if keep {
			next = `<w:keepNext/>`
		}
		fmt.Fprintf(d, `<w:p><w:pPr><w:pStyle w:val="TableText"/>%s<w:jc w:val="%s"/></w:pPr>`, next, align)
		if line != "" {
			d.run(line, look)
		}
		d.put(`</w:p>`)
	}
}
