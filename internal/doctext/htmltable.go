package doctext

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mostColumns is more than any real table has; cells that reach down could otherwise push each other to the
// right for ever.
const mostColumns = 1000

// htmlTable lays out the rows of one table as a browser does.
type htmlTable struct {
	p    *page
	t    *table
	busy []int // for each column, the first row below the cells that reach down into it
}

// table reads a table whole and adds it as one block; its caption comes before it.
func (p *page) table(n *html.Node, s pageState) error {
	p.flush()
	before := p.out
	t := htmlTable{p: p, t: &table{}}
	s.header = false
	err := t.rows(n, s, &before)
	p.out = before
	if err != nil {
		return err
	}
	if len(t.t.cells) > 0 {
		p.out = append(p.out, block{table: t.t})
	}
	return nil
}

// rows looks for rows in a table or one of its groups. Captions go to before.
func (t *htmlTable) rows(n *html.Node, s pageState, before *[]block) error {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		css := htmlAttr(c, "style")
		if isHidden(c, css) {
			continue
		}
		under := s.under(c, css)
		var err error
		switch c.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			err = t.rows(c, under, before)
		case atom.Tr:
			err = t.row(c, under)
		case atom.Caption:
			var caption []block
			caption, err = t.p.inside(c, under)
			*before = append(*before, caption...)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *htmlTable) row(n *html.Node, s pageState) error {
	row, col := t.t.rows, 0
	t.t.rows++
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		t.p.cells++
		if t.p.cells > t.p.lim.Cells {
			return errCells(t.p.lim)
		}
		for col < len(t.busy) && t.busy[col] > row {
			col++
		}
		if col >= mostColumns {
			return errCells(t.p.lim)
		}
		cl := cell{row: row, col: col, rowSpan: 1, colSpan: span(strings.TrimSpace(htmlAttr(c, "colspan")), 1)}
		if down := strings.TrimSpace(htmlAttr(c, "rowspan")); down != "" {
			cl.rowSpan = span(down, 0)
		}
		if cl.rowSpan == 0 || cl.rowSpan == widest {
			cl.rowSpan = 1 << 20 // to the end of the table, whose rows set the limit
		}
		cl.header = s.header || c.DataAtom == atom.Th
		css := htmlAttr(c, "style")
		if !isHidden(c, css) {
			blocks, err := t.p.inside(c, s.under(c, css))
			if err != nil {
				return err
			}
			cl.blocks = blocks
		}
		t.t.cells = append(t.t.cells, cl)
		t.occupy(cl)
		col += cl.colSpan
	}
	return nil
}

func (t *htmlTable) occupy(c cell) {
	for len(t.busy) < c.col+c.colSpan {
		t.busy = append(t.busy, 0)
	}
	for i := c.col; i < c.col+c.colSpan; i++ {
		t.busy[i] = max(t.busy[i], c.row+c.rowSpan)
	}
}

// inside reads the content of a cell or caption by itself.
func (p *page) inside(n *html.Node, s pageState) ([]block, error) {
	outer, label := p.out, p.label
	p.out, p.label = nil, ""
	err := p.blockOf(n, s)
	inner := p.out
	p.out, p.label = outer, label
	return inner, err
}
