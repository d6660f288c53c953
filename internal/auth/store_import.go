package auth

import (
	"context"
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
	var applied *time.Time
	err = tx.QueryRow(ctx, `
		SELECT id, day, name, sheet, plan, applied FROM auth_import WHERE id = $1 AND account = $2`, id, account).
		Scan(&p.ID, &p.Day, &p.File, &sheet, &p.raw, &applied)
	p.Applied = applied != nil
	return p, sheet, err
}

// takeImport marks a preview as applied; it reports whether it was not before.
func takeImport(ctx context.Context, tx *db.Tx, id int64, now time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE auth_import SET applied = $1 WHERE id = $2 AND applied IS NULL`, now, id)
	return n == 1, err
}

func dropOldImports(ctx context.Context, tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_import WHERE created < $1`, before)
	return err
}
