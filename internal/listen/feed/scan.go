package feed

import (
	"strings"
	"unicode/utf8"
)

// scanKind is what the scanner stands on.
type scanKind uint8

const (
	scanEnd   scanKind = iota // the document is over
	scanOpen                  // a start tag
	scanClose                 // an end tag
	scanText                  // characters, entities replaced
)

// attribute of a start tag, entities in its value replaced.
type attribute struct{ name, value string }

// maxAttributes of one tag; more are passed over.
const maxAttributes = 64

// scanner cuts an XML document into tags and text. It never fails: what breaks the rules of XML 1.0 is read as
// it was most likely meant, and remembered in malformed.
type scanner struct {
	text      string
	at        int
	malformed bool
	netscape  bool // the document type is Netscape's

	name  string // of a tag, as written
	attrs []attribute
	empty bool   // the tag closes itself
	chars string // of a text

	entities map[string]string // declared by the document itself
	spent    int               // bytes that its entities have become
	noEnd    map[string]bool   // closing strings that do not occur in the rest of the document
}

// next moves to the next tag or text.
func (s *scanner) next() scanKind {
	for s.at < len(s.text) {
		if s.text[s.at] != '<' {
			return s.readText()
		}
		rest := s.text[s.at:]
		if len(rest) < 2 {
			return s.strayBracket()
		}
		switch c := rest[1]; {
		case c == '/':
			if s.readClose() {
				return scanClose
			}
		case c == '!':
			if s.readDeclaration() {
				return scanText
			}
		case c == '?':
			s.skipTo("?>", 2)
		case isNameStart(c):
			if s.readOpen() {
				return scanOpen
			}
			return s.strayBracket()
		default:
			return s.strayBracket()
		}
	}
	return scanEnd
}

// strayBracket reads a '<' that begins no tag as the character it is.
func (s *scanner) strayBracket() scanKind {
	s.malformed = true
	s.at++
	s.chars = "<"
	return scanText
}

// readText takes the characters up to the next '<'.
func (s *scanner) readText() scanKind {
	end := strings.IndexByte(s.text[s.at:], '<')
	if end < 0 {
		end = len(s.text) - s.at
	}
	s.chars = s.replaceEntities(s.text[s.at : s.at+end])
	s.at += end
	return scanText
}

// readClose takes an end tag; false if it is none.
func (s *scanner) readClose() bool {
	i := s.at + 2
	j := i
	for j < len(s.text) && isNameByte(s.text[j]) {
		j++
	}
	s.name = s.text[i:j]
	for j < len(s.text) && s.text[j] != '>' && s.text[j] != '<' {
		if !isSpace(s.text[j]) {
			s.malformed = true
		}
		j++
	}
	if j < len(s.text) && s.text[j] == '>' {
		j++
	} else {
		s.malformed = true
	}
	s.at = j
	s.empty = false
	if s.name == "" {
		s.malformed = true
	}
	return s.name != ""
}

// readDeclaration takes a comment, a document type or a CDATA section; true if it gave characters.
func (s *scanner) readDeclaration() bool {
	rest := s.text[s.at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		s.skipTo("-->", 4)
		return false
	case hasPrefixFold(rest, "<![CDATA["):
		s.readCDATA()
		return true
	case hasPrefixFold(rest, "<!DOCTYPE"):
		s.readDoctype()
		return false
	}
	s.malformed = true
	s.skipTo(">", 2)
	return false
}

// skipTo goes behind the next end, which is looked for from skip bytes on.
func (s *scanner) skipTo(end string, skip int) {
	from := min(s.at+skip, len(s.text))
	if i := s.index(from, end); i >= 0 {
		s.at = i + len(end)
		return
	}
	s.malformed = true
	// an open comment or instruction ends with its tag, so that the rest is not lost
	if i := s.index(from, ">"); i >= 0 {
		s.at = i + 1
		return
	}
	s.at = len(s.text)
}

// index is the position of what at or after from, -1 if there is none. That there is none is remembered, so
// that a document full of openings without an end is searched once.
func (s *scanner) index(from int, what string) int {
	if s.noEnd[what] {
		return -1
	}
	i := strings.Index(s.text[from:], what)
	if i >= 0 {
		return from + i
	}
	if s.noEnd == nil {
		s.noEnd = map[string]bool{}
	}
	s.noEnd[what] = true
	return -1
}

// readCDATA takes a section of plain characters. One that is cut off ends where its element does.
func (s *scanner) readCDATA() {
	from := s.at + len("<![CDATA[")
	if end := s.index(from, "]]>"); end >= 0 {
		s.chars, s.at = s.text[from:end], end+len("]]>")
		return
	}
	s.malformed = true
	end := from
	for end < len(s.text) && !s.closesField(end) {
		i := strings.IndexByte(s.text[end+1:], '<')
		if i < 0 {
			i = len(s.text) - end - 1
		}
		end += 1 + i
	}
	s.chars, s.at = s.text[from:min(end, len(s.text))], min(end, len(s.text))
}

// closesField reports whether the end tag of a field or of something larger stands at i.
func (s *scanner) closesField(i int) bool {
	rest := s.text[i:]
	if !strings.HasPrefix(rest, "</") {
		return false
	}
	for _, name := range []string{"description>", "content:encoded>", "title>", "summary>", "content>", "item>", "entry>", "channel>", "rss>", "feed>"} {
		if strings.HasPrefix(rest[2:], name) {
			return true
		}
	}
	return false
}

// readOpen takes a start tag; false if what begins here cannot be one.
func (s *scanner) readOpen() bool {
	i := s.at + 1
	j := i
	for j < len(s.text) && isNameByte(s.text[j]) {
		j++
	}
	name := s.text[i:j]
	s.attrs, s.empty = s.attrs[:0], false
	for {
		k := skipSpace(s.text, j)
		if k >= len(s.text) {
			break
		}
		switch c := s.text[k]; {
		case c == '>':
			s.name, s.at = name, k+1
			return true
		case c == '/':
			s.empty = strings.HasPrefix(s.text[k:], "/>")
			s.malformed = s.malformed || !s.empty
			j = k + 1
			continue
		case c == '<': // the tag before was never closed
			s.malformed = true
			s.name, s.at = name, k
			return true
		}
		j = s.readAttribute(j, k)
	}
	s.malformed = true
	s.name, s.at = name, len(s.text)
	return true
}

// readAttribute takes the attribute that begins at k, before which space begins at j; it returns where it ends.
func (s *scanner) readAttribute(j, k int) int {
	s.malformed = s.malformed || j == k
	start := k
	for k < len(s.text) && !isSpace(s.text[k]) && s.text[k] != '=' && s.text[k] != '>' && s.text[k] != '<' && !strings.HasPrefix(s.text[k:], "/>") {
		k++
	}
	name := s.text[start:k]
	eq := skipSpace(s.text, k)
	if eq >= len(s.text) || s.text[eq] != '=' {
		s.malformed = true
		s.addAttribute(name, name)
		return k
	}
	v := skipSpace(s.text, eq+1)
	if v >= len(s.text) {
		return v
	}
	if q := s.text[v]; q == '"' || q == '\'' {
		end := s.quoted(v+1, q)
		s.addAttribute(name, s.text[v+1:end])
		if end < len(s.text) && s.text[end] == q {
			end++
		}
		return end
	}
	s.malformed = true
	end := v
	for end < len(s.text) && !isSpace(s.text[end]) && s.text[end] != '>' && s.text[end] != '<' {
		end++
	}
	s.addAttribute(name, s.text[v:end])
	return end
}

// quoted is where a value in quotes ends. A '<' is forbidden in it: where one comes after a '>', the closing
// quote was forgotten.
func (s *scanner) quoted(from int, quote byte) int {
	end := s.index(from, string(rune(quote)))
	bracket := strings.IndexByte(s.text[from:max(end, from)], '<')
	if end >= 0 && bracket < 0 {
		return end
	}
	s.malformed = true
	if end < 0 {
		end, bracket = len(s.text), len(s.text)-from
	}
	if i := strings.IndexByte(s.text[from:from+bracket], '>'); i >= 0 {
		return from + i
	}
	return end
}

func (s *scanner) addAttribute(name, value string) {
	if name == "" || len(s.attrs) >= maxAttributes {
		s.malformed = true
		return
	}
	for _, a := range s.attrs {
		if a.name == name {
			s.malformed = true
			return
		}
	}
	s.attrs = append(s.attrs, attribute{name, s.replaceEntities(value)})
}

func skipSpace(text string, i int) int {
	for i < len(text) && isSpace(text[i]) {
		i++
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func isNameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == ':' || c >= utf8.RuneSelf
}

func isNameByte(c byte) bool {
	return isNameStart(c) || '0' <= c && c <= '9' || c == '-' || c == '.'
}

// hasPrefixFold reports whether s begins with prefix, which is in ASCII, in any case.
func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
