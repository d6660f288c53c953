package official

// Figures are found by the words around them. First both texts are laid side by side in order; what was moved
// elsewhere is then looked for line by line in what is left.

const (
	figureCells  = 4 << 20  // of one table of the first step; larger gaps wait for the second
	figureBudget = 80 << 20 // cells of the second step in all
	figureReach  = 6        // how far from a figure the words are that vouch for it
)

// How much a pair of words is worth. A figure that kept its value is worth most, because in a row of a table
// names that are broken over lines stand between the numbers.
const (
	worthWord    = 2
	worthFigure  = 5
	worthChanged = 3
	worthGap     = -1 // of the second step
)

// matchFigures finds the word of text that stands where each figure of page stood; -1: none.
func matchFigures(page, text figurePage) []int {
	m := figureMatcher{page: page, text: text, to: make([]int, len(page.words)), taken: make([]bool, len(text.words))}
	for i := range m.to {
		m.to[i] = -1
	}
	m.inOrder()
	m.doubt()
	m.moved()
	at := make([]int, len(page.slots))
	for i, w := range page.slots {
		at[i] = m.to[w]
	}
	return at
}

type figureMatcher struct {
	page, text figurePage
	to         []int // the word of text for each word of page; -1: none
	taken      []bool
}

func (m *figureMatcher) pair(i, j int) { m.to[i], m.taken[j] = j, true }

func (m *figureMatcher) part(i int) { m.taken[m.to[i]], m.to[i] = false, -1 }

// worth is what pairing two words is worth; 0: they are not paired.
func (m *figureMatcher) worth(i, j int) int {
	a, b := &m.page.words[i], &m.text.words[j]
	switch {
	case a.slot && a.same(*b):
		return worthFigure
	case a.slot && a.kind == numberWord && b.kind == numberWord:
		return worthChanged
	case !a.slot && a.same(*b):
		return worthWord
	}
	return 0
}

// inOrder pairs runs of words that stand once in both texts and fills what is between them.
func (m *figureMatcher) inOrder() {
	fromI, fromJ := 0, 0
	for _, a := range m.anchors() {
		m.fill(fromI, a.i, fromJ, a.j)
		for k := range anchorWords {
			m.pair(a.i+k, a.j+k)
		}
		fromI, fromJ = a.i+anchorWords, a.j+anchorWords
	}
	m.fill(fromI, len(m.page.words), fromJ, len(m.text.words))
}

const anchorWords = 4

type figureAnchor struct{ i, j int }

// anchors are the runs of words, without figures, that stand once in both texts, as many as keep their order
// and do not overlap.
func (m *figureMatcher) anchors() []figureAnchor {
	where := func(words []figureWord) map[[anchorWords]string]int {
		found := make(map[[anchorWords]string]int)
		for i := range len(words) - anchorWords + 1 {
			key, ok := anchorAt(words, i)
			if !ok {
				continue
			}
			if _, twice := found[key]; twice {
				found[key] = -1
				continue
			}
			found[key] = i
		}
		return found
	}
	there := where(m.text.words)
	var all []figureAnchor
	here := where(m.page.words)
	for i := range len(m.page.words) - anchorWords + 1 {
		key, ok := anchorAt(m.page.words, i)
		if !ok || here[key] < 0 {
			continue
		}
		if j, ok := there[key]; ok && j >= 0 {
			all = append(all, figureAnchor{i, j})
		}
	}
	return apart(rising(all))
}

func anchorAt(words []figureWord, i int) (key [anchorWords]string, ok bool) {
	for k := range anchorWords {
		if words[i+k].slot {
			return key, false
		}
		key[k] = words[i+k].value
	}
	return key, true
}

// rising is the longest part of a list, ordered by i, in which j grows too.
func rising(all []figureAnchor) []figureAnchor {
	var ends []int // of the best run of each length, its last member
	before := make([]int, len(all))
	for n, a := range all {
		low, high := 0, len(ends)
		for low < high {
			mid := (low + high) / 2
			if all[ends[mid]].j < a.j {
				low = mid + 1
			} else {
				high = mid
			}
		}
		before[n] = -1
		if low > 0 {
			before[n] = ends[low-1]
		}
		if low == len(ends) {
			ends = append(ends, n)
		} else {
			ends[low] = n
		}
	}
	if len(ends) == 0 {
		return nil
	}
	run := make([]figureAnchor, len(ends))
	for n, k := ends[len(ends)-1], len(ends)-1; k >= 0; n, k = before[n], k-1 {
		run[k] = all[n]
	}
	return run
}

// apart leaves out anchors that overlap the one before.
func apart(all []figureAnchor) []figureAnchor {
	kept := all[:0]
	for _, a := range all {
		if n := len(kept); n == 0 || a.i >= kept[n-1].i+anchorWords && a.j >= kept[n-1].j+anchorWords {
			kept = append(kept, a)
		}
	}
	return kept
}

// fill pairs the words between two anchors so that they are worth most.
func (m *figureMatcher) fill(fromI, toI, fromJ, toJ int) {
	rows, cols := toI-fromI, toJ-fromJ
	if rows <= 0 || cols <= 0 || rows > figureCells/cols {
		return
	}
	g := newFigureGrid(rows, cols)
	for i := 1; i <= rows; i++ {
		for j := 1; j <= cols; j++ {
			g.step(i, j, m.worth(fromI+i-1, fromJ+j-1), 0)
		}
	}
	for i, j := rows, cols; i > 0 && j > 0; {
		switch g.way[i*(cols+1)+j] {
		case figurePair:
			m.pair(fromI+i-1, fromJ+j-1)
			i, j = i-1, j-1
		case figureUp:
			i--
		default:
			j--
		}
	}
}

// figureGrid is the table in which the best pairing grows, row by row.
type figureGrid struct {
	cols      int
	last, now []int32
	way       []byte
	row       int
}

const (
	figureLeft byte = iota
	figureUp
	figurePair
	figureStop
)

func newFigureGrid(rows, cols int) *figureGrid {
	return &figureGrid{cols: cols, last: make([]int32, cols+1), now: make([]int32, cols+1), way: make([]byte, (rows+1)*(cols+1)), row: 1}
}

// step computes a place from its neighbours; cells are visited in the order of rows.
func (g *figureGrid) step(i, j, worth, gap int) int32 {
	if i != g.row {
		g.last, g.now, g.row = g.now, g.last, i
		g.now[0] = 0
	}
	best, way := g.now[j-1]+int32(gap), figureLeft
	if up := g.last[j] + int32(gap); up > best {
		best, way = up, figureUp
	}
	if worth > 0 {
		if with := g.last[j-1] + int32(worth); with > best {
			best, way = with, figurePair
		}
	}
	if gap < 0 && best <= 0 {
		best, way = 0, figureStop
	}
	g.now[j], g.way[i*(g.cols+1)+j] = best, way
	return best
}

// doubt parts figures from numbers that the words around do not vouch for.
func (m *figureMatcher) doubt() {
	vouched := make([]bool, len(m.to))
	for i, w := range m.page.words {
		vouched[i] = !w.slot && m.to[i] >= 0
	}
	for again := true; again; {
		again = false
		for _, i := range m.page.slots {
			if m.to[i] >= 0 && !vouched[i] && m.vouch(i, vouched) {
				vouched[i], again = true, true
			}
		}
	}
	for _, i := range m.page.slots {
		if m.to[i] >= 0 && !vouched[i] {
			m.part(i)
		}
	}
}

// vouch reports whether a figure and what stands near it agree with its number and what stands near that. Two
// signs are wanted, or all that its line has: a word near both, a figure that was vouched for or kept its value
// at the same distance, its own value unchanged.
func (m *figureMatcher) vouch(i int, vouched []bool) bool {
	signs, room := 0, 0
	if m.kept(i) {
		signs++
	}
	for k := max(0, i-figureReach); k <= min(len(m.to)-1, i+figureReach); k++ {
		if k == i || m.page.words[k].line != m.page.words[i].line {
			continue
		}
		room++
		apart := m.to[k] - m.to[i]
		if vouched[k] && abs(apart) <= 2*figureReach || m.kept(k) && apart == k-i {
			signs++
		}
	}
	return signs >= min(2, room)
}

// kept: a figure stands with the value it had.
func (m *figureMatcher) kept(i int) bool {
	return m.to[i] >= 0 && m.page.words[i].slot && m.page.words[i].same(m.text.words[m.to[i]])
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// moved looks for the lines of figures that have no place yet in what is left of the issued text.
func (m *figureMatcher) moved() {
	budget := figureBudget
	done := map[int]bool{}
	for _, i := range m.page.slots {
		line := m.page.words[i].line
		if m.to[i] >= 0 || done[line] {
			continue
		}
		done[line] = true
		from, to := i, i+1
		for from > 0 && m.page.words[from-1].line == line {
			from--
		}
		for to < len(m.page.words) && m.page.words[to].line == line {
			to++
		}
		budget -= (to - from) * len(m.text.words)
		if budget < 0 {
			return
		}
		m.look(from, to)
	}
	m.doubt()
}

// look finds the stretch of free words in the issued text that is most like a line of the paper.
func (m *figureMatcher) look(from, to int) {
	rows, cols := to-from, len(m.text.words)
	if cols == 0 || rows > figureBudget/cols {
		return
	}
	g := newFigureGrid(rows, cols)
	bestI, bestJ, best := 0, 0, int32(0)
	for i := 1; i <= rows; i++ {
		for j := 1; j <= cols; j++ {
			worth := 0
			if m.to[from+i-1] < 0 && !m.taken[j-1] {
				worth = m.worth(from+i-1, j-1)
			}
			if score := g.step(i, j, worth, worthGap); score > best {
				bestI, bestJ, best = i, j, score
			}
		}
	}
	for i, j := bestI, bestJ; i > 0 && j > 0; {
		switch g.way[i*(cols+1)+j] {
		case figurePair:
			m.pair(from+i-1, j-1)
			i, j = i-1, j-1
		case figureUp:
			i--
		case figureLeft:
			j--
		default:
			return
		}
	}
}
