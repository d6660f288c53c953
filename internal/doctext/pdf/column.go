package pdf

import (
	"math"
	"slices"
	"strings"
)

// block is lines that are read one after the other: the body of a page, one of its columns, or a cell.
type block struct {
	lines       []*line
	left, right float64 // where lines may begin and end
	side        bool    // one of several columns side by side
}

// band is rows that overlap in height, as those of two columns with different line spacing do.
type band struct {
	rows        []row
	top, bottom float64
	x0, x1      float64
	size        float64
	gaps        []gap // wide empty stretches between its pieces
}

type gap struct{ x0, x1 float64 }

// maxColumns bounds what is taken for columns side by side.
const maxColumns = 12

func (g gap) width() float64 { return g.x1 - g.x0 }

// bandsOf groups rows, which come from top to bottom.
func bandsOf(rows []row) []band {
	sorted := slices.Clone(rows)
	slices.SortStableFunc(sorted, func(a, b row) int { return compare(a.top(), b.top()) })
	var out []band
	for _, r := range sorted {
		if n := len(out); n > 0 && r.top() < out[n-1].bottom-0.05*r.size {
			b := &out[n-1]
			b.rows = append(b.rows, r)
			b.bottom, b.size = max(b.bottom, r.bottom()), max(b.size, r.size)
			b.x0, b.x1 = min(b.x0, r.x0), max(b.x1, r.x1)
			continue
		}
		out = append(out, band{rows: []row{r}, top: r.top(), bottom: r.bottom(), x0: r.x0, x1: r.x1, size: r.size})
	}
	for i := range out {
		out[i].findGaps()
	}
	return out
}

// findGaps looks at the shadow that all rows of the band cast on the x axis. A justified line stretched
// over its width has many alike gaps and none that parts columns.
func (b *band) findGaps() {
	var pieces []chunk
	for _, r := range b.rows {
		pieces = append(pieces, r.chunks...)
	}
	slices.SortFunc(pieces, func(a, c chunk) int { return compare(a.x0, c.x0) })
	end, widest, least := math.Inf(1), 0.0, math.Inf(1)
	for _, p := range pieces {
		if p.x0-end >= 0.7*b.size {
			g := gap{end, p.x0}
			b.gaps = append(b.gaps, g)
			widest, least = max(widest, g.width()), min(least, g.width())
		}
		if math.IsInf(end, 1) || p.x1 > end {
			end = p.x1
		}
	}
	if len(b.gaps) >= 3 && widest < 2*least || len(b.gaps) > maxColumns {
		b.gaps = nil
	}
}

// region is neighbouring bands with one gutter running through all of them.
type region struct {
	bands  []band
	gutter gap
	two    int     // bands with something on both sides
	widest float64 // widest gap at the gutter, in ems
}

// blocksOf cuts rows into blocks in reading order: where a gutter parts neighbouring bands into columns,
// the left column is read before the right one.
func blocksOf(rows []row, page int) []block {
	bands := bandsOf(rows)
	var out []block
	var open block
	for i := 0; i < len(bands); {
		r, ok := bestRegion(bands, i)
		if !ok {
			open.add(bands[i], page)
			i++
			continue
		}
		if len(open.lines) > 0 {
			out = append(out, open)
			open = block{}
		}
		left, right := r.sides()
		for _, side := range [][]row{left, right} {
			for _, b := range blocksOf(side, page) {
				b.side = true
				out = append(out, b)
			}
		}
		i += len(r.bands)
	}
	if len(open.lines) > 0 {
		out = append(out, open)
	}
	for i := range out {
		out[i].measure()
	}
	return out
}

func (b *block) add(from band, page int) {
	slices.SortStableFunc(from.rows, func(a, c row) int { return compare(a.y, c.y) })
	for i := range from.rows {
		b.lines = append(b.lines, lineOf(&from.rows[i], page))
	}
}

func (b *block) measure() {
	b.left, b.right = math.Inf(1), math.Inf(-1)
	for _, l := range b.lines {
		b.left, b.right = min(b.left, l.x0), max(b.right, l.x1)
	}
}

// bestRegion tries every gap of band i as a gutter and takes the one that parts the most bands.
func bestRegion(bands []band, i int) (best region, ok bool) {
	for _, g := range bands[i].gaps {
		r := grow(bands, i, g)
		if r.isColumns() && (!ok || r.two > best.two || r.two == best.two && r.widest > best.widest) {
			best, ok = r, true
		}
	}
	return best, ok
}

// grow extends a gutter downwards as far as it stays empty.
func grow(bands []band, i int, g gap) region {
	r := region{gutter: g}
	last := i
	for j := i; j < len(bands); j++ {
		b := &bands[j]
		if j > i && b.top-bands[j-1].bottom > 6*b.size {
			break
		}
		next, two, ok := b.narrow(r.gutter)
		if !ok {
			break
		}
		r.gutter = next
		if two > 0 {
			r.two++
			r.widest = max(r.widest, two)
			last = j
		}
	}
	for last+1 < len(bands) && r.continues(bands, i, last+1) {
		last++
	}
	r.bands = bands[i : last+1]
	return r
}

// narrow is what stays of a gutter beside band b; two is the width of the band's own gap, in ems, if it
// has text on both sides.
func (b *band) narrow(g gap) (left gap, two float64, ok bool) {
	need := 0.7 * b.size
	if b.x1 <= g.x1-need {
		return gap{max(g.x0, b.x1), g.x1}, 0, true
	}
	if b.x0 >= g.x0+need {
		return gap{g.x0, min(g.x1, b.x0)}, 0, true
	}
	for _, own := range b.gaps {
		common := gap{max(g.x0, own.x0), min(g.x1, own.x1)}
		if common.width() >= need {
			return common, own.width() / b.size, true
		}
	}
	return g, 0, false
}

// continues reports whether band j, on one side only, still belongs to the columns above it.
func (r *region) continues(bands []band, first, j int) bool {
	b := &bands[j]
	if _, _, ok := b.narrow(r.gutter); !ok {
		return false
	}
	left := b.x1 <= r.gutter.x1
	for k := j - 1; k >= first; k-- {
		above := &bands[k]
		if left {
			x0, x1 := above.leftOf(r.gutter)
			if math.IsInf(x0, 0) {
				continue
			}
			near := b.top-above.bottom < 1.6*b.size
			return near && (math.Abs(b.x0-x0) < 1.5*b.size || math.Abs(b.x0+b.x1-x0-x1) < 2*b.size)
		}
		if !math.IsInf(above.rightOf(r.gutter), 0) {
			return b.top-bands[j-1].bottom < b.size
		}
	}
	return false
}

func (b *band) leftOf(g gap) (x0, x1 float64) {
	x0, x1 = math.Inf(1), math.Inf(-1)
	for _, r := range b.rows {
		for _, c := range r.chunks {
			if c.x1 <= g.x0+0.1 {
				x0, x1 = min(x0, c.x0), max(x1, c.x1)
			}
		}
	}
	return x0, x1
}

func (b *band) rightOf(g gap) float64 {
	x0 := math.Inf(1)
	for _, r := range b.rows {
		for _, c := range r.chunks {
			if c.x0 >= g.x1-0.1 {
				x0 = min(x0, c.x0)
			}
		}
	}
	return x0
}

// isColumns tells columns from list markers set off by a tab, from labels with their values, from the
// rows of a table without lines, and from chance.
func (r *region) isColumns() bool {
	markers, labels, lonely, many := true, true, false, 0
	rowsOver := false
	for i := range r.bands {
		b := &r.bands[i]
		rowsOver = rowsOver || len(b.rows) > 1
		if b.x1 <= r.gutter.x1 {
			lonely = true
		}
		if len(b.gaps) >= 2 {
			many++
		}
		left := b.leftText(r.gutter)
		if left == "" || math.IsInf(b.rightOf(r.gutter), 0) {
			continue
		}
		markers = markers && isMarker(left)
		labels = labels && strings.HasSuffix(left, ":")
	}
	if markers || labels && !lonely {
		return false
	}
	if r.two >= 2 && many == r.two && !rowsOver {
		return false
	}
	switch {
	case r.two == 1:
		return r.widest >= 3 || rowsOver && r.widest >= 1.5
	default:
		return r.widest >= 1.5
	}
}

func (b *band) leftText(g gap) string {
	var out strings.Builder
	for _, r := range b.rows {
		for _, c := range r.chunks {
			if c.x1 <= g.x0+0.1 {
				out.WriteString(c.letters())
			}
		}
	}
	return out.String()
}

// sides parts the rows of a region at its gutter.
func (r *region) sides() (left, right []row) {
	middle := (r.gutter.x0 + r.gutter.x1) / 2
	for _, b := range r.bands {
		for _, whole := range b.rows {
			var a, c row
			for _, piece := range whole.chunks {
				if piece.x1 <= middle {
					a.chunks = append(a.chunks, piece)
				} else {
					c.chunks = append(c.chunks, piece)
				}
			}
			left, right = appendRow(left, a), appendRow(right, c)
		}
	}
	return left, right
}

func appendRow(rows []row, r row) []row {
	if len(r.chunks) == 0 {
		return rows
	}
	for _, c := range r.chunks {
		r.size = max(r.size, c.size)
	}
	r.measure()
	return append(rows, r)
}
