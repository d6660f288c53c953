package extract

import "golang.org/x/net/html/atom"

// Of the text that an element holds from there on, this share must stand in one element directly below, so that what
// follows it is something else: who wrote the article, how to pay for it, what to read next.
const (
	most = 0.8
	// much is the same where what follows is a row of short elements built alike, as comments are.
	much = 0.6
)

// withoutFollowers leaves out the boxes that follow, inside the chosen element, the one that holds nearly all of its
// text, unless they are named for text or built like it.
func (p *page) withoutFollowers(bs []block, root int32) []block {
	t := p.tree
	dropped := false
	for at := root; ; {
		main, share := p.mainChild(at)
		if main == 0 {
			break
		}
		for c := t.nodes[main].end; c < t.nodes[at].end; c = t.nodes[c].end {
			if p.isFollower(c, main) && (share >= most || p.row(c)) {
				p.skip[c], dropped = true, true
			}
		}
		at = main
	}
	if !dropped {
		return bs
	}
	return p.unskipped(bs)
}

// mainChild is the element directly below at that holds most of its text, and its share of the text from there on;
// 0 if there is none.
func (p *page) mainChild(at int32) (main int32, share float64) {
	t := p.tree
	before := 0.0
	for c := at + 1; c < t.nodes[at].end; c = t.nodes[c].end {
		s := &p.sums[c]
		rest := p.sums[at].value - before
		if !p.skip[c] && mayHold[t.nodes[c].tag] && s.value >= much*rest && s.value > p.sums[at].value/2 && s.blocks > 2 {
			return c, s.value / rest
		}
		before += s.value
	}
	return 0, 0
}

func (p *page) isFollower(c, main int32) bool {
	n := &p.tree.nodes[c]
	switch n.tag {
	case atom.P:
		return p.hint[main]&(hintBody|hintGood) != 0 && p.tree.attr(c, "class") != ""
	case atom.Div, atom.Section, atom.Article, atom.Details, atom.Header, atom.Form, atom.Center:
	default:
		return n.hyphen
	}
	if p.skip[c] || p.sums[c].chars == 0 || p.hint[c]&(hintBody|hintGood) != 0 {
		return false
	}
	class := p.tree.attr(c, "class")
	return class == "" || p.signature(c) != p.signature(main)
}

const (
	fewestInRow  = 3
	longestInRow = 300 // letters of one element, in the mean
)

// row tells whether what stands below c is, but for little, a row of short elements built alike and without headings.
func (p *page) row(c int32) bool {
	t := p.tree
	for at := c; ; {
		alike, blocks, only := 0, 0, int32(0)
		key := ""
		for k := at + 1; k < t.nodes[at].end; k = t.nodes[k].end {
			s := &p.sums[k]
			if t.nodes[k].text || p.skip[k] || s.chars == 0 {
				continue
			}
			if only == 0 || s.blocks > p.sums[only].blocks {
				only = k
			}
			if key == "" || p.signature(k) == key {
				key = p.signature(k)
				alike++
				blocks += s.blocks
			}
		}
		switch {
		case alike >= fewestInRow:
			return 10*blocks >= 7*p.sums[at].blocks && p.sums[at].chars < longestInRow*alike && t.nodes[at+1].tag != atom.P && !p.holdsHeading(at)
		case only == 0 || 10*p.sums[only].blocks < 7*p.sums[at].blocks:
			return false
		}
		at = only
	}
}

func (p *page) holdsHeading(at int32) bool {
	for i := at; i < p.tree.nodes[at].end; i++ {
		if headings[p.tree.nodes[i].tag] {
			return true
		}
	}
	return false
}
