package official

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

// WriteOfflineXLSX writes the form as a workbook of one sheet. Answer cells hold text, so that no program
// turns "1.231" or "3/4" into something else; everything else is locked, without a password.
//
// It fails for a form without fields or with a field that cannot be told apart, and when w fails.
func WriteOfflineXLSX(w io.Writer, f OfflineForm) error {
	err := f.check()
	if err != nil {
		return err
	}
	x := offlineXLSX{form: f, strings: make(map[string]int)}
	x.sheet()

	z := zip.NewWriter(w)
	for _, part := range []docxPart{
		{"[Content_Types].xml", []byte(xlsxContentTypes)},
		{"_rels/.rels", []byte(xlsxRootRels)},
		{"docProps/core.xml", x.core()},
		{"docProps/app.xml", []byte(docxApp)},
		{"xl/workbook.xml", x.workbook()},
		{"xl/_rels/workbook.xml.rels", []byte(xlsxRels)},
		{"xl/styles.xml", []byte(xlsxStyles)},
		{"xl/sharedStrings.xml", x.shared()},
		{"xl/worksheets/sheet1.xml", x.Bytes()},
	} {
		err := part.write(z)
		if err != nil {
			return err
		}
	}
	return z.Close()
}

// offlineXLSX writes the sheet of a form. Elements stand in the order of the schema.
type offlineXLSX struct {
	bytes.Buffer
	form    OfflineForm
	strings map[string]int
	listed  []string // the shared strings in order
	row     int
	header  int // row of the headings
}

func (x *offlineXLSX) put(format string, args ...any) { fmt.Fprintf(x, format, args...) }

// Widths of the columns in characters.
var offlineWidths = map[string]float64{columnCode: 7, columnLabel: 46, columnHow: 26, columnBefore: 14, columnAnswer: 42}

func (x *offlineXLSX) sheet() {
	heads := x.form.headings()
	x.WriteString(xmlHead + `<worksheet xmlns="` + sheetNamespace + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
		`<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="17"/><cols>`)
	for i, h := range heads {
		x.put(`<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, offlineWidths[h])
	}
	x.WriteString(`</cols><sheetData>`)
	merged := x.preface(heads)
	x.table(heads)
	x.WriteString(`</sheetData><sheetProtection sheet="1" formatColumns="0" formatRows="0"/><mergeCells count="`)
	x.put(`%d">`, merged)
	for i := range merged {
		x.put(`<mergeCell ref="A%d:%s%d"/>`, i+1, columnName(len(heads)-1), i+1)
	}
	x.WriteString(`</mergeCells>`)
	x.choices(columnName(len(heads) - 1))
	x.put(`<pageMargins left="0.5" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`)
	x.put(`<headerFooter><oddFooter>&amp;L%s&amp;R&amp;P/&amp;N</oddFooter></headerFooter>`, xmlText(offlineCodeIs+x.form.Code.String()))
	x.put(`<ignoredErrors><ignoredError sqref="A1:%s%d" numberStoredAsText="1"/></ignoredErrors></worksheet>`, columnName(len(heads)-1), x.row)
}

// preface writes the lines above the table, each over all columns, and says how many there are.
func (x *offlineXLSX) preface(heads []string) int {
	width := 0.0
	for _, h := range heads {
		width += offlineWidths[h]
	}
	lines := x.form.preface()
	for i, line := range lines {
		style, room, height := xlsxLine, width, 17.0
		if i == 0 {
			style, room, height = xlsxTitle, width/1.4, 22.0
		}
		if strings.HasPrefix(line, offlineCodeIs) {
			style = xlsxStrong
		}
		rows := math.Ceil(float64(utf8.RuneCountInString(line)) / room)
		x.begin(fmt.Sprintf(` ht="%g" customHeight="1"`, height*max(1, rows)))
		x.cell(0, line, style)
		x.WriteString(`</row>`)
	}
	return len(lines)
}

func (x *offlineXLSX) table(heads []string) {
	x.begin("")
	x.header = x.row
	for col, h := range heads {
		x.cell(col, h, xlsxHead)
	}
	x.WriteString(`</row>`)
	for i, field := range x.form.Fields {
		if section := x.form.section(i); section != "" {
			x.begin("")
			x.cell(0, section, xlsxSection)
			x.WriteString(`</row>`)
		}
		row := x.form.row(i)
		x.begin(fmt.Sprintf(` ht="%g"`, rowHeight(heads, row, field.Kind)))
		for col, text := range row {
			x.cell(col, text, cellStyle(heads[col], field.Kind))
		}
		x.WriteString(`</row>`)
	}
}

// rowHeight is what a row needs at first; programs fit it anew when somebody types.
func rowHeight(heads, row []string, kind OfflineKind) float64 {
	lines := 1.0
	if kind == OfflineText {
		lines = 2
	}
	for i, text := range row {
		n := 0.0
		for line := range strings.Lines(text) {
			n += math.Ceil(float64(utf8.RuneCountInString(line)) / offlineWidths[heads[i]])
		}
		lines = max(lines, n)
	}
	return min(17*lines, 400)
}

func cellStyle(column string, kind OfflineKind) int {
	switch {
	case column == columnAnswer && (kind == OfflineWhole || kind == OfflineDecimal):
		return xlsxNumber
	case column == columnAnswer:
		return xlsxAnswer
	case column == columnLabel:
		return xlsxLabel
	case column == columnBefore:
		return xlsxBefore
	}
	return xlsxHow
}

// choices offers a list at every field to choose from, where Excel has room for it.
func (x *offlineXLSX) choices(column string) {
	var b strings.Builder
	count, row := 0, x.header
	for i, field := range x.form.Fields {
		row++
		if x.form.section(i) != "" {
			row++
		}
		list := strings.Join(mapped(field.Options, paperLine), ",")
		const excelRoom = 255
		if field.Kind != OfflineChoice || utf8.RuneCountInString(list) > excelRoom || strings.Count(list, ",") >= len(field.Options) {
			continue
		}
		count++
		fmt.Fprintf(&b, `<dataValidation type="list" allowBlank="1" sqref="%s%d"><formula1>%s</formula1></dataValidation>`,
			column, row, xmlText(`"`+strings.ReplaceAll(list, `"`, `""`)+`"`))
	}
	if count > 0 {
		x.put(`<dataValidations count="%d">%s</dataValidations>`, count, b.String())
	}
}

func (x *offlineXLSX) begin(attributes string) {
	x.row++
	x.put(`<row r="%d"%s>`, x.row, attributes)
}

func (x *offlineXLSX) cell(col int, text string, style int) {
	at := fmt.Sprintf("%s%d", columnName(col), x.row)
	if text == "" {
		x.put(`<c r="%s" s="%d"/>`, at, style)
		return
	}
	i, known := x.strings[text]
	if !known {
		i = len(x.listed)
		x.strings[text] = i
		x.listed = append(x.listed, text)
	}
	x.put(`<c r="%s" s="%d" t="s"><v>%d</v></c>`, at, style, i)
}

func (x *offlineXLSX) shared() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, xmlHead+`<sst xmlns="`+sheetNamespace+`" uniqueCount="%d">`, len(x.listed))
	for _, s := range x.listed {
		b.WriteString(`<si><t xml:space="preserve">` + xmlText(escapeXstring(s)) + `</t></si>`)
	}
	b.WriteString(`</sst>`)
	return b.Bytes()
}

func (x *offlineXLSX) core() []byte {
	return []byte(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + xmlText(paperLine(x.form.Title)) + `</dc:title>` +
		`<dc:language>vi-VN</dc:language></cp:coreProperties>`)
}

func (x *offlineXLSX) workbook() []byte {
	return []byte(xmlHead + `<workbook xmlns="` + sheetNamespace + `" xmlns:r="` + strings.TrimSuffix(relTypes, "/") + `">` +
		`<sheets><sheet name="` + offlineSheet + `" sheetId="1" r:id="rId1"/></sheets><definedNames>` +
		fmt.Sprintf(`<definedName name="_xlnm.Print_Titles" localSheetId="0">'%s'!$%d:$%d</definedName>`, offlineSheet, x.header, x.header) +
		`</definedNames></workbook>`)
}

// columnName is the letters of a column counted from 0.
func columnName(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

const offlineSheet = "Biểu"

const (
	sheetNamespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	sheetTypes     = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

const xlsxContentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/xl/workbook.xml" ContentType="` + sheetTypes + `sheet.main+xml"/>` +
	`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + sheetTypes + `worksheet+xml"/>` +
	`<Override PartName="/xl/styles.xml" ContentType="` + sheetTypes + `styles+xml"/>` +
	`<Override PartName="/xl/sharedStrings.xml" ContentType="` + sheetTypes + `sharedStrings+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
	`</Types>`

const xlsxRootRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relTypes + `officeDocument" Target="xl/workbook.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + relTypes + `extended-properties" Target="docProps/app.xml"/></Relationships>`

const xlsxRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relTypes + `worksheet" Target="worksheets/sheet1.xml"/>` +
	`<Relationship Id="rId2" Type="` + relTypes + `styles" Target="styles.xml"/>` +
	`<Relationship Id="rId3" Type="` + relTypes + `sharedStrings" Target="sharedStrings.xml"/></Relationships>`

// The looks of cells, by their place in cellXfs.
const (
	xlsxPlain = iota
	xlsxTitle
	xlsxLine
	xlsxStrong
	xlsxHead
	xlsxSection
	xlsxHow
	xlsxLabel
	xlsxBefore
	xlsxAnswer
	xlsxNumber
)

// xlsxStyles: every cell is text (format 49). Answers are unlocked, framed and on a light ground.
const xlsxStyles = xmlHead + `<styleSheet xmlns="` + sheetNamespace + `"><fonts count="4">` +
	`<font><sz val="12"/><name val="Times New Roman"/><family val="1"/></font>` +
	`<font><b/><sz val="12"/><name val="Times New Roman"/><family val="1"/></font>` +
	`<font><b/><sz val="15"/><name val="Times New Roman"/><family val="1"/></font>` +
	`<font><sz val="11"/><color rgb="FF595959"/><name val="Times New Roman"/><family val="1"/></font></fonts>` +
	`<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FFE7ECEF"/><bgColor indexed="64"/></patternFill></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FFFFFBE6"/><bgColor indexed="64"/></patternFill></fill></fills>` +
	`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
	`<border><left style="thin"><color rgb="FF8C979E"/></left><right style="thin"><color rgb="FF8C979E"/></right>` +
	`<top style="thin"><color rgb="FF8C979E"/></top><bottom style="thin"><color rgb="FF8C979E"/></bottom><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="11">` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="center"/></xf>` +
	`<xf numFmtId="49" fontId="3" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="3" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="right" vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="0" fillId="3" borderId="1" xfId="0" applyNumberFormat="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="0"/></xf>` +
	`<xf numFmtId="49" fontId="0" fillId="3" borderId="1" xfId="0" applyNumberFormat="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment horizontal="right" vertical="top" wrapText="1"/><protection locked="0"/></xf>` +
	`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
