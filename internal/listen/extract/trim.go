package extract

import "golang.org/x/net/html/atom"

// most is the share of what an element holds from there on that one element directly below must hold for what follows it to be
// something else: who wrote the article, how to pay for it, what to read next.
const most = 0.8

// withoutFollowers leaves out the boxes that follow, inside the chosen element, the one that holds nearly all of its
// text, unless they are named for text or built like it.
func (p *page) withoutFollowers(bs []block, root int32) []block {
	t := p.tree
	dropped := false
	for at := root; ; {
		main, before := int32(0), 0.0
		for c := at + 1; c < t.nodes[at].end; c = t.nodes[c].end {
			s := &p.sums[c]
			if !p.skip[c] && mayHold[t.nodes[c].tag] && s.value >= most*(p.sums[at].value-before) && s.value > p.sums[at].value/2 && s.blocks > 2 {
				main = c
				break
			}
			before += s.value
		}
		if main == 0 {
			break
		}
		for c := t.nodes[main].end; c < t.nodes[at].end; c = t.nodes[c].end {
			if p.isFollower(c, main) {
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
