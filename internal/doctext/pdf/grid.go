package pdf

import (
	"math"
	"slices"
	"sort"
)

// grid is a table as its ruling lines draw it: positions of columns and rows, and for every elementary
// field the cell it belongs to.
type grid struct {
	xs, ys []float64
	owner  []int // cell of field (row, col), at row*cols+col
	cells  []gridCell
}

// gridCell spans rows r0 to r1 and columns c0 to c1, the ends not included.
type gridCell struct{ r0, r1, c0, c1 int }

func (g *grid) cols() int { return len(g.xs) - 1 }
func (g *grid) rows() int { return len(g.ys) - 1 }

func (g *grid) box() rect {
	return rect{g.xs[0], g.ys[0], g.xs[len(g.xs)-1], g.ys[len(g.ys)-1]}
}

const (
	sameLine  = 3.0 // points within which two parallel lines are one
	touching  = 3.0 // points within which two lines meet
	maxMerged = 1500
)

// gridsOf finds the tables among ruling lines: lines that touch belong together, and a table needs at
// least two lines across, one down and two cells.
func gridsOf(rules []rule) []*grid {
	var across, down []rule
	for _, r := range rules {
		if r.across {
			across = append(across, r)
		} else {
			down = append(down, r)
		}
	}
	across, down = merged(across), merged(down)
	if len(across)+len(down) > maxMerged || len(across) < 2 || len(down) == 0 {
		return nil
	}
	var out []*grid
	for _, group := range touchingGroups(across, down) {
		if g := newGrid(group); g != nil {
			out = append(out, g)
		}
	}
	out = outermost(out)
	sort.SliceStable(out, func(i, j int) bool { return out[i].ys[0] < out[j].ys[0] })
	return out
}

// merged joins parallel lines that lie on each other: borders drawn cell by cell, dashes, double lines.
func merged(rules []rule) []rule {
	slices.SortFunc(rules, func(a, b rule) int { return compare(a.at, b.at) })
	var out []rule
	for i := 0; i < len(rules); {
		j := i + 1
		for j < len(rules) && rules[j].at-rules[i].at <= sameLine {
			j++
		}
		group := slices.Clone(rules[i:j])
		slices.SortFunc(group, func(a, b rule) int { return compare(a.from, b.from) })
		first := len(out)
		for _, r := range group {
			if n := len(out); n > first && r.from <= out[n-1].to+2.5 {
				out[n-1].to = max(out[n-1].to, r.to)
				continue
			}
			out = append(out, r)
		}
		i = j
	}
	return slices.DeleteFunc(out, func(r rule) bool { return r.to-r.from < 5 })
}

// touchingGroups are the connected sets of lines; only sets that can be a table.
func touchingGroups(across, down []rule) [][]rule {
	all := slices.Concat(across, down)
	parent := make([]int, len(all))
	for i := range parent {
		parent[i] = i
	}
	for i, h := range across {
		for j, v := range down {
			if v.at >= h.from-touching && v.at <= h.to+touching && h.at >= v.from-touching && h.at <= v.to+touching {
				union(parent, i, len(across)+j)
			}
		}
	}
	groups := map[int][]rule{}
	var roots []int
	for i, r := range all {
		root := find(parent, i)
		if groups[root] == nil {
			roots = append(roots, root)
		}
		groups[root] = append(groups[root], r)
	}
	var out [][]rule
	for _, root := range roots {
		if len(groups[root]) >= 3 {
			out = append(out, groups[root])
		}
	}
	return out
}

func find(parent []int, i int) int {
	for parent[i] != i {
		parent[i] = parent[parent[i]]
		i = parent[i]
	}
	return i
}

func union(parent []int, a, b int) {
	a, b = find(parent, a), find(parent, b)
	parent[max(a, b)] = min(a, b)
}

func newGrid(group []rule) *grid {
	var across, down []rule
	for _, r := range group {
		if r.across {
			across = append(across, r)
		} else {
			down = append(down, r)
		}
	}
	if len(across) < 2 || len(down) == 0 {
		return nil
	}
	g := &grid{xs: positions(down, across), ys: positions(across, down)}
	if len(g.xs) < 2 || len(g.ys) < 2 || g.cols() > 100 || g.rows() > 1000 {
		return nil
	}
	g.join(across, down)
	if len(g.cells) < 2 {
		return nil
	}
	return g
}

// positions are the places of lines in one direction, and the ends of the crossing lines where the table
// has no border of its own there.
func positions(own, crossing []rule) []float64 {
	var out []float64
	for _, r := range own {
		if n := len(out); n == 0 || r.at-out[n-1] > sameLine {
			out = append(out, r.at)
		}
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, r := range crossing {
		low, high = min(low, r.from), max(high, r.to)
	}
	const open = 6
	if low < out[0]-open {
		out = append([]float64{low}, out...)
	}
	if high > out[len(out)-1]+open {
		out = append(out, high)
	}
	return out
}

// join finds the cells: fields with no line between them are one.
func (g *grid) join(across, down []rule) {
	cols, rows := g.cols(), g.rows()
	rightOpen, bottomOpen := g.openSides(across, down)
	parent := make([]int, cols*rows)
	for i := range parent {
		parent[i] = i
	}
	for r := range rows {
		for c := range cols {
			i := r*cols + c
			if c+1 < cols && rightOpen[i] {
				union(parent, i, i+1)
			}
			if r+1 < rows && bottomOpen[i] {
				union(parent, i, i+cols)
			}
		}
	}
	g.makeCells(parent)
}

// openSides says for each field whether no line parts it from its right and its lower neighbour.
func (g *grid) openSides(across, down []rule) (right, bottom []bool) {
	cols, rows := g.cols(), g.rows()
	right, bottom = make([]bool, cols*rows), make([]bool, cols*rows)
	for c := range cols - 1 {
		lines := linesAt(down, g.xs[c+1])
		for r := range rows {
			right[r*cols+c] = !covered(lines, g.ys[r], g.ys[r+1])
		}
	}
	for r := range rows - 1 {
		lines := linesAt(across, g.ys[r+1])
		for c := range cols {
			bottom[r*cols+c] = !covered(lines, g.xs[c], g.xs[c+1])
		}
	}
	return right, bottom
}

func linesAt(rules []rule, at float64) []rule {
	var out []rule
	for _, r := range rules {
		if math.Abs(r.at-at) <= sameLine {
			out = append(out, r)
		}
	}
	return out
}

// covered reports whether lines fill most of the stretch between two positions.
func covered(lines []rule, from, to float64) bool {
	filled := 0.0
	for _, r := range lines {
		filled += max(0, min(r.to, to)-max(r.from, from))
	}
	return filled >= 0.6*(to-from)
}

// makeCells numbers the joined fields. A joined shape that is no rectangle, because a piece of line is
// missing, falls into the rectangles of its rows.
func (g *grid) makeCells(parent []int) {
	cols, rows := g.cols(), g.rows()
	g.owner = make([]int, cols*rows)
	for i := range g.owner {
		g.owner[i] = -1
	}
	for r := range rows {
		for c := range cols {
			if g.owner[r*cols+c] >= 0 {
				continue
			}
			root := find(parent, r*cols+c)
			free := func(r, c int) bool { return g.owner[r*cols+c] < 0 && find(parent, r*cols+c) == root }
			c1 := c + 1
			for c1 < cols && free(r, c1) {
				c1++
			}
			r1 := r + 1
			for r1 < rows && rowFree(free, r1, c, c1, cols) {
				r1++
			}
			for y := r; y < r1; y++ {
				for x := c; x < c1; x++ {
					g.owner[y*cols+x] = len(g.cells)
				}
			}
			g.cells = append(g.cells, gridCell{r, r1, c, c1})
		}
	}
}

// rowFree reports whether row r continues the rectangle from c0 to c1 and does not reach beyond it.
func rowFree(free func(r, c int) bool, r, c0, c1, cols int) bool {
	for c := c0; c < c1; c++ {
		if !free(r, c) {
			return false
		}
	}
	return (c0 == 0 || !free(r, c0-1)) && (c1 == cols || !free(r, c1))
}

// outermost drops tables that lie within a cell of another: their text belongs to that cell.
func outermost(grids []*grid) []*grid {
	var out []*grid
	for _, g := range grids {
		inside := false
		for _, o := range grids {
			b := g.box()
			inside = inside || o != g && o.box().holds(b.x0, b.y0, 1) && o.box().holds(b.x1, b.y1, 1)
		}
		if !inside {
			out = append(out, g)
		}
	}
	return out
}

// cellAt is the cell at a point, -1 outside the table.
func (g *grid) cellAt(x, y float64) int {
	if !g.box().holds(x, y, 0) {
		return -1
	}
	c := clamp(sort.SearchFloat64s(g.xs, x)-1, 0, g.cols()-1)
	r := clamp(sort.SearchFloat64s(g.ys, y)-1, 0, g.rows()-1)
	return g.owner[r*g.cols()+c]
}

func (g *grid) cellBox(i int) rect {
	c := g.cells[i]
	return rect{g.xs[c.c0], g.ys[c.r0], g.xs[c.c1], g.ys[c.r1]}
}
