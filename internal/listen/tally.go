package listen

import (
	"context"
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/query"
)

// How far a tally counts: a query that hardly anything or nearly everything matches cannot hold the database for long.
const (
	mostTallied = 20_000 // items
	mostMatched = 2_000  // items that match a query
	mostChecked = 5_000  // items that are held against a query
)

// Tally is how much a search finds, by source and by story. Items of no story are in no one's count.
type Tally struct {
	Items   int
	Sources map[SourceID]int
	Stories map[StoryID]int
	More    bool // there is more: it was not counted to the end
}

func (t *Tally) add(source SourceID, story StoryID, n int) {
	t.Items += n
	t.Sources[source] += n
	if story != 0 {
		t.Stories[story] += n
	}
}

// Tally counts what [Service.Search] finds on all its pages.
func (s *Service) Tally(ctx context.Context, tx *db.Tx, a Search) (Tally, error) {
	a.Before = 0
	t := Tally{Sources: map[SourceID]int{}, Stories: map[StoryID]int{}}
	l := looking{s: s, tx: tx, ask: a, bare: true, bound: mostChecked}
	if strings.TrimSpace(a.Query) == "" {
		where, args := l.where(1)
		args = append(args, mostTallied+1)
		r, err := tx.Query(ctx, fmt.Sprintf(`
			SELECT f.source, f.story, COUNT(*)
			  FROM (SELECT i.source AS source, COALESCE(i.story, 0) AS story FROM listen_item i`+where+` LIMIT $%d) AS f
			 GROUP BY f.source, f.story`, len(args)), args...)
		_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
			var source SourceID
			var story StoryID
			var n int
			err = r.Scan(&source, &story, &n)
			t.add(source, story, n)
			return struct{}{}, err
		})
		if err != nil {
			return t, fmt.Errorf("counting what a search finds: %w", err)
		}
		t.More = t.Items > mostTallied
		return t, nil
	}
	q, err := readSearch(a.Query)
	if err != nil {
		return t, err
	}
	l.q, l.doc, l.ask.Limit = q, documents.Get().(*query.Document), mostMatched
	defer documents.Put(l.doc)
	err = l.run(ctx)
	if err != nil {
		return t, fmt.Errorf("counting what a search finds: %w", err)
	}
	for _, h := range l.found.Hits {
		t.add(h.Item.Source, h.Story, 1)
	}
	t.More = l.found.Next != 0
	return t, nil
}

// Titles are the titles of stories.
func (s *Service) Titles(ctx context.Context, tx *db.Tx, ids []StoryID) (map[StoryID]string, error) {
	all := map[StoryID]string{}
	err := eachIn(ids, func(in string, args []any) error {
		r, err := tx.Query(ctx, `SELECT id, title FROM listen_story WHERE id IN (`+in+`)`, args...)
		_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
			var id StoryID
			var title string
			err = r.Scan(&id, &title)
			all[id] = title
			return struct{}{}, err
		})
		return err
	})
	return all, err
}
