package hub

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
)

const columns = `id, source, site, path, hub, topic, nonce, state, next_at, asked_at, confirmed_at, lease_until, pushed_at, status, code, failures, pushes, refused, missed`

func scan(r interface{ Scan(...any) error }) (v Subscription, err error) {
	err = r.Scan(&v.id, &v.source, &v.site, &v.path, &v.Hub, &v.topic, &v.nonce, &v.State, &v.NextAt, &v.askedAt, &v.confirmedAt, &v.Until, &v.PushedAt,
		&v.Status, &v.Code, &v.failures, &v.Pushes, &v.Refused, &v.Missed)
	return v, err
}

// Of returns the subscription of a source, or the one that is ending; found is false if there is none.
func (b *Book) Of(ctx context.Context, tx *db.Tx, source int64) (Subscription, bool, error) {
	return one(scan(tx.QueryRow(ctx, `
		SELECT `+columns+` FROM listen_subscription WHERE source = $1 ORDER BY CASE WHEN state = $2 THEN 1 ELSE 0 END, id DESC LIMIT 1`, source, Ending)))
}

// Live returns the subscription of a source that is not ending; found is false if there is none.
func (b *Book) Live(ctx context.Context, tx *db.Tx, source int64) (Subscription, bool, error) {
	return one(scan(tx.QueryRow(ctx, `SELECT `+columns+` FROM listen_subscription WHERE source = $1 AND state <> $2`, source, Ending)))
}

func one(v Subscription, err error) (Subscription, bool, error) {
	if errors.Is(err, db.ErrNoRows) {
		return v, false, nil
	}
	if err != nil {
		return v, false, fmt.Errorf("reading a subscription: %w", err)
	}
	return v, true, nil
}

// atPath is the one to which an address belongs; fault.NotFound if there is none.
func atPath(ctx context.Context, tx *db.Tx, path string) (Subscription, error) {
	v, err := scan(tx.QueryRow(ctx, `SELECT `+columns+` FROM listen_subscription WHERE path = $1`, path))
	if errors.Is(err, db.ErrNoRows) {
		return v, errUnknown
	}
	return v, err
}

// due are those about which a hub is to be asked, the longest due first.
func due(ctx context.Context, tx *db.Tx, now time.Time) ([]Subscription, error) {
	r, err := tx.Query(ctx, `SELECT `+columns+` FROM listen_subscription WHERE next_at <= $1 ORDER BY next_at, id LIMIT $2`, now, dueAtOnce)
	return db.Collect(r, err, func(r *db.Rows) (Subscription, error) { return scan(r) })
}

// take takes one, unless another process was quicker.
func take(ctx context.Context, tx *db.Tx, v Subscription, now, until time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE listen_subscription SET asked_at = $1, next_at = $2 WHERE id = $3 AND next_at = $4 AND state = $5`, now, until, v.id, v.NextAt, v.State)
	return n == 1, err
}

func put(ctx context.Context, tx *db.Tx, v Subscription, now time.Time) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO listen_subscription (source, site, path, hub, topic, nonce, state, next_at, status, code, failures, pushes, refused, missed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING`, v.source, v.site, v.path, v.Hub, v.topic, v.nonce, Asking, now)
	if err != nil {
		return fmt.Errorf("ordering what source %d has new: %w", v.source, err)
	}
	return nil
}

// noteAnswer stores how a hub answered. Where it has asked back already, the confirmation says when to go on.
func noteAnswer(ctx context.Context, tx *db.Tx, id int64, res fetch.Response, next time.Time, failures int) error {
	_, err := tx.Exec(ctx, `
		UPDATE listen_subscription SET status = $1, code = $2,
			next_at = CASE WHEN confirmed_at >= asked_at THEN next_at ELSE $3 END,
			failures = CASE WHEN confirmed_at >= asked_at THEN 0 ELSE $4 END
		 WHERE id = $5`, string(res.Status), res.Code, next, failures, id)
	return err
}

func noteDenial(ctx context.Context, tx *db.Tx, id int64, next time.Time) error {
	_, err := tx.Exec(ctx, `
		UPDATE listen_subscription SET state = $1, status = $2, lease_until = NULL, next_at = $3 WHERE id = $4 AND state <> $5`, Asking, string(Denied), next, id, Ending)
	return err
}

func noteConfirmed(ctx context.Context, tx *db.Tx, id int64, now, until, renew time.Time) error {
	_, err := tx.Exec(ctx, `
		UPDATE listen_subscription SET state = $1, confirmed_at = $2, lease_until = $3, next_at = $4, status = $5, failures = 0 WHERE id = $6`,
		Told, now, until, renew, string(fetch.Working), id)
	return err
}

func notePush(ctx context.Context, tx *db.Tx, id int64, now time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE listen_subscription SET pushed_at = $1, pushes = pushes + 1, missed = 0 WHERE id = $2`, now, id)
	return err
}

func noteRefused(ctx context.Context, tx *db.Tx, id int64) error {
	_, err := tx.Exec(ctx, `UPDATE listen_subscription SET refused = refused + 1 WHERE id = $1`, id)
	return err
}

// Missed counts that a poll found what the hub had not told.
func (b *Book) Missed(ctx context.Context, tx *db.Tx, v Subscription) error {
	_, err := tx.Exec(ctx, `UPDATE listen_subscription SET missed = missed + 1 WHERE id = $1`, v.id)
	return err
}
