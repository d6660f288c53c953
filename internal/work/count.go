package work

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// Filter opens the rows of one number: base narrowed to the cell.
func (c Cell) Filter(base Filter, class Class) Filter {
	base.Class = class
	if c.Lead != 0 {
		base.Lead = c.Lead
	}
	if c.Section != "" {
		base.Section = c.Section
	}
	return base
}

// Punctual is how many of a hundred finished periods were on time, rounded down; false when none is finished.
func (t Tally) Punctual() (percent int, ok bool) {
	n := t.OnTime + t.TooLate
	if n == 0 {
		return 0, false
	}
	return t.OnTime * 100 / n, true
}

func (t *Tally) add(e *entry, s *standing, today law.Date) {
	t.Total++
	if s.state == Open || s.state == Waiting {
		t.Unfinished++
	}
	t.ByClass[s.class(today)]++
	if s.overdue(today) {
		t.Overdue++
	}
	if s.scored() {
		t.OnTime += e.onTime
		t.TooLate += e.tooLate
	}
}

// Matrix counts the cases of a filter by unit and section.
func (s *Service) Matrix(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (Matrix, error) {
	found, err := s.find(ctx, tx, by, f)
	if err != nil {
		return Matrix{}, err
	}
	r, err := s.reader(ctx, tx, by)
	if err != nil {
		return Matrix{}, err
	}
	return newMatrix(found, r), nil
}

// Counts is the sum over all cases of a filter, for the numbers above a list.
func (s *Service) Counts(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (Tally, error) {
	found, err := s.find(ctx, tx, by, f)
	if err != nil {
		return Tally{}, err
	}
	r, err := s.reader(ctx, tx, by)
	if err != nil {
		return Tally{}, err
	}
	t := Tally{ByClass: map[Class]int{}}
	for _, e := range found {
		t.add(e, r.standing(e), r.today)
	}
	return t, nil
}

func newMatrix(found []*entry, r reader) Matrix {
	type key struct {
		lead    org.UnitID
		section string
	}
	cells, order := map[key]*Cell{}, []key{}
	count := func(k key, e *entry, s *standing) {
		c := cells[k]
		if c == nil {
			c = &Cell{Lead: k.lead, Section: k.section, Unscored: s.unscored && k.lead != 0, Tally: Tally{ByClass: map[Class]int{}}}
			cells[k] = c
			order = append(order, k)
		}
		c.add(e, s, r.today)
	}
	const none = "\x00" // no heading is called so; a cell of all sections
	m := Matrix{All: Tally{ByClass: map[Class]int{}}}
	for _, e := range found {
		s := r.standing(e)
		m.All.add(e, s, r.today)
		count(key{0, e.section}, e, s)
		count(key{e.lead, none}, e, s)
		count(key{e.lead, e.section}, e, s)
	}
	for _, k := range order { // sections stand in the order of the plan
		if k.lead == 0 {
			m.Sections = append(m.Sections, *cells[k])
		}
	}
	for _, u := range r.tree.Units() {
		sum := cells[key{u.ID, none}]
		if sum == nil {
			continue
		}
		sum.Section = ""
		m.Leads = append(m.Leads, *sum)
		for _, s := range m.Sections {
			if c := cells[key{u.ID, s.Section}]; c != nil {
				m.Cells = append(m.Cells, *c)
			}
		}
	}
	return m
}
