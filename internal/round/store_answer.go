package round

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/work"
)

const answerColumns = `a.id, a.owed, a.round, a.ordinal, a.kind, a.form, a.content, a.reason, a.received, a.by_id, a.by_name, a.by_unit,
	a.late, a.after_close, a.at`

// scanAnswer reads answerColumns, and into more what stands behind them.
func scanAnswer(r interface{ Scan(...any) error }, more ...any) (a Answer, err error) {
	var content string
	var received *string
	err = r.Scan(append([]any{&a.ID, &a.Owed, &a.Round, &a.Ordinal, &a.Kind, &a.Form, &content, &a.Reason, &received, &a.By.ID, &a.By.Name, &a.ByUnit,
		&a.Late, &a.AfterClose, &a.At}, more...)...)
	if err != nil {
		return a, err
	}
	err = json.Unmarshal([]byte(content), &a.Content)
	if err != nil {
		return a, fmt.Errorf("reading line %d: %w", a.ID, err)
	}
	if received != nil {
		a.Received = &work.Received{}
		return a, json.Unmarshal([]byte(*received), a.Received)
	}
	return a, nil
}

func answerByID(ctx context.Context, tx *db.Tx, id AnswerID) (Answer, error) {
	return scanAnswer(tx.QueryRow(ctx, `SELECT `+answerColumns+` FROM round_answer a WHERE a.id = $1`, id))
}

// answerWith finds the line that came with a token.
func answerWith(ctx context.Context, tx *db.Tx, owed OwedID, token string) (Answer, error) {
	return scanAnswer(tx.QueryRow(ctx, `SELECT `+answerColumns+` FROM round_answer a WHERE a.owed = $1 AND a.token = $2`, owed, token))
}

// answersOf are the lines of a unit, oldest first.
func answersOf(ctx context.Context, tx *db.Tx, owed OwedID) ([]Answer, error) {
	r, err := tx.Query(ctx, `SELECT `+answerColumns+` FROM round_answer a WHERE a.owed = $1 ORDER BY a.ordinal`, owed)
	return db.Collect(r, err, func(r *db.Rows) (Answer, error) { return scanAnswer(r) })
}

func insertAnswer(ctx context.Context, tx *db.Tx, a Answer, token string) (id AnswerID, err error) {
	content, err := json.Marshal(a.Content)
	if err != nil {
		return 0, err
	}
	var received any
	if a.Received != nil {
		text, err := json.Marshal(a.Received)
		if err != nil {
			return 0, err
		}
		received = string(text)
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO round_answer (owed, round, ordinal, kind, form, content, reason, received, by_id, by_name, by_unit, token, late,
		                          after_close, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		RETURNING id`,
		a.Owed, a.Round, a.Ordinal, a.Kind, a.Form, string(content), a.Reason, received, a.By.ID, a.By.Name, a.ByUnit, token, a.Late,
		a.AfterClose, a.At).Scan(&id)
	return id, err
}

// insertValues stores the figures and tasks of a line so that totals can be counted by the database.
func insertValues(ctx context.Context, tx *db.Tx, id AnswerID, f Form, c Content) error {
	for key, v := range counted(f, c) {
		_, err := tx.Exec(ctx, `INSERT INTO round_value (answer, figure, value) VALUES ($1, $2, $3)`, id, key, int64(v))
		if err != nil {
			return err
		}
	}
	for _, t := range c.Tasks {
		_, err := tx.Exec(ctx, `INSERT INTO round_task (answer, case_id, say) VALUES ($1, $2, $3)`, id, t.Case, t.Say)
		if err != nil {
			return err
		}
	}
	return nil
}
