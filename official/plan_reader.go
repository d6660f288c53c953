package official

import (
	"slices"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/vi"
)

// planReader holds a document while it is read: lines become paragraphs, paragraphs get roles, and
// readers of tables, fields and prose take what they understand.
type planReader struct {
	dir     *Directory
	lines   []passage // normalized, by line number - 1
	paras   []*para   // outside task tables
	tables  []*grid
	layouts []*tableLayout
	tasks   []*draft
	taken   [][]stretch // by line number - 1: what tasks cover
	owned   *para       // the paragraph that the fields read last belong to
	heading map[int]bool
	letter  map[int]bool

	number, title, issued string
	issuer                string // key of the body that issues the document
	year                  int
	lettered              bool // has the letterhead of an official document, with number or day
}

// stretch is a part of a line, in bytes.
type stretch struct {
	from, to int
}

// para is one paragraph: one line, or several that a writer of text broke.
type para struct {
	passage
	parts   []piece
	mark    marker
	body    int // where the text begins behind the list marker
	role    role
	under   *para // the marked or heading paragraph this one stands under
	gap     bool  // an empty line stands before
	look    Look
	blocked bool // stands in a part that assigns nothing: purposes, legal bases, budget, evaluation
	aside   bool // furniture of a web page: other news, the imprint
	used    bool // a task reader took it whole
	label   *label
}

// piece maps a stretch of a paragraph to the line it came from.
type piece struct {
	line       int // counted from 1
	start, end int // in the paragraph
	off        int // where the part begins in its line
}

type role int

const (
	roleBody role = iota
	roleLetterhead
	roleHeading
)

// draft is a task while it is read.
type draft struct {
	Task
	order float64 // place in the document
}

func newPlanReader(src Source, dir Directory) *planReader {
	r := &planReader{dir: &dir, heading: map[int]bool{}, letter: map[int]bool{}}
	r.lines = make([]passage, len(src.Lines))
	r.taken = make([][]stretch, len(src.Lines))
	for i, l := range src.Lines {
		text := vi.Normalize(l.Text)
		if strings.ContainsAny(text, "\n\r\t") {
			text = strings.NewReplacer("\n", " ", "\r", " ", "\t", "    ").Replace(text)
		}
		r.lines[i] = newPassage(text)
	}
	inTable := r.splitTables(src)
	for _, p := range r.paragraphs(src, inTable) {
		r.paras = append(r.paras, splitLabels(p)...)
	}
	return r
}

// lineOf returns the line on which byte i of the paragraph stands.
func (p *para) lineOf(i int) int {
	for _, part := range p.parts {
		if i < part.end {
			return part.line
		}
	}
	return p.parts[len(p.parts)-1].line
}

func (p *para) firstLine() int { return p.parts[0].line }

// rest is the paragraph behind its list marker.
func (p *para) rest() passage { return p.slice(p.body, len(p.text)) }

// take records that a task covers bytes from..to of the paragraph and returns the lines.
func (r *planReader) take(p *para, from, to int) []int {
	var lines []int
	for _, part := range p.parts {
		a, b := max(from, part.start), min(to, part.end)
		if a >= b && (from != to || from < part.start || from >= part.end) {
			continue
		}
		r.taken[part.line-1] = append(r.taken[part.line-1], stretch{a - part.start + part.off, b - part.start + part.off})
		lines = append(lines, part.line)
	}
	return lines
}

// evidence is where bytes from..to of the paragraph stand in the document.
func (p *para) evidence(f Field, rule Rule, from, to int) []Evidence {
	var out []Evidence
	for _, part := range p.parts {
		a, b := max(from, part.start), min(to, part.end)
		if a < b {
			out = append(out, Evidence{f, part.line, a - part.start + part.off, b - part.start + part.off, rule})
		}
	}
	return out
}

func (r *planReader) add(d *draft) {
	d.Title = tidyTitle(d.Title)
	if strings.IndexFunc(d.Title, unicode.IsLetter) < 0 {
		return
	}
	r.tasks = append(r.tasks, d)
}

func (r *planReader) units(names []nameSpan) []Unit {
	units := make([]Unit, 0, len(names))
	for _, n := range names {
		if !slices.ContainsFunc(units, func(u Unit) bool { return u.Name == n.name }) {
			units = append(units, Unit{n.name, r.dir.Match(n.name, r.issued)})
		}
	}
	return units
}

// plan puts the tasks in the order of the document and shows what is left.
func (r *planReader) plan() Plan {
	p := Plan{Number: r.number, Title: r.title, Issued: r.issued}
	slices.SortStableFunc(r.tasks, func(a, b *draft) int {
		switch {
		case a.order < b.order:
			return -1
		case a.order > b.order:
			return 1
		}
		return 0
	})
	for _, d := range r.tasks {
		r.judge(d)
		slices.Sort(d.Lines)
		d.Lines = slices.Compact(d.Lines)
		p.Tasks = append(p.Tasks, d.Task)
	}
	inTask := make([]bool, len(r.lines)+1)
	for _, t := range p.Tasks {
		for _, n := range t.Lines {
			inTask[n] = true
		}
	}
	for i := range r.lines {
		r.account(&p, i+1, inTask[i+1])
	}
	return p
}

// judge lowers the confidence of a task by what is missing.
func (r *planReader) judge(d *draft) {
	if len(d.Lead) == 0 {
		d.Confidence = min(d.Confidence, 0.4)
		d.Why = append(d.Why, RuleNoLead)
	}
	if r.dir.Len() == 0 {
		return
	}
	if slices.ContainsFunc(d.Lead, func(u Unit) bool { return len(u.Matches) == 0 }) {
		d.Confidence *= 0.9
		d.Why = append(d.Why, RuleUnmatched)
	}
}

// account decides where a line stands that has something to say: in a task, among the headings or the
// letterhead, or unparsed, whole or in part.
func (r *planReader) account(p *Plan, line int, inTask bool) {
	text := r.lines[line-1].text
	if !hasWord(text) {
		return
	}
	taken := r.taken[line-1]
	switch {
	case inTask:
		for _, rest := range leftOver(text, taken) {
			p.Unparsed = append(p.Unparsed, Unparsed{line, rest})
		}
	case r.heading[line]:
		p.Headings = append(p.Headings, line)
	case r.letter[line]:
		p.Letterhead = append(p.Letterhead, line)
	default:
		p.Unparsed = append(p.Unparsed, Unparsed{line, oneLine(text)})
	}
}

// leftOver returns the parts of a line that no task covers and that hold more than one word.
func leftOver(text string, taken []stretch) []string {
	slices.SortFunc(taken, func(a, b stretch) int { return a.from - b.from })
	var out []string
	at := 0
	keep := func(s string) {
		if s = oneLine(s); strings.Contains(s, " ") && hasWord(s) {
			out = append(out, s)
		}
	}
	for _, t := range taken {
		if t.from > at {
			keep(text[at:min(t.from, len(text))])
		}
		at = max(at, min(t.to, len(text)))
	}
	keep(text[at:])
	return out
}
