package feed

import (
	"html"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// Plain is the value as plain text: without tags, references replaced, blocks on lines of their own.
func (t Text) Plain() string {
	if !isMarkup(t.Type) {
		return t.Value
	}
	return plainHTML(t.Value)
}

// blockElements begin and end a line.
var blockElements = words(`address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr li main menu nav ol option p pre section summary table tbody tfoot thead tr ul`)

// plainHTML is the text of HTML, cleaned or not.
func plainHTML(s string) string {
	if strings.IndexByte(s, '<') < 0 && strings.IndexByte(s, '&') < 0 {
		return strings.TrimSpace(s)
	}
	p := plainWriter{out: make([]byte, 0, len(s))}
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			p.text(s)
			break
		}
		p.text(s[:i])
		s = s[i:]
		if strings.HasPrefix(s, "<!--") {
			if _, after, ok := strings.Cut(s, "-->"); ok {
				s = after
				continue
			}
		}
		end := strings.IndexByte(s, '>')
		if end < 0 {
			p.text(s)
			break
		}
		name := p.tag(s[1:end])
		s = s[end+1:]
		if name == "script" || name == "style" {
			s = behind(s, name)
		}
	}
	return strings.TrimSpace(string(p.out))
}

// plainWriter joins the words of HTML: any space is one space, blocks are lines.
type plainWriter struct {
	out         []byte
	space, line bool
}

func (p *plainWriter) text(s string) {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	s = strings.ReplaceAll(s, "\u00a0", " ")
	for i := range len(s) {
		if isSpace(s[i]) {
			p.space = true
			continue
		}
		if len(p.out) > 0 && p.line {
			p.out = append(p.out, '\n')
		} else if len(p.out) > 0 && p.space {
			p.out = append(p.out, ' ')
		}
		p.space, p.line = false, false
		p.out = append(p.out, s[i])
	}
}

// tag notes what a tag means for the space around it, and names an element that it begins.
func (p *plainWriter) tag(s string) (begins string) {
	inside, closing := strings.CutPrefix(s, "/")
	n := 0
	for n < len(inside) && isTagByte(inside[n]) {
		n++
	}
	name := lowerWord(inside[:n])
	switch {
	case blockElements(name):
		p.line = true
	case name == "td" || name == "th":
		p.space = true
	}
	if closing || strings.HasSuffix(s, "/") {
		return ""
	}
	return name
}

// behind is what follows the end tag of an element; nothing if it never ends.
func behind(s, name string) string {
	for {
		i := strings.Index(s, "</")
		if i < 0 {
			return ""
		}
		s = s[i+2:]
		if hasPrefixFold(s, name) {
			_, s, _ = strings.Cut(s, ">")
			return s
		}
	}
}

// cutText shortens a value to at most n bytes without cutting a letter in two.
func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return vi.CutBytes(s, n)
}
