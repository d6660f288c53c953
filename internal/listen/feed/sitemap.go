package feed

// beginSitemap enters an element of a sitemap (sitemaps.org 0.9).
func (r *reader) beginSitemap(f *frame) {
	switch f.local {
	case "urlset":
		r.known, r.feed.Version = true, "sitemap"
	case "sitemapindex":
		r.known, r.feed.Version = true, "sitemapindex"
	case "url":
		r.beginEntry(f, nil)
		r.urls++
	case "loc":
		r.take(f, fieldLocation)
	case "lastmod":
		r.take(f, fieldMapDate)
	}
}

// beginNews enters an element of the news extension of sitemaps.
func (r *reader) beginNews(f *frame) {
	r.news = true
	switch f.local {
	case "title":
		r.take(f, fieldNewsTitle)
	case "publication_date":
		r.take(f, fieldNewsDate)
	case "language":
		r.take(f, fieldNewsLanguage)
	case "keywords":
		r.take(f, fieldKeywords)
	}
}

func (r *reader) endSitemap(f *frame, v string) {
	if r.entry == nil {
		if f.into.field == fieldLocation && len(r.feed.Maps) < MaxEntries {
			if l := link(f.base, v); l != "" {
				r.feed.Maps = append(r.feed.Maps, l)
			}
		}
		return
	}
	switch f.into.field {
	case fieldLocation:
		r.addLink(f, Link{Rel: "alternate", Type: typeHTML, Href: v})
		r.entry.ID = r.entry.Link
	case fieldNewsTitle:
		r.entry.Title = Text{Value: v, Type: typePlain, Language: f.lang, Base: f.base}
	case fieldNewsDate:
		r.setMoment(fieldPublished, v)
	case fieldMapDate:
		r.setMoment(fieldUpdated, v)
	case fieldNewsLanguage:
		r.entry.Language = v
	}
}
