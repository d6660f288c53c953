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

// cutter walks through the tree and cuts it into blocks.
type cutter struct {
	t                        *tree
	g                        gather
	out                      []block
	ends, owners             []int32 // where open block elements end, and which they are; innermost last
	linkEnd, boldEnd, preEnd int32   // where the open link, bold or preformatted element ends
	breaks                   int     // <br> since the last text
}

// blocks cuts what stands below from into blocks, leaving out everything below nodes of which skip is true.
func (p *page) blocks(from int32, skip func(i int32) bool) []block {
	t := p.tree
	c := cutter{t: t, owners: []int32{from}}
	if !t.nodes[from].block {
		c.owners[0] = t.nodes[from].box
	}
	for i := from; i < t.nodes[from].end; i++ {
		for len(c.ends) > 0 && i >= c.ends[len(c.ends)-1] {
			c.flush()
			c.ends, c.owners = c.ends[:len(c.ends)-1], c.owners[:len(c.owners)-1]
		}
		n := &t.nodes[i]
		switch {
		case n.text:
			if c.g.add(t, i, c.owners[len(c.owners)-1], i < c.preEnd, i < c.linkEnd, i < c.boldEnd) {
				c.breaks = 0
			}
		case n.silent || skip(i):
			if n.block {
				c.flush()
			}
			i = n.end - 1
		default:
			c.enter(i, n)
		}
	}
	c.flush()
	return c.out
}

// flush ends the block that is being gathered.
func (c *cutter) flush() {
	c.breaks = 0
	if b, ok := c.g.finish(); ok {
		c.out = append(c.out, b)
	}
}

// enter notes what an element changes for the text inside it.
func (c *cutter) enter(i int32, n *node) {
	switch {
	case n.tag == atom.Br:
		c.breaks++
		if c.breaks > 1 {
			c.flush()
		} else {
			c.g.text.WriteByte('\n')
		}
	case n.block:
		c.flush()
		c.ends, c.owners = append(c.ends, n.end), append(c.owners, i)
		if n.tag == atom.Pre || n.tag == atom.Listing || n.tag == atom.Xmp {
			c.preEnd = max(c.preEnd, n.end)
		}
	case n.tag == atom.A && i >= c.linkEnd && c.t.has(i, "href"):
		c.linkEnd = n.inlineEnd()
	case (n.tag == atom.B || n.tag == atom.Strong) && i >= c.boldEnd:
		c.boldEnd = n.inlineEnd()
	}
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
