package listen

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/letter"
)

// Mailbox says what became of the letters of a source.
type Mailbox struct {
	Read     int                // letters in all
	Unread   map[letter.Why]int // of them those of which nothing was taken, and why
	Attached int                // files and letters in them, which are not read
	At       time.Time          // when the last one came; zero: none did
}

// mailboxMark names the account of the letters of a source.
func mailboxMark(id SourceID) string { return fmt.Sprintf("letters %d", id) }

// Mailbox is the account of the letters of a source.
func (s *Service) Mailbox(ctx context.Context, tx *db.Tx, id SourceID) (m Mailbox, err error) {
	var state string
	err = tx.QueryRow(ctx, `SELECT state, changed FROM listen_progress WHERE name = $1`, mailboxMark(id)).Scan(&state, &m.At)
	if errors.Is(err, db.ErrNoRows) {
		return m, nil
	}
	if err != nil {
		return m, fmt.Errorf("reading the account of the letters of source %d: %w", id, err)
	}
	at := m.At
	err = json.Unmarshal([]byte(state), &m)
	m.At = at
	return m, err
}

// noteLetter counts a letter of a source; nothing of the letter itself stands in the account.
func (s *Service) noteLetter(ctx context.Context, src Source, why letter.Why, attached int) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		err := alone(ctx, tx, "listen_progress")
		if err != nil {
			return err
		}
		m, err := s.Mailbox(ctx, tx, src.ID)
		if err != nil {
			return err
		}
		m.Read++
		m.Attached += attached
		if why != letter.Fine {
			if m.Unread == nil {
				m.Unread = map[letter.Why]int{}
			}
			m.Unread[why]++
		}
		state, err := json.Marshal(m)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO listen_progress (name, place, total, state, changed) VALUES ($1, 0, $2, $3, $4)
			ON CONFLICT (name) DO UPDATE SET total = excluded.total, state = excluded.state, changed = excluded.changed`, mailboxMark(src.ID), m.Read, string(state), s.Now())
		return err
	})
}
