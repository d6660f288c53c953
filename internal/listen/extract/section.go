package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"
)

// commentsHeading stands above what readers wrote.
var commentsHeading = regexp.MustCompile(`^(?:(?:show |view |see |all |latest |top |reader |user )*\(?\d*\)?\s?(?:comments?|reader interactions?|guest ?book|condolences)(?: section)?(?:\s?\(?\d+\)?)?|\d+ (?:responses?|replies)|(?:responses?|replies) ?\(\d+\)|responses|` +
	`\d+ (?:thoughts?|comments?|replies|responses?) (?:on|to|so far|about)\b.*|leave a (?:reply|comment|response).*|post a comment.*|add (?:a|your) comment.*|join the (?:conversation|discussion).*|` +
	`(?:\d+ )?(?:bình luận|ý kiến|phản hồi|thảo luận)(?: bạn đọc| của bạn| độc giả| bài viết)?(?:\s?\(?\d+\)?)?|bạn đọc bình luận|(?:gửi|viết|để lại) (?:một )?(?:ý kiến|bình luận|phản hồi).*|trả lời hủy)\s?:?$`)

// withoutSections leaves out parts of the page by the heading above them: comments, and lists such as "Related"
// or "Most read". It sees such parts where no name of an element gives them away.
func (p *page) withoutSections(bs []block) []block {
	t := p.tree
	first := make([]int32, len(t.nodes)) // first block below each node, plus one
	sums := p.total(bs)
	for k := range bs {
		for i := bs[k].node; i >= 0 && first[i] == 0; i = t.nodes[i].parent {
			first[i] = int32(k + 1)
		}
	}
	before, dropped := 0.0, false
	for k := range bs {
		b := &bs[k]
		before += b.value
		comments, other := p.sectionHeading(b)
		if !comments && !other || p.skipped(b.node) {
			continue
		}
		box := b.node
		for up := t.nodes[box].parent; up > 0 && first[up] == int32(k+1) && t.nodes[up].tag != atom.Body && !p.holdsAnchor(up); up = t.nodes[up].parent {
			box = up
		}
		switch {
		case comments && before < 150:
		case other && sums[box].value > 0.35*sums[0].value:
		default:
			dropped = p.dropSection(box, sums, comments, 2*before) || dropped
		}
	}
	if !dropped {
		return bs
	}
	return p.unskipped(bs)
}

// sectionHeading tells whether a block is the heading of comments or of another part that is not of the article.
func (p *page) sectionHeading(b *block) (comments, other bool) {
	if len(b.text) > 90 || b.words > 12 || !p.headingLike(b) {
		return false, false
	}
	s := strings.ToLower(b.text)
	return b.linkShare() <= 0.5 && commentsHeading.MatchString(s), partEnd.MatchString(s)
}

// dropSection marks a section: the box that begins with its heading or, where the heading stands alone, what
// follows it in the same box. What follows a heading of comments goes to the end of the box, unless that is more than
// longest: then the heading is only a link to them.
func (p *page) dropSection(box int32, sums []sum, comments bool, longest float64) bool {
	t := p.tree
	if sums[box].blocks > 1 {
		p.skip[box] = true
		return true
	}
	end := t.nodes[t.nodes[box].parent].end
	following := 0.0
	for c := t.nodes[box].end; c < end; c = t.nodes[c].end {
		following += sums[c].value
	}
	if comments && following > longest {
		return false
	}
	p.skip[box] = true
	for c := t.nodes[box].end; c < end; c = t.nodes[c].end {
		if t.nodes[c].text || sums[c].chars == 0 {
			continue
		}
		if !comments && sums[c].linkShare() < 0.4 && (sums[c].value > 80 || sums[c].link == 0) || p.holdsAnchor(c) {
			break
		}
		p.skip[c] = true
	}
	return true
}
