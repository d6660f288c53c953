package feed

import (
	"html"
	"slices"
	"strings"
)

// cleanHTML leaves of a piece of HTML what is harmless: text, and elements and attributes that only give it form.
// Scripts and the like go with what is inside them, other unknown tags go and their text stays; addresses are
// completed by base, and those that would run something are emptied. Tags are not paired: what was not closed is
// not closed. Time is linear in the length of s.
func cleanHTML(s, base string) string {
	if strings.IndexByte(s, '<') < 0 && strings.IndexByte(s, '&') < 0 {
		return s
	}
	c := cleaner{s: s, base: base, out: make([]byte, 0, len(s)+len(s)/8)}
	c.run()
	return string(c.out)
}

// cleaner goes through HTML once.
type cleaner struct {
	s     string
	base  string
	at    int
	out   []byte
	attrs []attribute
	open  bool   // no comment ends in the rest
	stray string // a dropped element that ended without a beginning; it takes the next beginning with it
	math  int    // open elements of MathML
	svg   int    // open elements of SVG
}

func (c *cleaner) run() {
	for c.at < len(c.s) {
		i := strings.IndexByte(c.s[c.at:], '<')
		if i < 0 {
			c.text(c.s[c.at:])
			return
		}
		c.text(c.s[c.at : c.at+i])
		c.at += i
		c.markup()
	}
}

// text keeps characters; references to the codes that windows-1252 uses are set right.
func (c *cleaner) text(s string) {
	for {
		i := strings.Index(s, "&#")
		if i < 0 {
			c.out = append(c.out, s...)
			return
		}
		c.out = append(c.out, s[:i]...)
		s = s[i:]
		end := strings.IndexByte(s[:min(len(s), 10)], ';')
		if end < 0 {
			c.out = append(c.out, "&#"...)
			s = s[2:]
			continue
		}
		c.out = appendReference(c.out, s[:end+1])
		s = s[end+1:]
	}
}

// appendReference writes a numeric reference; one to a code from 128 to 159 as the character that was meant.
func appendReference(b []byte, ref string) []byte {
	v := numbered(ref[2 : len(ref)-1])
	code := html.UnescapeString(ref)
	if v == code && v != "" && v != "\uFFFD" && !isC1(ref) {
		return append(b, ref...)
	}
	for _, r := range v {
		b = append(b, "&#x"...)
		b = appendHex(b, r)
		b = append(b, ';')
	}
	return b
}

// isC1 reports whether a numeric reference names a code from 128 to 159.
func isC1(ref string) bool {
	digits := ref[2 : len(ref)-1]
	if digits != "" && digits[0]|0x20 == 'x' {
		return len(digits) == 3 && (digits[1] == '8' || digits[1] == '9')
	}
	return len(digits) == 3 && digits >= "128" && digits <= "159"
}

func appendHex(b []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	started := false
	for shift := 20; shift >= 0; shift -= 4 {
		d := r >> shift & 15
		if d != 0 || started || shift == 0 {
			b = append(b, hex[d])
			started = true
		}
	}
	return b
}

// markup reads what begins with '<'.
func (c *cleaner) markup() {
	rest := c.s[c.at:]
	if len(rest) < 2 {
		c.literal("&lt;", 1)
		return
	}
	switch b := rest[1]; {
	case b == '!':
		c.declaration(rest)
	case b == '?':
		c.pass(">", 2)
	case b == '/':
		c.closing(rest)
	case 'a' <= b|0x20 && b|0x20 <= 'z':
		c.opening(rest)
	default:
		c.literal("&lt;", 1)
	}
}

// literal writes text for the next size bytes.
func (c *cleaner) literal(text string, size int) {
	c.out = append(c.out, text...)
	c.at += size
}

func (c *cleaner) declaration(rest string) {
	switch {
	case strings.HasPrefix(rest, "<!--"):
		c.comment(rest)
	case hasPrefixFold(rest, "<!doctype"):
		c.pass(">", 2)
	default:
		c.literal("&lt;!", 2)
	}
}

// comment keeps a comment that all readers of HTML end at the same place, and leaves out any other.
func (c *cleaner) comment(rest string) {
	end := -1
	if !c.open {
		end = strings.Index(rest[4:], "-->")
	}
	if end < 0 {
		c.open = true // there is none in what follows either
		c.pass(">", 4)
		return
	}
	inside := rest[4 : 4+end]
	if !strings.Contains(inside, "--") && !strings.HasPrefix(inside, ">") && !strings.HasPrefix(inside, "-") && !strings.HasPrefix(inside, "[") {
		c.out = append(c.out, rest[:4+end+3]...)
	}
	c.at += 4 + end + 3
}

// pass goes behind the next end; without one, the rest is gone.
func (c *cleaner) pass(end string, skip int) {
	from := min(c.at+skip, len(c.s))
	if i := strings.Index(c.s[from:], end); i >= 0 {
		c.at = from + i + len(end)
		return
	}
	c.at = len(c.s)
}

func (c *cleaner) closing(rest string) {
	n := 2
	for n < len(rest) && isTagByte(rest[n]) {
		n++
	}
	name := lowerWord(rest[2:n])
	if next := strings.IndexByte(rest[1:], '<'); next >= 0 {
		rest = rest[:1+next] // if there is no '>' before, it was forgotten
	}
	end := strings.IndexByte(rest, '>')
	if end < 0 {
		end = len(rest) - 1
	}
	c.at += end + 1
	switch {
	case droppedElements(name):
		next := skipSpace(c.s, c.at)
		if hasPrefixFold(c.s[next:], "<"+name) {
			c.at, c.stray = next, name
		}
	case name == "" || voidElements(name):
	case c.svg > 0 || c.math > 0:
		c.foreignEnd(name)
	case htmlElements(name):
		c.end(name)
	}
}

func (c *cleaner) end(name string) {
	c.out = append(c.out, '<', '/')
	c.out = append(c.out, name...)
	c.out = append(c.out, '>')
}

func isTagByte(b byte) bool {
	return 'a' <= b|0x20 && b|0x20 <= 'z' || '0' <= b && b <= '9' || b == '-' || b == '_' || b == ':' || b == '.' || b >= 0x80
}

func (c *cleaner) opening(rest string) {
	n := 1
	for n < len(rest) && isTagByte(rest[n]) {
		n++
	}
	written := rest[1:n]
	name := lowerWord(written)
	end, empty := c.readAttributes(rest, n)
	c.at += end
	stray := c.stray
	c.stray = ""
	switch {
	case droppedElements(name):
		if !empty && name != stray {
			c.drop(name)
		}
	case name == "svg" || name == "math" || c.svg > 0 || c.math > 0:
		c.foreign(name, empty)
	case htmlElements(name):
		c.element(name, empty)
	}
}

// drop goes behind the end tag of an element whose inside is no text, or to the end of everything.
func (c *cleaner) drop(name string) {
	for c.at < len(c.s) {
		i := strings.Index(c.s[c.at:], "</")
		if i < 0 {
			break
		}
		c.at += i
		if hasPrefixFold(c.s[c.at+2:], name) {
			c.pass(">", 2)
			return
		}
		c.at += 2
	}
	c.at = len(c.s)
}

// element writes the start tag of an element of HTML.
func (c *cleaner) element(name string, empty bool) {
	c.out = append(c.out, '<')
	c.out = append(c.out, name...)
	slices.SortStableFunc(c.attrs, func(a, b attribute) int { return strings.Compare(a.name, b.name) })
	for _, a := range c.attrs {
		c.attribute(name, a)
	}
	if voidElements(name) {
		c.out = append(c.out, " />"...)
		return
	}
	c.out = append(c.out, '>')
	if empty {
		c.end(name)
	}
}

func (c *cleaner) attribute(element string, a attribute) {
	value := a.value
	switch {
	case a.name == "style":
		value = cleanStyle(value)
		if value == "" {
			return
		}
	case !htmlAttributes(a.name):
		return
	case addressAttributes(a.name):
		value = c.address(value)
	}
	c.write(a.name, value)
}

// address completes an address, which is written with references; it is emptied where it is not safe.
func (c *cleaner) address(value string) string {
	meant := value
	if strings.IndexByte(value, '&') >= 0 {
		meant = html.UnescapeString(value)
	}
	meant = withoutControls(meant)
	if !safe(meant) || len(meant) > MaxLink {
		return ""
	}
	return join(c.base, withoutControls(value))
}

// write writes an attribute; references in its value stay.
func (c *cleaner) write(name, value string) {
	c.out = append(c.out, ' ')
	c.out = append(c.out, name...)
	c.out = append(c.out, '=', '"')
	for i := range len(value) {
		switch b := value[i]; b {
		case '<':
			c.out = append(c.out, "&lt;"...)
		case '>':
			c.out = append(c.out, "&gt;"...)
		case '"':
			c.out = append(c.out, "&quot;"...)
		default:
			c.out = append(c.out, b)
		}
	}
	c.out = append(c.out, '"')
}

// withoutControls removes the characters that browsers overlook in an address.
func withoutControls(s string) string {
	clean := true
	for i := range len(s) {
		clean = clean && s[i] > ' '
	}
	if clean {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, strings.TrimSpace(s))
}

// readAttributes reads the attributes of the start tag that rest begins with, from n on. It returns where the tag
// ends and whether it closes itself.
func (c *cleaner) readAttributes(rest string, n int) (end int, empty bool) {
	c.attrs = c.attrs[:0]
	for n < len(rest) {
		switch b := rest[n]; {
		case b == '>':
			return n + 1, empty
		case b == '<':
			return n, empty
		case isSpace(b):
			n++
			continue
		case b == '/':
			empty = n+1 < len(rest) && rest[n+1] == '>'
			n++
			continue
		}
		n = c.readAttribute(rest, n)
	}
	return n, empty
}

func (c *cleaner) readAttribute(rest string, n int) int {
	start := n
	for n < len(rest) && !isSpace(rest[n]) && rest[n] != '=' && rest[n] != '>' && rest[n] != '<' && rest[n] != '/' {
		n++
	}
	if n == start { // a '=' without a name
		return n + 1
	}
	name := lowerWord(rest[start:n])
	eq := skipSpace(rest, n)
	if eq >= len(rest) || rest[eq] != '=' {
		c.add(name, name)
		return n
	}
	v := skipSpace(rest, eq+1)
	if v >= len(rest) {
		return v
	}
	if q := rest[v]; q == '"' || q == '\'' {
		end := c.quoteEnd(rest, v+1, q)
		c.add(name, rest[v+1:end])
		if end < len(rest) && rest[end] == q {
			end++
		}
		return end
	}
	end := v
	for end < len(rest) && !isSpace(rest[end]) && rest[end] != '>' {
		end++
	}
	c.add(name, rest[v:end])
	return end
}

// quoteEnd is where a quoted value ends: at its quote or, where that is missing, before the tag's end.
func (c *cleaner) quoteEnd(rest string, from int, quote byte) int {
	if i := strings.IndexByte(rest[from:], quote); i >= 0 {
		return from + i
	}
	if i := strings.IndexByte(rest[from:], '>'); i >= 0 {
		return from + i
	}
	return len(rest)
}

func (c *cleaner) add(name, value string) {
	if len(c.attrs) >= maxAttributes {
		return
	}
	for _, a := range c.attrs {
		if a.name == name {
			return
		}
	}
	c.attrs = append(c.attrs, attribute{name, value})
}

// looksLikeMarkup guesses whether a value that does not say what it is was meant as HTML: it has an end tag or a
// reference, and every tag and reference in it is known.
func looksLikeMarkup(v string) bool {
	found := false
	for i := 0; i < len(v); i++ {
		switch v[i] {
		case '<':
			j := i + 1
			closing := j < len(v) && v[j] == '/'
			if closing {
				j++
			}
			k := j
			for k < len(v) && isTagByte(v[k]) {
				k++
			}
			if k == j {
				continue
			}
			if !htmlElements(lowerWord(v[j:k])) {
				return false
			}
			found = found || closing && k < len(v) && v[k] == '>'
		case '&':
			end := strings.IndexByte(v[i:min(len(v), i+longestEntity)], ';')
			if end < 2 {
				continue
			}
			name := v[i+1 : i+end]
			if name[0] == '#' {
				found = true
				continue
			}
			if !isWord(name) {
				continue
			}
			if _, ok := namedEntity(name); !ok && name != "amp" && name != "lt" && name != "gt" && name != "quot" {
				return false
			}
			found = true
		}
	}
	return found
}

func isWord(s string) bool {
	for i := range len(s) {
		if !isNameByte(s[i]) {
			return false
		}
	}
	return true
}
