package work

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"

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

func (t *Tally) add(o Tally) {
	t.Total += o.Total
	t.Overdue += o.Overdue
	t.OnTime += o.OnTime
	t.TooLate += o.TooLate
	if t.ByClass == nil {
		t.ByClass = map[Class]int{}
	}
	for c, n := range o.ByClass {
		t.ByClass[c] += n
	}
}

// Matrix counts the cases of a filter by unit and section.
func (s *Service) Matrix(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (Matrix, error) {
	where, err := s.where(ctx, tx, by, f)
	if err != nil {
		return Matrix{}, err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return Matrix{}, err
	}
	parts, err := tallies(ctx, tx, where, s.Day())
	if err != nil {
		return Matrix{}, fmt.Errorf("counting cases: %w", err)
	}
	return newMatrix(parts, tree), nil
}

// Counts is the Matrix's sum over all, for the numbers above a list.
func (s *Service) Counts(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (Tally, error) {
	m, err := s.Matrix(ctx, tx, by, f)
	return m.All, err
}

// part is a group of cases of one unit, section and class.
type part struct {
	Cell
	place int64 // of its first case in the plan
}

func newMatrix(parts []part, tree *org.Tree) Matrix {
	m := Matrix{All: Tally{ByClass: map[Class]int{}}}
	type key struct {
		lead    org.UnitID
		section string
	}
	sums, place := map[key]*Cell{}, map[string]int64{}
	sum := func(lead org.UnitID, section string, t Tally) {
		c := sums[key{lead, section}]
		if c == nil {
			c = &Cell{Lead: lead, Section: section}
			sums[key{lead, section}] = c
		}
		c.add(t)
	}
	leads, sections := map[org.UnitID]*Cell{}, map[string]*Cell{}
	for _, p := range parts {
		m.All.add(p.Tally)
		sum(p.Lead, p.Section, p.Tally)
		if leads[p.Lead] == nil {
			leads[p.Lead] = &Cell{Lead: p.Lead}
		}
		leads[p.Lead].add(p.Tally)
		if at, ok := place[p.Section]; !ok || p.place < at {
			place[p.Section] = p.place
		}
		if sections[p.Section] == nil {
			sections[p.Section] = &Cell{Section: p.Section}
		}
		sections[p.Section].add(p.Tally)
	}
	for _, c := range sections {
		m.Sections = append(m.Sections, *c)
	}
	slices.SortFunc(m.Sections, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(place[a.Section], place[b.Section]), cmp.Compare(a.Section, b.Section))
	})
	for _, u := range tree.Units() {
		if leads[u.ID] == nil {
			continue
		}
		m.Leads = append(m.Leads, *leads[u.ID])
		for _, s := range m.Sections {
			if c := sums[key{u.ID, s.Section}]; c != nil {
				m.Cells = append(m.Cells, *c)
			}
		}
	}
	return m
}

// tallies groups cases in the database, which reads only an index when the filter names a plan.
func tallies(ctx context.Context, tx *db.Tx, where *query, today law.Date) ([]part, error) {
	q := &query{}
	q.add(`
		SELECT c.lead, c.section, c.state, c.step, c.tempo, c.late, c.cover, c.cover_to >= ?, c.owed_day < ?,
		       COUNT(*), SUM(c.on_time), SUM(c.too_late), MIN(c.position)
		  FROM work_case c
		 WHERE `, today, today)
	shift(q, where)
	q.add(` GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`)
	r, err := tx.Query(ctx, q.text.String(), q.args...)
	return db.Collect(r, err, func(r *db.Rows) (p part, err error) {
		var c Case
		var tempo Tempo
		var covered, overdue *bool
		err = r.Scan(&p.Lead, &p.Section, &c.State, &c.Step, &tempo, &c.Late, &c.Cover, &covered, &overdue,
			&p.Total, &p.OnTime, &p.TooLate, &p.place)
		if err != nil {
			return part{}, err
		}
		c.Cadence = cadenceOf[tempo]
		if covered != nil && *covered {
			c.CoverTo = today
		}
		if overdue != nil && *overdue {
			c.Owed = today.AddDays(-1)
			p.Overdue = p.Total
		}
		p.ByClass = map[Class]int{ClassOf(c, today): p.Total}
		return p, nil
	})
}

// cadenceOf is a cadence of each tempo.
var cadenceOf = map[Tempo]Cadence{Single: {}, Rounds: {Rhythm: Monthly}, Flow: {Rhythm: Continuous}, Free: {Rhythm: AsNeeded}}

// shift appends a query whose placeholders then follow those of q.
func shift(q, more *query) {
	q.add(placeholder.ReplaceAllString(more.text.String(), "?"), more.args...)
}

var placeholder = regexp.MustCompile(`\$\d+`)
