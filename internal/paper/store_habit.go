package paper

import (
	"context"
	"encoding/json"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

func habitOf(ctx context.Context, tx *db.Tx, unit org.UnitID, k Kind) (Habit, error) {
	h := Habit{Unit: unit, Kind: k}
	var frame string
	err := tx.QueryRow(ctx, `
		SELECT frame, edited_by, updated_at, version FROM paper_habit WHERE unit = $1 AND kind = $2`, unit, k).Scan(&frame, &h.EditedBy, &h.UpdatedAt, &h.Version)
	if err != nil {
		return h, err
	}
	return h, json.Unmarshal([]byte(frame), &h.Frame)
}

func putHabit(ctx context.Context, tx *db.Tx, h Habit) error {
	frame, err := encode(h.Frame)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO paper_habit (unit, kind, frame, edited_by, updated_at, version)
		VALUES ($1, $2, $3, $4, $5, 1)
		ON CONFLICT (unit, kind) DO UPDATE
		   SET frame = excluded.frame, edited_by = excluded.edited_by, updated_at = excluded.updated_at, version = paper_habit.version + 1`,
		h.Unit, h.Kind, frame, h.EditedBy, h.UpdatedAt)
	return err
}

// blocksOf are the signature blocks of a unit, those first that were added first.
func blocksOf(ctx context.Context, tx *db.Tx, unit org.UnitID) ([]Block, error) {
	r, err := tx.Query(ctx, `
		SELECT id, unit, authority, title, name, from_day, to_day, edited_by, updated_at, version
		  FROM paper_block WHERE unit = $1 ORDER BY id`, unit)
	return db.Collect(r, err, func(r *db.Rows) (b Block, err error) {
		var authority string
		err = r.Scan(&b.ID, &b.Unit, &authority, &b.Signature.Title, &b.Signature.Name, &b.From, &b.To, &b.EditedBy, &b.UpdatedAt, &b.Version)
		if err != nil {
			return b, err
		}
		return b, json.Unmarshal([]byte(authority), &b.Signature.Authority)
	})
}

func insertBlock(ctx context.Context, tx *db.Tx, b Block) (id int64, err error) {
	authority, err := encode(b.Signature.Authority)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO paper_block (unit, authority, title, name, from_day, to_day, edited_by, updated_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
		RETURNING id`, b.Unit, authority, b.Signature.Title, b.Signature.Name, b.From, b.To, b.EditedBy, b.UpdatedAt).Scan(&id)
	return id, err
}

func updateBlock(ctx context.Context, tx *db.Tx, b Block) (bool, error) {
	authority, err := encode(b.Signature.Authority)
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(ctx, `
		UPDATE paper_block
		   SET authority = $1, title = $2, name = $3, from_day = $4, to_day = $5, edited_by = $6, updated_at = $7, version = version + 1
		 WHERE id = $8 AND unit = $9 AND version = $10`,
		authority, b.Signature.Title, b.Signature.Name, b.From, b.To, b.EditedBy, b.UpdatedAt, b.ID, b.Unit, b.Version)
	return n == 1, err
}
