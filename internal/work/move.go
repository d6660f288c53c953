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
)

// Transfer gives the lead to another unit by a coordinator's own decision, with a reason. Who did it before is
// no longer named; what was asked and handed in stays.
func (s *Service) Transfer(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, unit org.UnitID, reason string) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := errors.Join(d.mustCoordinate(), d.mustRun())
		if err != nil {
			return err
		}
		reason, err = needReason(reason)
		if err != nil {
			return err
		}
		err = d.checkOther(unit)
		if err != nil {
			return err
		}
		d.note("work.transfer", web.Say("Chuyển %s từ %s sang %s chủ trì: %s", d.Code, d.tree.Name(d.Lead), d.tree.Name(unit), reason))
		err = d.giveTo(ctx, tx, unit)
		if err != nil {
			return err
		}
		return d.dropMoot(ctx, tx)
	})
}

// giveTo makes another unit the lead.
func (d *draft) giveTo(ctx context.Context, tx *db.Tx, unit org.UnitID) error {
	d.Lead, d.Person = unit, 0
	d.Partners = partnersOf(d.Partners, d.Lead)
	return putPartners(ctx, tx, d.Case)
}

// dropMoot closes requests to give the case to the unit that has it now.
func (d *draft) dropMoot(ctx context.Context, tx *db.Tx) error {
	if d.Asking == 0 {
		return nil
	}
	all, err := requestsOf(ctx, tx, d.ID)
	if err != nil {
		return fmt.Errorf("reading the requests of case %d: %w", d.ID, err)
	}
	for _, r := range all {
		if r.Verdict != Pending || r.Kind != Transfer || r.Unit != d.Lead {
			continue
		}
		r.Verdict, r.GaveUnit, r.DecidedBy, r.DecidedAt = Agreed, d.Lead, actor(d.by), &d.now
		d.Asking--
		err := settleRequest(ctx, tx, r)
		if err != nil {
			return err
		}
		err = d.startClock(ctx, tx, r)
		if err != nil {
			return err
		}
	}
	return nil
}

// FollowElsewhere says in which other system a case is mainly followed; an empty name brings it back here.
func (s *Service) FollowElsewhere(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, system string) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := errors.Join(d.mustCoordinate(), checkText("elsewhere", system, titleLimit))
		if err != nil {
			return err
		}
		d.Elsewhere = clean(system)
		if d.Elsewhere == "" {
			d.note("work.elsewhere", web.Say("Theo dõi %s tại đây", d.Code))
			return nil
		}
		d.note("work.elsewhere", web.Say("Theo dõi chính %s ở %s", d.Code, d.Elsewhere))
		return nil
	})
}

// MoveUnit gives to a successor everything unfinished that a unit leads, supports or follows, with its
// history, and returns those cases as they are then. What is finished keeps the old name. The caller has
// checked that the officer may change the directory.
func (s *Service) MoveUnit(ctx context.Context, tx *db.Tx, by auth.Officer, from, to org.UnitID, reason string) ([]Case, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	next, ok := tree.Unit(to)
	switch {
	case !ok || from == to:
		return nil, fault.New(fault.Invalid, "Hãy chọn đơn vị nhận.").At("unit")
	case !next.ExistsOn(s.Day()):
		return nil, fault.New(fault.Invalid, "%s không còn hoạt động. Hãy chọn đơn vị kế thừa.", next.Name).At("unit")
	}
	reason, err = needReason(reason)
	if err != nil {
		return nil, err
	}
	ids, err := unfinishedOf(ctx, tx, from)
	if err != nil {
		return nil, fmt.Errorf("looking for what unit %d has to do: %w", from, err)
	}
	return s.moveAll(ctx, tx, by, ids, func(d *draft) error { return s.moveOne(ctx, tx, d, from, to, reason) })
}

func (s *Service) moveOne(ctx context.Context, tx *db.Tx, d *draft, from, to org.UnitID, reason string) error {
	before, after := d.tree.Name(from), d.tree.Name(to)
	if d.Owner == from {
		d.Owner = to
		d.note("work.move-unit", web.Say("Chuyển việc theo dõi %s từ %s sang %s: %s", d.Code, before, after, reason))
	}
	if at := slices.Index(d.Partners, from); at >= 0 {
		d.Partners[at] = to
		d.note("work.move-unit", web.Say("%s phối hợp thực hiện %s thay %s: %s", after, d.Code, before, reason))
	}
	if d.Lead == from {
		d.Lead = to
		d.note("work.move-unit", web.Say("Chuyển %s từ %s sang %s chủ trì: %s", d.Code, before, after, reason))
		err := s.keepPerson(ctx, tx, d, from)
		if err != nil {
			return err
		}
		err = d.dropMoot(ctx, tx)
		if err != nil {
			return err
		}
	}
	d.Partners = partnersOf(d.Partners, d.Lead)
	return putPartners(ctx, tx, d.Case)
}

// keepPerson leaves the case with whoever does it if they come along: they work for the new lead, or still
// for the old one.
func (s *Service) keepPerson(ctx context.Context, tx *db.Tx, d *draft, from org.UnitID) error {
	if d.Person == 0 {
		return nil
	}
	p, err := s.Org.Person(ctx, tx, d.Person)
	if err != nil {
		return err
	}
	if !p.Active || !d.tree.Within(p.Unit, d.Lead) && !d.tree.Within(p.Unit, from) {
		d.Person = 0
	}
	return nil
}

// HandOver gives every unfinished case of a person to those whom to names for it, 0 leaving it to the lead
// unit as a whole, and returns the cases as they are then. Whoever takes over must work for the lead unit of
// the case. Where the person stood in for others they no longer do. The caller has checked that the officer
// may let the person go.
func (s *Service) HandOver(ctx context.Context, tx *db.Tx, by auth.Officer, from org.PersonID, to func(Case) org.PersonID, reason string) ([]Case, error) {
	reason, err := needReason(reason)
	if err != nil {
		return nil, err
	}
	leaving, err := s.Org.Person(ctx, tx, from)
	if err != nil {
		return nil, err
	}
	ids, err := unfinishedBy(ctx, tx, from)
	if err != nil {
		return nil, fmt.Errorf("looking for what person %d has to do: %w", from, err)
	}
	moved, err := s.moveAll(ctx, tx, by, ids, func(d *draft) error {
		d.Person = to(d.Case)
		if d.Person == from {
			return fault.New(fault.Invalid, "Hãy chọn người khác nhận bàn giao %s.", d.Code).At("to")
		}
		err := s.checkPerson(ctx, tx, d)
		if err != nil {
			return err
		}
		if d.Person == 0 {
			d.note("work.hand-over", web.Say("%s bàn giao %s cho đơn vị phân công lại: %s", leaving.Name, d.Code, reason))
			return nil
		}
		p, err := s.Org.Person(ctx, tx, d.Person)
		if err != nil {
			return err
		}
		d.note("work.hand-over", web.Say("%s bàn giao %s cho %s: %s", leaving.Name, d.Code, p.Name, reason))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return moved, endStandIns(ctx, tx, from, s.Day())
}

// moveAll changes cases on behalf of the directory, whatever the officer may do with each of them.
func (s *Service) moveAll(ctx context.Context, tx *db.Tx, by auth.Officer, ids []CaseID, do func(*draft) error) ([]Case, error) {
	var moved []Case
	for _, id := range ids {
		err := raise(ctx, tx, id)
		if err != nil {
			return nil, fmt.Errorf("taking case %d: %w", id, err)
		}
		c, err := caseByID(ctx, tx, id)
		if err != nil {
			return nil, fmt.Errorf("reading case %d: %w", id, err)
		}
		d, err := s.draftOf(ctx, tx, by, c)
		if err != nil {
			return nil, err
		}
		err = do(d)
		if err != nil {
			return nil, err
		}
		err = s.keep(ctx, tx, d)
		if err != nil {
			return nil, err
		}
		moved = append(moved, d.Case)
	}
	return moved, nil
}

// unfinishedOf lists what a unit leads, supports or follows and is not finished.
func unfinishedOf(ctx context.Context, tx *db.Tx, unit org.UnitID) ([]CaseID, error) {
	r, err := tx.Query(ctx, `
		SELECT c.id FROM work_case c
		 WHERE c.state IN ('open', 'waiting')
		   AND (c.lead = $1 OR c.owner = $2 OR EXISTS (SELECT 1 FROM work_partner p WHERE p.case_id = c.id AND p.unit = $3))
		 ORDER BY c.id`, unit, unit, unit)
	return db.Collect(r, err, scanID)
}

// unfinishedBy lists what is not finished and names a person as the one who does it.
func unfinishedBy(ctx context.Context, tx *db.Tx, person org.PersonID) ([]CaseID, error) {
	r, err := tx.Query(ctx, `SELECT id FROM work_case WHERE person = $1 AND state IN ('open', 'waiting') ORDER BY id`, person)
	return db.Collect(r, err, scanID)
}

func scanID(r *db.Rows) (id CaseID, err error) {
	err = r.Scan(&id)
	return id, err
}
