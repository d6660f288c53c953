package work

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Edit changes the words, partners and person of a case.
func (s *Service) Edit(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, to Change) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := d.mustCoordinate()
		if err != nil {
			return err
		}
		if d.State == Cancelled {
			return d.mustRun()
		}
		before := d.Person
		d.Title, d.Description, d.Section, d.Number = clean(to.Title), clean(to.Description), clean(to.Section), clean(to.Number)
		d.Position, d.Shared, d.Person = to.Position, to.Shared, to.Person
		d.Partners = partnersOf(to.Partners, d.Lead)
		err = s.checkWords(ctx, tx, d)
		if err != nil {
			return err
		}
		if before != d.Person {
			err = s.noteAssigned(ctx, tx, d)
			if err != nil {
				return err
			}
		}
		d.note("work.edit", web.Say("Sửa thông tin của %s", d.Code))
		return putPartners(ctx, tx, d.Case)
	})
}

// Assign names who in the lead unit does the work; 0 names nobody. The lead unit's officers and
// coordinators may.
func (s *Service) Assign(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, p org.PersonID) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		if !by.MayFor(Submit, d.Lead) && !by.MayFor(Coordinate, d.Owner) {
			return notYours(d)
		}
		err := d.mustRun()
		if err != nil {
			return err
		}
		d.Person = p
		err = s.checkPerson(ctx, tx, d)
		if err != nil {
			return err
		}
		return s.noteAssigned(ctx, tx, d)
	})
}

func (s *Service) noteAssigned(ctx context.Context, tx *db.Tx, d *draft) error {
	if d.Person == 0 {
		d.note("work.assign", web.Say("Bỏ phân công cá nhân của %s", d.Code))
		return nil
	}
	p, err := s.Org.Person(ctx, tx, d.Person)
	if err != nil {
		return err
	}
	d.note("work.assign", web.Say("Phân công %s thực hiện %s", p.Name, d.Code))
	return nil
}

// Cancel gives a case up, with a reason. What waits is closed with it.
func (s *Service) Cancel(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, reason string) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := errors.Join(d.mustCoordinate(), d.mustRun())
		if err != nil {
			return err
		}
		d.Reason, err = needReason(reason)
		if err != nil {
			return err
		}
		d.note("work.cancel", web.Say("Hủy %s: %s", d.Code, d.Reason))
		d.State, d.Asking, d.Asks = Cancelled, 0, ""
		err = withdrawPending(ctx, tx, d.ID, d.now)
		if err != nil {
			return fmt.Errorf("closing what waits in case %d: %w", d.ID, err)
		}
		return d.drop(ctx, tx, func(p Period) bool { return p.Step.CanBecome(Dropped) })
	})
}

// Finish closes recurring, continuous or as-needed work for good, with a reason. What was handed in must
// be decided first.
func (s *Service) Finish(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, reason string) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := errors.Join(d.mustCoordinate(), d.mustRun())
		switch {
		case err != nil:
			return err
		case d.Cadence.Tempo() == Single:
			return fault.New(fault.Conflict, "%s làm một lần. Hãy duyệt kết quả để hoàn thành, hoặc hủy nhiệm vụ.", d.Code)
		case d.Awaiting > 0 || d.Asking > 0:
			return fault.New(fault.Conflict, "%s còn kết quả hoặc đề nghị chờ duyệt. Hãy duyệt trước khi kết thúc.", d.Code)
		}
		d.Reason, err = needReason(reason)
		if err != nil {
			return err
		}
		d.note("work.finish", web.Say("Kết thúc %s: %s", d.Code, d.Reason))
		return d.drop(ctx, tx, func(p Period) bool { return p.Step.Owed() })
	})
}

// drop closes periods and lets none follow.
func (d *draft) drop(ctx context.Context, tx *db.Tx, which func(Period) bool) error {
	d.grownTo = law.Date{}
	for i := range d.periods {
		p := &d.periods[i]
		if !which(*p) {
			continue
		}
		p.Step = Dropped
		err := updatePeriod(ctx, tx, *p)
		if err != nil {
			return err
		}
	}
	return nil
}

// Reschedule gives a case another cadence or deadline, with a reason. What was handed in stays; the first
// due day of what is still owed stays visible.
func (s *Service) Reschedule(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, c Cadence, k Clock, reason string) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := errors.Join(d.mustCoordinate(), d.mustRun())
		if err != nil {
			return err
		}
		reason, err = needReason(reason)
		if err != nil {
			return err
		}
		_, err = d.period(0) // what was handed in keeps its deadline
		if err != nil {
			return err
		}
		err = checkClock(c, k)
		if err != nil {
			return err
		}
		d.note("work.reschedule", web.Say("Đặt lại thời hạn của %s: %s", d.Code, reason))
		same := d.Cadence.Tempo() == c.Tempo() && !c.Recurs()
		d.Cadence, d.Clock = c, k
		if same {
			return d.moveOwed(ctx, tx, dueOf(c, k))
		}
		return s.replacePeriods(ctx, tx, d)
	})
}

func (d *draft) moveOwed(ctx context.Context, tx *db.Tx, due law.Moment) error {
	for i := range d.periods {
		p := &d.periods[i]
		if !p.Step.Owed() {
			continue
		}
		p.From, p.To = d.Cadence.From, d.Cadence.To
		p.setDue(due)
		if p.FirstDue.IsZero() {
			p.FirstDue = p.Due
		}
		err := updatePeriod(ctx, tx, *p)
		if err != nil {
			return err
		}
	}
	return nil
}

// replacePeriods drops what is owed and makes the periods of the new cadence after what was handed in.
func (s *Service) replacePeriods(ctx context.Context, tx *db.Tx, d *draft) error {
	since := d.today
	for _, p := range d.periods {
		if p.Step.Owed() && !p.From.IsZero() && p.From.Before(since) {
			since = p.From
		}
	}
	err := d.drop(ctx, tx, func(p Period) bool { return p.Step.Owed() })
	if err != nil {
		return err
	}
	for _, p := range d.periods {
		if p.Step != Dropped && !p.To.Before(since) {
			since = p.To.AddDays(1)
		}
	}
	err = forgetDays(ctx, tx, d.ID) // lets new periods begin on the same days as dropped ones
	if err != nil {
		return err
	}
	begin := d.Cadence
	if d.Cadence.Recurs() && d.Cadence.From.Before(since) && handedIn(d.periods) {
		d.Cadence.From = since // no day is owed twice
	}
	err = s.openPeriods(ctx, tx, d, since)
	d.Cadence.From = begin.From
	return err
}

func handedIn(periods []Period) bool {
	return slices.ContainsFunc(periods, func(p Period) bool { return p.Step != Dropped })
}

// Start says that the lead unit has begun.
func (s *Service) Start(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := d.mustLead()
		if err != nil {
			return err
		}
		p, err := d.period(0)
		if err != nil {
			return err
		}
		err = d.step(p, Doing)
		if err != nil {
			return err
		}
		d.note("work.start", web.Say("%s bắt đầu thực hiện %s", d.tree.Name(d.Lead), d.Code))
		return updatePeriod(ctx, tx, *p)
	})
}

// Withdraw takes back what was handed in and not yet decided.
func (s *Service) Withdraw(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, period PeriodID) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := d.mustLead()
		if err != nil {
			return err
		}
		p, err := d.submitted(period)
		if err != nil {
			return err
		}
		d.note("work.withdraw", web.Say("%s rút lại kết quả đã nộp của %s", d.tree.Name(d.Lead), d.Code))
		return d.decide(ctx, tx, p, Doing, Withdrawn, "")
	})
}

// Accept says that what was handed in is good. Punctuality counts the day on which it was handed in.
func (s *Service) Accept(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, period PeriodID, remark string) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := d.mustDecide()
		if err != nil {
			return err
		}
		p, err := d.submitted(period)
		if err != nil {
			return err
		}
		return s.agree(ctx, tx, d, p, clean(remark))
	})
}

// agree accepts what was handed in for a period.
func (s *Service) agree(ctx context.Context, tx *db.Tx, d *draft, p *Period, remark string) error {
	d.Reason = ""
	d.note("work.accept", web.Say("Duyệt đạt kết quả %s do %s nộp", d.Code, d.tree.Name(d.Lead)))
	err := d.decide(ctx, tx, p, Accepted, Agreed, remark)
	if err != nil || d.Cadence.Tempo() != Free {
		return err
	}
	return addPeriod(ctx, tx, d, Period{Case: d.ID, Step: NotStarted}) // as needed: the next need may come
}

// Return sends back what was handed in, or was accepted by mistake, with a reason. It is owed again.
func (s *Service) Return(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, period PeriodID, reason string) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := d.mustDecide()
		if err != nil {
			return err
		}
		reason, err = needReason(reason)
		if err != nil {
			return err
		}
		p, err := d.returnable(period)
		if err != nil {
			return err
		}
		d.Reason = reason
		d.note("work.return", web.Say("Trả lại kết quả %s: %s", d.Code, reason))
		if p.SubmittedAt != nil && p.AskedOn.IsZero() { // the time with the coordinator never counts against the unit
			p.Waited += max(0, law.DateOf(*p.SubmittedAt).DaysUntil(d.today))
		}
		return d.decide(ctx, tx, p, Returned, Refused, reason)
	})
}

// decide ends the wait of a period's submission.
func (d *draft) decide(ctx context.Context, tx *db.Tx, p *Period, to Step, v Verdict, reason string) error {
	err := d.step(p, to)
	if err != nil {
		return err
	}
	at := d.now
	p.DecidedAt = &at
	if to.Owed() {
		p.SubmittedAt, p.Late = nil, false
	}
	err = decideSubmission(ctx, tx, p.Submission, v, reason, actor(d.by), d.now)
	if err != nil {
		return fmt.Errorf("deciding submission %d: %w", p.Submission, err)
	}
	return updatePeriod(ctx, tx, *p)
}

// step moves a period along its life.
func (d *draft) step(p *Period, to Step) error {
	if d.State == Cancelled || !p.Step.CanBecome(to) {
		return fault.New(fault.Conflict, "%s không còn ở bước làm được việc này. Hãy tải lại trang để xem bước hiện tại.", d.Code)
	}
	p.Step = to
	return nil
}

// period finds a period by its number; 0 is the one owed first.
func (d *draft) period(id PeriodID) (*Period, error) {
	return d.find(id, func(p Period) bool { return p.Step.Owed() },
		fault.New(fault.Conflict, "%s không còn kỳ nào phải nộp.", d.Code))
}

func (d *draft) submitted(id PeriodID) (*Period, error) {
	return d.find(id, func(p Period) bool { return p.Step == Submitted },
		fault.New(fault.Conflict, "%s không có kết quả nào đang chờ duyệt.", d.Code))
}

// returnable finds the period that waits, else the last that was accepted.
func (d *draft) returnable(id PeriodID) (*Period, error) {
	none := fault.New(fault.Conflict, "%s không có kết quả nào để trả lại.", d.Code)
	p, err := d.find(id, func(p Period) bool { return p.Step == Submitted }, none)
	if err == nil || id != 0 {
		return p, err
	}
	for i := len(d.periods) - 1; i >= 0; i-- {
		if d.periods[i].Step.State() == Done {
			return &d.periods[i], nil
		}
	}
	return nil, none
}

func (d *draft) find(id PeriodID, fits func(Period) bool, none error) (*Period, error) {
	for i := range d.periods {
		p := &d.periods[i]
		if p.ID == id || id == 0 && fits(*p) {
			return p, nil
		}
	}
	if id != 0 {
		return nil, fault.New(fault.NotFound, "Không tìm thấy kỳ báo cáo này.")
	}
	return nil, none
}

func (d *draft) mustRun() error {
	if d.State == Done || d.State == Cancelled {
		return fault.New(fault.Conflict, "%s đã kết thúc nên không thay đổi được.", d.Code)
	}
	return nil
}

func (d *draft) mustCoordinate() error {
	if !d.by.MayFor(Coordinate, d.Owner) {
		return fault.New(fault.Forbidden, "Chỉ người điều phối của %s được giao, sửa hoặc hủy %s.", d.tree.Name(d.Owner), d.Code)
	}
	return nil
}

func (d *draft) mustDecide() error {
	if !d.by.MayFor(Decide, d.Owner) {
		return fault.New(fault.Forbidden, "Chỉ người điều phối của %s được duyệt %s.", d.tree.Name(d.Owner), d.Code)
	}
	return nil
}

func (d *draft) mustLead() error {
	if !d.by.MayFor(Submit, d.Lead) {
		return notYours(d)
	}
	return d.mustRun()
}

func notYours(d *draft) error {
	return fault.New(fault.Forbidden, "Chỉ cán bộ của %s, đơn vị chủ trì, làm được việc này.", d.tree.Name(d.Lead))
}

func needReason(reason string) (string, error) {
	reason = clean(reason)
	if reason == "" {
		return "", fault.New(fault.Invalid, "Hãy ghi lý do.").At("reason")
	}
	return reason, checkText("reason", reason, titleLimit*2)
}
