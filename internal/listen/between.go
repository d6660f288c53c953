package listen

import (
	"context"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// Between visits the items that were published from from until before to, in the order of publication, as they are
// kept now: with copies, without what was taken down.
func (s *Service) Between(ctx context.Context, tx *db.Tx, from, to time.Time, visit func(Item)) error {
	r, err := tx.Query(ctx, `SELECT `+itemColumns+` FROM listen_item i
		 WHERE i.published >= $1 AND i.published < $2 AND i.understood AND i.state <> $3 ORDER BY i.published, i.id`, from, to, Removed)
	if err != nil {
		return fmt.Errorf("reading items between two days: %w", err)
	}
	defer r.Close()
	for r.Next() {
		i, err := scanItem(r)
		if err != nil {
			return err
		}
		visit(i)
	}
	return r.Err()
}

// TopicsOf returns under which topics each of some items stands.
func (s *Service) TopicsOf(ctx context.Context, tx *db.Tx, ids []ItemID) (map[ItemID][]TopicID, error) {
	all := map[ItemID][]TopicID{}
	err := eachIn(ids, func(in string, args []any) error {
		r, err := tx.Query(ctx, `SELECT item, topic FROM listen_item_topic WHERE item IN (`+in+`) ORDER BY item, topic`, args...)
		if err != nil {
			return fmt.Errorf("reading the topics of items: %w", err)
		}
		defer r.Close()
		for r.Next() {
			var item ItemID
			var topic TopicID
			err := r.Scan(&item, &topic)
			if err != nil {
				return err
			}
			all[item] = append(all[item], topic)
		}
		return r.Err()
	})
	return all, err
}

// ToneCounts counts the independent items of a topic that were published from from until before to, by tone.
func (s *Service) ToneCounts(ctx context.Context, tx *db.Tx, topic TopicID, from, to time.Time) (map[string]int, error) {
	r, err := tx.Query(ctx, `
		SELECT i.tone, COUNT(*) FROM listen_item i JOIN listen_item_topic t ON t.item = i.id AND t.topic = $3
		 WHERE i.published >= $1 AND i.published < $2`+independent+` GROUP BY i.tone`, from, to, topic)
	if err != nil {
		return nil, fmt.Errorf("counting the tone of topic %d: %w", topic, err)
	}
	defer r.Close()
	all := map[string]int{}
	for r.Next() {
		var word string
		var n int
		err := r.Scan(&word, &n)
		if err != nil {
			return nil, err
		}
		all[word] = n
	}
	return all, r.Err()
}

// LateCount counts the independent items that were published from from until before to and arrived after a moment.
func (s *Service) LateCount(ctx context.Context, tx *db.Tx, from, to, after time.Time) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM listen_item i WHERE i.published >= $1 AND i.published < $2 AND i.arrived > $3`+independent, from, to, after).Scan(&n)
	return n, err
}
