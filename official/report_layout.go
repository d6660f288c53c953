package official

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The layout of an official paper, in millimetres and points.
//
//law:nd-30-2020
const (
	pageWidth    = 210.0
	pageHeight   = 297.0
	marginTop    = 20.0
	marginBottom = 20.0
	marginLeft   = 30.0
	marginRight  = 15.0
	headerRoom   = 10.0 // from the paper's edge to the page number
	headGap      = 5.0  // kept free beside the issuing body
	headLeft     = 63.0 // column of the issuing body; the national name needs over 99 mm beside it
	firstIndent  = 12.7
	paragraphGap = 6.0 // points

	textSize       = 14.0
	nationSize     = 13.0
	mottoSize      = 14.0
	bodyNameSize   = 13.0
	numberSize     = 13.0
	placeSize      = 14.0
	letterSubject  = 13.0
	pageNumberSize = 13.0
	markSize       = 13.0
	recipientsSize = 12.0
	recipientSize  = 11.0
	tableSize      = 12.0

	signatureRoom = 26.0 // between title and name, for hand and seal
	ruleShare     = 0.4  // of the text's width, under body name and subject
	lineHeight    = 1.15 // of the size: single spacing of the typeface
	pointMM       = 25.4 / 72
)

const (
	nationName = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	motto      = "Độc lập - Tự do - Hạnh phúc"
)

// paperText is s as it may stand in a paper: NFC, valid UTF-8, no control characters but line breaks and
// tabs.
func paperText(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			return '\n'
		case unicode.IsControl(r) || r == '\uFEFF' || r == '\uFFFE' || r == '\uFFFF':
			return -1
		}
		return r
	}, s)
	// Last, because what stood between a letter and its mark may have gone.
	return norm.NFC.String(s)
}

func paperLine(s string) string { return strings.Join(strings.Fields(paperText(s)), " ") }

func capitals(s string) string { return strings.ToUpper(paperLine(s)) }

// text is what is printed of a run.
func (r Run) text() string {
	if r.Figure != nil {
		return paperLine(r.Figure.Text)
	}
	return paperText(r.Text)
}

// Code is number and symbol as one cites them, "05/BC-STP"; without a number it begins with a gap.
func (r Report) Code() string {
	number := paperLine(r.Number)
	switch {
	case number == "":
		number = strings.Repeat("\u00a0", 6)
	case len(number) == 1 && number[0] >= '0' && number[0] <= '9':
		number = "0" + number
	}
	if r.Symbol == "" {
		return number
	}
	return number + "/" + paperLine(r.Symbol)
}

// placeAndDate is the line such as "An Bình, ngày 05 tháng 01 năm 2026".
func (r Report) placeAndDate() string { return paperLine(r.Place) + ", " + longDate(r.Date) }

// longDate writes a whole or partial ISO day in words, with gaps for what is missing.
func longDate(date string) string {
	year, rest, _ := strings.Cut(date, "-")
	month, day, _ := strings.Cut(rest, "-")
	if n, err := strconv.Atoi(month); err == nil && n > 2 {
		month = strconv.Itoa(n)
	}
	gap := strings.Repeat("\u00a0", 4)
	return "ngày " + orElse(day, gap) + " tháng " + orElse(month, gap) + " năm " + orElse(year, gap)
}

// shortDate writes an ISO day as 30/9/2026; anything else comes back as it is.
func shortDate(date string) string {
	parts := strings.Split(date, "-")
	if len(parts) != 3 {
		return date
	}
	return strings.TrimPrefix(parts[2], "0") + "/" + strings.TrimPrefix(parts[1], "0") + "/" + parts[0]
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// listed ends every line with a semicolon and the last one with a full stop.
func listed(lines []string) []string {
	list := make([]string, 0, len(lines))
	for _, line := range lines {
		line = strings.TrimRight(paperLine(line), " .;,")
		if line != "" {
			list = append(list, line+";")
		}
	}
	if n := len(list); n > 0 {
		list[n-1] = strings.TrimSuffix(list[n-1], ";") + "."
	}
	return list
}

// recipients are the lines of Nơi nhận, the last one saying where the paper is filed.
func (r Report) recipients() []string {
	lines := append([]string(nil), r.Recipients...)
	lines = append(lines, "Lưu: "+orElse(paperLine(r.Filing), "VT"))
	list := listed(lines)
	for i := range list {
		list[i] = "- " + list[i]
	}
	return list
}

// underNumber is what stands below the number: the subject of a letter.
func (r Report) underNumber() string {
	if r.Form != FormLetter || r.Subject == "" {
		return ""
	}
	return "V/v " + paperLine(r.Subject)
}

// annexOf is the line that ties an annex to its paper.
func (r Report) annexOf() string {
	form := strings.ToLower(string(r.Form))
	first, size := utf8.DecodeRuneInString(form)
	form = string(unicode.ToUpper(first)) + form[size:]
	return "(Kèm theo " + form + " số " + r.Code() + " " + longDate(r.Date) + " của " + paperLine(r.Body) + ")"
}

func (a Annex) heading() string { return strings.TrimSpace("Phụ lục " + paperLine(a.Number)) }

// circulation is the mark that says how far the paper may go.
func (r Report) circulation() string {
	if r.Internal {
		return "LƯU HÀNH NỘI BỘ"
	}
	return ""
}

// title is the paper's name for its properties.
func (r Report) title() string {
	if r.Form == FormLetter {
		return "V/v " + paperLine(r.Subject)
	}
	return strings.TrimSpace(string(r.Form) + " " + paperLine(r.Subject))
}

// boldWidth is the width in millimetres of text in the bold typeface, as near as its base letters tell.
func boldWidth(text string, size float64) float64 {
	units := 0
	for _, r := range norm.NFD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			units += boldWidths['d'-' ']
		case r == 'Đ':
			units += boldWidths['D'-' ']
		case r >= ' ' && r <= '~':
			units += boldWidths[r-' ']
		default:
			units += 500
		}
	}
	return float64(units) / 1000 * size * pointMM
}

// balanced is the least width at which centred text breaks into as many lines as it does in the column, so
// that no word of it stands alone.
func balanced(text string, size, column float64) float64 {
	var words []float64
	widest := 0.0
	for _, word := range strings.Fields(text) {
		w := boldWidth(word, size)
		words = append(words, w)
		widest = max(widest, w)
	}
	space := boldWidth(" ", size)
	lines := linesAt(words, space, column)
	if lines < 2 {
		return column
	}
	width := column
	for width-1 > widest && linesAt(words, space, width-1) == lines {
		width--
	}
	// The last step had room for what boldWidth does not know.
	return min(column, width+1)
}

// linesAt is how many lines words of these widths take.
func linesAt(words []float64, space, width float64) int {
	lines, used := 0, width+1
	for _, w := range words {
		if used+space+w > width {
			lines++
			used = w
			continue
		}
		used += space + w
	}
	return lines
}

// boldWidths are the advance widths of U+0020 to U+007E in Times New Roman Bold, in thousandths of the size.
var boldWidths = [...]int{
	250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278,
	500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500,
	930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778,
	611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500,
	333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500,
	556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
}
