package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraph is lines that belong together.
type paragraph struct {
	lines []*line
	text  string
	slack float64 // room left in the last line
	mid   bool    // centred in its block
}

func (p *paragraph) last() *line { return p.lines[len(p.lines)-1] }

func (p *paragraph) add(l *line) {
	p.lines = append(p.lines, l)
	switch {
	case p.text == "":
		p.text = l.text
	case l.text != "":
		p.text += " " + l.text
	}
}

// setting is what the lines of a block have in common.
type setting struct {
	left, right float64
	pitch       float64 // usual distance of baselines, in ems; 0 when unknown
	side        bool
	cell        bool
}

// paragraphsOf groups the lines of a block.
func paragraphsOf(lines []*line, s setting) []*paragraph {
	var out []*paragraph
	for _, l := range lines {
		if l.text == "" {
			continue
		}
		n := len(out)
		if n == 0 || !s.joins(out[n-1], l) {
			out = append(out, &paragraph{})
			n++
		}
		p := out[n-1]
		p.add(l)
		p.slack = s.room(l)
	}
	for _, p := range out {
		p.mid = s.allCentred(p.lines)
	}
	return out
}

// allCentred reports whether lines have the middle of the block in common; lines that fill the block say
// nothing, so one at least must be shorter.
func (s setting) allCentred(lines []*line) bool {
	one := false
	for _, l := range lines {
		one = one || s.centred(l)
		if math.Abs(l.x0+l.x1-s.left-s.right) > 1.6*l.size {
			return false
		}
	}
	return one
}

// room is the width that a line leaves unused.
func (s setting) room(l *line) float64 {
	if s.centred(l) {
		return s.right - s.left - (l.x1 - l.x0)
	}
	return s.right - l.x1
}

func (s setting) centred(l *line) bool {
	before, after := l.x0-s.left, s.right-l.x1
	return math.Abs(before-after) < 0.8*l.size && before > 0.8*l.size
}

// pitchOf is the distance of lines within paragraphs, in ems: small among the distances there are.
func pitchOf(lines []*line) float64 {
	var all []float64
	for i := 1; i < len(lines); i++ {
		d := (lines[i].y - lines[i-1].y) / max(lines[i].size, 1)
		if lines[i].page == lines[i-1].page && d > 0.85 && d < 2.6 {
			all = append(all, d)
		}
	}
	if len(all) < 4 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/5]
}

// oneSpace is the width of a space, in ems, a little less than in most fonts.
const oneSpace = 0.2

// joins decides whether line b goes on with paragraph p.
func (s setting) joins(p *paragraph, b *line) bool {
	a := p.last()
	if a.turned || b.turned {
		return a.turned && b.turned && s.cell
	}
	if !alike(a, b) || b.y <= a.y {
		return false
	}
	distance := (b.y - a.y) / max(a.size, b.size)
	if distance > 2.3 || s.pitch > 0 && distance > 1.25*s.pitch+0.08 {
		return false
	}
	if startsAnew(p, b) {
		return false
	}
	if s.centred(b) && math.Abs(a.x0+a.x1-b.x0-b.x1) < 2*a.size {
		return s.joinsCentred(a, b)
	}
	need := b.first + oneSpace*a.size
	if startsLower(b.text) && !endsClosed(a.text) {
		need += 0.6 * a.size
	}
	if s.right-a.x1 >= need {
		return false // the next word would have fitted: the line was ended on purpose
	}
	if s.side && !startsLower(b.text) && !endsOpen(a.text) {
		return false
	}
	return s.fitsIndent(p, b)
}

// alike compares the looks of neighbouring lines.
func alike(a, b *line) bool {
	if ratio := a.size / b.size; ratio > 1.12 || ratio < 0.89 {
		return false
	}
	if a.bold && !b.startsBold || b.bold && !a.endsBold {
		return false
	}
	return true
}

// startsAnew reports that b, whatever its place, looks like the first line of a paragraph.
func startsAnew(p *paragraph, b *line) bool {
	a := p.last()
	aside := dash.MatchString(b.text) && startsLower(strings.TrimLeft(b.text, "-–— ")) && !endsClosed(a.text)
	if isItem(b.text) && !aside && !countsOn(a.text, b.text) {
		return true
	}
	if strings.HasSuffix(a.text, ";") && startsUpper(b.text) {
		return true
	}
	return strings.HasSuffix(a.text, ".") && labelled.MatchString(b.text)
}

// labelled is a line such as "Đơn vị chủ trì: …".
var labelled = regexp.MustCompile(`^\p{Lu}[\pL ,/-]{2,60}:(?:\s|$)`)

func (s setting) joinsCentred(a, b *line) bool {
	if isUpper(a.text) != isUpper(b.text) || a.bold != b.bold || a.italic != b.italic {
		return false
	}
	room := s.right - s.left - (a.x1 - a.x0)
	return startsLower(b.text) || !s.side && room < b.first+oneSpace*a.size && (s.cell || room < 0.15*(s.right-s.left))
}

// fitsIndent compares where lines begin: first lines may be indented or hang out, all others stand in
// one column.
func (s setting) fitsIndent(p *paragraph, b *line) bool {
	a := p.last()
	same := 0.45 * a.size
	step := b.x0 - a.x0
	first := len(p.lines) == 1
	switch {
	case s.cell && s.ragged(a, b):
		return true
	case step > same:
		return first && isItem(a.text) && step < 5*a.size
	case step < -same:
		return first
	}
	indented := a.x0 > s.left+0.9*a.size
	if first && indented && !isItem(a.text) && !s.cell {
		return !endsClosed(a.text)
	}
	return true
}

// ragged is true of lines that are centred or set to the right, whose beginnings say nothing.
func (s setting) ragged(a, b *line) bool {
	return s.centred(a) || s.centred(b) || math.Abs(a.x1-b.x1) < 0.5*a.size && math.Abs(a.x0-b.x0) > a.size
}

// joinsOver decides whether a paragraph goes on at the top of the next page.
func (s setting) joinsOver(p *paragraph, b *paragraph) bool {
	a, first := p.last(), b.lines[0]
	if a.turned || first.turned || !alike(a, first) || p.mid || b.mid || startsAnew(p, first) {
		return false
	}
	if p.slack >= first.first+oneSpace*a.size {
		return false
	}
	if startsLower(first.text) {
		return true
	}
	indented := first.x0 > s.left+0.9*first.size && !(len(p.lines) > 1 && math.Abs(first.x0-a.x0) < 0.5*a.size)
	return !indented && !endsClosed(a.text)
}

// listMark matches the marks that begin a paragraph of a list: 1. 1.2. 1) a) I. A. - + • * (1) Điều 5. Phần I
var listMark = regexp.MustCompile(`^(?:\(?(?:\d{1,3}|[a-zA-ZđĐ]|[ivxIVX]{1,6})[.)/]|\d{1,3}(?:\.\d{1,3})+[.)]?|[-–—+*•▪◦➢→✓]|(?:Điều|Phần|Chương|Mục|Phụ lục|PHẦN|CHƯƠNG|MỤC|PHỤ LỤC)\s+[\dIVX]+[.:]?)(?:\s|$)`)

var dash = regexp.MustCompile(`^[-–—]\s`)

var dashNumber = regexp.MustCompile(`^[-–—]\s?\d`)

func isItem(s string) bool { return listMark.MatchString(s) }

// isMarker reports whether s is nothing but such a mark.
func isMarker(s string) bool {
	return utf8.RuneCountInString(s) <= 8 && listMark.FindString(strings.TrimSpace(s)) == strings.TrimSpace(s)
}

// counted are words after which a number at the beginning of a line is no list mark.
var counted = regexp.MustCompile(`(?i)(?:^|\s)(?:ngày|tháng|năm|số|khoản|điểm|điều|mục|phần|chương|quý|từ|đến|và|hoặc|là|theo|tại|phụ lục|khóa|giai đoạn|trên|dưới|hơn|các|,)$`)

func countsOn(before, b string) bool {
	if dashNumber.MatchString(b) && unicode.IsDigit(lastRune(before)) {
		return true // 2026 - 2030
	}
	return counted.MatchString(before) && !dash.MatchString(b)
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"“‘'(["))
	return unicode.IsLower(r)
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"“‘'(["))
	return unicode.IsUpper(r)
}

// endsClosed reports an end at which a sentence or an item of a list is over.
func endsClosed(s string) bool {
	s = strings.TrimRight(s, "\"”’')] ")
	return s != "" && strings.ContainsRune(".;:!?…", lastRune(s))
}

// endsOpen reports an end that cannot be the end of anything.
func endsOpen(s string) bool {
	if s == "" {
		return false
	}
	return strings.ContainsRune(",-–", lastRune(s)) || openWord.MatchString(s)
}

var openWord = regexp.MustCompile(`(?:^|\s)(?:và|hoặc|của|cho|về|với|trong|các|những|theo|tại|để|do|là)$`)

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func isUpper(s string) bool {
	return strings.ToUpper(s) == s && strings.ToLower(s) != s
}
