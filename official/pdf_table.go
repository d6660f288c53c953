package official

// Room inside a cell's borders, in millimetres.
const (
	cellSide = 1.5
	cellTop  = 0.8
)

// pdfTable is a table while it is being placed.
type pdfTable struct {
	paper  *pdfPaper
	table  Table
	widths []float64
	look   pdfLook
	header pdfRows
	rows   pdfRows
}

// pdfRows are rows with their heights and the lines of every cell that are still to be drawn.
type pdfRows struct {
	places  [][]*tableSlot
	heights []float64
	rest    map[*tableSlot][]pdfLine
	header  bool
}

func (p *pdfPaper) layTable(t Table) *pdfTable {
	grid, err := t.grid()
	if err != nil {
		p.err = err
		return nil
	}
	l := &pdfTable{paper: p, table: t, widths: t.widths(p.width()), look: pdfLook{size: t.size()}}
	l.header = l.measure(grid.header, true)
	l.rows = l.measure(grid.rows, false)
	return l
}

// tableLead is the height of a table's heading and first row.
func (p *pdfPaper) tableLead(t Table) float64 {
	head := t
	head.Rows = nil
	for i, row := range t.Rows {
		if i == 2 {
			break
		}
		var cells TableRow
		for _, cell := range row {
			cell.RowSpan = 1
			cells = append(cells, cell)
		}
		if len(cells) <= len(t.Columns) {
			head.Rows = append(head.Rows, cells)
		}
	}
	l := p.layTable(head)
	if l == nil {
		return 0
	}
	height := l.header.height(0, len(l.header.places))
	if len(l.rows.heights) > 0 {
		height += l.rows.heights[0]
	}
	return height
}

func (l *pdfTable) measure(places [][]*tableSlot, header bool) pdfRows {
	r := pdfRows{places: places, heights: make([]float64, len(places)), rest: make(map[*tableSlot][]pdfLine), header: header}
	empty := l.look.lineHeight() + 2*cellTop
	for i := range r.heights {
		r.heights[i] = empty
	}
	r.each(0, len(places), func(s *tableSlot) {
		look := l.look
		look.bold = header
		r.rest[s] = l.paper.lines(s.cell.Runs, look, l.cellWidth(s)-2*cellSide, 0)
		if s.rows == 1 {
			r.heights[s.row] = max(r.heights[s.row], l.textHeight(r.rest[s]))
		}
	})
	r.each(0, len(places), func(s *tableSlot) {
		last := s.row + s.rows - 1
		missing := l.textHeight(r.rest[s]) - r.height(s.row, last+1)
		r.heights[last] += max(0, missing)
	})
	return r
}

// each visits every cell that stands in rows from a up to b, once, in reading order.
func (r pdfRows) each(a, b int, visit func(*tableSlot)) {
	for i := a; i < b; i++ {
		for col := 0; col < len(r.places[i]); col += r.places[i][col].cols {
			s := r.places[i][col]
			if s.row == i || i == a {
				visit(s)
			}
		}
	}
}

func (r pdfRows) height(a, b int) float64 {
	sum := 0.0
	for _, h := range r.heights[a:b] {
		sum += h
	}
	return sum
}

func (l *pdfTable) cellWidth(s *tableSlot) float64 {
	width := 0.0
	for _, w := range l.widths[s.col : s.col+s.cols] {
		width += w
	}
	return width
}

func (l *pdfTable) textHeight(lines []pdfLine) float64 {
	return float64(len(lines))*l.look.lineHeight() + 2*cellTop
}

func (p *pdfPaper) table(t Table) {
	l := p.layTable(t)
	if l == nil {
		return
	}
	p.y += paragraphGap * pointMM
	p.f.SetLineWidth(0.15)
	for next := 0; next < len(l.rows.places) || next == 0; {
		if next > 0 || p.room() < l.lead() && !p.atTop() {
			p.newPage()
		}
		l.segment(l.header, 0, len(l.header.places), nil)
		if len(l.rows.places) == 0 {
			break
		}
		next = l.page(next)
	}
	p.f.SetLineWidth(0.2)
	p.y += paragraphGap * pointMM
}

func (l *pdfTable) lead() float64 {
	height := l.header.height(0, len(l.header.places))
	if len(l.rows.heights) > 0 {
		height += l.rows.heights[0]
	}
	return min(height, l.paper.bottom()-marginTop)
}

// page draws the rows from a that the page has room for and returns the first that it has not. A row that
// is higher than the page is drawn in parts.
func (l *pdfTable) page(a int) int {
	p := l.paper
	b, used := a, 0.0
	for b < len(l.rows.places) && used+l.rows.heights[b] <= p.room()+0.01 {
		used += l.rows.heights[b]
		b++
	}
	if b < len(l.rows.places) && b-a > 1 && leads(l.rows.places[b-1]) {
		b-- // the title of a group stays with the group
	}
	if b > a {
		l.segment(l.rows, a, b, nil)
		return b
	}
	part := max(p.room(), l.look.lineHeight()+2*cellTop)
	l.segment(l.rows, a, a+1, &part)
	l.rows.heights[a] = l.leftOver(a)
	if l.rows.heights[a] > 0 {
		return a
	}
	return a + 1
}

// leftOver is the height of what is still to be drawn of a row's own cells.
func (l *pdfTable) leftOver(row int) float64 {
	height := 0.0
	l.rows.each(row, row+1, func(s *tableSlot) {
		if n := len(l.rows.rest[s]); n > 0 && s.row+s.rows-1 == row {
			height = max(height, l.textHeight(l.rows.rest[s]))
		}
	})
	return height
}

// segment draws rows from a up to b at the top of the free room. A cell that reaches over the segment's end
// goes on in the next one. With part, one row is drawn only so high.
func (l *pdfTable) segment(r pdfRows, a, b int, part *float64) {
	p := l.paper
	tops := make([]float64, b-a+1)
	tops[0] = p.y
	for i := a; i < b; i++ {
		tops[i-a+1] = tops[i-a] + r.heights[i]
	}
	if part != nil {
		tops[1] = tops[0] + *part
	}
	// A header is drawn anew on every page, so its lines are kept.
	repeated := r.header
	r.each(a, b, func(s *tableSlot) {
		top := tops[max(s.row, a)-a]
		bottom := tops[min(s.row+s.rows, b)-a]
		lines := r.rest[s]
		fit := min(len(lines), int((bottom-top-2*cellTop+0.01)/l.look.lineHeight()))
		l.cell(s, lines[:max(0, fit)], top, bottom, repeated)
		if !repeated {
			r.rest[s] = lines[max(0, fit):]
		}
	})
	p.y = tops[len(tops)-1]
}

func (l *pdfTable) cell(s *tableSlot, lines []pdfLine, top, bottom float64, header bool) {
	p := l.paper
	x := marginLeft
	for _, w := range l.widths[:s.col] {
		x += w
	}
	width := l.cellWidth(s)
	p.f.Rect(x, top, width, bottom-top, "D")
	y := top + cellTop
	if header {
		y = top + (bottom-top-float64(len(lines))*l.look.lineHeight())/2
	}
	for _, line := range lines {
		p.draw(line, x+cellSide, y, width-2*cellSide, s.align(l.table, header), l.look)
		y += l.look.lineHeight()
	}
}
