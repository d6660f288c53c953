package press

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"github.com/nhipcau/nhipcau/law"
)

// Folder says what Write puts beside the lines.
type Folder struct {
	Dir   string
	Feeds bool // also feeds by source and day, pages, and the exports of social pages as these come
}

// Summary is what was written.
type Summary struct {
	Items   int     `json:"items"`
	Bursts  int     `json:"bursts"`
	From    string  `json:"from"`
	To      string  `json:"to"`
	Seconds float64 `json:"seconds"`
}

// Write fills a folder with the items of a press and, apart from them, with the truth:
//
//	sources.json, topics.json      what listening is set up with
//	lines/2026-01-03.ndjson        what arrived on a day, a press item a line, in the order of arrival
//	social/2026-01-03.ndjson       the exports of social pages
//	feeds/SOURCE/2026-01-03.xml    the same press items as their sources give them out: RSS, Atom, JSON Feed,
//	pages/SOURCE/…                 list pages and articles
//	exports/SOURCE/2026-01-03.csv  the exports once more, as a table with Vietnamese headings
//	truth.json, truth-items.ndjson what is true: planted things, and each item
//
// It holds one day of items at most.
func Write(p *Press, to Folder) (s Summary, err error) {
	begun := time.Now()
	f := &folder{p: p, to: to, feeds: map[string]*feedDay{}}
	err = os.MkdirAll(to.Dir, 0o755)
	if err != nil {
		return s, err
	}
	err = f.setUp()
	if err != nil {
		return s, err
	}
	err = p.Each(f.put)
	if err != nil {
		return s, err
	}
	err = f.close()
	if err != nil {
		return s, err
	}
	t := p.Truth()
	err = f.json("truth.json", t)
	return Summary{t.Items, len(t.Bursts), t.From, t.To, time.Since(begun).Seconds()}, err
}

type folder struct {
	p      *Press
	to     Folder
	day    law.Date
	until  time.Time
	lines  *outlet
	social *outlet
	marks  *outlet
	feeds  map[string]*feedDay // of this day, by source
	buf    []byte
}

// outlet is a file being written.
type outlet struct {
	*bufio.Writer
	file *os.File
}

func (f *folder) create(name string) (*outlet, error) {
	path := filepath.Join(f.to.Dir, filepath.FromSlash(name))
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err != nil {
		return nil, err
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &outlet{bufio.NewWriterSize(file, 1<<16), file}, nil
}

func (o *outlet) close() error {
	if o == nil {
		return nil
	}
	err := o.Flush()
	if e := o.file.Close(); err == nil {
		err = e
	}
	return err
}

func (f *folder) json(name string, v any) error {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(f.to.Dir, name), append(b, '\n'), 0o644)
}

func (f *folder) setUp() error {
	err := f.json("sources.json", f.p.Sources())
	if err != nil {
		return err
	}
	err = f.json("topics.json", f.p.Watched())
	if err != nil {
		return err
	}
	f.marks, err = f.create("truth-items.ndjson")
	return err
}

// put writes one item and its truth.
func (f *folder) put(item *Item, mark *Mark) error {
	if !item.Arrived.Before(f.until) {
		err := f.turn(law.DateOf(item.Arrived))
		if err != nil {
			return err
		}
	}
	f.buf = appendLine(f.buf[:0], item)
	to := f.lines
	if item.Social != nil {
		to = f.social
	}
	_, err := to.Write(f.buf)
	if err != nil {
		return err
	}
	if f.to.Feeds {
		f.keep(item)
	}
	f.buf = appendMark(f.buf[:0], mark)
	_, err = f.marks.Write(f.buf)
	return err
}

// turn begins the files of a day.
func (f *folder) turn(day law.Date) error {
	err := f.closeDay()
	if err != nil {
		return err
	}
	f.day, f.until = day, day.AddDays(1).Start()
	f.lines, err = f.create("lines/" + day.String() + ".ndjson")
	if err != nil {
		return err
	}
	f.social, err = f.create("social/" + day.String() + ".ndjson")
	return err
}

func (f *folder) closeDay() error {
	err := f.giveOut()
	if err != nil {
		return err
	}
	err = f.lines.close()
	if err != nil {
		return err
	}
	return f.social.close()
}

func (f *folder) close() error {
	err := f.closeDay()
	if err != nil {
		return err
	}
	return f.marks.close()
}

func appendMark(b []byte, m *Mark) []byte {
	line, err := json.Marshal(m)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return append(append(b, line...), '\n')
}
