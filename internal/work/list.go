package work

import (
	"time"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// Filter chooses cases; zero fields choose all. It never shows more than the officer may see.
type Filter struct {
	Kind       string
	OriginDuty string // "plan"
	OriginID   int64
	Section    string
	Lead       org.UnitID
	Partner    org.UnitID
	Person     org.PersonID
	State      State
	Rhythm     Rhythm // cases done once have Once
	Unfinished bool   // open or waiting
	Class      Class
	Overdue    bool     // the lead owes something that was due before today
	DueFrom    law.Date // owed on this day or later
	DueTo      law.Date // owed on this day or earlier
	Mine       bool     // led by a unit of the officer, for them or for nobody in particular
	ToDecide   bool     // a submission or request waits for this officer's decision
	Text       string   // words of title, number or code, with or without diacritics
	Sort       Sort
	Down       bool // the other way round
	Page       int  // 1 is the first
	Size       int  // rows of a page; 50 if 0
}

// Sort is an order of cases.
type Sort string

// The orders.
const (
	ByPlan  Sort = "plan" // as in the plan; the default
	ByDue   Sort = "due"  // what is owed soonest first, what has no deadline last
	ByCode  Sort = "code"
	ByTitle Sort = "title"
	ByLead  Sort = "lead"
)

// List is one page of cases.
type List struct {
	Rows  []Case
	Total int
	Page  int
	Pages int
}

// Tally counts cases; each number of a [Cell] has the filter that opens its rows.
type Tally struct {
	Total      int
	ByClass    map[Class]int
	Unfinished int // open or waiting
	Overdue    int // of any class; not of units that are not ranked, nor what is followed elsewhere
	OnTime     int // periods finished on time
	TooLate    int // periods finished late
}

// Dated counts what has an end that can be reached on time or late; continuous work has none.
func (t Tally) Dated() int {
	return t.Finished() + t.ByClass[GoingOnTime] + t.ByClass[GoingLate] + t.ByClass[Going] + t.ByClass[NotBegun]
}

// Finished counts what of it is finished.
func (t Tally) Finished() int {
	return t.ByClass[DoneOnTime] + t.ByClass[DoneLate] + t.ByClass[Finished]
}

// Flow counts continuous work, and how much of it has reported for this period or said that nothing arose.
func (t Tally) Flow() (all, reported int) {
	reported = t.ByClass[Reported] + t.ByClass[NothingArose]
	return reported + t.ByClass[NotReported], reported
}

// Veiled reports whether the reader may not see of some of these cases whether they are late. Punctuality and
// ranks are then not for them.
func (t Tally) Veiled() bool { return t.ByClass[Going]+t.ByClass[Finished] > 0 }

// Cell is a tally of one unit in one section.
type Cell struct {
	Lead     org.UnitID
	Section  string
	Unscored bool // the unit supports and is not ranked
	Tally
}

// Matrix counts cases by unit and section.
type Matrix struct {
	All      Tally
	Leads    []Cell // by unit, in the order of the directory; Section is empty
	Sections []Cell // by section, in the order of the plan; Lead is 0
	Cells    []Cell
}

// Today is what one officer has to see today. Lists are cut at TodayLimit; the numbers are whole.
type Today struct {
	Overdue  []Case // mine, due before today
	DueNow   []Case // mine, due today
	Soon     []Case // mine, due in the next three days, or two working days where those are more
	Returned []Case // mine, sent back with a reason
	Decide   []Decision
	Mentions []Mention
	Followed []Case    // of others, owned by me, overdue or due soon
	Entered  []Entered // what others typed for my units and nobody there has looked at; the newest, at most TodayLimit

	OverdueCount, DueNowCount, SoonCount, ReturnedCount, DecideCount, MentionCount int
	FollowedLate, FollowedSoon                                                     int

	WaitingOnOthers int // mine, handed in or asked for, not yet decided
	DoneToday       int // cases in which the officer submitted or decided today
}

// TodayLimit is the most rows of each list in [Today].
const TodayLimit = 20

// Decision is something that waits for a coordinator: a submission or a request.
type Decision struct {
	Case       Case
	Submission SubmissionID // 0 if it is a request
	Request    *Request     // nil if it is a submission
	By         Actor
	At         time.Time // of its arrival; the oldest stands first
}

// Entered is what another typed for a unit.
type Entered struct {
	Case       Case
	Submission Submission
}

// Mention is a comment that names the officer and was not yet seen.
type Mention struct {
	Case    Case
	Comment Comment
}

// Due is one entry of the calendar.
type Due struct {
	Day    law.Date
	Case   CaseID
	Code   string
	Title  string
	Lead   org.UnitID
	Period PeriodID
	Step   Step
	Late   bool // handed in late, or still owed after its day
}
