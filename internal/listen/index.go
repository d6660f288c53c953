package listen

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/bits"
	"slices"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/listen/words"
)

const (
	mergedAtOnce = 8 // segments of one level become one
	lastLevel    = 4 // segments of 4,096 items and more are not merged any more
)

// segment is a part of the index of words.
type segment struct {
	id          int64
	first, last int64
	items       int
}

// levelOf is the level of a segment: 0 up to 7 items, and one more for each eightfold.
func levelOf(items int) int { return min(lastLevel, (bits.Len(uint(items))-1)/3) }

// index stores the words of items, and merges what has become many.
func (r *reader) index(ctx context.Context, tx *db.Tx, parcels []*parcel) error {
	sorted := slices.SortedFunc(slices.Values(parcels), func(a, b *parcel) int { return cmp.Compare(a.ID, b.ID) })
	for _, p := range sorted {
		r.words.Add(int64(p.ID), &p.doc)
	}
	first, last, items, blocks := r.words.End()
	err := putSegment(ctx, tx, segment{first: first, last: last, items: items}, blocks)
	if err != nil {
		return fmt.Errorf("indexing items %d to %d: %w", first, last, err)
	}
	for level := levelOf(items); level < lastLevel; level++ {
		merged, err := mergeLevel(ctx, tx, level)
		if err != nil {
			return fmt.Errorf("merging the index: %w", err)
		}
		if !merged {
			break
		}
	}
	return nil
}

func putSegment(ctx context.Context, tx *db.Tx, sg segment, blocks []words.Block) error {
	return putSegmentAt(ctx, tx, sg, levelOf(sg.items), blocks)
}

func putSegmentAt(ctx context.Context, tx *db.Tx, sg segment, level int, blocks []words.Block) error {
	err := tx.QueryRow(ctx, `
		INSERT INTO listen_segment (level, first_item, last_item, items) VALUES ($1, $2, $3, $4) RETURNING id`,
		level, sg.first, sg.last, sg.items).Scan(&sg.id)
	if err != nil {
		return err
	}
	rows := make([][]any, len(blocks))
	for i, b := range blocks {
		rows[i] = []any{sg.id, b.First, b.Data}
	}
	return insertRows(ctx, tx, `INSERT INTO listen_block (segment, first, data)`, rows, ``)
}

// mergeLevel makes one segment of the segments of a level if there are many.
func mergeLevel(ctx context.Context, tx *db.Tx, level int) (bool, error) {
	r, err := tx.Query(ctx, `SELECT id, first_item, last_item, items FROM listen_segment WHERE level = $1 ORDER BY id`, level)
	all, err := db.Collect(r, err, scanSegment)
	if err != nil || len(all) < mergedAtOnce {
		return false, err
	}
	return true, rewrite(ctx, tx, all, nil)
}

func scanSegment(r *db.Rows) (sg segment, err error) {
	err = r.Scan(&sg.id, &sg.first, &sg.last, &sg.items)
	return sg, err
}

// rewrite puts one segment in the place of several, without the items that are not kept; nil keeps all.
func rewrite(ctx context.Context, tx *db.Tx, all []segment, keep func(item int64) bool) error {
	var parts []words.Part
	sum := segment{first: all[0].first}
	for _, sg := range all {
		r, err := tx.Query(ctx, `SELECT first, data FROM listen_block WHERE segment = $1 ORDER BY first`, sg.id)
		blocks, err := db.Collect(r, err, scanBlock)
		if err != nil {
			return err
		}
		parts = append(parts, words.Part{Base: sg.first, Blocks: blocks})
		sum.first, sum.last, sum.items = min(sum.first, sg.first), max(sum.last, sg.last), sum.items+sg.items
		for _, text := range []string{`DELETE FROM listen_block WHERE segment = $1`, `DELETE FROM listen_segment WHERE id = $1`} {
			_, err := tx.Exec(ctx, text, sg.id)
			if err != nil {
				return err
			}
		}
	}
	blocks := words.Merge(parts, keep)
	if len(blocks) == 0 {
		return nil
	}
	return putSegment(ctx, tx, sum, blocks)
}

func scanBlock(r *db.Rows) (b words.Block, err error) {
	err = r.Scan(&b.First, &b.Data)
	return b, err
}

// segmentsBefore are the segments that may have items before one, the latest first. 0 is no bound.
func segmentsBefore(ctx context.Context, tx *db.Tx, before ItemID) ([]segment, error) {
	r, err := tx.Query(ctx, `
		SELECT id, first_item, last_item, items FROM listen_segment
		 WHERE level >= 0 AND ($1 = 0 OR first_item < $2) ORDER BY last_item DESC`, int64(before), int64(before))
	return db.Collect(r, err, scanSegment)
}

// candidates are the items of a segment that have what a query needs, in ascending order; all is true if the
// query needs nothing that the index knows.
func candidates(ctx context.Context, tx *db.Tx, sg segment, needs [][]query.Term) (items []int64, err error) {
	source := func(from, to []byte) ([]words.Block, error) { return blocksBetween(ctx, tx, sg.id, from, to) }
	for i, group := range needs {
		var any []int64
		for _, t := range group {
			l, err := words.Find(sg.first, source, t)
			if err != nil {
				return nil, fmt.Errorf("reading the index: %w", err)
			}
			any = words.Or(any, l.Items)
		}
		if i == 0 {
			items = any
		} else {
			items = words.And(items, any)
		}
		if len(items) == 0 {
			return nil, nil
		}
	}
	return items, nil
}

// blocksBetween are the blocks of a segment that may have keys from one until before another.
func blocksBetween(ctx context.Context, tx *db.Tx, id int64, from, to []byte) ([]words.Block, error) {
	var start []byte
	err := tx.QueryRow(ctx, `SELECT first FROM listen_block WHERE segment = $1 AND first <= $2 ORDER BY first DESC LIMIT 1`, id, from).Scan(&start)
	if errors.Is(err, db.ErrNoRows) {
		start, err = from, nil
	}
	if err != nil {
		return nil, err
	}
	r, err := tx.Query(ctx, `SELECT first, data FROM listen_block WHERE segment = $1 AND first >= $2 AND first < $3 ORDER BY first`, id, start, to)
	return db.Collect(r, err, scanBlock)
}
