package pdf

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/nhipcau/nhipcau/vi"
)

// part is a piece of a line in one font.
type part struct {
	font *font
	text string
}

// readable is the text of the parts, decoded from old Vietnamese encodings and without what is not text:
// spaces of all widths, soft hyphens, ligatures, and the signs that symbol fonts put into the private area.
func readable(parts []part) string {
	var out strings.Builder
	for _, p := range parts {
		if e := p.font.legacy(p.text); e != vi.Unicode {
			out.WriteString(vi.Decode(e, p.text))
			continue
		}
		writeReadable(&out, p.text, p.font.symbol)
	}
	return norm.NFC.String(strings.Join(strings.Fields(out.String()), " "))
}

// legacy is the old encoding of a piece of text in this font. A font with such a name is asked piece by
// piece, as some writers keep the name and show Unicode with it; any other font is asked once, by all
// that it shows.
func (ft *font) legacy(s string) vi.Encoding {
	if ft.symbol {
		return vi.Unicode
	}
	if vi.FontEncoding(ft.name) != vi.Unicode {
		return vi.DetectLegacy(s, ft.name)
	}
	if !ft.judged {
		ft.judged = true
		ft.verdict = vi.DetectLegacy(string(ft.sample), "")
		ft.sample = nil
	}
	return ft.verdict
}

const maxSample = 8 << 10

// observe keeps some text of a font that may turn out to be in an old encoding.
func (ft *font) observe(s string) {
	if len(ft.sample) < maxSample && !ft.judged {
		ft.sample = append(append(ft.sample, s...), ' ')
	}
}

func writeReadable(out *strings.Builder, s string, symbol bool) {
	plain := !symbol
	for i := range len(s) {
		plain = plain && s[i] >= 0x20 && s[i] < 0x7f
	}
	if plain {
		out.WriteString(s)
		return
	}
	for _, r := range s {
		out.WriteString(readableRune(r, symbol))
	}
}

var ligatures = [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}

func readableRune(r rune, symbol bool) string {
	switch {
	case r == '\u00a0' || r >= '\u2000' && r <= '\u200a' || r == '\u202f' || r == '\u205f' || r == '\u3000' || r == '\t' || r == '\n' || r == '\r':
		return " "
	case r < 0x20 || r == 0x7f || r >= '\u200b' && r <= '\u200f' || r == '\ufeff' || r == '\u2060':
		return ""
	case r == '\u00ad' || r == '\u2010' || r == '\u2011':
		return "-"
	case r >= 0xfb00 && r <= 0xfb06:
		return ligatures[r-0xfb00]
	case r >= 0xf000 && r <= 0xf0ff:
		return signText(byte(r))
	case symbol && r > 0xa0 && r <= 0xff:
		return signText(byte(r))
	}
	return string(r)
}

// signText is a sign of the Symbol and Wingdings fonts as plain text. All their bullets are one.
func signText(c byte) string {
	switch {
	case c == 0x2d || c == 0x2b || c >= 0x30 && c <= 0x39 || c == 0x2e || c == 0x2c:
		return string(rune(c))
	case c == 0x20:
		return " "
	case c == 0xe0 || c == 0xae || c == 0xf0:
		return "→"
	case c == 0xa3:
		return "≤"
	case c == 0xb3:
		return "≥"
	}
	return "•"
}
