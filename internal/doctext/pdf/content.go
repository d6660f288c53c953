package pdf

import (
	"bytes"
	"math"
	"unicode/utf16"
)

// glyph is one shown character, upright, in points from the top left corner of its page.
type glyph struct {
	x0, x1 float64 // from its origin to where the next one begins
	y      float64 // baseline
	size   float64
	text   string // as the font says, not yet decoded
	font   *font
	bold   bool
	italic bool
	blank  bool // a space: it parts words and takes no room
}

// turned is text that does not run from left to right: a rotated heading cell, a watermark.
type turned struct {
	box    rect
	dir    point // unit vector in which it runs
	glyphs []glyph
}

// rule is a straight horizontal or vertical line, or a filled bar so thin that it looks like one.
type rule struct {
	across   bool // horizontal
	at       float64
	from, to float64
}

// drawing is what a page's content streams show.
type drawing struct {
	glyphs  []glyph
	turned  []turned
	rules   []rule
	visible int     // characters that are not spaces
	blind   int     // of these, characters nobody can name
	picture float64 // area of the pictures on the page
}

const (
	maxGlyphs = 200_000 // of a page
	maxRules  = 60_000  // of a page; a page with more is a map, not a table
	maxPoints = 20_000  // of a path
	maxStack  = 256     // operands and saved states
)

// state is the graphics state, as far as text and rules need it.
type state struct {
	ctm                 matrix
	clip                rect
	font                *font
	size                float64
	charSpace, wordBase float64
	stretch, leading    float64
	rise                float64
	mode                int
}

// painter interprets content streams.
type painter struct {
	f         *file
	out       *drawing
	state     state
	saved     []state
	text      matrix
	line      matrix
	operands  []token
	list      []token // of the TJ array being read
	paths     [][]point
	points    int
	clipNext  bool
	marks     []mark
	fonts     map[name]*font
	resources dict
	depth     int
	steps     int
}

// mark is an open marked-content sequence that may carry its text.
type mark struct {
	actual string
	start  int
}

// draw interprets the contents of a page.
func (f *file) draw(p page) *drawing {
	out := &drawing{glyphs: f.scratch[:0]} // one page after the other: nobody keeps the glyphs of the last
	pt := &painter{f: f, out: out, resources: p.resources, fonts: map[name]*font{}}
	pt.state = state{ctm: p.view, clip: rect{0, 0, p.width, p.height}, stretch: 1}
	pt.text, pt.line = identity, identity
	pt.run(f.contents(p.dict["Contents"]))
	f.scratch = out.glyphs
	return out
}

// contents joins the content streams of a page; a token may not span two, so a space parts them.
func (f *file) contents(v any) []byte {
	if s, ok := f.resolve(v).(*stream); ok {
		return f.inflate(s)
	}
	var out []byte
	for _, part := range f.array(v) {
		if s, ok := f.resolve(part).(*stream); ok && f.refusal == nil {
			out = append(out, f.inflate(s)...)
			out = append(out, '\n')
		}
	}
	return out
}

func (p *painter) run(data []byte) {
	in := parser{lexer: lexer{data: data}, spend: p.f.spend}
	floor := len(p.saved)
	inList := false
	for {
		t := in.next()
		switch t.kind {
		case endOfData:
			p.saved = p.saved[:min(floor, len(p.saved))]
			return
		case openArray:
			inList, p.list = true, p.list[:0]
		case closeArray:
			inList = false
		case openDict:
			d := in.dict(0)
			p.openDict(d)
		case keyword:
			inList = false
			if !p.step() {
				return
			}
			if string(t.bytes) == "BI" {
				skipInlineImage(&in.lexer)
				p.picture(p.state.ctm)
			} else {
				p.do(string(t.bytes))
			}
			p.operands = p.operands[:0]
		default:
			if inList {
				p.list = append(p.list, t)
			} else if len(p.operands) < maxStack {
				p.operands = append(p.operands, t)
			}
		}
	}
}

// step lets the caller's patience and the limits stop a long drawing.
func (p *painter) step() bool {
	p.steps++
	if p.steps%1024 == 0 && p.f.ctx.Err() != nil {
		p.f.refuse(p.f.ctx.Err())
	}
	return p.f.refusal == nil
}

func skipInlineImage(l *lexer) {
	i := bytes.Index(l.data[l.pos:], []byte("ID"))
	if i < 0 {
		l.pos = len(l.data)
		return
	}
	l.pos += i + 2
	for {
		i := bytes.Index(l.data[l.pos:], []byte("EI"))
		if i < 0 {
			l.pos = len(l.data)
			return
		}
		end := l.pos + i
		l.pos = end + 2
		if isSpace(l.data[end-1]) && (l.pos == len(l.data) || isSpace(l.data[l.pos])) {
			return
		}
	}
}

// n is the i-th operand as a number.
func (p *painter) n(i int) float64 {
	if i < len(p.operands) && p.operands[i].kind == number {
		return p.operands[i].num
	}
	return 0
}

func (p *painter) matrix() matrix {
	return matrix{p.n(0), p.n(1), p.n(2), p.n(3), p.n(4), p.n(5)}
}

// firstName is the name that an operator such as Tf or Do was given.
func (p *painter) firstName() name {
	if len(p.operands) > 0 && p.operands[0].kind == nameToken {
		return name(p.operands[0].bytes)
	}
	return ""
}

func (p *painter) lastString() []byte {
	if n := len(p.operands); n > 0 && p.operands[n-1].kind == stringToken {
		return p.operands[n-1].bytes
	}
	return nil
}

func (p *painter) do(op string) {
	switch op {
	case "q":
		if len(p.saved) < maxStack {
			p.saved = append(p.saved, p.state)
		}
	case "Q":
		if n := len(p.saved); n > 0 {
			p.state, p.saved = p.saved[n-1], p.saved[:n-1]
		}
	case "cm":
		p.state.ctm = p.matrix().then(p.state.ctm)
	case "Do":
		p.object(p.firstName())
	case "gs":
		p.graphicsState(p.f.dict(p.f.dict(p.resources["ExtGState"])[p.firstName()]))
	case "BMC":
		p.open("")
	case "BDC":
		if len(p.operands) == 2 && p.operands[1].kind == nameToken {
			p.openDict(p.f.dict(p.f.dict(p.resources["Properties"])[name(p.operands[1].bytes)]))
		}
	case "DP":
		if n := len(p.marks); n > 0 && len(p.operands) < 2 { // a point, not a sequence: nothing is open
			p.marks = p.marks[:n-1]
		}
	case "EMC":
		p.closeMark()
	default:
		if !p.textOperator(op) {
			p.pathOperator(op)
		}
	}
}

func (p *painter) graphicsState(d dict) {
	if pair := p.f.array(d["Font"]); len(pair) == 2 {
		p.state.font, p.state.size = p.f.font(pair[0]), p.f.number(pair[1], 0)
	}
}

func (p *painter) open(actual string) {
	if len(p.marks) < maxStack {
		p.marks = append(p.marks, mark{actual, len(p.out.glyphs)})
	}
}

// openDict is the property list of a BDC operator, which follows at once.
func (p *painter) openDict(d dict) {
	actual, _ := p.f.resolve(d["ActualText"]).(text)
	p.open(textString(actual))
}

// closeMark replaces the few glyphs of a sequence by the text that the writer says they mean.
func (p *painter) closeMark() {
	n := len(p.marks)
	if n == 0 {
		return
	}
	m := p.marks[n-1]
	p.marks = p.marks[:n-1]
	if m.actual == "" || m.start >= len(p.out.glyphs) {
		return
	}
	covered := p.out.glyphs[m.start:]
	if len(covered) > 8 || len(m.actual) > 64 || covered[0].y != covered[len(covered)-1].y {
		return
	}
	covered[0].text = m.actual
	for _, g := range covered {
		covered[0].x0, covered[0].x1 = min(covered[0].x0, g.x0), max(covered[0].x1, g.x1)
	}
	p.out.glyphs = p.out.glyphs[:m.start+1]
}

// textString decodes a text string of a dictionary: UTF-16, UTF-8 or Latin.
func textString(s text) string {
	switch {
	case len(s) >= 2 && s[:2] == "\xfe\xff":
		return utf16Text([]byte(s[2:]))
	case len(s) >= 2 && s[:2] == "\xff\xfe":
		units := make([]uint16, 0, len(s)/2)
		for i := 2; i+1 < len(s); i += 2 {
			units = append(units, uint16(s[i])|uint16(s[i+1])<<8)
		}
		return string(utf16.Decode(units))
	case len(s) >= 3 && s[:3] == "\xef\xbb\xbf":
		return string(s[3:])
	}
	out := make([]rune, 0, len(s))
	for _, c := range []byte(s) {
		out = append(out, rune(c))
	}
	return string(out)
}

// object draws a form; a picture only counts with its area.
func (p *painter) object(n name) {
	s, ok := p.f.resolve(p.f.dict(p.resources["XObject"])[n]).(*stream)
	if !ok {
		return
	}
	if p.f.name(s.dict["Subtype"]) == "Image" {
		p.picture(p.state.ctm)
		return
	}
	if p.f.name(s.dict["Subtype"]) != "Form" || p.depth >= 16 || !p.f.count(64) {
		return
	}
	outer, resources, fonts := p.state, p.resources, p.fonts
	if m := p.f.numbers(s.dict["Matrix"], 6); m != nil {
		p.state.ctm = matrix(m).then(p.state.ctm)
	}
	if box := p.f.numbers(s.dict["BBox"], 4); box != nil {
		x0, y0, x1, y1 := ordered(box)
		p.state.clip = p.state.clip.and(boxOf(p.state.ctm, rect{x0, y0, x1, y1}))
	}
	if own := p.f.dict(s.dict["Resources"]); own != nil {
		p.resources, p.fonts = own, map[name]*font{}
	}
	operands, text, line := p.operands, p.text, p.line
	p.operands, p.paths = nil, nil
	p.depth++
	p.run(p.f.inflate(s))
	p.depth--
	p.state, p.resources, p.fonts = outer, resources, fonts
	p.operands, p.text, p.line = operands, text, line
}

func (p *painter) picture(m matrix) {
	box := boxOf(m, rect{0, 0, 1, 1}).and(p.state.clip)
	p.out.picture += max(0, box.x1-box.x0) * max(0, box.y1-box.y0)
}

func (p *painter) textOperator(op string) bool {
	s := &p.state
	switch op {
	case "BT":
		p.text, p.line = identity, identity
	case "ET":
	case "Tf":
		s.font, s.size = p.fontNamed(p.firstName()), p.n(1)
	case "Td":
		p.move(p.n(0), p.n(1))
	case "TD":
		s.leading = -p.n(1)
		p.move(p.n(0), p.n(1))
	case "Tm":
		p.line = p.matrix()
		p.text = p.line
	case "T*":
		p.move(0, -s.leading)
	case "Tc":
		s.charSpace = p.n(0)
	case "Tw":
		s.wordBase = p.n(0)
	case "Tz":
		s.stretch = p.n(0) / 100
	case "TL":
		s.leading = p.n(0)
	case "Ts":
		s.rise = p.n(0)
	case "Tr":
		s.mode = int(p.n(0))
	case "Tj":
		p.show(p.lastString())
	case "TJ":
		p.showList()
	case "'":
		p.move(0, -s.leading)
		p.show(p.lastString())
	case "\"":
		s.wordBase, s.charSpace = p.n(0), p.n(1)
		p.move(0, -s.leading)
		p.show(p.lastString())
	default:
		return false
	}
	return true
}

func (p *painter) fontNamed(n name) *font {
	if ft, ok := p.fonts[n]; ok {
		return ft
	}
	ft := p.f.font(p.f.dict(p.resources["Font"])[n])
	p.fonts[n] = ft
	return ft
}

func (p *painter) move(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.then(p.line)
	p.text = p.line
}

func (p *painter) showList() {
	for _, t := range p.list {
		switch t.kind {
		case stringToken:
			p.show(t.bytes)
		case number:
			p.advance(-t.num / 1000 * p.state.size * p.state.stretch)
		}
	}
	p.list = p.list[:0]
}

func (p *painter) advance(x float64) {
	p.text[4] += x * p.text[0]
	p.text[5] += x * p.text[1]
}

// show places the glyphs of a string.
func (p *painter) show(s []byte) {
	st := &p.state
	if st.font == nil {
		p.out.visible, p.out.blind = p.out.visible+len(s), p.out.blind+len(s)
		return
	}
	full := p.text.then(st.ctm)
	across := math.Hypot(full[0], full[1]) * st.stretch
	upright := math.Hypot(full[2], full[3])
	size := math.Abs(st.size) * upright
	bold := st.font.bold || st.mode == 2
	italic := st.font.italic || slanted(full)
	for len(s) > 0 {
		c, n := st.font.next(s)
		s = s[max(n, 1):]
		move := c.width*st.size + st.charSpace
		if c.space {
			move += st.wordBase
		}
		origin := p.text.then(st.ctm).at(0, st.rise)
		p.advance(move * st.stretch)
		if !finite(origin.x) || !finite(origin.y) || !finite(size) {
			continue
		}
		g := glyph{x0: origin.x, x1: origin.x + move*across, y: origin.y, size: size, text: c.text, font: st.font, bold: bold, italic: italic, blank: blank(c.text)}
		p.place(g, full, math.Abs(move*across))
	}
}

// slanted tells letters leaning to the right, by which some writers make their own italics.
func slanted(m matrix) bool {
	dot := m[0]*m[2] + m[1]*m[3]
	lengths := math.Hypot(m[0], m[1]) * math.Hypot(m[2], m[3])
	return lengths > 0 && math.Abs(dot/lengths) > 0.12
}

func finite(x float64) bool { return x > -1e7 && x < 1e7 }

func blank(s string) bool {
	for _, r := range s {
		if r != ' ' && r != '\u00a0' && r != '\t' && r != '\n' && r != '\r' && r != '\u3000' && (r < '\u2000' || r > '\u200b') {
			return false
		}
	}
	return s != unknown
}

// place keeps a glyph that is on the page and not clipped away.
func (p *painter) place(g glyph, full matrix, width float64) {
	length := math.Hypot(full[0], full[1])
	if len(p.out.glyphs) >= maxGlyphs || length == 0 || g.size < 0.5 {
		return
	}
	dir := point{full[0] / length, full[1] / length}
	middle := point{g.x0 + dir.x*width/2, g.y + dir.y*width/2}
	if !p.state.clip.holds(middle.x, middle.y, g.size) {
		return
	}
	if !g.blank {
		p.out.visible++
	}
	if g.text == unknown {
		p.out.blind++
	}
	if dir.x > 0.99 {
		p.out.glyphs = append(p.out.glyphs, g)
		return
	}
	p.placeTurned(g, dir, width)
}

// placeTurned appends to the last turned run when the glyph goes on where that ended.
func (p *painter) placeTurned(g glyph, dir point, width float64) {
	along, beside := g.x0*dir.x+g.y*dir.y, g.y*dir.x-g.x0*dir.y
	end := point{g.x0 + dir.x*width, g.y + dir.y*width}
	box := rect{g.x0, g.y, g.x0, g.y}.with(end)
	g.x0, g.x1, g.y = along, along+width, beside
	if n := len(p.out.turned); n > 0 {
		last := &p.out.turned[n-1]
		tail := last.glyphs[len(last.glyphs)-1]
		same := math.Abs(last.dir.x-dir.x)+math.Abs(last.dir.y-dir.y) < 0.02
		if same && math.Abs(tail.y-beside) < g.size*0.2 && along > tail.x1-g.size*0.3 && along < tail.x1+g.size*1.5 {
			last.glyphs, last.box = append(last.glyphs, g), last.box.or(box)
			return
		}
	}
	if len(p.out.turned) < 5000 && !g.blank {
		p.out.turned = append(p.out.turned, turned{box: box, dir: dir, glyphs: []glyph{g}})
	}
}
