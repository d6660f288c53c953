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
	if !loosely {
		bs = p.withoutSections(p.withoutCards(bs))
	}
	p.sums = p.total(bs)
	if known := p.witness(bs); known != nil && !loosely {
		for i := range bs {
			if known[i] {
				bs[i].value *= 2
			} else {
				bs[i].value /= 2
			}
		}
		p.sums = p.total(bs)
	}
	root := p.choose()
	if !loosely {
		bs = p.withoutFollowers(bs, root)
	}
	p.textAt = p.firstText(bs, root)
	p.findTitle(p.textAt)
	return p.clean(p.within(bs, p.join(root)), root)
}

// firstText is where running text begins below root.
func (p *page) firstText(bs []block, root int32) int32 {
	for i := range bs {
		if p.tree.inside(bs[i].first, root) && bs[i].value >= 60 {
			return bs[i].first
		}
	}
	return root
}

// prune marks what is left out before anything is scored.
func (p *page) prune(loosely bool) {
	t := p.tree
	p.findAnchors()
	all := p.bulk()
	clear(p.skip)
	for i := int32(1); i < int32(len(t.nodes)); i++ {
		n := &t.nodes[i]
		if n.text || n.tag == atom.Html || n.tag == atom.Body || !p.drops(i, loosely) || p.holdsAnchor(i) {
			continue
		}
		never := p.hint[i]&hintComment != 0 || n.tag == atom.Aside || n.tag == atom.Nav || n.tag == atom.Footer
		if !never && all[i] > bulkShare*all[0] || all[i] > wholeShare*all[0] && n.tag != atom.Aside {
			continue
		}
		p.skip[i] = true
		i = n.end - 1
	}
	for _, i := range p.gone {
		p.skip[i] = true
	}
}

// bulkShare is the share of the page's running text from which an element is kept whatever its name.
const bulkShare = 0.4

// wholeShare is the same for an element named for comments.
const wholeShare = 0.9

func (p *page) drops(i int32, loosely bool) bool {
	h, tag := p.hint[i], p.tree.nodes[i].tag
	switch {
	case !p.tree.nodes[i].block && p.inRunning(i):
		return h&hintHidden != 0
	case tag == atom.Blockquote || tag == atom.P && h&hintComment == 0:
		return h&(hintHidden|hintCaption) != 0
	case loosely:
		return h&(hintComment|hintHidden) != 0 || tag == atom.Nav || tag == atom.Footer || tag == atom.Figcaption
	case h&(hintHidden|hintComment) != 0 || tag == atom.Noscript:
		return true
	case h&hintBody != 0:
		return false
	}
	return h&(hintJunk|hintCaption) != 0
}

// inRunning tells whether an inline element stands in a paragraph, a heading or code: what it is named for there
// says how it looks, not whether it is read.
func (p *page) inRunning(i int32) bool {
	switch tag := p.tree.nodes[p.tree.nodes[i].box].tag; tag {
	case atom.P, atom.Pre, atom.Li, atom.Blockquote, atom.Td:
		return true
	default:
		return headings[tag]
	}
}

// bulk is the value of all running text below each element.
func (p *page) bulk() []float64 {
	if p.all != nil {
		return p.all
	}
	t := p.tree
	p.all = make([]float64, len(t.nodes))
	bs := p.blocks(0, func(int32) bool { return false })
	for i := range bs {
		p.all[bs[i].node] += p.value(&bs[i])
	}
	for i := len(t.nodes) - 1; i > 0; i-- {
		p.all[t.nodes[i].parent] += p.all[i]
	}
	return p.all
}

// findAnchors finds what surely belongs to the article: its heading and elements named for its text.
func (p *page) findAnchors() {
	if p.anchors != nil {
		return
	}
	p.anchors = []int32{}
	for i := range p.tree.nodes {
		n := &p.tree.nodes[i]
		if n.tag == atom.H1 || p.hint[i]&hintBody != 0 && p.hint[i]&(hintJunk|hintComment|hintHidden) == 0 {
			p.anchors = append(p.anchors, int32(i))
			if n.tag == atom.H1 {
				p.h1s++
			}
		}
	}
}

// holdsAnchor tells whether an anchor stands below i.
func (p *page) holdsAnchor(i int32) bool {
	lo, hi := 0, len(p.anchors)
	for lo < hi {
		m := (lo + hi) / 2
		if p.anchors[m] <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo < len(p.anchors) && p.anchors[lo] < p.tree.nodes[i].end
}

// evaluate gives each block its value.
func (p *page) evaluate(bs []block) {
	for i := range bs {
		bs[i].value = p.value(&bs[i])
	}
}

// value is how much of running text a block is, about its number of letters.
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
	score, value        float64
	chars, link, blocks int
}

func (s *sum) linkShare() float64 {
	if s.chars == 0 {
		return 1
	}
	return float64(s.link) / float64(s.chars)
}

const (
	fade      = 0.9 // of a score from an element to the one around it
	bodyBonus = 1.6
	goodBonus = 1.1
	weakMalus = 0.8
)

// total is what stands below each element; scores fade on the way up.
func (p *page) total(bs []block) []sum {
	t := p.tree
	sums := make([]sum, len(t.nodes))
	for i := range bs {
		s := &sums[bs[i].node]
		s.score += bs[i].value
		s.value += bs[i].value
		s.chars += bs[i].chars
		s.link += bs[i].link
		s.blocks++
	}
	for i := len(t.nodes) - 1; i > 0; i-- {
		s := &sums[i]
		if s.chars == 0 {
			continue
		}
		up := &sums[t.nodes[i].parent]
		weight := fade
		if !t.nodes[i].block {
			weight = 1
		}
		up.score += weight * s.score
		up.value += s.value
		up.chars += s.chars
		up.link += s.link
		up.blocks += s.blocks
	}
	return sums
}

// choose finds the element whose text is most like an article.
func (p *page) choose() int32 {
	best, top := int32(0), -1.0
	for i := int32(len(p.sums) - 1); i > 0; i-- {
		n, s := &p.tree.nodes[i], &p.sums[i]
		if s.chars == 0 || !n.block || !mayHold[n.tag] && !n.hyphen {
			continue
		}
		score := s.score * (1 - s.linkShare()) * p.bonus(i)
		if score >= top {
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
	if h&(hintWeak|hintMeta|hintBio|hintJunk|hintComment) != 0 {
		v *= weakMalus
	}
	return v
}
