package work

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// List is one page of the cases that the officer may see.
func (s *Service) List(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (List, error) {
	where, err := s.where(ctx, tx, by, f)
	if err != nil {
		return List{}, err
	}
	l := List{Page: max(1, f.Page)}
	l.Total, err = countCases(ctx, tx, where)
	if err != nil {
		return List{}, fmt.Errorf("counting cases: %w", err)
	}
	size := cmp.Or(min(f.Size, 1000), 50)
	l.Pages = max(1, (l.Total+size-1)/size)
	l.Page = min(l.Page, l.Pages)
	where.add(` ORDER BY ` + f.order())
	where.add(` LIMIT ? OFFSET ?`, size, (l.Page-1)*size)
	l.Rows, err = casesWhere(ctx, tx, where)
	if err != nil {
		return List{}, fmt.Errorf("listing cases: %w", err)
	}
	return l, nil
}

// Each visits every case of a filter in its order, without pages.
func (s *Service) Each(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter, visit func(Case) error) error {
	const step = 500
	f.Size = step
	for f.Page = 1; ; f.Page++ {
		l, err := s.List(ctx, tx, by, f)
		if err != nil {
			return err
		}
		for _, c := range l.Rows {
			err := visit(c)
			if err != nil {
				return err
			}
		}
		if f.Page >= l.Pages {
			return nil
		}
	}
}

var orders = map[Sort][]string{
	ByPlan:  {"c.origin_duty", "c.origin_id", "c.position", "c.id"},
	ByDue:   {"CASE WHEN c.owed_day IS NULL THEN 1 ELSE 0 END", "c.owed_day", "c.id"},
	ByCode:  {"c.code"},
	ByTitle: {"c.sort", "c.id"},
	ByLead:  {"c.lead", "c.position", "c.id"},
}

func (f Filter) order() string {
	columns := orders[f.Sort]
	if columns == nil {
		columns = orders[ByPlan]
	}
	if f.OriginDuty != "" && f.OriginID != 0 && f.Sort != ByDue && f.Sort != ByCode && f.Sort != ByTitle && f.Sort != ByLead {
		columns = columns[2:]
	}
	if !f.Down {
		return strings.Join(columns, ", ")
	}
	return strings.Join(columns, " DESC, ") + " DESC"
}

// where writes the conditions of a filter over work_case c, within what the officer may see.
func (s *Service) where(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (*query, error) {
	q := &query{}
	q.add(`1 = 1`)
	if f.OriginDuty != "" {
		q.add(` AND c.origin_duty = ?`, f.OriginDuty)
	}
	if f.OriginID != 0 {
		q.add(` AND c.origin_id = ?`, f.OriginID)
	}
	if f.Kind != "" {
		q.add(` AND c.kind = ?`, f.Kind)
	}
	if f.Section != "" {
		q.add(` AND c.section = ?`, f.Section)
	}
	f.parties(q)
	f.progress(q, s.Day())
	if f.Mine {
		err := s.mine(ctx, tx, q, by)
		if err != nil {
			return nil, err
		}
	}
	if f.ToDecide {
		q.add(` AND (c.awaiting > 0 OR c.asking > 0)`)
		owned(q, by, Decide)
	}
	for _, word := range strings.Fields(vi.Fold(vi.CutRunes(f.Text, 200))) {
		q.add(` AND c.fold LIKE ? ESCAPE '\'`, "%"+likeText.Replace(word)+"%")
	}
	sight(q, by)
	return q, nil
}

var likeText = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func (f Filter) parties(q *query) {
	if f.Lead != 0 {
		q.add(` AND c.lead = ?`, f.Lead)
	}
	if f.Person != 0 {
		q.add(` AND c.person = ?`, f.Person)
	}
	if f.Partner != 0 {
		q.add(` AND c.id IN (SELECT case_id FROM work_party WHERE unit = ? AND part = 'partner')`, f.Partner)
	}
}

func (f Filter) progress(q *query, today law.Date) {
	if f.State != "" {
		q.add(` AND c.state = ?`, f.State)
	}
	if f.Unfinished {
		q.add(` AND c.state IN ('open', 'waiting')`)
	}
	if f.Overdue {
		q.add(` AND c.owed_day < ?`, today)
	}
	if !f.DueFrom.IsZero() {
		q.add(` AND c.owed_day >= ?`, f.DueFrom)
	}
	if !f.DueTo.IsZero() {
		q.add(` AND c.owed_day <= ?`, f.DueTo)
	}
	if f.Class != "" {
		q.add(` AND (`)
		classIs(q, f.Class, today)
		q.add(`)`)
	}
}

// classIs writes ClassOf as a condition.
func classIs(q *query, c Class, today law.Date) {
	const running = `c.state IN ('open', 'waiting') AND `
	switch c {
	case DoneOnTime:
		q.add(`c.state = 'done' AND NOT c.late`)
	case DoneLate:
		q.add(`c.state = 'done' AND c.late`)
	case GivenUp:
		q.add(`c.state = 'cancelled'`)
	case NotBegun:
		q.add(running + `c.tempo <> 'flow' AND c.step = 'new'`)
	case GoingLate:
		q.add(running+`c.tempo <> 'flow' AND c.step <> 'new' AND (c.late OR c.owed_day IS NOT NULL AND c.owed_day < ?)`, today)
	case GoingOnTime:
		q.add(running+`c.tempo <> 'flow' AND c.step <> 'new' AND NOT c.late AND (c.owed_day IS NULL OR c.owed_day >= ?)`, today)
	case Reported:
		q.add(running+`c.tempo = 'flow' AND c.cover_to >= ? AND c.cover <> 'nothing'`, today)
	case NothingArose:
		q.add(running+`c.tempo = 'flow' AND c.cover_to >= ? AND c.cover = 'nothing'`, today)
	case NotReported:
		q.add(running+`c.tempo = 'flow' AND (c.cover_to IS NULL OR c.cover_to < ?)`, today)
	default:
		q.add(`1 = 0`)
	}
}

// mine limits to what the officer themselves has to do: led by a unit of theirs, for them, for somebody they
// stand in for, or for nobody in particular.
func (s *Service) mine(ctx context.Context, tx *db.Tx, q *query, by auth.Officer) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	people, err := s.standsFor(ctx, tx, by.Person)
	if err != nil {
		return err
	}
	q.add(` AND `)
	q.in("c.lead", ownUnits(by, tree))
	q.add(` AND c.person IN (0`)
	for _, p := range people {
		q.add(`, ?`, p)
	}
	q.add(`)`)
	return nil
}

// ownUnits are the units whose work the officer does; somebody with a grant over all does that of their home.
func ownUnits(by auth.Officer, tree *org.Tree) []org.UnitID {
	all, units := scope(by, Submit)
	if all {
		return tree.Subtree(by.Home)
	}
	return units
}

// owned limits to cases whose owner the officer holds a right over.
func owned(q *query, by auth.Officer, right web.Right) {
	all, units := scope(by, right)
	if all {
		return
	}
	q.add(` AND `)
	q.in("c.owner", units)
}

func countCases(ctx context.Context, tx *db.Tx, where *query) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM work_case c WHERE `+where.text.String(), where.args...).Scan(&n)
	return n, err
}

func casesWhere(ctx context.Context, tx *db.Tx, where *query) ([]Case, error) {
	r, err := tx.Query(ctx, `SELECT `+caseColumns+` FROM work_case c WHERE `+where.text.String(), where.args...)
	all, err := db.Collect(r, err, func(r *db.Rows) (Case, error) { return scanCase(r) })
	if err != nil {
		return nil, err
	}
	return all, addPartners(ctx, tx, all)
}
