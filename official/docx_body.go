package official

import (
	"bytes"
	"fmt"
	"strings"
)

// docxBody writes word/document.xml. Inside every element the order of its parts is that of the schema:
// Word refuses a document that has them otherwise.
type docxBody struct {
	bytes.Buffer
	report   Report
	controls int // content controls written so far; their ids
	err      error
}

// docxSection is one run of pages of the same shape.
type docxSection struct {
	landscape bool
	first     bool // its first page shows no number, and numbering begins anew
}

func (d *docxBody) put(format string, args ...any) { fmt.Fprintf(d, format, args...) }

func (d *docxBody) write() {
	r := d.report
	d.WriteString(xmlHead + `<w:document` + wordNamespaces + `><w:body>`)
	d.letterhead()
	d.opening()

	section := docxSection{first: true}
	for _, b := range r.Blocks {
		wide, ok := b.(Landscape)
		if !ok {
			d.block(b, section)
			continue
		}
		d.endSection(section)
		d.blocks(wide.Blocks, docxSection{landscape: true})
		d.endSection(docxSection{landscape: true})
		section = docxSection{}
	}
	d.signature()
	for _, a := range r.Annexes {
		d.endSection(section)
		section = docxSection{landscape: a.Landscape, first: true}
		d.annex(a, section)
	}
	d.sectPr(section)
	d.WriteString(`</w:body></w:document>`)
}

func (d *docxBody) opening() {
	r := d.report
	if r.Form != FormLetter {
		d.styled("Title", 18, capitals(string(r.Form)))
		whole := pageWidth - marginLeft - marginRight
		d.subject(paperLine(r.Subject), whole)
		d.rule(paperLine(r.Subject), textSize, whole, whole)
	}
	d.addressees()
	for _, basis := range listed(r.Bases) {
		d.styled("LegalBasis", -1, basis)
	}
}

func (d *docxBody) addressees() {
	names := d.report.Addressees
	switch len(names) {
	case 0:
		d.put(`<w:p><w:pPr><w:spacing w:before="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>`)
	case 1:
		d.put(`<w:p><w:pPr><w:spacing w:before="240" w:after="120"/><w:jc w:val="center"/></w:pPr>`)
		d.run("Kính gửi: "+paperLine(names[0])+".", docxLook{})
		d.put(`</w:p>`)
	default:
		d.put(`<w:p><w:pPr><w:keepNext/><w:spacing w:before="240"/><w:ind w:left="%d"/></w:pPr>`, twips(2*firstIndent))
		d.run("Kính gửi:", docxLook{})
		d.put(`</w:p>`)
		for _, name := range listed(names) {
			d.put(`<w:p><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr>`, twips(4*firstIndent), twips(4))
			d.run("- "+name, docxLook{})
			d.put(`</w:p>`)
		}
		d.put(`<w:p><w:pPr><w:spacing w:before="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>`)
	}
}

func (d *docxBody) blocks(blocks []Block, s docxSection) {
	for _, b := range blocks {
		d.block(b, s)
	}
}

func (d *docxBody) block(b Block, s docxSection) {
	switch b := b.(type) {
	case Heading:
		d.styled(fmt.Sprintf("Heading%d", b.Level), -1, paperLine(b.Text))
	case Paragraph:
		d.paragraph(b)
	case Blank:
		for range b.Lines {
			d.put(`<w:p><w:pPr><w:pStyle w:val="BodyText"/><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="%d"/></w:tabs></w:pPr><w:r><w:tab/></w:r></w:p>`, twips(s.width()))
		}
	case Table:
		d.table(b, s.width())
	}
}

func (s docxSection) width() float64 {
	if s.landscape {
		return pageHeight - marginLeft - marginRight
	}
	return pageWidth - marginLeft - marginRight
}

func (d *docxBody) paragraph(p Paragraph) {
	d.put(`<w:p><w:pPr><w:pStyle w:val="BodyText"/>`)
	if p.Flush {
		d.put(`<w:ind w:firstLine="0"/>`)
	}
	if p.Align != Natural && p.Align != AlignJustify {
		d.put(`<w:jc w:val="%s"/>`, docxAlign(p.Align))
	}
	d.put(`</w:pPr>`)
	d.runs(p.Runs, docxLook{})
	d.put(`</w:p>`)
}

func docxAlign(a Align) string {
	switch a {
	case AlignCenter:
		return "center"
	case AlignRight:
		return "right"
	case AlignJustify:
		return "both"
	}
	return "left"
}

// styled writes one paragraph in a named style; before is in points, -1 leaves it to the style.
func (d *docxBody) styled(style string, before int, text string) {
	d.put(`<w:p><w:pPr><w:pStyle w:val="%s"/>`, style)
	if before >= 0 {
		d.put(`<w:spacing w:before="%d"/>`, before*20)
	}
	d.put(`</w:pPr>`)
	d.run(text, docxLook{})
	d.put(`</w:p>`)
}

// subject is the bold text under the kind of paper, broken evenly.
func (d *docxBody) subject(text string, column float64) {
	side := twips((column - balanced(text, textSize, column)) / 2)
	d.put(`<w:p><w:pPr><w:pStyle w:val="Subtitle"/><w:ind w:left="%d" w:right="%d"/></w:pPr>`, side, side)
	d.run(text, docxLook{})
	d.put(`</w:p>`)
}

// rule draws the short line under bold text that is centred in a column and was broken at room.
func (d *docxBody) rule(text string, size, room, column float64) {
	d.ruleOf(min(boldWidth(text, size), balanced(text, size, room))*ruleShare, column)
}

// ruleOf draws a line as the border of an empty paragraph.
func (d *docxBody) ruleOf(length, column float64) {
	side := twips((column - length) / 2)
	d.put(`<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>`+
		`<w:spacing w:before="40" w:line="100" w:lineRule="exact"/><w:ind w:left="%d" w:right="%d"/></w:pPr></w:p>`, side, side)
}

// docxLook is the direct formatting of a run.
type docxLook struct {
	bold, italic, red bool
	size              float64 // points; 0 is the style's
}

func (l docxLook) xml() string {
	var b strings.Builder
	if l.bold {
		b.WriteString(`<w:b/><w:bCs/>`)
	}
	if l.italic {
		b.WriteString(`<w:i/><w:iCs/>`)
	}
	if l.red {
		b.WriteString(`<w:color w:val="FF0000"/>`)
	}
	if l.size > 0 {
		b.WriteString(sizeXML(l.size))
	}
	if b.Len() == 0 {
		return ""
	}
	return `<w:rPr>` + b.String() + `</w:rPr>`
}

func (d *docxBody) runs(runs []Run, look docxLook) {
	for _, r := range runs {
		l := look
		l.bold = l.bold || r.Bold
		l.italic = l.italic || r.Italic
		if r.Figure == nil {
			d.run(r.text(), l)
			continue
		}
		d.controls++
		d.put(`<w:sdt><w:sdtPr>%s<w:alias w:val="%s"/><w:tag w:val="%s"/><w:id w:val="%d"/></w:sdtPr><w:sdtContent>`,
			l.xml(), xmlText(cutRunes(paperLine(r.Figure.Name), 64)), xmlText(r.Figure.ID), d.controls)
		d.run(r.text(), l)
		d.put(`</w:sdtContent></w:sdt>`)
	}
}

func cutRunes(s string, runes int) string {
	list := []rune(s)
	if len(list) <= runes {
		return s
	}
	return string(list[:runes])
}

func (d *docxBody) run(text string, look docxLook) {
	d.WriteString(`<w:r>` + look.xml())
	for i, line := range strings.Split(paperText(text), "\n") {
		if i > 0 {
			d.WriteString(`<w:br/>`)
		}
		for j, part := range strings.Split(line, "\t") {
			if j > 0 {
				d.WriteString(`<w:tab/>`)
			}
			if part != "" {
				d.WriteString(`<w:t xml:space="preserve">` + xmlText(part) + `</w:t>`)
			}
		}
	}
	d.WriteString(`</w:r>`)
}

// endSection closes a section in a paragraph of its own, as low as Word allows.
func (d *docxBody) endSection(s docxSection) {
	d.put(`<w:p><w:pPr><w:spacing w:before="0" w:line="20" w:lineRule="exact"/>`)
	d.sectPr(s)
	d.put(`</w:pPr></w:p>`)
}

func (d *docxBody) sectPr(s docxSection) {
	d.put(`<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/><w:type w:val="nextPage"/>`)
	if s.landscape {
		d.put(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, twips(pageHeight), twips(pageWidth))
	} else {
		d.put(`<w:pgSz w:w="%d" w:h="%d"/>`, twips(pageWidth), twips(pageHeight))
	}
	d.put(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
		twips(marginTop), twips(marginRight), twips(marginBottom), twips(marginLeft), twips(headerRoom), twips(headerRoom))
	if s.first {
		d.put(`<w:pgNumType w:start="1"/>`)
	}
	d.put(`<w:cols w:space="708"/>`)
	if s.first {
		d.put(`<w:titlePg/>`)
	}
	d.put(`</w:sectPr>`)
}
