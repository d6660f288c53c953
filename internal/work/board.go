package work

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

// board holds of every case what lists, counts and Today choose and sort by, in memory: less than a kilobyte
// a case. It never changes; a newer one shares the entries that stayed the same. One small query tells whether
// it is old, in this process or another, and then only what changed is read.
type board struct {
	version int64
	entries []*entry // in the order of plans
	at      map[CaseID]int
	choices choices
}

// entry is one case on the board.
type entry struct {
	id       CaseID
	kind     string
	code     string
	fold     string
	sort     string
	section  string
	position int64
	lead     org.UnitID
	owner    org.UnitID
	person   org.PersonID
	partners []org.UnitID
	origin   Origin
	shared   bool
	lateness Lateness
	rhythm   Rhythm
	standing
	onTime, tooLate, awaiting, asking int
}

// boards keeps the newest board of a service.
type boards struct {
	cached  atomic.Pointer[board]
	refresh sync.Mutex
}

// board is the board as tx sees it, or a little newer; the same one throughout a reading transaction.
func (s *Service) board(ctx context.Context, tx *db.Tx) (*board, error) {
	return db.Once(tx, &s.boards, func() (*board, error) { return s.readBoard(ctx, tx) })
}

func (s *Service) readBoard(ctx context.Context, tx *db.Tx) (*board, error) {
	var version int64
	err := tx.QueryRow(ctx, `SELECT version FROM work_board WHERE one = 1`).Scan(&version)
	if err != nil {
		return nil, fmt.Errorf("reading the board: %w", err)
	}
	if b := s.boards.cached.Load(); b != nil && b.version >= version {
		return b, nil
	}
	if !tx.ReadOnly() { // what is read before its commit may never come to be
		return s.boards.cached.Load().renewed(ctx, tx, version)
	}
	s.boards.refresh.Lock()
	defer s.boards.refresh.Unlock()
	old := s.boards.cached.Load()
	if old != nil && old.version >= version {
		return old, nil
	}
	b, err := old.renewed(ctx, tx, version)
	if err != nil {
		return nil, err
	}
	s.boards.cached.Store(b)
	return b, nil
}

// renewed is the board at a version; b may be nil.
func (b *board) renewed(ctx context.Context, tx *db.Tx, version int64) (*board, error) {
	if b == nil {
		b = &board{}
	}
	changed, err := entriesSince(ctx, tx, b.version)
	if err != nil {
		return nil, fmt.Errorf("reading the board: %w", err)
	}
	n := &board{version: version, entries: make([]*entry, len(b.entries), len(b.entries)+len(changed))}
	copy(n.entries, b.entries)
	inOrder := true
	for _, e := range changed {
		at, known := b.at[e.id]
		if !known {
			n.entries = append(n.entries, e)
			inOrder = false
			continue
		}
		inOrder = inOrder && inPlan(n.entries[at], e) == 0
		n.entries[at] = e
	}
	n.at = b.at
	if inOrder {
		return n, nil
	}
	slices.SortFunc(n.entries, inPlan)
	n.at = make(map[CaseID]int, len(n.entries))
	for i, e := range n.entries {
		n.at[e.id] = i
	}
	return n, nil
}

// inPlan orders cases as their plans do.
func inPlan(a, b *entry) int {
	return cmp.Or(cmp.Compare(a.origin.Duty, b.origin.Duty), cmp.Compare(a.origin.ID, b.origin.ID),
		cmp.Compare(a.position, b.position), cmp.Compare(a.id, b.id))
}

// entriesSince reads the cases that changed after a version of the board.
func entriesSince(ctx context.Context, tx *db.Tx, version int64) ([]*entry, error) {
	words := map[string]string{} // the same few words come with every case
	one := func(s string) string {
		if w, ok := words[s]; ok {
			return w
		}
		words[s] = s
		return s
	}
	r, err := tx.Query(ctx, `
		SELECT id, kind, code, fold, sort, section, position, lead, owner, person, origin_duty, origin_id, shared,
		       state, step, tempo, late, owed_day, cover_to, cover, on_time, too_late, awaiting, asking, cadence,
		       elsewhere <> '', asked_on, lateness
		  FROM work_case
		 WHERE seq > $1`, version)
	all, err := db.Collect(r, err, func(r *db.Rows) (*entry, error) {
		e := &entry{}
		var cadence string
		err := r.Scan(&e.id, &e.kind, &e.code, &e.fold, &e.sort, &e.section, &e.position, &e.lead, &e.owner, &e.person,
			&e.origin.Duty, &e.origin.ID, &e.shared,
			&e.state, &e.step, &e.tempo, &e.late, &e.owed, &e.coverTo, &e.cover, &e.onTime, &e.tooLate, &e.awaiting, &e.asking, &cadence,
			&e.away, &e.asked, &e.lateness)
		if err != nil {
			return nil, err
		}
		e.kind, e.section, e.origin.Duty, e.lateness = one(e.kind), one(e.section), one(e.origin.Duty), Lateness(one(string(e.lateness)))
		e.state, e.step, e.tempo, e.cover = State(one(string(e.state))), Step(one(string(e.step))), Tempo(one(string(e.tempo))), Step(one(string(e.cover)))
		e.rhythm, err = rhythmIn(cadence)
		return e, err
	})
	if err != nil {
		return nil, err
	}
	return all, addPartnersSince(ctx, tx, all, version)
}

// rhythmIn is the rhythm of a stored cadence; what is not said is done once.
func rhythmIn(cadence string) (Rhythm, error) {
	var c Cadence
	err := json.Unmarshal([]byte(cadence), &c)
	return cmp.Or(c.Rhythm, Once), err
}

func addPartnersSince(ctx context.Context, tx *db.Tx, all []*entry, version int64) error {
	at := make(map[CaseID]*entry, len(all))
	for _, e := range all {
		at[e.id] = e
	}
	r, err := tx.Query(ctx, `
		SELECT p.case_id, p.unit
		  FROM work_case c
		  JOIN work_partner p ON p.case_id = c.id
		 WHERE c.seq > $1
		 ORDER BY p.case_id, p.place`, version)
	if err != nil {
		return err
	}
	defer r.Close()
	for r.Next() {
		var id CaseID
		var unit org.UnitID
		err := r.Scan(&id, &unit)
		if err != nil {
			return err
		}
		at[id].partners = append(at[id].partners, unit)
	}
	return r.Err()
}
