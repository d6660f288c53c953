package listen

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/listen/words"
	"github.com/nhipcau/nhipcau/internal/web"
)

const (
	indexAtOnce = 4096 // items of a segment that is made again
	indexed     = `i.understood AND i.state <> 'removed' AND i.id > $1 AND i.id <= $2`
	hiddenLevel = -1 // of segments that are made beside those in use
)

// indexStep makes the next part of the index again, beside the one that is searched; when all parts are there they
// take its place in one transaction. What was indexed meanwhile stays, for search asks every text it finds.
func (s *Service) indexStep(ctx context.Context, name string) (w Work, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		w, err = s.holdWork(ctx, tx, name)
		if err != nil || w.mark != 0 || w.State == WorkDone {
			return err
		}
		return s.beginIndex(ctx, tx, &w)
	})
	if err != nil || w.State == WorkDone {
		return w, err
	}
	var built segment
	var blocks []words.Block
	removed := 0
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		removed, err = countRemoved(ctx, tx)
		if err != nil {
			return err
		}
		built, blocks, err = s.indexAfter(ctx, tx, w)
		return err
	})
	if err != nil {
		return w, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		w, err = s.holdWork(ctx, tx, name)
		if err != nil {
			return err
		}
		if len(blocks) == 0 {
			return s.swapIndex(ctx, tx, &w)
		}
		now, err := countRemoved(ctx, tx)
		if err != nil || now != removed { // its words must not come back: make this part once more
			return err
		}
		err = putSegmentAt(ctx, tx, built, hiddenLevel, blocks)
		if err != nil {
			return fmt.Errorf("indexing items %d to %d again: %w", built.first, built.last, err)
		}
		w.place, w.Done, w.Changed = built.last, w.Done+built.items, s.Now()
		return putWork(ctx, tx, w)
	})
	return w, err
}

// beginIndex notes which segments are to be replaced and up to which item: those that come later are indexed as
// they come.
func (s *Service) beginIndex(ctx context.Context, tx *db.Tx, w *Work) error {
	_, err := tx.Exec(ctx, `DELETE FROM listen_segment WHERE level = $1`, hiddenLevel)
	if err != nil {
		return err
	}
	var last int64
	err = tx.QueryRow(ctx, `SELECT COALESCE(MAX(id), 0) + 1, COALESCE(MAX(last_item), 0) FROM listen_segment`).Scan(&w.mark, &last)
	if err != nil {
		return err
	}
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM listen_item i WHERE `+indexed, w.start, last).Scan(&w.Total)
	if err != nil {
		return err
	}
	w.place, w.until, w.Done, w.Changed = w.start, last, 0, s.Now()
	return putWork(ctx, tx, *w)
}

// indexAfter makes the next segment; without blocks there is none any more.
func (s *Service) indexAfter(ctx context.Context, tx *db.Tx, w Work) (sg segment, blocks []words.Block, err error) {
	r, err := tx.Query(ctx, `
		SELECT `+itemColumns+`, COALESCE(t.body, ''), s.name
		  FROM listen_item i JOIN listen_source s ON s.id = i.source LEFT JOIN listen_text t ON t.item = i.id
		 WHERE `+indexed+` ORDER BY i.id LIMIT $3`, w.place, w.until, indexAtOnce)
	if err != nil {
		return sg, nil, err
	}
	defer r.Close()
	var b words.Builder
	doc := new(query.Document)
	for r.Next() {
		var body, origin string
		item, err := scanItem(r, &body, &origin)
		if err != nil {
			return sg, nil, err
		}
		doc.Read(articleOf(&item, body, namesOf(origin, item.Link)))
		b.Add(int64(item.ID), doc)
		sg.items++
	}
	if r.Err() != nil || sg.items == 0 {
		return sg, nil, r.Err()
	}
	sg.first, sg.last, sg.items, blocks = b.End()
	return sg, blocks, nil
}

func countRemoved(ctx context.Context, tx *db.Tx) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM listen_item WHERE state = $1`, Removed).Scan(&n)
	return n, err
}

// swapIndex puts what was made again in the place of what was there before.
func (s *Service) swapIndex(ctx context.Context, tx *db.Tx, w *Work) error {
	err := waitForReader(ctx, tx) // who merges segments
	if err != nil {
		return err
	}
	r, err := tx.Query(ctx, `SELECT id, first_item, last_item, items FROM listen_segment WHERE level >= 0 AND id < $1 AND last_item > $2`, w.mark, w.start)
	old, err := db.Collect(r, err, scanSegment)
	if err != nil {
		return err
	}
	for _, sg := range old {
		err := rewrite(ctx, tx, []segment{sg}, func(item int64) bool { return item <= w.start })
		if err != nil {
			return fmt.Errorf("replacing the index: %w", err)
		}
	}
	_, err = tx.Exec(ctx, `UPDATE listen_segment SET level = $1 WHERE level = $2`, lastLevel, hiddenLevel)
	if err != nil {
		return fmt.Errorf("replacing the index: %w", err)
	}
	w.State, w.Changed = WorkDone, s.Now()
	err = putWork(ctx, tx, *w)
	if err != nil {
		return err
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		Actor: "Hệ thống", Action: "listen.index", Object: "listen_item", Sentence: web.Mark("Đã lập lại chỉ mục từ của %d tin."), Args: []any{w.Done},
	})
}
