package round

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

func nextCode(ctx context.Context, tx *db.Tx, year int) (string, error) {
	var n int
	err := tx.QueryRow(ctx, `
		INSERT INTO round_code (year, last) VALUES ($1, 1)
		ON CONFLICT (year) DO UPDATE SET last = round_code.last + 1
		RETURNING last`, year).Scan(&n)
	return fmt.Sprintf("DBC-%d-%04d", year, n), err
}

const roundColumns = `r.id, r.code, r.title, r.note, r.preset, r.owner, r.series, r.prev, r.origin_duty, r.origin_id, r.origin_line,
	r.from_day, r.to_day, r.clock, r.audience, r.form, r.state, r.by_name, r.closed_by, r.created_at, r.updated_at, r.opened_at,
	r.closed_at, r.version`

func scanRound(r interface{ Scan(...any) error }) (x Round, err error) {
	var clock, audience string
	err = r.Scan(&x.ID, &x.Code, &x.Title, &x.Note, &x.Preset, &x.Owner, &x.Series, &x.Prev, &x.Origin.Duty, &x.Origin.ID, &x.Origin.Line,
		&x.From, &x.To, &clock, &audience, &x.Form, &x.State, &x.By, &x.ClosedBy, &x.CreatedAt, &x.UpdatedAt, &x.OpenedAt,
		&x.ClosedAt, &x.Version)
	if err != nil {
		return x, err
	}
	err = json.Unmarshal([]byte(clock), &x.Clock)
	if err != nil {
		return x, fmt.Errorf("reading the clock of round %d: %w", x.ID, err)
	}
	return x, json.Unmarshal([]byte(audience), &x.Audience)
}

func roundByID(ctx context.Context, tx *db.Tx, id ID) (Round, error) {
	return scanRound(tx.QueryRow(ctx, `SELECT `+roundColumns+` FROM round r WHERE r.id = $1`, id))
}

func insertRound(ctx context.Context, tx *db.Tx, x Round) (id ID, err error) {
	clock, audience, err := roundJSON(x)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO round (code, title, note, preset, owner, series, prev, origin_duty, origin_id, origin_line, from_day, to_day, due,
		                   due_at, clock, audience, form, state, by_name, closed_by, created_at, updated_at, opened_at, closed_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, 1)
		RETURNING id`,
		x.Code, x.Title, x.Note, x.Preset, x.Owner, x.Series, x.Prev, x.Origin.Duty, x.Origin.ID, x.Origin.Line, x.From, x.To, x.Due(),
		dueAt(x), clock, audience, x.Form, x.State, x.By, x.ClosedBy, x.CreatedAt, x.UpdatedAt, x.OpenedAt, x.ClosedAt).Scan(&id)
	return id, err
}

// updateRound stores x if nobody changed the round since x.Version; it reports whether it did.
func updateRound(ctx context.Context, tx *db.Tx, x Round) (bool, error) {
	clock, audience, err := roundJSON(x)
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(ctx, `
		UPDATE round
		   SET title = $1, note = $2, series = $3, owner = $4, prev = $5, from_day = $6, to_day = $7, due = $8, due_at = $9, clock = $10,
		       audience = $11, form = $12, state = $13, closed_by = $14, updated_at = $15, opened_at = $16, closed_at = $17,
		       version = version + 1
		 WHERE id = $18 AND version = $19`,
		x.Title, x.Note, x.Series, x.Owner, x.Prev, x.From, x.To, x.Due(), dueAt(x), clock, audience, x.Form, x.State, x.ClosedBy,
		x.UpdatedAt, x.OpenedAt, x.ClosedAt, x.ID, x.Version)
	return n == 1, err
}

func roundJSON(x Round) (clock, audience string, err error) {
	c, err := json.Marshal(x.Clock)
	if err != nil {
		return "", "", err
	}
	a, err := json.Marshal(x.Audience)
	return string(c), string(a), err
}

func dueAt(x Round) *time.Time {
	at, ok := x.Clock.Due.Instant()
	if !ok {
		return nil
	}
	return &at
}

func insertForm(ctx context.Context, tx *db.Tx, f Form, by string, at time.Time) error {
	blocks, err := json.Marshal(f.Blocks)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO round_form (round, version, blocks, by_name, at) VALUES ($1, $2, $3, $4, $5)`,
		f.Round, f.Version, string(blocks), by, at)
	return err
}

func formOf(ctx context.Context, tx *db.Tx, round ID, version int) (Form, error) {
	f := Form{Round: round, Version: version}
	var blocks string
	err := tx.QueryRow(ctx, `SELECT blocks FROM round_form WHERE round = $1 AND version = $2`, round, version).Scan(&blocks)
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal([]byte(blocks), &f.Blocks)
}

const owedColumns = `o.id, o.round, o.unit, o.up, o.state, o.answer, o.lines, o.late, o.proxy, o.first_at, o.at, o.by_name, o.reason,
	o.frozen, o.merged, o.version`

func scanOwed(r interface{ Scan(...any) error }) (o Owed, err error) {
	err = r.Scan(&o.ID, &o.Round, &o.Unit, &o.Up, &o.Step, &o.Answer, &o.Lines, &o.Late, &o.Proxy, &o.FirstAt, &o.At, &o.By, &o.Reason,
		&o.Frozen, &o.Merged, &o.Version)
	return o, err
}

func owedByID(ctx context.Context, tx *db.Tx, id OwedID) (Owed, error) {
	return scanOwed(tx.QueryRow(ctx, `SELECT `+owedColumns+` FROM round_owed o WHERE o.id = $1`, id))
}

func owedOf(ctx context.Context, tx *db.Tx, round ID, unit org.UnitID) (Owed, error) {
	return scanOwed(tx.QueryRow(ctx, `SELECT `+owedColumns+` FROM round_owed o WHERE o.round = $1 AND o.unit = $2`, round, unit))
}

// owedTo is everything that is owed to a round.
func owedTo(ctx context.Context, tx *db.Tx, round ID) ([]Owed, error) {
	r, err := tx.Query(ctx, `SELECT `+owedColumns+` FROM round_owed o WHERE o.round = $1 ORDER BY o.id`, round)
	return db.Collect(r, err, func(r *db.Rows) (Owed, error) { return scanOwed(r) })
}

func insertOwed(ctx context.Context, tx *db.Tx, o Owed) (id OwedID, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO round_owed (round, unit, up, state, answer, lines, late, proxy, by_name, reason, frozen, merged, version)
		VALUES ($1, $2, $3, 'waiting', 0, 0, $4, $5, '', '', 0, 0, 1)
		RETURNING id`, o.Round, o.Unit, o.Up, false, false).Scan(&id)
	return id, err
}

// takeOwed locks the row of what a unit owes and returns it as last committed.
func takeOwed(ctx context.Context, tx *db.Tx, round ID, unit org.UnitID) (Owed, error) {
	n, err := tx.Exec(ctx, `UPDATE round_owed SET lines = lines WHERE round = $1 AND unit = $2`, round, unit)
	if err != nil {
		return Owed{}, err
	}
	if n == 0 {
		return Owed{}, db.ErrNoRows
	}
	return owedOf(ctx, tx, round, unit)
}

func updateOwed(ctx context.Context, tx *db.Tx, o Owed) error {
	_, err := tx.Exec(ctx, `
		UPDATE round_owed
		   SET up = $1, state = $2, answer = $3, lines = $4, late = $5, proxy = $6, first_at = $7, at = $8, by_name = $9, reason = $10,
		       merged = $11, version = version + 1
		 WHERE id = $12`,
		o.Up, o.Step, o.Answer, o.Lines, o.Late, o.Proxy, o.FirstAt, o.At, o.By, o.Reason, o.Merged, o.ID)
	return err
}
