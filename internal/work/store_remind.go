package work

import (
	"context"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/law"
)

// debtsUntil are the periods that are owed and due on a day or before it. Nobody is reminded while they wait for
// an answer, nor of what is followed elsewhere. Quiet cases come without their title.
func debtsUntil(ctx context.Context, tx *db.Tx, day law.Date) ([]debt, error) {
	r, err := tx.Query(ctx, `
		SELECT c.id, c.kind, c.code, CASE WHEN c.quiet THEN '' ELSE c.title END, c.lead, c.owner, c.person, p.id, p.due_day, p.waited
		  FROM work_period p
		  JOIN work_case c ON c.id = p.case_id
		 WHERE p.step IN ('new', 'doing', 'returned') AND p.due_day IS NOT NULL AND p.due_day <= $1 AND c.elsewhere = '' AND p.asked_on IS NULL
		 ORDER BY p.due_day, p.id`, day)
	return db.Collect(r, err, func(r *db.Rows) (d debt, err error) {
		waited := 0
		err = r.Scan(&d.c.ID, &d.c.Kind, &d.c.Code, &d.c.Title, &d.c.Lead, &d.c.Owner, &d.c.Person, &d.period, &d.formal, &waited)
		d.due = d.formal.AddDays(waited)
		return d, err
	})
}

type saidKey struct {
	period PeriodID
	kind   ReminderKind
	day    law.Date
	to     string
}

// saidSince are the reminders that stand for a day after the given one.
func saidSince(ctx context.Context, tx *db.Tx, day law.Date) (map[saidKey]bool, error) {
	r, err := tx.Query(ctx, `SELECT period, kind, day, to_key FROM work_reminder WHERE day > $1`, day)
	keys, err := db.Collect(r, err, func(r *db.Rows) (k saidKey, err error) {
		err = r.Scan(&k.period, &k.kind, &k.day, &k.to)
		return k, err
	})
	said := map[saidKey]bool{}
	for _, k := range keys {
		said[k] = true
	}
	return said, err
}

// insertDigest returns 0 when the addressee has one for that day.
func insertDigest(ctx context.Context, tx *db.Tx, day law.Date, to addressee) (int64, error) {
	r, err := tx.Query(ctx, `
		INSERT INTO work_digest (day, to_key, to_name) VALUES ($1, $2, $3)
		ON CONFLICT (day, to_key) DO NOTHING
		RETURNING id`, day, to.key, to.name)
	ids, err := db.Collect(r, err, func(r *db.Rows) (id int64, err error) {
		err = r.Scan(&id)
		return id, err
	})
	if len(ids) == 0 {
		return 0, err
	}
	return ids[0], err
}

// insertReminder reports false when it was said before, or when the period is no longer owed as it was.
func insertReminder(ctx context.Context, tx *db.Tx, digest int64, r reminder, to addressee, today law.Date) (bool, error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO work_reminder (digest, case_id, period, kind, day, to_key, to_name, sent_on)
		SELECT CAST($1 AS BIGINT), p.case_id, p.id, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS TEXT)
		  FROM work_period p
		 WHERE p.id = $7 AND p.step IN ('new', 'doing', 'returned') AND COALESCE(p.due_day, '') = $8
		ON CONFLICT (period, kind, day, to_key) DO NOTHING`,
		digest, r.kind, r.day, to.key, to.name, today, r.period, r.formal.String())
	return n == 1, err
}

// justReminded reports whether the last that an account did to a case since an instant was to remind.
func justReminded(ctx context.Context, tx *db.Tx, id CaseID, account int64, since time.Time) (bool, error) {
	r, err := tx.Query(ctx, `
		SELECT action, at FROM work_event
		 WHERE case_id = $1 AND by_id = $2 AND action IN ('work.remind', 'work.take-back-reminder')
		 ORDER BY id DESC
		 LIMIT 1`, id, account)
	last, err := db.Collect(r, err, func(r *db.Rows) (sent bool, err error) {
		var action string
		var at time.Time
		err = r.Scan(&action, &at)
		return action == "work.remind" && !at.Before(since), err
	})
	return len(last) == 1 && last[0], err
}

// dropByHand forgets the reminders that a coordinator sent about a case today and returns the keys of their
// letters.
func dropByHand(ctx context.Context, tx *db.Tx, id CaseID, day law.Date) ([]string, error) {
	r, err := tx.Query(ctx, `
		DELETE FROM work_reminder WHERE case_id = $1 AND kind = 'hand' AND sent_on = $2
		RETURNING period, to_key`, id, day)
	return db.Collect(r, err, func(r *db.Rows) (string, error) {
		var period PeriodID
		var to string
		err := r.Scan(&period, &to)
		return handKey(period, day, to), err
	})
}
