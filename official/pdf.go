package official

import (
	"embed"
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"
)

// fonts holds Liberation Serif, whose letters are as wide as those of Times New Roman. A file is read
// when a paper first needs its style.
//
//go:embed fonts/LiberationSerif-Regular.ttf fonts/LiberationSerif-Bold.ttf fonts/LiberationSerif-Italic.ttf fonts/LiberationSerif-BoldItalic.ttf
var fonts embed.FS

var fontFiles = map[string]string{
	"":   "fonts/LiberationSerif-Regular.ttf",
	"B":  "fonts/LiberationSerif-Bold.ttf",
	"I":  "fonts/LiberationSerif-Italic.ttf",
	"BI": "fonts/LiberationSerif-BoldItalic.ttf",
}

// WritePDF writes the paper as a PDF in the same layout as WriteDOCX, with embedded fonts and text that can
// be searched and copied. Signs that the fonts do not have are printed as □. The same Report gives the
// same bytes.
//
// It fails as WriteDOCX does.
func WritePDF(w io.Writer, r Report) error {
	err := r.check()
	if err != nil {
		return err
	}
	day, err := paperDay(r.Date)
	if err != nil {
		return err
	}
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(day)
	f.SetModificationDate(day)
	f.SetTitle(r.title(), true)
	f.SetAuthor(paperLine(r.Body), true)
	f.SetCreator("Nhịp Cầu", true)
	f.SetLang("vi-VN")
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(marginLeft, marginTop, marginRight)
	f.SetLineWidth(0.2)

	p := &pdfPaper{f: f, report: r, loaded: make(map[string]bool)}
	p.write()
	if p.err != nil {
		return p.err
	}
	return f.Output(w)
}

// pdfPaper places text from the top of each page downwards.
type pdfPaper struct {
	f      *fpdf.Fpdf
	report Report
	loaded map[string]bool
	err    error

	landscape bool
	number    int     // of the page, within the paper or the annex
	y         float64 // top of the free room
	inBody    bool    // among the blocks that the signature follows
	after     float64 // room that the coming paragraph must leave for what follows it
}

func (p *pdfPaper) write() {
	r := p.report
	p.newPart(false)
	p.letterhead()
	p.opening()
	for i, b := range r.Blocks {
		wide, isWide := b.(Landscape)
		if isWide {
			p.turn(true)
			p.blocks(wide.Blocks)
			continue
		}
		if p.landscape {
			p.turn(false)
		}
		p.inBody = true
		if i == len(r.Blocks)-1 {
			p.after = p.signatureHeight()
		}
		p.block(b, r.Blocks[i+1:])
		p.after = 0
		p.inBody = false
	}
	if p.landscape {
		p.turn(false)
	}
	p.signature()
	for _, a := range r.Annexes {
		p.annex(a)
	}
}

// newPart begins pages that are numbered anew; the first shows no number.
func (p *pdfPaper) newPart(landscape bool) {
	p.number = 0
	p.landscape = landscape
	p.newPage()
}

// turn begins pages of the other shape, numbered on.
func (p *pdfPaper) turn(landscape bool) {
	p.landscape = landscape
	p.newPage()
}

func (p *pdfPaper) newPage() {
	orientation := "P"
	if p.landscape {
		orientation = "L"
	}
	p.f.AddPageFormat(orientation, fpdf.SizeType{Wd: pageWidth, Ht: pageHeight})
	p.number++
	p.y = headerRoom
	if p.number > 1 {
		p.centred(fmt.Sprint(p.number), pdfLook{size: pageNumberSize}, marginLeft, p.width())
	}
	p.y = marginTop
}

func (p *pdfPaper) width() float64 {
	if p.landscape {
		return pageHeight - marginLeft - marginRight
	}
	return pageWidth - marginLeft - marginRight
}

func (p *pdfPaper) bottom() float64 {
	if p.landscape {
		return pageWidth - marginBottom
	}
	return pageHeight - marginBottom
}

// room is how much of the page is free.
func (p *pdfPaper) room() float64 { return p.bottom() - p.y }

// atTop tells whether nothing stands on the page yet.
func (p *pdfPaper) atTop() bool { return p.y <= marginTop }

// pdfLook is a style and a size of type.
type pdfLook struct {
	bold, italic bool
	size         float64
}

func (l pdfLook) style() string {
	switch {
	case l.bold && l.italic:
		return "BI"
	case l.bold:
		return "B"
	case l.italic:
		return "I"
	}
	return ""
}

func (l pdfLook) lineHeight() float64 { return l.size * lineHeight * pointMM }

func (p *pdfPaper) setFont(l pdfLook) {
	style := l.style()
	if !p.loaded[style] {
		font, err := fonts.ReadFile(fontFiles[style])
		if err != nil && p.err == nil {
			p.err = fmt.Errorf("reading font %q: %w", style, err)
		}
		p.f.AddUTF8FontFromBytes("serif", style, font)
		p.loaded[style] = true
	}
	p.f.SetFont("serif", style, l.size)
}
