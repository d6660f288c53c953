package listen

import (
	"context"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// Mention is an independent item as series count it: copies and light edits spread another item and are left out.
type Mention struct {
	Item      ItemID
	Source    SourceID
	Class     Class
	Area      string
	Story     StoryID
	Published time.Time
	Arrived   time.Time
}

const selectMention = `SELECT i.id, i.source, i.class, i.area, COALESCE(i.story, 0), i.published, i.arrived FROM listen_item i`

// independent leaves out what only spreads another item.
const independent = ` AND i.understood AND i.relation NOT IN ('copy', 'edit')`

// Mentions visits the independent items of a topic that were published from from until before to, oldest first.
// Topic 0 is everything.
func (s *Service) Mentions(ctx context.Context, tx *db.Tx, topic TopicID, from, to time.Time, visit func(Mention)) error {
	where := ` WHERE i.published >= $1 AND i.published < $2` + independent + ` ORDER BY i.published, i.id`
	if topic == 0 {
		return mentions(ctx, tx, topic, visit, selectMention+where, from, to)
	}
	return mentions(ctx, tx, topic, visit, selectMention+` JOIN listen_item_topic t ON t.item = i.id AND t.topic = $3`+where, from, to, topic)
}

// MentionsAfter visits the independent items of a topic that came after an item, in the order in which they came.
func (s *Service) MentionsAfter(ctx context.Context, tx *db.Tx, topic TopicID, after ItemID, visit func(Mention)) error {
	where := ` WHERE i.id > $1` + independent + ` ORDER BY i.id`
	if topic == 0 {
		return mentions(ctx, tx, topic, visit, selectMention+where, after)
	}
	return mentions(ctx, tx, topic, visit, selectMention+` JOIN listen_item_topic t ON t.item = i.id AND t.topic = $2 AND t.item > $1`+where, after, topic)
}

func mentions(ctx context.Context, tx *db.Tx, topic TopicID, visit func(Mention), text string, args ...any) error {
	r, err := tx.Query(ctx, text, args...)
	if err != nil {
		return fmt.Errorf("reading what was said about topic %d: %w", topic, err)
	}
	defer r.Close()
	names := map[string]string{} // each once, however many mentions have it
	for r.Next() {
		var m Mention
		err := r.Scan(&m.Item, &m.Source, &m.Class, &m.Area, &m.Story, &m.Published, &m.Arrived)
		if err != nil {
			return err
		}
		m.Class, m.Area = Class(oneOf(names, string(m.Class))), oneOf(names, m.Area)
		visit(m)
	}
	return r.Err()
}

// oneOf is a string in the memory in which it was met first.
func oneOf(met map[string]string, s string) string {
	one, ok := met[s]
	if !ok {
		met[s], one = s, s
	}
	return one
}
