package feed

import "strings"

// space is a namespace that the reader knows. RSS in all its versions and Atom share one: what an element
// means is clear from its name.
type space uint8

const (
	spaceOther space = iota
	spaceFeed
	spaceDC
	spaceTerms
	spaceContent
	spaceItunes
	spaceMedia
	spaceSyndication
	spaceXHTML
	spaceXML
	spaceRDF
	spaceComment
	spaceSitemap
	spaceNews
	spaceLicense
	spaceAdmin
	spaceMarkup // SVG and MathML
)

// spaces by address, in lower case and without a closing '#' or '/'.
var spaces = map[string]space{
	"":                                                     spaceFeed,
	"http://backend.userland.com/rss":                      spaceFeed,
	"http://backend.userland.com/rss2":                     spaceFeed,
	"http://backend.userland.com/rss091":                   spaceFeed,
	"http://blogs.law.harvard.edu/tech/rss":                spaceFeed,
	"http://cyber.law.harvard.edu/rss/rss.html":            spaceFeed,
	"http://purl.org/rss/1.0":                              spaceFeed,
	"http://purl.org/rss/1.0/modules/rss091":               spaceFeed,
	"http://purl.org/net/rss1.1":                           spaceFeed,
	"http://my.netscape.com/rdf/simple/0.9":                spaceFeed,
	"http://channel.netscape.com/rdf/simple/0.9":           spaceFeed,
	"http://my.netscape.com/publish/formats/rss-0.9":       spaceFeed,
	"http://example.com/newformat":                         spaceFeed,
	"http://example.com/necho":                             spaceFeed,
	"http://purl.org/echo":                                 spaceFeed,
	"uri/of/echo/namespace":                                spaceFeed,
	"http://purl.org/pie":                                  spaceFeed,
	"http://purl.org/atom/ns":                              spaceFeed,
	"http://www.w3.org/2005/atom":                          spaceFeed,
	"http://purl.org/dc/elements/1.0":                      spaceDC,
	"http://purl.org/dc/elements/1.1":                      spaceDC,
	"http://purl.org/dc/terms":                             spaceTerms,
	"http://purl.org/rss/1.0/modules/content":              spaceContent,
	"http://www.itunes.com/dtds/podcast-1.0.dtd":           spaceItunes,
	"http://example.com/dtds/podcast-1.0.dtd":              spaceItunes,
	"http://search.yahoo.com/mrss":                         spaceMedia,
	"http://video.search.yahoo.com/mrss":                   spaceMedia,
	"http://purl.org/rss/1.0/modules/syndication":          spaceSyndication,
	"http://www.w3.org/1999/xhtml":                         spaceXHTML,
	"http://www.w3.org/xml/1998/namespace":                 spaceXML,
	"http://www.w3.org/1999/02/22-rdf-syntax-ns":           spaceRDF,
	"http://wellformedweb.org/commentapi":                  spaceComment,
	"http://www.sitemaps.org/schemas/sitemap/0.9":          spaceSitemap,
	"http://www.google.com/schemas/sitemap/0.84":           spaceSitemap,
	"http://www.google.com/schemas/sitemap/0.9":            spaceSitemap,
	"http://www.google.com/schemas/sitemap-news/0.9":       spaceNews,
	"http://backend.userland.com/creativecommonsrssmodule": spaceLicense,
	"http://creativecommons.org/ns":                        spaceLicense,
	"http://web.resource.org/cc":                           spaceLicense,
	"http://webns.net/mvcb":                                spaceAdmin,
	"http://www.w3.org/2000/svg":                           spaceMarkup,
	"http://www.w3.org/1998/math/mathml":                   spaceMarkup,
}

// usualPrefixes are read where a document forgot to declare them.
var usualPrefixes = map[string]space{
	"dc": spaceDC, "dcterms": spaceTerms, "content": spaceContent, "itunes": spaceItunes, "media": spaceMedia, "sy": spaceSyndication,
	"xhtml": spaceXHTML, "rdf": spaceRDF, "wfw": spaceComment, "news": spaceNews, "atom": spaceFeed, "rss": spaceFeed, "xml": spaceXML,
	"cc": spaceLicense, "admin": spaceAdmin, "svg": spaceMarkup, "math": spaceMarkup,
}

// spaceOf finds the namespace with this address.
func spaceOf(address string) space {
	if s, ok := spaces[address]; ok {
		return s
	}
	s, ok := spaces[strings.ToLower(strings.TrimRight(strings.TrimSpace(address), "#/"))]
	if !ok {
		return spaceOther
	}
	return s
}

// binding is a prefix that stands for a namespace while its element is open.
type binding struct {
	prefix, address string
	space           space
	depth           int
}

const maxBindings = 256 // open at once

// bindings are the prefixes in force.
type bindings []binding

// declare learns the namespaces that a tag declares.
func (b *bindings) declare(attrs []attribute, depth int) {
	for _, a := range attrs {
		if len(*b) >= maxBindings {
			return
		}
		if a.name == "xmlns" {
			*b = append(*b, binding{"", a.value, spaceOf(a.value), depth})
		} else if prefix, ok := strings.CutPrefix(a.name, "xmlns:"); ok {
			*b = append(*b, binding{prefix, a.value, spaceOf(a.value), depth})
		}
	}
}

// adopt takes the namespace of a prefix for that of feeds.
func (b bindings) adopt(prefix string) {
	for i := range b {
		if b[i].prefix == prefix {
			b[i].space = spaceFeed
		}
	}
}

// leave forgets what was declared deeper than depth.
func (b *bindings) leave(depth int) {
	n := len(*b)
	for n > 0 && (*b)[n-1].depth > depth {
		n--
	}
	*b = (*b)[:n]
}

// find is the namespace and its address for a prefix; declared is false where nobody declared it.
func (b bindings) find(prefix string) (s space, address string, declared bool) {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i].prefix == prefix {
			return b[i].space, b[i].address, true
		}
	}
	if prefix == "" {
		return spaceFeed, "", true
	}
	s, ok := usualPrefixes[prefix]
	return s, "", ok && prefix == "xml"
}
