package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// withoutEnds leaves out what stands before the first paragraph and after the last: title, byline, date, headings
// without anything below, and parts that belong to something else.
func (p *page) withoutEnds(bs []block) []block {
	bs = p.withoutOtherParts(bs)
	bs = p.fromTitle(bs)
	bs = p.withoutHead(bs)
	return p.withoutTail(bs)
}

// withoutOtherParts leaves out headings such as "Related" with the linked or short lines below them, and everything
// after a heading that ends every article.
func (p *page) withoutOtherParts(bs []block) []block {
	whole, before := 0.0, 0.0
	for i := range bs {
		whole += bs[i].value
	}
	out := bs[:0:0]
	other := false
	for i := range bs {
		b := &bs[i]
		before += b.value
		short := len(b.text) < 90
		if short && before > 0.5*whole && articleEnd.MatchString(strings.ToLower(b.text)) && p.headingLike(b) {
			break
		}
		if p.startsOtherPart(b) {
			other = true
			continue
		}
		tag := p.tree.nodes[b.node].tag
		if other && (b.linkShare() > 0.5 || b.value == 0 && !headings[tag] && tag != atom.P) {
			continue
		}
		other = false
		out = append(out, *b)
	}
	return out
}

// fromTitle starts at the title, if it stands among the blocks, and ends where the next article begins.
func (p *page) fromTitle(bs []block) []block {
	whole := 0.0
	for i := range bs {
		whole += bs[i].value
	}
	start, value := 0, 0.0
	for i := range bs {
		b := &bs[i]
		tag := p.tree.nodes[b.node].tag
		if !headings[tag] && !p.inTitle(b) {
			value += b.value
			continue
		}
		sure := p.inTitle(b)
		if p.isTitle(b.text) && (start == 0 || value < 60) && (value < 300 || sure && (value < 0.4*whole || value < 0.6*whole && p.h1s == 1 && tag == atom.H1)) {
			start = i + 1
			continue
		}
		if tag == atom.H1 && value > 500 && p.isArticleHeading(b) {
			return bs[start:i]
		}
	}
	return bs[start:]
}

// inTitle tells whether a block is the heading that was taken for the title.
func (p *page) inTitle(b *block) bool { return p.titleAt > 0 && p.tree.inside(b.first, p.titleAt) }

// isArticleHeading tells whether an h1 begins another article: it stands in an article element that does not hold
// what came before.
func (p *page) isArticleHeading(b *block) bool {
	for i := b.node; i > 0; i = p.tree.nodes[i].parent {
		if p.tree.nodes[i].tag == atom.Article {
			return true
		}
	}
	return p.h1s > 1 && p.h1s < 6
}

func (p *page) isTitle(s string) bool {
	if p.title == "" || len(s) > 2*len(p.title)+40 {
		return false
	}
	return strings.EqualFold(oneLine(s), p.title) || overlap(s, p.title) > 0.8
}

var (
	byline = regexp.MustCompile(`^(?:by|từ|bởi|tác giả|theo|written by|posted by|words by|story by|reporting by|bài|bài và ảnh|tin, ảnh|tin và ảnh|pv|phóng viên|nguồn)[: ]\s?[^.!?]{2,80}$`)
	byName = regexp.MustCompile(`^(?:By|BY|Bởi|Tác giả) \p{Lu}.*[^.!?:]$`)
	posted = regexp.MustCompile(`^(?:published|posted|updated|last updated|last modified|first published|created|cập nhật|ngày đăng|đăng ngày|xuất bản|ngày|thứ|chủ nhật|lượt xem|views?|` +
		`\d+ (?:min|minute|phút|views|lượt|comments|shares|bình luận))\b`)
)

// isCredentials tells whether a short line says who wrote and when.
func (p *page) isCredentials(b *block) bool {
	if b.chars > 110 {
		return false
	}
	s := strings.ToLower(b.text)
	if headings[p.tree.nodes[b.node].tag] {
		_, _, ok := ParseDate(s, vietnam)
		return ok && b.words <= 12
	}
	if b.words > 6 && strings.ContainsAny(s[len(s)-1:], ".!?\"") {
		return false // a sentence
	}
	if byline.MatchString(s) || posted.MatchString(s) || b.words <= 10 && byName.MatchString(b.text) {
		return true
	}
	if b.words > 12 || b.chars >= 60 {
		return false
	}
	_, _, ok := ParseDate(s, vietnam)
	return ok
}

// isName tells whether a line is two to four words that begin as names do.
func isName(s string) bool {
	w := strings.Fields(s)
	if len(w) < 2 || len(w) > 4 {
		return false
	}
	for _, x := range w {
		r, _ := utf8.DecodeRuneInString(x)
		if !unicode.IsUpper(r) || strings.ContainsAny(x, "0123456789:?!\"“") {
			return false
		}
	}
	return true
}

// withoutHead leaves out title, byline and date before the first paragraph.
func (p *page) withoutHead(bs []block) []block {
	first := len(bs)
	for i := range bs {
		if bs[i].value >= 60 {
			first = i
			break
		}
	}
	if first == len(bs) {
		return bs
	}
	out := bs[:0:0]
	for i := range bs[:first] {
		b := &bs[i]
		tag := p.tree.nodes[b.node].tag
		if p.isTitle(b.text) || p.isCredentials(b) || tag == atom.H1 {
			continue
		}
		if b.chars < 40 && !headings[tag] && (!p.introduces(b) || isName(b.text)) {
			continue
		}
		out = append(out, *b)
	}
	out = append(out, bs[first:]...)
	return out
}

// introduces tells whether a short line before the text belongs to it: a salutation or a line that ends as
// sentences end.
func (p *page) introduces(b *block) bool {
	if tag := p.tree.nodes[b.node].tag; tag == atom.Li {
		return b.words >= 3 && b.linkShare() < 0.3
	}
	return b.words >= 3 && strings.ContainsAny(b.text[len(b.text)-1:], ".!?:,\"") && b.linkShare() < 0.5 ||
		p.tree.nodes[b.node].tag == atom.P && b.words >= 2 && b.linkShare() < 0.3
}

// withoutTail leaves out byline, source and headings after the last paragraph.
func (p *page) withoutTail(bs []block) []block {
	for len(bs) > 1 {
		b := &bs[len(bs)-1]
		tag := p.tree.nodes[b.node].tag
		switch {
		case headings[tag], p.isCredentials(b), b.linkShare() > 0.6, tag == atom.P && isName(b.text):
		case b.words <= 5 && b.stops == 0 && tag != atom.Li && tag != atom.Td && tag != atom.Pre && p.rightOrBold(b):
		default:
			return bs
		}
		bs = bs[:len(bs)-1]
	}
	return bs
}

// rightOrBold tells whether a line is set as signatures are.
func (p *page) rightOrBold(b *block) bool {
	style := strings.ReplaceAll(strings.ToLower(p.tree.attr(b.node, "style")), " ", "")
	return b.bold == b.chars || strings.EqualFold(p.tree.attr(b.node, "align"), "right") || strings.Contains(style, "text-align:right") ||
		p.hint[b.node]&(hintMeta|hintBio) != 0
}
