package listen

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/law"
)

// Volume is how many independent items each topic had on each day from one day to another, both included: what the board
// draws, forecasts look ahead to and digests tell. What only spreads another item is no volume. Without topics it is that
// of all that had any, and of everything under 0; a topic without an item may be missing.
func (s *Service) Volume(ctx context.Context, tx *db.Tx, from, to law.Date, topics ...TopicID) (map[TopicID][]int, error) {
	days := from.DaysUntil(to) + 1
	args := []any{from.Start(), to.AddDays(1).Start()}
	only := ""
	if len(topics) > 0 {
		only = ` AND topic IN (` + db.In(3, len(topics)) + `)`
		for _, t := range topics {
			args = append(args, t)
		}
	}
	r, err := tx.Query(ctx, `
		SELECT topic, hour, CAST(SUM(independent) AS BIGINT) FROM listen_hour
		 WHERE hour >= $1 AND hour < $2`+only+` GROUP BY topic, hour`, args...)
	if err != nil {
		return nil, fmt.Errorf("counting the volume of topics: %w", err)
	}
	defer r.Close()
	all := map[TopicID][]int{}
	for r.Next() {
		var c Count
		err := r.Scan(&c.Topic, &c.Hour, &c.Items)
		if err != nil {
			return nil, err
		}
		if all[c.Topic] == nil {
			all[c.Topic] = make([]int, days)
		}
		all[c.Topic][from.DaysUntil(law.DateOf(c.Hour))] += c.Items
	}
	return all, r.Err()
}
