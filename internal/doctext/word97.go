package doctext

import (
	"encoding/binary"
	"errors"
	"strings"

	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// oldWord is the bare text of a Word 97–2003 file, read in memory without any other program: enough to find
// a mark of secrecy before anything of the file is handed on, not enough to read its tables.
type oldWord struct {
	body  string // paragraphs, one a line; cells of a row are parted by tabs
	edges string // footnotes, page headers and footers
}

var (
	errOldWord = errors.New("not a Word 97 document")
	errLocked  = errors.New("encrypted Word document")
)

// isOldWord reports whether a compound file holds a Word document.
func isOldWord(data []byte) bool {
	return strings.HasPrefix(string(data[:min(8, len(data))]), compoundMagic) && hasWide(data, "WordDocument")
}

// Places in the file information block at the beginning of a Word document.
const (
	fibFlags   = 0x0A
	fibBody    = 0x4C // characters of the text
	fibPieces  = 0x1A2
	fibLength  = fibPieces + 8
	fibMagic   = 0xA5EC
	oldestRead = 193 // Word 97
)

func readOldWord(data []byte) (oldWord, error) {
	c, err := openCompound(data)
	if err != nil {
		return oldWord{}, err
	}
	doc := c.stream("WordDocument")
	if len(doc) < fibLength || binary.LittleEndian.Uint16(doc) != fibMagic || binary.LittleEndian.Uint16(doc[2:]) < oldestRead {
		return oldWord{}, errOldWord
	}
	flags := binary.LittleEndian.Uint16(doc[fibFlags:])
	if flags&0x0100 != 0 {
		return oldWord{}, errLocked
	}
	name := "0Table"
	if flags&0x0200 != 0 {
		name = "1Table"
	}
	text, err := joinPieces(doc, between(c.stream(name), binary.LittleEndian.Uint32(doc[fibPieces:]), binary.LittleEndian.Uint32(doc[fibPieces+4:])))
	if err != nil {
		return oldWord{}, err
	}
	split := min(int(binary.LittleEndian.Uint32(doc[fibBody:])), len(text))
	if split < 0 {
		return oldWord{}, errOldWord
	}
	return oldWord{plainText(text[:split]), plainText(text[split:])}, nil
}

// between is a part of b, nil if it is not all there.
func between(b []byte, from, length uint32) []byte {
	end := uint64(from) + uint64(length)
	if end > uint64(len(b)) {
		return nil
	}
	return b[from:end]
}

// joinPieces follows the piece table: text lies in pieces of one or two bytes a character. A character of the
// result is a character of the document, as its own counts are.
func joinPieces(doc, clx []byte) ([]rune, error) {
	for len(clx) >= 3 && clx[0] == 1 { // what an edit changed, of no use here
		skip := 3 + int(binary.LittleEndian.Uint16(clx[1:]))
		clx = clx[min(skip, len(clx)):]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return nil, errOldWord
	}
	table := between(clx, 5, binary.LittleEndian.Uint32(clx[1:]))
	n := (len(table) - 4) / 12
	if n < 1 {
		return nil, errOldWord
	}
	var all []rune
	for i := range n {
		from, to := binary.LittleEndian.Uint32(table[4*i:]), binary.LittleEndian.Uint32(table[4*i+4:])
		if to < from || len(all) > len(doc) {
			return nil, errOldWord
		}
		at := binary.LittleEndian.Uint32(table[4*(n+1)+8*i+2:])
		all = append(all, pieceText(doc, at, to-from)...)
	}
	return all, nil
}

func pieceText(doc []byte, at, count uint32) []rune {
	const narrow = 1 << 30
	count = min(count, uint32(len(doc)))
	if at&narrow != 0 {
		return []rune(vi.FromWindows1252(between(doc, (at&^narrow)/2, count)))
	}
	raw := between(doc, at, 2*count)
	all := make([]rune, 0, len(raw)/2)
	for ; len(raw) >= 2; raw = raw[2:] {
		all = append(all, rune(binary.LittleEndian.Uint16(raw)))
	}
	return all
}

// plainText makes lines of Word's marks and decodes the old Vietnamese encodings.
func plainText(text []rune) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\r' || r == '\v' || r == '\f' || r == 0x0E:
			b.WriteByte('\n')
		case r == 7:
			b.WriteByte('\t')
		case r >= ' ' || r == '\t':
			b.WriteRune(r)
		}
	}
	s := b.String()
	return vi.Normalize(vi.Decode(vi.DetectLegacy(s, ""), s))
}

// lines are the text as Read would show it, without tables.
func (w oldWord) lines() official.Source {
	var src official.Source
	for line := range strings.SplitSeq(w.body, "\n") {
		for part := range strings.SplitSeq(line, "\t") {
			if part = strings.TrimSpace(part); part != "" {
				src.Lines = append(src.Lines, official.Line{Text: part})
			}
		}
	}
	return src
}

// secrecy finds a mark in a file that only its bare text is known of.
func (w oldWord) secrecy() string {
	for line := range strings.SplitSeq(w.edges, "\n") {
		if mark := markIn(line, true); mark != "" {
			return mark
		}
	}
	return SecrecyMark(w.lines(), nil)
}
