package listen

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
)

// Story is what several items tell.
type Story struct {
	ID      StoryID
	Title   string
	First   ItemID // the item that came first; [Service.FirstOf] is the one that was published first
	FirstAt time.Time
	LastAt  time.Time
	Items   int // with copies
}

const storyColumns = `id, title, first_item, first_at, last_at, items`

func scanStory(r interface{ Scan(...any) error }) (st Story, err error) {
	err = r.Scan(&st.ID, &st.Title, &st.First, &st.FirstAt, &st.LastAt, &st.Items)
	return st, err
}

// Story returns a story, through all mergers. It fails with fault.NotFound.
func (s *Service) Story(ctx context.Context, tx *db.Tx, id StoryID) (Story, error) {
	for range 100 {
		var into StoryID
		err := tx.QueryRow(ctx, `SELECT COALESCE(into_story, 0) FROM listen_story WHERE id = $1`, id).Scan(&into)
		if errors.Is(err, db.ErrNoRows) {
			return Story{}, fault.New(fault.NotFound, "Không có dòng sự việc này.")
		}
		if err != nil {
			return Story{}, err
		}
		if into == 0 {
			break
		}
		id = into
	}
	return scanStory(tx.QueryRow(ctx, `SELECT `+storyColumns+` FROM listen_story WHERE id = $1`, id))
}

// Stories returns the stories with an item in a stretch of time, those of most items first.
func (s *Service) Stories(ctx context.Context, tx *db.Tx, from, to time.Time, limit int) ([]Story, error) {
	r, err := tx.Query(ctx, `
		SELECT `+storyColumns+` FROM listen_story
		 WHERE last_at >= $1 AND first_at < $2 AND into_story IS NULL AND items > 0
		 ORDER BY items DESC, id DESC LIMIT $3`, from, to, limit)
	return db.Collect(r, err, func(r *db.Rows) (Story, error) { return scanStory(r) })
}

// StoryItems returns the items of a story in the order of publication: the first is the first publisher's.
func (s *Service) StoryItems(ctx context.Context, tx *db.Tx, id StoryID, limit int) ([]Item, error) {
	r, err := tx.Query(ctx, `SELECT `+itemColumns+` FROM listen_item i WHERE i.story = $1 ORDER BY i.published, i.id LIMIT $2`, id, limit)
	return db.Collect(r, err, func(r *db.Rows) (Item, error) { return scanItem(r) })
}

// FirstOf returns the item with which a story began: of those that still stand the one that was published first, whichever
// of them came first. It fails with [fault.NotFound] where none stands.
func (s *Service) FirstOf(ctx context.Context, tx *db.Tx, id StoryID) (Item, error) {
	i, err := scanItem(tx.QueryRow(ctx, `
		SELECT `+itemColumns+` FROM listen_item i
		 WHERE i.story = $1 AND i.understood AND i.state <> $2 ORDER BY i.published, i.id LIMIT 1`, id, Removed))
	if errors.Is(err, db.ErrNoRows) {
		return i, fault.New(fault.NotFound, "Không còn tin nào của dòng sự việc này.")
	}
	if err != nil {
		return i, fmt.Errorf("reading with what story %d began: %w", id, err)
	}
	return i, nil
}

// Also is another source in which an item stands too.
type Also struct {
	Source SourceID
	Link   string
	At     time.Time
}

// AlsoIn returns where else an item stands under the same address or identifier.
func (s *Service) AlsoIn(ctx context.Context, tx *db.Tx, id ItemID) ([]Also, error) {
	r, err := tx.Query(ctx, `SELECT source, link, at FROM listen_also WHERE item = $1 ORDER BY at, source`, id)
	return db.Collect(r, err, func(r *db.Rows) (a Also, err error) {
		err = r.Scan(&a.Source, &a.Link, &a.At)
		return a, err
	})
}

// Version is how an article read until it was changed.
type Version struct {
	Number            int
	Title, Lead, Body string
	Until             time.Time
}

// Versions returns the earlier versions of an article, oldest first.
func (s *Service) Versions(ctx context.Context, tx *db.Tx, id ItemID) ([]Version, error) {
	r, err := tx.Query(ctx, `SELECT number, title, lead, body, until FROM listen_version WHERE item = $1 ORDER BY number`, id)
	return db.Collect(r, err, func(r *db.Rows) (v Version, err error) {
		err = r.Scan(&v.Number, &v.Title, &v.Lead, &v.Body, &v.Until)
		return v, err
	})
}

// SpreadPoint is how far a story had spread at the end of an hour.
type SpreadPoint struct {
	Hour    time.Time
	Items   int // since the beginning
	Sources int // distinct, since the beginning
}

// Spread is the curve along which a story spread, one point for each hour in which something came.
func (s *Service) Spread(ctx context.Context, tx *db.Tx, id StoryID) ([]SpreadPoint, error) {
	r, err := tx.Query(ctx, `SELECT published, source FROM listen_item WHERE story = $1 ORDER BY published, id`, id)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var points []SpreadPoint
	sources := map[SourceID]bool{}
	items := 0
	for r.Next() {
		var at time.Time
		var src SourceID
		err := r.Scan(&at, &src)
		if err != nil {
			return nil, err
		}
		items++
		sources[src] = true
		hour := instantOf(hourOf(at))
		if n := len(points); n == 0 || !points[n-1].Hour.Equal(hour) {
			points = append(points, SpreadPoint{Hour: hour})
		}
		points[len(points)-1].Items, points[len(points)-1].Sources = items, len(sources)
	}
	return points, r.Err()
}
