package official

import (
	"strings"
)

// grid is a table: every place knows the cell that covers it.
type grid struct {
	rows [][]*cellText
	cols int
}

// cellText is a cell with its lines.
type cellText struct {
	Cell
	lines []int // counted from 1
	text  string
	bold  bool
}

// most places one table may have; a table that claims more is read as plain lines.
const mostPlaces = 2_000_000

// splitTables gathers the lines of tables. Lines of tables that hold no tasks stay ordinary lines.
func (r *planReader) splitTables(src Source) []bool {
	inTable := make([]bool, len(src.Lines))
	var cells [][]*cellText
	index := map[[3]int]*cellText{}
	numbers := map[int]int{}
	for i, l := range src.Lines {
		if l.Hidden {
			inTable[i] = true // neither in a table nor in a paragraph: nobody who reads the document sees it
			continue
		}
		if l.Cell == nil || l.Cell.Row < 0 || l.Cell.Col < 0 {
			continue
		}
		at := [3]int{l.Cell.Table, l.Cell.Row, l.Cell.Col}
		c := index[at]
		if c == nil {
			c = &cellText{Cell: *l.Cell, bold: true}
			index[at] = c
			n, known := numbers[l.Cell.Table]
			if !known {
				n = len(cells)
				numbers[l.Cell.Table] = n
				cells = append(cells, nil)
			}
			cells[n] = append(cells[n], c)
		}
		c.lines = append(c.lines, i+1)
		c.bold = c.bold && l.Look.Bold
		if c.text != "" {
			c.text += "\n"
		}
		c.text += r.lines[i].text
	}
	var before *tableLayout
	for _, table := range append(cells, textTables(src)...) {
		g := newGrid(table)
		layout := layoutOf(g, before)
		if layout != nil {
			r.byCells(g, layout)
		} else {
			layout = r.layoutByCells(g)
		}
		if layout == nil {
			continue
		}
		before = layout
		g.mark(layout.head, inTable)
		r.tables = append(r.tables, g)
		r.layouts = append(r.layouts, layout)
	}
	return inTable
}

func newGrid(cells []*cellText) *grid {
	rows, cols := 0, 0
	for _, c := range cells {
		rows, cols = max(rows, c.Row+1), max(cols, c.Col+max(1, c.ColSpan))
	}
	g := &grid{}
	if rows <= 0 || cols <= 0 || rows > mostPlaces/cols {
		return g
	}
	g.cols = cols
	g.rows = make([][]*cellText, rows)
	for i := range g.rows {
		g.rows[i] = make([]*cellText, cols)
	}
	for _, c := range cells {
		for row := c.Row; row < min(rows, c.Row+max(1, c.RowSpan)); row++ {
			for col := c.Col; col < min(cols, c.Col+max(1, c.ColSpan)); col++ {
				if g.rows[row][col] == nil {
					g.rows[row][col] = c
				}
			}
		}
	}
	return g
}

// mark tells which lines are in the table, from its header on; a title above it is ordinary text.
func (g *grid) mark(head int, inTable []bool) {
	for _, row := range g.rows[head:] {
		for _, c := range row {
			if c == nil {
				continue
			}
			for _, n := range c.lines {
				inTable[n-1] = true
			}
		}
	}
}

// readTables reads the rows of the task tables.
func (r *planReader) readTables() {
	for i, g := range r.tables {
		t := tableReader{r: r, g: g, l: r.layouts[i]}
		t.charged = r.unitsAbove(g)
		if len(r.tables) > 1 {
			t.section = titleAbove(g, t.l.head)
		}
		for n := range t.l.first {
			t.heading(g.rows[n])
		}
		for n := t.l.first; n < len(g.rows); n++ {
			t.row(n)
		}
	}
}

// tableReader reads one table from top to bottom.
type tableReader struct {
	r          *planReader
	g          *grid
	l          *tableLayout
	section    string
	charged    []nameSpan // units that the part or the table is headed with
	rowCharged bool       // the units come from a row of the table
	last       *draft
	lastRow    []*cellText
	ended      bool // an empty row ended the tasks; signatures and sums may follow
}

// titleAbove is the title that a sheet has above its header; empty without one.
func titleAbove(g *grid, head int) string {
	title := ""
	for _, row := range g.rows[:head] {
		if filledCells(row) != 1 {
			continue
		}
		for _, c := range row {
			if c == nil || !hasWord(c.text) {
				continue
			}
			if key := oneLine(keyOf(c.text)); !annexLine().MatchString(key) && !attachedTo().MatchString(key) {
				title = tidyTitle(c.text)
			}
			break
		}
	}
	return title
}

func (t *tableReader) heading(row []*cellText) {
	for _, c := range row {
		if c == nil {
			continue
		}
		for _, n := range c.lines {
			t.r.heading[n] = true
		}
	}
}

func (t *tableReader) row(n int) {
	row := t.g.rows[n]
	title := row[t.l.title]
	switch {
	case filledCells(row) == 0:
		t.ended = t.last != nil
		return
	case t.ended && (title == nil || !hasWord(title.text)):
		return
	case t.isSum(row):
		t.heading(row)
		return
	}
	t.ended = false
	switch {
	case t.repeatsHeader(row):
		t.heading(row)
	case t.isSection(n):
		t.section = t.sectionText(row)
		if names := t.r.unitsOnly(newPassage(t.section)); len(names) > 0 || t.rowCharged {
			t.charged, t.rowCharged = names, len(names) > 0
		}
		t.heading(row)
	case title == nil || !hasWord(title.text):
		t.more(row)
	case title.Row < n && title.RowSpan > 1:
		t.more(row)
	default:
		t.task(n)
	}
}

// repeatsHeader reports a header that a page break repeated, or a row that numbers the columns.
func (t *tableReader) repeatsHeader(row []*cellText) bool {
	same, said := 0, 0
	numbers := 0
	for col, c := range row {
		if c == nil || !hasWord(c.text) {
			continue
		}
		said++
		if columnRoleOf(oneLine(c.text)) == t.l.roles[col] && len(c.text) < 60 && t.l.roles[col] != columnOther {
			same++
		}
		if isNumber(strings.Trim(oneLine(c.text), "()[]")) {
			numbers++
		}
	}
	return said > 2 && (same >= said-1 || numbers == said)
}

var sumLabel = pattern(`^(?:tổng|tổng cộng|tổng số|cộng|tổng kinh phí)(?:\s*\([^)]*\))?\s*:?$`)

// isSum reports a row that adds up the others.
func (t *tableReader) isSum(row []*cellText) bool {
	for _, c := range row {
		if c != nil && hasWord(c.text) {
			return sumLabel().MatchString(oneLine(keyOf(c.text)))
		}
	}
	return false
}

var groupLabel = pattern(`^(?:[IVX]+|[A-HĐ])\.?$`)

// isSection reports a row that names a group of tasks: one cell across the table, or a title alone with
// a Roman number, a capital letter, bold, or finer numbers under it.
func (t *tableReader) isSection(n int) bool {
	row := t.g.rows[n]
	text, cells, filled := "", 0, 0
	var last *cellText
	for col, c := range row {
		if c == nil || c == last {
			continue
		}
		last = c
		if t.l.roles[col] == columnNumber && c.ColSpan <= 1 {
			continue
		}
		cells++
		if hasWord(c.text) {
			filled++
			text = c.text
		}
	}
	if filled != 1 || cells > 1 && (row[t.l.title] == nil || !hasWord(row[t.l.title].text)) {
		return false
	}
	number := t.number(row)
	if cells == 1 || groupLabel().MatchString(number) {
		return true
	}
	m, _ := markerOf(newPassage(text))
	title := row[t.l.title]
	return m.kind == "I" || m.kind == "A" || m.kind == "phần" || title.bold && isShouting(title.text) || title.bold || t.hasFiner(n, number)
}

func (t *tableReader) number(row []*cellText) string {
	for col, c := range row {
		if c != nil && t.l.roles[col] == columnNumber && c.ColSpan <= 1 {
			return strings.TrimSpace(c.text)
		}
	}
	return ""
}

// hasFiner reports that the next row is numbered under this one: 1 and then 1.1, or "-" and "a".
func (t *tableReader) hasFiner(n int, number string) bool {
	if n+1 >= len(t.g.rows) {
		return false
	}
	next := t.number(t.g.rows[n+1])
	number = strings.TrimRight(number, ".)")
	if number != "" && strings.HasPrefix(next, number+".") {
		return true
	}
	title := t.g.rows[n+1][t.l.title]
	if number == "" || title == nil || t.g.rows[n][t.l.title] == title {
		return false
	}
	m, _ := markerOf(newPassage(title.text))
	return next == "" && (m.kind == "-" || m.kind == "a" || m.kind == "+") || next == "-" || next == "a" || next == "a)"
}

func (t *tableReader) sectionText(row []*cellText) string {
	for col, c := range row {
		if c != nil && hasWord(c.text) && (t.l.roles[col] != columnNumber || c.ColSpan > 1) {
			p := newPassage(oneLine(c.text))
			_, body := markerOf(p)
			return tidyTitle(p.text[body:])
		}
	}
	return ""
}

// more gives the lines of a row without a title of its own to the task before.
func (t *tableReader) more(row []*cellText) {
	if t.last == nil {
		return
	}
	for col, c := range row {
		if c == nil || !hasWord(c.text) || t.lastRow[col] == c {
			continue
		}
		t.fill(t.last, t.l.roles[col], c, RuleColumn)
		t.last.Lines = append(t.last.Lines, t.take(c)...)
	}
}

func (t *tableReader) take(c *cellText) []int {
	for _, n := range c.lines {
		t.r.taken[n-1] = append(t.r.taken[n-1], stretch{0, len(t.r.lines[n-1].text)})
	}
	return c.lines
}

func (t *tableReader) task(n int) {
	row := t.g.rows[n]
	title := row[t.l.title]
	d := &draft{order: float64(title.lines[0])}
	d.Section, d.Line = t.sectionOf(row), title.lines[0]
	d.Title = cellTitle(title.text)
	d.Confidence, d.Why = 0.95, []Rule{RuleColumn}
	t.evidence(d, FieldTitle, title, RuleColumn)
	d.Lines = append(d.Lines, t.take(title)...)
	for col, c := range row {
		if c == nil || c == title || col > 0 && row[col-1] == c {
			continue
		}
		d.Lines = append(d.Lines, t.take(c)...)
		rule := RuleColumn
		if c.Row < n {
			rule = RuleMerged
		}
		if isDitto(c.text) && t.last != nil {
			t.copyField(d, t.l.roles[col])
			continue
		}
		t.fill(d, t.l.roles[col], c, rule)
	}
	if len(d.Lead) == 0 && len(t.charged) > 0 {
		d.Lead = t.r.units(t.charged)
		d.Why = append(d.Why, RuleHeading)
	}
	t.r.add(d)
	t.last, t.lastRow = d, row
}

func (t *tableReader) sectionOf(row []*cellText) string {
	if t.l.group >= 0 && row[t.l.group] != nil {
		return tidyTitle(row[t.l.group].text)
	}
	return t.section
}

func (t *tableReader) evidence(d *draft, f Field, c *cellText, rule Rule) {
	for _, n := range c.lines {
		d.Evidence = append(d.Evidence, Evidence{f, n, 0, len(t.r.lines[n-1].text), rule})
	}
}

func (t *tableReader) copyField(d *draft, role columnRole) {
	d.Why = append(d.Why, RuleDitto)
	switch role {
	case columnLead, columnBoth:
		d.Lead = t.last.Lead
		if role == columnBoth {
			d.Partners = t.last.Partners
		}
	case columnPartners:
		d.Partners = t.last.Partners
	case columnWhen:
		d.When, d.Cadence, d.From, d.To = t.last.When, t.last.Cadence, t.last.From, t.last.To
	case columnProduct:
		d.Deliverable = t.last.Deliverable
	}
}

func (t *tableReader) fill(d *draft, role columnRole, c *cellText, rule Rule) {
	text := strings.TrimSpace(c.text)
	if !hasWord(text) {
		return
	}
	switch role {
	case columnLead, columnBoth:
		a := readAssignment(text, roleLead, t.r.dir)
		d.Lead = append(d.Lead, t.r.units(a.lead)...)
		d.Partners = append(d.Partners, t.r.units(a.partners)...)
		t.r.setWhen(d, a.when)
		t.evidence(d, FieldLead, c, rule)
	case columnPartners:
		d.Partners = append(d.Partners, t.r.units(readAssignment(text, rolePartner, t.r.dir).partners)...)
		t.evidence(d, FieldPartners, c, rule)
	case columnWhen:
		t.r.setWhen(d, strings.Trim(oneLine(text), " .;"))
		t.evidence(d, FieldWhen, c, rule)
	case columnProduct:
		d.Deliverable = joinWhen(d.Deliverable, text)
		t.evidence(d, FieldDeliverable, c, rule)
	case columnBudget:
		d.Budget = joinWhen(d.Budget, text)
		t.evidence(d, FieldBudget, c, rule)
	}
}

// cellTitle is the text of a cell as a title: its paragraphs in one line, unless they are many.
func cellTitle(text string) string {
	p := newPassage(oneLine(text))
	_, body := markerOf(p)
	if len(p.text) <= 600 || !strings.Contains(text, "\n") {
		return p.text[body:]
	}
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if endsSentence(first) {
		return first[min(body, len(first)):]
	}
	return p.text[body:]
}
