package listen

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/law"
)

// SocialDay is how often a topic was spoken of on social sources on one day, as it may be shown.
type SocialDay struct {
	Day   law.Date
	Count gate.Cell
}

// SocialDays are the days between two, ends included, on which a topic was spoken of on social sources. They are
// what may be shown, and sums are made of them alone: see [gate.Shown].
func (s *Service) SocialDays(ctx context.Context, tx *db.Tx, topic TopicID, from, to law.Date) ([]SocialDay, error) {
	r, err := tx.Query(ctx, `
		SELECT day, CAST(SUM(count) AS BIGINT) FROM listen_voice
		 WHERE topic = $1 AND day >= $2 AND day <= $3 GROUP BY day ORDER BY day`, topic, from, to)
	return db.Collect(r, err, func(r *db.Rows) (d SocialDay, err error) {
		var n int
		err = r.Scan(&d.Day, &n)
		d.Count = gate.Heard(n)
		return d, err
	})
}

// SocialOfStory is how often a story was spoken of on social sources, as it may be shown.
func (s *Service) SocialOfStory(ctx context.Context, tx *db.Tx, story StoryID) (gate.Cell, error) {
	var n int
	err := tx.QueryRow(ctx, `SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) FROM listen_voice WHERE story = $1 AND topic = 0`, story).Scan(&n)
	return gate.Heard(n), err
}
