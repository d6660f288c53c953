package round

import (
	"context"
	"embed"
	"log/slog"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed migrations
var migrations embed.FS

//go:embed locales
var texts embed.FS

// Module is the schema of rounds. It comes after work.
var Module = db.Module{Name: "round", Files: migrations}

// Numbers of the things this package keeps.
type (
	ID       int64
	OwedID   int64
	AnswerID int64
	SeriesID int64
)

// Round is one reporting round.
type Round struct {
	ID       ID
	Code     string // "DBC-2026-0007"
	Title    string
	Note     string // what the units should know
	Preset   string // the preset it was made from; empty: free
	Owner    org.UnitID
	Series   SeriesID // 0: opened by hand
	Prev     ID       // the round before it, whose answers stand ready; 0: none
	Origin   work.Origin
	From, To law.Date // the time that is reported about; zero: open
	Clock    work.Clock
	Audience Audience
	Form     int // version of its form
	State    State

	By, ClosedBy         string
	CreatedAt, UpdatedAt time.Time
	OpenedAt, ClosedAt   *time.Time
	Version              int64
}

// Ref names a round and the version of it that the editor saw.
type Ref struct {
	ID      ID
	Version int64
}

// Ref returns the round as its editor saw it.
func (r Round) Ref() Ref { return Ref{r.ID, r.Version} }

// Due is the last day on which an answer is on time; zero: no deadline.
func (r Round) Due() law.Date { return r.Clock.Due.Date() }

// lateAt reports whether an answer at an instant comes after the deadline.
func (r Round) lateAt(at time.Time) bool {
	if at2, ok := r.Clock.Due.Instant(); ok {
		return at.After(at2)
	}
	due := r.Due()
	return !due.IsZero() && law.DateOf(at).After(due)
}

// State is the life of a round.
type State string

// The states of a round.
const (
	Draft   State = "draft"
	Open    State = "open"
	Closed  State = "closed"
	Dropped State = "dropped"
)

// next lists every allowed step. A state that is not a key is final.
var next = map[State][]State{
	Draft: {Open, Dropped},
	Open:  {Closed, Dropped},
}

// CanBecome reports whether a round may go from s to t.
func (s State) CanBecome(t State) bool { return slices.Contains(next[s], t) }

var stateWords = map[State]string{
	Draft: web.Mark("Đang soạn"), Open: web.Mark("Đang mở"), Closed: web.Mark("Đã chốt"), Dropped: web.Mark("Đã bỏ"),
}

// Word is the state in words, a marked text.
func (s State) Word() string { return stateWords[s] }

// Audience says who owes an answer. The parts are added up, then the exceptions taken away.
type Audience struct {
	Units  []org.UnitID   `json:"units,omitempty"`
	Levels []org.Level    `json:"levels,omitempty"` // all units of a level, "tất cả xã, phường"
	Posts  []org.PostKind `json:"posts,omitempty"`  // all units in which somebody holds the post
	Except []org.UnitID   `json:"except,omitempty"`
	On     law.Date       `json:"on"`            // units that exist on this day; zero: on the day of opening
	Via    org.UnitID     `json:"via,omitempty"` // communes report through this unit, which owes an answer too; 0: straight to the owner
}

// Step is the life of what a unit owes.
type Step string

// The steps.
const (
	Waiting Step = "waiting" // chưa trả lời
	Given   Step = "given"   // đã trả lời
	Nothing Step = "nothing" // không phát sinh
	Excused Step = "excused" // không phải báo cáo, with a reason
)

var stepWords = map[Step]string{
	Waiting: web.Mark("Chưa trả lời"), Given: web.Mark("Đã trả lời"), Nothing: web.Mark("Không phát sinh"), Excused: web.Mark("Không phải báo cáo"),
}

// Word is the step in words, a marked text.
func (s Step) Word() string { return stepWords[s] }

// Owed is what one unit owes to one round.
type Owed struct {
	ID      OwedID
	Round   ID
	Unit    org.UnitID
	Up      org.UnitID // the unit that consolidates its figures; 0: the round's owner
	Step    Step
	Answer  AnswerID // the line that counts now; 0: none
	Lines   int
	Late    bool // the first line came after the deadline
	Proxy   bool // the line that counts was typed by another and not yet confirmed by the unit
	FirstAt *time.Time
	At      *time.Time // of the line that counts
	By      string     // who typed it
	Reason  string     // why it is excused
	Frozen  AnswerID   // the line that counted when the round closed; 0: none
	Merged  int64      // its latest confirmation of the units below; 0: none
	Version int64      // grows with every line; whoever answers hands back the one they saw
}

// AnsweredAfterClose reports whether a line came after the figures were frozen.
func (o Owed) AnsweredAfterClose() bool { return o.Answer != o.Frozen }

// AnswerKind says what a line is.
type AnswerKind string

// The kinds of line.
const (
	First        AnswerKind = "answer"       // báo cáo
	Correction   AnswerKind = "correction"   // đính chính số liệu, with its reason
	Confirmation AnswerKind = "confirmation" // the unit confirms what another typed for it
)

// Answer is one line of a unit. Lines are never changed.
type Answer struct {
	ID         AnswerID
	Owed       OwedID
	Round      ID
	Ordinal    int // 1, 2, …
	Kind       AnswerKind
	Form       int // version of the form it answers
	Content    Content
	Reason     string         // of a correction
	Received   *work.Received // how it came when another typed it; nil: the unit itself
	By         work.Actor
	ByUnit     string // name of the unit of who typed it
	Late       bool   // it came after the deadline
	AfterClose bool   // it came after the figures were frozen
	At         time.Time
}

// Content is what a unit says. Keys are those of the form.
type Content struct {
	Nothing  bool                    `json:"nothing,omitempty"` // không phát sinh, the whole round
	Empty    []string                `json:"empty,omitempty"`   // blocks in which nothing arose
	Figures  map[string]Amount       `json:"figures,omitempty"` // a figure that was not given is not in it
	Texts    map[string]string       `json:"texts,omitempty"`
	Evidence map[string][]work.Proof `json:"evidence,omitempty"` // by block
	Tasks    []TaskAnswer            `json:"tasks,omitempty"`
}

// TaskAnswer is what a unit says about a task that it leads.
type TaskAnswer struct {
	Case       work.CaseID `json:"case"`
	Code       string      `json:"code"`
	Title      string      `json:"title"`
	Say        Say         `json:"say"`
	Result     string      `json:"result,omitempty"`
	Difficulty string      `json:"difficulty,omitempty"`
	Proposal   string      `json:"proposal,omitempty"`
	Handed     bool        `json:"handed,omitempty"` // it was handed in to the task itself
}

// Say is how a task stands, as its lead says.
type Say string

// What a lead may say. A task that is done once is done, going on or not begun; a task that comes back is
// reported, without anything arisen, or not yet reported.
const (
	SayDone     Say = "done"
	SayDoing    Say = "doing"
	SayNotBegun Say = "notbegun"
	SayReported Say = "reported"
	SayNothing  Say = "nothing"
	SayNotYet   Say = "notyet"
)

var sayWords = map[Say]string{
	SayDone: web.Mark("Hoàn thành"), SayDoing: web.Mark("Đang thực hiện"), SayNotBegun: web.Mark("Chưa triển khai"),
	SayReported: web.Mark("Có kết quả kỳ này"), SayNothing: web.Mark("Không phát sinh"), SayNotYet: web.Mark("Chưa báo cáo kỳ này"),
}

// Word is what is said in words, a marked text.
func (s Say) Word() string { return sayWords[s] }

// SaysFor are the answers to choose from for a task.
func SaysFor(c work.Case) []Say {
	if c.Cadence.Recurs() {
		return []Say{SayReported, SayNothing, SayNotYet}
	}
	return []Say{SayDone, SayDoing, SayNotBegun}
}

// Options are what a [Service] stands on.
type Options struct {
	DB       *db.DB
	Org      *org.Service
	Files    *files.Store
	Work     *work.Service
	Papers   *paper.Service // nil: no report is made here
	Now      func() time.Time
	Calendar func() law.Calendar
	Rules    law.RuleSet
	Log      *slog.Logger // nil: slog.Default()
	Outbox   Outbox       // nil: no letters leave
	Site     string       // where the desk answers, for links in letters; may be empty
	Screen   Screen       // keeps private persons out of what people are said to say; nil: nothing does
	Key      []byte       // makes the tokens of one-time links; empty: none can be made
}

// Service keeps rounds, what is owed to them and what was answered.
type Service struct {
	Options
	strangers gate // networks that try links which are none
	holders   gate // links that are sent again and again
}

// New returns the service and tells files who sees its documents.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	s := &Service{Options: o, strangers: gate{every: 10 * time.Second, burst: 30}, holders: gate{every: 5 * time.Second, burst: 30}}
	o.Files.Watch("round-owed", s.seesOwed)
	if o.Papers != nil {
		o.Papers.Watch("round", paper.Owner{Sees: s.seesRound, Place: s.placeOf})
	}
	return s
}

// Part is what rounds bring to the house.
func (s *Service) Part() web.Part {
	return web.Part{
		Name: "round", Schema: Module, Texts: texts, Grants: Grants, Routes: s.Register, Jobs: s.work,
		Nav: []web.NavItem{{Title: "Đợt báo cáo", Short: "Báo cáo", Rank: 3, Href: "/dot-bao-cao", Icon: "report", Right: View, Tab: true, Key: "c"}},
	}
}

// Day is the day it is in Việt Nam.
func (s *Service) Day() law.Date { return law.DateOf(s.Now()) }

func (s *Service) seesOwed(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (bool, error) {
	o, err := owedByID(ctx, tx, OwedID(id))
	if err == db.ErrNoRows {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	r, err := roundByID(ctx, tx, o.Round)
	return err == nil && sees(by, r, o), err
}

// seesRound reports whether the officer may see the whole round, and so its report.
func (s *Service) seesRound(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (bool, error) {
	r, err := roundByID(ctx, tx, ID(id))
	if err == db.ErrNoRows {
		return false, nil
	}
	return err == nil && by.MayFor(View, r.Owner), err
}

// placeOf names a round and its figures, for the paper made of it.
func (s *Service) placeOf(ctx context.Context, tx *db.Tx, _ auth.Officer, id int64) (title, href string, err error) {
	r, err := roundByID(ctx, tx, ID(id))
	return r.Title, r.sheetHref(), err
}

// sees reports whether the officer may read what a unit gave.
func sees(by auth.Officer, r Round, o Owed) bool {
	return by.MayFor(View, r.Owner, o.Unit) || o.Up != 0 && by.MayFor(View, o.Up)
}

func notFound() error { return fault.New(fault.NotFound, "Không tìm thấy đợt báo cáo này.") }
