package pdf

import "errors"

// What Read can fail with, besides the error of its context.
var (
	ErrDamaged    = errors.New("pdf: not a PDF file, or one without readable pages")
	ErrPassword   = errors.New("pdf: a password is needed to open the file")
	ErrEncryption = errors.New("pdf: unknown kind of encryption")
	ErrScan       = errors.New("pdf: pictures of pages without a text layer")
	ErrNoText     = errors.New("pdf: no text at all")
	ErrGarbled    = errors.New("pdf: the text layer does not say which letters it shows")

	ErrPages    = errors.New("pdf: more pages than allowed")
	ErrObjects  = errors.New("pdf: more objects than any document needs")
	ErrUnpacked = errors.New("pdf: streams unpack to more than allowed")
	ErrLines    = errors.New("pdf: more lines than allowed")
	ErrCells    = errors.New("pdf: more table cells than allowed")
)

// Limits bounds what one file may cost. A field of zero or below refuses everything it counts.
type Limits struct {
	Pages    int   // pages of the document
	Unpacked int64 // bytes of all streams together, as they are unpacked; a form drawn twice counts twice
	Lines    int   // lines of the result
	Cells    int   // table cells, merged ones counted at full span
}

// DefaultLimits suits a plan of a thousand pages.
func DefaultLimits() Limits {
	return Limits{Pages: 3_000, Unpacked: 128 << 20, Lines: 200_000, Cells: 400_000}
}
