package alert

import (
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// Series names what is counted: a topic in one class of source, in one area, or in all of them where empty.
type Series struct {
	Topic listen.TopicID
	Class listen.Class
	Area  string
}

// narrow reports whether the series is a part of all that is said about its topic.
func (s Series) narrow() bool { return s.Class != "" || s.Area != "" }

// ID names an alert.
type ID int64

// Rule is what was noticed.
type Rule string

// The rules.
const (
	Spread Rule = "spread" // one story spreads further than stories of its topic do
	Wave   Rule = "wave"   // more within hours than is usual for these hours
	Day    Rule = "day"    // more on a day than is usual for such a day
	Gap    Rule = "gap"    // people ask, and no authority says more than usual: a suggestion, no alarm
)

var ruleWords = map[Rule]string{
	Spread: web.Mark("Một câu chuyện lan rộng"), Wave: web.Mark("Tăng vọt trong vài giờ"), Day: web.Mark("Nhiều hơn ngày thường"),
	Gap: web.Mark("Người dân hỏi, chưa có thông tin chính thức"),
}

// Word is the rule in words, a marked text.
func (r Rule) Word() string { return ruleWords[r] }

// State is what became of an alert.
type State string

// The states of an alert.
const (
	Unseen State = "new"    // nobody has looked yet
	Taken  State = "taken"  // somebody looks into it
	Closed State = "closed" // judged
)

// next lists every allowed step. A state that is not a key is final.
var next = map[State][]State{Unseen: {Taken, Closed}, Taken: {Closed}}

// CanBecome reports whether an alert may go from s to t.
func (s State) CanBecome(t State) bool { return slices.Contains(next[s], t) }

var stateWords = map[State]string{Unseen: web.Mark("Mới"), Taken: web.Mark("Đang xem"), Closed: web.Mark("Đã đóng")}

// Word is the state in words, a marked text.
func (s State) Word() string { return stateWords[s] }

// Verdict is what an officer says of an alert when it is closed.
type Verdict string

// The verdicts.
const (
	Useful Verdict = "useful"
	Known  Verdict = "known"
	False  Verdict = "false"
)

// Verdicts lists the verdicts in the order in which pages offer them.
var Verdicts = []Verdict{Useful, Known, False}

var verdictWords = map[Verdict]string{Useful: web.Mark("Báo động đúng, có ích"), Known: web.Mark("Đúng, nhưng đã biết"), False: web.Mark("Báo nhầm")}

// Word is the verdict in words, a marked text.
func (v Verdict) Word() string { return verdictWords[v] }

// Alert is one episode in one series: it is raised once and grows as the episode does.
type Alert struct {
	ID   ID
	Key  string // the same episode has the same key, whichever process sees it
	Rule Rule
	Series
	Began      time.Time // start of the stretch that stands out
	Raised     time.Time // when it was first noticed
	Last       time.Time // when it last stood out
	Hours      int       // length of the stretch
	Seen       float64   // independent items in it
	Expected   float64   // what is usual for such a stretch
	Sources    int       // distinct sources in it
	Odds       float64   // minus log10 of the probability that so many come by chance, at its height
	Peak       float64   // independent items of the fullest hour (of a day: of the day)
	Confidence float64   // share of such alarms that were true, 0 to 1; 0 of a gap: nobody measured it
	Story      listen.StoryID
	State      State
	Verdict    Verdict
	Note       string
	TakenBy    string
	ClosedBy   string
	ClosedAt   *time.Time
	Case       work.CaseID // what was made of it; 0: nothing
	Code       string
	EndedAt    *time.Time // when a gap was found to be over; nil: it stands, or is no gap
	EndedWhy   Ending
	Version    int64
}

// signal is what stands out in an alert.
func (a Alert) signal() Signal {
	return Signal{Hours: a.Hours, Seen: a.Seen, Expected: a.Expected, Sources: a.Sources, Odds: a.Odds}
}

// BoardID names a board.
type BoardID int64

// Board is a group of people who are told of alerts about some topics.
type Board struct {
	ID       BoardID
	Name     string
	Owner    org.UnitID
	EveryDay int              // at most so many alerts a day
	Quiet    [2]int           // from hour to hour of the day nobody is told; equal: never quiet
	StandIn  org.PersonID     // told when everybody else is away; 0: nobody
	Topics   []listen.TopicID // none: every topic
	People   []org.PersonID
	Active   bool
	Version  int64
}

// hears reports whether a board is about a topic.
func (b Board) hears(t listen.TopicID) bool {
	return len(b.Topics) == 0 || slices.Contains(b.Topics, t)
}

// quiet reports whether nobody is to be told at a moment, and until when.
func (b Board) quiet(at time.Time) (until time.Time, ok bool) {
	from, to := b.Quiet[0], b.Quiet[1]
	if from == to {
		return time.Time{}, false
	}
	local := at.In(law.Vietnam)
	day := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, law.Vietnam)
	for _, start := range []time.Time{day.AddDate(0, 0, -1), day} {
		begins, ends := start.Add(time.Duration(from)*time.Hour), start.Add(time.Duration(to)*time.Hour)
		if to <= from {
			ends = ends.AddDate(0, 0, 1)
		}
		if !local.Before(begins) && local.Before(ends) {
			return ends.UTC(), true
		}
	}
	return time.Time{}, false
}
