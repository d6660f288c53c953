package feed

import (
	"html"
	"strings"
	"unicode/utf8"
)

const (
	maxEntities      = 256     // that a document may declare
	maxEntityValue   = 8 << 10 // bytes of one declared value
	maxEntitySpent   = 1 << 20 // bytes that declared entities of a document may become in all
	longestEntity    = 40      // bytes of a name
	replacementTable = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"
)

// replaceEntities gives the characters for the references in text. An ampersand that begins none, and a name
// that nobody declared, stay as they are.
func (s *scanner) replaceEntities(text string) string {
	i := strings.IndexByte(text, '&')
	if i < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for {
		b.WriteString(text[:i])
		text = text[i:]
		value, size := s.reference(text)
		if size == 0 {
			s.malformed = true
			value, size = "&", 1
		}
		b.WriteString(value)
		text = text[size:]
		i = strings.IndexByte(text, '&')
		if i < 0 {
			b.WriteString(text)
			return b.String()
		}
	}
}

// reference reads the reference that text begins with; size is 0 if it is none.
func (s *scanner) reference(text string) (value string, size int) {
	end := strings.IndexByte(text[:min(len(text), longestEntity+2)], ';')
	if end < 2 {
		return "", 0
	}
	name := text[1:end]
	switch name {
	case "amp":
		return "&", end + 1
	case "lt":
		return "<", end + 1
	case "gt":
		return ">", end + 1
	case "quot":
		return `"`, end + 1
	case "apos":
		return "'", end + 1
	}
	if name[0] == '#' {
		return numbered(name[1:]), end + 1
	}
	if v, ok := s.entities[name]; ok {
		s.spent += len(v)
		if s.spent > maxEntitySpent {
			s.malformed = true
			return "", end + 1
		}
		return v, end + 1
	}
	if v, ok := namedEntity(name); ok {
		s.malformed = true
		return v, end + 1
	}
	return "", 0
}

// namedEntity is the character that HTML knows by this name.
func namedEntity(name string) (string, bool) {
	for i := range len(name) {
		if !isNameByte(name[i]) {
			return "", false
		}
	}
	whole := "&" + name + ";"
	v := html.UnescapeString(whole)
	return v, v != whole && !strings.HasSuffix(v, ";")
}

// numbered is the character of a numeric reference without its '#'. Numbers from 128 to 159 are read as
// windows-1252, which is what their writers meant; what is no character becomes U+FFFD or nothing.
func numbered(digits string) string {
	base, max := rune(10), 7
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base, max = digits[1:], 16, 6
	}
	digits = strings.TrimLeft(digits, "0")
	if len(digits) > max {
		return "\uFFFD"
	}
	n := rune(0)
	for i := range len(digits) {
		d := digit(digits[i])
		if d < 0 || d >= base {
			return "\uFFFD"
		}
		n = n*base + d
	}
	switch {
	case n < ' ' && n != '\t' && n != '\n' && n != '\r':
		return ""
	case 0x80 <= n && n < 0xA0:
		return windowsC1(n)
	case !utf8.ValidRune(n):
		return "\uFFFD"
	}
	return string(n)
}

func digit(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}

// windowsC1 is the character of windows-1252 for a code from 0x80 to 0x9F.
func windowsC1(code rune) string {
	n := rune(0x80)
	for _, r := range replacementTable {
		if n == code {
			return string(r)
		}
		n++
	}
	return ""
}

// readDoctype passes over the document type and learns the entities that it declares. A declared value is
// text: references in it to other declared entities are replaced while it is short, and nothing is fetched.
func (s *scanner) readDoctype() {
	i := s.at + len("<!DOCTYPE")
	s.netscape = strings.Contains(s.text[i:min(i+200, len(s.text))], "Netscape")
	depth := 0
	for i < len(s.text) {
		switch c := s.text[i]; {
		case c == '"' || c == '\'':
			end := strings.IndexByte(s.text[i+1:], c)
			if end < 0 {
				s.malformed = true
				s.at = len(s.text)
				return
			}
			i += end + 1
		case strings.HasPrefix(s.text[i:], "<!--"):
			end := s.index(i+4, "-->")
			if end < 0 {
				s.at = len(s.text)
				return
			}
			i = end + 2
		case hasPrefixFold(s.text[i:], "<!ENTITY"):
			i = s.declare(i + len("<!ENTITY"))
			continue
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>' && depth <= 0:
			s.at = i + 1
			return
		}
		i++
	}
	s.malformed = true
	s.at = len(s.text)
}

// declare reads the declaration of an entity after its keyword and returns where its value ends.
func (s *scanner) declare(i int) int {
	i = skipSpace(s.text, i)
	start := i
	for i < len(s.text) && isNameByte(s.text[i]) {
		i++
	}
	name := s.text[start:i]
	i = skipSpace(s.text, i)
	if name == "" || i >= len(s.text) || (s.text[i] != '"' && s.text[i] != '\'') {
		return i // a parameter entity or one that stands elsewhere
	}
	end := strings.IndexByte(s.text[i+1:], s.text[i])
	if end < 0 {
		s.malformed = true
		return len(s.text)
	}
	if s.entities == nil {
		s.entities = map[string]string{}
	}
	if _, known := s.entities[name]; !known && len(s.entities) < maxEntities && len(name) <= longestEntity {
		value := s.replaceEntities(s.text[i+1 : i+1+end])
		s.entities[name] = value[:min(len(value), maxEntityValue)]
	}
	return i + end + 2
}
