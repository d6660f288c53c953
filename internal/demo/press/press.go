package press

import (
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/law"
)

// Options say how much is written. The zero value of each field but Seed is a good one.
type Options struct {
	Seed      uint64
	Days      int      // 0: 90; at least 30
	Items     int      // about how many, social ones included; 0: 12,000
	From      law.Date // first day; zero: so long before Tết 2026 that it falls into the time
	Syllables int      // of each article; 0: 120 to 500, most of them short
	Questions bool     // more of what is asked, answered and not
}

const (
	usualDays  = 90
	usualItems = 12_000
	talkShare  = .22 // of all items are social ones
)

// Press is a province's press between two days.
type Press struct {
	o       Options
	g       *grammar
	w       *world
	make    *maker
	sources []Source
	from    law.Date
	start   int64 // instant
	tet     law.Date
	rates   []float64   // stories a day of each field on an ordinary day
	mood    [][]float64 // by field and day: how much more or less than usual

	everydayTalk float64 // social items beside the planted ones

	queue   queue
	made    int
	truth   Truth
	bursts  map[string]*Burst
	stories map[string]*StoryMark
	born    int
	acts    [][]func()     // what was planted, by the day on which it is put on the agenda
	gaps    []gap          // of each field
	asked   map[string]int // where a question stands in the truth
	talkers []int          // indices of social sources
}

// New prepares the press of these options. It fails on options out of range.
func New(o Options) (*Press, error) {
	if o.Days == 0 {
		o.Days = usualDays
	}
	if o.Items == 0 {
		o.Items = usualItems
	}
	if o.Days < 30 || o.Days > 400 || o.Items < 500 || o.Items > 50_000_000 || o.Syllables < 0 || o.Syllables > 3000 {
		return nil, fmt.Errorf("số ngày phải từ 30 đến 400, số tin từ 500 đến 50 triệu, độ dài đến 3.000 âm tiết")
	}
	g := readGrammar()
	p := &Press{o: o, g: g, w: newWorld(g, o.Seed), bursts: map[string]*Burst{}, stories: map[string]*StoryMark{}}
	p.make = newMaker(g, p.w)
	var err error
	p.sources, err = newSources(g, o.Seed)
	if err != nil {
		return nil, err
	}
	for i, s := range p.sources {
		if s.Class == Talk {
			p.talkers = append(p.talkers, i)
		}
	}
	c := chance(mix(o.Seed, 1))
	p.from = o.From
	if p.from == (law.Date{}) {
		p.from = law.Tet(2026).AddDays(-42 - c.below(max(1, o.Days-70)))
	}
	p.start = p.from.Start().Unix()
	p.tet = law.Tet(p.from.AddDays(o.Days / 2).Year)
	p.truth = Truth{Seed: o.Seed, From: p.from.String(), To: p.from.AddDays(o.Days - 1).String(), Identities: p.w.private}
	if n := p.from.DaysUntil(p.tet); n >= 0 && n < o.Days {
		p.truth.Tet = p.tet.String()
	}
	p.foresee()
	return p, nil
}

// Sources are the sources of the province.
func (p *Press) Sources() []Source { return p.sources }

// Each tells every item in the order of arrival, with the truth about it. Item and mark belong to the caller
// until the next one. It can be called once.
func (p *Press) Each(yield func(*Item, *Mark) error) error {
	for day := range p.o.Days {
		p.live(day)
		err := p.emit(p.instant(day+1), yield)
		if err != nil {
			return err
		}
	}
	return p.finish()
}

// instant is the beginning of a day, counted from the first.
func (p *Press) instant(day int) int64 { return p.start + int64(day)*86400 }

// dayOf is the day of an instant.
func (p *Press) dayOf(at int64) int { return int((at - p.start) / 86400) }

// sinceTet counts days from the first of Tết.
func (p *Press) sinceTet(day int) int { return p.tet.DaysUntil(p.from.AddDays(day)) }

func instantOf(at int64) time.Time { return time.Unix(at, 0).In(law.Vietnam) }

// BurstBetween reports whether a planted burst begins from one day to another.
func (p *Press) BurstBetween(from, to law.Date) bool {
	for _, b := range p.truth.Bursts {
		if day := p.from.AddDays(b.day); !day.Before(from) && !to.Before(day) {
			return true
		}
	}
	return false
}

// RumoursBetween counts the rumours that begin from one day to another.
func (p *Press) RumoursBetween(from, to law.Date) (n int) {
	for _, r := range p.truth.Rumours {
		if day := p.from.AddDays(r.day); !day.Before(from) && !to.Before(day) {
			n++
		}
	}
	return n
}

// Truth is what was planted; complete after Each.
func (p *Press) Truth() *Truth { return &p.truth }

// Places are the communes and wards that stories happen in, in full: phường Hòa Lãng.
func (p *Press) Places() (names []string) {
	for _, x := range p.w.places {
		names = append(names, x.full)
	}
	return names
}

// Watched are the topics somebody watches.
func (p *Press) Watched() []Topic {
	var all []Topic
	for _, f := range p.g.fields {
		if f.query != "" {
			all = append(all, Topic{Key: f.key, Name: f.name, Query: f.query, Office: f.office})
		}
	}
	return all
}

// Topic is a watched topic.
type Topic struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	Query  string `json:"query"`
	Office string `json:"office"` // code of the unit that answers for it
}
