package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// block is a run of text that a reader sees as one paragraph, heading, item or cell.
type block struct {
	text  string
	node  int32 // innermost block element around it
	first int32 // first and last text nodes
	last  int32
	chars int // letters and digits
	link  int // of them inside links
	bold  int // of them inside bold
	words int
	stops int // marks that end sentences, commas
	value float64
}

// linkShare is the part of the characters that can be clicked.
func (b *block) linkShare() float64 {
	if b.chars == 0 {
		return 1
	}
	return float64(b.link) / float64(b.chars)
}

// gather is a block while its text nodes arrive.
type gather struct {
	b    block
	text strings.Builder
	raw  bool // inside pre
}

// blocks cuts the tree into blocks, leaving out everything below nodes of which skip is true.
func (p *page) blocks(from int32, skip func(i int32) bool) []block {
	var out []block
	var g gather
	t := p.tree
	linkEnd, boldEnd, preEnd := int32(0), int32(0), int32(0)
	breaks := 0
	flush := func() {
		breaks = 0
		if b, ok := g.finish(); ok {
			out = append(out, b)
		}
	}
	// ends holds where open block elements end, innermost last.
	var ends []int32
	owner := []int32{from}
	if !t.nodes[from].block {
		owner[0] = t.nodes[from].box
	}
	for i := from; i < t.nodes[from].end; i++ {
		for len(ends) > 0 && i >= ends[len(ends)-1] {
			flush()
			ends, owner = ends[:len(ends)-1], owner[:len(owner)-1]
		}
		n := &t.nodes[i]
		if !n.text {
			if silent[n.tag] || skip(i) {
				if n.block {
					flush()
				}
				i = n.end - 1
				continue
			}
			switch {
			case n.tag == atom.Br:
				breaks++
				if breaks > 1 {
					flush()
				} else {
					g.text.WriteByte('\n')
				}
			case n.block:
				flush()
				ends, owner = append(ends, n.end), append(owner, i)
				if n.tag == atom.Pre || n.tag == atom.Listing || n.tag == atom.Xmp {
					preEnd = max(preEnd, n.end)
				}
			case n.tag == atom.A && i >= linkEnd && t.has(i, "href"):
				linkEnd = n.end
				if n.closed != 0 {
					linkEnd = n.closed
				}
			case (n.tag == atom.B || n.tag == atom.Strong) && i >= boldEnd:
				boldEnd = n.end
				if n.closed != 0 {
					boldEnd = n.closed
				}
			}
			continue
		}
		if g.add(t, i, owner[len(owner)-1], i < preEnd, i < linkEnd, i < boldEnd) {
			breaks = 0
		}
	}
	flush()
	return out
}

// add appends a text node and tells whether it held anything to read.
func (g *gather) add(t *tree, i, owner int32, raw, link, bold bool) bool {
	s := t.nodes[i].data
	chars, words, stops := count(s)
	if chars == 0 && strings.TrimSpace(s) == "" {
		if g.b.chars > 0 || raw {
			g.text.WriteString(s)
		}
		return false
	}
	if g.text.Len() == 0 || g.b.last == 0 {
		g.b.first, g.b.node = i, owner
	}
	g.b.last = i
	g.raw = g.raw || raw
	g.text.WriteString(s)
	g.b.chars += chars
	g.b.words += words
	g.b.stops += stops
	if link {
		g.b.link += chars
	}
	if bold {
		g.b.bold += chars
	}
	return true
}

func (g *gather) finish() (block, bool) {
	b := g.b
	s := g.text.String()
	raw := g.raw
	*g = gather{}
	if raw {
		b.text = strings.Trim(s, "\n\r")
	} else {
		b.text = lines(s)
	}
	return b, b.text != ""
}

// lines folds white space and keeps single line breaks that stand for <br>; the page's own line ends are spaces.
func lines(s string) string { return oneLine(s) }

// count counts letters and digits, words, and marks that running text has.
func count(s string) (chars, words, stops int) {
	in := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
				chars++
				if !in {
					words, in = words+1, true
				}
				continue
			case c == ',' || c == '.' || c == ';' || c == '!' || c == '?':
				stops++
			}
			if c != '\'' && c != '-' {
				in = false
			}
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		i += w
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			chars++
			if !in {
				words, in = words+1, true
			}
			continue
		}
		if r == '，' || r == '。' || r == '…' || r == '、' {
			stops++
		}
		if r != '’' {
			in = false
		}
	}
	return chars, words, stops
}
