package doctext

import (
	"slices"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// widest is the span beyond which a cell's claim is not even looked at; Word knows 63 columns.
const widest = 256

// block is a line or a table, in reading order.
type block struct {
	line  official.Line
	table *table
}

// table is a table as its format tells it, before its spans are checked against it.
type table struct {
	cells []cell // row by row
	rows  int
}

// cell is a cell with its claims. Spans are at least 1 and may lie.
type cell struct {
	row, col, rowSpan, colSpan int
	header                     bool
	blocks                     []block
}

// collector turns blocks into lines within the limits.
type collector struct {
	lim    Limits
	lines  []official.Line
	tables int
}

// add appends blocks; those inside a cell get its place.
func (c *collector) add(blocks []block, at *official.Cell) error {
	for _, b := range blocks {
		var err error
		switch {
		case b.table == nil:
			err = c.addLine(b.line, at)
		case at == nil:
			err = c.addTable(b.table)
		default:
			err = c.addCells(b.table, at)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *collector) addLine(line official.Line, at *official.Cell) error {
	if len(c.lines) >= c.lim.Lines {
		return errLines(c.lim)
	}
	line.Cell = at
	c.lines = append(c.lines, line)
	return nil
}

// addCells puts the text of a table into the cell at, or outside tables if at is nil.
func (c *collector) addCells(t *table, at *official.Cell) error {
	for i := range t.cells {
		err := c.add(t.cells[i].blocks, at)
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *collector) addTable(t *table) error {
	if t.isLayout() {
		return c.addCells(t, nil)
	}
	number := c.tables
	c.tables++
	starts := t.columnStarts()
	for i := range t.cells {
		cl := &t.cells[i]
		col, _ := slices.BinarySearch(starts, cl.col)
		end, _ := slices.BinarySearch(starts, cl.col+cl.colSpan)
		err := c.add(cl.blocks, &official.Cell{
			Table: number, Row: cl.row, Col: col,
			RowSpan: max(min(cl.rowSpan, t.rows-cl.row), 1), ColSpan: max(end-col, 1), Header: cl.header,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// columnStarts are the places where a cell begins, in order. Only these are columns: what a lying span
// claims beyond them is not there.
func (t *table) columnStarts() []int {
	starts := make([]int, 0, len(t.cells))
	for i := range t.cells {
		starts = append(starts, t.cells[i].col)
	}
	slices.Sort(starts)
	return slices.Compact(starts)
}

// isLayout reports whether the table only arranges the page: a single cell, or the frame around a table
// that has more to say.
func (t *table) isLayout() bool {
	if len(t.cells) == 1 {
		return true
	}
	own, most := 0, 0
	for i := range t.cells {
		if len(t.cells[i].blocks) > 0 {
			own++
		}
		for _, b := range t.cells[i].blocks {
			if b.table != nil && b.table.rows > 1 && len(b.table.columnStarts()) > 1 {
				most = max(most, len(b.table.cells))
			}
		}
	}
	return most > own
}

// style is the font and look of a piece of text.
type style struct {
	font         string
	bold, italic bool
	size         float64
}

// piece is text of one style, as the document stores it; a line feed in it begins a new line.
type piece struct {
	style
	text []byte
}

// paragraph gathers pieces and makes lines of them.
type paragraph struct {
	pieces []piece
	label  string // automatic number, stands before the first line
	look   official.Look
	assume string // font to assume where the font says nothing
}

// write appends text; pieces that look alike are joined, so that letters and marks typed apart meet.
func (p *paragraph) write(st style, text []byte) {
	if len(text) == 0 {
		return
	}
	n := len(p.pieces)
	if n == 0 || p.pieces[n-1].style != st {
		p.pieces = append(p.pieces, piece{style: st})
		n++
	}
	p.pieces[n-1].text = append(p.pieces[n-1].text, text...)
}

// lines decodes the pieces and cuts them at line breaks. Empty lines are left out, but a number that
// stands alone is text.
func (p *paragraph) lines() []block {
	encodings := p.encodings()
	var out []block
	var w lineWriter
	w.begin(p.look)
	flush := func() {
		if line, ok := w.line(p.label); ok {
			out = append(out, block{line: line})
			p.label = ""
		}
		w.begin(p.look)
	}
	for _, q := range p.pieces {
		text := vi.Decode(encodings[q.font], string(q.text))
		for {
			part, rest, more := strings.Cut(text, "\n")
			w.write(q.style, part)
			if !more {
				break
			}
			flush()
			text = rest
		}
	}
	flush()
	if strings.ContainsFunc(p.label, isAlphanumeric) {
		look := p.look
		look.Bold, look.Italic = false, false
		out = append(out, block{line: official.Line{Text: p.label, Look: look}})
	}
	return out
}

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// encodings decides for each font of the paragraph whether its text is in an old encoding.
func (p *paragraph) encodings() map[string]vi.Encoding {
	plain := true
	for i := range p.pieces {
		plain = plain && isASCII(p.pieces[i].text) && vi.FontEncoding(p.hint(p.pieces[i].font)) == vi.Unicode
	}
	if plain {
		return nil
	}
	texts := make(map[string]*strings.Builder)
	last := ""
	for _, q := range p.pieces {
		b := texts[q.font]
		if b == nil {
			b = new(strings.Builder)
			texts[q.font] = b
		}
		if q.font != last {
			b.WriteByte(' ')
		}
		last = q.font
		b.Write(q.text)
	}
	found := make(map[string]vi.Encoding, len(texts))
	for font, b := range texts {
		found[font] = vi.DetectLegacy(b.String(), p.hint(font))
	}
	return found
}

func (p *paragraph) hint(font string) string {
	if vi.FontEncoding(font) == vi.Unicode {
		return p.assume
	}
	return font
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// lineWriter joins the pieces of one line and watches how they look.
type lineWriter struct {
	text []byte
	look official.Look
	seen bool
}

// begin starts a line in the look of its paragraph.
func (w *lineWriter) begin(look official.Look) {
	look.Bold, look.Italic = true, true
	*w = lineWriter{text: w.text[:0], look: look}
}

func (w *lineWriter) write(st style, text string) {
	w.text = append(w.text, text...)
	if strings.TrimSpace(text) == "" {
		return
	}
	if !w.seen {
		w.look.Size = st.size
	}
	w.seen = true
	w.look.Bold = w.look.Bold && st.bold
	w.look.Italic = w.look.Italic && st.italic
}

// line finishes the line; false if it has no text.
func (w *lineWriter) line(label string) (official.Line, bool) {
	text := strings.TrimSpace(vi.Normalize(string(w.text)))
	if text == "" {
		return official.Line{}, false
	}
	if label != "" {
		text = label + " " + text
	}
	return official.Line{Text: text, Look: w.look}, true
}
