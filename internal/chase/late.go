package chase

import (
	"cmp"
	"context"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// soonDays is how far ahead a day that draws near is shown.
const soonDays = 7

// Task is a case that its lead owes.
type Task struct {
	work.Case
	work.Nudge
	Late int // days; 0: due soon
}

// Unit is a unit with what it owes, the oldest first.
type Unit struct {
	org.Unit
	Owner org.UnitID // of what it owes first
	Tasks []Task
	Late  int   // of its tasks
	Last  Entry // how it was urged last; zero: never
}

// Soon is how many of its tasks are due soon.
func (u Unit) Soon() int { return len(u.Tasks) - u.Late }

// Oldest is for how many days it owes its oldest task.
func (u Unit) Oldest() int {
	if u.Late == 0 {
		return 0
	}
	return u.Tasks[0].Late
}

// Reminded is when a letter last reminded it of one of these tasks.
func (u Unit) Reminded() (day law.Date) {
	for _, t := range u.Tasks {
		if day.Before(t.Reminded) {
			day = t.Reminded
		}
	}
	return day
}

// Owing are the units that owe what the officer coordinates, who owes most first; of one unit alone when asked.
func (s *Service) Owing(ctx context.Context, tx *db.Tx, by auth.Officer, only org.UnitID) ([]Unit, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	today := s.day()
	found := map[org.UnitID]*Unit{}
	var ids []work.CaseID
	f := work.Filter{Unfinished: true, Lead: only, DueTo: today.AddDays(soonDays), Sort: work.ByDue}
	err = s.Work.Each(ctx, tx, by, f, func(c work.Case) error {
		if !tree.Scored(c.Lead) || !work.Presses(c) || !by.MayFor(work.Coordinate, c.Owner) {
			return nil
		}
		u := found[c.Lead]
		if u == nil {
			u = &Unit{Owner: c.Owner}
			u.Unit, _ = tree.Unit(c.Lead)
			found[c.Lead] = u
		}
		t := Task{Case: c, Late: work.DaysLate(c, today)}
		if t.Late > 0 {
			u.Late++
		}
		u.Tasks = append(u.Tasks, t)
		ids = append(ids, c.ID)
		return nil
	})
	if err != nil {
		return nil, err
	}
	nudges, err := s.Work.Nudges(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	last, err := lastEntries(ctx, tx)
	if err != nil {
		return nil, err
	}
	all := make([]Unit, 0, len(found))
	for _, u := range found {
		for i := range u.Tasks {
			u.Tasks[i].Nudge = nudges[u.Tasks[i].ID]
		}
		for _, e := range last[u.ID] {
			if by.MayFor(work.Coordinate, e.Owner) && e.ID > u.Last.ID {
				u.Last = e
			}
		}
		all = append(all, *u)
	}
	slices.SortFunc(all, func(a, b Unit) int {
		return cmp.Or(cmp.Compare(b.Late, a.Late), cmp.Compare(b.Oldest(), a.Oldest()), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// followed is a unit with what it owes, for whoever coordinates any of its work; otherwise there is none.
func (s *Service) followed(ctx context.Context, tx *db.Tx, by auth.Officer, id org.UnitID) (u Unit, err error) {
	all, err := s.Owing(ctx, tx, by, id)
	if err != nil || len(all) == 1 {
		return append(all, u)[0], err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return u, err
	}
	list, err := s.Work.List(ctx, tx, by, work.Filter{Lead: id, Size: 1000})
	if err != nil {
		return u, err
	}
	i := slices.IndexFunc(list.Rows, func(c work.Case) bool { return by.MayFor(work.Coordinate, c.Owner) })
	unit, ok := tree.Unit(id)
	if !ok || i < 0 {
		return u, fault.New(fault.NotFound, "Bạn không theo dõi việc nào của đơn vị này.")
	}
	return Unit{Unit: unit, Owner: list.Rows[i].Owner}, nil
}
