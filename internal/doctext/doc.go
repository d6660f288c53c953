// Package doctext turns the bytes of a document into positioned lines and cells, within limits.
//
// Read decides by content what a file is and hands back an official.Source: plain text in Unicode or one
// of the old Vietnamese encodings, HTML, DOCX, XLSX and PDF, and Word 97–2003 through LibreOffice where it is
// installed. ReadPasted takes what somebody pasted; ReadScan and DrawPage take pictures of pages, with
// Tesseract and Poppler where they are installed. ReadSheet and ReadCSV give the rows of a table file for
// imports. SecrecyMark finds what must not be kept, before anything of it reaches a disk.
//
// Everything that comes in is foreign: each reader counts the bytes it really unpacks, the lines, the cells and
// the depth, and gives up with a fault.Error whose Vietnamese sentence says what to do. Readers that lean on code
// we do not trust run in a child process (see runChild and ChildMain), which is our own program started again
// with a memory and a time limit, and which other programs inherit.
//
// The package keeps nothing and owns no table.
package doctext

import (
	"embed"
	"io/fs"
)

//go:embed locales
var locales embed.FS

// Locales are the English sentences of this package.
func Locales() fs.FS { return locales }
