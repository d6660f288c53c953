package plan

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// Version is a document of a plan as it was confirmed.
type Version struct {
	ID      int64
	Plan    ID
	Ordinal int
	Number  string
	Title   string
	Issued  law.Date
	Hash    string
	File    int64
	Name    string
	Lines   []Line
	Summary Summary
	By      string
	At      time.Time
}

// taskRow is what the document says about a case.
type taskRow struct {
	Case  work.CaseID
	Plan  ID
	Since int // ordinal of the version that brought it
	Upto  int // ordinal of the last version that has it
	Line  int
	Said  Said
}

const planColumns = `id, number, title, issuer, issued, from_day, to_day, owner, state, note, prev, latest, created_at, updated_at, closed_at, version, internal`

type scanner interface{ Scan(...any) error }

func scanPlan(r scanner) (p Plan, err error) {
	err = r.Scan(&p.ID, &p.Number, &p.Title, &p.Issuer, &p.Issued, &p.From, &p.To, &p.Owner, &p.State, &p.Note, &p.Prev, &p.Latest,
		&p.CreatedAt, &p.UpdatedAt, &p.ClosedAt, &p.Version, &p.Internal)
	return p, err
}

func planByID(ctx context.Context, tx *db.Tx, id ID) (Plan, error) {
	return scanPlan(tx.QueryRow(ctx, `SELECT `+planColumns+` FROM plan WHERE id = $1`, id))
}

// plans are the plans of a state, or all, newest issue first.
func plans(ctx context.Context, tx *db.Tx, state State) ([]Plan, error) {
	r, err := tx.Query(ctx, `
		SELECT `+planColumns+`
		  FROM plan
		 WHERE ($1 = '' OR state = $2)
		 ORDER BY state DESC, COALESCE(issued, '') DESC, id DESC
		 LIMIT 200`, string(state), string(state))
	return db.Collect(r, err, func(r *db.Rows) (Plan, error) { return scanPlan(r) })
}

func insertPlan(ctx context.Context, tx *db.Tx, p Plan) (id ID, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO plan (number, number_key, title, sort, issuer, issued, from_day, to_day, owner, state, note, prev, latest,
		                  created_at, updated_at, closed_at, version, internal)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
		RETURNING id`,
		p.Number, numberKey(p.Number), p.Title, vi.SortKey(p.Title), p.Issuer, p.Issued, p.From, p.To, p.Owner, p.State, p.Note, p.Prev, p.Latest,
		p.CreatedAt, p.UpdatedAt, p.ClosedAt, p.Version, p.Internal).Scan(&id)
	return id, err
}

// updatePlan stores p over its version and reports nothing when somebody was first; see changePlan.
func updatePlan(ctx context.Context, tx *db.Tx, p Plan) error {
	_, err := changePlan(ctx, tx, p)
	return err
}

func changePlan(ctx context.Context, tx *db.Tx, p Plan) (bool, error) {
	n, err := tx.Exec(ctx, `
		UPDATE plan
		   SET number = $1, number_key = $2, title = $3, sort = $4, issuer = $5, issued = $6, from_day = $7, to_day = $8, state = $9,
		       note = $10, latest = $11, updated_at = $12, closed_at = $13, internal = $14, version = version + 1
		 WHERE id = $15 AND version = $16`,
		p.Number, numberKey(p.Number), p.Title, vi.SortKey(p.Title), p.Issuer, p.Issued, p.From, p.To, p.State,
		p.Note, p.Latest, p.UpdatedAt, p.ClosedAt, p.Internal, p.ID, p.Version)
	return n == 1, err
}

func plansWithHash(ctx context.Context, tx *db.Tx, hash string) ([]ID, error) {
	if hash == "" {
		return nil, nil
	}
	r, err := tx.Query(ctx, `SELECT DISTINCT plan FROM plan_version WHERE hash = $1 ORDER BY plan LIMIT 5`, hash)
	return db.Collect(r, err, scanID)
}

func plansWithNumber(ctx context.Context, tx *db.Tx, key string) ([]ID, error) {
	r, err := tx.Query(ctx, `SELECT id FROM plan WHERE number_key = $1 ORDER BY id LIMIT 5`, key)
	return db.Collect(r, err, scanID)
}

func scanID(r *db.Rows) (id ID, err error) { return id, r.Scan(&id) }

func insertVersion(ctx context.Context, tx *db.Tx, v Version, reading string) error {
	lines, err := json.Marshal(v.Lines)
	if err != nil {
		return err
	}
	summary, err := json.Marshal(v.Summary)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO plan_version (plan, ordinal, number, title, issued, hash, file, name, source, reading, summary, by_name, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		v.Plan, v.Ordinal, v.Number, v.Title, v.Issued, v.Hash, v.File, v.Name, string(lines), reading, string(summary), v.By, v.At)
	return err
}

// versionsOf are the versions of a plan, newest first, without their lines.
func versionsOf(ctx context.Context, tx *db.Tx, plan ID) ([]Version, error) {
	r, err := tx.Query(ctx, `
		SELECT id, plan, ordinal, number, title, issued, hash, file, name, summary, by_name, at
		  FROM plan_version
		 WHERE plan = $1
		 ORDER BY ordinal DESC`, plan)
	return db.Collect(r, err, func(r *db.Rows) (v Version, err error) {
		var summary string
		err = r.Scan(&v.ID, &v.Plan, &v.Ordinal, &v.Number, &v.Title, &v.Issued, &v.Hash, &v.File, &v.Name, &summary, &v.By, &v.At)
		if err != nil {
			return v, err
		}
		return v, json.Unmarshal([]byte(summary), &v.Summary)
	})
}

// linesOfVersion are the lines of one document.
func linesOfVersion(ctx context.Context, tx *db.Tx, plan ID, ordinal int) (lines []Line, err error) {
	var text string
	err = tx.QueryRow(ctx, `SELECT source FROM plan_version WHERE plan = $1 AND ordinal = $2`, plan, ordinal).Scan(&text)
	if err != nil {
		return nil, err
	}
	return lines, json.Unmarshal([]byte(text), &lines)
}

// putSections gives a plan its headings in their order.
func putSections(ctx context.Context, tx *db.Tx, plan ID, titles []string) error {
	_, err := tx.Exec(ctx, `DELETE FROM plan_section WHERE plan = $1`, plan)
	if err != nil {
		return err
	}
	for i, title := range titles {
		_, err := tx.Exec(ctx, `INSERT INTO plan_section (plan, place, title) VALUES ($1, $2, $3)`, plan, i+1, title)
		if err != nil {
			return err
		}
	}
	return nil
}

func sectionsOf(ctx context.Context, tx *db.Tx, plan ID) ([]string, error) {
	r, err := tx.Query(ctx, `SELECT title FROM plan_section WHERE plan = $1 ORDER BY place`, plan)
	return db.Collect(r, err, func(r *db.Rows) (s string, err error) { return s, r.Scan(&s) })
}

func putTask(ctx context.Context, tx *db.Tx, t taskRow) error {
	b, err := json.Marshal(t.Said)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO plan_task (case_id, plan, since, upto, line, said)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (case_id) DO UPDATE SET upto = excluded.upto, line = excluded.line, said = excluded.said`,
		t.Case, t.Plan, t.Since, t.Upto, t.Line, string(b))
	return err
}

func taskOf(ctx context.Context, tx *db.Tx, id work.CaseID) (t taskRow, err error) {
	return scanTask(tx.QueryRow(ctx, `SELECT case_id, plan, since, upto, line, said FROM plan_task WHERE case_id = $1`, id))
}

// tasksOf is what the document says about each case of a plan.
func tasksOf(ctx context.Context, tx *db.Tx, plan ID) (map[work.CaseID]taskRow, error) {
	r, err := tx.Query(ctx, `SELECT case_id, plan, since, upto, line, said FROM plan_task WHERE plan = $1`, plan)
	all, err := db.Collect(r, err, func(r *db.Rows) (taskRow, error) { return scanTask(r) })
	m := map[work.CaseID]taskRow{}
	for _, t := range all {
		m[t.Case] = t
	}
	return m, err
}

func scanTask(r scanner) (t taskRow, err error) {
	var text string
	err = r.Scan(&t.Case, &t.Plan, &t.Since, &t.Upto, &t.Line, &text)
	if err != nil {
		return t, err
	}
	return t, json.Unmarshal([]byte(text), &t.Said)
}
