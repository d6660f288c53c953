package round

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

func insertSeries(ctx context.Context, tx *db.Tx, x Series) (id SeriesID, err error) {
	parts, err := toJSON(x.Cadence, x.Audience, x.Blocks)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO round_series (title, note, preset, owner, cadence, ahead, audience, blocks, active, by_name, created_at, updated_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)
		RETURNING id`,
		x.Title, x.Note, x.Preset, x.Owner, parts[0], x.Ahead, parts[1], parts[2], x.Active, x.By, x.CreatedAt, x.UpdatedAt).Scan(&id)
	return id, err
}

func toJSON(values ...any) ([]string, error) {
	var all []string
	for _, v := range values {
		b, err := json.Marshal(v)
		if err != nil {
			return nil, err
		}
		all = append(all, string(b))
	}
	return all, nil
}

const seriesColumns = `id, title, note, preset, owner, cadence, ahead, audience, blocks, active, by_name, created_at, updated_at, version`

func scanSeries(r interface{ Scan(...any) error }) (x Series, err error) {
	var cadence, audience, blocks string
	err = r.Scan(&x.ID, &x.Title, &x.Note, &x.Preset, &x.Owner, &cadence, &x.Ahead, &audience, &blocks, &x.Active, &x.By,
		&x.CreatedAt, &x.UpdatedAt, &x.Version)
	if err != nil {
		return x, err
	}
	return x, errors.Join(json.Unmarshal([]byte(cadence), &x.Cadence), json.Unmarshal([]byte(audience), &x.Audience), json.Unmarshal([]byte(blocks), &x.Blocks))
}

func seriesByID(ctx context.Context, tx *db.Tx, id SeriesID) (Series, error) {
	return scanSeries(tx.QueryRow(ctx, `SELECT `+seriesColumns+` FROM round_series WHERE id = $1`, id))
}

func activeSeries(ctx context.Context, tx *db.Tx) ([]Series, error) {
	r, err := tx.Query(ctx, `SELECT `+seriesColumns+` FROM round_series WHERE active = $1 ORDER BY id`, true)
	return db.Collect(r, err, func(r *db.Rows) (Series, error) { return scanSeries(r) })
}

func stopSeries(ctx context.Context, tx *db.Tx, id SeriesID, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE round_series SET active = $1, updated_at = $2, version = version + 1 WHERE id = $3`, false, at, id)
	return err
}

// lastOfSeries is the newest round of a series; the zero Round if there is none.
func lastOfSeries(ctx context.Context, tx *db.Tx, id SeriesID) (Round, error) {
	r, err := scanRound(tx.QueryRow(ctx, `SELECT `+roundColumns+` FROM round r WHERE r.series = $1 ORDER BY r.from_day DESC, r.id DESC LIMIT 1`, id))
	if errors.Is(err, db.ErrNoRows) {
		return Round{}, nil
	}
	return r, err
}

// lastOf is the newest round of an owner that was made from a preset and opened; 0 if there is none.
func lastOf(ctx context.Context, tx *db.Tx, owner org.UnitID, preset string) (id ID, err error) {
	if preset == "" {
		return 0, nil
	}
	err = tx.QueryRow(ctx, `
		SELECT id FROM round WHERE owner = $1 AND preset = $2 AND state IN ('open', 'closed')
		 ORDER BY id DESC LIMIT 1`, owner, preset).Scan(&id)
	if errors.Is(err, db.ErrNoRows) {
		return 0, nil
	}
	return id, err
}
