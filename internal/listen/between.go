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

// TonesByTopic counts the independent items that were published from from until before to, by topic and tone.
func (s *Service) TonesByTopic(ctx context.Context, tx *db.Tx, from, to time.Time) (map[TopicID]map[string]int, error) {
	r, err := tx.Query(ctx, `
		SELECT t.topic, i.tone, COUNT(*) FROM listen_item i JOIN listen_item_topic t ON t.item = i.id
		 WHERE i.published >= $1 AND i.published < $2`+independent+` GROUP BY t.topic, i.tone`, from, to)
	if err != nil {
		return nil, fmt.Errorf("counting the tones of topics: %w", err)
	}
	defer r.Close()
	all := map[TopicID]map[string]int{}
	for r.Next() {
		var topic TopicID
		var word string
		var n int
		err := r.Scan(&topic, &word, &n)
		if err != nil {
			return nil, err
		}
		if all[topic] == nil {
			all[topic] = map[string]int{}
		}
		all[topic][word] = n
	}
	return all, r.Err()
}
