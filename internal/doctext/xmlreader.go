package doctext

import (
	"encoding/xml"
	"errors"
	"io"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// xmlReader walks the elements of one part of an Office file. It knows local names only, for the prefixes
// differ between writers. It refuses document type declarations, which Office files never have, and
// nesting beyond the limit.
type xmlReader struct {
	d     *xml.Decoder
	depth int // open elements
	max   int
}

func newXMLReader(r io.Reader, maxDepth int) *xmlReader {
	return &xmlReader{d: xml.NewDecoder(r), max: maxDepth}
}

// next is the next tag or text. Text is valid until the call after.
func (x *xmlReader) next() (xml.Token, error) {
	for {
		t, err := x.d.RawToken()
		if err != nil {
			if errors.Is(err, io.EOF) && x.depth > 0 {
				return nil, errDamaged(io.ErrUnexpectedEOF)
			}
			return nil, err
		}
		switch t.(type) {
		case xml.StartElement:
			x.depth++
			if x.depth > x.max {
				return nil, errDepth()
			}
			return t, nil
		case xml.EndElement:
			x.depth--
			if x.depth < 0 {
				return nil, errDamaged(errors.New("an end without a beginning"))
			}
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			return nil, fault.New(fault.Invalid, "Tệp chứa khai báo lạ không có trong tệp Office thật. Hãy mở bằng Word, Excel hoặc LibreOffice, lưu thành tệp mới rồi tải lên lại.")
		}
	}
}

// children calls visit with each child of the element just begun and returns behind its end; before the
// first element it visits the root. What visit leaves unread is skipped.
func (x *xmlReader) children(visit func(e xml.StartElement) error) error {
	inside := x.depth
	for {
		t, err := x.next()
		if err != nil {
			if errors.Is(err, io.EOF) && inside == 0 {
				return nil
			}
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			if x.depth < inside {
				return nil
			}
		case xml.StartElement:
			err = visit(t)
			if err != nil {
				return err
			}
			err = x.leave(inside)
			if err != nil {
				return err
			}
		}
	}
}

// leave skips until only depth elements are open.
func (x *xmlReader) leave(depth int) error {
	for x.depth > depth {
		_, err := x.next()
		if err != nil {
			return err
		}
	}
	return nil
}

// text hands the character data of the element just begun, with that of its descendants, to write.
func (x *xmlReader) text(write func([]byte)) error {
	inside := x.depth
	for x.depth >= inside {
		t, err := x.next()
		if err != nil {
			return err
		}
		if data, ok := t.(xml.CharData); ok {
			write(data)
		}
	}
	return nil
}

// eachElement visits every element of a small part; a part that is not there has none.
func eachElement(a *archive, name string, visit func(x *xmlReader, e xml.StartElement) error) error {
	r, err := a.open(name)
	if err != nil || r == nil {
		return err
	}
	defer r.Close()
	x := newXMLReader(r, a.lim.Depth)
	for {
		t, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return asDamage(err)
		}
		if e, ok := t.(xml.StartElement); ok {
			err = visit(x, e)
			if err != nil {
				return asDamage(err)
			}
		}
	}
}

// attr is the value of an attribute by its local name, "" if absent.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
