package work

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// List is one page of the cases that the officer may see.
func (s *Service) List(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (List, error) {
	b, err := s.board(ctx, tx)
	if err != nil {
		return List{}, err
	}
	m, err := s.mine(ctx, tx, by, f.Mine)
	if err != nil {
		return List{}, err
	}
	r, err := s.reader(ctx, tx, by)
	if err != nil {
		return List{}, err
	}
	l := choose(b, listKey{f, s.chooser(by, m, r)}, func() page { return s.page(b, by, m, r, f) })
	l.Rows, err = s.rows(ctx, tx, l.entries)
	if err != nil {
		return List{}, fmt.Errorf("listing cases: %w", err)
	}
	r.showAll(l.Rows)
	return l.List, nil
}

// Total is how many cases a list would have on all its pages.
func (s *Service) Total(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) (int, error) {
	b, err := s.board(ctx, tx)
	if err != nil {
		return 0, err
	}
	m, err := s.mine(ctx, tx, by, f.Mine)
	if err != nil {
		return 0, err
	}
	r, err := s.reader(ctx, tx, by)
	if err != nil {
		return 0, err
	}
	return choose(b, totalKey{f, s.chooser(by, m, r)}, func() int { return len(b.pick(choice(by, m, r, f))) }), nil
}

// page is one page of cases before their rows are read.
type page struct {
	List
	entries []*entry
}

func (s *Service) page(b *board, by auth.Officer, m mine, r reader, f Filter) page {
	found := b.pick(choice(by, m, r, f))
	f.sort(found)
	size := cmp.Or(max(0, min(f.Size, 1000)), 50)
	l := List{Total: len(found), Pages: max(1, (len(found)+size-1)/size)}
	l.Page = min(max(1, f.Page), l.Pages)
	from := (l.Page - 1) * size
	return page{l, slices.Clone(found[from:min(from+size, len(found))])}
}

// Each visits every case of a filter in its order, without pages.
func (s *Service) Each(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter, visit func(Case) error) error {
	found, err := s.find(ctx, tx, by, f)
	if err != nil {
		return err
	}
	r, err := s.reader(ctx, tx, by)
	if err != nil {
		return err
	}
	f.sort(found)
	const step = 500
	for part := range slices.Chunk(found, step) {
		cases, err := readRows(ctx, tx, part)
		if err != nil {
			return fmt.Errorf("reading cases: %w", err)
		}
		r.showAll(cases)
		for _, c := range cases {
			err := visit(c)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// find gathers from the board what a filter chooses within what the officer may see, in the order of plans.
func (s *Service) find(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter) ([]*entry, error) {
	b, err := s.board(ctx, tx)
	if err != nil {
		return nil, err
	}
	m, err := s.mine(ctx, tx, by, f.Mine)
	if err != nil {
		return nil, err
	}
	r, err := s.reader(ctx, tx, by)
	if err != nil {
		return nil, err
	}
	return b.pick(choice(by, m, r, f)), nil
}

func (b *board) pick(chosen func(*entry) bool) []*entry {
	var found []*entry
	for _, e := range b.entries {
		if chosen(e) {
			found = append(found, e)
		}
	}
	return found
}

// choice is a filter, and what the officer may see, as a function.
func choice(by auth.Officer, m mine, r reader, f Filter) func(*entry) bool {
	sees := sight(by)
	decides := over(by, Decide)
	words := strings.Fields(vi.Fold(vi.CutRunes(f.Text, 200)))
	return func(e *entry) bool {
		switch {
		case f.OriginDuty != "" && e.origin.Duty != f.OriginDuty, f.OriginID != 0 && e.origin.ID != f.OriginID,
			!f.fits(e), f.Mine && !m.has(e), !f.inTime(e, r), !sees(e),
			f.ToDecide && (e.awaiting+e.asking == 0 || !decides.has(e.owner)):
			return false
		}
		for _, w := range words {
			if !strings.Contains(e.fold, w) {
				return false
			}
		}
		return true
	}
}

func (f *Filter) fits(e *entry) bool {
	switch {
	case f.Lead != 0 && e.lead != f.Lead,
		f.Kind != "" && e.kind != f.Kind,
		f.Section != "" && e.section != f.Section,
		f.Person != 0 && e.person != f.Person,
		f.State != "" && e.state != f.State,
		f.Rhythm != "" && e.rhythm != f.Rhythm,
		f.Unfinished && e.state != Open && e.state != Waiting,
		f.Partner != 0 && !slices.Contains(e.partners, f.Partner):
		return false
	}
	return true
}

func (f *Filter) inTime(e *entry, r reader) bool {
	if f.Class != "" || f.Overdue {
		s := r.standing(e)
		if f.Class != "" && s.class(r.today) != f.Class || f.Overdue && !s.overdue(r.today) {
			return false
		}
	}
	switch {
	case !f.DueFrom.IsZero() && e.owed.Before(f.DueFrom), // no day lies before every day
		!f.DueTo.IsZero() && (e.owed.IsZero() || e.owed.After(f.DueTo)):
		return false
	}
	return true
}

// reach is a set of units; all says that it holds every unit.
type reach struct {
	all   bool
	units map[org.UnitID]bool
}

func (r reach) has(u org.UnitID) bool { return r.all || r.units[u] }

// over is where the officer holds a right.
func over(by auth.Officer, right web.Right) reach {
	if !by.May(right) {
		return reach{}
	}
	all, units := by.Scope(right)
	return reachOf(all, units)
}

func reachOf(all bool, units []org.UnitID) reach {
	r := reach{all, make(map[org.UnitID]bool, len(units))}
	for _, u := range units {
		r.units[u] = true
	}
	return r
}

// sight is what the officer may see; it says the same as visible.
func sight(by auth.Officer) func(*entry) bool {
	r := over(by, View)
	if r.all {
		return func(*entry) bool { return true }
	}
	may := by.May(View)
	return func(e *entry) bool {
		return r.units[e.lead] || r.units[e.owner] || e.shared && may || slices.ContainsFunc(e.partners, r.has)
	}
}

// mine is what the officer themselves has to do: led by a unit of theirs, for them, for somebody they stand in
// for, or for nobody in particular. Somebody who may hand in for all units does the work of their home.
type mine struct {
	own    reach
	people []org.PersonID
	tree   *org.Tree // in which home was looked up, for those who hand in for all
	home   org.UnitID
}

func (m mine) has(e *entry) bool {
	return m.own.has(e.lead) && (e.person == 0 || slices.Contains(m.people, e.person))
}

// mine is empty unless asked for.
func (s *Service) mine(ctx context.Context, tx *db.Tx, by auth.Officer, asked bool) (m mine, err error) {
	if !asked || !by.May(Submit) {
		return mine{}, nil
	}
	m.own = over(by, Submit)
	if m.own.all {
		m.home = by.Home
		m.tree, err = s.Org.Tree(ctx, tx)
		if err != nil {
			return mine{}, err
		}
		m.own = reachOf(false, m.tree.Subtree(m.home))
	}
	m.people, err = s.standsFor(ctx, tx, by.Person)
	return m, err
}

// sort puts what stands in the order of plans into the order of the filter.
func (f Filter) sort(found []*entry) {
	var order func(a, b *entry) int
	switch f.Sort {
	case ByDue:
		order = byDue
	case ByCode:
		order = func(a, b *entry) int {
			return cmp.Or(cmp.Compare(len(a.code), len(b.code)), cmp.Compare(a.code, b.code))
		}
	case ByTitle:
		order = func(a, b *entry) int { return cmp.Or(cmp.Compare(a.sort, b.sort), cmp.Compare(a.id, b.id)) }
	case ByLead:
		order = func(a, b *entry) int { return cmp.Or(cmp.Compare(a.lead, b.lead), inPlan(a, b)) }
	}
	if order != nil {
		slices.SortFunc(found, order)
	}
	if f.Down {
		slices.Reverse(found)
	}
}

// byDue puts what is owed soonest first and what has no deadline last.
func byDue(a, b *entry) int {
	if a.owed.IsZero() != b.owed.IsZero() {
		if a.owed.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(a.owed.Compare(b.owed), cmp.Compare(a.id, b.id))
}
