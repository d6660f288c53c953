package main

import (
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/feed"
)

// moment is a date as the tests ask for it: as written, or as a tuple of its parts in UTC.
func moment(m feed.Moment) (written, parts any) {
	if m.Written == "" {
		return nil, nil
	}
	if m.IsZero() {
		return m.Written, nil
	}
	t := m.UTC()
	return m.Written, tuple{t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute(), t.Second(), (int(t.Weekday()) + 6) % 7, t.YearDay(), 0}
}

// otherNames of values; the tests use them side by side.
var otherNames = map[string][]string{
	"guid": {"id"}, "date": {"updated"}, "date_parsed": {"updated_parsed"}, "modified": {"updated"}, "modified_parsed": {"updated_parsed"},
	"issued": {"published"}, "issued_parsed": {"published_parsed"}, "description": {"summary", "subtitle"}, "description_detail": {"summary_detail", "subtitle_detail"},
	"summary": {"subtitle"}, "summary_detail": {"subtitle_detail"}, "tagline": {"subtitle"}, "tagline_detail": {"subtitle_detail"},
	"copyright": {"rights"}, "copyright_detail": {"rights_detail"}, "url": {"href"}, "uri": {"href"}, "updated": {"published"}, "updated_parsed": {"published_parsed"},
}

func lookup(m map[string]any, key string) (any, bool) {
	if v, ok := m[key]; ok {
		return v, true
	}
	switch key {
	case "category":
		if tags, ok := m["tags"].(tuple); ok && len(tags) > 0 {
			return lookup(tags[0].(map[string]any), "term")
		}
	case "enclosures":
		return withRel(m, "enclosure"), true
	case "license":
		if l := withRel(m, "license"); len(l) > 0 {
			return lookup(l[0].(map[string]any), "href")
		}
	}
	for _, other := range otherNames[key] {
		if v, ok := lookup(m, other); ok {
			return v, true
		}
	}
	return nil, false
}

func withRel(m map[string]any, rel string) tuple {
	found := tuple{}
	links, _ := m["links"].(tuple)
	for _, l := range links {
		l := l.(map[string]any)
		if l["rel"] != rel {
			continue
		}
		without := map[string]any{}
		for k, v := range l {
			if k != "rel" {
				without[k] = v
			}
		}
		found = append(found, without)
	}
	return found
}

// view is what the tests look at.
type view map[string]any

func (v view) put(key, value string) {
	if value != "" {
		v[key] = value
	}
}

func (v view) text(key string, t feed.Text) {
	if t == (feed.Text{}) {
		return
	}
	v[key] = t.Value
	v[key+"_detail"] = detail(t)
}

func detail(t feed.Text) map[string]any {
	d := map[string]any{"value": t.Value, "type": t.Type, "base": t.Base, "language": nil}
	if t.Src != "" {
		d["src"] = t.Src
	}
	if t.Language != "" {
		d["language"] = t.Language
	}
	return d
}

func (v view) moment(key string, m feed.Moment) {
	written, parts := moment(m)
	if written != nil {
		v[key] = written
		v[key+"_parsed"] = parts
	}
}

func (v view) person(key string, p feed.Person) {
	if p == (feed.Person{}) {
		return
	}
	v.put(key, p.String())
	v[key+"_detail"] = personView(p)
}

func personView(p feed.Person) map[string]any {
	m := view{}
	m.put("name", p.Name)
	m.put("email", p.Email)
	m.put("href", p.URL)
	return m
}

func people(all []feed.Person) tuple {
	t := tuple{}
	for _, p := range all {
		t = append(t, personView(p))
	}
	return t
}

func (v view) links(all []feed.Link) {
	t := tuple{}
	for _, l := range all {
		m := view{}
		m.put("rel", l.Rel)
		m.put("type", l.Type)
		m.put("href", l.Href)
		m.put("hreflang", l.Hreflang)
		m.put("title", l.Title)
		m.put("length", l.Length)
		t = append(t, map[string]any(m))
	}
	v["links"] = t
}

func (v view) tags(all []feed.Tag) {
	t := tuple{}
	for _, tag := range all {
		m := map[string]any{"term": nil, "scheme": nil, "label": nil}
		for k, s := range map[string]string{"term": tag.Term, "scheme": tag.Scheme, "label": tag.Label} {
			if s != "" {
				m[k] = s
			}
		}
		t = append(t, m)
	}
	if len(t) > 0 {
		v["tags"] = t
	}
}

func feedView(f feed.Feed) map[string]any {
	v := view{}
	v.put("id", f.ID)
	v.text("title", f.Title)
	v.text("subtitle", f.Subtitle)
	v.text("info", f.Info)
	v.text("rights", f.Rights)
	v.put("link", f.Link)
	v.put("language", f.Language)
	v.links(f.Links)
	v.person("author", f.Author)
	v["authors"] = people(f.Authors)
	v["contributors"] = people(f.Contributors)
	v.person("publisher", f.Publisher)
	v.put("newlocation", f.Moved)
	if c := f.Cloud; c != (feed.Cloud{}) {
		v["cloud"] = map[string]any{"domain": c.Domain, "port": c.Port, "path": c.Path, "registerprocedure": c.Procedure, "protocol": c.Protocol}
	}
	v.tags(f.Tags)
	v.moment("published", f.Published)
	v.moment("updated", f.Updated)
	v.moment("created", f.Created)
	v.put("generator", f.Generator)
	if f.Image != "" {
		v["image"] = map[string]any{"href": f.Image}
	}
	return v
}

func entryView(e feed.Entry) map[string]any {
	v := view{}
	v.put("id", e.ID)
	v["guidislink"] = e.Permanent
	v.text("title", e.Title)
	v.put("link", e.Link)
	v.links(e.Links)
	v.moment("published", e.Published)
	v.moment("updated", e.Updated)
	v.moment("created", e.Created)
	v.moment("expired", e.Expired)
	v.text("summary", e.Summary)
	v.text("subtitle", e.Subtitle)
	content := tuple{}
	for _, c := range e.Content {
		content = append(content, detail(c))
	}
	if len(content) > 0 {
		v["content"] = content
	}
	v.person("author", e.Author)
	v["authors"] = people(e.Authors)
	v["contributors"] = people(e.Contributors)
	v.person("publisher", e.Publisher)
	v.tags(e.Tags)
	v.put("comments", e.Comments)
	v.text("rights", e.Rights)
	v.put("language", e.Language)
	if e.Source != nil {
		v["source"] = feedView(*e.Source)
	}
	return v
}

// documentView is everything the expectation of a fixture may name.
func documentView(f feed.Feed, headers map[string]string) map[string]any {
	entries := tuple{}
	for _, e := range f.Entries {
		entries = append(entries, entryView(e))
	}
	held := map[string]any{}
	for k, v := range headers {
		held[strings.ToLower(k)] = v
	}
	all := map[string]any{
		"feed": feedView(f), "entries": entries, "bozo": f.Malformed, "encoding": f.Encoding, "version": f.Version, "headers": held,
	}
	if at, ok := headers["Last-Modified"]; ok {
		if t, err := time.Parse(time.RFC1123, at); err == nil {
			all["modified"] = t.String()
		}
	}
	return all
}
