package listen

import (
	"context"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/law"
)

// asked names what questions are counted under; a place as in [Voice]. Of a question nothing else is kept.
type asked struct {
	Topic TopicID
	Place string
	Day   law.Date
}

// putAsked adds to the counts of questions.
func putAsked(ctx context.Context, tx *db.Tx, counts map[asked]int) error {
	rows := make([][]any, 0, len(counts))
	for k, n := range counts {
		rows = append(rows, []any{k.Topic, k.Place, k.Day, n})
	}
	err := insertRows(ctx, tx, `INSERT INTO listen_asked (topic, place, day, count)`, rows, `
		ON CONFLICT (topic, place, day) DO UPDATE SET count = listen_asked.count + excluded.count`)
	if err != nil {
		return fmt.Errorf("counting questions: %w", err)
	}
	return nil
}

// AskedDays are the days between two, ends included, on which people asked about a topic on social sources or to
// officers who noted it, as they may be shown: see [Service.SocialDays].
func (s *Service) AskedDays(ctx context.Context, tx *db.Tx, topic TopicID, from, to law.Date) ([]SocialDay, error) {
	days, err := s.QuestionDays(ctx, tx, topic, from, to)
	var all []SocialDay
	for _, d := range days {
		if d.Asked > 0 {
			all = append(all, SocialDay{d.Day, gate.Heard(d.Asked)})
		}
	}
	return all, err
}

// QuestionDay is how often a topic was spoken of on a day, and how often as a question.
type QuestionDay struct {
	Day         law.Date
	Said, Asked int
}

// QuestionDays are the days between two, ends included, on which a topic was spoken of, as they were counted. They are
// for computing with; what is shown goes through [Service.AskedDays].
func (s *Service) QuestionDays(ctx context.Context, tx *db.Tx, topic TopicID, from, to law.Date) ([]QuestionDay, error) {
	r, err := tx.Query(ctx, `
		SELECT v.day, v.said, COALESCE(q.asked, 0)
		  FROM (SELECT day, CAST(SUM(count) AS BIGINT) AS said FROM listen_voice WHERE topic = $1 AND day >= $2 AND day <= $3 GROUP BY day) AS v
		  LEFT JOIN (SELECT day, CAST(SUM(count) AS BIGINT) AS asked FROM listen_asked WHERE topic = $4 AND day >= $5 AND day <= $6 GROUP BY day) AS q
		    ON q.day = v.day
		 ORDER BY v.day`, topic, from, to, topic, from, to)
	return db.Collect(r, err, func(r *db.Rows) (d QuestionDay, err error) {
		err = r.Scan(&d.Day, &d.Said, &d.Asked)
		d.Asked = min(d.Asked, d.Said)
		return d, err
	})
}

// AskedAbout are the topics about which at least so many questions were counted on the days between two.
func (s *Service) AskedAbout(ctx context.Context, tx *db.Tx, from, to law.Date, least int) ([]TopicID, error) {
	r, err := tx.Query(ctx, `
		SELECT topic FROM listen_asked WHERE day >= $1 AND day <= $2 GROUP BY topic HAVING SUM(count) >= $3 ORDER BY topic`, from, to, least)
	return db.Collect(r, err, func(r *db.Rows) (id TopicID, err error) { err = r.Scan(&id); return id, err })
}

// Official reports whether sources of the class are what authorities themselves publish.
func (c Class) Official() bool { return c == Portal || c == Page }

// LastOfficial are the latest items about a topic that authorities published before a moment, the newest first.
func (s *Service) LastOfficial(ctx context.Context, tx *db.Tx, topic TopicID, before time.Time, limit int) ([]ItemID, error) {
	r, err := tx.Query(ctx, `
		SELECT i.id FROM listen_item_topic t JOIN listen_item i ON i.id = t.item
		 WHERE t.topic = $1 AND i.class IN ($2, $3) AND i.published < $4 AND i.understood AND i.state <> $5
		 ORDER BY i.published DESC, i.id DESC LIMIT $6`, topic, Portal, Page, before, Removed, limit)
	return db.Collect(r, err, func(r *db.Rows) (id ItemID, err error) { err = r.Scan(&id); return id, err })
}
