package audit

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/law"
)

// SealArgs are the arguments of the job that seals; schedule it every minute or more often.
type SealArgs struct{}

func (SealArgs) Kind() string { return "audit.seal" }

// Sealer chains committed lines and signs the head.
type Sealer struct {
	d    *db.DB
	keys *Keys
	now  func() time.Time
}

// NewSealer returns a sealer that signs with keys.
func NewSealer(d *db.DB, keys *Keys, now func() time.Time) *Sealer { return &Sealer{d, keys, now} }

// batch bounds one transaction of sealing.
const batch = 1000

// sealLock lets one process seal at a time on PostgreSQL.
const sealLock = 0x7365616c

// Seal chains every committed line that is not sealed yet, in the order of their numbers, and signs the
// day's head. Running it twice, or in two processes at once, seals each line once.
func (s *Sealer) Seal(ctx context.Context, _ SealArgs) error {
	for {
		n, head, err := s.sealBatch(ctx)
		if err != nil {
			return fmt.Errorf("sealing the audit log: %w", err)
		}
		if n > 0 {
			err = s.keys.remember(head)
			if err != nil {
				return err
			}
		}
		if n < batch {
			return nil
		}
	}
}

func (s *Sealer) sealBatch(ctx context.Context) (n int, head Head, err error) {
	err = s.d.Write(ctx, func(tx *db.Tx) error {
		if tx.Engine() == db.Postgres {
			_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, sealLock)
			if err != nil {
				return err
			}
		}
		lines, err := unsealed(ctx, tx, batch)
		if err != nil || len(lines) == 0 {
			n = 0
			return err
		}
		last, err := lastSeal(ctx, tx)
		if err != nil {
			return err
		}
		for _, l := range lines {
			last = seal{last.seq + 1, l.id, l.hash(last.hash)}
			err := insertSeal(ctx, tx, last)
			if err != nil {
				return err
			}
		}
		n = len(lines)
		head = Head{Day: law.DateOf(s.now()).String(), Seq: last.seq, Hash: last.hash}
		head.Signature = hex.EncodeToString(ed25519.Sign(s.keys.private, head.message()))
		return storeHead(ctx, tx, head)
	})
	return n, head, err
}

// Head is the last seal of a day, signed.
type Head struct {
	Day       string
	Seq       int64
	Hash      string
	Signature string
}

func (h Head) message() []byte {
	return fmt.Appendf(nil, "nhipcau audit %s %d %s", h.Day, h.Seq, h.Hash)
}

type seal struct {
	seq, line int64
	hash      string
}

// raw is a line as stored, for hashing.
type raw struct {
	id, actorID, objectID                          int64
	at                                             time.Time
	actor, action, object, sentence, args, hashNow string
	seq                                            int64
}

// hash covers every column of the line and the hash before it, each part with its length so that no text
// can move from one column into the next.
func (l raw) hash(previous string) string {
	h := sha256.New()
	for _, part := range []string{
		previous, fmt.Sprint(l.id), l.at.UTC().Format(time.RFC3339Nano), fmt.Sprint(l.actorID), l.actor,
		l.action, l.object, fmt.Sprint(l.objectID), l.sentence, l.args,
	} {
		fmt.Fprintf(h, "%d:%s,", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func unsealed(ctx context.Context, tx *db.Tx, limit int) ([]raw, error) {
	r, err := tx.Query(ctx, `
		SELECT l.id, l.at, l.actor_id, l.actor, l.action, l.object, l.object_id, l.sentence, l.args
		  FROM audit_line l
		 WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.line_id = l.id)
		 ORDER BY l.id
		 LIMIT $1`, limit)
	return db.Collect(r, err, func(r *db.Rows) (l raw, err error) {
		err = r.Scan(&l.id, &l.at, &l.actorID, &l.actor, &l.action, &l.object, &l.objectID, &l.sentence, &l.args)
		return l, err
	})
}

func lastSeal(ctx context.Context, tx *db.Tx) (seal, error) {
	s := seal{hash: strings.Repeat("0", 64)}
	err := tx.QueryRow(ctx, `SELECT seq, line_id, hash FROM audit_seal ORDER BY seq DESC LIMIT 1`).Scan(&s.seq, &s.line, &s.hash)
	if errors.Is(err, db.ErrNoRows) {
		return s, nil
	}
	return s, err
}

func insertSeal(ctx context.Context, tx *db.Tx, s seal) error {
	_, err := tx.Exec(ctx, `INSERT INTO audit_seal (seq, line_id, hash) VALUES ($1, $2, $3)`, s.seq, s.line, s.hash)
	return err
}

func storeHead(ctx context.Context, tx *db.Tx, h Head) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO audit_head (day, seq, hash, signature) VALUES ($1, $2, $3, $4)
		ON CONFLICT (day) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, signature = excluded.signature`,
		h.Day, h.Seq, h.Hash, h.Signature)
	return err
}
