package official

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"strconv"
	"strings"
)

// The ways in which a file is no workbook that can be taken. Their sentences are for people.
var (
	ErrNotXLSX         = errors.New("tệp không phải là bảng tính Excel (.xlsx) đọc được; hãy mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi gửi")
	ErrOfflineMacros   = errors.New("tệp có macro (chương trình chạy trong tệp) nên không được nhận; hãy lưu thành .xlsx hoặc .docx không có macro rồi gửi lại")
	ErrOfflineTooLarge = errors.New("tệp lớn hơn nhiều so với một biểu đã điền; hãy tải lại biểu, chép câu trả lời sang rồi gửi")
)

// What a filled form may have. Bytes count what really comes out of the archive.
const (
	offlineBytes   = 32 << 20
	offlineEntries = 2_000
	offlineCells   = 100_000
	offlineText    = 8 << 20 // bytes of all cells together
	offlineMerges  = 20_000
)

// HasMacros reports whether a DOCX or XLSX carries a program, whatever the file is called. It fails with
// [ErrNotXLSX] when the bytes are no such archive.
func HasMacros(file io.ReaderAt, size int64) (bool, error) {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrNotXLSX, err)
	}
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if strings.Contains(name, "vbaproject") || strings.Contains(name, "vbadata") || strings.Contains(name, "macrosheets/") {
			return true, nil
		}
	}
	return false, nil
}

// ReadOfflineXLSX takes a form from a workbook. Formulas are never evaluated: the result that was stored
// beside one is read and marked.
//
// It fails with [ErrNotXLSX], [ErrOfflineMacros] and [ErrOfflineTooLarge], wrapped where there is a cause.
func ReadOfflineXLSX(file io.ReaderAt, size int64) (*OfflineFilled, error) {
	macros, err := HasMacros(file, size)
	if err != nil {
		return nil, err
	}
	if macros {
		return nil, ErrOfflineMacros
	}
	z, err := zip.NewReader(file, size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotXLSX, err)
	}
	if len(z.File) > offlineEntries {
		return nil, ErrOfflineTooLarge
	}
	x := xlsxReader{files: make(map[string]*zip.File, len(z.File)), left: offlineBytes}
	for _, f := range z.File {
		x.files[partName(f.Name)] = f
	}
	return x.read()
}

// xlsxReader reads what a form needs of a workbook.
type xlsxReader struct {
	files   map[string]*zip.File
	left    int64 // bytes that may still come out of the archive
	room    int   // bytes of text that cells may still have
	count   int   // cells so far
	strings []string
	formats []numberFormat // by the style of a cell
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

func (x *xlsxReader) read() (*OfflineFilled, error) {
	x.room = offlineText
	root, err := x.relations("")
	if err != nil {
		return nil, err
	}
	book := root["officeDocument"]
	parts, err := x.relations(book)
	if err != nil {
		return nil, err
	}
	err = x.readStrings(parts["sharedStrings"])
	if err != nil {
		return nil, err
	}
	err = x.readStyles(parts["styles"])
	if err != nil {
		return nil, err
	}
	sheets, err := x.sheets(book, parts)
	if err != nil {
		return nil, err
	}
	filled := &OfflineFilled{}
	for _, s := range sheets {
		grid, err := x.sheet(s.part, s.name)
		if err != nil {
			return nil, err
		}
		filled.grids = append(filled.grids, grid)
	}
	if len(filled.grids) == 1 {
		for i := range filled.grids[0].cells {
			filled.grids[0].cells[i].where.Sheet = ""
		}
	}
	return filled, nil
}

// walker receives the elements of a part; any of them may be nil.
type walker struct {
	start func(e xml.StartElement) error
	text  func(b []byte) error
	end   func(name string) error
}

// walk goes through a part; one that is not there has no elements.
func (x *xlsxReader) walk(part string, w walker) error {
	f := x.files[partName(part)]
	if f == nil {
		return nil
	}
	body, err := f.Open()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotXLSX, err)
	}
	defer func() { _ = body.Close() }() // only read
	limited := &io.LimitedReader{R: body, N: x.left + 1}
	decoder := xml.NewDecoder(limited)
	for depth := 0; ; {
		token, err := decoder.RawToken()
		if limited.N == 0 {
			return ErrOfflineTooLarge
		}
		if errors.Is(err, io.EOF) && depth == 0 {
			x.left = limited.N - 1
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrNotXLSX, part, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			if w.start != nil {
				err = w.start(t)
			}
		case xml.CharData:
			if w.text != nil {
				err = w.text(t)
			}
		case xml.EndElement:
			depth--
			if depth < 0 {
				return ErrNotXLSX
			}
			if w.end != nil {
				err = w.end(t.Name.Local)
			}
		}
		if err != nil {
			return err
		}
	}
}

func attrOf(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// relations are the parts that a part leads to, by the last word of their type and, after "#", by their id.
func (x *xlsxReader) relations(part string) (map[string]string, error) {
	dir, base := path.Split(part)
	found := make(map[string]string)
	err := x.walk(dir+"_rels/"+base+".rels", walker{start: func(e xml.StartElement) error {
		if e.Name.Local == "Relationship" && attrOf(e, "TargetMode") != "External" {
			target := attrOf(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = dir + target
			}
			found[path.Base(attrOf(e, "Type"))] = partName(target)
			found["#"+attrOf(e, "Id")] = partName(target)
		}
		return nil
	}})
	return found, err
}

type xlsxSheet struct{ name, part string }

func (x *xlsxReader) sheets(book string, parts map[string]string) ([]xlsxSheet, error) {
	var sheets []xlsxSheet
	err := x.walk(book, walker{start: func(e xml.StartElement) error {
		if e.Name.Local == "sheet" {
			sheets = append(sheets, xlsxSheet{paperLine(attrOf(e, "name")), parts["#"+attrOf(e, "id")]})
		}
		return nil
	}})
	if err == nil && len(sheets) == 0 {
		return nil, ErrNotXLSX
	}
	return sheets, err
}

func (x *xlsxReader) readStrings(part string) error {
	var text strings.Builder
	phonetic, inside := false, false
	return x.walk(part, walker{
		start: func(e xml.StartElement) error {
			switch e.Name.Local {
			case "si":
				text.Reset()
			case "rPh":
				phonetic = true
			case "t":
				inside = !phonetic
			}
			return nil
		},
		text: func(b []byte) error {
			if inside {
				text.Write(b)
			}
			return nil
		},
		end: func(name string) error {
			switch name {
			case "si":
				x.strings = append(x.strings, unescapeXstring(text.String()))
			case "rPh":
				phonetic = false
			case "t":
				inside = false
			}
			return nil
		},
	})
}

// numberFormat says how a stored number is shown, as far as that changes what people read.
type numberFormat int

const (
	formatPlain   numberFormat = iota
	formatDay                  // as a date or a time
	formatPercent              // times a hundred
	formatOther                // with words or scaled
)

func (x *xlsxReader) readStyles(part string) error {
	custom := make(map[string]numberFormat)
	inside := false
	return x.walk(part, walker{
		start: func(e xml.StartElement) error {
			switch e.Name.Local {
			case "numFmt":
				custom[attrOf(e, "numFmtId")] = formatOf(attrOf(e, "formatCode"))
			case "cellXfs":
				inside = true
			case "xf":
				if !inside {
					break
				}
				id := attrOf(e, "numFmtId")
				format, known := custom[id]
				if !known {
					format = builtinFormat(id)
				}
				x.formats = append(x.formats, format)
			}
			return nil
		},
		end: func(name string) error {
			inside = inside && name != "cellXfs"
			return nil
		},
	})
}

// builtinFormat knows the numbers that the format reserves, those of East Asian dates among them.
func builtinFormat(id string) numberFormat {
	n, err := strconv.Atoi(id)
	switch {
	case err != nil:
		return formatPlain
	case n == 9 || n == 10:
		return formatPercent
	case n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58:
		return formatDay
	case n == 12 || n == 13 || n > 58:
		return formatOther // fractions
	}
	return formatPlain
}

var (
	formatSilent = pattern(`_.|\*.|\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color ?\d+|\$[^\]]*)\]`)
	formatQuoted = pattern(`"[^"]*"|\\.`)
	formatDigits = pattern(`^[#0?.,;()\-+ @]*$`)
	formatScaled = pattern(`,(?:[.;)]|$)`)
)

// formatOf looks at the first section of a format code, the one for numbers above nought.
func formatOf(code string) numberFormat {
	code = formatSilent().ReplaceAllString(code, "")
	first, _, _ := strings.Cut(formatQuoted().ReplaceAllString(code, "\x00"), ";")
	bare := strings.ReplaceAll(first, "\x00", "")
	switch {
	case strings.EqualFold(bare, "General") && bare == first:
		return formatPlain
	case strings.ContainsAny(strings.ToLower(strings.ReplaceAll(strings.ToLower(bare), "general", "")), "dmyhs"):
		return formatDay
	case bare == first && strings.HasSuffix(bare, "%") && formatDigits().MatchString(strings.TrimSuffix(bare, "%")):
		return formatPercent
	case bare == first && formatDigits().MatchString(bare) && !formatScaled().MatchString(bare):
		return formatPlain
	}
	return formatOther
}

// sheetReader reads the cells of one sheet.
type sheetReader struct {
	x        *xlsxReader
	grid     offlineGrid
	name     string
	row, col int
	kind     string // attribute t of the cell
	style    int
	value    strings.Builder
	formula  strings.Builder
	computed bool // there is a formula
	into     *strings.Builder
	phonetic bool
}

func (x *xlsxReader) sheet(part, name string) (offlineGrid, error) {
	r := sheetReader{x: x, name: name, row: -1}
	err := x.walk(part, walker{start: r.start, text: r.text, end: r.end})
	r.grid.sort()
	return r.grid, err
}

func (r *sheetReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		r.row, r.col = r.row+1, -1
		if n, err := strconv.Atoi(attrOf(e, "r")); err == nil && n > 0 && n <= 1<<20 {
			r.row = n - 1
		}
	case "c":
		r.col++
		if row, col, ok := placeOf(attrOf(e, "r")); ok {
			r.row, r.col = row, col
		}
		r.kind = attrOf(e, "t")
		r.style, _ = strconv.Atoi(attrOf(e, "s"))
		r.value.Reset()
		r.formula.Reset()
		r.computed = false
	case "v":
		r.into = &r.value
	case "t":
		if !r.phonetic {
			r.into = &r.value
		}
	case "rPh":
		r.phonetic = true
	case "f":
		r.computed = true
		r.into = &r.formula
	case "mergeCell":
		return r.merge(attrOf(e, "ref"))
	}
	return nil
}

func (r *sheetReader) text(b []byte) error {
	if r.into != nil {
		r.into.Write(b)
	}
	return nil
}

func (r *sheetReader) end(name string) error {
	switch name {
	case "v", "t", "f":
		r.into = nil
	case "rPh":
		r.phonetic = false
	case "c":
		return r.take()
	}
	return nil
}

func (r *sheetReader) merge(ref string) error {
	first, last, two := strings.Cut(ref, ":")
	row, col, ok := placeOf(first)
	lastRow, lastCol, ok2 := placeOf(last)
	if !two || !ok || !ok2 || row == lastRow && col == lastCol {
		return nil
	}
	if len(r.grid.merged) >= offlineMerges {
		return ErrOfflineTooLarge
	}
	r.grid.merged = append(r.grid.merged, offlineArea{min(row, lastRow), min(col, lastCol), max(row, lastRow), max(col, lastCol)})
	return nil
}

// take keeps the cell that ends here.
func (r *sheetReader) take() error {
	c := offlineCell{row: r.row, col: r.col, text: r.value.String()}
	c.where = OfflinePlace{Sheet: r.name, Cell: columnName(r.col) + strconv.Itoa(r.row+1), Row: r.row + 1, Col: r.col + 1}
	if r.computed {
		c.formula = "=" + cutRunes(strings.TrimPrefix(paperLine(r.formula.String()), "="), 200)
	}
	r.interpret(&c)
	c.text = strings.TrimSpace(paperText(c.text))
	if r.computed && c.text == "" {
		c.sort = holdsLost
	}
	if c.text == "" && !r.computed {
		return nil
	}
	r.x.count++
	r.x.room -= len(c.text)
	if r.x.count > offlineCells || r.x.room < 0 {
		return ErrOfflineTooLarge
	}
	r.grid.cells = append(r.grid.cells, c)
	return nil
}

// interpret turns what is stored into what people see.
func (r *sheetReader) interpret(c *offlineCell) {
	switch r.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(c.text))
		c.text = ""
		if err == nil && i >= 0 && i < len(r.x.strings) {
			c.text = r.x.strings[i]
		}
	case "str", "inlineStr":
		c.text = unescapeXstring(c.text)
	case "b":
		c.sort = holdsLogical
		c.text = map[string]string{"1": "TRUE", "0": "FALSE"}[strings.TrimSpace(c.text)]
	case "e":
		c.sort = holdsError
	case "d":
		c.sort = holdsDay
	default:
		r.interpretNumber(c)
	}
}

func (r *sheetReader) interpretNumber(c *offlineCell) {
	c.text = strings.TrimSpace(c.text)
	if c.text == "" {
		return
	}
	c.sort = holdsNumber
	format := formatPlain
	if r.style >= 0 && r.style < len(r.x.formats) {
		format = r.x.formats[r.style]
	}
	x, err := strconv.ParseFloat(c.text, 64)
	switch {
	case err != nil || math.IsNaN(x) || math.IsInf(x, 0):
		c.sort = holdsText
	case format == formatDay:
		c.sort = holdsDay
	case format == formatPercent:
		c.sort = holdsText
		c.text = shownFloat(strconv.FormatFloat(x*100, 'g', 15, 64)) + "%"
	case format == formatOther:
		c.sort = holdsDressed
	}
}

// placeOf reads "E12", also as "$E$12".
func placeOf(ref string) (row, col int, ok bool) {
	ref = strings.ReplaceAll(ref, "$", "")
	i := 0
	for i < len(ref) && i < 4 && ref[i]|0x20 >= 'a' && ref[i]|0x20 <= 'z' {
		col = col*26 + int(ref[i]|0x20-'a') + 1
		i++
	}
	n, err := strconv.Atoi(ref[i:])
	if i == 0 || i > 3 || err != nil || n < 1 || n > 1<<20 {
		return 0, 0, false
	}
	return n - 1, col - 1, true
}

var xstring = pattern(`_x([0-9A-Fa-f]{4})_`)

// unescapeXstring reads the _xHHHH_ that spreadsheets write for characters XML does not hold.
func unescapeXstring(s string) string {
	return xstring().ReplaceAllStringFunc(s, func(m string) string {
		n, err := strconv.ParseUint(m[2:6], 16, 16)
		if err != nil || n >= 0xD800 && n < 0xE000 {
			return m
		}
		return string(rune(n))
	})
}

// escapeXstring keeps a text that looks like such an escape as it is.
func escapeXstring(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		if at := xstring().FindStringIndex(s[i:min(len(s), i+7)]); at != nil && at[0] == 0 {
			b.WriteString("x005F_")
		}
	}
	return b.String()
}
