package listen

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

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
	days      calendar // by which its date is read
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

// errNoObject is that a line holds another value than one entry.
var errNoObject = errors.New("a line of JSON is no object")

func lineOf(data []byte) (l line, err error) {
	l, err = lineAsItStands(data)
	if err != nil || l.reads() {
		return l, err
	}
	inner, nested := unwrapped(data)
	if !nested {
		return l, nil
	}
	return lineAsItStands(inner)
}

func lineAsItStands(data []byte) (l line, err error) {
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return l, errNoObject
	}
	err = json.Unmarshal(data, &l)
	var other *json.UnmarshalTypeError
	if errors.As(err, &other) { // a field is a number, a list or an object
		l.retype(data)
		err = nil
	}
	if err != nil {
		return l, err
	}
	l.trace = traceOfJSON(data)
	l.fill(data)
	return l, nil
}

// reads reports whether a line has something to read.
func (l *line) reads() bool { return l.Title != "" || l.hasText() }

func (l *line) hasText() bool {
	return firstOf(l.Text, l.Body, l.Content, l.Lead, l.Summary) != ""
}

// written is the date of a line as it stands there.
func (l *line) written() string { return firstOf(l.Published, l.Date, l.Time) }

// origin is how a line names its source; "" if it does not.
func (l *line) origin() string {
	site := string(l.Site)
	name := firstOf(l.Source, hostOf(site), site)
	if host := hostOf(firstOf(l.Link, l.URL)); host != "" && isKindOfSource(name) {
		return host
	}
	return name
}

// isUndated reports whether a line has a date that could not be read.
func (l *line) isUndated(a Arrival) bool { return l.written() != "" && a.Published.IsZero() }

// post is a line as it is counted. Who spoke, and by what name the post is known, become numbers at once.
func (l *line) post(a Arrival, key gate.Key) Post {
	who := firstOf(append([]string{l.Author}, l.trace.persons...)...)
	p := Post{Text: a.Title + "\n" + firstOf(a.Body, a.Lead), Place: l.Place, Published: a.Published, Voice: key.Voice(who)}
	if name := firstOf(a.GUID, a.Link); name != "" { // with its text: a column that is taken for a name may hold another thing
		p.Mark = key.Voice("post\x00" + name + "\x00" + p.Text)
	}
	return p
}

func (l *line) arrival() Arrival {
	at, _ := l.days.read(l.written())
	a := Arrival{
		GUID: firstOf(l.GUID, strings.Trim(string(l.ID), `"`)), Link: firstOf(l.Link, l.URL), Title: l.Title, Lead: firstOf(l.Lead, l.Summary),
		Body: plain(firstOf(l.Text, l.Body, l.Content)), Language: firstOf(l.Language, l.Lang), Published: at,
	}
	if a.GUID == "null" {
		a.GUID = ""
	}
	if l.Author != "" {
		a.Byline = []string{l.Author}
	}
	return a
}
