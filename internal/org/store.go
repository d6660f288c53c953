package org

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/law"
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

// heldPosts says which posts somebody holds on a day, by unit.
func heldPosts(ctx context.Context, tx *db.Tx, day law.Date) (map[UnitID]map[PostKind]bool, error) {
	r, err := tx.Query(ctx, `
		SELECT DISTINCT p.unit, p.kind
		  FROM org_post p
		  JOIN org_person q ON q.id = p.person AND q.active
		 WHERE (p.from_day IS NULL OR p.from_day <= $1) AND (p.to_day IS NULL OR p.to_day >= $2)`, day, day)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	held := map[UnitID]map[PostKind]bool{}
	for r.Next() {
		var u UnitID
		var kind PostKind
		err := r.Scan(&u, &kind)
		if err != nil {
			return nil, err
		}
		if held[u] == nil {
			held[u] = map[PostKind]bool{}
		}
		held[u][kind] = true
	}
	return held, r.Err()
}

func namesOf(ctx context.Context, tx *db.Tx, posts []Post) (map[PersonID]string, error) {
	names := map[PersonID]string{}
	for _, p := range posts {
		person, err := personByID(ctx, tx, p.Person)
		if err != nil {
			return nil, err
		}
		names[p.Person] = person.Name
	}
	return names, nil
}

func insertImport(ctx context.Context, tx *db.Tx, account int64, name, sheet string, version int64, at time.Time) (id int64, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO org_import (account, name, sheet, version, at) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
		account, name, sheet, version, at).Scan(&id)
	return id, err
}

func importByID(ctx context.Context, tx *db.Tx, id, account int64) (name string, sheet [][]string, version int64, err error) {
	var text string
	err = tx.QueryRow(ctx, `SELECT name, sheet, version FROM org_import WHERE id = $1 AND account = $2`, id, account).Scan(&name, &text, &version)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil, 0, fault.New(fault.NotFound, "Bản xem trước này không còn. Hãy tải tệp lên lại.")
	}
	if err != nil {
		return "", nil, 0, err
	}
	err = json.Unmarshal([]byte(text), &sheet)
	return name, sheet, version, err
}

func dropImport(ctx context.Context, tx *db.Tx, id int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM org_import WHERE id = $1`, id)
	return err
}
