package press

import "strings"

// Site is the home page of the source.
func (s *Source) Site() string { return s.site() }

// Feed is what the source gives out while items, oldest first and at least one, are its latest; language is that of
// their words. A source that sends its items by itself gives out nothing.
func (s *Source) Feed(items []*Item, language string) (body, contentType string) {
	d := &feedDay{source: s, items: items}
	switch s.Kind {
	case "rss":
		return strings.Replace(rss(d), "<language>vi<", "<language>"+language+"<", 1), "application/rss+xml; charset=utf-8"
	case "atom":
		return atom(d), "application/atom+xml; charset=utf-8"
	case "json":
		return jsonFeed(d), "application/feed+json"
	case "page":
		return listing(d), "text/html; charset=utf-8"
	}
	return "", ""
}

// Page is the page of one article of the source.
func (s *Source) Page(it *Item) string { return page(s, it) }
