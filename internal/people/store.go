package people

import (
	"context"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
)

// Record is a handover that was done.
type Record struct {
	ID         int64
	Person     org.PersonID
	PersonName string
	Unit       org.UnitID
	Follower   string // empty: the unit divides the work itself
	Reason     string
	Closed     bool // the account was closed with it
	Cases      int
	Paper      paper.ID
	By         string
	At         time.Time
}

func insertRecord(ctx context.Context, tx *db.Tx, g Giving, r Record) (id int64, err error) {
	var follower any
	if g.To != 0 {
		follower = g.To
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO people_handover (person, unit, follower, reason, closed, cases, paper, by_name, at)
		VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)
		RETURNING id`, r.Person, r.Unit, follower, r.Reason, r.Closed, r.Cases, r.By, r.At).Scan(&id)
	return id, err
}

func setPaper(ctx context.Context, tx *db.Tx, record int64, p paper.ID) error {
	_, err := tx.Exec(ctx, `UPDATE people_handover SET paper = $1 WHERE id = $2`, p, record)
	return err
}

const recordColumns = `
	SELECT h.id, h.person, p.name, h.unit, COALESCE(f.name, ''), h.reason, h.closed, h.cases, h.paper, h.by_name, h.at
	  FROM people_handover h
	  JOIN org_person p ON p.id = h.person
	  LEFT JOIN org_person f ON f.id = h.follower`

func scanRecord(r interface{ Scan(...any) error }) (rec Record, err error) {
	err = r.Scan(&rec.ID, &rec.Person, &rec.PersonName, &rec.Unit, &rec.Follower, &rec.Reason, &rec.Closed, &rec.Cases, &rec.Paper, &rec.By, &rec.At)
	return rec, err
}

func recordByID(ctx context.Context, tx *db.Tx, id int64) (Record, error) {
	return scanRecord(tx.QueryRow(ctx, recordColumns+` WHERE h.id = $1`, id))
}

func records(ctx context.Context, tx *db.Tx, limit int) ([]Record, error) {
	r, err := tx.Query(ctx, recordColumns+` ORDER BY h.id DESC LIMIT $1`, limit)
	return db.Collect(r, err, func(r *db.Rows) (Record, error) { return scanRecord(r) })
}
