package official

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"time"
)

// WriteDOCX writes the paper as a Word document in the layout of Decree 30/2020, Annex I: A4, Times New
// Roman, headings as Word styles, repeated table headings, page numbers from page 2, annexes numbered
// apart. The same Report gives the same bytes.
//
// It fails when the Report cannot be laid out (a malformed date, a table whose cells do not fit, a figure
// that stands twice) and when w fails.
func WriteDOCX(w io.Writer, r Report) error {
	err := r.check()
	if err != nil {
		return err
	}
	body := docxBody{report: r}
	body.write()
	if body.err != nil {
		return body.err
	}
	day, err := paperDay(r.Date)
	if err != nil {
		return err
	}

	return writeDocx(w, docxCore(r, day), body.Bytes())
}

// writeDocx packs a document with its properties and the parts that all our documents share.
func writeDocx(w io.Writer, core, document []byte) error {
	z := zip.NewWriter(w)
	for _, part := range []docxPart{
		{"[Content_Types].xml", []byte(docxContentTypes)},
		{"_rels/.rels", []byte(docxRootRels)},
		{"docProps/core.xml", core},
		{"docProps/app.xml", []byte(docxApp)},
		{"word/document.xml", document},
		{"word/_rels/document.xml.rels", []byte(docxRels)},
		{"word/styles.xml", []byte(docxStyles())},
		{"word/settings.xml", []byte(docxSettings)},
		{"word/fontTable.xml", []byte(docxFonts)},
		{"word/header1.xml", []byte(docxNumberHeader())},
		{"word/header2.xml", []byte(docxEmptyHeader)},
	} {
		err := part.write(z)
		if err != nil {
			return err
		}
	}
	return z.Close()
}

type docxPart struct {
	name  string
	bytes []byte
}

// zipDay is the earliest day a ZIP archive can hold; the files have no time of their own.
var zipDay = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (p docxPart) write(z *zip.Writer) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: zipDay})
	if err != nil {
		return fmt.Errorf("writing %s: %w", p.name, err)
	}
	_, err = w.Write(p.bytes)
	if err != nil {
		return fmt.Errorf("writing %s: %w", p.name, err)
	}
	return nil
}

func docxCore(r Report, day time.Time) []byte {
	var b bytes.Buffer
	stamp := day.Format("2006-01-02T15:04:05Z")
	b.WriteString(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	fmt.Fprintf(&b, `<dc:title>%s</dc:title><dc:creator>%s</dc:creator><dc:language>vi-VN</dc:language>`,
		xmlText(r.title()), xmlText(paperLine(r.Body)))
	fmt.Fprintf(&b, `<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified>`,
		stamp, stamp)
	b.WriteString(`</cp:coreProperties>`)
	return b.Bytes()
}
