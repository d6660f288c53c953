// Package feed turns the bytes of a source into entries: RSS 0.9 to 2.0, RSS 1.1, CDF, Atom 0.3 and 1.0
// (RFC 4287), JSON Feed 1 and 1.1, news sitemaps and sitemap indexes, and pages with a list pattern. It
// also reads and writes lists of sources (OPML) and finds feed addresses in a page.
//
// Everything is a pure function of the bytes and the options: no network, no clock, no state. Foreign
// bytes never make it panic; entries, titles, links, nesting and entities have stated limits, and time
// grows with the length of the document.
package feed

import (
	"embed"
	"io/fs"
)

//go:embed locales
var locales embed.FS

// Locales are the English sentences of this package.
func Locales() fs.FS { return locales }
