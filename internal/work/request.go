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

// AskExtension asks for a later due day of a period; period 0 is the one owed first.
func (s *Service) AskExtension(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, period PeriodID, day law.Date, reason string) (Case, error) {
	return s.ask(ctx, tx, by, ref, reason, func(d *draft, r *Request) error {
		p, err := d.period(period)
		if err != nil {
			return err
		}
		err = d.checkAsked(*p, day)
		if err != nil {
			return err
		}
		r.Kind, r.Period, r.Day, r.OldDay = Extension, p.ID, day, p.Due
		d.note("work.ask-extension", web.Say("%s đề nghị gia hạn %s từ %s đến %s: %s",
			d.tree.Name(d.Lead), d.Code, p.Due.Vietnamese(), day.Vietnamese(), r.Reason))
		return nil
	})
}

// checkAsked checks a new due day asked for a period.
func (d *draft) checkAsked(p Period, day law.Date) error {
	switch {
	case !p.Step.Owed():
		return fault.New(fault.Conflict, "Kỳ này đã nộp nên không cần gia hạn.")
	case p.Due.IsZero():
		return fault.New(fault.Conflict, "%s không có thời hạn nên không cần gia hạn.", d.Code)
	case day.Before(d.today) && !day.IsZero():
		return fault.New(fault.Invalid, "Ngày gia hạn không được là ngày đã qua.").At("day")
	}
	return checkLater(p, day)
}

func checkLater(p Period, day law.Date) error {
	switch {
	case day.IsZero() || !validOrZero(day):
		return fault.New(fault.Invalid, "Hãy chọn ngày gia hạn.").At("day")
	case !day.After(p.Due):
		return fault.New(fault.Invalid, "Ngày gia hạn phải sau hạn hiện tại, %s.", p.Due.Vietnamese()).At("day")
	}
	return nil
}

// AskTransfer asks that another unit take the lead.
func (s *Service) AskTransfer(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, unit org.UnitID, reason string) (Case, error) {
	return s.ask(ctx, tx, by, ref, reason, func(d *draft, r *Request) error {
		err := d.checkOther(unit)
		if err != nil {
			return err
		}
		r.Kind, r.Unit, r.OldUnit = Transfer, unit, d.Lead
		d.note("work.ask-transfer", web.Say("%s đề nghị chuyển %s cho %s: %s", d.tree.Name(d.Lead), d.Code, d.tree.Name(unit), r.Reason))
		return nil
	})
}

func (d *draft) checkOther(unit org.UnitID) error {
	u, ok := d.tree.Unit(unit)
	switch {
	case !ok:
		return fault.New(fault.Invalid, "Hãy chọn đơn vị nhận.").At("unit")
	case unit == d.Lead:
		return fault.New(fault.Invalid, "%s đang là đơn vị chủ trì. Hãy chọn đơn vị khác.", u.Name).At("unit")
	case !u.ExistsOn(d.today):
		return fault.New(fault.Invalid, "%s không còn hoạt động. Hãy chọn đơn vị kế thừa.", u.Name).At("unit")
	}
	return nil
}

func (s *Service) ask(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, reason string, fill func(*draft, *Request) error) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := d.mustLead()
		if err != nil {
			return err
		}
		r := Request{Case: d.ID, Verdict: Pending, By: actor(by), At: d.now}
		r.Reason, err = needReason(reason)
		if err != nil {
			return err
		}
		err = fill(d, &r)
		if err != nil {
			return err
		}
		twin, err := pendingOfKind(ctx, tx, d.ID, r.Kind)
		if err != nil {
			return err
		}
		if twin {
			return fault.New(fault.Conflict, "%s đã có một đề nghị như vậy đang chờ. Hãy đợi trả lời hoặc rút lại đề nghị trước.", d.Code)
		}
		d.Asking++
		d.Asks = r.Kind
		err = insertRequest(ctx, tx, r)
		if err != nil {
			return err
		}
		return d.stopClock(ctx, tx, r)
	})
}

// GrantExtension moves the due day to the day asked for, or to another one. The first due day stays. What
// was handed in while the request waited is measured by the new day.
func (s *Service) GrantExtension(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, id RequestID, day law.Date, remark string) (Case, error) {
	return s.settle(ctx, tx, by, ref, id, func(d *draft, r *Request) error {
		if r.Kind != Extension {
			return noRequest()
		}
		if day.IsZero() {
			day = r.Day
		}
		p, err := d.period(r.Period)
		if err != nil {
			return err
		}
		err = checkLater(*p, day)
		if err != nil {
			return err
		}
		p.setDue(law.OnDay(day))
		p.Waited, p.AskedOn = 0, law.Date{} // the new day was given knowing how long it took
		p.Late = p.SubmittedAt != nil && p.lateness(*p.SubmittedAt)
		r.GaveDay, r.Verdict, r.Answer = day, Agreed, clean(remark)
		d.note("work.grant-extension", web.Say("Đồng ý gia hạn %s đến %s, hạn cũ %s", d.Code, day.Vietnamese(), r.OldDay.Vietnamese()))
		return updatePeriod(ctx, tx, *p)
	})
}

// GrantTransfer gives the lead to the unit asked for, or to another one. Who did it before is no longer named.
func (s *Service) GrantTransfer(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, id RequestID, unit org.UnitID, remark string) (Case, error) {
	return s.settle(ctx, tx, by, ref, id, func(d *draft, r *Request) error {
		if r.Kind != Transfer {
			return noRequest()
		}
		if unit == 0 {
			unit = r.Unit
		}
		err := d.checkOther(unit)
		if err != nil {
			return err
		}
		r.GaveUnit, r.Verdict, r.Answer = unit, Agreed, clean(remark)
		d.note("work.grant-transfer", web.Say("Chuyển %s từ %s sang %s chủ trì", d.Code, d.tree.Name(d.Lead), d.tree.Name(unit)))
		return d.giveTo(ctx, tx, unit)
	})
}

// Refuse says no to a request, with a reason.
func (s *Service) Refuse(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, id RequestID, reason string) (Case, error) {
	return s.settle(ctx, tx, by, ref, id, func(d *draft, r *Request) error {
		var err error
		r.Verdict = Refused
		r.Answer, err = needReason(reason)
		if err != nil {
			return err
		}
		if r.Kind == Extension {
			d.note("work.refuse", web.Say("Không đồng ý gia hạn %s: %s", d.Code, r.Answer))
			return nil
		}
		d.note("work.refuse", web.Say("Không đồng ý chuyển đơn vị chủ trì %s: %s", d.Code, r.Answer))
		return nil
	})
}

func (s *Service) settle(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, id RequestID, decide func(*draft, *Request) error) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := d.mustDecide()
		if err != nil {
			return err
		}
		return d.close(ctx, tx, id, decide)
	})
}

// TakeBack withdraws a request that nobody has decided.
func (s *Service) TakeBack(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, id RequestID) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := d.mustLead()
		if err != nil {
			return err
		}
		return d.close(ctx, tx, id, func(d *draft, r *Request) error {
			r.Verdict = Withdrawn
			d.note("work.take-back", web.Say("%s rút lại đề nghị về %s", d.tree.Name(d.Lead), d.Code))
			return nil
		})
	})
}

func (d *draft) close(ctx context.Context, tx *db.Tx, id RequestID, decide func(*draft, *Request) error) error {
	r, err := requestByID(ctx, tx, d.ID, id)
	if errors.Is(err, db.ErrNoRows) {
		return noRequest()
	}
	if err != nil {
		return fmt.Errorf("reading request %d: %w", id, err)
	}
	if r.Verdict != Pending {
		return fault.New(fault.Conflict, "Đề nghị này đã được trả lời.")
	}
	err = decide(d, &r)
	if err != nil {
		return err
	}
	d.Asking--
	r.DecidedBy, r.DecidedAt = actor(d.by), &d.now
	err = settleRequest(ctx, tx, r)
	if err != nil {
		return err
	}
	return d.startClock(ctx, tx, r)
}

// stopClock lets the clock stand of what a request is about, until it is answered.
func (d *draft) stopClock(ctx context.Context, tx *db.Tx, r Request) error {
	for i := range d.periods {
		p := &d.periods[i]
		if !p.Step.Owed() || !r.concerns(*p) || !p.AskedOn.IsZero() {
			continue
		}
		p.AskedOn = d.today
		err := updatePeriod(ctx, tx, *p)
		if err != nil {
			return err
		}
	}
	return nil
}

// startClock goes on after a request was closed, unless another about the same waits. The days until the
// coordinator answered never count against the unit; those until it took its request back do.
func (d *draft) startClock(ctx context.Context, tx *db.Tx, closed Request) error {
	all, err := requestsOf(ctx, tx, d.ID)
	if err != nil {
		return fmt.Errorf("reading the requests of case %d: %w", d.ID, err)
	}
	left := slices.DeleteFunc(all, func(r Request) bool { return r.Verdict != Pending })
	d.Asks = ""
	if n := len(left); n > 0 {
		d.Asks = left[n-1].Kind
	}
	for i := range d.periods {
		p := &d.periods[i]
		if !closed.concerns(*p) || slices.ContainsFunc(left, func(r Request) bool { return r.concerns(*p) }) {
			continue
		}
		p.endWait(closed, d.today)
		err := updatePeriod(ctx, tx, *p)
		if err != nil {
			return err
		}
	}
	return nil
}

// concerns reports whether a request is about what is owed for a period.
func (r Request) concerns(p Period) bool {
	return !p.Due.IsZero() && p.Step != Dropped && (r.Kind == Transfer || r.Period == p.ID)
}

// endWait adds to a period the days for which a closed request was waited for. A new deadline was given
// knowing them. What was handed in meanwhile waited no longer from then on.
func (p *Period) endWait(closed Request, today law.Date) {
	since, until := p.AskedOn, today
	p.AskedOn = law.Date{}
	if closed.Verdict == Withdrawn || closed.Kind == Extension && closed.Verdict == Agreed || since.IsZero() {
		return
	}
	if p.SubmittedAt != nil && law.DateOf(*p.SubmittedAt).Before(until) {
		until = law.DateOf(*p.SubmittedAt)
	}
	p.Waited += max(0, since.DaysUntil(until))
	if p.SubmittedAt != nil {
		p.Late = p.lateness(*p.SubmittedAt)
	}
}

func noRequest() error { return fault.New(fault.NotFound, "Không tìm thấy đề nghị này.") }
