package feed

import (
	"sort"
	"strings"

	"golang.org/x/net/html"
)

// How an address was found, the surest first.
const (
	Declared = iota // the page declares it (rel=alternate or rel=feed)
	Linked          // a link on the page looks like it
	Guessed         // usual places of such a site
)

// Found is an address at which a feed may be.
type Found struct {
	Address string
	Title   string
	Type    string // media type if the page says it
	How     int    // Declared, Linked or Guessed
}

const maxFound = 50

// Discover finds addresses of feeds and news sitemaps in a page, the surest first: those that it declares, those it
// links to, then the usual places on the site. base is the address of the page. A document that is a feed itself is
// for Parse.
func Discover(page []byte, contentType, base string) []Found {
	text, _, _ := decode(page[:min(len(page), MaxPage)], contentType)
	d := discoverer{base: base, site: base, seen: map[string]bool{}, open: -1}
	z := html.NewTokenizer(strings.NewReader(text))
	for len(d.found) < maxFound {
		switch z.Next() {
		case html.ErrorToken:
			return d.rest()
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			d.tag(z, string(name), more)
		case html.TextToken:
			if d.open >= 0 {
				d.found[d.open].Title = strings.TrimSpace(d.found[d.open].Title + string(z.Text()))
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "a" {
				d.open = -1
			}
		}
	}
	return d.rest()
}

type discoverer struct {
	base, site string
	found      []Found
	seen       map[string]bool
	open       int // the link whose text is being read, -1 for none
}

func (d *discoverer) tag(z *html.Tokenizer, name string, more bool) {
	if name != "link" && name != "a" && name != "base" {
		return
	}
	d.open = -1
	attrs := map[string]string{}
	for more && len(attrs) < maxAttributes {
		var key, value []byte
		key, value, more = z.TagAttr()
		attrs[string(key)] = string(value)
	}
	switch name {
	case "base":
		d.base = Rebase(d.base, attrs["href"])
	case "link":
		rel, kind := strings.ToLower(attrs["rel"]), strings.ToLower(attrs["type"])
		if hasWord(rel, "feed") || hasWord(rel, "alternate") && isFeedType(kind) {
			d.add(Found{Address: attrs["href"], Title: attrs["title"], Type: kind, How: Declared})
		}
	case "a":
		if looksLikeFeed(attrs["href"]) || isFeedType(strings.ToLower(attrs["type"])) {
			if d.add(Found{Address: attrs["href"], Title: attrs["title"], How: Linked}) && attrs["title"] == "" {
				d.open = len(d.found) - 1
			}
		}
	}
}

func isFeedType(t string) bool {
	t, _, _ = strings.Cut(t, ";")
	switch strings.TrimSpace(t) {
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/x.atom+xml",
		"application/x-atom+xml", "text/rss+xml", "text/atom+xml", "application/rss", "application/atom", "text/rss":
		return true
	}
	return false
}

// looksLikeFeed reports whether the path of an address is one that feeds have.
func looksLikeFeed(ref string) bool {
	if !safe(strings.TrimSpace(ref)) {
		return false
	}
	a := splitAddress(strings.TrimSpace(ref))
	path := strings.ToLower(strings.TrimRight(a.path, "/"))
	last := path[strings.LastIndexByte(path, '/')+1:]
	switch {
	case strings.HasSuffix(path, ".rss"), strings.HasSuffix(path, ".rdf"), strings.HasSuffix(path, ".atom"):
		return true
	case strings.HasSuffix(path, ".xml") && (strings.Contains(path, "rss") || strings.Contains(path, "feed") || strings.Contains(path, "atom") || strings.Contains(path, "sitemap") && strings.Contains(path, "news")):
		return true
	case last == "rss" || last == "feed" || last == "feeds" || last == "atom":
		return true
	}
	query := strings.ToLower(a.query)
	return strings.Contains(query, "feed=rss") || strings.Contains(query, "format=rss") || strings.Contains(query, "type=rss") || strings.Contains(query, "format=feed")
}

// add keeps an address once; false if it is none or known.
func (d *discoverer) add(f Found) bool {
	f.Address = link(d.base, withoutControls(f.Address))
	f.Address, _, _ = strings.Cut(f.Address, "#")
	f.Title = strings.TrimSpace(f.Title)
	if f.Address == "" || d.seen[f.Address] {
		return false
	}
	d.seen[f.Address] = true
	d.found = append(d.found, f)
	return true
}

// usualPlaces of feeds and news sitemaps.
var usualPlaces = []string{"/rss", "/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/rss/home.rss", "/rss/trang-chu.rss", "/feed.json", "/sitemap-news.xml", "/news-sitemap.xml"}

// rest adds the usual places and puts everything in order.
func (d *discoverer) rest() []Found {
	for i := range d.found {
		d.found[i].Title = cutText(strings.Join(strings.Fields(d.found[i].Title), " "), MaxTitle)
	}
	if a := splitAddress(d.site); a.hasAuthority {
		for _, place := range usualPlaces {
			d.add(Found{Address: a.scheme + "://" + a.authority + place, How: Guessed})
		}
	}
	sort.SliceStable(d.found, func(i, j int) bool { return d.found[i].How < d.found[j].How })
	return d.found
}
