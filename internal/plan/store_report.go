package plan

import (
	"context"
	"encoding/json"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/paper"
)

// insertReport stores a report. State, number and day of issue are those of its paper; the columns are kept for
// the release that had them here.
func insertReport(ctx context.Context, tx *db.Tx, r Report, by int64) (id ReportID, err error) {
	frozen, err := encode(r.Frozen)
	if err != nil {
		return 0, err
	}
	words, err := encode(r.Words)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO plan_report (plan, paper, state, period, from_day, to_day, as_of, frozen, words, number, by_id, by_name, edited_by, created_at, updated_at, version)
		VALUES ($1, 0, 'draft', $2, $3, $4, $5, $6, $7, '', $8, $9, $10, $11, $12, $13)
		RETURNING id`,
		r.Plan, r.Period, r.From, r.To, r.AsOf, frozen, words, by, r.By, r.EditedBy, r.CreatedAt, r.UpdatedAt, r.Version).Scan(&id)
	return id, err
}

func setPaper(ctx context.Context, tx *db.Tx, id ReportID, p paper.ID) error {
	_, err := tx.Exec(ctx, `UPDATE plan_report SET paper = $1 WHERE id = $2`, p, id)
	return err
}

const reportColumns = `id, plan, paper, period, from_day, to_day, as_of, by_name, edited_by, created_at, updated_at, version`

func scanReport(r scanner, more ...any) (rep Report, err error) {
	dest := []any{&rep.ID, &rep.Plan, &rep.Paper, &rep.Period, &rep.From, &rep.To, &rep.AsOf, &rep.By, &rep.EditedBy, &rep.CreatedAt, &rep.UpdatedAt, &rep.Version}
	err = r.Scan(append(dest, more...)...)
	return rep, err
}

func (r *Report) readContent(frozen, words string) error {
	err := json.Unmarshal([]byte(frozen), &r.Frozen)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(words), &r.Words)
}

func reportByID(ctx context.Context, tx *db.Tx, id ReportID) (Report, error) {
	var frozen, words string
	r, err := scanReport(tx.QueryRow(ctx, `SELECT `+reportColumns+`, frozen, words FROM plan_report WHERE id = $1`, id), &frozen, &words)
	if err != nil {
		return Report{}, err
	}
	return r, r.readContent(frozen, words)
}

// reportWithoutPaper is the oldest report that an earlier release left without one.
func reportWithoutPaper(ctx context.Context, tx *db.Tx) (f formerReport, err error) {
	var frozen, words, state string
	f.Report, err = scanReport(tx.QueryRow(ctx, `SELECT `+reportColumns+`, frozen, words, state, number, issued FROM plan_report WHERE paper = 0 ORDER BY id LIMIT 1`),
		&frozen, &words, &state, &f.Number, &f.IssuedOn)
	if err != nil {
		return f, err
	}
	f.Issued = state == "issued"
	err = f.readContent(frozen, words)
	if err != nil {
		return f, err
	}
	return f, f.readFormer(frozen, words)
}

// reportsOf are the reports on a plan, newest first, without their content.
func reportsOf(ctx context.Context, tx *db.Tx, plan ID) ([]Report, error) {
	r, err := tx.Query(ctx, `SELECT `+reportColumns+` FROM plan_report WHERE plan = $1 ORDER BY id DESC`, plan)
	return db.Collect(r, err, func(r *db.Rows) (Report, error) { return scanReport(r) })
}

// updateReport stores the words of a report, if it is still at its version.
func updateReport(ctx context.Context, tx *db.Tx, r Report) (bool, error) {
	words, err := encode(r.Words)
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(ctx, `
		UPDATE plan_report
		   SET words = $1, edited_by = $2, updated_at = $3, version = version + 1
		 WHERE id = $4 AND version = $5`,
		words, r.EditedBy, r.UpdatedAt, r.ID, r.Version)
	return n == 1, err
}

func insertFigure(ctx context.Context, tx *db.Tx, report ReportID, place int, f Figure) error {
	codes, err := encode(f.Codes)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO plan_figure (report, place, figure, name, value, query, codes)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, report, place, f.Figure, f.Name, f.Value, f.Query, codes)
	return err
}

// figuresOf are the frozen numbers of a report in their order.
func figuresOf(ctx context.Context, tx *db.Tx, report ReportID) ([]Figure, error) {
	r, err := tx.Query(ctx, `SELECT figure, name, value, query, codes FROM plan_figure WHERE report = $1 ORDER BY place`, report)
	return db.Collect(r, err, func(r *db.Rows) (f Figure, err error) {
		var codes string
		err = r.Scan(&f.Figure, &f.Name, &f.Value, &f.Query, &codes)
		if err != nil {
			return f, err
		}
		return f, json.Unmarshal([]byte(codes), &f.Codes)
	})
}
