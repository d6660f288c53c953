package direct

import (
	"context"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
)

func insertWord(ctx context.Context, tx *db.Tx, w Word) (id int64, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO direct_word (body, unit, owner, due_day, about_href, about_title, leader, leader_name, recorder, state, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		RETURNING id`, w.Text, w.Unit, w.Owner, w.Due, w.Href, w.Title, w.Leader, w.Name, w.Recorder, w.State, w.At).Scan(&id)
	return id, err
}

// settle moves a word from waiting to another state; false when somebody did before.
func settle(ctx context.Context, tx *db.Tx, id int64, to State, at time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE direct_word SET state = $1, decided_at = $2 WHERE id = $3 AND state = $4`, to, at, id, Waiting)
	return n == 1, err
}

func setCase(ctx context.Context, tx *db.Tx, id int64, c work.CaseID) error {
	_, err := tx.Exec(ctx, `UPDATE direct_word SET case_id = $1, state = $2 WHERE id = $3`, c, Given, id)
	return err
}

const wordColumns = `
	SELECT id, body, unit, owner, due_day, about_href, about_title, leader, leader_name, recorder, state, COALESCE(case_id, 0), at
	  FROM direct_word`

func scanWord(r interface{ Scan(...any) error }) (w Word, err error) {
	err = r.Scan(&w.ID, &w.Text, &w.Unit, &w.Owner, &w.Due, &w.Href, &w.Title, &w.Leader, &w.Name, &w.Recorder, &w.State, &w.Case, &w.At)
	return w, err
}

func wordByID(ctx context.Context, tx *db.Tx, id int64) (Word, error) {
	return scanWord(tx.QueryRow(ctx, wordColumns+` WHERE id = $1`, id))
}

// words are the newest in a state.
func words(ctx context.Context, tx *db.Tx, state State, limit int) ([]Word, error) {
	r, err := tx.Query(ctx, wordColumns+` WHERE state = $1 ORDER BY id DESC LIMIT $2`, state, limit)
	return db.Collect(r, err, func(r *db.Rows) (Word, error) { return scanWord(r) })
}

// wordsFor are those that wait for a leader, the most pressing first.
func wordsFor(ctx context.Context, tx *db.Tx, leader org.PersonID) ([]Word, error) {
	r, err := tx.Query(ctx, wordColumns+` WHERE leader = $1 AND state = $2 ORDER BY due_day, id`, leader, Waiting)
	return db.Collect(r, err, func(r *db.Rows) (Word, error) { return scanWord(r) })
}

func countWaiting(ctx context.Context, tx *db.Tx, leader org.PersonID) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM direct_word WHERE leader = $1 AND state = $2`, leader, Waiting).Scan(&n)
	return n, err
}
