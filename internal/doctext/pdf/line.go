package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// chunk is glyphs that stand close together on one baseline, in the order in which they were shown.
type chunk struct {
	glyphs  []glyph
	x0, x1  float64
	y, size float64
}

// row is chunks side by side on (nearly) one baseline, from left to right.
type row struct {
	chunks []chunk
	x0, x1 float64
	y      float64
	size   float64
}

func (r *row) top() float64    { return r.y - 0.75*r.size }
func (r *row) bottom() float64 { return r.y + 0.2*r.size }

// line is a visual line of text.
type line struct {
	page       int
	x0, x1     float64
	y, size    float64
	parts      []part
	text       string  // set by settle
	first      float64 // width of its first word
	bold       bool    // all of it
	italic     bool
	startsBold bool
	endsBold   bool
	turned     bool
}

func (l *line) settle() {
	if l.parts != nil {
		l.text, l.parts = readable(l.parts), nil
	}
}

func (l *line) box() rect {
	return rect{l.x0, l.y - 0.8*l.size, l.x1, l.y + 0.22*l.size}
}

// wideGap is the space, in ems, beyond which two neighbours are not simply words of one line.
const wideGap = 0.8

// chunksOf joins glyphs in the order in which they were shown. Spaces only stand inside chunks.
func chunksOf(glyphs []glyph) []chunk {
	var out []chunk
	for _, g := range glyphs {
		n := len(out)
		switch {
		case g.blank:
			if n > 0 && math.Abs(g.y-out[n-1].y) < 0.5 && math.Abs(g.x0-out[n-1].x1) < 4*g.size {
				out[n-1].glyphs = append(out[n-1].glyphs, g)
			}
		case n > 0 && attach(&out[n-1], g):
		case n > 0 && follows(&out[n-1], g):
			c := &out[n-1]
			c.glyphs = append(c.glyphs, g)
			c.x1, c.size = max(c.x1, g.x1), max(c.size, g.size)
		default:
			out = append(out, chunk{glyphs: []glyph{g}, x0: g.x0, x1: g.x1, y: g.y, size: g.size})
		}
	}
	return out
}

// attach adds a combining mark that was shown as a glyph of its own to its letter.
func attach(c *chunk, g glyph) bool {
	r, _ := utf8.DecodeRuneInString(g.text)
	last := &c.glyphs[len(c.glyphs)-1]
	if !unicode.Is(unicode.Mn, r) || math.Abs(g.y-c.y) > g.size || math.Abs(g.x0-last.x1) > g.size {
		return false
	}
	last.text += g.text
	return true
}

func follows(c *chunk, g glyph) bool {
	return math.Abs(g.y-c.y) <= 0.04*g.size+0.05 &&
		g.x0 >= c.x1-0.4*g.size && g.x0 <= c.x1+wideGap*max(g.size, c.size) &&
		g.size <= 1.5*c.size && c.size <= 1.5*g.size
}

// rowsOf sorts chunks into rows from top to bottom.
func rowsOf(glyphs []glyph) []row {
	chunks := chunksOf(glyphs)
	slices.SortStableFunc(chunks, func(a, b chunk) int { return compare(a.y, b.y) })
	var rows []row
	for _, c := range chunks {
		n := len(rows)
		if n > 0 && c.y-rows[n-1].y <= 0.25*min(c.size, rows[n-1].size) {
			rows[n-1].chunks = append(rows[n-1].chunks, c)
			rows[n-1].size = max(rows[n-1].size, c.size)
			continue
		}
		rows = append(rows, row{chunks: []chunk{c}, y: c.y, size: c.size})
	}
	for i := range rows {
		rows[i].arrange()
	}
	return raiseScripts(rows)
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// arrange sorts a row's chunks from left to right and drops what was painted twice for boldness.
func (r *row) arrange() {
	slices.SortStableFunc(r.chunks, func(a, b chunk) int { return compare(a.x0, b.x0) })
	kept := r.chunks[:1]
	for _, c := range r.chunks[1:] {
		last := &kept[len(kept)-1]
		if math.Abs(c.x0-last.x0) < 0.15*c.size && c.letters() == last.letters() {
			for i := range last.glyphs {
				last.glyphs[i].bold = true
			}
			continue
		}
		kept = append(kept, c)
	}
	r.chunks = kept
	r.measure()
}

func (r *row) measure() {
	r.x0, r.x1 = math.Inf(1), math.Inf(-1)
	widest := -1.0
	for _, c := range r.chunks {
		r.x0, r.x1 = min(r.x0, c.x0), max(r.x1, c.x1)
		if w := c.x1 - c.x0; w > widest { // the longest piece says where the row stands
			widest, r.y = w, c.y
		}
	}
}

func (c *chunk) letters() string {
	var b strings.Builder
	for _, g := range c.glyphs {
		if !g.blank {
			b.WriteString(g.text)
		}
	}
	return b.String()
}

// raiseScripts puts rows of small raised or lowered signs into the line they belong to.
func raiseScripts(rows []row) []row {
	var out []row
	taken := make([]bool, len(rows))
	for i := range rows {
		for j := max(0, i-1); j <= min(len(rows)-1, i+1); j++ {
			if i != j && !taken[i] && !taken[j] && isScript(&rows[i], &rows[j]) {
				rows[j].chunks = append(rows[j].chunks, rows[i].chunks...)
				y := rows[j].y
				rows[j].arrange()
				rows[j].y = y
				taken[i] = true
			}
		}
	}
	for i := range rows {
		if !taken[i] {
			out = append(out, rows[i])
		}
	}
	return out
}

func isScript(small, big *row) bool {
	if small.size > 0.8*big.size || small.y < big.y-0.6*big.size || small.y > big.y+0.35*big.size {
		return false
	}
	for _, c := range small.chunks {
		touches := false
		for _, d := range big.chunks {
			touches = touches || c.x0 <= d.x1+0.4*big.size && c.x1 >= d.x0-0.4*big.size
		}
		if !touches {
			return false
		}
	}
	return true
}

// lineOf writes the chunks of a row as one line. Letters that a font lacks are often shown later, in
// another font, into the gaps left for them; sorting by place brings them home.
func lineOf(r *row, page int) *line {
	n := 0
	for _, c := range r.chunks {
		n += len(c.glyphs)
	}
	glyphs := make([]glyph, 0, n)
	for _, c := range r.chunks {
		glyphs = append(glyphs, c.glyphs...)
	}
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return compare(a.x0, b.x0) })
	return compose(glyphs, page, r.y)
}

// compose finds the spaces between glyphs and what the line looks like.
func compose(glyphs []glyph, page int, y float64) *line {
	words := wordsOf(glyphs)
	l := &line{page: page, x0: math.Inf(1), x1: math.Inf(-1), y: y}
	sizes := map[float64]int{}
	for _, w := range words {
		for _, g := range w {
			l.x0, l.x1 = min(l.x0, g.x0), max(l.x1, g.x1)
			sizes[math.Round(g.size*10)/10]++
		}
	}
	l.write(words)
	l.weigh(words)
	first := words[0]
	l.first = first[len(first)-1].x1 - l.x0
	most := 0
	for size, n := range sizes {
		if n > most || n == most && size > l.size {
			l.size, most = size, n
		}
	}
	return l
}

// wordsOf cuts glyphs at spaces that were shown and at gaps as wide as one. It moves the visible ones
// together; the words are pieces of the same array.
func wordsOf(glyphs []glyph) [][]glyph {
	limit := spaceLimit(glyphs)
	var out [][]glyph
	spaced, start, n := false, 0, 0
	for _, g := range glyphs {
		if g.blank {
			spaced = true
			continue
		}
		if n > 0 {
			last := &glyphs[n-1]
			if spaced && g.x0 > last.x1-0.1*g.size || g.x0-last.x1 > limit*g.size {
				out = append(out, glyphs[start:n])
				start = n
			}
		}
		glyphs[n] = g
		n++
		spaced = false
	}
	return append(out, glyphs[start:n])
}

// write makes the parts of the line, one for each stretch in the same font.
func (l *line) write(words [][]glyph) {
	var text []byte
	var in *font
	flush := func() {
		if len(text) > 0 {
			l.parts = append(l.parts, part{in, string(text)})
			in.observe(string(text))
			text = text[:0]
		}
	}
	for i, w := range words {
		for k, g := range w {
			if g.font != in {
				flush()
				in = g.font
			}
			if i > 0 && k == 0 {
				text = append(text, ' ')
			}
			text = append(text, g.text...)
		}
	}
	flush()
}

// weigh decides weight and slant by words: where a font lacks letters, writers borrow these from another
// that may not be bold. One or two letters alone have no say.
func (l *line) weigh(words [][]glyph) {
	l.bold, l.italic = true, true
	said := false
	for _, w := range words {
		bold, italic := 0, 0
		for _, g := range w {
			if g.bold {
				bold++
			}
			if g.italic {
				italic++
			}
		}
		if len(w) < 3 && 2*bold < len(w) && len(words) > 1 {
			continue
		}
		isBold := 2*bold >= len(w)
		if !said {
			l.startsBold = isBold
		}
		said = true
		l.endsBold = isBold
		l.bold, l.italic = l.bold && isBold, l.italic && 2*italic >= len(w)
	}
	l.bold, l.italic = l.bold && said, l.italic && said
}

// spaceLimit is the gap, in ems, that counts as a space. Where the writer shows spaces itself gaps say
// little; in letter-spaced text the usual gap is no space.
func spaceLimit(glyphs []glyph) float64 {
	spaces := 0
	var gaps []float64
	for i := 1; i < len(glyphs); i++ {
		if glyphs[i].blank {
			spaces++
			continue
		}
		if !glyphs[i-1].blank {
			gaps = append(gaps, (glyphs[i].x0-glyphs[i-1].x1)/glyphs[i].size)
		}
	}
	limit := 0.15
	if spaces > 0 && len(glyphs)/spaces < 15 {
		limit = 0.3
	}
	if len(gaps) < 5 {
		return limit
	}
	slices.Sort(gaps)
	if usual := gaps[len(gaps)/2]; usual > 0.08 {
		limit = usual + 0.2
	}
	return limit
}

// turnedLine is a rotated run as a line of its own, standing where its box is.
func turnedLine(t turned, page int) *line {
	l := compose(t.glyphs, page, t.box.y0)
	l.first, l.turned = l.x1-l.x0, true
	l.x0, l.x1, l.y = t.box.x0, t.box.x1, t.box.y0+0.8*l.size
	return l
}
