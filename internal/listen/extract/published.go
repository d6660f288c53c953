package extract

import (
	"time"

	"golang.org/x/net/html/atom"
)

// dateNames are names of <meta> that tell when an article was published, the surest first.
var dateNames = []string{"article:published_time", "datepublished", "og:article:published_time", "article:published",
	"og:published_time", "og:pubdate", "pubdate", "publishdate", "publish-date", "publish_date", "published_time", "published-date",
	"parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created",
	"citation_publication_date", "cxenseparse:recs:publishtime", "article.published", "rnews:datepublished", "ptime",
	"date", "datecreated", "last-modified", "datemodified", "article:modified_time"}

// published is when the article was published, from the surest witness that speaks: linked data, <meta>, elements
// near the title, the address.
func (p *page) published() (at time.Time, day bool) {
	at, day, ok := p.believe(p.meta.data.published)
	for i := 0; !ok && i < len(dateNames); i++ {
		at, day, ok = p.believe(p.meta.values[dateNames[i]])
	}
	if !ok {
		at, day, ok = p.publishedInPage()
	} else if day { // the page may tell the hour
		if a, d, found := p.publishedInPage(); found && !d && a.Format(time.DateOnly) == at.Format(time.DateOnly) {
			at, day = a, false
		}
	}
	if ok {
		return at, day
	}
	for _, u := range []string{p.o.URL, p.meta.canonical} {
		if at, ok := dateInAddress(u, p.o.Zone); ok {
			return at, true
		}
	}
	return time.Time{}, false
}

// believe reads a date unless it lies ahead.
func (p *page) believe(s string) (at time.Time, day, ok bool) {
	if s == "" {
		return
	}
	at, day, ok = ParseDate(s, p.o.Zone)
	if !ok || !p.o.Now.IsZero() && at.After(p.o.Now.Add(48*time.Hour)) {
		return time.Time{}, false, false
	}
	return at, day, true
}

// publishedInPage takes the date nearest to the title: of <time>, of elements named for dates, of short lines.
func (p *page) publishedInPage() (at time.Time, day, ok bool) {
	best := int32(1 << 30)
	t := p.tree
	tries := 0
	for i := int32(1); i < int32(len(t.nodes)) && tries < 400; i++ {
		s, weight := p.dateText(i)
		if s == "" {
			continue
		}
		distance := weight * (abs(i-p.middle()) + 20)
		if p.hint[i]&hintComment != 0 || p.skipped(i) {
			distance = 8*distance + 4000
		}
		if distance >= best {
			continue
		}
		tries++
		if a, d, good := p.believe(s); good && (!d || !ok || day || distance*2 < best) {
			at, day, ok, best = a, d, true, distance
		}
	}
	return at, day, ok
}

// middle is the node from which distances are counted: the title, or where the text begins.
func (p *page) middle() int32 {
	if p.titleAt > 0 {
		return p.titleAt
	}
	return p.textAt
}

func abs(n int32) int32 { return max(n, -n) }

// skipped tells whether a node stands below one that was left out.
func (p *page) skipped(i int32) bool {
	for ; i > 0; i = p.tree.nodes[i].parent {
		if p.skip[i] {
			return true
		}
	}
	return false
}

// dateText is the text of a node that may tell the date, and how little it is to be trusted.
func (p *page) dateText(i int32) (s string, weight int32) {
	t := p.tree
	n := &t.nodes[i]
	switch {
	case n.text:
		if len(n.data) > 8 && len(n.data) < 120 && i > p.middle()-80 && i < p.middle()+80 {
			return n.data, 4
		}
	case n.tag == atom.Time && n.end-i <= 40:
		return firstOf(t.attr(i, "datetime"), t.attr(i, "content"), t.plain(i)), 1
	case p.hint[i]&(hintMeta|hintBio) != 0 && n.end-i <= 40:
		if s := firstOf(t.attr(i, "datetime"), t.attr(i, "content"), t.attr(i, "title")); len(s) > 7 {
			return s, 1
		}
		if s := t.plain(i); len(s) <= 160 {
			return s, 2
		}
	}
	return "", 0
}
