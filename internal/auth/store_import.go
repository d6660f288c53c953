package auth

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// everybody reads all people of the directory at once, which an import needs and org does not offer.
func everybody(ctx context.Context, tx *db.Tx) ([]org.Person, error) {
	r, err := tx.Query(ctx, `
		SELECT p.id, p.unit, p.name, p.salute, p.title, p.email, p.phone, p.active, p.version
		  FROM org_person p
		 ORDER BY p.unit, p.sort, p.id`)
	return db.Collect(r, err, func(r *db.Rows) (p org.Person, err error) {
		err = r.Scan(&p.ID, &p.Unit, &p.Name, &p.Salute, &p.Title, &p.Email, &p.Phone, &p.Active, &p.Version)
		return p, err
	})
}

func everyPost(ctx context.Context, tx *db.Tx) ([]org.Post, error) {
	r, err := tx.Query(ctx, `SELECT id, unit, person, kind, from_day, to_day, basis FROM org_post ORDER BY id`)
	return db.Collect(r, err, func(r *db.Rows) (p org.Post, err error) {
		err = r.Scan(&p.ID, &p.Unit, &p.Person, &p.Kind, &p.From, &p.To, &p.Basis)
		return p, err
	})
}

func everyAccount(ctx context.Context, tx *db.Tx) ([]Account, error) {
	r, err := tx.Query(ctx, `SELECT `+accountColumns+` FROM auth_account a JOIN org_person p ON p.id = a.person ORDER BY a.id`)
	return db.Collect(r, err, func(r *db.Rows) (a Account, err error) {
		err = r.Scan(accountFields(&a)...)
		return a, err
	})
}

func everyGrant(ctx context.Context, tx *db.Tx) (map[int64][]Grant, error) {
	r, err := tx.Query(ctx, `SELECT account, role, unit FROM auth_grant`)
	return grantsByAccount(r, err)
}

func insertImport(ctx context.Context, tx *db.Tx, account int64, now time.Time, day law.Date, name, sheet, plan string) (id int64, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO auth_import (account, created, day, name, sheet, plan) VALUES ($1, $2, $3, $4, $5, $6)
		RETURNING id`, account, now, day, name, sheet, plan).Scan(&id)
	return id, err
}

func importByID(ctx context.Context, tx *db.Tx, id, account int64) (p preview, sheet string, err error) {
	var applied, finished *time.Time
	err = tx.QueryRow(ctx, `
		SELECT id, day, name, sheet, plan, applied, done, problems, finished,
		       (SELECT COUNT(*) FROM auth_slip s WHERE s.import = auth_import.id AND s.sealed <> ''),
		       (SELECT COUNT(*) FROM auth_slip s JOIN auth_account a ON a.id = s.account
		         WHERE s.import = auth_import.id AND a.active AND a.entered_at IS NULL)
		  FROM auth_import
		 WHERE id = $1 AND account = $2`, id, account).
		Scan(&p.ID, &p.Day, &p.File, &sheet, &p.raw, &applied, &p.Done, &p.trouble, &finished, &p.Slips, &p.Waiting)
	p.Applied, p.Finished = applied != nil, finished != nil
	return p, sheet, err
}

func planOfImport(ctx context.Context, tx *db.Tx, id int64) (plan string, err error) {
	err = tx.QueryRow(ctx, `SELECT plan FROM auth_import WHERE id = $1 AND applied IS NOT NULL`, id).Scan(&plan)
	return plan, err
}

func accountOfImport(ctx context.Context, tx *db.Tx, id int64) (account int64, err error) {
	err = tx.QueryRow(ctx, `SELECT account FROM auth_import WHERE id = $1`, id).Scan(&account)
	return account, err
}

func importDone(ctx context.Context, tx *db.Tx, id int64) (done int, err error) {
	err = tx.QueryRow(ctx, `SELECT done FROM auth_import WHERE id = $1`, id).Scan(&done)
	return done, err
}

// setImportDone counts rows; it reports whether nobody else has counted them.
func setImportDone(ctx context.Context, tx *db.Tx, id int64, from, to int, last bool, now time.Time) (bool, error) {
	var finished *time.Time
	if last {
		finished = &now
	}
	n, err := tx.Exec(ctx, `UPDATE auth_import SET done = $1, finished = $2 WHERE id = $3 AND done = $4`, to, finished, id, from)
	return n == 1, err
}

// addTrouble adds a row that could not be written to those the page tells of.
func addTrouble(ctx context.Context, tx *db.Tx, id int64, t rowTrouble) error {
	var text string
	err := tx.QueryRow(ctx, `SELECT problems FROM auth_import WHERE id = $1`, id).Scan(&text)
	if err != nil {
		return err
	}
	var all []rowTrouble
	err = json.Unmarshal([]byte(text), &all)
	if err != nil {
		return err
	}
	b, err := json.Marshal(append(all, t))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE auth_import SET problems = $1 WHERE id = $2`, string(b), id)
	return err
}

// keptSlip is a slip as it is stored.
type keptSlip struct {
	account int64
	sealed  string
}

func insertSlip(ctx context.Context, tx *db.Tx, imported, account int64, sealed string, now time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO auth_slip (import, account, sealed, created) VALUES ($1, $2, $3, $4)`, imported, account, sealed, now)
	return err
}

func slipsOf(ctx context.Context, tx *db.Tx, imported int64) ([]keptSlip, error) {
	r, err := tx.Query(ctx, `SELECT account, sealed FROM auth_slip WHERE import = $1 AND sealed <> '' ORDER BY id`, imported)
	return db.Collect(r, err, func(r *db.Rows) (k keptSlip, err error) {
		err = r.Scan(&k.account, &k.sealed)
		return k, err
	})
}

// forgetSlips keeps only whose slips they were.
func forgetSlips(ctx context.Context, tx *db.Tx, imported int64) error {
	_, err := tx.Exec(ctx, `UPDATE auth_slip SET sealed = '' WHERE import = $1`, imported)
	return err
}

func dropSlip(ctx context.Context, tx *db.Tx, imported, account int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_slip WHERE import = $1 AND account = $2`, imported, account)
	return err
}

func dropOldSlips(ctx context.Context, tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE auth_slip SET sealed = '' WHERE created < $1 AND sealed <> ''`, before)
	return err
}

// neverEntered are the accounts of an import whose person has not signed in yet.
func neverEntered(ctx context.Context, tx *db.Tx, imported int64) ([]int64, error) {
	r, err := tx.Query(ctx, `
		SELECT a.id
		  FROM auth_slip s JOIN auth_account a ON a.id = s.account
		 WHERE s.import = $1 AND a.active AND a.entered_at IS NULL
		 ORDER BY a.id`, imported)
	return db.Collect(r, err, func(r *db.Rows) (id int64, err error) {
		err = r.Scan(&id)
		return id, err
	})
}

// takeImport marks a preview as applied; it reports whether it was not before.
func takeImport(ctx context.Context, tx *db.Tx, id int64, now time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE auth_import SET applied = $1 WHERE id = $2 AND applied IS NULL`, now, id)
	return n == 1, err
}

func dropOldImports(ctx context.Context, tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_slip WHERE import IN (SELECT id FROM auth_import WHERE created < $1)`, before)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM auth_import WHERE created < $1`, before)
	return err
}
