package listen

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/law"
)

// Stats are the figures of listening as a whole.
type Stats struct {
	Sources    int            `json:"sources"`
	Healthy    int            `json:"sources_healthy"` // of those watched
	Watched    int            `json:"sources_watched"` // all but those that are paused or only counted
	Items      int            `json:"items"`
	Waiting    int            `json:"waiting"`
	Copies     int            `json:"copies"` // copies and light edits
	Versions   int            `json:"versions"`
	Also       int            `json:"also"` // the same item in a further source
	Stories    int            `json:"stories"`
	Topics     int            `json:"topics"`
	Hours      int            `json:"hours"` // rows of counts
	Voices     int            `json:"voices"`
	Segments   int            `json:"segments"`
	Relations  map[string]int `json:"relations"`
	Understood int            `json:"understood"`
}

// Stats counts.
func (s *Service) Stats(ctx context.Context, tx *db.Tx) (st Stats, err error) {
	for text, into := range map[string]*int{
		`SELECT COUNT(*) FROM listen_source WHERE state <> 'dropped'`:              &st.Sources,
		`SELECT COUNT(*) FROM listen_item`:                                         &st.Items,
		`SELECT COUNT(*) FROM listen_waiting`:                                      &st.Waiting,
		`SELECT COUNT(*) FROM listen_item WHERE understood`:                        &st.Understood,
		`SELECT COUNT(*) FROM listen_version`:                                      &st.Versions,
		`SELECT COUNT(*) FROM listen_also`:                                         &st.Also,
		`SELECT COUNT(*) FROM listen_story WHERE into_story IS NULL AND items > 0`: &st.Stories,
		`SELECT COUNT(*) FROM listen_topic`:                                        &st.Topics,
		`SELECT COUNT(*) FROM listen_hour`:                                         &st.Hours,
		`SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) FROM listen_voice`:         &st.Voices,
		`SELECT COUNT(*) FROM listen_segment WHERE level >= 0`:                     &st.Segments,
	} {
		err := tx.QueryRow(ctx, text).Scan(into)
		if err != nil {
			return st, err
		}
	}
	r, err := tx.Query(ctx, `SELECT relation, COUNT(*) FROM listen_item WHERE understood GROUP BY relation`)
	st.Relations = map[string]int{}
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var name string
		var n int
		err = r.Scan(&name, &n)
		st.Relations[name] = n
		return struct{}{}, err
	})
	if err != nil {
		return st, err
	}
	st.Copies = st.Relations[string(Copy)] + st.Relations[string(LightEdit)]
	standings, err := s.Standings(ctx, tx, law.DateOf(s.Now()), nil)
	st.Healthy, st.Watched = HealthyOf(standings)
	return st, err
}
