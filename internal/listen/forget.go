package listen

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/words"
	"github.com/nhipcau/nhipcau/internal/web"
)

// forgottenMark names the count in listen_progress of how often all processes had to make their memory again.
const forgottenMark = "forgotten"

// forgetEverywhere lets every process make its memory of the last days again before it understands anything more.
func (s *Service) forgetEverywhere(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `DELETE FROM listen_stream`) // it remembers words of titles
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO listen_progress (name, place, total, state, changed) VALUES ($1, 1, 0, '', $2)
		ON CONFLICT (name) DO UPDATE SET place = listen_progress.place + 1, changed = excluded.changed`, forgottenMark, s.Now())
	if err != nil {
		return err
	}
	tx.AfterCommit(func() {
		s.reader.forget()
		s.titles.Store(nil)
	})
	return s.tellReader(ctx, tx)
}

// timesForgotten is how often all processes had to make their memory again.
func timesForgotten(ctx context.Context, tx *db.Tx) (n int64, err error) {
	err = tx.QueryRow(ctx, `SELECT COALESCE(MAX(place), 0) FROM listen_progress WHERE name = $1`, forgottenMark).Scan(&n)
	return n, err
}

// beginForgetting lets a replay that makes the index again begin with it anew: what it made knows what is gone.
func (s *Service) beginForgetting(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `DELETE FROM listen_segment WHERE level = $1`, hiddenLevel)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE listen_work SET mark = 0 WHERE kind = $1 AND phase = $2 AND state <> $3`, Replaying, Indexing, WorkDone)
	return err
}

// forgetNext takes the words of what is gone from the next part of the index, or ends the work when there is none.
func (s *Service) forgetNext(ctx context.Context, tx *db.Tx, u Uploaded, w *Work) error {
	r, err := tx.Query(ctx, `
		SELECT x.item FROM listen_upload_item x
		 WHERE x.upload = $1 AND x.came = $2 AND NOT EXISTS (SELECT 1 FROM listen_item i WHERE i.id = x.item) ORDER BY x.item`, u.ID, cameNew)
	ids, err := db.Collect(r, err, func(r *db.Rows) (id int64, err error) { err = r.Scan(&id); return id, err })
	if err != nil {
		return fmt.Errorf("reading what is gone of upload %d: %w", u.ID, err)
	}
	var next []segment
	if len(ids) > 0 {
		r, err := tx.Query(ctx, `
			SELECT id, first_item, last_item, items FROM listen_segment WHERE id > $1 AND first_item <= $2 AND last_item >= $3 ORDER BY id`, w.place, ids[len(ids)-1], ids[0])
		next, err = db.Collect(r, err, scanSegment)
		if err != nil {
			return err
		}
	}
	if len(next) == 0 {
		err := rehang(ctx, tx, `TRUE`) // what hung on it in other stories
		if err != nil {
			return err
		}
		return s.tookBack(ctx, tx, u, w, web.Mark("Đã rút lại lần nạp số %d: bỏ %d tin, giữ %d tin do nơi khác cũng đăng hoặc đã có từ trước."), len(ids), u.Items-len(ids))
	}
	gone := make(map[int64]bool, len(ids))
	for _, id := range ids {
		gone[id] = true
	}
	sg := next[0]
	err = withoutWords(ctx, tx, sg, gone)
	if err != nil {
		return fmt.Errorf("taking words from the index: %w", err)
	}
	w.place, w.Done = sg.id, w.Done+1
	w.Total = w.Done + len(next) - 1
	return nil
}

// withoutWords writes a segment again if it knows items that are gone.
func withoutWords(ctx context.Context, tx *db.Tx, sg segment, gone map[int64]bool) error {
	r, err := tx.Query(ctx, `SELECT first, data FROM listen_block WHERE segment = $1 ORDER BY first`, sg.id)
	blocks, err := db.Collect(r, err, scanBlock)
	if err != nil {
		return err
	}
	known := map[int64]bool{}
	words.Merge([]words.Part{{Base: sg.first, Blocks: blocks}}, func(item int64) bool {
		if gone[item] {
			known[item] = true
		}
		return true
	})
	if len(known) == 0 {
		return nil
	}
	sg.items -= len(known)
	return rewrite(ctx, tx, []segment{sg}, func(item int64) bool { return !gone[item] })
}
