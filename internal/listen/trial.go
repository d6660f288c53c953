package listen

import (
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/query"
)

// Trial reads lines of files as they would be kept, to try a query on them: behind the gate, without a database, and
// nothing of them stays.
type Trial struct{ gate *Service }

// NewTrial returns a trial at a time.
func NewTrial(now func() time.Time) *Trial { return &Trial{New(Options{Now: now})} }

// Tried is a line behind the gate.
type Tried struct {
	Item
	Source  string
	Article query.Article
}

// Read reads a line of JSON. It is false for posts, comments, and what has nothing to read. The error
// is that of what is not JSON.
func (t *Trial) Read(data []byte) (Tried, bool, error) {
	l, err := lineOf(data)
	if err != nil {
		return Tried{}, false, err
	}
	src := Source{Name: l.origin()}
	class, fate := l.fateOf("", src.Name, false)
	if fate != kept && fate != unsaid {
		return Tried{}, false, nil
	}
	src.Class = class
	a := l.arrival()
	b := t.gate.Prepare(src, []Arrival{a})
	if len(b.parcels) == 0 {
		return Tried{}, false, nil
	}
	p := b.parcels[0]
	defer p.free()
	p.Published = a.Published // as the file has it, not as it would be stored now
	return Tried{p.Item, src.Name, articleOf(&p.Item, p.body, namesOf(src.Name, p.Link))}, true, nil
}
