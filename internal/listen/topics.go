package listen

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/db"
)

// topicsOf are the topics whose query an item matches.
func (s *Service) topicsOf(*parcel) []TopicID { return nil }

// putTopics stores under which topics items are.
func putTopics(ctx context.Context, tx *db.Tx, parcels []*parcel) error {
	var rows [][]any
	for _, p := range parcels {
		if p.again {
			_, err := tx.Exec(ctx, `DELETE FROM listen_item_topic WHERE item = $1`, p.ID)
			if err != nil {
				return err
			}
		}
		for _, t := range p.topics {
			rows = append(rows, []any{t, p.ID})
		}
	}
	return insertRows(ctx, tx, `INSERT INTO listen_item_topic (topic, item)`, rows, `ON CONFLICT (topic, item) DO NOTHING`)
}
