package official

// Source is a document as a reader of bytes hands it over: its lines in reading order, each knowing
// where it stood. It holds no bytes and no format; ReadPlan sees the same Source whether the document
// was a DOCX, a PDF, a web page or plain text.
type Source struct {
	Lines []Line
}

// Line is one paragraph, one line of plain text, or one paragraph of a table cell. Its number, as
// people and commands cite it, is its place in Source.Lines counted from 1. Empty lines of plain text
// are kept so that these numbers are those of the file.
type Line struct {
	Text  string // NFC, without line breaks; automatic list numbers ("1.", "a)") stand at its beginning
	Page  int    // counted from 1; 0 where the format has no pages
	Look  Look
	Cell  *Cell // nil outside tables
	Frame Frame // zero where the format has no positions

	Hidden bool // somebody hid it: a hidden row or sheet of a workbook
}

// Look is how a line appears, as far as the format tells.
type Look struct {
	Heading  int     // outline level 1 to 9; 0 for body text
	Bold     bool    // every visible character is bold
	Italic   bool    // every visible character is italic
	Centered bool    // centred on the page or in its cell
	Size     float64 // points; 0 when unknown
}

// Cell is the place of a line in a table. Rows and columns count from 0; a merged cell has spans above 1
// and its lines appear once. Spans are already limited to the table that is really there.
type Cell struct {
	Table            int // counted from 0 over the document
	Row, Col         int
	RowSpan, ColSpan int
	Header           bool // the format marks it as a heading cell
}

// Frame is the place of a line on its page, in points from the top left corner.
type Frame struct {
	X, Y, Width, Height float64
}
