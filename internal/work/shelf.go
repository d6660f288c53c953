package work

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nhipcau/nhipcau/internal/db"
)

// shelf keeps cases as they were read, so that a list that is asked for again reads only whether they are
// still the same: a quarter of its columns, and none of its JSON.
type shelf struct {
	mu    sync.Mutex
	cases map[CaseID]shelved
}

// shelved is a case with the marks it bore.
type shelved struct {
	marks
	row Case
}

// marks grow with every change of a case; evidence and comments are counted without a new version of it.
type marks struct{ seq, version, evidence, comments int64 }

// shelfRoom is how many cases a shelf holds, about two kilobytes each; a full one begins anew.
const shelfRoom = 4096

// same gives a kept case that still bears its marks.
func (s *shelf) same(id CaseID, now marks) (Case, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.cases[id]
	return k.row, ok && k.marks == now
}

func (s *shelf) keep(cases []Case, now map[CaseID]marks) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cases == nil || len(s.cases)+len(cases) > shelfRoom {
		s.cases = make(map[CaseID]shelved, shelfRoom/8)
	}
	for _, c := range cases {
		s.cases[c.ID] = shelved{now[c.ID], c}
	}
}

// rows are the whole of some cases, in their order. What a writing transaction sees may never come to be:
// it neither takes from the shelf nor puts there.
func (s *Service) rows(ctx context.Context, tx *db.Tx, found []*entry) ([]Case, error) {
	if !tx.ReadOnly() || len(found) == 0 {
		return readRows(ctx, tx, found)
	}
	now, err := marksOf(ctx, tx, found)
	if err != nil {
		return nil, err
	}
	all := make([]Case, len(found))
	var others []*entry
	var place []int
	for i, e := range found {
		c, ok := s.shelf.same(e.id, now[e.id])
		if !ok {
			others, place = append(others, e), append(place, i)
			continue
		}
		c.Partners = e.partners
		all[i] = c
	}
	read, err := readRows(ctx, tx, others)
	if err != nil {
		return nil, err
	}
	if len(read) != len(others) || len(now) != len(found) { // gone since the board was read
		return readRows(ctx, tx, found)
	}
	s.shelf.keep(read, now)
	for i, c := range read {
		all[place[i]] = c
	}
	return all, nil
}

func marksOf(ctx context.Context, tx *db.Tx, found []*entry) (map[CaseID]marks, error) {
	list, args := idList(found)
	r, err := tx.Query(ctx, `SELECT id, seq, version, evidence, comments FROM work_case WHERE id IN (`+list+`)`, args...)
	if err != nil {
		return nil, fmt.Errorf("reading the marks of cases: %w", err)
	}
	defer r.Close()
	all := make(map[CaseID]marks, len(found))
	for r.Next() {
		var id CaseID
		var m marks
		err := r.Scan(&id, &m.seq, &m.version, &m.evidence, &m.comments)
		if err != nil {
			return nil, err
		}
		all[id] = m
	}
	return all, r.Err()
}

// readRows reads the whole of some cases from the database, in their order.
func readRows(ctx context.Context, tx *db.Tx, found []*entry) ([]Case, error) {
	if len(found) == 0 {
		return nil, nil
	}
	list, args := idList(found)
	r, err := tx.Query(ctx, `SELECT `+caseColumns+` FROM work_case c WHERE c.id IN (`+list+`)`, args...)
	all, err := db.Collect(r, err, func(r *db.Rows) (Case, error) { return scanCase(r) })
	if err != nil {
		return nil, err
	}
	place := make(map[CaseID]int, len(found))
	for i, e := range found {
		place[e.id] = i
	}
	slices.SortFunc(all, func(a, b Case) int { return cmp.Compare(place[a.ID], place[b.ID]) })
	for i := range all {
		all[i].Partners = found[place[all[i].ID]].partners
	}
	return all, nil
}

// idList is the inside of an IN list. Its length is a power of two, so that connections meet few different
// texts and know them already.
func idList(found []*entry) (list string, args []any) {
	n := 1
	for n < len(found) {
		n *= 2
	}
	var text strings.Builder
	for i := range n {
		if i > 0 {
			text.WriteByte(',')
		}
		text.WriteByte('$')
		text.WriteString(strconv.Itoa(i + 1))
		args = append(args, found[min(i, len(found)-1)].id)
	}
	return text.String(), args
}
