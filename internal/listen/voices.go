package listen

import (
	"context"
	"slices"
	"time"

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

// VoiceDay is about how many distinct voices spoke of a story on one day, in fives. Days are never added up: the key by
// which voices are told apart dies with its day, so nobody knows who came back.
type VoiceDay struct {
	Day    law.Date
	Voices int
}

// VoiceDays are the days on which at least five voices spoke of a story, the latest first, at most a number of them.
func (s *Service) VoiceDays(ctx context.Context, tx *db.Tx, story StoryID, most int) ([]VoiceDay, error) {
	r, err := tx.Query(ctx, `SELECT day, voices FROM listen_voice_estimate WHERE story = $1 AND voices >= $2 ORDER BY day DESC LIMIT $3`, story, gate.Floor, most)
	return db.Collect(r, err, func(r *db.Rows) (d VoiceDay, err error) { err = r.Scan(&d.Day, &d.Voices); return d, err })
}

// SocialPlace is how often a topic was spoken of in a commune, as it may be shown.
type SocialPlace struct {
	Place
	Count gate.Cell
}

// SocialPlaces are the communes in which a topic was spoken of in the whole weeks, from Monday to Sunday, between two
// days; that of most voices first. The cells are a commune's weeks: those of days would nearly all be too small.
// Communes of too few people, and those whose people are not known any more, are not in it.
func (s *Service) SocialPlaces(ctx context.Context, tx *db.Tx, topic TopicID, from, to law.Date) ([]SocialPlace, error) {
	places, err := s.Places(ctx, tx)
	if err != nil {
		return nil, err
	}
	for from.Weekday() != time.Monday {
		from = from.AddDays(1)
	}
	weeks := max(0, from.DaysUntil(to)+1) / 7
	r, err := tx.Query(ctx, `
		SELECT place, day, CAST(SUM(count) AS BIGINT) FROM listen_voice
		 WHERE topic = $1 AND day >= $2 AND day < $3 AND place <> '' GROUP BY place, day`, topic, from, from.AddDays(7*weeks))
	counts := map[string][]int{}
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var code string
		var day law.Date
		var n int
		err = r.Scan(&code, &day, &n)
		if counts[code] == nil {
			counts[code] = make([]int, weeks)
		}
		counts[code][from.DaysUntil(day)/7] += n
		return struct{}{}, err
	})
	var all []SocialPlace
	for _, p := range places {
		if !p.Counted() || counts[p.Code] == nil {
			continue
		}
		var cells []gate.Cell
		for _, n := range counts[p.Code] {
			cells = append(cells, gate.Heard(n))
		}
		all = append(all, SocialPlace{p, gate.Sum(cells)})
	}
	slices.SortStableFunc(all, func(a, b SocialPlace) int { return b.Count.Count - a.Count.Count })
	return all, err
}
