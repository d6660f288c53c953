package work

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// Methods is what [Service] offers. Changes run in the transaction of the caller and return the case as it
// is afterwards; reads need one too, and do not change anything.
type Methods interface {
	Open(ctx context.Context, tx *db.Tx, by auth.Officer, n Opening) (Case, error)
	Edit(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, to Change) (Case, error)
	Reschedule(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, c Cadence, k Clock, reason string) (Case, error)
	Assign(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, p org.PersonID) (Case, error)
	Cancel(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, reason string) (Case, error)
	Finish(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, reason string) (Case, error)

	Start(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref) (Case, error)
	Submit(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, p PeriodID, r Report) (Case, error)
	Withdraw(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, p PeriodID) (Case, error)
	Accept(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, p PeriodID, note string) (Case, error)
	Return(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, p PeriodID, reason string) (Case, error)

	AskExtension(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, p PeriodID, day law.Date, reason string) (Case, error)
	AskTransfer(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, unit org.UnitID, reason string) (Case, error)
	GrantExtension(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, r RequestID, day law.Date, note string) (Case, error)
	GrantTransfer(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, r RequestID, unit org.UnitID, note string) (Case, error)
	Refuse(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, r RequestID, reason string) (Case, error)
	TakeBack(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, r RequestID) (Case, error)

	Contribute(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID, unit org.UnitID, text string, proofs []Proof) error
	AddEvidence(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID, p Proof) (EvidenceID, error)
	DropEvidence(ctx context.Context, tx *db.Tx, by auth.Officer, id EvidenceID) error
	Comment(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID, text string) (CommentID, error)
	SeeMentions(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID) error
	Remind(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID) error

	// Case finds one case; fault.NotFound if there is none or the officer may not see it.
	Case(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID) (Case, error)
	CaseByCode(ctx context.Context, tx *db.Tx, by auth.Officer, code string) (Case, error)
	// File is everything that hangs on a case.
	File(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID) (File, error)
	// May says which acts the officer may do on the case as it stands, for showing buttons.
	May(by auth.Officer, c Case) Acts
	// Sees is the [files.Sight] of cases.
	Sees(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (bool, error)

	List(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (List, error)
	// Each visits every case of a filter, for exports and reports.
	Each(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter, visit func(Case) error) error
	Counts(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (Tally, error)
	Matrix(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (Matrix, error)
	Today(ctx context.Context, tx *db.Tx, by auth.Officer) (Today, error)
	Calendar(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter, from, to law.Date) ([]Due, error)

	AddAbsence(ctx context.Context, tx *db.Tx, by auth.Officer, a Absence) (int64, error)
	EndAbsence(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) error
	Absences(ctx context.Context, tx *db.Tx, by auth.Officer) ([]Absence, error)
	Settings(ctx context.Context, tx *db.Tx) (Settings, error)
	SetSettings(ctx context.Context, tx *db.Tx, by auth.Officer, s Settings) error
}

// File is everything that hangs on a case, oldest first.
type File struct {
	Case          Case
	Periods       []Period
	Submissions   []Submission
	Requests      []Request
	Contributions []Contribution
	Evidence      []Evidence
	Comments      []Comment
	Events        []Event
	Reminders     []Reminder
}

// Acts says which acts an officer may do on a case now.
type Acts struct {
	Edit, Reschedule, Assign, Cancel, Finish    bool
	Start, Submit, AskExtension, AskTransfer    bool
	Accept, Return, Withdraw                    bool
	DecideRequest, TakeBack                     bool
	Contribute, AddEvidence, Comment, RemindNow bool
}

var _ Methods = (*Service)(nil)
