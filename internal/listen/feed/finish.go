package feed

import (
	"strconv"
	"strings"
	"time"
)

// end stores the value of a field in what it belongs to.
func (r *reader) end(f *frame) {
	t := f.into
	if r.aside > 0 {
		if t.field == fieldImage && r.entry == nil && r.feed.Image == "" {
			r.feed.Image = link(f.base, t.plainValue())
		}
		return
	}
	switch t.field {
	case fieldTitle, fieldSubtitle, fieldInfo, fieldSummary, fieldExtra, fieldContent, fieldRights:
		r.endText(t, r.textValue(t, f))
	case fieldLink:
		r.endLink(f, t)
	case fieldID:
		r.endID(f, t.plainValue())
	case fieldAuthor, fieldPublisher, fieldContributor:
		r.endPerson(t)
	case fieldName:
		r.whom.Name = t.plainValue()
	case fieldEmail:
		r.whom.Email = t.plainValue()
	case fieldURI:
		r.whom.URL = link(f.base, t.plainValue())
	case fieldPublished, fieldUpdated, fieldCreated, fieldExpired:
		r.setMoment(t.field, t.plainValue())
	case fieldCategory:
		term := t.term
		if term == "" {
			term = t.plainValue()
		}
		r.addTag(Tag{Term: term, Scheme: t.scheme, Label: t.label})
	case fieldKeywords:
		for _, k := range strings.FieldsFunc(t.plainValue(), func(c rune) bool { return c == ',' }) {
			r.addTag(Tag{Term: strings.TrimSpace(k)})
		}
	default:
		r.endRest(f, t.plainValue())
	}
}

// endRest stores the fields that are used seldom.
func (r *reader) endRest(f *frame, v string) {
	switch f.into.field {
	case fieldComments:
		if r.entry != nil {
			r.entry.Comments = link(f.base, v)
		}
	case fieldGenerator:
		r.holder().Generator = v
	case fieldLanguage:
		if r.entry != nil && r.source == nil {
			r.entry.Language = v
		} else {
			r.holder().Language = v
		}
	case fieldImage:
		if h := r.holder(); h.Image == "" && r.entry == nil {
			h.Image = link(f.base, v)
		}
	case fieldTTL:
		if n, err := strconv.ParseFloat(v, 64); err == nil && r.entry == nil {
			r.every(minutes(n))
		}
	case fieldPeriod:
		r.period = period(v)
	case fieldFrequency:
		if n, err := strconv.ParseFloat(v, 64); err == nil && n > 0 {
			r.frequency = n
		}
	case fieldMoved:
		if l := link(f.base, v); l != "" {
			r.feed.Moved = l
		}
	case fieldSourceTitle:
		if r.source != nil {
			r.source.Title = Text{Value: v, Type: typePlain}
		}
	case fieldLocation, fieldMapDate, fieldNewsDate, fieldNewsTitle, fieldNewsLanguage:
		r.endSitemap(f, v)
	}
}

// holder is the feed that what is read belongs to, if it does not belong to an entry.
func (r *reader) holder() *Feed {
	if r.source != nil {
		return r.source
	}
	return &r.feed
}

// inEntry reports whether what is read belongs to the open entry itself.
func (r *reader) inEntry() bool { return r.entry != nil && r.source == nil }

func (r *reader) endText(t *taking, v Text) {
	if !r.inEntry() {
		r.endFeedText(t.field, v)
		return
	}
	e := r.entry
	switch t.field {
	case fieldTitle:
		if v.Value != "" && (e.Title.Value == "" || r.foreign == 0 && r.top().space == spaceFeed) {
			e.Title = v
		}
	case fieldSummary:
		if r.foreign == 0 && e.Summary.Value == "" {
			e.Summary = v
		}
	case fieldSubtitle, fieldInfo:
		e.Subtitle = v
	case fieldExtra:
		if len(v.Value) > len(r.extra.Value) {
			r.extra = v
		}
	case fieldContent:
		if len(e.Content) < maxContents {
			e.Content = append(e.Content, v)
		}
	case fieldRights:
		e.Rights = v
	}
}

func (r *reader) endFeedText(what field, v Text) {
	h := r.holder()
	switch what {
	case fieldTitle:
		if h.Title.Value == "" || r.top().space == spaceFeed {
			h.Title = v
		}
	case fieldSubtitle, fieldSummary, fieldExtra:
		if h.Subtitle.Value == "" || r.top().space == spaceFeed {
			h.Subtitle = v
		}
	case fieldInfo:
		h.Info = v
	case fieldRights:
		h.Rights = v
	}
}

// endLink stores a link whose address was written as characters.
func (r *reader) endLink(f *frame, t *taking) {
	t.link.Href = t.plainValue()
	r.addLink(f, t.link)
}

// addLink stores an address with what it is.
func (r *reader) addLink(f *frame, l Link) {
	if r.aside > 0 || r.foreign > 0 && r.entry != nil && r.entry.Link != "" {
		return
	}
	l.Href = link(f.base, l.Href)
	if l.Href == "" {
		return
	}
	links, main := &r.holder().Links, &r.holder().Link
	if r.inEntry() {
		links, main = &r.entry.Links, &r.entry.Link
	}
	if len(*links) < maxLinks {
		*links = append(*links, l)
	}
	if l.Rel == "alternate" && (*main == "" || r.feed.Version != "") && isPageType(l.Type) {
		*main = l.Href
	}
	if r.entry != nil {
		return
	}
	switch l.Rel {
	case "hub":
		r.feed.Hub = l.Href
	case "self":
		r.feed.Self = l.Href
	}
}

func isPageType(t string) bool { return t == "" || isMarkup(t) }

// endID stores an identifier; one that is said to be an address serves as the link of an entry without one.
func (r *reader) endID(f *frame, v string) {
	v = cutText(v, MaxLink)
	if v == "" {
		return
	}
	if !r.inEntry() {
		r.holder().ID = join(f.base, v)
		return
	}
	e := r.entry
	if e.ID != "" && r.foreign > 0 {
		return
	}
	if e.Permanent || strings.HasPrefix(r.feed.Version, "atom") {
		v = join(f.base, v)
	}
	e.ID = v
}

// endEntry completes the entry that was read.
func (r *reader) endEntry() {
	e := r.entry
	r.entry = nil
	if e == nil {
		return
	}
	if e.Summary.Value == "" && len(e.Content) == 0 {
		e.Summary = r.extra
	}
	if e.Summary.Value == "" && len(e.Content) == 0 {
		e.Summary = e.Subtitle
	}
	r.extra, r.foreign = Text{}, 0
	if e.Permanent && e.Link == "" && schemeLength(e.ID) > 0 {
		e.Link = link("", e.ID)
	}
	e.complete()
}

// complete fills what follows from the rest.
func (e *Entry) complete() {
	if e.Updated.Written == "" {
		e.Updated = e.Published
	}
	if e.Summary.Value == "" && len(e.Content) > 0 {
		for _, c := range e.Content {
			if c.Value != "" && (c.Type == typePlain || isMarkup(c.Type)) {
				e.Summary = c
				break
			}
		}
	}
	if e.Link == "" && len(e.Content) > 0 && isPageType(e.Content[0].Type) {
		e.Link = e.Content[0].Src
	}
}

func (r *reader) endPerson(t *taking) {
	p := r.whom
	if p == nil {
		return
	}
	if v := t.plainValue(); v != "" && p.Name == "" && p.Email == "" {
		*p = personOf(v, *p)
	}
	if *p == (Person{}) {
		return
	}
	p.Name, p.Email = cutText(p.Name, MaxTitle), cutText(p.Email, MaxTitle)
	switch {
	case r.inEntry() && len(r.entry.Authors)+len(r.entry.Contributors) >= maxPeople, len(r.holder().Authors)+len(r.holder().Contributors) >= maxPeople:
	case t.field == fieldContributor && r.inEntry():
		r.entry.Contributors = append(r.entry.Contributors, *p)
	case t.field == fieldPublisher && r.inEntry():
		r.entry.Publisher = *p
	case t.field == fieldAuthor && r.inEntry():
		r.entry.Author = *p
		r.entry.Authors = append(r.entry.Authors, *p)
	case t.field == fieldPublisher:
		r.holder().Publisher = *p
	case t.field == fieldContributor:
		h := r.holder()
		h.Contributors = append(h.Contributors, *p)
	case t.field == fieldAuthor:
		h := r.holder()
		h.Author = *p
		h.Authors = append(h.Authors, *p)
	}
}

// personOf splits "name (mail)", "mail (name)" and "name <mail>".
func personOf(v string, p Person) Person {
	at := strings.IndexByte(v, '@')
	if at <= 0 {
		p.Name = v
		return p
	}
	start, end := at, at
	for start > 0 && !strings.ContainsRune(" <(;,\t\n[", rune(v[start-1])) {
		start--
	}
	for end < len(v) && !strings.ContainsRune(" >);,\t\n]", rune(v[end])) {
		end++
	}
	p.Email = strings.TrimPrefix(v[start:end], "mailto:")
	name := strings.TrimSpace(v[:start]) + " " + strings.TrimSpace(v[end:])
	for range 2 {
		name = strings.TrimSpace(name)
		for _, pair := range []string{"()", "<>", "[]"} {
			name = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(name, pair[:1]), pair[1:]))
			name = strings.TrimSpace(strings.ReplaceAll(name, pair, ""))
		}
		name = strings.TrimSpace(strings.TrimSuffix(name, "("))
		name = strings.TrimSpace(strings.TrimSuffix(name, "<"))
	}
	p.Name = name
	return p
}

const (
	maxTags     = 64 // of one entry or feed
	maxLinks    = 64
	maxPeople   = 64
	maxContents = 8
)

func (r *reader) addTag(t Tag) {
	if t.Term == "" && t.Label == "" {
		return
	}
	t.Term, t.Label, t.Scheme = cutText(t.Term, MaxTitle), cutText(t.Label, MaxTitle), cutText(t.Scheme, MaxLink)
	tags := &r.holder().Tags
	if r.inEntry() {
		tags = &r.entry.Tags
	}
	for _, have := range *tags {
		if have == t {
			return
		}
	}
	if len(*tags) < maxTags {
		*tags = append(*tags, t)
	}
}

func (r *reader) setMoment(what field, written string) {
	if written == "" {
		return
	}
	m := r.o.moment(written)
	if r.inEntry() && r.foreign > 0 {
		return
	}
	if r.inEntry() {
		switch what {
		case fieldPublished:
			r.entry.Published = m
		case fieldUpdated:
			r.entry.Updated = m
		case fieldCreated:
			r.entry.Created = m
		case fieldExpired:
			r.entry.Expired = m
		}
		return
	}
	switch h := r.holder(); what {
	case fieldPublished:
		h.Published = m
	case fieldUpdated:
		h.Updated = m
	case fieldCreated:
		h.Created = m
	}
}

func (o Options) zone() *time.Location {
	if o.Zone == nil {
		return Vietnam
	}
	return o.Zone
}
