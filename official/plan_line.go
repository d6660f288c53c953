package official

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// paragraphs joins the lines outside tables that a writer of text broke at the margin, and gives each
// paragraph its marker and the part it stands under.
func (r *planReader) paragraphs(src Source, inTable []bool) []*para {
	width := wrapWidth(r.lines, inTable)
	var paras []*para
	var last *para
	gap := false
	for i, l := range r.lines {
		if inTable[i] {
			last = nil
			continue
		}
		if strings.TrimSpace(l.text) == "" {
			gap = true
			continue
		}
		if pageNumber().MatchString(l.key) {
			r.letter[i+1] = true
			continue
		}
		if last != nil && goesOn(last, l, gap, width) {
			last.join(l, i+1)
			gap = false
			continue
		}
		last = newPara(l, i+1, gap, src.Lines[i].Look)
		paras = append(paras, last)
		gap = false
	}
	return paras
}

// pageNumber is a line that holds the number of its page and nothing else.
var pageNumber = pattern(`^\s*(?:[-–]\s*)?(?:trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–])?\s*$`)

func newPara(l passage, line int, gap bool, look Look) *para {
	p := &para{passage: l, parts: []piece{{line, 0, len(l.text), 0}}, gap: gap, look: look}
	p.mark, p.body = markerOf(l)
	return p
}

// join appends a line; a blank stands between.
func (p *para) join(l passage, line int) {
	start := len(p.text)
	p.text += " " + l.text
	p.key += " " + l.key
	p.parts[len(p.parts)-1].end = start
	p.parts = append(p.parts, piece{line, start + 1, len(p.text), 0})
}

// leastWidth is the width below which a single broken line does not make a broken text.
const leastWidth = 60

// wrapWidth is the width at which a plain text was broken; 0 when its paragraphs stand in one line each.
func wrapWidth(lines []passage, inTable []bool) int {
	var widths []int
	for i := 0; i+1 < len(lines); i++ {
		if inTable[i] || inTable[i+1] || strings.Contains(strings.TrimSpace(lines[i].text), "   ") {
			continue
		}
		if startsLower(strings.TrimSpace(lines[i+1].text)) && !endsSentence(lines[i].text) {
			if m, _ := markerOf(lines[i+1]); m.kind == "" {
				widths = append(widths, utf8.RuneCountInString(strings.TrimSpace(lines[i].text)))
			}
		}
	}
	if len(widths) == 0 {
		return 0
	}
	slices.Sort(widths)
	w := widths[len(widths)*9/10]
	if w > 160 || len(widths) == 1 && w < leastWidth {
		return 0
	}
	return w
}

// goesOn reports that line l continues paragraph p.
func goesOn(p *para, l passage, gap bool, width int) bool {
	text := strings.TrimSpace(l.text)
	before := strings.TrimSpace(p.lastText())
	if endsSentence(before) || strings.HasSuffix(before, ":") || strings.Contains(before, "     ") || strings.Contains(text, "     ") {
		return false
	}
	if m, _ := markerOf(l); m.kind != "" && m.kind != "a" {
		return false
	} else if m.kind == "a" && !startsLower(text) {
		return false
	} else if m.kind == "a" {
		return false
	}
	if _, ok := labelAt(l, skipBlanks(l.key, 0)); ok {
		return false
	}
	if isLetterheadLine(l) || isShouting(before) != isShouting(text) {
		return false
	}
	if startsLower(text) && !isShouting(before) {
		return !gap || width > 0
	}
	if width == 0 || gap {
		return false
	}
	first, _, _ := strings.Cut(text, " ")
	return utf8.RuneCountInString(before)+1+utf8.RuneCountInString(first) > width-width/20
}

func (p *para) lastText() string {
	last := p.parts[len(p.parts)-1]
	return p.text[last.start:min(last.end, len(p.text))]
}

// endsSentence reports closing punctuation at the end of a line.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \t\"”’»)")
	return s != "" && strings.ContainsRune(".;!?…", rune(s[len(s)-1])) || strings.HasSuffix(s, "…")
}

// cut returns bytes from..to of the paragraph as a paragraph of its own, without a marker.
func (p *para) cut(from, to int) *para {
	q := &para{passage: p.slice(from, to), mark: marker{level: noMark}, look: p.look, gap: from == 0 && p.gap}
	for _, pt := range p.parts {
		a, b := max(from, pt.start), min(to, pt.end)
		if a < b {
			q.parts = append(q.parts, piece{pt.line, a - from, b - from, pt.off + a - pt.start})
		}
	}
	return q
}
