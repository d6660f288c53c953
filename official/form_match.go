package official

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// ErrOfflineNoTable says that the table of a form cannot be recognised. Its sentence is for people.
var ErrOfflineNoTable = errors.New("không nhận ra bảng trả lời: hàng tiêu đề phải có đủ các cột “Mã”, “Nội dung”, “Trả lời”, mỗi cột một lần; hãy tải lại biểu, chép câu trả lời sang rồi gửi")

// OfflineTrouble is a way in which something in a form is not as it should be.
type OfflineTrouble string

// Troubles for which an answer is not taken.
const (
	OfflineMissing     OfflineTrouble = "missing"      // the row is gone
	OfflineTwice       OfflineTrouble = "twice"        // two rows have the code
	OfflineOtherLabel  OfflineTrouble = "other label"  // the row has the label of another field
	OfflineMerged      OfflineTrouble = "merged"       // the answer's cell was merged with others
	OfflineNotNumber   OfflineTrouble = "not a number" // words, or a number written in no way we know
	OfflineNotWhole    OfflineTrouble = "not whole"
	OfflineNegative    OfflineTrouble = "negative"
	OfflineTooLarge    OfflineTrouble = "too large"
	OfflineTooFine     OfflineTrouble = "too fine" // more than four decimals
	OfflineDay         OfflineTrouble = "day"      // the program made a date of it
	OfflineError       OfflineTrouble = "error"    // #REF! or the like
	OfflineFormulaText OfflineTrouble = "formula as text"
	OfflineFormulaLost OfflineTrouble = "formula without result"
	OfflineNotOption   OfflineTrouble = "not an option"
	OfflineTooLong     OfflineTrouble = "too long"
)

// Troubles with which an answer is offered for a person to look at.
const (
	OfflineFromFormula  OfflineTrouble = "formula"       // the stored result of a formula
	OfflineLabelChanged OfflineTrouble = "label changed" // Seen says to what
	OfflineWordsDropped OfflineTrouble = "words dropped" // "12 bài" was read as 12
	OfflineThousand     OfflineTrouble = "thousand"      // "1.231": the other reading is not impossible
	OfflineDressed      OfflineTrouble = "dressed"       // the cell shows its number otherwise
)

// Troubles of text that is no answer.
const (
	OfflineOutside    OfflineTrouble = "outside"     // it stands outside the answer cells
	OfflineUnknownRow OfflineTrouble = "unknown row" // the row's code is none of the form
)

// OfflineReading is what a filled form says, held against what was asked.
type OfflineReading struct {
	Answers []OfflineAnswer // one for each field, in the order of the form
	Extra   []OfflineExtra  // what stands in the file and was not taken
	More    int             // as many again were left off the list
}

// OfflineAnswer is what stands at one field.
type OfflineAnswer struct {
	Field   int
	Where   OfflinePlace
	Written string // as it stands in the file
	Value   string // as it is taken: "1231,5", an option, text, "x"; empty when blank or in trouble
	Formula string // what stands behind the cell, "=SUM(E5:E9)"
	Seen    string // the label in the file when it is another
	Trouble OfflineTrouble
	Doubts  []OfflineTrouble
}

// Blank reports whether nothing was answered. It is not the same as 0.
func (a OfflineAnswer) Blank() bool { return a.Value == "" && a.Trouble == "" }

// OfflineExtra is text that is no answer and not the form's own.
type OfflineExtra struct {
	Where   OfflinePlace
	Text    string
	Trouble OfflineTrouble
}

const (
	mostExtra   = 100
	longestText = 32_000 // characters; a cell of a spreadsheet holds little more
)

// Code is the code of the form, and fails with [ErrOfflineNoCode], [ErrOfflineBadCode] or
// [ErrOfflineManyCodes].
func (f *OfflineFilled) Code() (OfflineCode, error) {
	var marked, all []string
	f.each(func(c offlineCell) {
		found := codesIn(c.text)
		all = append(all, found...)
		if isCodeLine(c.text) {
			marked = append(marked, append(found, "")[0])
		}
	})
	if len(marked) > 0 {
		return oneCode(marked)
	}
	all = slices.DeleteFunc(all, func(s string) bool { return strings.Count(s, "-") != 5 })
	if len(all) == 0 {
		return OfflineCode{}, ErrOfflineNoCode
	}
	return oneCode(all)
}

func isCodeLine(text string) bool {
	return strings.HasPrefix(vi.Fold(strings.TrimSpace(text)), vi.Fold(strings.TrimSpace(offlineCodeIs)))
}

func oneCode(texts []string) (OfflineCode, error) {
	var code OfflineCode
	for i, text := range texts {
		c, err := ParseOfflineCode(text)
		if err != nil {
			return OfflineCode{}, err
		}
		if i > 0 && c != code {
			return OfflineCode{}, ErrOfflineManyCodes
		}
		code = c
	}
	return code, nil
}

func (f *OfflineFilled) each(visit func(offlineCell)) {
	for _, c := range f.loose {
		visit(c)
	}
	for _, g := range f.grids {
		for _, c := range g.cells {
			visit(c)
		}
	}
}

// Match holds what came back against the form that was asked. Every answer is either taken as it stands,
// or marked with its trouble or doubts; whatever else is in the file is listed. It fails with
// [ErrOfflineNoTable].
func (f *OfflineFilled) Match(form OfflineForm) (OfflineReading, error) {
	m := matcher{form: form, rows: make([][]matchedRow, len(form.Fields)), own: ownTexts(form)}
	for _, c := range f.loose {
		m.stray(c)
	}
	for _, g := range f.grids {
		m.grid(g)
	}
	if !m.headed {
		return OfflineReading{}, ErrOfflineNoTable
	}
	for i := range form.Fields {
		m.reading.Answers = append(m.reading.Answers, m.answer(i))
	}
	return m.reading, nil
}

// matcher walks through the tables.
type matcher struct {
	form    OfflineForm
	own     map[string]bool // texts that the form itself brings, folded
	columns map[string]int  // of the headings last seen
	headed  bool
	rows    [][]matchedRow // by field
	reading OfflineReading
}

// matchedRow is a row that bears the code of a field.
type matchedRow struct {
	label  string
	answer offlineCell // zero when the cell is empty
	where  OfflinePlace
	merged bool
}

func ownTexts(form OfflineForm) map[string]bool {
	own := map[string]bool{"": true}
	for _, line := range form.preface() {
		own[labelFold(line)] = true
	}
	for i := range form.Fields {
		own[labelFold(form.section(i))] = true
	}
	for _, h := range []string{columnCode, columnLabel, columnHow, columnBefore, columnAnswer} {
		own[labelFold(h)] = true
	}
	return own
}

// stray lists a text that is not the form's own.
func (m *matcher) stray(c offlineCell) {
	if !m.own[labelFold(c.text)] && !isCodeLine(c.text) {
		m.extra(c.where, c.text, OfflineOutside)
	}
}

func (m *matcher) extra(where OfflinePlace, text string, trouble OfflineTrouble) {
	if len(m.reading.Extra) >= mostExtra {
		m.reading.More++
		return
	}
	m.reading.Extra = append(m.reading.Extra, OfflineExtra{where, cutRunes(paperLine(text), 300), trouble})
}

func (m *matcher) grid(g offlineGrid) {
	if len(g.cells) > 0 && g.cells[0].where.Table == 0 {
		m.columns = nil // another sheet has its own headings; a table of a document may be the rest of one
	}
	for _, row := range g.rows() {
		if columns := headingsOf(row); columns != nil {
			m.columns, m.headed = columns, true
			continue
		}
		m.row(g, row)
	}
}

// headingsOf are the columns by their folded headings, nil if the row is not that of the headings.
func headingsOf(row []offlineCell) map[string]int {
	columns := make(map[string]int, len(row))
	for _, c := range row {
		text := labelFold(c.text)
		_, twice := columns[text]
		if twice && isHeading(text) {
			return nil
		}
		columns[text] = c.col
	}
	for _, h := range []string{columnCode, columnLabel, columnAnswer} {
		if _, ok := columns[labelFold(h)]; !ok {
			return nil
		}
	}
	return columns
}

func isHeading(folded string) bool {
	return slices.ContainsFunc([]string{columnCode, columnLabel, columnHow, columnBefore, columnAnswer}, func(h string) bool { return labelFold(h) == folded })
}

// column is where a heading stands; -1 if it does not.
func (m *matcher) column(heading string) int {
	if col, ok := m.columns[labelFold(heading)]; ok {
		return col
	}
	return -1
}

func (m *matcher) row(g offlineGrid, cells []offlineCell) {
	code := m.column(columnCode)
	i := slices.IndexFunc(cells, func(c offlineCell) bool { return c.col == code })
	if i < 0 {
		for _, c := range cells {
			m.stray(c)
		}
		return
	}
	field, ok := m.form.parseRowCode(cells[i].text)
	if !ok {
		m.strange(cells, i)
		return
	}
	expected := m.form.row(field)
	heads := m.form.headings()
	row := matchedRow{where: placeIn(cells[0], m.column(columnAnswer))}
	for _, c := range cells {
		switch c.col {
		case code:
		case m.column(columnAnswer):
			row.answer, row.where = c, c.where
		case m.column(columnLabel):
			row.label = c.text
		default:
			at := slices.IndexFunc(heads, func(h string) bool { return m.column(h) == c.col })
			if at < 0 || labelFold(expected[at]) != labelFold(c.text) {
				m.extra(c.where, c.text, OfflineOutside)
			}
		}
	}
	area, merged := g.at(cells[0].row, m.column(columnAnswer))
	row.merged = merged && (area.row != area.lastRow || area.col != m.column(columnAnswer))
	m.rows[field] = append(m.rows[field], row)
}

// placeIn is the place of an empty cell in the row of another.
func placeIn(c offlineCell, col int) OfflinePlace {
	where := c.where
	where.Col = col + 1
	if where.Cell != "" {
		where.Cell = columnName(col) + strings.TrimLeft(where.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	}
	return where
}

// strange lists a row whose code, at cell i, is none of the form, unless it is a heading of the form.
func (m *matcher) strange(cells []offlineCell, i int) {
	if m.own[labelFold(cells[i].text)] {
		for _, c := range cells {
			m.stray(c)
		}
		return
	}
	var all []string
	for _, c := range cells {
		all = append(all, paperLine(c.text))
	}
	trouble := OfflineOutside
	if m.columns != nil && len(cells) > 1 {
		trouble = OfflineUnknownRow
	}
	if isCodeLine(cells[i].text) && len(cells) == 1 {
		return
	}
	m.extra(cells[i].where, strings.Join(all, " | "), trouble)
}

func (m *matcher) answer(i int) OfflineAnswer {
	a := OfflineAnswer{Field: i}
	switch len(m.rows[i]) {
	case 0:
		a.Trouble = OfflineMissing
		return a
	case 1:
	default:
		a.Trouble = OfflineTwice
		a.Where = m.rows[i][1].where
		var all []string
		for _, r := range m.rows[i] {
			all = append(all, paperLine(r.answer.text))
		}
		a.Written = cutRunes(strings.Join(all, " | "), 300)
		return a
	}
	row, field := m.rows[i][0], m.form.Fields[i]
	a.Where, a.Written, a.Formula = row.where, row.answer.shown(), row.answer.formula
	if labelFold(row.label) != labelFold(field.Label) {
		a.Seen = paperLine(row.label)
		a.Doubts = append(a.Doubts, OfflineLabelChanged)
	}
	switch {
	case a.Seen != "" && slices.ContainsFunc(m.form.Fields, func(f OfflineField) bool { return labelFold(f.Label) == labelFold(a.Seen) }):
		a.Trouble = OfflineOtherLabel
	case row.merged:
		a.Trouble = OfflineMerged
	default:
		field.take(&a, row.answer)
	}
	if a.Value == "" {
		a.Doubts = nil
	}
	return a
}

// shown is a cell as people see it.
func (c offlineCell) shown() string {
	if c.sort == holdsNumber || c.sort == holdsDressed || c.sort == holdsDay {
		return shownFloat(c.text)
	}
	return c.text
}

// take reads the cell of an answer by the kind of its field.
func (f OfflineField) take(a *OfflineAnswer, c offlineCell) {
	if c.formula != "" {
		a.Doubts = append(a.Doubts, OfflineFromFormula)
	}
	if c.sort == holdsDressed {
		a.Doubts = append(a.Doubts, OfflineDressed)
	}
	switch {
	case c.sort == holdsLost:
		a.Trouble = OfflineFormulaLost
	case c.text == "":
	case c.sort == holdsError:
		a.Trouble = OfflineError
	case c.sort == holdsDay:
		a.Trouble = OfflineDay
	case f.Kind == OfflineWhole || f.Kind == OfflineDecimal:
		f.takeNumber(a, c)
	case f.Kind == OfflineChoice:
		f.takeOption(a)
	case f.Kind == OfflineTick:
		a.takeTick()
	case utf8.RuneCountInString(a.Written) > longestText:
		a.Trouble = OfflineTooLong
	default:
		a.Value = a.Written
	}
}

func (f OfflineField) takeNumber(a *OfflineAnswer, c offlineCell) {
	var r numberReading
	switch c.sort {
	case holdsNumber, holdsDressed:
		r = f.readFloat(c.text)
	case holdsLogical:
		r.trouble = OfflineNotNumber
	default:
		r = f.readNumber(c.text)
	}
	a.Value, a.Trouble = r.value, r.trouble
	if r.doubt != "" {
		a.Doubts = append(a.Doubts, r.doubt)
	}
}

// takeOption finds the option as it is written, or else the only one that differs in nothing but its marks.
func (f OfflineField) takeOption(a *OfflineAnswer) {
	for _, same := range []func(string) string{labelFold, func(s string) string { return vi.Fold(labelFold(s)) }} {
		var found []string
		for _, o := range f.Options {
			if same(o) == same(a.Written) {
				found = append(found, o)
			}
		}
		if len(found) == 1 {
			a.Value = found[0]
			return
		}
	}
	a.Trouble = OfflineNotOption
}

func (a *OfflineAnswer) takeTick() {
	switch vi.Fold(labelFold(a.Written)) {
	case "x", "✓", "✔", "☑", "☒", "v", "co", "dung", "1", "true":
		a.Value = "x"
	case "khong", "sai", "0", "false", "-", "☐":
	default:
		a.Trouble = OfflineNotOption
	}
}
