package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// table is a grid with its text; after grow it may reach over several pages.
type table struct {
	xs    []float64
	rows  int
	cells []*cell
}

// cell spans rows r0 to r1 and columns c0 to c1, the ends not included.
type cell struct {
	gridCell
	header bool
	set    setting
	lines  []*line
	paras  []*paragraph
}

// newTable fills the cells of a grid. The lines of a cell come in reading order.
func newTable(g *grid, lines [][]*line) *table {
	t := &table{xs: slices.Clone(g.xs), rows: g.rows()}
	for i, gc := range g.cells {
		box := g.cellBox(i)
		t.cells = append(t.cells, &cell{gridCell: gc, lines: lines[i], set: setting{left: box.x0, right: box.x1, cell: true}})
	}
	t.dropUnused()
	t.setMargins()
	return t
}

// dropUnused removes positions at which no cell begins or ends.
func (t *table) dropUnused() {
	colUsed, rowUsed := make([]bool, len(t.xs)), make([]bool, t.rows+1)
	for _, c := range t.cells {
		colUsed[c.c0], colUsed[c.c1] = true, true
		rowUsed[c.r0], rowUsed[c.r1] = true, true
	}
	cols, rows := ranks(colUsed), ranks(rowUsed)
	for _, c := range t.cells {
		c.gridCell = gridCell{rows[c.r0], rows[c.r1], cols[c.c0], cols[c.c1]}
	}
	xs := t.xs[:0]
	for i, x := range t.xs {
		if colUsed[i] {
			xs = append(xs, x)
		}
	}
	t.xs, t.rows = xs, rows[len(rows)-1]
}

// ranks numbers the used positions.
func ranks(used []bool) []int {
	out, n := make([]int, len(used)), -1
	for i, u := range used {
		if u {
			n++
		}
		out[i] = max(n, 0)
	}
	return out
}

// setMargins takes the smallest distance of text from the left border for the margin on both sides.
func (t *table) setMargins() {
	pad := 8.0
	var all []*line
	for _, c := range t.cells {
		for _, l := range c.lines {
			pad = min(pad, max(0, l.x0-c.set.left))
		}
		all = append(all, c.lines...)
	}
	pitch := pitchOf(all)
	for _, c := range t.cells {
		c.set.left, c.set.right, c.set.pitch = c.set.left+pad, c.set.right-pad, pitch
	}
}

// read groups the lines of all cells; their texts must be settled.
func (t *table) read() {
	for _, c := range t.cells {
		c.paras = paragraphsOf(c.lines, c.set)
		c.lines = nil
	}
}

func (c *cell) text() string {
	var parts []string
	for _, p := range c.paras {
		parts = append(parts, p.text)
	}
	return strings.Join(parts, "\n")
}

// grow appends the part of the table that stands on the next page; false if u is another table.
//
// Heading rows that the writer repeated are dropped, the cells of a row that the page break cut in two
// are joined, and a merged cell that goes on is extended.
func (t *table) grow(u *table) bool {
	if !t.alignColumns(u) {
		return false
	}
	if n := t.repeated(u); n > 0 {
		u.dropRows(n)
		for _, c := range t.cells {
			c.header = c.header || c.r1 <= n
		}
	}
	if u.rows == 0 {
		return true
	}
	if t.isCut(u) {
		t.joinCut(u)
		return true
	}
	t.extendMerged(u)
	t.take(u, t.rows)
	return true
}

const sameColumn = 4.0

// alignColumns gives both tables the same columns if one's are among the other's.
func (t *table) alignColumns(u *table) bool {
	if math.Abs(t.xs[0]-u.xs[0]) > sameColumn || math.Abs(t.xs[len(t.xs)-1]-u.xs[len(u.xs)-1]) > sameColumn {
		return false
	}
	few, many := t, u
	if len(few.xs) > len(many.xs) {
		few, many = many, few
	}
	to := make([]int, len(few.xs))
	for i, x := range few.xs {
		to[i] = slices.IndexFunc(many.xs, func(y float64) bool { return math.Abs(x-y) <= sameColumn })
		if to[i] < 0 {
			return false
		}
	}
	for _, c := range few.cells {
		c.c0, c.c1 = to[c.c0], to[c.c1]
	}
	few.xs = many.xs
	return true
}

const maxHeading = 5

// repeated is the number of rows at the top of u that repeat those at the top of t.
func (t *table) repeated(u *table) int {
	best := 0
	for n := 1; n <= min(maxHeading, u.rows, t.rows); n++ {
		a, okA := t.signature(n)
		b, okB := u.signature(n)
		if !okA && !okB {
			continue
		}
		if a != b || strings.Trim(a, "|\n0123456789 ") == "" {
			break
		}
		best = n
	}
	return best
}

// signature writes the first n rows down for comparison; false if a cell reaches beyond them.
func (t *table) signature(n int) (string, bool) {
	var b strings.Builder
	for _, c := range t.cells {
		if c.r0 >= n {
			continue
		}
		if c.r1 > n {
			return "", false
		}
		b.WriteString(strings.Join([]string{itoa(c.r0), itoa(c.c0), itoa(c.c1), strings.Join(strings.Fields(c.text()), " ")}, "|"))
		b.WriteByte('\n')
	}
	return b.String(), true
}

func itoa(n int) string { return string(rune('0' + n%10)) }

func (t *table) dropRows(n int) {
	t.cells = slices.DeleteFunc(t.cells, func(c *cell) bool { return c.r0 < n })
	for _, c := range t.cells {
		c.r0, c.r1 = c.r0-n, c.r1-n
	}
	t.rows -= n
}

// at is the cell that covers a field.
func (t *table) at(row, col int) *cell {
	for _, c := range t.cells {
		if c.r0 <= row && row < c.r1 && c.c0 <= col && col < c.c1 {
			return c
		}
	}
	return nil
}

// ordinal matches the running number of a row.
var ordinal = regexp.MustCompile(`^(?:\d{1,4}(?:\.\d{1,3})*|[IVXLC]{1,6}|[a-zđA-ZĐ])[.)]?$`)

// isCut reports that the first row of u is the rest of t's last row: its number cell is empty and what
// it says goes on from above, or its main cell begins in the middle of a sentence.
func (t *table) isCut(u *table) bool {
	main := t.mainColumn()
	filled, fresh, goesOn := 0, 0, false
	for _, c := range u.cells {
		if c.r0 > 0 || len(c.paras) == 0 {
			continue
		}
		filled++
		above := t.at(t.rows-1, c.c0)
		if above == nil || above.c0 != c.c0 || above.c1 != c.c1 || len(above.paras) == 0 || c.c0 == 0 && ordinal.MatchString(c.text()) {
			return false
		}
		switch {
		case !above.goesOn(c):
			fresh++
		case c.c0 <= main && main < c.c1 || startsLower(c.text()):
			goesOn = true
		}
	}
	if filled == 0 {
		return false
	}
	lacking := t.lacksFirst(u)
	mainFilled := u.at(0, main) != nil && len(u.at(0, main).paras) > 0
	switch {
	case goesOn && fresh == 0:
		return lacking || mainFilled
	case goesOn:
		return lacking
	}
	return lacking && !mainFilled && fresh == 1
}

// lacksFirst reports that u's first row has no entry in the first column although t's last row has.
func (t *table) lacksFirst(u *table) bool {
	a, b := t.at(t.rows-1, 0), u.at(0, 0)
	return a != nil && b != nil && len(a.paras) > 0 && len(b.paras) == 0 && a.r0 == t.rows-1
}

// mainColumn is the column with the most text.
func (t *table) mainColumn() int {
	size := make([]int, len(t.xs))
	for _, c := range t.cells {
		if c.c1 == c.c0+1 && !c.header {
			size[c.c0] += len(c.text())
		}
	}
	best := 0
	for i, n := range size {
		if n > size[best] {
			best = i
		}
	}
	return best
}

// goesOn reports that cell c, at the top of a page, continues the text of the cell above it.
func (above *cell) goesOn(c *cell) bool {
	a, b := above.paras[len(above.paras)-1], c.paras[0]
	if isItem(b.text) && !countsOn(a.text, b.text) {
		return false
	}
	if startsLower(b.text) {
		return !endsClosed(a.text)
	}
	return a.slack < b.lines[0].first+oneSpace*a.last().size && !endsClosed(a.text)
}

func (t *table) joinCut(u *table) {
	for _, c := range u.cells {
		if c.r0 > 0 {
			continue
		}
		above := t.at(t.rows-1, c.c0)
		if above == nil {
			continue
		}
		above.append(c)
		above.r1 += c.r1 - 1
	}
	u.cells = slices.DeleteFunc(u.cells, func(c *cell) bool { return c.r0 == 0 })
	t.take(u, t.rows-1)
}

// append adds the paragraphs of the same cell on the next page.
func (above *cell) append(c *cell) {
	rest := c.paras
	if len(above.paras) > 0 && len(rest) > 0 && above.goesOn(c) {
		p := above.paras[len(above.paras)-1]
		for _, l := range rest[0].lines {
			p.add(l)
		}
		p.slack = rest[0].slack
		rest = rest[1:]
	}
	above.paras = append(above.paras, rest...)
}

// extendMerged lets a cell that was merged over the last rows of t reach into u, where it goes on as an
// empty merged cell or with the rest of its text.
func (t *table) extendMerged(u *table) {
	u.cells = slices.DeleteFunc(u.cells, func(c *cell) bool {
		if c.r0 > 0 {
			return false
		}
		above := t.at(t.rows-1, c.c0)
		if above == nil || above.c0 != c.c0 || above.c1 != c.c1 || len(above.paras) == 0 {
			return false
		}
		merged := above.r1-above.r0 > 1 || c.r1 > 1
		goesOn := len(c.paras) == 0 || above.goesOn(c)
		if !merged || !goesOn || above.r1 != t.rows {
			return false
		}
		above.append(c)
		above.r1 += c.r1
		return true
	})
}

func (t *table) take(u *table, shift int) {
	for _, c := range u.cells {
		c.r0, c.r1 = c.r0+shift, c.r1+shift
		t.cells = append(t.cells, c)
	}
	t.rows = shift + u.rows
}
