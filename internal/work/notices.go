package work

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// Told is what an officer was told lately, the newest of each kind first. Whether they still see the cases is
// for [Service.Cases] to say.
type Told struct {
	Decisions []Happening // what others did to the work of the officer
	Mentions  []Happening // comments that name them
	Reminders []Happening // letters that the system sent them
}

// Happening is one line of the timeline, a comment or a reminder.
type Happening struct {
	ID       int64
	Case     CaseID
	At       time.Time
	Day      law.Date // of a reminder, which has no time
	By       string
	Sentence string // key of its translation
	Args     []any
	Text     string // of a comment
	Unseen   bool   // a comment that the officer has not seen
}

// Told lists what the officer was told, at most limit of each kind.
func (s *Service) Told(ctx context.Context, tx *db.Tx, by auth.Officer, limit int) (t Told, err error) {
	m, err := s.mine(ctx, tx, by, true)
	if err != nil {
		return t, err
	}
	units := slices.Sorted(maps.Keys(m.own.units))
	t.Decisions, err = decisionsFor(ctx, tx, by, units, limit)
	if err != nil {
		return t, fmt.Errorf("reading decisions: %w", err)
	}
	if by.Person == 0 {
		return t, nil
	}
	t.Mentions, err = mentionsOf(ctx, tx, by.Person, limit)
	if err != nil {
		return t, fmt.Errorf("reading mentions: %w", err)
	}
	t.Reminders, err = remindersTo(ctx, tx, by.Person, units, limit)
	if err != nil {
		return t, fmt.Errorf("reading reminders: %w", err)
	}
	return t, nil
}

// decisionsFor are what others did lately to the cases that the units lead and that are the person's or
// nobody's in particular.
func decisionsFor(ctx context.Context, tx *db.Tx, by auth.Officer, units []org.UnitID, limit int) ([]Happening, error) {
	if len(units) == 0 {
		return nil, nil
	}
	args := []any{by.Person}
	for _, u := range units {
		args = append(args, u)
	}
	args = append(args, by.Account, limit)
	n := len(args)
	// The sum in ORDER BY makes SQLite begin with the cases, not with the whole timeline.
	r, err := tx.Query(ctx, `
		SELECT e.id, e.case_id, e.at, e.by_name, e.sentence, e.args
		  FROM work_event e
		 WHERE e.case_id IN (SELECT id FROM work_case WHERE person IN (0, $1) AND lead IN (`+db.In(2, len(units))+`))
		   AND e.by_id <> `+db.In(n-1, 1)+`
		   AND e.action IN ('work.accept', 'work.return', 'work.grant-extension', 'work.grant-transfer', 'work.refuse', 'work.assign',
		                    'work.cancel', 'work.finish', 'work.reschedule', 'work.remind', 'work.open', 'work.contribute',
		                    'work.transfer', 'work.move-unit', 'work.hand-over')
		 ORDER BY e.id + 0 DESC
		 LIMIT `+db.In(n, 1), args...)
	return db.Collect(r, err, func(r *db.Rows) (h Happening, err error) {
		var text string
		err = r.Scan(&h.ID, &h.Case, &h.At, &h.By, &h.Sentence, &text)
		if err != nil {
			return h, err
		}
		h.Args, err = readArgs(text)
		return h, err
	})
}

func mentionsOf(ctx context.Context, tx *db.Tx, person org.PersonID, limit int) ([]Happening, error) {
	r, err := tx.Query(ctx, `
		SELECT n.id, n.case_id, n.at, n.by_name, n.body, m.seen_at
		  FROM work_mention m
		  JOIN work_comment n ON n.id = m.comment_id
		 WHERE m.person = $1
		 ORDER BY m.comment_id DESC
		 LIMIT $2`, person, limit)
	return db.Collect(r, err, func(r *db.Rows) (h Happening, err error) {
		var at *time.Time
		err = r.Scan(&h.ID, &h.Case, &h.At, &h.By, &h.Text, &at)
		h.Unseen = at == nil
		return h, err
	})
}

// remindersTo are the reminders that the system sent to a person about cases which the units lead.
func remindersTo(ctx context.Context, tx *db.Tx, person org.PersonID, units []org.UnitID, limit int) ([]Happening, error) {
	if len(units) == 0 {
		return nil, nil
	}
	args := []any{personKey(person)}
	for _, u := range units {
		args = append(args, u)
	}
	args = append(args, limit)
	r, err := tx.Query(ctx, `
		SELECT r.id, r.case_id, r.sent_on
		  FROM work_reminder r
		 WHERE r.to_key = $1 AND r.kind <> 'hand'
		   AND r.case_id IN (SELECT id FROM work_case WHERE lead IN (`+db.In(2, len(units))+`))
		 ORDER BY r.id + 0 DESC
		 LIMIT `+db.In(len(args), 1), args...)
	return db.Collect(r, err, func(r *db.Rows) (h Happening, err error) {
		err = r.Scan(&h.ID, &h.Case, &h.Day)
		h.At = h.Day.Start()
		return h, err
	})
}

// readArgs are the stored arguments of a sentence; whole numbers come back as such, so that %d prints them.
func readArgs(text string) (args []any, err error) {
	err = json.Unmarshal([]byte(text), &args)
	for i, a := range args {
		if f, ok := a.(float64); ok && f == float64(int64(f)) {
			args[i] = int64(f)
		}
	}
	return args, err
}
