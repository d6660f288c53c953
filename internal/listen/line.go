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
	return l, nil
}

// origin is how a line names its source; "" if it does not.
func (l *line) origin() string {
	site := string(l.Site)
	return firstOf(l.Source, hostOf(site), site)
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
