package org

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/vi"
)

func treeVersion(ctx context.Context, tx *db.Tx) (v int64, err error) {
	err = tx.QueryRow(ctx, `SELECT version FROM org_version WHERE one = 1`).Scan(&v)
	return v, err
}

// touchTree tells every process that its tree is old.
func touchTree(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE org_version SET version = version + 1 WHERE one = 1`)
	return err
}

func allUnits(ctx context.Context, tx *db.Tx) ([]Unit, error) {
	r, err := tx.Query(ctx, `
		SELECT id, COALESCE(parent, 0), code, name, short, level, unscored, from_day, to_day, email, version
		  FROM org_unit
		 ORDER BY CASE level WHEN 'province' THEN 0 WHEN 'department' THEN 1 WHEN 'partner' THEN 2
		                     WHEN 'district' THEN 3 WHEN 'commune' THEN 4 ELSE 5 END, sort, id`)
	return db.Collect(r, err, func(r *db.Rows) (u Unit, err error) {
		err = r.Scan(&u.ID, &u.Parent, &u.Code, &u.Name, &u.Short, &u.Level, &u.Unscored, &u.From, &u.To, &u.Email, &u.Version)
		return u, err
	})
}

func allSuccessors(ctx context.Context, tx *db.Tx) (map[UnitID][]UnitID, error) {
	r, err := tx.Query(ctx, `SELECT unit, successor FROM org_successor ORDER BY unit, successor`)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	all := map[UnitID][]UnitID{}
	for r.Next() {
		var from, to UnitID
		err := r.Scan(&from, &to)
		if err != nil {
			return nil, err
		}
		all[from] = append(all[from], to)
	}
	return all, r.Err()
}

func insertUnit(ctx context.Context, tx *db.Tx, u Unit) (id UnitID, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO org_unit (parent, code, name, short, fold, sort, level, unscored, from_day, to_day, email, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
		RETURNING id`,
		orNull(u.Parent), u.Code, u.Name, u.Short, unitFold(u), vi.SortKey(u.Name), u.Level, u.Unscored, u.From, u.To, u.Email).Scan(&id)
	return id, err
}

// updateUnit changes a unit if it is still at u.Version; it reports whether it was.
func updateUnit(ctx context.Context, tx *db.Tx, u Unit) (bool, error) {
	n, err := tx.Exec(ctx, `
		UPDATE org_unit
		   SET parent = $1, code = $2, name = $3, short = $4, fold = $5, sort = $6, level = $7, unscored = $8,
		       from_day = $9, to_day = $10, email = $11, version = version + 1
		 WHERE id = $12 AND version = $13`,
		orNull(u.Parent), u.Code, u.Name, u.Short, unitFold(u), vi.SortKey(u.Name), u.Level, u.Unscored,
		u.From, u.To, u.Email, u.ID, u.Version)
	return n == 1, err
}

func unitFold(u Unit) string { return vi.Fold(u.Name + " " + u.Short + " " + u.Code) }

func insertSuccessor(ctx context.Context, tx *db.Tx, from, to UnitID, day string) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO org_successor (unit, successor, from_day) VALUES ($1, $2, $3)
		ON CONFLICT (unit, successor) DO UPDATE SET from_day = excluded.from_day`, from, to, day)
	return err
}

// orNull stores no reference where id is 0.
func orNull[ID ~int64](id ID) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}

const personColumns = `id, unit, name, salute, title, email, phone, active, version`

func scanPerson(r interface{ Scan(...any) error }) (p Person, err error) {
	err = r.Scan(&p.ID, &p.Unit, &p.Name, &p.Salute, &p.Title, &p.Email, &p.Phone, &p.Active, &p.Version)
	return p, err
}

func personByID(ctx context.Context, tx *db.Tx, id PersonID) (Person, error) {
	return scanPerson(tx.QueryRow(ctx, `SELECT `+personColumns+` FROM org_person WHERE id = $1`, id))
}

func peopleOf(ctx context.Context, tx *db.Tx, units []UnitID) ([]Person, error) {
	if len(units) == 0 {
		return nil, nil
	}
	args := make([]any, len(units))
	for i, u := range units {
		args[i] = u
	}
	r, err := tx.Query(ctx, `
		SELECT `+personColumns+` FROM org_person
		 WHERE active AND unit IN (`+db.In(1, len(units))+`)
		 ORDER BY sort, id`, args...)
	return db.Collect(r, err, func(r *db.Rows) (Person, error) { return scanPerson(r) })
}

func insertPerson(ctx context.Context, tx *db.Tx, p Person) (id PersonID, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO org_person (unit, name, fold, sort, salute, title, email, phone, active, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
		RETURNING id`,
		p.Unit, p.Name, vi.Fold(p.Name), vi.SortKey(givenNameFirst(p.Name)), p.Salute, p.Title, p.Email, p.Phone, p.Active).Scan(&id)
	return id, err
}

func updatePerson(ctx context.Context, tx *db.Tx, p Person) (bool, error) {
	n, err := tx.Exec(ctx, `
		UPDATE org_person
		   SET unit = $1, name = $2, fold = $3, sort = $4, salute = $5, title = $6, email = $7, phone = $8, active = $9,
		       version = version + 1
		 WHERE id = $10 AND version = $11`,
		p.Unit, p.Name, vi.Fold(p.Name), vi.SortKey(givenNameFirst(p.Name)), p.Salute, p.Title, p.Email, p.Phone, p.Active, p.ID, p.Version)
	return n == 1, err
}

func postsOf(ctx context.Context, tx *db.Tx, unit UnitID) ([]Post, error) {
	r, err := tx.Query(ctx, `
		SELECT id, unit, person, kind, from_day, to_day, basis FROM org_post
		 WHERE unit = $1 ORDER BY kind, from_day, id`, unit)
	return db.Collect(r, err, func(r *db.Rows) (p Post, err error) {
		err = r.Scan(&p.ID, &p.Unit, &p.Person, &p.Kind, &p.From, &p.To, &p.Basis)
		return p, err
	})
}

func insertPost(ctx context.Context, tx *db.Tx, p Post) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO org_post (unit, person, kind, from_day, to_day, basis) VALUES ($1, $2, $3, $4, $5, $6)`,
		p.Unit, p.Person, p.Kind, p.From, p.To, p.Basis)
	return err
}

func endPost(ctx context.Context, tx *db.Tx, id int64, to any) error {
	_, err := tx.Exec(ctx, `UPDATE org_post SET to_day = $1 WHERE id = $2`, to, id)
	if err != nil {
		return fmt.Errorf("ending post %d: %w", id, err)
	}
	return nil
}

func codes(ctx context.Context, tx *db.Tx) (map[string]UnitID, error) {
	units, err := allUnits(ctx, tx)
	if err != nil {
		return nil, err
	}
	ids := make(map[string]UnitID, len(units))
	for _, u := range units {
		ids[u.Code] = u.ID
	}
	return ids, nil
}

func dropSuccessors(ctx context.Context, tx *db.Tx, unit UnitID) error {
	_, err := tx.Exec(ctx, `DELETE FROM org_successor WHERE unit = $1`, unit)
	return err
}
