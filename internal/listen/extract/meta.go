package extract

import (
	"html"
	"strings"
	"time"

	"golang.org/x/net/html/atom"
)

// metadata is what the page says of itself, apart from its text.
type metadata struct {
	values    map[string]string // <meta> by lower-case name, property or itemprop; the first that is not empty
	titleTag  string
	canonical string
	language  string
	site      string
	summary   string
	data      linkedData
	anchors   []int32
}

func (p *page) readMeta() {
	m := &p.meta
	m.values = map[string]string{}
	t := p.tree
	for i := int32(1); i < int32(len(t.nodes)); i++ {
		switch t.nodes[i].tag {
		case atom.Meta:
			p.readMetaTag(i)
		case atom.Title:
			if m.titleTag == "" {
				m.titleTag = t.plain(i)
			}
		case atom.Link:
			if m.canonical == "" && strings.EqualFold(t.attr(i, "rel"), "canonical") {
				m.canonical = p.absolute(t.attr(i, "href"))
			}
		case atom.Html:
			if m.language == "" {
				m.language = t.attr(i, "lang")
			}
		}
	}
	m.data = readLinkedData(t.ld)
	if m.canonical == "" {
		m.canonical = p.absolute(m.values["og:url"])
	}
	m.language = language(firstOf(m.language, m.values["content-language"], m.values["og:locale"]))
	m.site = firstOf(m.values["og:site_name"], m.values["application-name"], m.data.publisher)
	m.summary = firstOf(m.values["og:description"], m.values["description"], m.values["twitter:description"], m.data.description)
}

func (p *page) readMetaTag(i int32) {
	t := p.tree
	value := oneLine(html.UnescapeString(t.attr(i, "content")))
	if value == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for _, name := range strings.Fields(strings.ToLower(t.attr(i, key))) {
			if _, known := p.meta.values[name]; !known && len(p.meta.values) < 500 {
				p.meta.values[name] = composed(value)
			}
		}
	}
}

// language is the primary subtag, in lower case: vi of vi-VN and of vi_VN.
func language(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexAny(s, "-_,; "); i >= 0 {
		s = s[:i]
	}
	if len(s) < 2 || len(s) > 3 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return s
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// chooseTitle is the title without the name of the site: the heading of the page where it agrees with what the
// page says of itself.
func (p *page) chooseTitle() string {
	m := &p.meta
	said := firstOf(m.data.headline, m.values["og:title"], m.values["twitter:title"], m.values["title"], m.values["dc.title"])
	said = oneLine(html.UnescapeString(said))
	said = p.withoutSite(said)
	heading := p.heading(firstOf(said, m.titleTag))
	if heading != "" {
		return composed(heading)
	}
	return composed(firstOf(said, p.withoutSite(m.titleTag)))
}

// heading is the heading element that says what said says; if there is only one h1, that one.
func (p *page) heading(said string) string {
	t := p.tree
	var only string
	count := 0
	best, bestShare := "", 0.6
	for i := int32(1); i < int32(len(t.nodes)); i++ {
		n := &t.nodes[i]
		if n.tag != atom.H1 && n.tag != atom.H2 && p.hint[i]&hintGood == 0 || !headings[n.tag] || p.hint[i]&hintHidden != 0 {
			continue
		}
		text := t.plain(i)
		if len(text) < 4 || len(text) > 400 {
			continue
		}
		if n.tag == atom.H1 {
			count++
			only = text
		}
		if share := overlap(text, said); share > bestShare {
			best, bestShare = text, share
		}
	}
	if best != "" {
		return best
	}
	if count == 1 && said == "" {
		return only
	}
	return ""
}

// overlap is the share of words two short texts have in common (Dice).
func overlap(a, b string) float64 {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	if len(x) == 0 || len(y) == 0 || len(x)+len(y) > 400 {
		return 0
	}
	have := map[string]int{}
	for _, w := range x {
		have[w]++
	}
	same := 0
	for _, w := range y {
		if have[w] > 0 {
			have[w]--
			same++
		}
	}
	return 2 * float64(same) / float64(len(x)+len(y))
}

// withoutSite cuts the name of the site from the end, or the start, of a title.
func (p *page) withoutSite(title string) string {
	for _, mark := range []string{" | ", " » ", " « ", " :: ", " – ", " — ", " - ", " • ", " · "} {
		if i := strings.LastIndex(title, mark); i > 0 {
			head, tail := strings.TrimSpace(title[:i]), strings.TrimSpace(title[i+len(mark):])
			site := p.meta.values["og:site_name"]
			if site != "" && strings.EqualFold(head, site) {
				return tail
			}
			if len(strings.Fields(tail)) <= 5 && len(head) > len(tail) || site != "" && strings.EqualFold(tail, site) {
				return p.withoutSite(head)
			}
		}
	}
	return title
}

// published is when the article was published, from the surest witness that speaks.
func (p *page) published() (at time.Time, day bool) {
	m := &p.meta
	for _, s := range []string{m.data.published, m.values["article:published_time"], m.values["datepublished"],
		m.values["og:article:published_time"], m.values["article:published"], m.values["og:published_time"],
		m.values["pubdate"], m.values["publishdate"], m.values["publish-date"], m.values["publish_date"], m.values["published_time"],
		m.values["parsely-pub-date"], m.values["sailthru.date"], m.values["dc.date.issued"], m.values["dcterms.created"],
		m.values["dcterms.issued"], m.values["dc.date"], m.values["dc.date.created"], m.values["citation_publication_date"],
		m.values["cxenseparse:recs:publishtime"], m.values["article.published"], m.values["date"], m.values["datecreated"],
		m.values["article:modified_time"]} {
		if at, day, ok := p.believe(s); ok {
			return at, day
		}
	}
	return p.publishedInPage()
}

func (p *page) believe(s string) (time.Time, bool, bool) {
	at, day, ok := ParseDate(s, p.o.Zone)
	if !ok || !p.o.Now.IsZero() && at.After(p.o.Now.Add(48*time.Hour)) {
		return time.Time{}, false, false
	}
	return at, day, true
}

// publishedInPage looks at <time>, at elements named for dates, at the address.
func (p *page) publishedInPage() (time.Time, bool) {
	t := p.tree
	for _, wanted := range []func(i int32) string{p.timeElement, p.dateElement} {
		for i := int32(1); i < int32(len(t.nodes)); i++ {
			if t.nodes[i].text {
				continue
			}
			s := wanted(i)
			if s == "" {
				continue
			}
			if at, day, ok := p.believe(s); ok {
				return at, day
			}
		}
	}
	for _, u := range []string{p.o.URL, p.meta.canonical} {
		if at, ok := dateInAddress(u, p.o.Zone); ok {
			return at, true
		}
	}
	return time.Time{}, false
}

func (p *page) timeElement(i int32) string {
	if p.tree.nodes[i].tag != atom.Time || p.hint[i]&(hintComment|hintHidden) != 0 {
		return ""
	}
	return firstOf(p.tree.attr(i, "datetime"), p.tree.plain(i))
}

// dateElement is the text of a short element named for a date.
func (p *page) dateElement(i int32) string {
	n := &p.tree.nodes[i]
	if p.hint[i]&hintMeta == 0 || n.end-i > 40 {
		return ""
	}
	if s := p.tree.attr(i, "datetime"); s != "" {
		return s
	}
	if s := p.tree.attr(i, "content"); s != "" {
		return s
	}
	s := p.tree.plain(i)
	if len(s) > 160 {
		return ""
	}
	return s
}
