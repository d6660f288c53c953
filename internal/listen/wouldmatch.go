package listen

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/listen/words"
)

// Preview says what a query would have matched.
type Preview struct {
	Matches int
	Exact   bool // else it is estimated from an even sample of the candidates
	Days    int
	Samples []Hit // the latest ten
	Hints   []*query.Problem
}

const (
	previewDays    = 7
	previewChecked = 4000 // candidates that are read whole
	previewSamples = 10
)

// WouldMatch says how many items of the last seven days a query would have matched, with ten samples. It fails
// with fault.Invalid as [Service.SaveTopic] does.
func (s *Service) WouldMatch(ctx context.Context, tx *db.Tx, text string, social bool) (Preview, error) {
	q, err := s.CheckQuery(ctx, text, social)
	if err != nil {
		return Preview{}, err
	}
	from := s.Now().Add(-previewDays * 24 * time.Hour)
	ids, err := idsSince(ctx, tx, q, from)
	if err != nil {
		return Preview{}, fmt.Errorf("looking for what would match: %w", err)
	}
	p := Preview{Hints: q.Hints(), Days: previewDays, Exact: len(ids) <= previewChecked}
	step := max(1, (len(ids)+previewChecked-1)/previewChecked)
	slices.Reverse(ids)
	var checked []int64
	for i := 0; i < len(ids); i += step {
		checked = append(checked, ids[i])
	}
	l := looking{s: s, tx: tx, q: q, doc: documents.Get().(*query.Document), ask: Search{From: from, Limit: previewChecked + 1}}
	defer documents.Put(l.doc)
	_, err = l.look(ctx, checked)
	if err != nil {
		return Preview{}, fmt.Errorf("looking for what would match: %w", err)
	}
	p.Matches = len(l.found.Hits) * step
	p.Samples = l.found.Hits[:min(previewSamples, len(l.found.Hits))]
	return p, nil
}

// idsSince are the items since a time that may match a query, in ascending order.
func idsSince(ctx context.Context, tx *db.Tx, q *query.Query, from time.Time) ([]int64, error) {
	var least int64
	err := tx.QueryRow(ctx, `SELECT COALESCE(MIN(id), 0) FROM listen_item WHERE published >= $1`, from).Scan(&least)
	if err != nil || least == 0 {
		return nil, err
	}
	needs := q.Needs()
	if len(needs) == 0 {
		r, err := tx.Query(ctx, `SELECT id FROM listen_item WHERE published >= $1 ORDER BY id`, from)
		return db.Collect(r, err, func(r *db.Rows) (id int64, err error) { err = r.Scan(&id); return id, err })
	}
	segments, err := segmentsBefore(ctx, tx, 0)
	if err != nil {
		return nil, err
	}
	var all []int64
	for _, sg := range segments {
		if sg.last < least {
			continue
		}
		some, err := candidates(ctx, tx, sg, needs)
		if err != nil {
			return nil, err
		}
		all = words.Or(all, some)
	}
	n, _ := slices.BinarySearch(all, least)
	return all[n:], nil
}
