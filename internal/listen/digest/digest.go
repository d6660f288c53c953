package digest

import (
	"context"
	"embed"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed migrations
var migrations embed.FS

// Module is the schema of digests. It comes after listen, work and paper.
var Module = db.Module{Name: "listen-digest", Files: migrations}

// ID names a digest, EntryID one of its stories.
type (
	ID      int64
	EntryID int64
)

// Kind is the rhythm of a digest.
type Kind string

// The kinds.
const (
	Week Kind = "week" // the weekly digest that is signed
	Note Kind = "day"  // the daily note of one page
)

// State is where a digest stands.
type State string

// The states of a digest.
const (
	Draft  State = "draft"  // it can be edited
	Frozen State = "frozen" // handed in for signature: it never changes, unless the paper is given back
)

// next lists every allowed step; back only while the paper is a draft.
var next = map[State][]State{Draft: {Frozen}, Frozen: {Draft}}

// CanBecome reports whether a digest may go from s to t.
func (s State) CanBecome(t State) bool { return slices.Contains(next[s], t) }

var stateWords = map[State]string{Draft: web.Mark("Đang soạn"), Frozen: web.Mark("Đã chốt")}

// Word is the state in words, a marked text.
func (s State) Word() string { return stateWords[s] }

// Digest is what was written about the province between two days, both included.
type Digest struct {
	ID       ID
	Kind     Kind
	From, To law.Date
	Owner    org.UnitID
	State    State
	Note     string // what the officer says before everything else
	Facts    Facts  // as they were when the digest was made
	Hash     string // SHA-256 of what was frozen; empty before
	Paper    paper.ID
	By       string
	At       time.Time
	Version  int64
	Entries  []Entry // in their order; struck and merged ones too
}

// Href is the address of a digest's page.
func (d Digest) Href() string { return PageURL + "/" + web.Key(d.ID) }

// Kept are the entries that are printed, each with the numbers of what was merged into it.
func (d Digest) Kept() []Entry {
	var kept []Entry
	for _, e := range d.Entries {
		if e.Struck || e.Into != 0 {
			continue
		}
		e.Facts = whole(d.Entries, e)
		kept = append(kept, e)
	}
	return kept
}

// with are the numbers of two stories that are one.
func (f Story) with(o Story) Story {
	f.Items, f.Independent = f.Items+o.Items, f.Independent+o.Independent
	f.Heard = union(f.Heard, o.Heard)
	f.Sources, f.Reach = len(f.Heard), max(f.Reach, o.Reach, len(f.Heard))
	classes := map[listen.Class]int{}
	for _, c := range append(slices.Clone(f.ByClass), o.ByClass...) {
		classes[c.Class] += c.Items
	}
	f.ByClass = byClass(classes)
	if o.First.House != "" && o.FirstAt.Before(f.FirstAt) {
		f.First, f.FirstAt = o.First, o.FirstAt
	}
	f.Articles = slices.Concat(f.Articles, o.Articles)
	f.Days = sum(f.Days, o.Days)
	f.Topics, f.TopicNames, f.Places = union(f.Topics, o.Topics), union(f.TopicNames, o.TopicNames), union(f.Places, o.Places)
	f.Questions = slices.Concat(f.Questions, o.Questions)
	f.Tone = maps.Clone(f.Tone)
	for word, n := range o.Tone {
		f.Tone[word] += n
	}
	return f
}

// sum adds counts of the same days.
func sum(a, b []int) []int {
	all := slices.Clone(a)
	for i, n := range b[:min(len(a), len(b))] {
		all[i] += n
	}
	return all
}

// union is a with what only b has.
func union[T comparable](a, b []T) []T {
	all := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return all
}

// PageURL is the list of digests.
const PageURL = "/lang-nghe/diem-tin"

// Entry is one story of a digest.
type Entry struct {
	ID       EntryID
	Position int
	Story    listen.StoryID
	Title    string
	Summary  string // our own words; what is quoted stands in quotation marks and has at most [MostQuoted] words
	Unit     org.UnitID
	Proposal string // what is proposed
	Remark   string // between officers, never printed
	Struck   bool
	Into     EntryID // the entry with which it was merged; 0: none
	Facts    Story
	Case     work.CaseID // what was given to the unit; 0: nothing
	Edited   bool        // an officer has been here
	Version  int64
}

// MostQuoted is the most syllables that are quoted of one article; the rest is behind its address.
const MostQuoted = 50

// Story is what is counted of a story between the days of a digest.
type Story struct {
	Items       int // with copies
	Independent int // without copies and light edits
	Sources     int // distinct ones
	Heard       []listen.SourceID
	Reach       int       // distinct sources since it began
	ByClass     []ByClass // in the order of classes
	First       Article   // of the first publisher, since the story began
	FirstAt     time.Time
	Articles    []Article // for the annex, independent ones first
	Topics      []listen.TopicID
	TopicNames  []string
	Places      []string
	Tone        map[string]int   // independent items by tone
	Before      int              // its reach when it last stood in a digest; 0: it never did
	Joined      bool             // the program proposes that it is one with the entry with which it is merged
	Parts       []listen.StoryID // other stories that are one with it here
	Days        []int            // items on each day of the digest
	Questions   []string         // asked in its articles
}

// ByClass counts the items of one class of source.
type ByClass struct {
	Class listen.Class
	Items int
}

// Article is one line of the annex.
type Article struct {
	Item      listen.ItemID
	Title     string
	House     string
	Link      string
	Published time.Time
	Quote     string // at most MostQuoted syllables
	Spreads   bool   // a copy or a light edit
}

// Facts are what a digest says beside its stories.
type Facts struct {
	Made      time.Time // everything was counted then
	Items     int
	Stories   int
	Sources   int      // that gave something
	Coverage  Coverage // what is not covered
	Classes   []ByClass
	Topics    []TopicWeek
	Areas     []Volume // communes that were named most
	Terms     []Term   // new in these days
	Questions []Asked
	Gaps      []Gap    `json:",omitempty"` // what people asked while nothing official was said
	Bearing   *Bearing `json:",omitempty"` // what officers said of the bearing on steering; nil in digests from before they were counted
	Form      int      `json:",omitempty"` // how it is told: [formNow], or as it was told when it was signed
	Last      []Done   // what came of the last digest
	Late      int      // articles of the last digest's days that came after it was made
	LateOf    ID       // that digest
	LateItems []Article

	// Of a daily note.
	Alerts []OpenAlert
	Closed []string // alerts that were closed
	Ended  []string // stories of earlier notes of which nothing was heard for a week
}

// Coverage is what a digest does not see, from the sources as they were configured and heard.
type Coverage struct {
	Healthy, All int            // of the sources that give items
	Counted      int            // sources of social media, of which there are counts only
	Missing      []listen.Class // classes of which there is no source
	Silent       []string       // sources that gave nothing lately, or fail
	Communes     int            // that gave no word from the grassroots; -1: nobody asks them
	AllCommunes  int
}

// TopicWeek is what a topic brought.
type TopicWeek struct {
	Topic     listen.TopicID
	Name      string
	Items     int         // independent ones
	Before    []int       // in the stretches before, each as long as the digest, oldest first
	Tone      tone.Shares // of independent items
	Next      Span
	Trusted   bool
	Last      alert.Outcome // of the forecast that was made for these days
	LastKnown bool
	Skill     *alert.Skill `json:",omitempty"` // how good such forecasts have been; nil in digests from before that was known
}

// Bearing is what officers said of the bearing of items on steering.
type Bearing struct {
	All, Random tone.Bearings // Random of those that were chosen at random, which stand for all
	Topics      []TopicBearing
}

// TopicBearing is the part of a topic in it.
type TopicBearing struct {
	Topic  listen.TopicID
	Name   string
	Counts tone.Bearings
}

// Span is a forecast with its 80 % interval.
type Span struct{ Mean, Lo, Hi float64 }

// Asked is a question that people ask.
type Asked struct {
	Text  string
	Count int
	Story listen.StoryID
}

// Gap is a topic about which people asked while nothing official was said.
type Gap struct {
	Alert    alert.ID
	Topic    string
	Asked    int      // as it may be shown
	From     law.Date // since when
	Official law.Date // when an authority last published about it; zero: never
}

// Done is what came of an entry of the last digest.
type Done struct {
	Title string
	Unit  org.UnitID
	Code  string
	State string // a marked text
	Reply string // what the unit reported and was accepted
}

// OpenAlert is an alert that somebody has to look into.
type OpenAlert struct {
	Alert alert.ID
	Topic string
	Items int
	Owner string // who looks into it, or the unit that was asked; empty: nobody yet
	Due   law.Date
}

// Options are what a [Service] stands on.
type Options struct {
	DB     *db.DB
	Org    *org.Service
	Listen *listen.Service
	Alert  *alert.Service
	Work   *work.Service
	Papers *paper.Service
	Now    func() time.Time
	Log    *slog.Logger
	Outbox Outbox // nil: no letters leave
	Site   string // where the desk answers, for links in letters; may be empty

	// Answers are what officers said of the tone of texts chosen at random; nil: nobody was asked.
	Answers func(ctx context.Context, tx *db.Tx) (tone.Confusion, error)

	// Bearings counts what officers said of the bearing on steering of the items of a time, by topic, under 0 of all of
	// them; random are those that were chosen at random. nil: nobody was asked.
	Bearings func(ctx context.Context, tx *db.Tx, from, to time.Time) (byTopic map[listen.TopicID]tone.Bearings, random tone.Bearings, err error)

	// Communes counts the communes of which there is a word from the grassroots about some days, and those that were
	// asked; nil: nobody is asked.
	Communes func(ctx context.Context, tx *db.Tx, from, to law.Date) (said, all int, err error)
}

// Outbox keeps letters until a job sends them. Queueing the same key again does nothing.
type Outbox interface {
	Queue(ctx context.Context, tx *db.Tx, m work.Message) error
}

// Service keeps digests.
type Service struct{ Options }

// New returns the service.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{o}
	s.watchPapers()
	return s
}
