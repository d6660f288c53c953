package official

// Report is an official paper (báo cáo, kế hoạch, công văn) as values: what is printed, and where in
// the layout it belongs. WriteDOCX and WritePDF write it; neither adds a word of its own beyond the
// fixed words of the layout. Names of bodies and titles are given in their usual case and printed in
// capitals where the layout asks for it.
//
// There is no mark of state secrecy here: a paper that needs one must not be made with this program.
//
//law:nd-30-2020
type Report struct {
	Parent     string // body directly above; empty when none is printed
	Body       string // issuing body
	Number     string // running number; empty until issued, and a gap is printed
	Symbol     string // what follows the slash: "BC-STP", "UBND-VX"
	Place      string // địa danh
	Date       string // ISO day; "2026-09" and "2026" leave the rest, empty leaves all, to be written in
	Form       Form
	Subject    string   // trích yếu; after "V/v" on a letter, so without these words
	Addressees []string // Kính gửi
	Bases      []string // legal bases; their final signs are set by the writers
	Blocks     []Block
	Annexes    []Annex
	Signature  Signature
	Recipients []string // Nơi nhận, without the line "Lưu"
	Filing     string   // what follows "Lưu:", such as "VT, TTBC"; empty leaves "VT"
	Urgency    Urgency
	Internal   bool   // marks the paper "LƯU HÀNH NỘI BỘ"
	Draft      string // a mark such as "DỰ THẢO"; empty on a paper to be signed
}

// Form is the kind of a paper (tên loại văn bản), as printed.
type Form string

// The kinds of paper with a layout of their own. Any other named kind may be written as a Form too;
// only Letter prints no name and has its subject under the number.
const (
	FormReport Form = "BÁO CÁO"
	FormPlan   Form = "KẾ HOẠCH"
	FormLetter Form = "CÔNG VĂN"
)

// Urgency is the mark of urgency (độ khẩn), as printed; empty for none.
type Urgency string

// The three marks of urgency.
const (
	Urgent     Urgency = "KHẨN"
	VeryUrgent Urgency = "THƯỢNG KHẨN"
	Express    Urgency = "HỎA TỐC"
)

// Signature says who signs and by what authority.
type Signature struct {
	Authority []string // lines such as "TM. Ủy ban nhân dân", "KT. Giám đốc"; may be empty
	Title     string   // post of the signer
	Name      string   // without academic titles; empty leaves the room
}

// Block is a part of the body: Heading, Paragraph, Table, Blank or Landscape.
type Block interface{ block() }

// Heading is a titled division. Its number is part of its text: "I. KẾT QUẢ", "1. Kết quả", "a) Kết quả".
type Heading struct {
	Level int // 1 for I., 2 for 1., 3 for a)
	Text  string
}

// Paragraph is running text.
type Paragraph struct {
	Runs  []Run
	Align Align // Natural is justified
	Flush bool  // without first-line indent
}

// Blank is room that an officer fills: dotted lines.
type Blank struct{ Lines int }

// Landscape holds blocks that need the wide page. Page numbers run on through it. It holds no Landscape.
type Landscape struct{ Blocks []Block }

// Table is a grid with ruled borders. Header rows are repeated on every page; rows are not broken
// over pages unless one is higher than a page.
type Table struct {
	Columns []Column
	Header  []TableRow
	Rows    []TableRow
	Size    float64 // points; 0 means 12
}

// Column is a column of a Table.
type Column struct {
	Width float64 // share of the table's width, in any unit
	Align Align   // of body cells; Natural is left
}

// TableRow is the cells that begin in a row, from left to right. Places covered by a cell from above
// are left out; cells missing at the end are empty.
type TableRow []TableCell

// TableCell is a cell; spans of 0 mean 1.
type TableCell struct {
	Runs             []Run
	Align            Align // Natural follows the column; header cells are centred
	RowSpan, ColSpan int
}

// Run is a stretch of text of one look. A line break in Text begins a new line.
type Run struct {
	Text         string
	Bold, Italic bool
	Figure       *Figure // when set, its Text stands here instead of Text
}

// Figure is a number that was frozen when the paper was made, with what is needed to find the rows
// behind it. It can be read back from the DOCX with FiguresIn.
type Figure struct {
	ID    string // unique in the paper: 1 to 64 of a–z A–Z 0–9 . _ : -
	Name  string // for people
	Query string // opens the rows behind it; not printed
	Text  string // as printed
}

// Annex is a part with its own page numbers, on pages of its own after the signature.
type Annex struct {
	Number    string // "I", "II"; empty when there is one annex only
	Title     string
	Landscape bool
	Blocks    []Block
}

// Align is the horizontal alignment of text.
type Align int

// Natural is what the place asks for.
const (
	Natural Align = iota
	AlignLeft
	AlignCenter
	AlignRight
	AlignJustify
)

func (Heading) block()   {}
func (Paragraph) block() {}
func (Blank) block()     {}
func (Landscape) block() {}
func (Table) block()     {}

// Plain is text without emphasis.
func Plain(text string) []Run { return []Run{{Text: text}} }

// Figures lists the frozen numbers in the order in which they are printed.
func (r Report) Figures() []Figure {
	var list []Figure
	collect := func(runs []Run) {
		for _, run := range runs {
			if run.Figure != nil {
				list = append(list, *run.Figure)
			}
		}
	}
	eachRuns(r.Blocks, collect)
	for _, a := range r.Annexes {
		eachRuns(a.Blocks, collect)
	}
	return list
}

func eachRuns(blocks []Block, visit func([]Run)) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Paragraph:
			visit(b.Runs)
		case Landscape:
			eachRuns(b.Blocks, visit)
		case Table:
			for _, rows := range [][]TableRow{b.Header, b.Rows} {
				for _, row := range rows {
					for _, cell := range row {
						visit(cell.Runs)
					}
				}
			}
		}
	}
}
