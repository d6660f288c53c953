package official

import "strings"

func (p *pdfPaper) blocks(blocks []Block) {
	for i, b := range blocks {
		p.block(b, blocks[i+1:])
	}
}

// block writes one block; next are those after it, which a heading stays with.
func (p *pdfPaper) block(b Block, next []Block) {
	look := pdfLook{size: textSize}
	switch b := b.(type) {
	case Heading:
		p.heading(b, next)
	case Paragraph:
		indent, align := firstIndent, AlignJustify
		if b.Flush {
			indent = 0
		}
		if b.Align != Natural {
			align = b.Align
		}
		p.flow(b.Runs, look, indent, align)
	case Blank:
		for range b.Lines {
			p.flow(Plain(p.dots(look)), look, firstIndent, AlignLeft)
		}
	case Table:
		p.table(b)
	}
}

func (p *pdfPaper) dots(look pdfLook) string {
	p.setFont(look)
	return strings.Repeat(".", int((p.width()-firstIndent)/p.f.GetStringWidth(".")))
}

func (h Heading) pdfLook() pdfLook {
	return pdfLook{bold: true, italic: h.Level == 3, size: textSize}
}

func (p *pdfPaper) heading(h Heading, next []Block) {
	look := h.pdfLook()
	if p.room() < p.leadHeight(append([]Block{h}, next...)) && !p.atTop() {
		p.newPage()
	}
	p.setFont(look)
	p.f.Bookmark(printable(paperLine(h.Text)), h.Level-1, p.y)
	p.flow(Plain(paperLine(h.Text)), look, firstIndent, AlignJustify)
}

// leadHeight is the room that must be free so that headings are followed by something on their page.
func (p *pdfPaper) leadHeight(blocks []Block) float64 {
	gap := paragraphGap * pointMM
	height := 0.0
	for i, b := range blocks {
		switch b := b.(type) {
		case Heading:
			lines := p.lines(Plain(paperLine(b.Text)), b.pdfLook(), p.width(), firstIndent)
			height += gap + float64(len(lines))*b.pdfLook().lineHeight()
			continue
		case Table:
			height += gap + p.tableLead(b)
		case Paragraph:
			height += gap + p.paragraphLead(b, i == len(blocks)-1)
		default:
			height += gap + 2*pdfLook{size: textSize}.lineHeight()
		}
		break
	}
	return min(height, p.bottom()-marginTop)
}

// paragraphLead is the room for the lines of a paragraph that stay together; the last lines before the
// signature stay with it.
func (p *pdfPaper) paragraphLead(b Paragraph, last bool) float64 {
	line := pdfLook{size: textSize}.lineHeight()
	n := len(p.lines(b.Runs, pdfLook{size: textSize}, p.width(), firstIndent))
	if n > 3 {
		return 2 * line
	}
	height := float64(n) * line
	if last && p.inBody {
		height += p.signatureHeight()
	}
	return height
}
