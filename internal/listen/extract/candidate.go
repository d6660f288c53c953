package extract

import "golang.org/x/net/html/atom"

// article is the blocks of the article. Loosely means that only what is surely not text is left out.
func (p *page) article(loosely bool) []block {
	p.prune(loosely)
	bs := p.blocks(0, func(i int32) bool { return p.skip[i] })
	if len(bs) == 0 {
		return nil
	}
	p.evaluate(bs)
	root := p.choose(bs)
	return p.clean(p.within(bs, p.join(root, bs)), root)
}

// prune marks what is left out before anything is scored.
func (p *page) prune(loosely bool) {
	t := p.tree
	p.anchors()
	for i := int32(1); i < int32(len(t.nodes)); i++ {
		n := &t.nodes[i]
		p.skip[i] = false
		if n.text || n.tag == atom.Html || n.tag == atom.Body {
			continue
		}
		h := p.hint[i]
		drop := h&(hintJunk|hintComment|hintCaption|hintHidden) != 0
		if loosely {
			drop = h&(hintComment|hintHidden) != 0 || n.tag == atom.Nav || n.tag == atom.Footer || n.tag == atom.Figcaption
		}
		if drop && !p.holdsAnchor(i) {
			p.skip[i] = true
			i = n.end - 1
		}
	}
}

// anchors finds what surely belongs to the article: its heading and elements named for its text.
func (p *page) anchors() {
	if p.meta.anchors != nil {
		return
	}
	p.meta.anchors = []int32{}
	for i := range p.tree.nodes {
		n := &p.tree.nodes[i]
		if n.tag == atom.H1 || p.hint[i]&hintBody != 0 && p.hint[i]&(hintJunk|hintComment) == 0 {
			p.meta.anchors = append(p.meta.anchors, int32(i))
		}
	}
}

// holdsAnchor tells whether an anchor stands below i.
func (p *page) holdsAnchor(i int32) bool {
	lo, hi := 0, len(p.meta.anchors)
	for lo < hi {
		m := (lo + hi) / 2
		if p.meta.anchors[m] <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo < len(p.meta.anchors) && p.meta.anchors[lo] < p.tree.nodes[i].end
}

// evaluate gives each block its value: how much of running text it is.
func (p *page) evaluate(bs []block) {
	for i := range bs {
		bs[i].value = p.value(&bs[i])
	}
}

func (p *page) value(b *block) float64 {
	tag := p.tree.nodes[b.node].tag
	if headings[tag] || b.words < 6 || b.linkShare() > 0.5 {
		return 0
	}
	v := float64(min(b.chars, 900))
	if b.stops == 0 {
		v *= 0.3
	}
	v *= 1 - b.linkShare()
	switch tag {
	case atom.P, atom.Pre:
	case atom.Li, atom.Dd, atom.Dt:
		v *= 0.6
	case atom.Td, atom.Th:
		v *= 0.8
	default:
		v *= 0.95
	}
	return v
}

// sum is what stands below an element.
type sum struct {
	score       float64
	chars, link int
}

const (
	fade      = 0.9 // of a score from an element to the one around it
	bodyBonus = 1.6
	goodBonus = 1.1
	weakMalus = 0.8
)

// choose finds the element whose text is most like an article.
func (p *page) choose(bs []block) int32 {
	t := p.tree
	sums := make([]sum, len(t.nodes))
	for i := range bs {
		s := &sums[bs[i].node]
		s.score += bs[i].value
		s.chars += bs[i].chars
		s.link += bs[i].link
	}
	best, top := int32(0), -1.0
	for i := int32(len(t.nodes) - 1); i > 0; i-- {
		n := &t.nodes[i]
		s := sums[i]
		if s.chars == 0 {
			continue
		}
		up := &sums[n.parent]
		weight := fade
		if !n.block {
			weight = 1
		}
		up.score += weight * s.score
		up.chars += s.chars
		up.link += s.link
		if !n.block || !mayHold[n.tag] && !n.hyphen {
			continue
		}
		score := s.score * (1 - float64(s.link)/float64(s.chars)) * p.bonus(i)
		if score > top {
			best, top = i, score
		}
	}
	return best
}

// mayHold are elements that may hold an article.
var mayHold = tagSet(atom.Body, atom.Div, atom.Article, atom.Section, atom.Main, atom.Td, atom.Table, atom.Tbody, atom.Center,
	atom.Form, atom.Fieldset, atom.Blockquote, atom.Dd, atom.Noscript, atom.Header, atom.Li, atom.Details, atom.Pre)

func (p *page) bonus(i int32) float64 {
	h := p.hint[i]
	v := 1.0
	if h&hintBody != 0 {
		v *= bodyBonus
	} else if h&hintGood != 0 {
		v *= goodBonus
	}
	if h&(hintWeak|hintMeta|hintJunk|hintComment) != 0 {
		v *= weakMalus
	}
	return v
}

// join is the elements that together hold the article: the chosen one and those beside it that carry on.
func (p *page) join(root int32, bs []block) []int32 {
	return []int32{root}
}

// within is the blocks below the roots, in order.
func (p *page) within(bs []block, roots []int32) []block {
	var out []block
	for _, b := range bs {
		for _, r := range roots {
			if p.tree.inside(b.first, r) {
				out = append(out, b)
				break
			}
		}
	}
	return out
}
