package plan

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
)

// knownSheet is a kind of workbook whose columns somebody named.
type knownSheet struct {
	Print   string
	Name    string
	Header  []string
	Columns []Column
	System  string
}

const sheetFields = `print, name, header, columns, system`

func scanSheet(r scanner) (k knownSheet, err error) {
	var header, columns string
	err = r.Scan(&k.Print, &k.Name, &header, &columns, &k.System)
	if err != nil {
		return k, err
	}
	err = json.Unmarshal([]byte(header), &k.Header)
	if err != nil {
		return k, err
	}
	return k, json.Unmarshal([]byte(columns), &k.Columns)
}

// rememberedSheet finds the columns of a header: as the unit named them, else as any unit did, newest first.
func rememberedSheet(ctx context.Context, tx *db.Tx, unit org.UnitID, print string) (knownSheet, bool, error) {
	r, err := tx.Query(ctx, `
		SELECT `+sheetFields+`
		  FROM plan_sheet
		 WHERE print = $1
		 ORDER BY CASE WHEN unit = $2 THEN 0 ELSE 1 END, updated_at DESC, id DESC
		 LIMIT 1`, print, unit)
	all, err := db.Collect(r, err, func(r *db.Rows) (knownSheet, error) { return scanSheet(r) })
	if err != nil || len(all) == 0 {
		return knownSheet{}, false, err
	}
	return all[0], true, nil
}

// sheetsOf are the kinds of workbook that were applied to a plan.
func sheetsOf(ctx context.Context, tx *db.Tx, p Plan) ([]knownSheet, error) {
	r, err := tx.Query(ctx, `
		SELECT `+sheetFields+`
		  FROM plan_sheet
		 WHERE unit = $1 AND print IN (SELECT print FROM plan_foreign WHERE plan = $2)
		 ORDER BY updated_at DESC, id DESC`, p.Owner, p.ID)
	return db.Collect(r, err, func(r *db.Rows) (knownSheet, error) { return scanSheet(r) })
}

func putSheet(ctx context.Context, tx *db.Tx, unit org.UnitID, k knownSheet, by string, now time.Time) error {
	header, err := json.Marshal(k.Header)
	if err != nil {
		return err
	}
	columns, err := json.Marshal(k.Columns)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO plan_sheet (unit, print, name, header, columns, system, by_name, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (unit, print) DO UPDATE
		   SET name = excluded.name, header = excluded.header, columns = excluded.columns, system = excluded.system,
		       by_name = excluded.by_name, updated_at = excluded.updated_at`,
		unit, k.Print, k.Name, string(header), string(columns), k.System, by, now)
	return err
}

func insertExchange(ctx context.Context, tx *db.Tx, e Exchange, by int64) (id ExchangeID, err error) {
	sheet, err := json.Marshal(e.Sheet)
	if err != nil {
		return 0, err
	}
	mapping, err := json.Marshal(e.Work)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO plan_exchange (plan, state, name, print, sheet, work, by_id, by_name, created_at, updated_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		RETURNING id`,
		e.Plan, e.State, e.Name, e.Print, string(sheet), string(mapping), by, e.By, e.UpdatedAt, e.UpdatedAt, e.Version).Scan(&id)
	return id, err
}

func exchangeByID(ctx context.Context, tx *db.Tx, id ExchangeID) (e Exchange, err error) {
	var sheet, mapping string
	err = tx.QueryRow(ctx, `
		SELECT id, plan, state, name, print, sheet, work, by_name, updated_at, version
		  FROM plan_exchange
		 WHERE id = $1`, id).Scan(&e.ID, &e.Plan, &e.State, &e.Name, &e.Print, &sheet, &mapping, &e.By, &e.UpdatedAt, &e.Version)
	if err != nil {
		return e, err
	}
	err = json.Unmarshal([]byte(sheet), &e.Sheet)
	if err != nil {
		return e, err
	}
	return e, json.Unmarshal([]byte(mapping), &e.Work)
}

// openExchanges are the workbooks of a plan that somebody still compares, newest first, without their rows.
func openExchanges(ctx context.Context, tx *db.Tx, plan ID) ([]Exchange, error) {
	r, err := tx.Query(ctx, `
		SELECT id, plan, state, name, print, by_name, updated_at, version
		  FROM plan_exchange
		 WHERE plan = $1 AND state = 'open'
		 ORDER BY id DESC LIMIT 20`, plan)
	return db.Collect(r, err, func(r *db.Rows) (e Exchange, err error) {
		return e, r.Scan(&e.ID, &e.Plan, &e.State, &e.Name, &e.Print, &e.By, &e.UpdatedAt, &e.Version)
	})
}

// lockExchange makes the exchange ours until the transaction ends and reports whether it is open.
func lockExchange(ctx context.Context, tx *db.Tx, id ExchangeID) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE plan_exchange SET version = version + 1 WHERE id = $1 AND state = 'open'`, id)
	return n == 1, err
}

func saveExchange(ctx context.Context, tx *db.Tx, e Exchange) error {
	sheet, err := json.Marshal(e.Sheet)
	if err != nil {
		return err
	}
	mapping, err := json.Marshal(e.Work)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		UPDATE plan_exchange SET state = $1, sheet = $2, work = $3, updated_at = $4 WHERE id = $5`,
		e.State, string(sheet), string(mapping), e.UpdatedAt, e.ID)
	return err
}

// foreignLink is a row of another system and its case.
type foreignLink struct {
	Plan  ID
	Print string
	Key   string
	Case  work.CaseID
	Cells []string
}

// foreignOf are the rows that a kind of workbook has for a plan.
func foreignOf(ctx context.Context, tx *db.Tx, plan ID, print string) ([]foreignLink, error) {
	r, err := tx.Query(ctx, `
		SELECT plan, print, key, case_id, cells
		  FROM plan_foreign
		 WHERE plan = $1 AND print = $2
		 ORDER BY case_id, key`, plan, print)
	return db.Collect(r, err, func(r *db.Rows) (l foreignLink, err error) {
		var cells string
		err = r.Scan(&l.Plan, &l.Print, &l.Key, &l.Case, &cells)
		if err != nil {
			return l, err
		}
		return l, json.Unmarshal([]byte(cells), &l.Cells)
	})
}

func putForeign(ctx context.Context, tx *db.Tx, l foreignLink) error {
	cells, err := json.Marshal(l.Cells)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO plan_foreign (plan, print, key, case_id, cells) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (plan, print, key) DO UPDATE SET case_id = excluded.case_id, cells = excluded.cells`,
		l.Plan, l.Print, l.Key, l.Case, string(cells))
	return err
}
