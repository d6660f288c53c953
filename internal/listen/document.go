package listen

import (
	"errors"
	"net/url"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
)

// readDocument makes arrivals of the bytes of a feed, a sitemap, a list page or an article's page, and says what
// the document calls itself. rules steer how pages are read. It fails where there is nothing to read.
func readDocument(data []byte, o feed.Options, rules []extract.Rule) ([]Arrival, string, error) {
	f, err := feed.Parse(data, o)
	if errors.Is(err, feed.ErrPage) && o.Pattern == nil {
		return readPage(data, o, rules)
	}
	if err != nil {
		return nil, "", err
	}
	return arrivalsOf(f), f.Title.Plain(), nil
}

// readPage reads a page that is one article.
func readPage(data []byte, o feed.Options, rules []extract.Rule) ([]Arrival, string, error) {
	a, err := extract.Page(data, extract.Options{URL: o.Base, ContentType: o.ContentType, Rules: rules})
	if err != nil {
		return nil, "", err
	}
	return []Arrival{{
		said: saidOnPage(a), Link: firstOf(a.Canonical, o.Base), Title: a.Title, Lead: a.Summary, Body: a.Text, Language: a.Language, Published: a.Published,
	}}, a.Site, nil
}

// arrivalsOf are the entries of a feed.
func arrivalsOf(f feed.Feed) []Arrival {
	arrivals, all := make([]Arrival, len(f.Entries)), saidInFeed(f)
	for i := range f.Entries {
		arrivals[i] = arrivalOf(&f.Entries[i], f)
		arrivals[i].said = max(all, arrivals[i].saidBy())
	}
	return arrivals
}

func arrivalOf(e *feed.Entry, f feed.Feed) Arrival {
	a := Arrival{GUID: e.ID, Link: e.Link, Title: oneLine(e.Title.Plain()), Lead: e.Summary.Plain(), Language: firstOf(e.Language, f.Language), Published: e.Published.Time}
	if a.Published.IsZero() {
		a.Published = e.Updated.Time
	}
	for _, c := range e.Content {
		if text := c.Plain(); len(text) > len(a.Body) {
			a.Body = text
		}
	}
	if len(a.Language) > 2 {
		a.Language = a.Language[:2]
	}
	for _, p := range append([]feed.Person{e.Author}, append(e.Authors, e.Contributors...)...) {
		if p.Name != "" {
			a.Byline = append(a.Byline, p.Name)
		}
	}
	if a.Link == f.Link { // every entry leads to the home page
		a.Link = ""
	}
	a.Link = completed(a.Link, f.Self, f.Link)
	return a
}

// completed is a link as it leads somewhere from outside: one that says neither scheme nor host is read from the first of
// some addresses that says both.
func completed(link string, from ...string) string {
	if link == "" || strings.HasPrefix(link, "http") {
		return link
	}
	to, err := url.Parse(link)
	first, _, deeper := strings.Cut(link, "/")
	if err != nil || to.Scheme != "" || deeper && first != "." && first != ".." && strings.Contains(first, ".") { // a host, perhaps
		return link
	}
	for _, f := range from {
		base, err := url.Parse(f)
		if err == nil && (base.Scheme == "http" || base.Scheme == "https") && base.Host != "" {
			return base.ResolveReference(to).String()
		}
	}
	return link
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// plain is a text of a file without the markup that it may have.
func plain(text string) string {
	if !strings.Contains(text, "</") && !strings.Contains(text, "<br") && !strings.Contains(text, "<p>") {
		return text
	}
	return feed.Text{Value: text, Type: "text/html"}.Plain()
}
