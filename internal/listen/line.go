package listen

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

// line is one line of a file of items: JSON with the names that monitoring services and archives use.
type line struct {
	ID        json.RawMessage `json:"id"`
	GUID      string          `json:"guid"`
	Link      string          `json:"link"`
	URL       string          `json:"url"`
	Title     string          `json:"title"`
	Lead      string          `json:"lead"`
	Summary   string          `json:"summary"`
	Text      string          `json:"text"`
	Body      string          `json:"body"`
	Content   string          `json:"content"`
	Language  string          `json:"language"`
	Lang      string          `json:"lang"`
	Published string          `json:"published"`
	Date      string          `json:"date"`
	Time      string          `json:"time"`
	Source    string          `json:"source"`
	Site      word            `json:"site"`
	Class     word            `json:"class"`
	Place     string          `json:"place"`
	Author    string          `json:"author"` // looked for at the ends of the text, to be dropped
	trace     trace
}

// word is a text that may be something else where files use a name in their own way.
type word string

// UnmarshalJSON reads a string; anything else is none.
func (w *word) UnmarshalJSON(data []byte) error {
	*w = ""
	var text string
	if json.Unmarshal(data, &text) == nil {
		*w = word(strings.TrimSpace(text))
	}
	return nil
}

func parseLine(data []byte) (l line, ok bool) {
	l, err := lineOf(data)
	return l, err == nil
}

func lineOf(data []byte) (l line, err error) {
	err = json.Unmarshal(data, &l)
	if err != nil {
		return l, err
	}
	l.trace = traceOfJSON(data)
	l.readNames(data)
	return l, nil
}

// readNames reads fields under the names that they have in tables, where none stands under a name of its own.
func (l *line) readNames(data []byte) {
	var found map[string]string
	var ranks map[string]int
	eachField(data, func(name, value []byte) {
		if pressFields[string(name)] || len(value) == 0 || strings.IndexByte("[{n", value[0]) >= 0 { // a list, an object, null
			return
		}
		at, ok := fieldsByName[headName(unquoted(name))]
		if before, some := ranks[at.field]; ok && (!some || at.rank < before) {
			if found == nil {
				found, ranks = map[string]string{}, map[string]int{}
			}
			found[at.field], ranks[at.field] = unquoted(value), at.rank
		}
	})
	if found == nil {
		return
	}
	for _, x := range []struct {
		field string
		into  *string
		own   string
	}{
		{"id", &l.GUID, l.GUID + string(l.ID)}, {"link", &l.Link, l.Link + l.URL}, {"title", &l.Title, l.Title}, {"text", &l.Text, l.Text + l.Body + l.Content},
		{"published", &l.Published, l.Published + l.Date + l.Time}, {"source", &l.Source, l.Source + string(l.Site)}, {"place", &l.Place, l.Place},
		{"class", (*string)(&l.Class), string(l.Class)}, {"author", &l.Author, l.Author},
	} {
		if x.own == "" && found[x.field] != "" {
			*x.into = found[x.field]
		}
	}
}

// origin is how a line names its source; "" if it does not.
func (l *line) origin() string {
	site := string(l.Site)
	name := firstOf(l.Source, hostOf(site), site)
	if host := hostOf(firstOf(l.Link, l.URL)); host != "" && isKindOfSource(name) {
		return host
	}
	return name
}

// post is a line as it is counted. Who spoke becomes a number at once.
func (l *line) post(a Arrival, key gate.Key) Post {
	who := firstOf(append([]string{l.Author}, l.trace.persons...)...)
	return Post{Text: a.Title + "\n" + firstOf(a.Body, a.Lead), Place: l.Place, Published: a.Published, Voice: key.Voice(who)}
}

func (l *line) arrival() Arrival {
	a := Arrival{
		GUID: firstOf(l.GUID, strings.Trim(string(l.ID), `"`)), Link: firstOf(l.Link, l.URL), Title: l.Title, Lead: firstOf(l.Lead, l.Summary),
		Body: plain(firstOf(l.Text, l.Body, l.Content)), Language: firstOf(l.Language, l.Lang), Published: parseTime(firstOf(l.Published, l.Date, l.Time)),
	}
	if a.GUID == "null" {
		a.GUID = ""
	}
	if l.Author != "" {
		a.Byline = []string{l.Author}
	}
	return a
}

// timeOfLine is a form of time that lines are read in.
const timeOfLine = time.RFC3339Nano

// vietnam is the zone of times that are written without one.
var vietnam = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// parseTime reads an instant as files write it; zero if it cannot.
func parseTime(text string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", time.RFC1123Z, time.RFC1123, "02/01/2006 15:04:05", "02/01/2006 15:04", "02/01/2006"} {
		at, err := time.ParseInLocation(layout, text, vietnam)
		if err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}
