package web

import (
	"context"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// unsentRow is one parcel as it lies in the database.
type unsentRow struct {
	id     string
	person int64
	at     time.Time
	tried  bool
	sealed []byte
}

func insertUnsent(ctx context.Context, tx *db.Tx, r unsentRow) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO web_unsent (id, person, at, tried, sealed)
		VALUES ($1, $2, $3, $4, $5)`, r.id, r.person, r.at, r.tried, r.sealed)
	return err
}

func unsentByID(ctx context.Context, tx *db.Tx, id string) (r unsentRow, err error) {
	r.id = id
	err = tx.QueryRow(ctx, `SELECT person, at, tried, sealed FROM web_unsent WHERE id = $1`, id).Scan(&r.person, &r.at, &r.tried, &r.sealed)
	return r, err
}

// unsentOf are the newest parcels of a person, without their content.
func unsentOf(ctx context.Context, tx *db.Tx, person int64, since time.Time, limit int) ([]unsentRow, error) {
	r, err := tx.Query(ctx, `
		SELECT id, person, at, tried FROM web_unsent
		 WHERE person = $1 AND at > $2
		 ORDER BY at DESC, id
		 LIMIT $3`, person, since, limit)
	return db.Collect(r, err, func(r *db.Rows) (x unsentRow, err error) {
		err = r.Scan(&x.id, &x.person, &x.at, &x.tried)
		return x, err
	})
}

func countUnsentOf(ctx context.Context, tx *db.Tx, person int64) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM web_unsent WHERE person = $1`, person).Scan(&n)
	return n, err
}

// markTried reports whether the parcel was there and nobody had tried it before.
func markTried(ctx context.Context, tx *db.Tx, id string) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE web_unsent SET tried = $1 WHERE id = $2 AND tried = $3`, true, id, false)
	return n == 1, err
}

func dropUnsent(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `DELETE FROM web_unsent WHERE id = $1`, id)
	return err
}

// dropUnsentBeyond leaves a person only the newest parcels.
func dropUnsentBeyond(ctx context.Context, tx *db.Tx, person int64, newest int) error {
	_, err := tx.Exec(ctx, `
		DELETE FROM web_unsent
		 WHERE person = $1
		   AND id NOT IN (SELECT id FROM web_unsent WHERE person = $2 ORDER BY at DESC, id LIMIT $3)`, person, person, newest)
	return err
}

func dropOldUnsent(ctx context.Context, tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(ctx, `DELETE FROM web_unsent WHERE at <= $1`, before)
	return err
}
