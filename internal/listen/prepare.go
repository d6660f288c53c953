package listen

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/similar"
	"github.com/nhipcau/nhipcau/vi"
)

// Batch is a number of arrivals of one source behind the gate, ready to be stored. Making it is most of the
// work of an item and needs no database, so that several goroutines can do it at once.
type Batch struct {
	Source  Source
	Read    int     // arrivals
	Dropped int     // had neither title nor text
	Masked  int     // places that were masked
	remarks Remarks // why they were dropped
	parcels []*parcel
}

// parcel is one item on its way through the stages; each stage adds what it finds out.
type parcel struct {
	Item
	body    string
	keys    [2]int64
	named   int   // how many keys
	content int64 // hash of what can be read
	*study
	origin  string // name of the source
	topics  []TopicID
	matched string // version of the topics that were asked
	known   bool   // was stored before
	stored  bool   // waits already: is changed, not stored
	again   bool   // an article that changed: it has its story already
	excerpt bool   // of a known article: only its title may be newer than what is stored
}

// study is what the text of an item says by itself, in memory that is used again.
type study struct {
	print similar.Print
	terms similar.Terms
	doc   query.Document
}

var studies = sync.Pool{New: func() any { return new(study) }}

// free gives the memory of the study to another item.
func (p *parcel) free() {
	studies.Put(p.study)
	p.study = nil
}

// Prepare brings arrivals of a source behind the gate. It must not be given a source of which only counts may be
// kept: see [Service.Hear].
func (s *Service) Prepare(src Source, arrivals []Arrival) *Batch {
	return s.prepareEntries(src, namedEntries(src, arrivals))
}

// entry is an arrival with the names under which it is known again. They are those of the document that told of it,
// also when its text is read elsewhere.
type entry struct {
	Arrival
	keys    [2]int64
	named   int  // how many keys
	excerpt bool // of an article that is known: its text is less than what was read of it
}

// namedEntries names the arrivals of one document.
func namedEntries(src Source, arrivals []Arrival) []entry {
	links := map[string]int{}
	for i := range arrivals {
		arrivals[i].Link = completed(arrivals[i].Link, src.Address, src.Site)
		links[arrivals[i].Link]++
	}
	entries := make([]entry, len(arrivals))
	for i, a := range arrivals {
		entries[i].Arrival = a
		entries[i].keys, entries[i].named = keysOf(src.ID, &a, links[a.Link] > 1)
	}
	return entries
}

// prepareEntries brings entries of one document behind the gate.
func (s *Service) prepareEntries(src Source, entries []entry) *Batch {
	b := &Batch{Source: src, Read: len(entries)}
	if src.Class.OnlyCounts() {
		b.Dropped = len(entries)
		return b
	}
	now := s.Now()
	for i := range entries {
		p, masked := s.prepare(src, &entries[i], now)
		if p == nil {
			b.Dropped++
			b.remarks.add("", reasonOf(src, &entries[i].Arrival), 1)
			continue
		}
		b.Masked += masked
		b.parcels = append(b.parcels, p)
	}
	return b
}

// reasonOf is why nothing is kept of an arrival.
func reasonOf(src Source, a *Arrival) why {
	if a.spoken(src) {
		return personal
	}
	return bare
}

// mostCleaned is how much of a text is looked at, in bytes: what is kept of it, and its end where a byline stands.
const mostCleaned = 4 * MaxBody

// prepare is the gate and everything that needs only the item itself.
func (s *Service) prepare(src Source, a *entry, now time.Time) (_ *parcel, masked int) {
	if a.spoken(src) {
		return nil, 0
	}
	byline := a.names()
	clean := func(text string, most int) string {
		text, n := cleaned(text, most, byline)
		masked += n
		return text
	}
	p := &parcel{}
	p.Title = clean(a.Title, MaxTitle)
	p.Lead = clean(a.Lead, maxLead)
	p.body = clean(vi.CutBytes(a.Body, mostCleaned), MaxBody)
	if p.Title == "" && p.body == "" && p.Lead == "" {
		return nil, 0
	}
	if p.Title == "" {
		p.Title = firstWords(p.Lead + " " + p.body)
	}
	if p.Lead == "" {
		p.Lead = firstSentence(p.body)
	}
	p.Source, p.Class, p.Area = src.ID, src.Class, firstOf(a.Area, src.Area)
	p.Language = a.Language
	if p.Language == "" {
		p.Language = src.Language
	}
	if p.Link = gate.Link(a.Link); len(p.Link) > MaxLink {
		p.Link = ""
	}
	p.Arrived = now
	p.Published = a.Published
	if p.Published.IsZero() || p.Published.After(now) {
		p.Published = now
	}
	p.Version, p.State, p.Tone = 1, Whole, Unclear
	p.origin = src.Name
	p.keys, p.named, p.excerpt = a.keys, a.named, a.excerpt
	p.content = contentOf(p.Title, p.Lead, p.body)
	s.find(p)
	return p, masked
}

// names are those of a byline as they may stand in the text.
func (a *Arrival) names() []string {
	names := make([]string, len(a.Byline))
	for i, name := range a.Byline {
		names[i] = vi.Normalize(strings.TrimSpace(name))
	}
	return names
}

// cleaned is a text as it may be kept, and in how many places it was masked.
func cleaned(text string, most int, byline []string) (string, int) {
	return gate.Mask(vi.Normalize(strings.TrimSpace(vi.CutBytes(gate.DropByline(gate.DropComments(vi.Normalize(text)), byline...), most))))
}

// shinglesKept is how many shingles of an article are compared: enough to tell copies, edits, other figures and
// quotations of half a text, few enough for the memory of a region.
const shinglesKept = 96

// Unclear is the tone of what nobody judged.
const Unclear = "unclear"

// find finds out about an item whatever its own text says.
func (s *Service) find(p *parcel) {
	if p.study == nil {
		p.study = studies.Get().(*study)
	}
	p.read()
	p.print.Sample(shinglesKept)
	if s.Tone != nil {
		p.Tone, p.Sure = s.Tone(p.Title, p.text())
	}
	p.doc.Read(articleOf(&p.Item, p.body, namesOf(p.origin, p.Link)))
	p.topics = s.topicsOf(p)
}

// read makes the print of an item and the terms by which it finds its story.
func (p *parcel) read() {
	rest, leads := strings.CutPrefix(p.body, p.Lead)
	if len(p.body) <= len(p.Lead) { // the lead is the text
		rest, leads = "", true
	}
	p.terms.Read(similar.Article{Title: p.Title, Lead: p.Lead, Text: rest}, leads, &p.print)
}

// text is the longer of what an item has.
func (p *parcel) text() string {
	if len(p.body) > len(p.Lead) {
		return p.body
	}
	return p.Lead
}

func contentOf(parts ...string) int64 {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return int64(binary.BigEndian.Uint64(h.Sum(nil)) >> 1)
}

// firstWords is a title for what has none.
func firstWords(text string) string {
	cut := vi.CutRunes(strings.Join(strings.Fields(vi.CutBytes(text, maxLead)), " "), 100)
	return strings.TrimSpace(cut)
}

// firstSentence is the lead of an article that has none.
func firstSentence(body string) string {
	head := vi.CutBytes(body, maxLead)
	line, _, _ := strings.Cut(head, "\n")
	for _, s := range vi.Sentences(line) {
		return line[s.Start:s.End]
	}
	return line
}
