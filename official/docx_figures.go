package official

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// What FiguresIn reads at most. The bound on bytes counts what really comes out of the archive.
const (
	figureBytes = 64 << 20
	figureDepth = 200
	figureCount = 20_000
	figureText  = 1 << 10 // bytes of one figure; what is longer is cut
)

// The ways in which a file is not what FiguresIn can read. Their sentences are for people.
var (
	ErrNotDOCX  = errors.New("tệp không phải là văn bản Word (.docx) đọc được; hãy mở bằng Word hoặc LibreOffice, lưu lại dạng .docx rồi tải lên")
	ErrTooLarge = errors.New("văn bản quá lớn để đối chiếu số liệu; hãy bỏ bớt hình ảnh, phụ lục rồi tải lên lại")
)

// FiguresIn reads the figures of a DOCX that WriteDOCX wrote and people may have changed since: the text of
// every tagged content control in the body, by its tag. Text deleted under track changes is left out, text
// inserted is in. A control that stands twice with different texts gives both, parted by " / ".
//
// It fails with ErrNotDOCX and ErrTooLarge, wrapped where there is a cause.
func FiguresIn(docx io.ReaderAt, size int64) (map[string]string, error) {
	z, err := zip.NewReader(docx, size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotDOCX, err)
	}
	body, err := z.Open("word/document.xml")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotDOCX, err)
	}
	defer body.Close()
	return readFigures(body)
}

// figureReader walks through the elements of a document body.
type figureReader struct {
	found map[string]string
	open  []*figureControl // controls around the present place, the innermost last
	path  []string         // local names of the elements around the present place
	skip  int              // depth of the element whose text does not count; 0 for none
}

type figureControl struct {
	tag   string
	depth int
	text  strings.Builder
}

func readFigures(body io.Reader) (map[string]string, error) {
	limited := &io.LimitedReader{R: body, N: figureBytes + 1}
	decoder := xml.NewDecoder(limited)
	r := figureReader{found: make(map[string]string)}
	for {
		token, err := decoder.RawToken()
		if limited.N == 0 || len(r.path) > figureDepth || len(r.found) > figureCount {
			return nil, ErrTooLarge
		}
		if errors.Is(err, io.EOF) && len(r.path) == 0 {
			return r.found, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNotDOCX, err)
		}
		err = r.take(token)
		if err != nil {
			return nil, err
		}
	}
}

func (r *figureReader) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		r.path = append(r.path, t.Name.Local)
		r.start(t)
	case xml.EndElement:
		if len(r.path) == 0 || r.path[len(r.path)-1] != t.Name.Local {
			return ErrNotDOCX
		}
		r.end()
		r.path = r.path[:len(r.path)-1]
	case xml.CharData:
		if len(r.path) > 0 && r.path[len(r.path)-1] == "t" {
			r.write(string(t))
		}
	}
	return nil
}

func (r *figureReader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "sdt":
		r.open = append(r.open, &figureControl{depth: len(r.path)})
	case "tag":
		if n := len(r.open); n > 0 && len(r.path) == r.open[n-1].depth+2 && r.path[len(r.path)-2] == "sdtPr" {
			r.open[n-1].tag = wordVal(t)
		}
	case "moveFrom", "Fallback":
		if r.skip == 0 {
			r.skip = len(r.path)
		}
	case "tab", "br", "p":
		r.write(" ")
	}
}

func wordVal(t xml.StartElement) string {
	for _, a := range t.Attr {
		if a.Name.Local == "val" {
			return a.Value
		}
	}
	return ""
}

func (r *figureReader) write(text string) {
	if r.skip > 0 {
		return
	}
	for i := range r.open {
		if r.open[i].text.Len() < figureText {
			r.open[i].text.WriteString(text[:min(len(text), figureText)])
		}
	}
}

func (r *figureReader) end() {
	if r.skip == len(r.path) {
		r.skip = 0
	}
	n := len(r.open)
	if n == 0 || r.open[n-1].depth != len(r.path) {
		return
	}
	control := r.open[n-1]
	r.open = r.open[:n-1]
	if control.tag == "" {
		return
	}
	text := paperLine(control.text.String())
	before, twice := r.found[control.tag]
	if twice && len(before) > figureText {
		return
	}
	if twice && before != text {
		text = before + " / " + text
	}
	r.found[control.tag] = text
}
