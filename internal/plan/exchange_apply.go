package plan

import (
	"context"
	"fmt"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// Outcomes counts what a workbook did to a plan.
type Outcomes struct{ New, Changed, Left int }

// Apply does what the comparison named by digest shows, all of it in one transaction, and remembers which
// rows stand for which tasks. It fails with fault.Conflict when something changed since it was shown.
func (s *Service) Apply(ctx context.Context, by auth.Officer, id ExchangeID, digest string) (done Outcomes, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		done = Outcomes{}
		e, p, err := s.takeExchange(ctx, tx, by, id)
		if err != nil {
			return err
		}
		c := Comparison{Exchange: e, Of: p}
		m, err := s.matcherOf(ctx, tx, by, &c)
		if err != nil {
			return err
		}
		m.run()
		if c.Digest != digest {
			return fault.New(fault.Conflict, "Có nhiệm vụ vừa thay đổi từ lúc bạn xem. Hãy xem lại các thay đổi dưới đây rồi áp dụng.")
		}
		a := &applying{confirming: confirming{s: s, tx: tx, by: by, tree: m.tree, d: Draft{Work: m.names}, plan: p, no: p.Latest}, c: &c}
		done, err = a.run(ctx)
		if err != nil {
			return err
		}
		err = s.hush(ctx, tx, p)
		if err != nil {
			return err
		}
		e.State, e.UpdatedAt = Applied, s.Now()
		err = saveExchange(ctx, tx, e)
		if err != nil {
			return fmt.Errorf("closing exchange %d: %w", id, err)
		}
		err = s.remember(ctx, tx, by, p.Owner, e)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, "plan.apply", "plan", int64(p.ID), web.Say("Áp dụng bảng %s vào kế hoạch “%s”: %d nhiệm vụ mới, %d nhiệm vụ cập nhật", e.Name, p.Title, done.New, done.Changed))
	})
	return done, err
}

// applying is a workbook on its way into a plan.
type applying struct {
	confirming
	c    *Comparison
	done Outcomes
}

func (a *applying) run(ctx context.Context) (Outcomes, error) {
	for _, x := range a.c.Matches {
		id, err := a.row(ctx, x)
		if err != nil {
			return Outcomes{}, a.atTask(x.Item, err)
		}
		if id == 0 {
			a.done.Left++
			continue
		}
		err = putForeign(ctx, a.tx, foreignLink{Plan: a.plan.ID, Print: a.c.Print, Key: x.Key, Case: id, Cells: x.Row.Cells})
		if err != nil {
			return Outcomes{}, fmt.Errorf("remembering row %d: %w", x.Row.N, err)
		}
	}
	return a.done, nil
}

// row does one row and returns its case; 0 when it was left.
func (a *applying) row(ctx context.Context, x Match) (work.CaseID, error) {
	var now work.Case
	switch {
	case x.New && x.Lack.Key == "":
		at, err := a.s.roomIn(ctx, a.tx, a.by, a.plan, x.Item.Section)
		if err != nil {
			return 0, err
		}
		err = a.putTask(ctx, x.Item, at)
		if err != nil {
			return 0, err
		}
		a.done.New++
		now = a.last
		err = a.s.addSection(ctx, a.tx, a.plan.ID, x.Item.Section)
		if err != nil {
			return 0, err
		}
	case x.Case != nil:
		var err error
		now, err = a.change(ctx, x)
		if err != nil {
			return 0, err
		}
	default:
		return 0, nil
	}
	if a.c.Work.Away && now.Elsewhere != a.system() && !slices.Contains([]work.State{work.Done, work.Cancelled}, now.State) {
		_, err := a.s.Work.FollowElsewhere(ctx, a.tx, a.by, now.Ref(), a.system())
		if err != nil {
			return 0, err
		}
	}
	return now.ID, nil
}

// system is the name under which the other system is written down.
func (a *applying) system() string {
	if a.c.Work.System != "" {
		return a.c.Work.System
	}
	return "Hệ thống quản lý văn bản và điều hành"
}

// change gives a task what its row says.
func (a *applying) change(ctx context.Context, x Match) (work.Case, error) {
	now, err := a.s.Work.Case(ctx, a.tx, a.by, x.Case.ID)
	if err != nil || len(x.Changes) == 0 || now.State == work.Done {
		return now, err
	}
	a.done.Changed++
	w, reason := &a.d.Work, "Theo bảng "+a.c.Name
	if lead := w.lead(x.Item); lead != now.Lead {
		now, err = a.s.Work.Transfer(ctx, a.tx, a.by, now.Ref(), lead, reason)
		if err != nil {
			return now, err
		}
	}
	if partners := w.partners(x.Item); x.Item.Title != now.Title || !sameUnits(partners, now.Partners) {
		now, err = a.s.Work.Edit(ctx, a.tx, a.by, now.Ref(), work.Change{
			Title: x.Item.Title, Description: now.Description, Section: now.Section, Number: now.Number, Position: now.Position,
			Partners: partners, Person: now.Person, Shared: now.Shared,
		})
		if err != nil {
			return now, err
		}
	}
	if x.Item.Old.Timing.sameTime(x.Item.Plan) {
		return now, nil
	}
	return a.s.Work.Reschedule(ctx, a.tx, a.by, now.Ref(), x.Item.Plan.cadence(), x.Item.Plan.clock(reason, x.Item.When), reason)
}
