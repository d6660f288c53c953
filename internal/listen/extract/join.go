package extract

import (
	"slices"

	"golang.org/x/net/html/atom"
)

// join is the elements that together hold the article, in order: the chosen one, those beside it that carry on,
// and a first paragraph that stands apart.
func (p *page) join(root int32) []int32 {
	root = p.outermost(root)
	roots := []int32{root}
	up := p.tree.nodes[root].parent
	if root == 0 || up < 0 {
		return roots
	}
	for c := up + 1; c < p.tree.nodes[up].end; c = p.tree.nodes[c].end {
		if c != root && !p.tree.nodes[c].text && !p.skip[c] && p.carriesOn(root, c) {
			roots = append(roots, c)
		}
	}
	if lead := p.lead(root); lead > 0 && !slices.ContainsFunc(roots, func(r int32) bool { return p.tree.inside(lead, r) }) {
		roots = append(roots, lead)
	}
	roots = append(roots, p.paragraphsBetween(roots)...)
	slices.Sort(roots)
	return roots
}

// outermost is the largest element around root that holds no other text: what carries on stands beside that one.
func (p *page) outermost(root int32) int32 {
	for root > 0 {
		up := p.tree.nodes[root].parent
		if up <= 0 || p.sums[up].chars != p.sums[root].chars || p.tree.nodes[up].tag == atom.Body {
			break
		}
		root = up
	}
	return root
}

// paragraphsBetween are elements with running text between the title and the text. On Vietnamese pages the first
// paragraph stands apart and says what is said nowhere else; elsewhere only full paragraphs are taken, since what
// stands there is mostly a summary of one sentence.
func (p *page) paragraphsBetween(roots []int32) []int32 {
	first := slices.Min(roots)
	if p.titleAt == 0 || p.titleAt > first {
		return nil
	}
	vietnamese := p.meta.language == "vi" || p.vietnamese(first)
	var out []int32
	for i := p.tree.nodes[p.titleAt].end; i < first; i++ {
		n, s := &p.tree.nodes[i], &p.sums[i]
		if n.text || s.chars == 0 || n.end > first {
			continue
		}
		if s.blocks == 1 && n.block && s.chars >= 60 && s.linkShare() < 0.2 && p.hint[i]&(hintMeta|hintBio|hintWeak|hintJunk|hintCaption) == 0 &&
			(vietnamese && p.leadLike(i) || n.tag == atom.P && s.value >= 150 && sentences(p.tree.plain(i)) >= 2) {
			out = append(out, i)
			i = n.end - 1
		}
	}
	if len(out) > 2 {
		return nil
	}
	return out
}

// sentences counts the ends of sentences that another sentence or the end of the text follows.
func sentences(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if (s[i] == '.' || s[i] == '!' || s[i] == '?') && (i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '"') {
			n++
		}
	}
	return n
}

// leadLike tells whether the one block below i is a sentence, not a list of labels.
func (p *page) leadLike(i int32) bool {
	_, words, stops := count(p.tree.plain(i))
	return words >= 12 && stops > 0
}

// vietnamese tells whether the text below i is written in Vietnamese.
func (p *page) vietnamese(i int32) bool {
	marked, seen := 0, 0
	for j := i; j < p.tree.nodes[i].end && seen < 4000; j++ {
		if n := &p.tree.nodes[j]; n.text {
			seen += len(n.data)
			for _, r := range n.data[:min(len(n.data), 4000)] {
				if r == 'đ' || r == 'ư' || r == 'ơ' || r >= 0x1ea0 && r <= 0x1ef9 {
					marked++
				}
			}
		}
	}
	return marked*12 > seen/3
}

// carriesOn tells whether c, which stands beside the chosen element, is more of the article.
func (p *page) carriesOn(root, c int32) bool {
	s, h := &p.sums[c], p.hint[c]
	if s.value == 0 || h&(hintWeak|hintMeta|hintBio|hintJunk|hintComment|hintHidden) != 0 || s.linkShare() > 0.25 {
		return false
	}
	tag := p.tree.nodes[c].tag
	if tag == atom.P || tag == atom.Blockquote {
		return s.value >= 60
	}
	if p.tree.attr(c, "class") != "" && p.signature(c) == p.signature(root) {
		return true
	}
	return s.score >= 0.2*p.sums[root].score && s.value > 150 || h&hintLead != 0 && s.value >= 40
}

// lead is a first paragraph that stands before the chosen element, beside it or beside one of those around it;
// 0 if there is none.
func (p *page) lead(root int32) int32 {
	at := root
	for range 3 {
		up := p.tree.nodes[at].parent
		if up <= 0 {
			break
		}
		for c := up + 1; c < at; c = p.tree.nodes[c].end {
			if found := p.leadBelow(c); found > 0 {
				return found
			}
		}
		at = up
	}
	return 0
}

func (p *page) leadBelow(c int32) int32 {
	for i := c; i < p.tree.nodes[c].end; i++ {
		if p.skip[i] {
			i = p.tree.nodes[i].end - 1
			continue
		}
		h := p.hint[i]
		if h&hintLead != 0 && h&(hintJunk|hintComment|hintMeta|hintBio) == 0 && p.sums[i].chars >= 40 && p.sums[i].chars < 900 &&
			p.sums[i].linkShare() < 0.3 {
			return i
		}
	}
	return 0
}

// within is the blocks below the roots, in order.
func (p *page) within(bs []block, roots []int32) []block {
	var out []block
	k := 0
	for _, b := range bs {
		for k < len(roots) && b.first >= p.tree.nodes[roots[k]].end {
			k++
		}
		if k == len(roots) {
			break
		}
		if b.first >= roots[k] {
			out = append(out, b)
		}
	}
	return out
}
