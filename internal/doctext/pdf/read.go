package pdf

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/nhipcau/nhipcau/official"
)

// Read reads the text layer of a PDF file.
//
// The errors are those named in this package and the context's. A page that is only a picture among
// pages with text is said in a line of its own.
func Read(ctx context.Context, data []byte, lim Limits) (official.Source, error) {
	f, err := open(ctx, data, lim)
	if err != nil {
		return official.Source{}, err
	}
	sheets, err := f.sheets()
	if err != nil {
		return official.Source{}, err
	}
	for _, s := range sheets {
		s.settle()
	}
	dropRunning(sheets)
	w := writer{lim: lim}
	w.write(sheets)
	if w.refusal != nil {
		return official.Source{}, w.refusal
	}
	return official.Source{Lines: w.lines}, nil
}

// Pages counts the pages of a PDF file, whether they can be read or not.
func Pages(ctx context.Context, data []byte, lim Limits) (int, error) {
	f, err := open(ctx, data, lim)
	if err != nil {
		return 0, err
	}
	all, err := f.pages()
	return len(all), err
}

// sheets lays out every page and refuses documents whose text cannot be had.
func (f *file) sheets() ([]*sheet, error) {
	pages, err := f.pages()
	if err != nil {
		return nil, err
	}
	var out []*sheet
	visible, blind, scanned, cells := 0, 0, 0, 0
	for i, p := range pages {
		if f.ctx.Err() != nil {
			return nil, f.ctx.Err()
		}
		d := f.draw(p)
		if f.refusal != nil {
			return nil, f.refusal
		}
		s := layOut(d, p, i+1)
		out = append(out, s)
		visible, blind = visible+d.visible, blind+d.blind
		if s.scanned {
			scanned++
		}
		for _, it := range s.items {
			if it.table != nil {
				cells += it.table.rows * (len(it.table.xs) - 1)
			}
		}
		if cells > f.lim.Cells {
			return nil, ErrCells
		}
	}
	switch {
	case scanned == len(pages), visible == 0 && scanned > 0:
		return nil, ErrScan
	case visible == 0:
		return nil, ErrNoText
	case 2*blind > visible:
		return nil, ErrGarbled
	}
	return out, nil
}

const (
	scanArea = 0.5 // part of a page that pictures cover when it is a scan
	scanText = 60  // letters that a stamp may leave on a scan
)

// layOut cuts a drawing into tables and blocks.
func layOut(d *drawing, p page, number int) *sheet {
	s := &sheet{width: p.width, height: p.height}
	s.scanned = d.visible < scanText && d.picture > scanArea*p.width*p.height
	grids := gridsOf(d.rules)
	owners, grids := ownersOf(d.glyphs, grids)
	outside, inside := distribute(d.glyphs, owners, grids)
	turnedOut, turnedIn := distributeTurned(d.turned, grids, number)

	rows := rowsOf(outside)
	for i, g := range grids {
		var before []row
		n := 0
		for n < len(rows) && rows[n].y < g.ys[0]+0.5*rows[n].size {
			n++
		}
		before, rows = rows[:n], rows[n:]
		s.addBlocks(before, number)
		s.items = append(s.items, item{table: fill(g, inside[i], turnedIn[i], number)})
	}
	s.addBlocks(rows, number)
	for _, l := range turnedOut {
		b := &block{lines: []*line{l}, side: true}
		b.measure()
		s.items = append(s.items, item{block: b})
	}
	return s
}

func (s *sheet) addBlocks(rows []row, number int) {
	for _, b := range blocksOf(rows, number) {
		s.items = append(s.items, item{block: &b})
	}
}

// place is a cell of a grid of the page.
type place struct{ grid, cell int }

var nowhere = place{-1, -1}

// ownersOf finds the cell of every glyph. Grids with nearly nothing in them are drawings and boxes: they
// are taken away, and their text stands outside.
func ownersOf(glyphs []glyph, grids []*grid) ([]place, []*grid) {
	owners := make([]place, len(glyphs))
	filled := make([]map[int]bool, len(grids))
	for i := range filled {
		filled[i] = map[int]bool{}
	}
	for i, g := range glyphs {
		owners[i] = placeOf(grids, (g.x0+g.x1)/2, g.y-0.25*g.size)
		if at := owners[i]; at != nowhere {
			filled[at.grid][at.cell] = true
		}
	}
	renumbered := make([]int, len(grids))
	var kept []*grid
	for i, g := range grids {
		renumbered[i] = -1
		if len(filled[i]) >= 2 || len(filled[i]) == 1 && len(g.cells) >= 3 {
			renumbered[i] = len(kept)
			kept = append(kept, g)
		}
	}
	for i, at := range owners {
		if at == nowhere {
			continue
		}
		owners[i].grid = renumbered[at.grid]
		if owners[i].grid < 0 {
			owners[i] = nowhere
		}
	}
	return owners, kept
}

func placeOf(grids []*grid, x, y float64) place {
	for i, g := range grids {
		if c := g.cellAt(x, y); c >= 0 {
			return place{i, c}
		}
	}
	return nowhere
}

func distribute(glyphs []glyph, owners []place, grids []*grid) (outside []glyph, inside [][][]glyph) {
	inside = make([][][]glyph, len(grids))
	for i, g := range grids {
		inside[i] = make([][]glyph, len(g.cells))
	}
	if len(grids) == 0 {
		return glyphs, inside
	}
	for i, g := range glyphs {
		at := owners[i]
		if at == nowhere {
			outside = append(outside, g)
			continue
		}
		inside[at.grid][at.cell] = append(inside[at.grid][at.cell], g)
	}
	return outside, inside
}

func distributeTurned(all []turned, grids []*grid, number int) (outside []*line, inside []map[int][]*line) {
	inside = make([]map[int][]*line, len(grids))
	for i := range inside {
		inside[i] = map[int][]*line{}
	}
	for _, t := range all {
		l := turnedLine(t, number)
		at := placeOf(grids, (t.box.x0+t.box.x1)/2, (t.box.y0+t.box.y1)/2)
		if at == nowhere {
			outside = append(outside, l)
			continue
		}
		inside[at.grid][at.cell] = append(inside[at.grid][at.cell], l)
	}
	return outside, inside
}

func fill(g *grid, glyphs [][]glyph, turned map[int][]*line, number int) *table {
	lines := make([][]*line, len(g.cells))
	for i := range g.cells {
		for _, b := range bandsOf(rowsOf(glyphs[i])) {
			one := block{}
			one.add(b, number)
			lines[i] = append(lines[i], one.lines...)
		}
		lines[i] = append(lines[i], turned[i]...)
	}
	return newTable(g, lines)
}

// settle decodes all text; it comes after the last page, when every font has shown what it holds.
func (s *sheet) settle() {
	for _, it := range s.items {
		if it.block != nil {
			for _, l := range it.block.lines {
				l.settle()
			}
			continue
		}
		for _, c := range it.table.cells {
			for _, l := range c.lines {
				l.settle()
			}
		}
	}
}

// writer puts paragraphs and tables into the result.
type writer struct {
	lim     Limits
	lines   []official.Line
	tables  int
	body    map[int]setting // by page width
	open    *paragraph      // the last of a page's body, which may go on
	openSet setting
	table   *table // the last of a page, which may go on
	refusal error
}

func (w *writer) write(sheets []*sheet) {
	w.body = bodies(sheets)
	for i, s := range sheets {
		if s.scanned {
			w.flush()
			w.line(official.Line{Text: fmt.Sprintf("[Trang %d là ảnh quét, không đọc được chữ.]", i+1), Page: i + 1})
		}
		for k, it := range s.items {
			if it.table != nil {
				w.addTable(it.table, k == 0)
				continue
			}
			w.addBlock(it.block, s, k == 0)
		}
	}
	w.flush()
}

// flush writes what waited for its continuation.
func (w *writer) flush() {
	if w.open != nil {
		w.paragraph(w.open, nil)
		w.open = nil
	}
	if w.table != nil {
		w.writeTable(w.table)
		w.table = nil
	}
}

func (w *writer) addTable(t *table, first bool) {
	t.read()
	if first && w.table != nil && w.table.grow(t) {
		return
	}
	w.flush()
	w.table = t
}

func (w *writer) addBlock(b *block, s *sheet, first bool) {
	set := w.body[widthKey(s)]
	set.left, set.right = min(set.left, b.left), max(set.right, set.left)
	if b.side {
		set = setting{left: b.left, right: b.right, side: true}
	}
	if p := pitchOf(b.lines); p > 0 && len(b.lines) >= 8 || set.pitch == 0 {
		set.pitch = p
	}
	paras := paragraphsOf(b.lines, set)
	if len(paras) == 0 {
		return
	}
	if b.side && set.allCentred(b.lines) {
		for _, p := range paras {
			p.mid = true
		}
	}
	if first && w.open != nil && !b.side && w.openSet.joinsOver(w.open, paras[0]) {
		for _, l := range paras[0].lines {
			w.open.add(l)
		}
		w.open.slack = paras[0].slack
		paras = paras[1:]
		if len(paras) == 0 {
			return
		}
	}
	w.flush()
	for _, p := range paras[:len(paras)-1] {
		w.paragraph(p, nil)
	}
	w.open, w.openSet = paras[len(paras)-1], set
}

func (w *writer) writeTable(t *table) {
	slices.SortStableFunc(t.cells, func(a, b *cell) int {
		return cmp.Or(cmp.Compare(a.r0, b.r0), cmp.Compare(a.c0, b.c0))
	})
	for _, c := range t.cells {
		for _, p := range c.paras {
			w.paragraph(p, &official.Cell{
				Table: w.tables, Row: c.r0, Col: c.c0,
				RowSpan: c.r1 - c.r0, ColSpan: c.c1 - c.c0,
				Header: c.header,
			})
		}
	}
	w.tables++
}

func (w *writer) paragraph(p *paragraph, c *official.Cell) {
	if p.text == "" {
		return
	}
	first := p.lines[0]
	box := first.box()
	look := official.Look{Bold: true, Italic: true, Centered: p.mid, Size: first.size}
	for _, l := range p.lines {
		look.Bold, look.Italic = look.Bold && l.bold, look.Italic && l.italic
		if l.page == first.page {
			box = box.or(l.box())
		}
	}
	w.line(official.Line{
		Text: p.text, Page: first.page, Look: look, Cell: c,
		Frame: official.Frame{X: round(box.x0), Y: round(box.y0), Width: round(box.x1 - box.x0), Height: round(box.y1 - box.y0)},
	})
}

func round(x float64) float64 { return math.Round(x*10) / 10 }

func (w *writer) line(l official.Line) {
	if len(w.lines) >= w.lim.Lines {
		w.refusal = ErrLines
		return
	}
	w.lines = append(w.lines, l)
}

func widthKey(s *sheet) int { return int(math.Round(s.width / 10)) }

// bodies finds, for each width of page, where its running text begins and ends.
func bodies(sheets []*sheet) map[int]setting {
	lines := map[int][]*line{}
	for _, s := range sheets {
		for _, it := range s.items {
			if it.block != nil && !it.block.side {
				lines[widthKey(s)] = append(lines[widthKey(s)], it.block.lines...)
			}
		}
	}
	out := map[int]setting{}
	for key, all := range lines {
		set := setting{left: usualLeft(all), right: usualRight(all), pitch: pitchOf(all)}
		out[key] = set
	}
	return out
}

// usualLeft is the left edge apart from a few lines that stick out.
func usualLeft(all []*line) float64 {
	var xs []float64
	for _, l := range all {
		xs = append(xs, l.x0)
	}
	slices.Sort(xs)
	return xs[len(xs)/50]
}

// usualRight is the right edge of justified text, where many lines end alike; otherwise the farthest end.
func usualRight(all []*line) float64 {
	var xs []float64
	for _, l := range all {
		xs = append(xs, l.x1)
	}
	slices.Sort(xs)
	far := xs[len(xs)-1-len(xs)/50]
	best, most := far, 2
	for i, j := 0, 0; i < len(xs); i++ {
		for j < len(xs) && xs[j] <= xs[i]+1.5 {
			j++
		}
		if j-i > most && xs[i] > 0.75*far {
			best, most = xs[j-1], j-i
		}
	}
	if most*5 < len(xs) {
		return far
	}
	return best
}
