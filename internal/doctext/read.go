package doctext

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

// Read turns a document into its lines. Its kind is decided by the bytes alone; name is only for the log.
//
// It fails with fault.Invalid for a file that is empty, broken, locked or of a kind we do not read, with
// fault.TooLarge beyond a limit, and with the context's error when cancelled. The sentence says what to
// do. A document without a single letter, such as a scan, is an error too.
func Read(ctx context.Context, name string, data []byte, lim Limits) (official.Source, Kind, error) {
	src, kind, err := read(ctx, data, lim)
	if err != nil {
		return official.Source{}, kind, fmt.Errorf("reading %q: %w", name, err)
	}
	for i := range src.Lines {
		if src.Lines[i].Text != "" {
			return src, kind, nil
		}
	}
	return official.Source{}, kind, fault.New(fault.Invalid, "Không tìm thấy chữ nào trong tệp; có thể tệp chỉ có hình ảnh. Hãy tải lên bản .docx, hoặc bản PDF xuất từ phần mềm soạn thảo.")
}

func read(ctx context.Context, data []byte, lim Limits) (official.Source, Kind, error) {
	err := lim.checkBytes(data)
	if err != nil {
		return official.Source{}, "", err
	}
	kind, err := recognise(data, lim)
	if err != nil {
		return official.Source{}, "", err
	}
	src, err := readers[kind](ctx, data, lim)
	return src, kind, err
}

// readers has the reader of each kind.
var readers = map[Kind]func(context.Context, []byte, Limits) (official.Source, error){
	Text: readText,
	HTML: readHTML,
	DOC:  readDOC,
	DOCX: readDOCX,
	PDF:  readPDF,
	XLSX: readXLSX,
}
