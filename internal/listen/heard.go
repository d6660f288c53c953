package listen

import (
	"context"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/law"
)

// errHeardMeanwhile is that another process counted one of the posts while this one did.
var errHeardMeanwhile = errors.New("a post was counted meanwhile")

// fresh are the posts that were not counted yet, each once. What nothing names always counts.
func fresh(posts []Post, seen map[uint64]bool) []Post {
	all := make([]Post, 0, len(posts))
	for _, p := range posts {
		if p.Mark != 0 && seen[p.Mark] {
			continue
		}
		seen[p.Mark] = true
		all = append(all, p)
	}
	return all
}

// seenOf are the marks among those of some posts that were counted for a source on a day.
func seenOf(ctx context.Context, tx *db.Tx, day law.Date, source SourceID, posts []Post) (map[uint64]bool, error) {
	var marks []int64
	for _, p := range posts {
		if p.Mark != 0 {
			marks = append(marks, int64(p.Mark))
		}
	}
	seen := map[uint64]bool{}
	err := eachIn(marks, func(in string, args []any) error {
		n := len(args)
		r, err := tx.Query(ctx, `SELECT mark FROM listen_voice_seen WHERE mark IN (`+in+`) AND day = `+db.In(n+1, 1)+` AND source = `+db.In(n+2, 1), append(args, day, source)...)
		_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
			var mark int64
			err = r.Scan(&mark)
			seen[uint64(mark)] = true
			return struct{}{}, err
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("asking which posts were counted: %w", err)
	}
	return seen, nil
}

// putSeen notes that posts are counted now. It fails with errHeardMeanwhile where one was counted since it was asked.
func putSeen(ctx context.Context, tx *db.Tx, day law.Date, source SourceID, export string, posts []Post) error {
	err := alone(ctx, tx, "listen_voice_seen")
	if err != nil {
		return err
	}
	seen, err := seenOf(ctx, tx, day, source, posts)
	if err != nil {
		return err
	}
	if len(seen) > 0 {
		return errHeardMeanwhile
	}
	var rows [][]any
	for _, p := range posts {
		if p.Mark != 0 {
			rows = append(rows, []any{day, source, int64(p.Mark), export})
		}
	}
	err = insertRows(ctx, tx, `INSERT INTO listen_voice_seen (day, source, mark, export)`, rows, ``)
	if err != nil {
		return fmt.Errorf("noting which posts were counted: %w", err)
	}
	return nil
}
