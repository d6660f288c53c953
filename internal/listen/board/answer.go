package board

import (
	"context"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
)

// Officers' answers about tone are a truth of their own, in listen_tone_answer: one for each item, with why it was
// asked about and what the machine had said. The tone of an item, listen_item.tone, is what the machine said and
// nothing else, so that items may be judged again at any time; whoever shows the tone of an item shows the answer
// where there is one ([toneOf]), whoever estimates the machine's error counts the machine's words ([Service.Answered]).

// toneOf is the tone of item i in a query that joins the answers: the officer's word before the machine's.
const (
	toneOf     = `COALESCE(a.said, i.tone)`
	withAnswer = ` LEFT JOIN listen_tone_answer a ON a.item = i.id `
)

// answer is what an officer said of an item.
type answer struct {
	Item    listen.ItemID
	Reason  tone.Reason
	Said    tone.Tone
	Bearing tone.Steering
}

// keepAnswer stores an answer beside what the machine said of the item when it was asked first.
func (s *Service) keepAnswer(ctx context.Context, tx *db.Tx, by auth.Officer, a answer) error {
	i, _, err := s.Listen.Item(ctx, tx, a.Item)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO listen_tone_answer (item, reason, proposed, said, steering, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (item) DO UPDATE SET said = excluded.said, steering = excluded.steering, by_name = excluded.by_name, at = excluded.at, folded = FALSE`,
		a.Item, string(a.Reason), i.Tone, a.Said.String(), a.Bearing.String(), by.Full, s.Now())
	if err != nil {
		return fmt.Errorf("keeping what was said of item %d: %w", a.Item, err)
	}
	return nil
}

// answerOf is what an officer said of an item, and who.
func answerOf(ctx context.Context, tx *db.Tx, id listen.ItemID) (t tone.Tone, b tone.Steering, by string, err error) {
	var said, steering string
	err = tx.QueryRow(ctx, `SELECT said, steering, by_name FROM listen_tone_answer WHERE item = $1`, id).Scan(&said, &steering, &by)
	if errors.Is(err, db.ErrNoRows) {
		return t, b, "", nil
	}
	t, _ = tone.ParseTone(said)
	b, _ = tone.ParseSteering(steering)
	return t, b, by, err
}

// Answered counts what officers said of texts that were chosen at random: only from them the machine's error may be
// estimated.
func (s *Service) Answered(ctx context.Context, tx *db.Tx) (seen tone.Confusion, err error) {
	r, err := tx.Query(ctx, `SELECT proposed, said FROM listen_tone_answer WHERE reason = $1`, string(tone.AtRandom))
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var proposed, said string
		err = r.Scan(&proposed, &said)
		p, known := tone.ParseTone(proposed)
		o, understood := tone.ParseTone(said)
		if known && understood {
			seen.Add(o, p)
		}
		return struct{}{}, err
	})
	return seen, err
}
