package official

import (
	"strings"
	"unicode"
)

// pdfPiece is text of one look, pdfWord what is not broken, pdfLine what stands on one line.
type pdfPiece struct {
	text  string
	look  pdfLook
	width float64
}

type pdfWord struct {
	pieces []pdfPiece
	width  float64
	space  float64 // width of the space after it
	ends   bool    // a line break follows
}

type pdfLine struct {
	words []pdfWord
	width float64
	last  bool // of its paragraph or before a line break: never spread
}

// lines breaks runs into lines no wider than width; the first is shorter by indent.
func (p *pdfPaper) lines(runs []Run, look pdfLook, width, indent float64) []pdfLine {
	var lines []pdfLine
	var line pdfLine
	room := width - indent
	end := func(last bool) {
		line.last = last
		lines = append(lines, line)
		line = pdfLine{}
		room = width
	}
	for _, word := range p.fitting(p.words(runs, look), width-indent) {
		gap := 0.0
		if n := len(line.words); n > 0 {
			gap = line.words[n-1].space
		}
		if len(line.words) > 0 && line.width+gap+word.width > room+0.01 {
			end(false)
			gap = 0
		}
		line.width += gap + word.width
		line.words = append(line.words, word)
		if word.ends {
			end(true)
		}
	}
	if len(line.words) > 0 || len(lines) == 0 {
		end(true)
	}
	return lines
}

// words splits runs at spaces and line breaks. A word may hold pieces of several runs.
func (p *pdfPaper) words(runs []Run, look pdfLook) []pdfWord {
	var words []pdfWord
	var word pdfWord
	for _, r := range runs {
		l := look
		l.bold = l.bold || r.Bold
		l.italic = l.italic || r.Italic
		p.setFont(l)
		space := p.f.GetStringWidth(" ")
		rest := printable(r.text())
		for rest != "" {
			end := strings.IndexAny(rest, " \t\n")
			if end < 0 {
				word.add(rest, l, p.f.GetStringWidth(rest))
				break
			}
			word.add(rest[:end], l, p.f.GetStringWidth(rest[:end]))
			word.space = space
			word.ends = rest[end] == '\n'
			if len(word.pieces) > 0 || word.ends {
				words = append(words, word)
			}
			word = pdfWord{}
			rest = rest[end+1:]
		}
	}
	if len(word.pieces) > 0 {
		words = append(words, word)
	}
	return words
}

func (w *pdfWord) add(text string, look pdfLook, width float64) {
	if text == "" {
		return
	}
	w.pieces = append(w.pieces, pdfPiece{text, look, width})
	w.width += width
}

// fitting cuts words that are wider than a line, after a hyphen or a slash where there is one.
func (p *pdfPaper) fitting(words []pdfWord, width float64) []pdfWord {
	var list []pdfWord
	for _, word := range words {
		if word.width <= width {
			list = append(list, word)
			continue
		}
		var part pdfWord
		for _, piece := range p.crumbs(word, width) {
			if part.width+piece.width > width && part.width > 0 {
				list = append(list, part)
				part = pdfWord{}
			}
			part.add(piece.text, piece.look, piece.width)
		}
		part.space, part.ends = word.space, word.ends
		list = append(list, part)
	}
	return list
}

// crumbs are the parts between which a word may be cut.
func (p *pdfPaper) crumbs(word pdfWord, width float64) []pdfPiece {
	var list []pdfPiece
	for _, piece := range word.pieces {
		p.setFont(piece.look)
		for rest := piece.text; rest != ""; {
			end := strings.IndexAny(rest, "-/") + 1
			if end == 0 {
				end = len(rest)
			}
			text := rest[:end]
			rest = rest[end:]
			if w := p.f.GetStringWidth(text); w <= width {
				list = append(list, pdfPiece{text, piece.look, w})
				continue
			}
			for _, r := range text {
				list = append(list, pdfPiece{string(r), piece.look, p.f.GetStringWidth(string(r))})
			}
		}
	}
	return list
}

// draw puts a line into the column that begins at x, with its top at y.
func (p *pdfPaper) draw(line pdfLine, x, y, width float64, align Align, look pdfLook) {
	spread := 0.0
	switch {
	case align == AlignCenter:
		x += (width - line.width) / 2
	case align == AlignRight:
		x += width - line.width
	case align == AlignJustify && !line.last && len(line.words) > 1:
		spread = (width - line.width) / float64(len(line.words)-1)
	}
	baseline := y + (0.891+(lineHeight-1.107)/2)*look.size*pointMM
	var run pdfPiece // joined as long as nothing changes
	start := x
	flush := func() {
		if run.text != "" {
			p.setFont(run.look)
			p.f.Text(start, baseline, run.text)
		}
		run = pdfPiece{}
	}
	for i, word := range line.words {
		for _, piece := range word.pieces {
			if run.text == "" || run.look != piece.look {
				flush()
				start = x
				run.look = piece.look
			}
			run.text += piece.text
			x += piece.width
		}
		if i == len(line.words)-1 {
			break
		}
		run.text += " "
		x += word.space + spread
		if spread > 0 {
			flush()
		}
	}
	flush()
}

// centred writes text in the middle of a column and moves below it.
func (p *pdfPaper) centred(text string, look pdfLook, x, width float64) {
	p.column(Plain(text), look, x, width, AlignCenter)
}

func (p *pdfPaper) column(runs []Run, look pdfLook, x, width float64, align Align) {
	for _, line := range p.lines(runs, look, width, 0) {
		p.draw(line, x, p.y, width, align, look)
		p.y += look.lineHeight()
	}
}

// flow writes a paragraph over as many pages as it needs, with no line of it alone on a page.
func (p *pdfPaper) flow(runs []Run, look pdfLook, indent float64, align Align) {
	lines := p.lines(runs, look, p.width(), indent)
	height := look.lineHeight()
	if !p.atTop() {
		p.y += paragraphGap * pointMM
	}
	for first := true; len(lines) > 0; {
		n := p.linesHere(len(lines), height)
		for _, line := range lines[:n] {
			x, width := marginLeft, p.width()
			if first {
				x, width = x+indent, width-indent
				first = false
			}
			p.draw(line, x, p.y, width, align, look)
			p.y += height
		}
		lines = lines[n:]
		if len(lines) > 0 {
			p.newPage()
		}
	}
}

// linesHere is how many of n lines stand on this page.
func (p *pdfPaper) linesHere(n int, height float64) int {
	fit := max(0, int((p.room()+0.01)/height))
	if p.atTop() {
		return min(n, max(fit, 1))
	}
	if fit >= n && p.room()-float64(n)*height >= p.after {
		return n
	}
	fit = min(fit, n)
	if n-fit < 2 {
		fit = n - 2
	}
	if fit < 2 {
		return 0
	}
	return fit
}

// printable replaces what the fonts cannot show.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || unicode.Is(inFonts, r) {
			return r
		}
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}
		return '□'
	}, s)
}

// inFonts is what all four styles can show, as far as Vietnamese papers may need it.
var inFonts = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0020, 0x007e, 1},
		{0x00a0, 0x036f, 1},
		{0x0384, 0x038a, 1},
		{0x038e, 0x03a1, 1},
		{0x03a3, 0x03ce, 1},
		{0x0400, 0x0513, 1},
		{0x1e00, 0x1e9b, 1},
		{0x1ea0, 0x1ef9, 1},
		{0x2000, 0x200a, 1},
		{0x2010, 0x2010, 1},
		{0x2012, 0x2022, 1},
		{0x2026, 0x2026, 1},
		{0x2030, 0x2030, 1},
		{0x2032, 0x2034, 1},
		{0x2039, 0x203a, 1},
		{0x2044, 0x2044, 1},
		{0x2074, 0x2079, 1},
		{0x2080, 0x2089, 1},
		{0x20a0, 0x20b5, 1},
		{0x2105, 0x2105, 1},
		{0x2116, 0x2116, 1},
		{0x2122, 0x2122, 1},
		{0x2153, 0x2154, 1},
		{0x215b, 0x215e, 1},
		{0x2190, 0x2195, 1},
		{0x2202, 0x2202, 1},
		{0x2206, 0x2206, 1},
		{0x2211, 0x2212, 1},
		{0x221e, 0x221e, 1},
		{0x2248, 0x2248, 1},
		{0x2260, 0x2260, 1},
		{0x2264, 0x2265, 1},
		{0x25a0, 0x25a1, 1},
		{0x25aa, 0x25ac, 1},
		{0x25cb, 0x25cb, 1},
		{0x25cf, 0x25cf, 1},
	},
	LatinOffset: 1,
}
