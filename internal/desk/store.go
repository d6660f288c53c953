package desk

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// seen is how far an account has read its notices.
type seen struct{ event, reminder int64 }

func seenBy(ctx context.Context, tx *db.Tx, account int64) (s seen, err error) {
	err = tx.QueryRow(ctx, `SELECT event, reminder FROM desk_seen WHERE account = $1`, account).Scan(&s.event, &s.reminder)
	if errors.Is(err, db.ErrNoRows) {
		return seen{}, nil
	}
	return s, err
}

// markSeen never goes backwards.
func markSeen(ctx context.Context, tx *db.Tx, account int64, s seen) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO desk_seen (account, event, reminder) VALUES ($1, $2, $3)
		ON CONFLICT (account) DO UPDATE
		   SET event = CASE WHEN excluded.event > desk_seen.event THEN excluded.event ELSE desk_seen.event END,
		       reminder = CASE WHEN excluded.reminder > desk_seen.reminder THEN excluded.reminder ELSE desk_seen.reminder END`,
		account, s.event, s.reminder)
	return err
}

// happening is one line of the timeline, a mention or a reminder, as a notice needs it.
type happening struct {
	id       int64
	caseID   work.CaseID
	at       time.Time
	day      law.Date // of a reminder, which has no time
	by       string
	sentence string
	args     []any
	body     string // of a comment
	unseen   bool
}

// decisionsFor are what others did lately to the cases that the units lead and that are the person's or
// nobody's in particular.
func decisionsFor(ctx context.Context, tx *db.Tx, account int64, person org.PersonID, units []org.UnitID, limit int) ([]happening, error) {
	if len(units) == 0 {
		return nil, nil
	}
	args := []any{person}
	for _, u := range units {
		args = append(args, u)
	}
	args = append(args, account, limit)
	n := len(args)
	// The sum in ORDER BY makes SQLite begin with the cases, not with the whole timeline.
	r, err := tx.Query(ctx, `
		SELECT e.id, e.case_id, e.at, e.by_name, e.sentence, e.args
		  FROM work_event e
		 WHERE e.case_id IN (SELECT id FROM work_case WHERE person IN (0, $1) AND lead IN (`+db.In(2, len(units))+`))
		   AND e.by_id <> `+place(n-1)+`
		   AND e.action IN ('work.accept', 'work.return', 'work.grant-extension', 'work.grant-transfer', 'work.refuse', 'work.assign',
		                    'work.cancel', 'work.finish', 'work.reschedule', 'work.remind', 'work.open', 'work.contribute')
		 ORDER BY e.id + 0 DESC
		 LIMIT `+place(n), args...)
	return db.Collect(r, err, func(r *db.Rows) (h happening, err error) {
		var text string
		err = r.Scan(&h.id, &h.caseID, &h.at, &h.by, &h.sentence, &text)
		if err != nil {
			return h, err
		}
		h.args, err = readArgs(text)
		return h, err
	})
}

func mentionsOf(ctx context.Context, tx *db.Tx, person org.PersonID, limit int) ([]happening, error) {
	r, err := tx.Query(ctx, `
		SELECT n.id, n.case_id, n.at, n.by_name, n.body, m.seen_at
		  FROM work_mention m
		  JOIN work_comment n ON n.id = m.comment_id
		 WHERE m.person = $1
		 ORDER BY m.comment_id DESC
		 LIMIT $2`, person, limit)
	return db.Collect(r, err, func(r *db.Rows) (h happening, err error) {
		var at *time.Time
		err = r.Scan(&h.id, &h.caseID, &h.at, &h.by, &h.body, &at)
		h.unseen = at == nil
		return h, err
	})
}

// remindersTo are the reminders that the system sent to an addressee about cases which the units lead.
func remindersTo(ctx context.Context, tx *db.Tx, key string, units []org.UnitID, limit int) ([]happening, error) {
	if len(units) == 0 {
		return nil, nil
	}
	args := []any{key}
	for _, u := range units {
		args = append(args, u)
	}
	args = append(args, limit)
	r, err := tx.Query(ctx, `
		SELECT r.id, r.case_id, r.sent_on
		  FROM work_reminder r
		 WHERE r.case_id IN (SELECT id FROM work_case WHERE lead IN (`+db.In(2, len(units))+`))
		   AND r.to_key = $1 AND r.kind <> 'hand'
		 ORDER BY r.id + 0 DESC
		 LIMIT `+place(len(args)), args...)
	return db.Collect(r, err, func(r *db.Rows) (h happening, err error) {
		err = r.Scan(&h.id, &h.caseID, &h.day)
		return h, err
	})
}

func readArgs(text string) ([]any, error) {
	var args []any
	err := json.Unmarshal([]byte(text), &args)
	return wholeNumbers(args), err
}

func wholeNumbers(args []any) []any {
	for i, a := range args {
		if f, ok := a.(float64); ok && f == float64(int64(f)) {
			args[i] = int64(f)
		}
	}
	return args
}

func place(n int) string { return db.In(n, 1) }
