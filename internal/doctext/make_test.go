package doctext

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/official"
)

// entry is a part of a container that a test makes.
type entry struct{ name, text string }

func makeZip(tb testing.TB, entries ...entry) []byte {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range entries {
		w, err := z.Create(e.name)
		if err != nil {
			tb.Fatal(err)
		}
		_, err = w.Write([]byte(e.text))
		if err != nil {
			tb.Fatal(err)
		}
	}
	err := z.Close()
	if err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

const (
	xmlHead      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	packageRels  = xmlHead + `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	documentRels = xmlHead + `<Relationships>` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="/word/numbering.xml"/>` +
		`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>` +
		`<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://anbinh.example/styles" TargetMode="External"/></Relationships>`
	documentHead = xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	documentTail = `<w:sectPr/></w:body></w:document>`
)

// makeDOCX wraps the content of a body; more parts may follow.
func makeDOCX(tb testing.TB, body string, more ...entry) []byte {
	tb.Helper()
	entries := []entry{
		{"[Content_Types].xml", contentTypes}, {"_rels/.rels", packageRels}, {"word/_rels/document.xml.rels", documentRels},
		{"word/document.xml", documentHead + body + documentTail},
	}
	return makeZip(tb, append(entries, more...)...)
}

// par is a paragraph with one run; props is the inside of its pPr.
func par(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func numbered(id, level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

// tc is a cell with the inside of its tcPr.
func tc(props string, content ...string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + strings.Join(content, "") + `</w:tc>`
}

func tr(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }

func tbl(rows ...string) string { return `<w:tbl>` + strings.Join(rows, "") + `</w:tbl>` }

func readTest(tb testing.TB, data []byte, want Kind) official.Source {
	tb.Helper()
	src, kind, err := Read(tb.Context(), "test", data, DefaultLimits())
	if err != nil {
		tb.Fatal(err)
	}
	if kind != want {
		tb.Errorf("kind = %q, want %q", kind, want)
	}
	return src
}

func texts(src official.Source) []string {
	var out []string
	for _, l := range src.Lines {
		out = append(out, l.Text)
	}
	return out
}

// place writes where each line stands in its table: table row,col rowspan×colspan text.
func places(src official.Source) []string {
	var out []string
	for _, l := range src.Lines {
		if l.Cell == nil {
			out = append(out, l.Text)
			continue
		}
		c := l.Cell
		head := ""
		if c.Header {
			head = "H"
		}
		out = append(out, strings.Join([]string{itoa(c.Table), itoa(c.Row) + "," + itoa(c.Col), itoa(c.RowSpan) + "x" + itoa(c.ColSpan) + head, l.Text}, " "))
	}
	return out
}

func itoa(n int) string { return formatNumber(n, "decimal") }
