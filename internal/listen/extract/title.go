package extract

import (
	"html"
	"strings"

	"golang.org/x/net/html/atom"
)

// findTitle sets the title, without the name of the site, and where it stands: the heading before the text that says
// what the page says of itself; else what the page says; else the last heading before the text.
func (p *page) findTitle(text int32) {
	m := &p.meta
	said := firstOf(m.data.headline, m.values["og:title"], m.values["twitter:title"], m.values["dc.title"])
	said = oneLine(html.UnescapeString(said))
	versions := p.versions(said)
	if !p.poor(m.titleTag) {
		versions = append(versions, p.versions(m.titleTag)...)
	}
	heads := p.headings(text)
	best, share := -1, 0.7
	for i, h := range heads {
		if s := h.agrees(versions); s >= share {
			best, share = i, s
		}
	}
	p.title, p.titleAt = "", 0
	switch {
	case best >= 0:
		p.title, p.titleAt = heads[best].text, heads[best].node
	case said != "":
		p.title = p.withoutSite(said)
	case len(heads) > 0 && p.poor(m.titleTag):
		last := heads[len(heads)-1]
		p.title, p.titleAt = last.text, last.node
	default:
		p.title = p.withoutSite(m.titleTag)
	}
	p.title = composed(p.title)
}

// headline is a heading that may be the title.
type headline struct {
	node  int32
	text  string
	after bool // stands after the text begins
}

// agrees is how much a heading has in common with the best of what the page says.
func (h *headline) agrees(versions []string) float64 {
	best := 0.0
	for _, v := range versions {
		best = max(best, overlap(h.text, v))
		if begins(h.text, v) {
			best = max(best, 0.95)
		}
	}
	if h.after {
		best -= 0.15
	}
	return best
}

// headings are the headings, and elements named for titles, from the start of the page to a little after the text
// begins, in order.
func (p *page) headings(text int32) []headline {
	var out []headline
	t := p.tree
	for i := int32(1); i < int32(len(t.nodes)) && len(out) < 60; i++ {
		n := &t.nodes[i]
		if n.text || p.hint[i]&hintHidden != 0 {
			continue
		}
		if n.tag != atom.H1 && n.tag != atom.H2 && n.tag != atom.H3 && !p.namedTitle(i) || n.tag == atom.Title {
			continue
		}
		if i > text && n.tag != atom.H1 {
			continue
		}
		s := t.plain(i)
		if len(s) < 4 || len(s) > 400 {
			continue
		}
		out = append(out, headline{i, s, i > text})
	}
	return out
}

// namedTitle tells whether a small element is named for a title.
func (p *page) namedTitle(i int32) bool {
	n := &p.tree.nodes[i]
	if n.tag == 0 || n.end-i > 12 || n.tag == atom.Body || n.tag == atom.A {
		return false
	}
	return p.hint[i]&hintTitle != 0
}

// versions are a title and its parts between marks.
func (p *page) versions(title string) []string {
	if title == "" {
		return nil
	}
	out := []string{title}
	for _, mark := range titleMarks {
		parts := strings.Split(title, mark)
		if len(parts) < 2 || len(parts) > 8 {
			continue
		}
		for i, part := range parts {
			if i == 0 || i == len(parts)-1 || len(part) > 25 {
				out = append(out, strings.TrimSpace(part))
			}
		}
		out = append(out, strings.Join(parts[:len(parts)-1], mark), strings.Join(parts[1:], mark))
	}
	return out
}

var titleMarks = []string{" | ", " » ", " « ", " :: ", " – ", " — ", " - ", " • ", " · ", ": "}

// poor tells whether a title names only the site.
func (p *page) poor(title string) bool {
	return len(strings.Fields(title)) < 2 || strings.EqualFold(title, p.meta.site) || siteWords(title)
}

func siteWords(title string) bool {
	s := strings.ToLower(title)
	for _, w := range []string{"cổng thông tin", "trang thông tin", "trang chủ", "home page", "báo điện tử"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// withoutSite cuts the name of the site from the end, or the start, of a title.
func (p *page) withoutSite(title string) string {
	site := p.meta.values["og:site_name"]
	for _, mark := range titleMarks {
		i := strings.LastIndex(title, mark)
		if i <= 0 || mark == ": " && !siteLike(title[:i]) {
			continue
		}
		head, tail := strings.TrimSpace(title[:i]), strings.TrimSpace(title[i+len(mark):])
		switch {
		case site != "" && strings.EqualFold(head, site):
			return tail
		case len(strings.Fields(tail)) <= 6 && len(head) > len(tail), site != "" && strings.EqualFold(tail, site):
			return p.withoutSite(head)
		case len(strings.Fields(head)) <= 4 && len(tail) > len(head) && siteLike(head):
			return tail
		}
	}
	return title
}

func siteLike(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "báo ") || strings.Contains(s, "news") || strings.Contains(s, "times") || strings.Contains(s, ".com") || strings.Contains(s, ".vn")
}
