package official

import (
	"slices"
	"strings"
)

// A column is known by its cells when this many of them are filled and this share of those agree.
const (
	fewestKnown  = 2
	mostAsked    = 60
	shareOfUnits = 0.6
	shareOfTimes = 0.7
	longestTime  = 80 // bytes
)

// byCells gives a role to the columns whose headers no list knows, by what their cells hold: nothing but names
// of units, or nothing but times. The first column of units is the lead's, the next the partners'.
func (r *planReader) byCells(g *grid, l *tableLayout) {
	for col, role := range l.roles {
		if role != columnOther || col == l.title || col == l.group {
			continue
		}
		units, times := r.holds(g, l.first, col)
		switch {
		case units && !slices.Contains(l.roles, columnLead) && !slices.Contains(l.roles, columnBoth):
			l.roles[col] = columnLead
		case units && !slices.Contains(l.roles, columnPartners):
			l.roles[col] = columnPartners
		case times && !slices.Contains(l.roles, columnWhen):
			l.roles[col] = columnWhen
		}
	}
}

// holds reports whether the cells of a column below its header name units and say nothing else, or tell times.
func (r *planReader) holds(g *grid, first, col int) (units, times bool) {
	var last *cellText
	asked, named, timed := 0, 0, 0
	for _, row := range g.rows[first:] {
		c := row[col]
		if c == nil || c == last || c.ColSpan > 1 || !hasWord(c.text) || isDitto(c.text) {
			continue
		}
		last = c
		if asked++; asked > mostAsked {
			asked--
			break
		}
		text := strings.ReplaceAll(strings.TrimSpace(c.text), "\n", "; ")
		switch {
		case len(r.unitsOnly(newPassage(text))) > 0:
			named++
		case len(text) <= longestTime && len(ReadTiming(text, r.year).Cadence) > 0:
			timed++
		}
	}
	if asked < fewestKnown {
		return false, false
	}
	return float64(named) >= shareOfUnits*float64(asked), float64(timed) >= shareOfTimes*float64(asked)
}

// layoutByCells finds the columns of a table none of whose headers a list knows: one of long texts, one of
// units, and one of times or a second one of units.
func (r *planReader) layoutByCells(g *grid) *tableLayout {
	head := slices.IndexFunc(g.rows, func(row []*cellText) bool { return filledCells(row) >= fewestColumns })
	if head < 0 || head+fewestKnown >= len(g.rows) {
		return nil
	}
	l := &tableLayout{roles: make([]columnRole, g.cols), title: -1, group: -1, head: head, first: head + 1}
	for col := range g.cols {
		if l.roles[col] = columnRoleOf(headerText(g, head, 1, col)); l.roles[col] == columnTitle {
			l.takeTitle(g, col)
		}
	}
	r.byCells(g, l)
	if l.title < 0 {
		l.title = l.longestOther(g)
	}
	units := slices.Contains(l.roles, columnLead) || slices.Contains(l.roles, columnBoth)
	if l.title < 0 || !units || !slices.Contains(l.roles, columnWhen) && !slices.Contains(l.roles, columnPartners) {
		return nil
	}
	return l
}
