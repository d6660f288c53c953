package official

import (
	"slices"
	"strconv"
	"strings"
)

// FigureChange is a frozen number that an issued paper shows differently.
type FigureChange struct {
	Figure Figure
	Issued string // what the issued paper says
	Lost   bool   // the issued paper no longer holds it
	Line   int    // of the issued text, counted from 1; 0: unknown
	Where  string // the issued line in which it stands; when lost, the frozen line in which it stood
}

// CompareFigures lists the frozen numbers of a paper that its issued text shows differently, in the order in
// which they are printed. tagged is what FiguresIn found in the issued file; nil for a file of another kind.
//
// A number is found by its tag or else by the words around it, so that sentences may have been moved and other
// text added; page numbers, dates and numbers of documents are never taken for it. "1.231", "1231" and "1.231,0"
// are the same, "05" and "5" too, "1,2 triệu" and "1.200.000" too; "83%" and "83" are not.
func CompareFigures(frozen Report, issued Source, tagged map[string]string) []FigureChange {
	page := frozenWords(frozen)
	text := issuedWords(issued)
	at := matchFigures(page, text)
	var changes []FigureChange
	for i, f := range page.figures {
		where := text.lineOf(at[i])
		tag, found := tagged[f.ID]
		switch {
		case found && strings.TrimSpace(tag) != "" && sameFigure(page.printed(i), tag):
		case found && strings.TrimSpace(tag) != "":
			changes = append(changes, FigureChange{Figure: f, Issued: tag, Line: where, Where: text.line(where)})
		case at[i] < 0:
			changes = append(changes, FigureChange{Figure: f, Lost: true, Where: page.line(page.words[page.slots[i]].line)})
		case !page.words[page.slots[i]].same(text.words[at[i]]):
			changes = append(changes, FigureChange{Figure: f, Issued: text.words[at[i]].text, Line: where, Where: text.line(where)})
		}
	}
	return changes
}

// sameFigure compares a frozen figure with the content of its control, to which people may have added words.
func sameFigure(frozen figureWord, control string) bool {
	var numbers []figureWord
	for _, w := range splitFigureWords(control, 0) {
		if w.kind == frozen.kind {
			numbers = append(numbers, w)
		}
	}
	if frozen.kind == numberWord {
		return len(numbers) == 1 && frozen.value == numbers[0].value
	}
	return paperLine(control) == paperLine(frozen.text)
}

// figurePage is a text as words, with the figures among them.
type figurePage struct {
	words   []figureWord
	lines   []string // by line number less one
	figures []Figure
	slots   []int // the word of each figure
}

// printed is the word of a figure as it is compared with the content of its control, in which no percent sign
// or scale stands that the paper prints after it.
func (p figurePage) printed(figure int) figureWord {
	words := splitFigureWords(p.figures[figure].Text, 0)
	if len(words) == 1 {
		return words[0]
	}
	return figureWord{kind: plainWord, text: p.figures[figure].Text}
}

func (p figurePage) line(n int) string {
	if n < 1 || n > len(p.lines) {
		return ""
	}
	return p.lines[n-1]
}

func (p figurePage) lineOf(word int) int {
	if word < 0 {
		return 0
	}
	return p.words[word].line
}

// frozenWords is the text of a paper as it was composed, every paragraph, heading and row of a table a line.
func frozenWords(r Report) figurePage {
	var p figurePage
	p.blocks(r.Blocks)
	for _, a := range r.Annexes {
		p.add(Plain(a.Title))
		p.blocks(a.Blocks)
	}
	return p
}

func (p *figurePage) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			p.add(Plain(b.Text))
		case Paragraph:
			p.add(b.Runs)
		case Landscape:
			p.blocks(b.Blocks)
		case Table:
			for _, row := range slices.Concat(b.Header, b.Rows) {
				var cells []Run
				for _, c := range row {
					cells = append(append(cells, c.Runs...), Run{Text: cellEnd})
				}
				p.add(cells)
			}
		}
	}
}

// cellEnd parts cells, so that no number of two cells is read as one.
const cellEnd = " \x1f "

// add takes a line and finds the word that each of its figures became.
func (p *figurePage) add(runs []Run) {
	var text strings.Builder
	type span struct{ from, to, figure int }
	var spans []span
	for _, run := range runs {
		from := text.Len()
		if run.Figure != nil {
			text.WriteString(figureLine(run.text()))
			spans = append(spans, span{from, text.Len(), len(p.figures)})
			p.figures = append(p.figures, *run.Figure)
			p.slots = append(p.slots, -1)
			continue
		}
		text.WriteString(figureLine(run.Text))
	}
	line := len(p.lines) + 1
	words := splitFigureWords(text.String(), line)
	for _, s := range spans {
		i := slices.IndexFunc(words, func(w figureWord) bool { return w.from < s.to && w.to > s.from })
		if i < 0 { // a figure that prints nothing that is a word
			words = append(words, figureWord{kind: plainWord, text: text.String()[s.from:s.to], line: line})
			i = len(words) - 1
		}
		p.slots[s.figure] = len(p.words) + i
		words[i].slot = true
	}
	p.words = append(p.words, words...)
	p.lines = append(p.lines, strings.Join(strings.Fields(strings.ReplaceAll(text.String(), "\x1f", "·")), " "))
}

// issuedWords is the text of an issued paper without its page numbers.
func issuedWords(src Source) figurePage {
	var p figurePage
	var joined joinedLines
	for i, l := range src.Lines {
		p.lines = append(p.lines, strings.TrimSpace(l.Text))
		if isPageNumber(l) {
			continue
		}
		if l.Cell != nil || joined.ended {
			p.words = append(p.words, joined.words()...)
		}
		joined.add(l, i+1)
	}
	p.words = append(p.words, joined.words()...)
	return p
}

// joinedLines are lines that may continue one another, so that a date broken over two of them is read as one.
type joinedLines struct {
	text  strings.Builder
	froms []int // byte at which each line begins
	lines []int // its number
	ended bool
}

func (j *joinedLines) add(l Line, number int) {
	if j.text.Len() > 0 {
		j.text.WriteByte(' ')
	}
	j.froms, j.lines = append(j.froms, j.text.Len()), append(j.lines, number)
	j.text.WriteString(figureLine(l.Text))
	j.ended = l.Cell != nil || endsLine(l.Text)
}

// words cuts what was joined and begins anew.
func (j *joinedLines) words() []figureWord {
	words := splitFigureWords(j.text.String(), 0)
	at := 0
	for i := range words {
		for at+1 < len(j.froms) && j.froms[at+1] <= words[i].from {
			at++
		}
		words[i].line = j.lines[at]
	}
	*j = joinedLines{}
	return words
}

// endsLine tells that what follows a line is not its continuation; a date may be broken over two lines.
func endsLine(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || strings.ContainsAny(line[len(line)-1:], ".;:!?")
}

// isPageNumber: a number alone at the edge of a page, outside tables.
func isPageNumber(l Line) bool {
	text := strings.Trim(strings.TrimSpace(l.Text), "-–— ")
	n, err := strconv.Atoi(text)
	if err != nil || l.Cell != nil || n > 9999 || l.Page == 0 {
		return false
	}
	const edge = 72 // points from the top; a foot may be anywhere below the text
	return l.Frame.Y < edge || l.Frame.Y > 841-edge || n == l.Page && l.Look.Centered
}

// LinkFigures sets the query of every figure of the paper.
func (r Report) LinkFigures(query func(Figure) string) {
	link := func(runs []Run) {
		for _, run := range runs {
			if run.Figure != nil {
				run.Figure.Query = query(*run.Figure)
			}
		}
	}
	eachRuns(r.Blocks, link)
	for _, a := range r.Annexes {
		eachRuns(a.Blocks, link)
	}
}
