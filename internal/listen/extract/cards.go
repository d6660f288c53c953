package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// card is one of several elements side by side that are built alike.
type card struct {
	node        int32
	chars, link int
	linked      bool // holds a line that is nothing but a link
	cut         bool // ends with an ellipsis or a call to read on
}

const (
	fewestCards = 3
	// longestCard is how many letters outside links a teaser has at most, in the mean.
	longestCard = 220
	// longestCutCard is the same for teasers that show that they are cut.
	longestCutCard = 500
)

// withoutCards leaves out lists of teasers: several elements side by side, built alike, each with a line that is a
// link and little text. A list that holds most of the page's text stays, since the article is such a list.
func (p *page) withoutCards(bs []block) []block {
	t := p.tree
	linked := make([]bool, len(t.nodes))
	cut := make([]bool, len(t.nodes))
	chars := make([]int, len(t.nodes))
	links := make([]int, len(t.nodes))
	for i := range bs {
		b := &bs[i]
		chars[b.node] += b.chars
		links[b.node] += b.link
		linked[b.node] = linked[b.node] || b.linkShare() > 0.6 && b.words >= 3
		cut[b.node] = cut[b.node] || isCut(b.text)
	}
	for i := len(t.nodes) - 1; i > 0; i-- {
		up := t.nodes[i].parent
		chars[up] += chars[i]
		links[up] += links[i]
		linked[up] = linked[up] || linked[i]
		cut[up] = cut[up] || cut[i]
	}
	dropped := false
	groups := map[string][]card{}
	for i := int32(0); i < int32(len(t.nodes)); i++ {
		if t.nodes[i].text || chars[i] == 0 || p.skip[i] {
			continue
		}
		clear(groups)
		for c := i + 1; c < t.nodes[i].end; c = t.nodes[c].end {
			n := &t.nodes[c]
			if n.text || chars[c] == 0 || p.skip[c] || n.tag == atom.P || headings[n.tag] || n.tag == atom.Tr || n.tag == atom.Td {
				continue
			}
			key := p.signature(c)
			groups[key] = append(groups[key], card{c, chars[c], links[c], linked[c], cut[c]})
		}
		for _, g := range groups {
			if p.teasers(g) {
				dropped = true
				for _, c := range g {
					p.skip[c.node] = true
				}
			}
		}
	}
	if !dropped {
		return bs
	}
	return p.unskipped(bs)
}

// signature is the kind of an element: its tag and first class without a number at its end.
func (p *page) signature(i int32) string {
	class := strings.TrimSpace(p.tree.attr(i, "class"))
	if k := strings.IndexAny(class, " \t\n"); k >= 0 {
		class = class[:k]
	}
	return p.tree.nodes[i].tag.String() + "." + strings.TrimRight(class, "0123456789")
}

func (p *page) teasers(g []card) bool {
	if len(g) < fewestCards {
		return false
	}
	linked, cut, plain, value := 0, 0, 0, 0.0
	for _, c := range g {
		if c.cut {
			cut++
		}
		if c.linked {
			linked++
		}
		plain += c.chars - c.link
		value += p.all[c.node]
	}
	longest, share := longestCard, 0.5
	if 10*cut >= 6*len(g) {
		longest, share = longestCutCard, 0.85
	}
	return 10*linked >= 7*len(g) && plain < longest*len(g) && value < share*p.all[0]
}

// isCut tells whether a text ends as teasers do.
func isCut(s string) bool {
	if len(s) < 40 {
		s = strings.ToLower(s)
		return strings.HasPrefix(s, "read more") || strings.HasPrefix(s, "read the rest") || strings.HasPrefix(s, "continue reading") ||
			strings.HasPrefix(s, "xem tiếp") || strings.HasPrefix(s, "xem thêm") || strings.HasPrefix(s, "đọc tiếp") || strings.HasPrefix(s, "chi tiết")
	}
	return strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") || strings.HasSuffix(s, "[…]") || strings.HasSuffix(s, "[...]")
}

// unskipped is the blocks that do not stand below a skipped element.
func (p *page) unskipped(bs []block) []block {
	t := p.tree
	out := bs[:0:0]
	end := int32(0)
	i := int32(0)
	for _, b := range bs {
		for ; i <= b.first; i++ {
			if p.skip[i] && i >= end {
				end = t.nodes[i].end
			}
		}
		if b.first >= end {
			out = append(out, b)
		}
	}
	return out
}
