package round

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

const linkColumns = `l.id, l.round, l.unit, l.salt, l.hash, l.until, l.by_name, l.at, l.opened_at, l.opens, l.saved_at, l.sent_at, l.answer,
	l.filler, l.revoked_at, l.revoked_by`

func scanLink(r interface{ Scan(...any) error }) (l Link, err error) {
	err = r.Scan(&l.ID, &l.Round, &l.Unit, &l.salt, &l.hash, &l.Until, &l.By, &l.At, &l.OpenedAt, &l.Opens, &l.SavedAt, &l.SentAt, &l.Answer,
		&l.Filler, &l.RevokedAt, &l.RevokedBy)
	return l, err
}

func insertLink(ctx context.Context, tx *db.Tx, by auth.Officer, l Link) (id LinkID, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO round_link (round, unit, salt, hash, until, by_id, by_name, at, opens, answer, filler, revoked_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, '', '')
		RETURNING id`,
		l.Round, l.Unit, l.salt, l.hash, l.Until, by.Account, l.By, l.At).Scan(&id)
	return id, err
}

func linkWith(ctx context.Context, tx *db.Tx, hash string) (Link, error) {
	return scanLink(tx.QueryRow(ctx, `SELECT `+linkColumns+` FROM round_link l WHERE l.hash = $1`, hash))
}

// takeLink locks a link and returns it as last committed.
func takeLink(ctx context.Context, tx *db.Tx, id LinkID) (Link, error) {
	_, err := tx.Exec(ctx, `UPDATE round_link SET opens = opens WHERE id = $1`, id)
	if err != nil {
		return Link{}, err
	}
	return scanLink(tx.QueryRow(ctx, `SELECT `+linkColumns+` FROM round_link l WHERE l.id = $1`, id))
}

// linksOf are the links of a round, the newest of each unit last.
func linksOf(ctx context.Context, tx *db.Tx, round ID) ([]Link, error) {
	r, err := tx.Query(ctx, `SELECT `+linkColumns+` FROM round_link l WHERE l.round = $1 ORDER BY l.id`, round)
	return db.Collect(r, err, func(r *db.Rows) (Link, error) { return scanLink(r) })
}

func linkSent(ctx context.Context, tx *db.Tx, id LinkID, answer AnswerID, filler string, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE round_link SET sent_at = $1, answer = $2, filler = $3 WHERE id = $4`, at, answer, filler, id)
	return err
}

func linkOpened(ctx context.Context, tx *db.Tx, id LinkID, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE round_link SET opened_at = COALESCE(opened_at, $1), opens = opens + 1 WHERE id = $2`, at, id)
	return err
}

func linkSaved(ctx context.Context, tx *db.Tx, id LinkID, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE round_link SET saved_at = COALESCE(saved_at, $1) WHERE id = $2`, at, id)
	return err
}

func revokeLinks(ctx context.Context, tx *db.Tx, round ID, unit org.UnitID, by string, at time.Time) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE round_link SET revoked_at = $1, revoked_by = $2
		 WHERE round = $3 AND unit = $4 AND sent_at IS NULL AND revoked_at IS NULL`, at, by, round, unit)
}

// mostDevices is how many devices may keep a draft of one link.
const mostDevices = 20

// putDraft stores what a device saved; it reports false when too many devices have drafts.
func putDraft(ctx context.Context, tx *db.Tx, link LinkID, device string, values map[string][]string, at time.Time) (bool, error) {
	text, err := json.Marshal(values)
	if err != nil {
		return false, err
	}
	var others int
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM round_link_draft WHERE link = $1 AND device <> $2`, link, device).Scan(&others)
	if err != nil || others >= mostDevices {
		return false, err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO round_link_draft (link, device, content, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (link, device) DO UPDATE SET content = $5, at = $6`, link, device, string(text), at, string(text), at)
	return true, err
}

func draftOf(ctx context.Context, tx *db.Tx, link LinkID, device string) (values map[string][]string, err error) {
	var text string
	err = tx.QueryRow(ctx, `SELECT content FROM round_link_draft WHERE link = $1 AND device = $2`, link, device).Scan(&text)
	if err != nil {
		return nil, err
	}
	return values, json.Unmarshal([]byte(text), &values)
}

func dropDrafts(ctx context.Context, tx *db.Tx, link LinkID) error {
	_, err := tx.Exec(ctx, `DELETE FROM round_link_draft WHERE link = $1`, link)
	return err
}
