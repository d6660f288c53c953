package official

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update-report", false, "write the golden files of papers anew")

func docxOf(t testing.TB, r Report) []byte {
	t.Helper()
	var b bytes.Buffer
	err := WriteDOCX(&b, r)
	if err != nil {
		t.Fatalf("WriteDOCX: %v", err)
	}
	return b.Bytes()
}

func part(t testing.TB, docx []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// pretty breaks the one line of a document for people who compare it.
func pretty(s string) string {
	return strings.NewReplacer("<w:p>", "\n<w:p>", "<w:tbl>", "\n<w:tbl>", "<w:tr>", "\n<w:tr>", "<w:tc>", "\n<w:tc>", "<w:sectPr>", "\n<w:sectPr>").Replace(s)
}

func TestDOCXGolden(t *testing.T) {
	t.Parallel()
	got := pretty(part(t, docxOf(t, letterFixture()), "word/document.xml"))
	const file = "testdata/report/letter.xml"
	if *update {
		err := os.WriteFile(file, []byte(got), 0o644)
		if err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("word/document.xml of the letter changed (-want +got):\n%s", diff)
	}
}

// schemaOrder is the order in which the schema wants the children that we write.
var schemaOrder = map[string]string{
	"pPr":    "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
	"rPr":    "rStyle rFonts b bCs i iCs caps color sz szCs u lang",
	"tblPr":  "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
	"tcPr":   "tcW gridSpan vMerge tcBorders shd vAlign",
	"trPr":   "cantSplit tblHeader",
	"pBdr":   "top left bottom right",
	"sectPr": "headerReference type pgSz pgMar pgNumType cols titlePg",
	"sdtPr":  "rPr alias tag id",
	"sdt":    "sdtPr sdtContent",
	"p":      "pPr r sdt",
	"tc":     "tcPr p",
	"tr":     "trPr tc",
	"tbl":    "tblPr tblGrid tr",
	"style":  "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
}

// free are the elements whose children may stand in any order once the first has come.
var free = []string{"p"}

func TestDOCXOrderOfElements(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]Report{"letter": letterFixture(), "progress": ProgressReport(progressFixture(8))} {
		docx := docxOf(t, r)
		for _, file := range []string{"word/document.xml", "word/styles.xml", "word/header1.xml", "word/header2.xml", "word/settings.xml"} {
			checkOrder(t, name+" "+file, part(t, docx, file))
		}
	}
}

func checkOrder(t *testing.T, where, text string) {
	t.Helper()
	type element struct {
		name string
		last int
	}
	var path []element
	decoder := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			if n := len(path); n > 0 {
				parent := &path[n-1]
				order, known := schemaOrder[parent.name]
				at := slices.Index(strings.Fields(order), name)
				if known && at < 0 {
					t.Errorf("%s: <%s> in <%s> is not in the list", where, name, parent.name)
				}
				if known && at < parent.last && !(slices.Contains(free, parent.name) && at > 0) {
					t.Errorf("%s: <%s> comes too late in <%s>", where, name, parent.name)
				}
				parent.last = max(parent.last, at)
			}
			path = append(path, element{name: name})
		case xml.EndElement:
			path = path[:len(path)-1]
		}
	}
}

func TestDOCXPartsAreWellFormedAndTimeless(t *testing.T) {
	t.Parallel()
	docx := docxOf(t, ProgressReport(progressFixture(3)))
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("first file is %s", z.File[0].Name)
	}
	for _, f := range z.File {
		if f.Modified.Year() != 1980 {
			t.Errorf("%s has the time %v", f.Name, f.Modified)
		}
		decoder := xml.NewDecoder(strings.NewReader(part(t, docx, f.Name)))
		for err = nil; err == nil; {
			_, err = decoder.Token()
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if !bytes.Equal(docx, docxOf(t, ProgressReport(progressFixture(3)))) {
		t.Error("the same report gave other bytes")
	}
}

func TestDOCXKeepsToTheDecree(t *testing.T) {
	t.Parallel()
	docx := docxOf(t, ProgressReport(progressFixture(3)))
	document := part(t, docx, "word/document.xml")
	for what, want := range map[string]string{
		"A4 portrait":                       `<w:pgSz w:w="11906" w:h="16838"/>`,
		"A4 landscape":                      `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`,
		"margins 20, 15, 20, 30 mm":         `<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"`,
		"annex numbered anew":               `<w:pgNumType w:start="1"/>`,
		"no number on the first page":       `<w:titlePg/>`,
		"number with its nought":            `Số: 05/BC-SVHTTDL`,
		"place and date italic 14":          `<w:rPr><w:i/><w:iCs/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr><w:t xml:space="preserve">An Bình, ngày 05 tháng 10 năm 2026`,
		"national name bold 13":             `<w:rPr><w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr><w:t xml:space="preserve">CỘNG HÒA`,
		"motto bold 14":                     `<w:rPr><w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr><w:t xml:space="preserve">Độc lập`,
		"parent regular 13 in capitals":     `<w:rPr><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr><w:t xml:space="preserve">ỦY BAN NHÂN DÂN TỈNH`,
		"recipients' heading":               `<w:rPr><w:b/><w:bCs/><w:i/><w:iCs/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr><w:t xml:space="preserve">Nơi nhận:`,
		"recipients 11, last line of files": `<w:rPr><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">- Lưu: VT, BCXB.`,
		"header row repeated":               `<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`,
		"annex tied to its paper":           `(Kèm theo Báo cáo số 05/BC-SVHTTDL ngày 05 tháng 10 năm 2026 của Sở Văn hóa, Thể thao và Du lịch)`,
		"authority in capitals":             `KT. GIÁM ĐỐC`,
	} {
		if !strings.Contains(document, want) {
			t.Errorf("%s: no %s in the document", what, want)
		}
	}
	styles := part(t, docx, "word/styles.xml")
	for what, want := range map[string]string{
		"typeface":  `w:ascii="Times New Roman"`,
		"language":  `<w:lang w:val="vi-VN"`,
		"size":      `<w:sz w:val="28"/>`,
		"text":      `<w:spacing w:before="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>`,
		"heading 1": `<w:name w:val="heading 1"/>`,
	} {
		if !strings.Contains(styles, want) {
			t.Errorf("%s: no %s in the styles", what, want)
		}
	}
	if core := part(t, docx, "docProps/core.xml"); !strings.Contains(core, "2026-10-05T00:00:00Z") || !strings.Contains(core, "Sở Văn hóa") {
		t.Errorf("properties are %s", core)
	}
}

// documentText is what a reader of the document sees.
func documentText(t testing.TB, docx []byte) string {
	var b strings.Builder
	decoder := xml.NewDecoder(strings.NewReader(part(t, docx, "word/document.xml")))
	inText := false
	for {
		token, err := decoder.Token()
		if err != nil {
			return b.String()
		}
		switch token := token.(type) {
		case xml.StartElement:
			inText = token.Name.Local == "t"
			switch token.Name.Local {
			case "tab":
				b.WriteString("\t")
			case "br", "p":
				b.WriteString("\n")
			}
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				b.Write(token)
			}
		}
	}
}

func TestDOCXAnyTextSurvives(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(
			rapid.String(),
			rapid.SampledFrom([]string{`<script>"'&`, "a\x00b\x07c", "A\x00\u0300", "]]>", "\u2028Ti\u1ebfp thu", "e\u0302\u0301", "\xff\xfe", "&#0;&amp;"}),
		).Draw(rt, "text")
		r := letterFixture()
		r.Subject, r.Body, r.Signature.Name = text, text, text
		r.Recipients = []string{text}
		r.Blocks = []Block{
			Paragraph{Runs: []Run{{Text: text, Italic: true}}},
			Table{Columns: []Column{{Width: 1}}, Rows: []TableRow{{TextCell(text)}}},
			Paragraph{Runs: []Run{{Figure: &Figure{ID: "f", Name: text, Text: text}}}},
		}
		docx := docxOf(t, r)
		got := documentText(t, docx)
		if want := paperText(text); strings.Count(got, want) < 2 {
			rt.Fatalf("%q is not in the text %q", want, got)
		}
		checkOrder(t, "core", part(t, docx, "docProps/core.xml"))
		figures, err := FiguresIn(bytes.NewReader(docx), int64(len(docx)))
		if err != nil {
			rt.Fatal(err)
		}
		if want := paperLine(text); len(want) < figureText && figures["f"] != want {
			rt.Fatalf("figure reads %q, want %q", figures["f"], want)
		}
	})
}

func TestFiguresComeBack(t *testing.T) {
	t.Parallel()
	r := ProgressReport(progressFixture(5))
	docx := docxOf(t, r)
	issued, err := FiguresIn(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	if changes := CompareFigures(r, Source{}, issued); len(changes) > 0 || len(issued) != len(r.Figures()) || len(issued) < 40 {
		t.Errorf("%d of %d figures came back; changed: %+v", len(issued), len(r.Figures()), changes)
	}
}

// archive is a DOCX that holds only the given body.
func archive(t testing.TB, name, document string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.WriteString(w, document)
	if err != nil {
		t.Fatal(err)
	}
	err = z.Close()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func control(tag, content string) string {
	return `<w:sdt><w:sdtPr><w:tag w:val="` + tag + `"/></w:sdtPr><w:sdtContent>` + content + `</w:sdtContent></w:sdt>`
}

func TestFiguresInEditedDocuments(t *testing.T) {
	t.Parallel()
	text := func(s string) string { return "<w:r><w:t>" + s + "</w:t></w:r>" }
	tests := []struct {
		name, body string
		want       map[string]string
	}{
		{"runs are joined", control("a", text("1")+text("2")), map[string]string{"a": "12"}},
		{"deleted text is left out", control("a", "<w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:ins>"+text("2")+"</w:ins>"), map[string]string{"a": "2"}},
		{"text that was moved away is left out", control("a", "<w:moveFrom>"+text("1")+"</w:moveFrom>"+text("3")), map[string]string{"a": "3"}},
		{"a control inside another", control("a", text("1")+control("b", text("2"))), map[string]string{"a": "12", "b": "2"}},
		{"copies that agree are one", control("a", text("1")) + control("a", text("1")), map[string]string{"a": "1"}},
		{"copies that differ show both", control("a", text("1")) + control("a", text("2")), map[string]string{"a": "1 / 2"}},
		{"a control without tag is nobody's", "<w:sdt><w:sdtContent>" + text("1") + "</w:sdtContent></w:sdt>", map[string]string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			docx := archive(t, "word/document.xml", "<w:document><w:body>"+tt.body+"</w:body></w:document>")
			got, err := FiguresIn(bytes.NewReader(docx), int64(len(docx)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFiguresInBadFiles(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("<a>", figureDepth+2) + strings.Repeat("</a>", figureDepth+2)
	tests := []struct {
		name string
		file []byte
		want error
	}{
		{"no archive", []byte("%PDF-1.7"), ErrNotDOCX},
		{"nothing", nil, ErrNotDOCX},
		{"an archive without document", archive(t, "xl/workbook.xml", "<a/>"), ErrNotDOCX},
		{"a document that stops", archive(t, "word/document.xml", "<a><b>"), ErrNotDOCX},
		{"ends that do not match", archive(t, "word/document.xml", "<a></b>"), ErrNotDOCX},
		{"a document too deep", archive(t, "word/document.xml", deep), ErrTooLarge},
		{"a small archive with a huge document", archive(t, "word/document.xml", "<a>"+strings.Repeat(" ", figureBytes)+"</a>"), ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := FiguresIn(bytes.NewReader(tt.file), int64(len(tt.file)))
			if !errors.Is(err, tt.want) {
				t.Errorf("FiguresIn = %v, want %v", err, tt.want)
			}
		})
	}
}

func FuzzReadFigures(f *testing.F) {
	f.Add("<w:document>" + control("a", "<w:t>1</w:t>") + "</w:document>")
	f.Add("<w:sdt><w:sdtPr><w:tag/></w:sdtPr></w:sdt>")
	f.Add("<moveFrom><sdt></moveFrom></sdt>")
	f.Fuzz(func(t *testing.T, document string) {
		found, err := readFigures(strings.NewReader(document))
		if err != nil && !errors.Is(err, ErrNotDOCX) && !errors.Is(err, ErrTooLarge) {
			t.Errorf("error of an unknown kind: %v", err)
		}
		for tag := range found {
			if tag == "" {
				t.Error("a figure without tag")
			}
		}
	})
}

func BenchmarkWriteDOCX500Rows(b *testing.B) {
	r := ProgressReport(progressFixture(500))
	for b.Loop() {
		err := WriteDOCX(io.Discard, r)
		if err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleReport_Code() {
	fmt.Println(Report{Number: "7", Symbol: "BC-STP"}.Code())
	// Output: 07/BC-STP
}
