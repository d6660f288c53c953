package feed

import "strings"

// field is what the characters of an element are.
type field uint8

const (
	fieldNone field = iota
	fieldTitle
	fieldLink
	fieldID
	fieldSubtitle // also the description of a feed
	fieldInfo
	fieldSummary // also the description of an entry
	fieldExtra   // a summary that serves where there is no other
	fieldContent
	fieldRights
	fieldAuthor
	fieldPublisher
	fieldContributor
	fieldName
	fieldEmail
	fieldURI
	fieldPublished
	fieldUpdated
	fieldCreated
	fieldExpired
	fieldCategory
	fieldKeywords
	fieldComments
	fieldGenerator
	fieldLanguage
	fieldImage
	fieldTTL
	fieldPeriod
	fieldFrequency
	fieldMoved
	fieldSourceTitle
	fieldLocation // <loc> of a sitemap
	fieldMapDate
	fieldNewsDate
	fieldNewsTitle
	fieldNewsLanguage
	fieldIgnored // text that belongs to an aside
)

// begin enters an element that is no markup of a value.
func (r *reader) begin(f *frame, attrs []attribute) {
	switch f.space {
	case spaceFeed, spaceRDF:
		r.beginFeed(f, attrs)
	case spaceDC, spaceTerms:
		r.beginDublin(f, attrs)
	case spaceContent:
		if f.local == "encoded" {
			r.takeText(f, fieldContent, attrs, typeHTML)
		}
	case spaceXHTML:
		if f.local == "body" || f.local == "div" && r.entry != nil {
			r.takeText(f, fieldContent, nil, typeXHTML)
		}
		r.page = r.page || f.local == "html" && len(r.stack) == 1
	case spaceItunes:
		r.beginItunes(f, attrs)
	case spaceMedia:
		r.beginMedia(f, attrs)
	case spaceSyndication:
		switch f.local {
		case "updateperiod":
			r.take(f, fieldPeriod)
		case "updatefrequency":
			r.take(f, fieldFrequency)
		}
	case spaceSitemap:
		r.beginSitemap(f)
	case spaceNews:
		r.beginNews(f)
	case spaceOther:
		r.beginForeign(f)
	case spaceAdmin:
		if f.local == "generatoragent" && r.entry == nil {
			r.feed.Generator = valueOf(attrs, "rdf:resource")
		}
	}
}

// beginFeed enters an element of RSS, CDF or Atom.
func (r *reader) beginFeed(f *frame, attrs []attribute) {
	switch f.local {
	case "rss", "rdf", "feed", "channel":
		r.beginRoot(f, attrs)
	case "html", "head":
		r.page = r.page || len(r.stack) == 1
	case "body":
		r.takeText(f, fieldContent, attrs, typeXHTML)
	case "item", "entry":
		r.beginEntry(f, attrs)
	case "image", "textinput", "text_input":
		r.aside++
		f.inside = asideImage
	case "source":
		r.beginSource(f, attrs)
	case "link":
		r.beginLink(f, attrs)
	case "title":
		r.takeText(f, fieldTitle, attrs, typePlain)
	case "description", "abstract":
		r.beginDescription(f, attrs)
	case "summary":
		r.takeText(f, r.summaryField(), attrs, typePlain)
	case "content":
		r.beginContent(f, attrs)
	case "fullitem", "prodlink":
		r.takeText(f, fieldContent, attrs, typeHTML)
	case "tagline", "subtitle":
		r.takeText(f, fieldSubtitle, attrs, typePlain)
	case "info":
		r.takeText(f, fieldInfo, attrs, typePlain)
	case "rights", "copyright":
		r.takeText(f, fieldRights, attrs, typePlain)
	case "url":
		if r.whom != nil {
			r.take(f, fieldURI)
		} else if r.aside > 0 {
			r.take(f, fieldImage)
		}
	default:
		r.beginPlain(f, attrs)
	}
}

// beginPlain enters an element whose value has no markup.
func (r *reader) beginPlain(f *frame, attrs []attribute) {
	switch f.local {
	case "guid", "id":
		if f.local == "guid" && r.entry != nil {
			r.entry.Permanent = !strings.EqualFold(strings.TrimSpace(valueOf(attrs, "isPermaLink")), "false")
		}
		r.take(f, fieldID)
	case "author", "managingeditor":
		r.beginPerson(f, fieldAuthor)
	case "webmaster":
		r.beginPerson(f, fieldPublisher)
	case "contributor":
		r.beginPerson(f, fieldContributor)
	case "name":
		r.partOfPerson(f, fieldName)
	case "email":
		r.partOfPerson(f, fieldEmail)
	case "uri", "homepage":
		r.partOfPerson(f, fieldURI)
	case "pubdate", "published", "issued":
		r.take(f, fieldPublished)
	case "updated", "modified", "lastbuilddate":
		r.take(f, fieldUpdated)
	case "created":
		r.take(f, fieldCreated)
	case "expirationdate":
		r.take(f, fieldExpired)
	case "category":
		t := r.take(f, fieldCategory)
		t.scheme, t.label, t.term = valueOf(attrs, "scheme")+valueOf(attrs, "domain"), valueOf(attrs, "label"), valueOf(attrs, "term")
	case "keywords":
		r.take(f, fieldKeywords)
	case "enclosure":
		r.addLink(f, Link{Rel: "enclosure", Type: valueOf(attrs, "type"), Href: valueOf(attrs, "url") + valueOf(attrs, "href"), Length: valueOf(attrs, "length")})
	case "comments":
		r.take(f, fieldComments)
	case "generator":
		r.take(f, fieldGenerator)
	case "language":
		r.take(f, fieldLanguage)
	case "logo", "icon":
		r.take(f, fieldImage)
	case "ttl":
		r.take(f, fieldTTL)
	case "newlocation":
		r.take(f, fieldMoved)
	case "cloud":
		r.feed.Cloud = Cloud{valueOf(attrs, "domain"), valueOf(attrs, "port"), valueOf(attrs, "path"), valueOf(attrs, "registerProcedure"), valueOf(attrs, "protocol")}
	case "urlset", "sitemapindex", "sitemap":
		r.beginSitemap(f)
	default:
		r.beginForeign(f)
	}
}

// beginForeign enters an element that nobody knows; what is inside it only stands in for what an entry lacks.
func (r *reader) beginForeign(f *frame) {
	if r.entry != nil && f.into == nil {
		r.foreign++
		f.inside = asideForeign
	}
}

// beginDublin enters an element of Dublin Core.
func (r *reader) beginDublin(f *frame, attrs []attribute) {
	switch f.local {
	case "title":
		r.takeText(f, fieldTitle, attrs, typePlain)
	case "description":
		r.beginDescription(f, attrs)
	case "creator", "author":
		r.beginPerson(f, fieldAuthor)
	case "publisher":
		r.beginPerson(f, fieldPublisher)
	case "contributor":
		r.beginPerson(f, fieldContributor)
	case "date", "modified":
		r.take(f, fieldUpdated)
	case "issued":
		r.take(f, fieldPublished)
	case "created":
		r.take(f, fieldCreated)
	case "subject":
		r.take(f, fieldCategory)
	case "language":
		r.take(f, fieldLanguage)
	case "rights":
		r.takeText(f, fieldRights, attrs, typePlain)
	case "identifier":
		if r.entry != nil && r.entry.ID == "" {
			r.take(f, fieldID)
		}
	}
}

func (r *reader) beginItunes(f *frame, attrs []attribute) {
	switch f.local {
	case "author":
		r.beginPerson(f, fieldAuthor)
	case "owner":
		r.beginPerson(f, fieldPublisher)
	case "name":
		r.partOfPerson(f, fieldName)
	case "email":
		r.partOfPerson(f, fieldEmail)
	case "subtitle":
		r.takeText(f, fieldSubtitle, attrs, typePlain)
	case "summary":
		r.takeText(f, fieldExtra, attrs, typePlain)
	case "image", "link":
		if r.entry == nil && r.feed.Image == "" {
			r.feed.Image = link(f.base, valueOf(attrs, "href"))
		}
	case "category":
		r.addTag(Tag{Term: valueOf(attrs, "text"), Scheme: "http://www.itunes.com/"})
	case "keywords":
		r.take(f, fieldKeywords)
	case "new-feed-url":
		r.take(f, fieldMoved)
	}
}

func (r *reader) beginMedia(f *frame, attrs []attribute) {
	switch f.local {
	case "title":
		r.takeText(f, fieldTitle, attrs, typePlain)
	case "description":
		r.takeText(f, fieldExtra, attrs, typePlain)
	case "category":
		t := r.take(f, fieldCategory)
		t.scheme, t.label = valueOf(attrs, "scheme"), valueOf(attrs, "label")
		if t.scheme == "" {
			t.scheme = "http://search.yahoo.com/mrss/category_schema"
		}
	case "keywords":
		r.take(f, fieldKeywords)
	}
}

// beginRoot enters the document or its channel.
func (r *reader) beginRoot(f *frame, attrs []attribute) {
	r.known = true
	if r.feed.Language == "" {
		r.feed.Language = f.lang
	}
	_, address, _ := r.names.find(prefixOf(f.name))
	if v := versionOf(f.local, valueOf(attrs, "version"), address, r); r.feed.Version == "" || f.local != "channel" {
		r.feed.Version = v
	}
	if f.local != "channel" {
		return
	}
	if r.feed.Version == "cdf" {
		r.beginCDF(f, attrs)
	}
	if about := valueOf(attrs, "rdf:about"); about != "" && r.feed.ID == "" {
		r.feed.ID = about
	}
}

// beginCDF reads what the Channel Definition Format says in attributes.
func (r *reader) beginCDF(f *frame, attrs []attribute) {
	if href := valueOf(attrs, "href"); href != "" {
		r.addLink(f, Link{Rel: "alternate", Type: typeHTML, Href: href})
	}
	if at := valueOf(attrs, "lastmod"); at != "" {
		r.setMoment(fieldUpdated, at)
	}
}

// versionOf names the format of a document by its root.
func versionOf(local, version, address string, r *reader) string {
	version = strings.TrimSpace(version)
	switch local {
	case "rdf":
		for _, b := range r.names {
			switch strings.ToLower(strings.TrimRight(b.address, "/#")) {
			case "http://purl.org/rss/1.0":
				return "rss10"
			case "http://my.netscape.com/rdf/simple/0.9", "http://channel.netscape.com/rdf/simple/0.9":
				return "rss090"
			}
		}
		return "rss"
	case "rss":
		return versionOfRSS(version, r.scan.netscape)
	case "feed":
		return versionOfAtom(version, strings.ToLower(strings.TrimRight(address, "/#")))
	case "channel":
		if strings.HasPrefix(strings.ToLower(address), "http://purl.org/net/rss1.1") {
			return "rss11"
		}
		return "cdf"
	}
	return ""
}

func versionOfRSS(version string, netscape bool) string {
	switch version {
	case "0.90":
		return "rss090"
	case "0.91":
		if netscape {
			return "rss091n"
		}
		return "rss091u"
	case "0.92":
		return "rss092"
	case "0.93":
		return "rss093"
	case "0.94":
		return "rss094"
	case "1.0":
		return "rss10"
	}
	if strings.HasPrefix(version, "2") {
		return "rss20"
	}
	return "rss"
}

func versionOfAtom(version, address string) string {
	switch {
	case address == "http://www.w3.org/2005/atom":
		return "atom10"
	case version == "0.1":
		return "atom01"
	case version == "0.2":
		return "atom02"
	case version == "0.3", address == "http://purl.org/atom/ns":
		return "atom03"
	case version == "1.0":
		return "atom10"
	}
	return "atom"
}

func (r *reader) beginEntry(f *frame, attrs []attribute) {
	r.known = true
	if r.entry != nil || len(r.feed.Entries) >= MaxEntries {
		return
	}
	r.feed.Entries = append(r.feed.Entries, Entry{})
	r.entry = &r.feed.Entries[len(r.feed.Entries)-1]
	r.summaries = 0
	f.inside = asideEntry
	r.entry.Language = f.lang
	if about := valueOf(attrs, "rdf:about"); about != "" {
		r.entry.ID = about
	}
	if r.feed.Version == "cdf" {
		r.beginCDF(f, attrs)
	}
}

// beginSource enters the source of an entry: a feed of its own in Atom, a name with an address in RSS.
func (r *reader) beginSource(f *frame, attrs []attribute) {
	if r.entry == nil || r.source != nil {
		return
	}
	if r.entry.Source == nil {
		r.entry.Source = &Feed{}
	}
	r.source = r.entry.Source
	f.inside = asideSource
	if url := valueOf(attrs, "url"); url != "" {
		r.source.Link = link(f.base, url)
		r.take(f, fieldSourceTitle)
	}
}

// beginLink enters a link: attributes in Atom and CDF, characters in RSS.
func (r *reader) beginLink(f *frame, attrs []attribute) {
	l := Link{Rel: valueOf(attrs, "rel"), Type: valueOf(attrs, "type"), Href: valueOf(attrs, "href"),
		Hreflang: valueOf(attrs, "hreflang"), Title: valueOf(attrs, "title"), Length: valueOf(attrs, "length")}
	if l.Rel == "" {
		l.Rel = "alternate"
	}
	switch {
	case l.Type != "":
	case l.Rel == "self" || l.Rel == "hub":
		l.Type = "application/atom+xml"
	default:
		l.Type = typeHTML
	}
	if !has(attrs, "href") {
		r.take(f, fieldLink).link = l
		return
	}
	if l.Href == "" { // the document itself (RFC 3986 section 4.4)
		l.Href = f.base
	}
	r.addLink(f, l)
}

// beginDescription enters a description: of the feed or of an entry. A second one of an entry is its content.
func (r *reader) beginDescription(f *frame, attrs []attribute) {
	if r.entry == nil || r.source != nil || r.aside > 0 {
		r.takeText(f, fieldSubtitle, attrs, typeHTML)
		return
	}
	r.takeText(f, r.summaryField(), attrs, typeHTML)
}

// summaryField is what the next summary of the open entry is.
func (r *reader) summaryField() field {
	r.summaries++
	if r.entry != nil && r.summaries > 1 && len(r.entry.Content) == 0 && r.entry.Summary.Value != "" {
		return fieldContent
	}
	return fieldSummary
}

func (r *reader) beginContent(f *frame, attrs []attribute) {
	r.takeText(f, fieldContent, attrs, typePlain)
	f.into.src = link(f.base, valueOf(attrs, "src"))
}

// beginPerson enters somebody; parts inside fill the same person.
func (r *reader) beginPerson(f *frame, what field) {
	r.take(f, what)
	if r.whom != nil {
		return
	}
	r.whom = &Person{}
	f.inside = asidePerson
}

func (r *reader) partOfPerson(f *frame, what field) {
	if r.whom != nil {
		r.take(f, what)
	}
}
