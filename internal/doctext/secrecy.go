package doctext

import (
	"bytes"
	"context"
	"encoding/xml"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// Law on protection of state secrets of 2018, article 11; the marks are those of Circular 24/2020/TT-BCA.
var (
	secretMark   = regexp.MustCompile(`^(?:TUYỆT MẬT|TỐI MẬT|MẬT)$`)
	secretSmall  = regexp.MustCompile(`^(?:Tuyệt mật|Tối mật|Mật)$`)
	secretField  = regexp.MustCompile(`(?i)^(?:độ|mức|mức độ|dấu(?: chỉ)?(?: độ)?)\s+mật\s*[:：]\s*(tuyệt mật|tối mật|mật)\s*(?:[^\p{L}\s]|$)`)
	secretInside = regexp.MustCompile(`\((TUYỆT MẬT|TỐI MẬT|MẬT)\)|^(?:TUYỆT MẬT|TỐI MẬT|MẬT)\s*[-–—:]`)
	spacedMark   = regexp.MustCompile(`^(?:\p{L} ){2,}\p{L}$`)
	edgeCode     = regexp.MustCompile(`&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-Z])`)
	wideGap      = regexp.MustCompile(`\t+|\s{3,}|\|`)
)

// The mark stands among this many lines with text from the top; in small letters, which a cell of a table
// may also hold in another sense, only in the letterhead.
const (
	secretLines = 60
	letterhead  = 15
)

// SecrecyMark finds a mark of state secrecy (MẬT, TỐI MẬT, TUYỆT MẬT) on the first page of a document that
// Read has read: as a line of its own, in a column of the letterhead, in a field, or in a page header or
// footer of a Word file. It is empty if there is none. A mark that is a stamp in a picture cannot be found.
func SecrecyMark(src official.Source, data []byte) string {
	for _, text := range pageEdges(data) {
		if mark := markIn(text, true); mark != "" {
			return mark
		}
	}
	seen := 0
	for _, l := range src.Lines {
		if strings.TrimSpace(l.Text) == "" {
			continue
		}
		seen++
		if seen > secretLines {
			break
		}
		if mark := markIn(l.Text, seen <= letterhead); mark != "" {
			return mark
		}
	}
	return ""
}

// ScanMark is SecrecyMark for text that a program recognised on pictures: marks and tones that it missed are
// forgiven where the letters stand alone in capitals.
func ScanMark(s Scan) string {
	if mark := SecrecyMark(s.Source, nil); mark != "" {
		return mark
	}
	for _, l := range s.Source.Lines {
		if l.Page > scannedPages {
			break
		}
		for _, piece := range wideGap.Split(l.Text, -1) {
			piece = strings.TrimFunc(piece, func(r rune) bool { return !unicode.IsLetter(r) })
			if piece == strings.ToUpper(piece) && slices.Contains([]string{"mat", "toi mat", "tuyet mat"}, vi.Fold(piece)) {
				return piece
			}
		}
	}
	return ""
}

// scannedPages is how many pages of a scan are searched for a mark.
const scannedPages = 3

// InternalMark reports whether a document says of itself that it goes round inside the office only (lưu hành
// nội bộ): on its first page, or in a page header or footer.
func InternalMark(src official.Source, data []byte) bool {
	for _, text := range pageEdges(data) {
		if saysInternal(text) {
			return true
		}
	}
	seen := 0
	for _, l := range src.Lines {
		if strings.TrimSpace(l.Text) == "" {
			continue
		}
		seen++
		if seen > secretLines {
			return false
		}
		if saysInternal(l.Text) {
			return true
		}
	}
	return false
}

// saysInternal wants the words by themselves, not in a sentence about such papers.
func saysInternal(line string) bool {
	const most = 40
	for _, piece := range wideGap.Split(vi.Normalize(line), -1) {
		if utf8.RuneCountInString(piece) <= most && strings.Contains(vi.Fold(piece), "luu hanh noi bo") {
			return true
		}
	}
	return false
}

// RefuseSecret refuses a file that bears a mark of state secrecy, as SecrecyMark finds it, with
// fault.Invalid. A file that cannot be read is let through: whoever must read it says what is wrong.
func RefuseSecret(ctx context.Context, name string, data []byte) error {
	if isOldWord(data) {
		bare, err := readOldWord(data)
		if err != nil {
			return ctx.Err()
		}
		return ErrSecret(bare.secrecy())
	}
	src, _, err := Read(ctx, name, data, DefaultLimits())
	if err != nil {
		return ctx.Err()
	}
	return ErrSecret(SecrecyMark(src, data))
}

// ErrSecret is the answer to a document with that mark; nil without one.
func ErrSecret(mark string) error {
	if mark == "" {
		return nil
	}
	return fault.New(fault.Invalid, secretSentence, mark)
}

const secretSentence = "Văn bản có dấu chỉ độ mật “%s” nên hệ thống không nhận, và không giữ lại gì của văn bản. Hãy xử lý theo quy định về bảo vệ bí mật nhà nước."

// IsSecret reports whether an error is the refusal of a paper with a mark of secrecy.
func IsSecret(err error) bool {
	f := fault.Find(err)
	return f != nil && f.Format == secretSentence
}

func markIn(line string, small bool) string {
	line = vi.Normalize(line)
	for _, piece := range wideGap.Split(line, -1) {
		piece = strings.TrimSpace(piece)
		if m := secretField.FindStringSubmatch(piece); m != nil {
			return strings.ToUpper(m[1])
		}
		if m := secretInside.FindString(piece); m != "" {
			return strings.TrimSpace(strings.Trim(m, "()-–—: "))
		}
		piece = strings.Join(strings.Fields(strings.Trim(piece, "-–—•*.:()[]{}<>\"“”'_=~ ")), " ")
		if spacedMark.MatchString(piece) {
			piece = unspaced(piece)
		}
		if secretMark.MatchString(piece) || small && secretSmall.MatchString(piece) {
			return strings.ToUpper(piece)
		}
	}
	return ""
}

// unspaced joins letters that were set apart, "M Ậ T" or "T Ố I M Ậ T".
func unspaced(s string) string {
	joined := strings.ReplaceAll(s, " ", "")
	if first, ok := strings.CutSuffix(joined, "MẬT"); ok && first != "" {
		return first + " MẬT"
	}
	return joined
}

// pageEdges is the text that stands beside the body of a document: page headers and footers of a Word file
// or a workbook, and what is drawn on a sheet; a paragraph each.
func pageEdges(data []byte) []string {
	if isOldWord(data) {
		bare, err := readOldWord(data)
		if err != nil {
			return nil
		}
		return strings.Split(bare.edges, "\n")
	}
	if !bytes.HasPrefix(data, []byte("PK")) {
		return nil
	}
	a, err := openArchive(data, DefaultLimits())
	if err != nil {
		return nil
	}
	var all []string
	for name := range a.files {
		switch base := path.Base(name); {
		case path.Ext(base) != ".xml":
		case strings.HasPrefix(name, "word/") && (strings.HasPrefix(base, "header") || strings.HasPrefix(base, "footer")),
			strings.HasPrefix(name, "xl/drawings/"):
			all = append(all, edgeText(a, name)...)
		case strings.HasPrefix(name, "xl/worksheets/"):
			all = append(all, sheetEdges(a, name)...)
		}
	}
	return all
}

// sheetEdges are the page headers and footers of a sheet; codes such as &L and &"Arial,Bold" part them.
func sheetEdges(a *archive, name string) []string {
	var all []string
	// Damage is told by whoever reads the sheet.
	_ = eachElement(a, name, func(x *xmlReader, e xml.StartElement) error {
		if local := e.Name.Local; local == "headerFooter" || !strings.HasSuffix(local, "Header") && !strings.HasSuffix(local, "Footer") {
			return nil
		}
		var text strings.Builder
		err := x.text(func(b []byte) { text.Write(b) })
		all = append(all, strings.Split(edgeCode.ReplaceAllString(text.String(), "\n"), "\n")...)
		return err
	})
	return all
}

// edgeText reads what can be read; a damaged header has been refused by Read or is not shown by Word either.
func edgeText(a *archive, name string) []string {
	r, err := a.open(name)
	if err != nil || r == nil {
		return nil
	}
	defer func() { _ = r.Close() }() // only read
	x := newXMLReader(r, a.lim.Depth)
	var all []string
	var line strings.Builder
	for {
		t, err := x.next()
		if err != nil {
			return append(all, line.String())
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "p":
			all = append(all, line.String())
			line.Reset()
		case "tab", "br":
			line.WriteByte('\t')
		case "t":
			_ = x.text(func(b []byte) { line.Write(b) }) // the next token tells of damage
		}
	}
}
