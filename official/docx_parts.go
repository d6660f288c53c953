package official

import (
	"encoding/xml"
	"fmt"
	"math"
	"strings"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const (
	wordNamespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	wordTypes = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	relTypes  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

const docxContentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordTypes + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wordTypes + `styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + wordTypes + `settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="` + wordTypes + `fontTable+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="` + wordTypes + `header+xml"/>` +
	`<Override PartName="/word/header2.xml" ContentType="` + wordTypes + `header+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
	`</Types>`

const docxRootRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relTypes + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + relTypes + `extended-properties" Target="docProps/app.xml"/>` +
	`</Relationships>`

const docxRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relTypes + `styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + relTypes + `settings" Target="settings.xml"/>` +
	`<Relationship Id="rId3" Type="` + relTypes + `fontTable" Target="fontTable.xml"/>` +
	`<Relationship Id="rId4" Type="` + relTypes + `header" Target="header1.xml"/>` +
	`<Relationship Id="rId5" Type="` + relTypes + `header" Target="header2.xml"/>` +
	`</Relationships>`

const docxApp = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
	`<Application>Nhịp Cầu</Application></Properties>`

const docxSettings = xmlHead + `<w:settings` + wordNamespaces + `><w:defaultTabStop w:val="720"/>` +
	`<w:characterSpacingControl w:val="doNotCompress"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>`

const docxFonts = xmlHead + `<w:fonts` + wordNamespaces + `><w:font w:name="Times New Roman">` +
	`<w:altName w:val="Liberation Serif"/><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>` +
	`<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`

const docxEmptyHeader = xmlHead + `<w:hdr` + wordNamespaces + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>`

func docxNumberHeader() string {
	return xmlHead + `<w:hdr` + wordNamespaces + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>` +
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`
}

// docxStyles holds the look of everything that has a name; direct formatting is left to the letterhead.
func docxStyles() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:styles` + wordNamespaces + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>`)
	fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, halfPoints(textSize), halfPoints(textSize))
	b.WriteString(`<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`)
	b.WriteString(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`)
	b.WriteString(`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>`)
	b.WriteString(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>` +
		`<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)

	gap, indent := int(paragraphGap*20), twips(firstIndent)
	body := fmt.Sprintf(`<w:spacing w:before="%d"/><w:ind w:firstLine="%d"/><w:jc w:val="both"/>`, gap, indent)
	docxStyle(&b, "BodyText", "Body Text", "", body, "")
	docxStyle(&b, "LegalBasis", "Legal Basis", "", body, `<w:i/><w:iCs/>`)
	heading := func(level int, look string) {
		id, name := fmt.Sprintf("Heading%d", level), fmt.Sprintf("heading %d", level)
		docxStyle(&b, id, name, "BodyText", `<w:keepNext/><w:keepLines/>`+body+fmt.Sprintf(`<w:outlineLvl w:val="%d"/>`, level-1), look)
	}
	heading(1, `<w:b/><w:bCs/>`)
	heading(2, `<w:b/><w:bCs/>`)
	heading(3, `<w:b/><w:bCs/><w:i/><w:iCs/>`)
	center := `<w:keepNext/><w:keepLines/><w:jc w:val="center"/>`
	docxStyle(&b, "Title", "Title", "", center, `<w:b/><w:bCs/>`)
	docxStyle(&b, "Subtitle", "Subtitle", "", center, `<w:b/><w:bCs/>`)
	docxStyle(&b, "AnnexTitle", "Annex Title", "", center+`<w:outlineLvl w:val="0"/>`, `<w:b/><w:bCs/>`)
	docxStyle(&b, "TableText", "Table Text", "", `<w:spacing w:before="40" w:after="40"/>`, sizeXML(tableSize))
	docxStyle(&b, "Header", "header", "", `<w:jc w:val="center"/>`, sizeXML(pageNumberSize))

	b.WriteString(`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, side)
	}
	b.WriteString(`</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`)
	return b.String()
}

func docxStyle(b *strings.Builder, id, name, next, paragraph, run string) {
	fmt.Fprintf(b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/>`, id, name)
	if next != "" {
		fmt.Fprintf(b, `<w:next w:val="%s"/>`, next)
	}
	b.WriteString(`<w:qFormat/><w:pPr>` + paragraph + `</w:pPr>`)
	if run != "" {
		b.WriteString(`<w:rPr>` + run + `</w:rPr>`)
	}
	b.WriteString(`</w:style>`)
}

func twips(mm float64) int { return int(math.Round(mm / 25.4 * 1440)) }

func halfPoints(size float64) int { return int(math.Round(size * 2)) }

func sizeXML(size float64) string {
	return fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, halfPoints(size), halfPoints(size))
}

func xmlText(s string) string {
	var b strings.Builder
	// A strings.Builder does not fail.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
