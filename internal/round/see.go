package round

import (
	"context"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
)

// Line is a round in a list with how far it is.
type Line struct {
	Round
	Steps map[Step]int
}

// Owing is how many answers a round waits for in all.
func (l Line) Owing() int { return l.Steps[Waiting] + l.Answered() }

// Answered is how many units answered.
func (l Line) Answered() int { return l.Steps[Given] + l.Steps[Nothing] }

// listLimit is the most rounds of a list.
const listLimit = 200

// Rounds are those that the officer may see in some states, newest first.
func (s *Service) Rounds(ctx context.Context, tx *db.Tx, by auth.Officer, states ...State) ([]Line, error) {
	if !by.May(View) {
		return nil, nil
	}
	all, units := by.Scope(View)
	rounds, err := roundsWith(ctx, tx, states, all, units, listLimit)
	if err != nil {
		return nil, fmt.Errorf("listing rounds: %w", err)
	}
	steps, err := stepsOf(ctx, tx, rounds)
	if err != nil {
		return nil, fmt.Errorf("counting answers: %w", err)
	}
	var lines []Line
	for _, r := range rounds {
		lines = append(lines, Line{r, steps[r.ID]})
	}
	return lines, nil
}

// Sheaf is one round as a unit has it before it: what is asked, what it said, what it said last time and the
// tasks that it leads.
type Sheaf struct {
	Round Round
	Form  Form
	Owed  Owed
	Lines []Answer    // its own, oldest first
	Last  *Answer     // what it said in the round before; nil: nothing
	Prev  Round       // the round before; zero if there is none
	Cases []work.Case // open tasks that it leads, when the form asks for tasks
}

// Now is the line that counts; false if there is none.
func (s Sheaf) Now() (Answer, bool) {
	for _, a := range s.Lines {
		if a.ID == s.Owed.Answer {
			return a, true
		}
	}
	return Answer{}, false
}

// Sheaf is one round as a unit has it before it.
func (s *Service) Sheaf(ctx context.Context, tx *db.Tx, by auth.Officer, round ID, unit org.UnitID) (Sheaf, error) {
	r, o, err := s.Owed(ctx, tx, by, round, unit)
	if err != nil {
		return Sheaf{}, err
	}
	return s.sheaf(ctx, tx, by, r, o)
}

func (s *Service) sheaf(ctx context.Context, tx *db.Tx, by auth.Officer, r Round, o Owed) (f Sheaf, err error) {
	f = Sheaf{Round: r, Owed: o}
	f.Form, err = s.Form(ctx, tx, r, 0)
	if err != nil {
		return Sheaf{}, err
	}
	if o.Lines > 0 {
		f.Lines, err = answersOf(ctx, tx, o.ID)
		if err != nil {
			return Sheaf{}, fmt.Errorf("reading the lines of unit %d in round %d: %w", o.Unit, o.Round, err)
		}
	}
	err = s.addLast(ctx, tx, &f)
	if err != nil {
		return Sheaf{}, err
	}
	if f.Form.Has(TaskBlock) {
		f.Cases, err = s.cases(ctx, tx, by, f)
	}
	return f, err
}

// addLast finds what the unit said in the round before.
func (s *Service) addLast(ctx context.Context, tx *db.Tx, f *Sheaf) error {
	if f.Round.Prev == 0 {
		return nil
	}
	prev, err := roundByID(ctx, tx, f.Round.Prev)
	if err != nil {
		return fmt.Errorf("reading round %d: %w", f.Round.Prev, err)
	}
	o, err := owedOf(ctx, tx, prev.ID, f.Owed.Unit)
	if errors.Is(err, db.ErrNoRows) || err == nil && o.Answer == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading what unit %d said last time: %w", f.Owed.Unit, err)
	}
	a, err := answerByID(ctx, tx, o.Answer)
	f.Last, f.Prev = &a, prev
	return err
}

// mostCases is the most tasks on one page; a unit with more reports them on their own pages.
const mostCases = 200

// cases are the open tasks that the unit leads, what is owed soonest first.
func (s *Service) cases(ctx context.Context, tx *db.Tx, by auth.Officer, f Sheaf) ([]work.Case, error) {
	var all []work.Case
	for _, b := range f.Form.Blocks {
		if b.Kind != TaskBlock {
			continue
		}
		filter := work.Filter{Lead: f.Owed.Unit, Unfinished: true, Sort: work.ByDue, Size: mostCases}
		if b.Plan != 0 {
			filter.OriginDuty, filter.OriginID = "plan", b.Plan
		}
		l, err := s.Work.List(ctx, tx, by, filter)
		if err != nil {
			return nil, err
		}
		all = append(all, l.Rows...)
	}
	return all, nil
}

// Desk is everything that a unit owes in open rounds, soonest deadline first.
func (s *Service) Desk(ctx context.Context, tx *db.Tx, by auth.Officer, unit org.UnitID) ([]Sheaf, error) {
	owed, err := owedBy(ctx, tx, unit, Open)
	if err != nil {
		return nil, fmt.Errorf("reading what unit %d owes: %w", unit, err)
	}
	var all []Sheaf
	for _, o := range owed {
		r, err := roundByID(ctx, tx, o.Round)
		if err != nil {
			return nil, fmt.Errorf("reading round %d: %w", o.Round, err)
		}
		if !sees(by, r, o) {
			continue
		}
		f, err := s.sheaf(ctx, tx, by, r, o)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// Begun reports whether any round was ever opened here.
func (s *Service) Begun(ctx context.Context, tx *db.Tx) (bool, error) {
	rounds, err := roundsWith(ctx, tx, []State{Open, Closed}, true, nil, 1)
	return len(rounds) > 0, err
}
