package work

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

func insertContribution(ctx context.Context, tx *db.Tx, c CaseID, n Contribution) (id int64, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO work_contribution (case_id, unit, body, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5, $6)
		RETURNING id`, c, n.Unit, n.Text, n.By.ID, n.By.Name, n.At).Scan(&id)
	return id, err
}

func contributionsOf(ctx context.Context, tx *db.Tx, c CaseID) ([]Contribution, error) {
	r, err := tx.Query(ctx, `SELECT id, unit, body, by_id, by_name, at FROM work_contribution WHERE case_id = $1 ORDER BY id`, c)
	return db.Collect(r, err, func(r *db.Rows) (n Contribution, err error) {
		err = r.Scan(&n.ID, &n.Unit, &n.Text, &n.By.ID, &n.By.Name, &n.At)
		return n, err
	})
}

func insertEvidence(ctx context.Context, tx *db.Tx, c CaseID, e Evidence, contribution int64) (id EvidenceID, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO work_evidence (case_id, period, submission, contribution, file, title, number, day, unit, by_id, by_name, at, dropped)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		RETURNING id`,
		c, e.Period, e.Submission, contribution, e.File, e.Title, e.Number, e.Day, e.Unit, e.By.ID, e.By.Name, e.At, false).Scan(&id)
	return id, err
}

// evidenceOf lists what was not dropped, with the contribution each belongs to, 0 for none.
func evidenceOf(ctx context.Context, tx *db.Tx, c CaseID) (all []Evidence, contributions []int64, err error) {
	r, err := tx.Query(ctx, `
		SELECT id, period, submission, contribution, file, title, number, day, unit, by_id, by_name, at
		  FROM work_evidence
		 WHERE case_id = $1 AND NOT dropped
		 ORDER BY id`, c)
	all, err = db.Collect(r, err, func(r *db.Rows) (e Evidence, err error) {
		var n int64
		err = r.Scan(&e.ID, &e.Period, &e.Submission, &n, &e.File, &e.Title, &e.Number, &e.Day, &e.Unit, &e.By.ID, &e.By.Name, &e.At)
		contributions = append(contributions, n)
		return e, err
	})
	return all, contributions, err
}

// evidenceByID also tells the case and whether the period it belongs to is finished.
func evidenceByID(ctx context.Context, tx *db.Tx, id EvidenceID) (e Evidence, c CaseID, accepted bool, err error) {
	var step Step
	err = tx.QueryRow(ctx, `
		SELECT e.id, e.title, e.number, e.unit, e.case_id, COALESCE(p.step, '')
		  FROM work_evidence e
		  LEFT JOIN work_period p ON p.id = e.period
		 WHERE e.id = $1 AND NOT e.dropped`, id).Scan(&e.ID, &e.Title, &e.Number, &e.Unit, &c, &step)
	return e, c, step.State() == Done, err
}

func dropEvidence(ctx context.Context, tx *db.Tx, id EvidenceID) error {
	_, err := tx.Exec(ctx, `UPDATE work_evidence SET dropped = $1 WHERE id = $2`, true, id)
	return err
}

func countEvidence(ctx context.Context, tx *db.Tx, c CaseID) error {
	_, err := tx.Exec(ctx, `
		UPDATE work_case SET evidence = (SELECT COUNT(*) FROM work_evidence e WHERE e.case_id = $1 AND NOT e.dropped)
		 WHERE id = $2`, c, c)
	if err != nil {
		return fmt.Errorf("counting the evidence of case %d: %w", c, err)
	}
	return nil
}

func insertComment(ctx context.Context, tx *db.Tx, c CaseID, n Comment) (id CommentID, err error) {
	err = tx.QueryRow(ctx, `INSERT INTO work_comment (case_id, body, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
		c, n.Text, n.By.ID, n.By.Name, n.At).Scan(&id)
	if err != nil {
		return 0, err
	}
	for _, p := range n.Mentions {
		_, err := tx.Exec(ctx, `INSERT INTO work_mention (comment_id, person, case_id) VALUES ($1, $2, $3)`, id, p, c)
		if err != nil {
			return 0, err
		}
	}
	_, err = tx.Exec(ctx, `UPDATE work_case SET comments = comments + 1 WHERE id = $1`, c)
	return id, err
}

func commentsOf(ctx context.Context, tx *db.Tx, c CaseID) ([]Comment, error) {
	r, err := tx.Query(ctx, `SELECT id, body, by_id, by_name, at FROM work_comment WHERE case_id = $1 ORDER BY id`, c)
	all, err := db.Collect(r, err, func(r *db.Rows) (n Comment, err error) {
		err = r.Scan(&n.ID, &n.Text, &n.By.ID, &n.By.Name, &n.At)
		return n, err
	})
	if err != nil {
		return nil, err
	}
	r, err = tx.Query(ctx, `SELECT comment_id, person FROM work_mention WHERE case_id = $1 ORDER BY comment_id, person`, c)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	at := map[CommentID]int{}
	for i, n := range all {
		at[n.ID] = i
	}
	for r.Next() {
		var id CommentID
		var p org.PersonID
		err := r.Scan(&id, &p)
		if err != nil {
			return nil, err
		}
		all[at[id]].Mentions = append(all[at[id]].Mentions, p)
	}
	return all, r.Err()
}

func seeMentions(ctx context.Context, tx *db.Tx, p org.PersonID, c CaseID, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE work_mention SET seen_at = $1 WHERE person = $2 AND case_id = $3 AND seen_at IS NULL`, at, p, c)
	return err
}

func insertEvent(ctx context.Context, tx *db.Tx, e Event) error {
	args, err := json.Marshal(e.Args)
	if err != nil {
		return err
	}
	if e.Args == nil {
		args = []byte("[]")
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO work_event (case_id, at, by_id, by_name, action, sentence, args, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, e.Case, e.At, e.By.ID, e.By.Name, e.Action, e.Sentence, string(args), e.Version)
	return err
}

func eventsOf(ctx context.Context, tx *db.Tx, c CaseID) ([]Event, error) {
	r, err := tx.Query(ctx, `
		SELECT id, case_id, at, by_id, by_name, action, sentence, args, version FROM work_event WHERE case_id = $1 ORDER BY id`, c)
	return db.Collect(r, err, func(r *db.Rows) (e Event, err error) {
		var args string
		err = r.Scan(&e.ID, &e.Case, &e.At, &e.By.ID, &e.By.Name, &e.Action, &e.Sentence, &args, &e.Version)
		if err != nil {
			return e, err
		}
		e.Args, err = readArgs(args)
		return e, err
	})
}

func remindersOf(ctx context.Context, tx *db.Tx, c CaseID) ([]Reminder, error) {
	r, err := tx.Query(ctx, `
		SELECT id, case_id, period, kind, day, sent_on, to_name FROM work_reminder WHERE case_id = $1 ORDER BY id`, c)
	return db.Collect(r, err, func(r *db.Rows) (m Reminder, err error) {
		err = r.Scan(&m.ID, &m.Case, &m.Period, &m.Kind, &m.Day, &m.SentOn, &m.To)
		return m, err
	})
}
