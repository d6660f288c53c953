package round

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// owesAmong reports whether one of the units owes an answer to a round, or consolidates one.
func owesAmong(ctx context.Context, tx *db.Tx, round ID, all bool, units []org.UnitID) (bool, error) {
	if all {
		return true, nil
	}
	mine := map[org.UnitID]bool{}
	for _, u := range units {
		mine[u] = true
	}
	r, err := tx.Query(ctx, `SELECT unit, up FROM round_owed WHERE round = $1`, round)
	if err != nil {
		return false, err
	}
	defer r.Close()
	for r.Next() {
		var unit, up org.UnitID
		err := r.Scan(&unit, &up)
		if err != nil {
			return false, err
		}
		if mine[unit] || mine[up] {
			return true, nil
		}
	}
	return false, r.Err()
}

// unitsWithPosts are the units in which somebody holds one of the posts on a day.
func unitsWithPosts(ctx context.Context, tx *db.Tx, kinds []org.PostKind, day law.Date) (map[org.UnitID]bool, error) {
	all := map[org.UnitID]bool{}
	if len(kinds) == 0 {
		return all, nil
	}
	args := []any{}
	for _, k := range kinds {
		args = append(args, k)
	}
	args = append(args, day, day)
	n := len(kinds)
	r, err := tx.Query(ctx, `
		SELECT DISTINCT unit FROM org_post
		 WHERE kind IN (`+db.In(1, n)+`)
		   AND (from_day IS NULL OR from_day <= `+db.In(n+1, 1)+`) AND (to_day IS NULL OR to_day >= `+db.In(n+2, 1)+`)`, args...)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	for r.Next() {
		var u org.UnitID
		err := r.Scan(&u)
		if err != nil {
			return nil, err
		}
		all[u] = true
	}
	return all, r.Err()
}
