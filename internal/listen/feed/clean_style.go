package feed

import "strings"

const maxStyle = 4 << 10 // bytes of one style attribute

// cleanStyle keeps the declarations of a style that only give form: nothing that loads, runs or lies over the page.
// A style that is more than a list of declarations is left out whole.
func cleanStyle(style string) string {
	if len(style) > maxStyle {
		return ""
	}
	style = withoutURLs(style)
	if !isPlainStyle(style) {
		return ""
	}
	var b strings.Builder
	for declaration := range strings.SplitSeq(style, ";") {
		name, value, ok := strings.Cut(declaration, ":")
		name = strings.TrimSpace(name)
		value = strings.TrimLeft(value, " \t\r\n")
		switch {
		case strings.TrimSpace(declaration) == "" || ok && value == "":
			continue
		case !ok || name == "" || strings.ContainsAny(name, " \t\r\n") || strings.Contains(value, ":"):
			return ""
		}
		if !isHarmless(strings.ToLower(name), value) {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(name)
		b.WriteString(": ")
		b.WriteString(value)
		b.WriteByte(';')
	}
	return b.String()
}

// withoutURLs takes out what would be fetched.
func withoutURLs(s string) string {
	for {
		i := indexFold(s, "url")
		if i < 0 {
			return s
		}
		open := skipSpace(s, i+3)
		end := -1
		if open < len(s) && s[open] == '(' {
			end = strings.IndexByte(s[open:], ')')
		}
		if end < 0 {
			return s
		}
		s = s[:i] + " " + s[skipSpace(s, open+end+1):]
	}
}

func indexFold(s, what string) int {
	for i := 0; i+len(what) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(what)], what) {
			return i
		}
	}
	return -1
}

// isPlainStyle reports whether a style has no escapes, no comments and nothing in brackets but numbers.
func isPlainStyle(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z', '0' <= c && c <= '9', isSpace(c), strings.IndexByte(":,;#%.!-_", c) >= 0:
		case c == '"' || c == '\'':
			end := strings.IndexByte(s[i+1:], c)
			if end < 0 || !isWords(s[i+1:i+1+end]) {
				return false
			}
			i += end + 1
		case c == '(':
			end := strings.IndexByte(s[i:], ')')
			if end < 0 || strings.Trim(s[i+1:i+end], "0123456789, \t%") != "" {
				return false
			}
			i += end
		default:
			return false
		}
	}
	return true
}

// isWords reports whether s has letters, digits and space only.
func isWords(s string) bool {
	for i := range len(s) {
		if c := s[i]; !('a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_' || isSpace(c) || c >= 0x80) {
			return false
		}
	}
	return s != ""
}

// isHarmless reports whether a declaration may stay.
func isHarmless(name, value string) bool {
	if styleProperties(name) {
		return true
	}
	family, _, _ := strings.Cut(name, "-")
	switch family {
	case "background", "border", "margin", "padding":
	default:
		return false
	}
	for v := range strings.FieldsSeq(value) {
		if !styleWords(v) && !isMeasure(v) {
			return false
		}
	}
	return true
}

// isMeasure reports whether v is a colour or a length that stays within a page.
func isMeasure(v string) bool {
	if strings.HasPrefix(v, "#") || strings.HasPrefix(v, "rgb(") {
		return true
	}
	n := 0
	for n < len(v) && (v[n] == '.' || '0' <= v[n] && v[n] <= '9') {
		n++
	}
	whole, part, _ := strings.Cut(v[:n], ".")
	if len(whole) > 2 || len(part) > 2 {
		return false
	}
	switch strings.TrimRight(v[n:], ",)") {
	case "", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "%", "rem":
		return true
	}
	return false
}

// styleProperties may have any value that is plain.
var styleProperties = words(`
azimuth background-color border-bottom-color border-collapse border-color border-left-color border-right-color border-top-color
clear color cursor direction display elevation float font font-family font-size font-style font-variant font-weight height
letter-spacing line-height overflow pause pause-after pause-before pitch pitch-range richness speak speak-header speak-numeral
speak-punctuation speech-rate stress text-align text-decoration text-indent unicode-bidi vertical-align voice-family volume
white-space width`)

// styleWords may stand in the values of backgrounds, borders and margins.
var styleWords = words(`
auto aqua black block blue bold both bottom brown center collapse dashed dotted fuchsia gray green italic left lime maroon medium navy
none normal nowrap olive pointer purple red right silver solid teal top transparent underline white yellow !important`)
