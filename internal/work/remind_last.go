package work

import (
	"context"
	"fmt"
	"slices"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/law"
)

// Nudge is what is known of chasing a case: when a letter last reminded of it, and whether it is quiet.
type Nudge struct {
	Reminded law.Date // zero: never
	Quiet    bool     // messages name it by its code alone
}

// Nudges are those of some cases. It asks about nobody's rights: the cases come from a list that did.
func (s *Service) Nudges(ctx context.Context, tx *db.Tx, ids []CaseID) (map[CaseID]Nudge, error) {
	all := make(map[CaseID]Nudge, len(ids))
	const most = 500 // placeholders of one query
	for part := range slices.Chunk(ids, most) {
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = id
		}
		r, err := tx.Query(ctx, `
			SELECT c.id, c.quiet, COALESCE((SELECT MAX(r.sent_on) FROM work_reminder r WHERE r.case_id = c.id AND r.kind <> 'rung'), '')
			  FROM work_case c
			 WHERE c.id IN (`+db.In(1, len(part))+`)`, args...)
		_, err = db.Collect(r, err, func(r *db.Rows) (id CaseID, err error) {
			var n Nudge
			var day string
			err = r.Scan(&id, &n.Quiet, &day)
			if err == nil && day != "" {
				n.Reminded, err = law.ParseDate(day)
			}
			all[id] = n
			return id, err
		})
		if err != nil {
			return nil, fmt.Errorf("reading when cases were last reminded of: %w", err)
		}
	}
	return all, nil
}
