package work

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// Case finds one case. It fails with fault.NotFound if there is none or the officer may not see it.
func (s *Service) Case(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID) (Case, error) {
	c, err := caseByID(ctx, tx, id)
	return s.seen(ctx, tx, by, c, err)
}

// CaseByCode is Case by what people say on the phone, "nv-2026-0042".
func (s *Service) CaseByCode(ctx context.Context, tx *db.Tx, by auth.Officer, code string) (Case, error) {
	c, err := caseByCode(ctx, tx, strings.ToUpper(clean(code)))
	return s.seen(ctx, tx, by, c, err)
}

// Cases are those of some cases that the officer may see.
func (s *Service) Cases(ctx context.Context, tx *db.Tx, by auth.Officer, ids []CaseID) (map[CaseID]Case, error) {
	b, err := s.board(ctx, tx)
	if err != nil {
		return nil, err
	}
	cases, err := b.read(ctx, tx, ids)
	if err != nil {
		return nil, fmt.Errorf("reading cases: %w", err)
	}
	r, err := s.reader(ctx, tx, by)
	if err != nil {
		return nil, err
	}
	for id, c := range cases {
		if !visible(by, c) {
			delete(cases, id)
			continue
		}
		r.show(&c)
		cases[id] = c
	}
	return cases, nil
}

func (s *Service) seen(ctx context.Context, tx *db.Tx, by auth.Officer, c Case, err error) (Case, error) {
	if errors.Is(err, db.ErrNoRows) || err == nil && !visible(by, c) {
		return Case{}, fault.New(fault.NotFound, "Không tìm thấy nhiệm vụ này.")
	}
	if err != nil {
		return Case{}, fmt.Errorf("reading a case: %w", err)
	}
	r, err := s.reader(ctx, tx, by)
	if err != nil {
		return Case{}, err
	}
	r.show(&c)
	return c, nil
}

func visible(by auth.Officer, c Case) bool {
	return c.Shared && by.May(View) || by.MayFor(View, c.Units()...)
}

// Sees reports whether the officer may see case id, and so the files that hang on it.
func (s *Service) Sees(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (bool, error) {
	_, err := s.Case(ctx, tx, by, CaseID(id))
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}

// File is everything that hangs on a case.
func (s *Service) File(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID) (f File, err error) {
	f.Case, err = s.Case(ctx, tx, by, id)
	if err != nil {
		return File{}, err
	}
	periods, err := periodsOf(ctx, tx, id)
	if err != nil {
		return File{}, fmt.Errorf("reading the periods of case %d: %w", id, err)
	}
	f.Periods = slices.DeleteFunc(periods, func(p Period) bool { return p.Step == Dropped && p.Submission == 0 && f.Case.State != Cancelled })
	for i := range f.Periods {
		f.Periods[i].Late = f.Periods[i].Late && !f.Case.Veiled
	}
	f.Submissions, err = submissionsOf(ctx, tx, id)
	if err != nil {
		return File{}, fmt.Errorf("reading the submissions of case %d: %w", id, err)
	}
	f.Requests, err = requestsOf(ctx, tx, id)
	if err != nil {
		return File{}, fmt.Errorf("reading the requests of case %d: %w", id, err)
	}
	return f, f.addTalk(ctx, tx, id)
}

func (f *File) addTalk(ctx context.Context, tx *db.Tx, id CaseID) (err error) {
	f.Contributions, err = contributionsOf(ctx, tx, id)
	if err != nil {
		return fmt.Errorf("reading the contributions to case %d: %w", id, err)
	}
	evidence, belongs, err := evidenceOf(ctx, tx, id)
	if err != nil {
		return fmt.Errorf("reading the evidence of case %d: %w", id, err)
	}
	f.Evidence = evidence
	for i, e := range evidence {
		for k := range f.Contributions {
			if f.Contributions[k].ID == belongs[i] {
				f.Contributions[k].Evidence = append(f.Contributions[k].Evidence, e)
			}
		}
	}
	f.Comments, err = commentsOf(ctx, tx, id)
	if err != nil {
		return fmt.Errorf("reading the comments on case %d: %w", id, err)
	}
	f.Events, err = eventsOf(ctx, tx, id)
	if err != nil {
		return fmt.Errorf("reading the timeline of case %d: %w", id, err)
	}
	f.Reminders, err = remindersOf(ctx, tx, id)
	if err != nil {
		return fmt.Errorf("reading the reminders of case %d: %w", id, err)
	}
	return nil
}

// May says which acts the officer may do on the case as it stands, for showing buttons.
func (s *Service) May(by auth.Officer, c Case) Acts {
	lead, partner := by.MayFor(Submit, c.Lead), by.MayFor(Contribute, c.Partners...)
	coordinates, decides := by.MayFor(Coordinate, c.Owner), by.MayFor(Decide, c.Owner)
	runs := c.State == Open || c.State == Waiting
	owes := c.State == Open
	handed := c.OnTime+c.TooLate > 0
	return Acts{
		Edit:          coordinates && c.State != Cancelled,
		Reschedule:    coordinates && owes,
		Assign:        (lead || coordinates) && runs,
		Cancel:        coordinates && runs,
		Finish:        coordinates && runs && c.Cadence.Tempo() != Single && c.Awaiting == 0 && c.Asking == 0,
		Start:         lead && c.Step == NotStarted,
		Submit:        lead && owes,
		AskExtension:  lead && owes && !c.Due.IsZero(),
		AskTransfer:   lead && runs,
		Accept:        decides && c.Awaiting > 0,
		Return:        decides && c.State != Cancelled && (c.Awaiting > 0 || handed),
		Withdraw:      lead && runs && c.Awaiting > 0,
		DecideRequest: decides && c.Asking > 0,
		TakeBack:      lead && runs && c.Asking > 0,
		Contribute:    partner && runs,
		AddEvidence:   (lead || coordinates) && c.State != Cancelled,
		Comment:       by.MayFor(Discuss, c.Units()...) || c.Shared && by.May(Discuss),
		RemindNow:     coordinates && owes && c.AskedOn.IsZero() && c.Elsewhere == "",
		Enter:         coordinates && owes,
		Transfer:      coordinates && runs,
	}
}

// NextDays are the due days of the periods that a cadence will have after what exists already, for a
// calendar that looks further ahead than periods are made.
func (s *Service) NextDays(c Case, until law.Date) []Span {
	if c.grownTo.IsZero() {
		return nil
	}
	return c.Cadence.Spans(s.Holidays(), c.grownTo.AddDays(1), until)
}

// Standing is the code of a case and how it stands in words, a marked text. It asks about nobody's rights: it says
// nothing of what the case is about.
func (s *Service) Standing(ctx context.Context, tx *db.Tx, id CaseID) (code, word string, err error) {
	var kind string
	var step Step
	err = tx.QueryRow(ctx, `SELECT code, kind, step FROM work_case WHERE id = $1`, id).Scan(&code, &kind, &step)
	if err != nil {
		return "", "", fmt.Errorf("reading how case %d stands: %w", id, err)
	}
	return code, s.Kind(kind).Word(step), nil
}

// Owed is who leads a case and when it is due. Like Standing it asks about nobody's rights.
func (s *Service) Owed(ctx context.Context, tx *db.Tx, id CaseID) (lead org.UnitID, due law.Date, err error) {
	c, err := caseByID(ctx, tx, id)
	return c.Lead, c.Clock.Due.Date(), err
}

// Answer is what the lead unit of a case reported last and was accepted; empty when nothing was. Like Standing it asks
// about nobody's rights: it is for the duty that opened the case.
func (s *Service) Answer(ctx context.Context, tx *db.Tx, id CaseID) (result string, err error) {
	all, err := submissionsOf(ctx, tx, id)
	for _, x := range all {
		if x.Verdict == Agreed {
			result = x.Result
		}
	}
	return result, err
}
