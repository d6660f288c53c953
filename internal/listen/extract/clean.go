package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// clean leaves out what stands inside the article and is not of it.
func (p *page) clean(bs []block, root int32) []block {
	out := bs[:0:0]
	for _, b := range bs {
		tag := p.tree.nodes[b.node].tag
		if tag == atom.H1 || b.chars == 0 || b.linkShare() > 0.9 && b.chars < 200 || sameText(b.text, p.title) {
			continue
		}
		out = append(out, b)
	}
	return out
}

func sameText(a, b string) bool {
	return strings.EqualFold(oneLine(a), oneLine(b))
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
