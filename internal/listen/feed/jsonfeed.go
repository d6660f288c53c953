package feed

import (
	"bytes"
	"encoding/json"
	"strings"
)

// jsonFeed is a document of JSON Feed 1 or 1.1 (jsonfeed.org). Values of a wrong kind are read as absent.
type jsonFeed struct {
	Version     loose      `json:"version"`
	Title       loose      `json:"title"`
	Home        loose      `json:"home_page_url"`
	Address     loose      `json:"feed_url"`
	Description loose      `json:"description"`
	Icon        loose      `json:"icon"`
	Language    loose      `json:"language"`
	Author      jsonPerson `json:"author"`
	Authors     jsonPeople `json:"authors"`
	Hubs        jsonHubs   `json:"hubs"`
}

type jsonItem struct {
	ID          loose      `json:"id"`
	URL         loose      `json:"url"`
	External    loose      `json:"external_url"`
	Title       loose      `json:"title"`
	HTML        loose      `json:"content_html"`
	Text        loose      `json:"content_text"`
	Summary     loose      `json:"summary"`
	Image       loose      `json:"image"`
	Published   loose      `json:"date_published"`
	Modified    loose      `json:"date_modified"`
	Language    loose      `json:"language"`
	Author      jsonPerson `json:"author"`
	Authors     jsonPeople `json:"authors"`
	Tags        jsonWords  `json:"tags"`
	Attachments jsonFiles  `json:"attachments"`
}

type jsonPerson struct {
	Name loose `json:"name"`
	URL  loose `json:"url"`
}

type jsonHub struct {
	Type loose `json:"type"`
	URL  loose `json:"url"`
}

type jsonFile struct {
	URL  loose `json:"url"`
	Type loose `json:"mime_type"`
	Size loose `json:"size_in_bytes"`
	Name loose `json:"title"`
}

type (
	jsonPeople []jsonPerson
	jsonHubs   []jsonHub
	jsonFiles  []jsonFile
	jsonWords  []loose
)

// loose is a string, or a number as it is written; anything else is "".
type loose string

// UnmarshalJSON never fails.
func (l *loose) UnmarshalJSON(data []byte) error {
	*l = ""
	switch {
	case len(data) == 0:
	case data[0] == '"':
		var s string
		if json.Unmarshal(data, &s) == nil {
			*l = loose(s)
		}
	case data[0] == '-' || '0' <= data[0] && data[0] <= '9':
		*l = loose(data)
	}
	return nil
}

// plainPerson has the fields of a person without its way of reading.
type plainPerson jsonPerson

// UnmarshalJSON reads an object, or a name alone; it never fails.
func (p *jsonPerson) UnmarshalJSON(data []byte) error {
	var plain plainPerson
	if len(data) > 0 && data[0] == '"' {
		_ = plain.Name.UnmarshalJSON(data) // never fails
	} else if json.Unmarshal(data, &plain) != nil {
		plain = plainPerson{}
	}
	*p = jsonPerson(plain)
	return nil
}

// list reads the members of a list that are of their kind; a single member stands for a list of one.
func list[T any](data []byte) []T {
	var raw []json.RawMessage
	if json.Unmarshal(data, &raw) != nil {
		raw = []json.RawMessage{data}
	}
	var all []T
	for _, r := range raw {
		var one T
		if len(all) < maxTags && string(r) != "null" && json.Unmarshal(r, &one) == nil {
			all = append(all, one)
		}
	}
	return all
}

// UnmarshalJSON never fails.
func (p *jsonPeople) UnmarshalJSON(data []byte) error { *p = list[jsonPerson](data); return nil }

// UnmarshalJSON never fails.
func (h *jsonHubs) UnmarshalJSON(data []byte) error { *h = list[jsonHub](data); return nil }

// UnmarshalJSON never fails.
func (f *jsonFiles) UnmarshalJSON(data []byte) error { *f = list[jsonFile](data); return nil }

// UnmarshalJSON never fails.
func (w *jsonWords) UnmarshalJSON(data []byte) error { *w = list[loose](data); return nil }

// readJSON reads a JSON Feed; known is false where the document is other JSON. One that is cut off gives the entries
// before the cut.
func readJSON(text string, o Options) (f Feed, known bool) {
	head := map[string]json.RawMessage{}
	var items []json.RawMessage
	d := json.NewDecoder(strings.NewReader(text))
	whole := readMembers(d, head, &items)
	joined, err := json.Marshal(head)
	var j jsonFeed
	if err != nil || json.Unmarshal(joined, &j) != nil {
		return Feed{}, false
	}
	isFeed := strings.Contains(string(j.Version), "jsonfeed.org")
	if !isFeed && (items == nil || j.Title == "" && j.Home == "") {
		return Feed{}, false
	}
	f = j.feed(o)
	f.Malformed = !whole || !isFeed
	for _, raw := range items {
		var item jsonItem
		if json.Unmarshal(raw, &item) != nil {
			f.Malformed = true
			continue
		}
		f.Entries = append(f.Entries, item.entry(o, f.Language))
	}
	return f, true
}

// readMembers reads the members of the object, those of "items" one by one; false where it is not whole.
func readMembers(d *json.Decoder, head map[string]json.RawMessage, items *[]json.RawMessage) bool {
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return false
	}
	for d.More() {
		t, err := d.Token()
		key, ok := t.(string)
		if err != nil || !ok {
			return false
		}
		if key == "items" {
			*items = []json.RawMessage{}
			if !readItems(d, items) {
				return false
			}
			continue
		}
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return false
		}
		head[key] = value
	}
	_, err := d.Token()
	return err == nil
}

func readItems(d *json.Decoder, items *[]json.RawMessage) bool {
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return false
	}
	for d.More() {
		var item json.RawMessage
		if d.Decode(&item) != nil {
			return false
		}
		if len(*items) < MaxEntries && !bytes.Equal(item, []byte("null")) {
			*items = append(*items, item)
		}
	}
	_, err := d.Token()
	return err == nil
}

func (j jsonFeed) feed(o Options) Feed {
	f := Feed{Version: "json1", Link: link(o.Base, string(j.Home)), Self: link(o.Base, string(j.Address)), Image: link(o.Base, string(j.Icon)),
		Language: string(j.Language)}
	if strings.HasSuffix(string(j.Version), "1.1") {
		f.Version = "json11"
	}
	if f.Language == "" {
		f.Language = o.Language
	}
	f.Title = plainText(string(j.Title), f.Language, o.Base)
	f.Subtitle = plainText(string(j.Description), f.Language, o.Base)
	f.Authors = peopleOf(j.Authors, j.Author, o.Base)
	if len(f.Authors) > 0 {
		f.Author = f.Authors[len(f.Authors)-1]
	}
	for _, h := range j.Hubs {
		if strings.EqualFold(string(h.Type), "websub") {
			f.Hub = link(o.Base, string(h.URL))
		}
	}
	return f
}

func plainText(v, language, base string) Text {
	v = strings.TrimSpace(v)
	if v == "" {
		return Text{}
	}
	return Text{Value: v, Type: typePlain, Language: language, Base: base}
}

func peopleOf(all jsonPeople, one jsonPerson, base string) []Person {
	if len(all) == 0 {
		all = jsonPeople{one}
	}
	var people []Person
	for _, p := range all {
		if p.Name != "" || p.URL != "" {
			people = append(people, Person{Name: string(p.Name), URL: link(base, string(p.URL))})
		}
	}
	return people
}

func (j jsonItem) entry(o Options, language string) Entry {
	if j.Language != "" {
		language = string(j.Language)
	}
	e := Entry{ID: string(j.ID), Link: link(o.Base, string(j.URL)), Language: language,
		Title: plainText(string(j.Title), language, o.Base), Summary: plainText(string(j.Summary), language, o.Base),
		Authors: peopleOf(j.Authors, j.Author, o.Base)}
	e.Published, e.Updated = o.moment(string(j.Published)), o.moment(string(j.Modified))
	if len(e.Authors) > 0 {
		e.Author = e.Authors[len(e.Authors)-1]
	}
	e.addJSONLinks(j, o)
	if v := strings.TrimSpace(string(j.HTML)); v != "" {
		e.Content = append(e.Content, Text{Value: strings.TrimSpace(cleanHTML(v, o.Base)), Type: typeHTML, Language: language, Base: o.Base})
	}
	if t := plainText(string(j.Text), language, o.Base); t.Value != "" {
		e.Content = append(e.Content, t)
	}
	for _, t := range j.Tags {
		if t != "" {
			e.Tags = append(e.Tags, Tag{Term: string(t)})
		}
	}
	e.complete()
	return e
}

// addJSONLinks adds the addresses of an item: its own, where it points to, and its files.
func (e *Entry) addJSONLinks(j jsonItem, o Options) {
	if e.Link != "" {
		e.Links = append(e.Links, Link{Rel: "alternate", Type: typeHTML, Href: e.Link})
	}
	if l := link(o.Base, string(j.External)); l != "" {
		e.Links = append(e.Links, Link{Rel: "related", Type: typeHTML, Href: l})
		if e.Link == "" {
			e.Link = l
		}
	}
	for _, f := range j.Attachments {
		if l := link(o.Base, string(f.URL)); l != "" {
			e.Links = append(e.Links, Link{Rel: "enclosure", Type: string(f.Type), Href: l, Title: string(f.Name), Length: string(f.Size)})
		}
	}
}

// moment reads a date as it was written.
func (o Options) moment(written string) Moment {
	written = strings.TrimSpace(written)
	if written == "" {
		return Moment{}
	}
	at, _ := parseDate(written, o.zone())
	return Moment{at, written}
}
