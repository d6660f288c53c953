package plan

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
)

func insertDraft(ctx context.Context, tx *db.Tx, d Draft, reading []byte) (id DraftID, err error) {
	source, work, err := d.encode()
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO plan_draft (kind, state, plan, owner, name, hash, file, problem, source, reading, work, tasks, waiting,
		                        by_id, by_name, edited_by, created_at, updated_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
		RETURNING id`,
		d.Kind, d.State, d.Plan, d.Owner, d.Name, d.Hash, d.File, "null", source, orNull(reading), work, d.Tasks, d.Waiting,
		d.ByID, d.By, d.EditedBy, d.CreatedAt, d.UpdatedAt, d.Version).Scan(&id)
	return id, err
}

// fillDraft gives a draft that was being read what was found.
func fillDraft(ctx context.Context, tx *db.Tx, d Draft, reading []byte) error {
	source, work, err := d.encode()
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		UPDATE plan_draft
		   SET state = 'open', name = $1, hash = $2, source = $3, reading = $4, work = $5, tasks = $6, waiting = $7,
		       updated_at = $8, version = version + 1
		 WHERE id = $9 AND state = 'reading'`,
		d.Name, d.Hash, source, orNull(reading), work, d.Tasks, d.Waiting, d.UpdatedAt, d.ID)
	return err
}

func (d Draft) encode() (source, work string, err error) {
	s, err := json.Marshal(d.Lines)
	if err != nil {
		return "", "", err
	}
	w, err := json.Marshal(d.Work)
	return string(s), string(w), err
}

func orNull(b []byte) string {
	if len(b) == 0 {
		return "null"
	}
	return string(b)
}

func setDraftFile(ctx context.Context, tx *db.Tx, id DraftID, file int64) error {
	_, err := tx.Exec(ctx, `UPDATE plan_draft SET file = $1 WHERE id = $2`, file, id)
	return err
}

// failDraft says why a document could not be read; a name takes the place of that of its file.
func failDraft(ctx context.Context, tx *db.Tx, id DraftID, name string, problem web.Text, now time.Time) error {
	b, err := json.Marshal(problem)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		UPDATE plan_draft SET state = 'failed', name = COALESCE(NULLIF($1, ''), name), problem = $2, updated_at = $3, version = version + 1
		 WHERE id = $4 AND state = 'reading'`, name, string(b), now, id)
	return err
}

const draftColumns = `id, kind, state, plan, owner, name, hash, file, tasks, waiting, by_id, by_name, edited_by,
		       created_at, updated_at, version, problem`

func draftByID(ctx context.Context, tx *db.Tx, id DraftID) (d Draft, err error) {
	var problem, source, work string
	err = tx.QueryRow(ctx, `SELECT `+draftColumns+`, source, work FROM plan_draft WHERE id = $1`, id).Scan(
		&d.ID, &d.Kind, &d.State, &d.Plan, &d.Owner, &d.Name, &d.Hash, &d.File, &d.Tasks, &d.Waiting, &d.ByID, &d.By, &d.EditedBy,
		&d.CreatedAt, &d.UpdatedAt, &d.Version, &problem, &source, &work)
	if err != nil {
		return Draft{}, err
	}
	for _, part := range []struct {
		text string
		into any
	}{{problem, &d.Problem}, {source, &d.Lines}, {work, &d.Work}} {
		err := json.Unmarshal([]byte(part.text), part.into)
		if err != nil {
			return Draft{}, err
		}
	}
	d.Problem.Args = wholeNumbers(d.Problem.Args)
	return d, nil
}

// wholeNumbers undoes what JSON does to integers.
func wholeNumbers(args []any) []any {
	for i, a := range args {
		if f, ok := a.(float64); ok && f == float64(int64(f)) {
			args[i] = int64(f)
		}
	}
	return args
}

func readingOf(ctx context.Context, tx *db.Tx, id DraftID) (text string, err error) {
	err = tx.QueryRow(ctx, `SELECT reading FROM plan_draft WHERE id = $1`, id).Scan(&text)
	return text, err
}

// lockDraft makes the draft ours until the transaction ends and reports whether it is open.
func lockDraft(ctx context.Context, tx *db.Tx, id DraftID) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE plan_draft SET version = version + 1 WHERE id = $1 AND state = 'open'`, id)
	return n == 1, err
}

func saveDraft(ctx context.Context, tx *db.Tx, d Draft) error {
	w, err := json.Marshal(d.Work)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		UPDATE plan_draft SET state = $1, plan = $2, work = $3, tasks = $4, waiting = $5, edited_by = $6, updated_at = $7
		 WHERE id = $8`, d.State, d.Plan, string(w), d.Tasks, d.Waiting, d.EditedBy, d.UpdatedAt, d.ID)
	return err
}

func setDraftState(ctx context.Context, tx *db.Tx, id DraftID, from, to DraftState, now time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `
		UPDATE plan_draft SET state = $1, updated_at = $2, version = version + 1 WHERE id = $3 AND state = $4`, to, now, id, from)
	return n == 1, err
}

// openDrafts are the drafts that wait for somebody, newest first, without their documents.
func openDrafts(ctx context.Context, tx *db.Tx) ([]Draft, error) {
	r, err := tx.Query(ctx, `SELECT `+draftColumns+` FROM plan_draft WHERE state IN ('reading', 'failed', 'open') ORDER BY updated_at DESC, id DESC LIMIT 100`)
	return db.Collect(r, err, func(r *db.Rows) (d Draft, err error) {
		var problem string
		err = r.Scan(&d.ID, &d.Kind, &d.State, &d.Plan, &d.Owner, &d.Name, &d.Hash, &d.File, &d.Tasks, &d.Waiting, &d.ByID, &d.By, &d.EditedBy,
			&d.CreatedAt, &d.UpdatedAt, &d.Version, &problem)
		return d, err
	})
}

// twinDraft finds an open draft of the same content; 0 if there is none.
func twinDraft(ctx context.Context, tx *db.Tx, hash string, but DraftID) (DraftID, error) {
	r, err := tx.Query(ctx, `SELECT id FROM plan_draft WHERE hash = $1 AND id <> $2 AND state = 'open' ORDER BY id LIMIT 1`, hash, but)
	ids, err := db.Collect(r, err, func(r *db.Rows) (id DraftID, err error) { return id, r.Scan(&id) })
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

func setDraftKind(ctx context.Context, tx *db.Tx, d Draft) error {
	_, err := tx.Exec(ctx, `UPDATE plan_draft SET kind = $1, plan = $2, owner = $3 WHERE id = $4`, d.Kind, d.Plan, d.Owner, d.ID)
	return err
}
