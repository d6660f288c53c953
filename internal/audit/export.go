package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/law"
)

// Record is a sealed line as other systems receive it. Seq has no gaps; Hash chains each record to the one before.
type Record struct {
	Seq      int64     `json:"seq"`
	Hash     string    `json:"hash"`
	At       time.Time `json:"at"`
	ActorID  int64     `json:"actor_id"` // 0: the system
	Actor    string    `json:"actor"`
	Action   string    `json:"action"`
	Object   string    `json:"object"`
	ObjectID int64     `json:"object_id"`
	Text     string    `json:"text"` // Vietnamese
}

// Export writes the sealed lines after a sequence number, a JSON object a line, oldest first, and says how many.
// A collector that keeps the last number it saw fetches each line once.
func Export(ctx context.Context, d *db.DB, after int64, w io.Writer) (n int, err error) {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	err = d.Read(ctx, func(tx *db.Tx) error {
		r, err := tx.Query(ctx, `
			SELECT s.seq, s.hash, l.at, l.actor_id, l.actor, l.action, l.object, l.object_id, l.sentence, l.args
			  FROM audit_seal s
			  JOIN audit_line l ON l.id = s.line_id
			 WHERE s.seq > $1
			 ORDER BY s.seq`, after)
		if err != nil {
			return err
		}
		defer r.Close()
		for r.Next() {
			line, err := scanRecord(r)
			if err != nil {
				return err
			}
			err = out.Encode(line)
			if err != nil {
				return err
			}
			n++
		}
		return r.Err()
	})
	if err != nil {
		return n, fmt.Errorf("exporting the audit log: %w", err)
	}
	return n, nil
}

func scanRecord(r *db.Rows) (line Record, err error) {
	var sentence, text string
	err = r.Scan(&line.Seq, &line.Hash, &line.At, &line.ActorID, &line.Actor, &line.Action, &line.Object, &line.ObjectID, &sentence, &text)
	if err != nil {
		return line, err
	}
	args, err := readArgs(text)
	line.At = line.At.In(law.Vietnam)
	line.Text = fmt.Sprintf(sentence, args...)
	return line, err
}
