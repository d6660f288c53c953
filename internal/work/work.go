package work

import (
	"embed"
	"io/fs"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed migrations
var files embed.FS

//go:embed locales
var locales embed.FS

// Locales are the English sentences of this package.
func Locales() fs.FS { return locales }

// Module is the schema of cases.
var Module = db.Module{Name: "work", Files: files}

// Numbers of the things this package keeps.
type (
	CaseID       int64
	PeriodID     int64
	SubmissionID int64
	RequestID    int64
	CommentID    int64
	EvidenceID   int64
)

// Case is one thing with an owner and a clock.
type Case struct {
	ID          CaseID
	Kind        string // name of its [Kind]
	Code        string // "NV-2026-0042"; unique, never reused
	Title       string
	Description string
	Section     string // heading in its plan, as shown; may be empty
	Number      string // number in its plan, "3.5"; may be empty
	Position    int64  // order within its origin

	Lead     org.UnitID   // đơn vị chủ trì; exactly one
	Partners []org.UnitID // đơn vị phối hợp; may be empty
	Owner    org.UnitID   // the unit whose coordinators give the work out and accept it
	Person   org.PersonID // who does it in the lead unit; 0 if nobody is named
	Origin   Origin
	Shared   bool // every officer who may see any case sees this one

	// Elsewhere names the system in which the case is mainly followed, "hệ thống quản lý văn bản và điều hành";
	// empty when it is followed here. Such a case is shown, but never reminds and is never late.
	Elsewhere string
	Lateness  Lateness // who may see whether it is late

	// For whoever reads it: the lead supports and is not ranked; whether it is late is not theirs to see.
	Unscored bool
	Veiled   bool

	State   State
	Step    Step
	Cadence Cadence
	Clock   Clock

	FirstDue law.Date   // the due day as first set for what is owed now; never changed by an extension
	Due      law.Date   // last day for what is owed now, or for what was handed in last; zero: no deadline
	DueAt    *time.Time // set when the deadline is an instant on the day Due
	Owed     law.Date   // the day that counts while the lead still owes it: Due and what was waited for; zero once handed in and when there is no deadline
	Late     bool       // what was handed in last, and is not owed again, came after its due day
	CoverTo  law.Date   // continuous: last day of the latest period reported on
	Cover    Step       // continuous: how that period was reported, Submitted, Accepted or Nothing

	OnTime   int         // periods finished on time
	TooLate  int         // periods finished late
	Awaiting int         // submissions that wait for a coordinator
	Asking   int         // requests that wait for a coordinator
	Asks     RequestKind // what the latest of them asks for; empty if none waits
	AskedOn  law.Date    // since when an answer is waited for about what is owed; its clock stands from that day
	Evidence int         // pieces of evidence
	Comments int

	SubmittedAt *time.Time // when what counts now was handed in
	FinishedOn  law.Date   // day of the submission that ended the case
	Reason      string     // why it was cancelled or closed; or what the last return said
	CreatedAt   time.Time
	UpdatedAt   time.Time
	Version     int64 // grows with every change; editors hand back the one they saw

	grownTo law.Date // periods exist until this day; zero when no more will come
}

// Ref returns the case as its editor saw it.
func (c Case) Ref() Ref { return Ref{c.ID, c.Version} }

// Units are all units that take part: the lead first, then partners, then the owner.
func (c Case) Units() []org.UnitID {
	return append(append([]org.UnitID{c.Lead}, c.Partners...), c.Owner)
}

// Ref names a case and the version of it that the editor saw. A change made on an older version is
// refused with a fault.Conflict that wraps a [*Clash].
type Ref struct {
	ID      CaseID
	Version int64
}

// Origin says which duty opened a case, for which of its objects, and from which line of the source.
type Origin struct {
	Duty string // "plan"
	ID   int64
	Line int
}

// Clock says where a deadline comes from. The rule and its version are those in force on the trigger date
// and never change afterwards.
type Clock struct {
	Due           law.Moment // zero: no deadline, or one that follows from the cadence
	Rule          string     // id of the rule in law; empty when the plan itself set the day
	Version       int        // version of the rule
	Basis         string     // "Kế hoạch số 128/KH-UBND", or the law's article
	Verified      bool       // the rule was checked against the text; true for a plan's own day
	ExplanationVI string
	ExplanationEN string
}

// Period is a stretch of time for which one result or report is owed. A case that is done once has one.
type Period struct {
	ID          PeriodID
	Case        CaseID
	From, To    law.Date // both inclusive; may be zero in a case that is done once
	FirstDue    law.Date
	Due         law.Date // zero: no deadline
	DueAt       *time.Time
	Step        Step
	Late        bool         // handed in after Due
	Submission  SubmissionID // the latest; 0 if none
	SubmittedAt *time.Time   // of the latest submission, nil again after a return
	DecidedAt   *time.Time

	// Waited is for how many days answers of a coordinator were waited for; they never count against the unit.
	// AskedOn is since when one is waited for now.
	Waited  int
	AskedOn law.Date
}

// Report is what a unit hands in: the three blocks of official reports.
type Report struct {
	Result     string // Kết quả
	Difficulty string // Khó khăn, vướng mắc, nguyên nhân
	Proposal   string // Kiến nghị
	Nothing    bool   // Không phát sinh: nothing to report in this period; needs no acceptance
	Progress   bool   // Đang thực hiện: tells how far it is; what is owed stays owed
	Evidence   []Proof

	// Received says how it came when another than the lead unit typed it, nil when the unit did so itself; For
	// is then the unit for which it was typed.
	Received *Received
	For      org.UnitID

	// Agree accepts at once what a coordinator hands in for a unit. It is not stored.
	Agree bool
}

// Proof is a piece of evidence to be added: a stored file, the number of a document, or both.
type Proof struct {
	File   int64  // id in package files; 0 if there is only a number
	Title  string // "Biên bản họp báo tháng 11"
	Number string // "128/BC-SVHTTDL"; may be empty
	Day    law.Date
}

// Evidence is a piece of evidence as kept.
type Evidence struct {
	ID         EvidenceID
	Period     PeriodID     // 0 if it belongs to the whole case
	Submission SubmissionID // 0 if it was added outside a submission
	Proof
	Unit org.UnitID // for which unit it was added
	By   Actor
	At   time.Time
}

// Submission is one version of what was handed in for a period.
type Submission struct {
	ID      SubmissionID
	Case    CaseID
	Period  PeriodID
	Version int // 1, 2, … within its period
	Report
	Verdict   Verdict
	Reason    string // why it was returned
	By        Actor
	At        time.Time
	DecidedBy Actor
	DecidedAt *time.Time

	// Who of the unit has looked at what was typed for it, and when; nil until somebody has.
	ConfirmedBy Actor
	ConfirmedAt *time.Time
}

// Unconfirmed reports whether it was typed for a unit that has not looked at it yet.
func (s Submission) Unconfirmed() bool {
	return s.Received != nil && s.ConfirmedAt == nil && s.Verdict != Withdrawn
}

// CameOn is the day on which it counts as handed in: that of the document or the call where another typed it.
func (s Submission) CameOn() law.Date { return law.DateOf(s.cameAt(s.At)) }

// Verdict is what became of a submission or a request.
type Verdict string

// The verdicts.
const (
	Pending   Verdict = "pending"   // chờ điều phối
	Agreed    Verdict = "agreed"    // đạt, đồng ý
	Refused   Verdict = "refused"   // trả lại, không đồng ý
	Withdrawn Verdict = "withdrawn" // taken back by who sent it
)

// Actor is a person as written down when they acted.
type Actor struct {
	ID   int64 // account; 0 for the system
	Name string
}

// Contribution is what a partner unit gives to a case.
type Contribution struct {
	ID       int64
	Unit     org.UnitID
	Text     string
	Evidence []Evidence
	By       Actor
	At       time.Time
}

// Comment is a remark on a case; people named with @ are told.
type Comment struct {
	ID       CommentID
	Text     string
	Mentions []org.PersonID
	By       Actor
	At       time.Time
}

// Event is one line of the timeline: a Vietnamese sentence with verbs, the key of its English translation.
type Event struct {
	ID       int64
	Case     CaseID
	At       time.Time
	By       Actor
	Action   string // stable code such as "work.submit", the same as in the audit log
	Sentence string
	Args     []any
	Version  int64 // of the case after the act
}

// RequestKind says what a lead unit asks for.
type RequestKind string

// The kinds of request.
const (
	Extension RequestKind = "extension" // gia hạn
	Transfer  RequestKind = "transfer"  // chuyển đơn vị chủ trì
)

// Request is what a lead unit asked of its coordinator.
type Request struct {
	ID        RequestID
	Case      CaseID
	Period    PeriodID // for an extension
	Kind      RequestKind
	Reason    string
	Day       law.Date   // the new day asked for
	Unit      org.UnitID // the unit asked for
	OldDay    law.Date   // the due day when it was asked
	OldUnit   org.UnitID
	Verdict   Verdict
	Answer    string     // reason of the decision
	GaveDay   law.Date   // the day granted, perhaps another than asked
	GaveUnit  org.UnitID // the unit granted
	By        Actor
	At        time.Time
	DecidedBy Actor
	DecidedAt *time.Time
}

// Opening describes a case to be opened.
type Opening struct {
	Kind        string
	Title       string
	Description string
	Section     string
	Number      string
	Position    int64
	Lead        org.UnitID
	Partners    []org.UnitID
	Owner       org.UnitID // 0: the root of the directory
	Person      org.PersonID
	Origin      Origin
	Shared      bool
	Elsewhere   string
	Cadence     Cadence
	Clock       Clock

	// Since is the day from which periods are asked for; zero means the period of today. A plan that has
	// run for years does not begin with years of arrears.
	Since law.Date
}

// Change is what a coordinator edits in place. Deadlines change through [Service.Reschedule] and requests.
type Change struct {
	Title       string
	Description string
	Section     string
	Number      string
	Position    int64
	Partners    []org.UnitID
	Person      org.PersonID
	Shared      bool
}

// Absence says who stands in for somebody between two days, both inclusive.
type Absence struct {
	ID         int64
	Person     org.PersonID
	From, To   law.Date
	Substitute org.PersonID
	Note       string
}
