package doctext

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/gabriel-vasile/mimetype"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/vi"
)

// Kind is what a document is, by its content.
type Kind string

// The kinds that Read reads.
const (
	Text Kind = "text"
	HTML Kind = "html"
	DOC  Kind = "doc" // Word 97–2003
	DOCX Kind = "docx"
	PDF  Kind = "pdf"
	XLSX Kind = "xlsx"
)

// recognise tells the kind of a document from its bytes. What we know but do not read fails with a
// sentence that says how to make it readable.
func recognise(data []byte, lim Limits) (Kind, error) {
	switch {
	case bytes.HasPrefix(data, []byte(compoundMagic)):
		if hasWide(data, "WordDocument") && !hasWide(data, "EncryptedPackage") {
			return DOC, nil
		}
		return "", refuseOLE(data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return recogniseZip(data, lim)
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return PDF, nil
	case bytes.HasPrefix(data, []byte("{\\rtf")):
		return "", fault.New(fault.Invalid, "Tệp RTF: hãy mở bằng Word hoặc LibreOffice, lưu thành .docx rồi tải lên lại.")
	}
	found := mimetype.Detect(data)
	switch {
	case found.Is("text/html"), found.Is("application/xhtml+xml"):
		return HTML, nil
	case strings.HasPrefix(found.String(), "image/"):
		return "", fault.New(fault.Invalid, pictureSentence)
	case isText(data):
		return textOrHTML(data), nil
	}
	return "", errUnknownKind()
}

// textOrHTML looks for a web page that begins in an unusual way, or in UTF-16.
func textOrHTML(data []byte) Kind {
	head := strings.ToLower(vi.RawText(data[:min(len(data), 4096)&^1]))
	head = strings.TrimLeftFunc(head, unicode.IsSpace)
	if strings.HasPrefix(head, "<") && (strings.Contains(head, "<html") || strings.Contains(head, "<body") || strings.Contains(head, "<table")) {
		return HTML
	}
	return Text
}

// isText reports whether hardly any control characters remain once the bytes are decoded.
func isText(data []byte) bool {
	text := vi.RawText(data[:min(len(data), 8192)&^1])
	if len(data) == 1 {
		text = string(data)
	}
	strange, all := 0, 0
	for _, r := range text {
		all++
		if r < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1a\x1b\x1e\x1f", r) {
			strange++
		}
	}
	return strange*100 <= all
}

// refuseOLE explains a file of Office 97–2003, or an encrypted one of today, which uses the same container.
func refuseOLE(data []byte) error {
	switch {
	case hasWide(data, "EncryptedPackage"):
		return errPassword()
	case hasWide(data, "Workbook"), hasWide(data, "Book"):
		return fault.New(fault.Invalid, "Tệp Excel 97–2003 (.xls): hãy mở bằng Excel hoặc LibreOffice, lưu thành .xlsx rồi tải lên lại.")
	}
	return fault.New(fault.Invalid, "Tệp Office kiểu cũ: hãy mở bằng Word hoặc LibreOffice, lưu thành .docx rồi tải lên lại.")
}

// hasWide looks for a name as OLE containers write it, in UTF-16.
func hasWide(data []byte, name string) bool {
	var wide []byte
	for _, u := range utf16.Encode([]rune(name)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	return bytes.Contains(data, wide)
}

func recogniseZip(data []byte, lim Limits) (Kind, error) {
	a, err := openArchive(data, lim)
	if err != nil {
		return "", err
	}
	types, err := a.read("[Content_Types].xml")
	if err != nil {
		return "", err
	}
	switch {
	case bytes.Contains(types, []byte("macroEnabled")):
		return "", fault.New(fault.Invalid, "Tệp có macro (.docm, .xlsm): hãy lưu thành .docx hoặc .xlsx không có macro rồi tải lên lại.")
	case bytes.Contains(types, []byte("wordprocessingml")):
		return DOCX, nil
	case bytes.Contains(types, []byte("spreadsheetml")):
		return XLSX, nil
	case bytes.Contains(types, []byte("presentationml")):
		return "", fault.New(fault.Invalid, "Tệp trình chiếu (.pptx) chưa đọc được. Hãy chép nội dung sang tệp .docx rồi tải lên lại.")
	}
	name, err := a.read("mimetype")
	if err != nil {
		return "", err
	}
	if bytes.Contains(name, []byte("opendocument")) {
		return "", fault.New(fault.Invalid, "Tệp OpenDocument (.odt, .ods): hãy mở bằng LibreOffice, lưu thành .docx hoặc .xlsx rồi tải lên lại.")
	}
	return "", fault.New(fault.Invalid, "Tệp nén (.zip): hãy giải nén rồi tải lên từng văn bản bên trong.")
}

func errPassword() error {
	return fault.New(fault.Invalid, "Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")
}

func errUnknownKind() error {
	return fault.New(fault.Invalid, "Không đọc được loại tệp này. Hãy tải lên tệp .docx, .pdf, .html hoặc .txt.")
}
