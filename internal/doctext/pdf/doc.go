// Package pdf reads the text layer of a PDF file: its paragraphs in reading order and its ruled tables
// with rows, columns and merged cells, as an [official.Source].
//
// The way from bytes to paragraphs has four steps, one group of files each:
//
//	lex, file, stream, crypt    bytes → objects; broken cross-references are rebuilt by scanning
//	font, cmap, encoding, …     objects → characters with their widths
//	page, content               content streams → glyphs with positions, and ruling lines
//	line, column, grid, table,  glyphs and rules → visual lines, columns, cells, then paragraphs
//	paragraph, running, source  and tables over all pages
//
// Every size that a file states is distrusted: bytes are counted as they are inflated, objects as they
// are parsed, nesting is limited, and what has been visited is remembered. The package reads no more than
// it needs: pictures are never decoded, scripts and attachments never touched.
//
// Only tables with ruling lines are recognised. Annotations and form fields are not read.
package pdf
