package desk

import (
	"context"
	"errors"

	"github.com/nhipcau/nhipcau/internal/db"
)

// seen is how far an account has read its notices.
type seen struct{ event, reminder int64 }

func seenBy(ctx context.Context, tx *db.Tx, account int64) (s seen, err error) {
	err = tx.QueryRow(ctx, `SELECT event, reminder FROM desk_seen WHERE account = $1`, account).Scan(&s.event, &s.reminder)
	if errors.Is(err, db.ErrNoRows) {
		return seen{}, nil
	}
	return s, err
}

// markSeen never goes backwards.
func markSeen(ctx context.Context, tx *db.Tx, account int64, s seen) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO desk_seen (account, event, reminder) VALUES ($1, $2, $3)
		ON CONFLICT (account) DO UPDATE
		   SET event = CASE WHEN excluded.event > desk_seen.event THEN excluded.event ELSE desk_seen.event END,
		       reminder = CASE WHEN excluded.reminder > desk_seen.reminder THEN excluded.reminder ELSE desk_seen.reminder END`,
		account, s.event, s.reminder)
	return err
}
