// Package audit is the record for the institution: who did what to which thing, when, with names written
// out so that a line survives what it speaks of. A line commits with its change. Afterwards one job seals
// the committed lines into a chain of hashes and signs the head of the day with a key that is kept outside
// the database, so that an edit, a deletion, a cut end and a rewritten chain are all found by Verify.
//
// No line holds a citizen's personal data.
//
// Tables: audit_line, audit_seal, audit_head.
package audit

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

//go:embed migrations
var files embed.FS

// Module is the schema of the audit log.
var Module = db.Module{Name: "audit", Files: files}

// Entry is one line to be written.
type Entry struct {
	ActorID  int64  // 0 for the system itself
	Actor    string // name as it was then, "Hệ thống" for the system
	Action   string // stable code such as "work.submit"
	Object   string // kind of thing, such as "case"
	ObjectID int64
	Sentence string // Vietnamese, with verbs for Args; the key of its English translation
	Args     []any  // strings and whole numbers
}

// Line is an entry as it was kept.
type Line struct {
	ID int64
	At time.Time
	Entry
}

// Write keeps an entry if and only if tx commits.
func Write(ctx context.Context, tx *db.Tx, at time.Time, e Entry) error {
	args, err := json.Marshal(e.Args)
	if err != nil {
		return fmt.Errorf("writing the audit line of %s: %w", e.Action, err)
	}
	if e.Args == nil {
		args = []byte("[]")
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO audit_line (at, actor_id, actor, action, object, object_id, sentence, args)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		at, e.ActorID, e.Actor, e.Action, e.Object, e.ObjectID, e.Sentence, string(args))
	if err != nil {
		return fmt.Errorf("writing the audit line of %s: %w", e.Action, err)
	}
	return nil
}

// Filter chooses lines; zero fields choose all.
type Filter struct {
	Object   string
	ObjectID int64
	ActorID  int64
	Before   int64 // only lines with a smaller ID: the next page
	Limit    int   // 50 if 0
}

// Lines returns the newest lines first.
func Lines(ctx context.Context, tx *db.Tx, f Filter) ([]Line, error) {
	if f.Limit == 0 {
		f.Limit = 50
	}
	r, err := tx.Query(ctx, `
		SELECT id, at, actor_id, actor, action, object, object_id, sentence, args
		  FROM audit_line
		 WHERE ($1 = '' OR object = $2)
		   AND ($3 = 0 OR object_id = $4)
		   AND ($5 = 0 OR actor_id = $6)
		   AND ($7 = 0 OR id < $8)
		 ORDER BY id DESC
		 LIMIT $9`, f.Object, f.Object, f.ObjectID, f.ObjectID, f.ActorID, f.ActorID, f.Before, f.Before, f.Limit)
	return db.Collect(r, err, scanLine)
}

func scanLine(r *db.Rows) (Line, error) {
	var l Line
	var args string
	err := r.Scan(&l.ID, &l.At, &l.ActorID, &l.Actor, &l.Action, &l.Object, &l.ObjectID, &l.Sentence, &args)
	if err != nil {
		return Line{}, err
	}
	l.Args, err = readArgs(args)
	return l, err
}

// readArgs gives whole numbers back as int64, so that %d prints them.
func readArgs(text string) ([]any, error) {
	var args []any
	err := json.Unmarshal([]byte(text), &args)
	if err != nil {
		return nil, fmt.Errorf("reading audit arguments: %w", err)
	}
	for i, a := range args {
		if f, ok := a.(float64); ok && f == float64(int64(f)) {
			args[i] = int64(f)
		}
	}
	return args, nil
}
