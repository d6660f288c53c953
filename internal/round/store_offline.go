package round

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/official"
)

// putIssue stores a form that is handed out and returns its number; the same form again has the same number.
func putIssue(ctx context.Context, tx *db.Tx, round ID, unit org.UnitID, hash, form, by string, at time.Time) (id int64, err error) {
	_, err = tx.Exec(ctx, `
		INSERT INTO round_issue (round, unit, hash, form, by_name, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (round, unit, hash) DO NOTHING`, round, unit, hash, form, by, at)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `SELECT id FROM round_issue WHERE round = $1 AND unit = $2 AND hash = $3`, round, unit, hash).Scan(&id)
	return id, err
}

// issueWith finds a form that was handed out, by what its code says.
func issueWith(ctx context.Context, tx *db.Tx, c official.OfflineCode) (f official.OfflineForm, err error) {
	var text string
	err = tx.QueryRow(ctx, `SELECT form FROM round_issue WHERE id = $1 AND round = $2 AND unit = $3`, c.Issue, c.Round, c.Unit).Scan(&text)
	if err != nil {
		return f, err
	}
	err = json.Unmarshal([]byte(text), &f)
	f.Code = c
	return f, err
}

func insertImport(ctx context.Context, tx *db.Tx, by auth.Officer, m Import) (id ImportID, err error) {
	file, err := json.Marshal(m.File)
	reading, err2 := json.Marshal(m.Reading)
	if err = errors.Join(err, err2); err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO round_import (issue, round, unit, file, reading, by_id, by_name, at, answer)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)
		RETURNING id`,
		m.Form.Code.Issue, m.Round, m.Unit, string(file), string(reading), by.Account, name(by), m.At).Scan(&id)
	return id, err
}

func importByID(ctx context.Context, tx *db.Tx, id ImportID) (m Import, err error) {
	m.ID = id
	var file, reading, form string
	var issue int64
	err = tx.QueryRow(ctx, `
		SELECT m.issue, m.round, m.unit, m.file, m.reading, m.by_id, m.by_name, m.at, m.answer, i.form
		  FROM round_import m JOIN round_issue i ON i.id = m.issue
		 WHERE m.id = $1`, id).Scan(&issue, &m.Round, &m.Unit, &file, &reading, &m.account, &m.By, &m.At, &m.Answer, &form)
	if err != nil {
		return m, err
	}
	err = errors.Join(json.Unmarshal([]byte(file), &m.File), json.Unmarshal([]byte(reading), &m.Reading), json.Unmarshal([]byte(form), &m.Form))
	m.Form.Code.Issue = issue
	return m, err
}

// takeImport locks a filled form and returns it as last committed.
func takeImport(ctx context.Context, tx *db.Tx, id ImportID) (Import, error) {
	_, err := tx.Exec(ctx, `UPDATE round_import SET answer = answer WHERE id = $1`, id)
	if err != nil {
		return Import{}, err
	}
	return importByID(ctx, tx, id)
}

func importApplied(ctx context.Context, tx *db.Tx, id ImportID, answer AnswerID) error {
	_, err := tx.Exec(ctx, `UPDATE round_import SET answer = $1 WHERE id = $2`, answer, id)
	return err
}

// dropOldImports forgets filled forms that nobody applied.
func dropOldImports(ctx context.Context, tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(ctx, `DELETE FROM round_import WHERE answer = 0 AND at < $1`, before)
	return err
}
