package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"
)

// clean leaves out what stands inside the article and is not of it.
func (p *page) clean(bs []block, root int32) []block {
	bs = p.withoutParts(bs, root)
	bs = p.withoutNotes(bs)
	if known := p.witness(bs); known != nil {
		bs = p.byWitness(bs, known)
	}
	return p.withoutEnds(bs)
}

// withoutParts leaves out elements inside the article that hold links, captions or bylines.
func (p *page) withoutParts(bs []block, root int32) []block {
	t := p.tree
	whole := 0.0
	for i := range bs {
		whole += bs[i].value
	}
	sums := p.total(bs)
	out := bs[:0:0]
	end := int32(0)
	i := int32(0)
	for _, b := range bs {
		for ; i <= b.first; i++ {
			if i >= end && i != root && sums[i].chars > 0 && !t.nodes[i].text && !t.inside(root, i) && p.notPart(i, &sums[i], whole) {
				end = t.nodes[i].end
			}
		}
		if b.first >= end {
			out = append(out, b)
		}
	}
	return out
}

// notPart tells whether an element inside the article is not of its text.
func (p *page) notPart(i int32, s *sum, whole float64) bool {
	n, h := &p.tree.nodes[i], p.hint[i]
	if !n.block && h&(hintMeta|hintBio|hintJunk|hintCaption) == 0 {
		return false
	}
	share := s.linkShare()
	sentences := s.value >= 80
	switch {
	case h&hintBody != 0, s.value > 0.5*whole:
		return false
	case h&hintPicture != 0 && n.tag != atom.P && s.chars < 350 && s.blocks <= 3 && s.value < 0.1*whole && p.holdsPicture(i):
		return true
	case h&hintGallery != 0 && p.hint[n.parent]&hintGallery == 0 && s.value < 0.2*whole:
		return true
	case n.tag == atom.Figure:
		return p.onlyCaption(i)
	case n.tag == atom.Table:
		return share > 0.5 || p.captionTable(i, s)
	case n.tag == atom.P && h&(hintJunk|hintMeta|hintBio) != 0:
		return share > 0.3 || s.chars < 120
	case h&hintBio != 0 && n.tag != atom.P:
		return s.value < 0.3*whole
	case h&hintMeta != 0 && n.tag != atom.P:
		return !sentences || share > 0.25
	case h&hintWeak != 0:
		return share > 0.3 || !sentences && n.tag != atom.Ul && n.tag != atom.Ol && n.tag != atom.Header && !p.onlyHeading(i)
	case n.tag == atom.Ul || n.tag == atom.Ol || n.tag == atom.Dl:
		return share > 0.5
	case n.tag == atom.P || headings[n.tag] || n.tag == atom.Li || n.tag == atom.Blockquote:
		return false
	case s.blocks > 1 && s.blocks <= 3 && s.value < 0.1*whole && s.chars-s.link < longestCard && p.beginsWithLink(i):
		return true
	}
	return share > 0.5 && s.value < 0.1*whole
}

// onlyHeading tells whether a heading of the text stands in an element and nothing else.
func (p *page) onlyHeading(i int32) bool {
	found := false
	for j := i; j < p.tree.nodes[i].end; j++ {
		n := &p.tree.nodes[j]
		switch {
		case headings[n.tag]:
			found = true
			j = n.end - 1
		case n.text && strings.TrimSpace(n.data) != "":
			return false
		}
	}
	return found
}

// beginsWithLink tells whether the first line of an element is nothing but a link of several words.
func (p *page) beginsWithLink(i int32) bool {
	t := p.tree
	for j := i; j < t.nodes[i].end; j++ {
		n := &t.nodes[j]
		switch {
		case n.text && strings.TrimSpace(n.data) != "":
			return false
		case n.tag == atom.A && t.has(j, "href"):
			if s := t.plain(j); s != "" {
				return len(strings.Fields(s)) >= 3
			}
			j = n.end - 1
		}
	}
	return false
}

// onlyCaption tells whether a figure holds no table, quotation or code.
func (p *page) onlyCaption(i int32) bool {
	for j := i + 1; j < p.tree.nodes[i].end; j++ {
		switch p.tree.nodes[j].tag {
		case atom.Table, atom.Blockquote, atom.Pre:
			return false
		}
	}
	return true
}

// captionTable tells whether a table only frames a picture and the line below it.
func (p *page) captionTable(i int32, s *sum) bool {
	if s.chars > 400 {
		return false
	}
	picture, cells := false, 0
	for j := i + 1; j < p.tree.nodes[i].end; j++ {
		switch p.tree.nodes[j].tag {
		case atom.Img, atom.Iframe, atom.Video:
			picture = true
		case atom.Td, atom.Th:
			cells++
		}
	}
	return picture && cells <= 4
}

// withoutNotes leaves out single blocks: captions below pictures, linked lines, repeated notices.
func (p *page) withoutNotes(bs []block) []block {
	out := bs[:0:0]
	seen := map[string]bool{}
	checks := 0
	often := map[string]int{}
	for k := range bs {
		often[bs[k].text]++
	}
	for k := range bs {
		b := &bs[k]
		switch {
		case b.chars == 0, p.linkedLine(b), p.caption(b), isNotice(b.text), p.onlyClock(b), p.solicits(b):
			continue
		case p.repeats(b, seen[b.text], often[b.text]), p.pulled(b, bs, &checks):
			continue
		}
		seen[b.text] = true
		out = append(out, *b)
	}
	return out
}

// repeats tells whether a block stood before, or stands so often that it belongs to the page. Short paragraphs may
// repeat: songs do.
func (p *page) repeats(b *block, before bool, times int) bool {
	if p.tree.nodes[b.node].tag == atom.P {
		return before && b.chars > 80
	}
	return before && b.chars > 40 || times >= 3 && b.chars < 120 && !p.listed(b)
}

// mostPulled bounds how many blocks are looked for in the others.
const mostPulled = 20

// pulled tells whether a block repeats a sentence of another, set large to catch the eye.
func (p *page) pulled(b *block, bs []block, checks *int) bool {
	if b.chars < 25 || b.chars > 300 || *checks >= mostPulled || !p.setApart(b.node) {
		return false
	}
	*checks++
	s := strings.ToLower(strings.Trim(b.text, "\"'“”‘’«».,!?… "))
	for k := range bs {
		if bs[k].first != b.first && len(bs[k].text) > len(s) && strings.Contains(strings.ToLower(bs[k].text), s) {
			return true
		}
	}
	return false
}

// setApart tells whether an element, or one close around it, is a quotation or named for one.
func (p *page) setApart(i int32) bool {
	for range 4 {
		if i <= 0 {
			return false
		}
		class := strings.ToLower(p.tree.attr(i, "class"))
		if p.tree.nodes[i].tag == atom.Blockquote || strings.Contains(class, "quote") || strings.Contains(class, "pull") || strings.Contains(class, "callout") {
			return true
		}
		i = p.tree.nodes[i].parent
	}
	return false
}

// onlyClock tells whether a line outside tables and lists holds nothing but a time or a number.
func (p *page) onlyClock(b *block) bool {
	switch p.tree.nodes[b.node].tag {
	case atom.Td, atom.Th, atom.Li, atom.Dd, atom.Dt, atom.Pre:
		return false
	}
	return b.chars <= 6 && strings.Trim(b.text, "0123456789:.,h %+-KkM") == "" && !headings[p.tree.nodes[b.node].tag] && p.tree.nodes[b.node].tag != atom.P
}

// leadsOn is the start of a line that points to something else.
var leadsOn = regexp.MustCompile(`^[\[(►▶•*»>– -]*(?:related|read|more|watch|see|also|video|photos?|pictures|listen|click|here|explore|opinion|analysis|xem|đọc|mời|ảnh|clip|tin)\b`)

// linkedLine tells whether a block is nothing but a link to something else.
func (p *page) linkedLine(b *block) bool {
	if b.linkShare() > 0.5 && leadsOn.MatchString(strings.ToLower(b.text)) {
		return true
	}
	if b.linkShare() < 0.85 || headings[p.tree.nodes[b.node].tag] && b.chars < 60 && b.link < 20 {
		return false
	}
	switch p.tree.nodes[b.node].tag {
	case atom.Li, atom.Td, atom.Th, atom.Dd, atom.Dt:
		return false // lists and tables were judged as a whole
	case atom.H2, atom.H3, atom.H4:
		return false
	}
	return b.chars < 400
}

// caption tells whether a block is the line below a picture.
func (p *page) caption(b *block) bool {
	if b.chars > 260 {
		return false
	}
	t := p.tree
	box := b.node
	if headings[t.nodes[box].tag] || t.nodes[box].tag == atom.Li {
		return false
	}
	nearby := p.holdsPicture(box) || p.afterPicture(box)
	return nearby && (p.centred(box) || p.slanted(b)) || isCredit(b.text, nearby)
}

// centred tells whether an element, or the one around it, is set in the middle.
func (p *page) centred(i int32) bool {
	for range 2 {
		style := strings.ReplaceAll(strings.ToLower(p.tree.attr(i, "style")), " ", "")
		if strings.EqualFold(p.tree.attr(i, "align"), "center") || strings.Contains(style, "text-align:center") ||
			p.tree.nodes[i].tag == atom.Center {
			return true
		}
		i = p.tree.nodes[i].parent
		if i <= 0 {
			return false
		}
	}
	return false
}

// slanted tells whether all of a block is in italics.
func (p *page) slanted(b *block) bool {
	a := p.italic(b.first, b.node)
	return a > 0 && a == p.italic(b.last, b.node)
}

// italic is the outermost italic element around i and below box; 0 if there is none.
func (p *page) italic(i, box int32) int32 {
	found := int32(0)
	for i = p.tree.nodes[i].parent; i > box; i = p.tree.nodes[i].parent {
		if tag := p.tree.nodes[i].tag; tag == atom.Em || tag == atom.I {
			found = i
		}
	}
	return found
}

func (p *page) holdsPicture(i int32) bool {
	for j := i + 1; j < min(p.tree.nodes[i].end, i+60); j++ {
		if p.isPicture(j) {
			return true
		}
	}
	return false
}

func (p *page) isPicture(j int32) bool {
	switch p.tree.nodes[j].tag {
	case atom.Img, atom.Picture, atom.Video:
		return true
	}
	return p.tree.nodes[j].hyphen && strings.HasSuffix(p.tree.nodes[j].data, "-img")
}

// afterPicture tells whether the last thing before an element is a picture.
func (p *page) afterPicture(i int32) bool {
	for j, steps := i-1, 0; j > 0 && steps < 12; j, steps = j-1, steps+1 {
		n := &p.tree.nodes[j]
		if n.text && strings.TrimSpace(n.data) != "" {
			return false
		}
		if p.isPicture(j) {
			return true
		}
	}
	return false
}

func render(bs []block) string {
	var b strings.Builder
	for i := range bs {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(bs[i].text)
	}
	return b.String()
}
