package listen

import (
	"context"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/hub"
)

// AskHubs asks hubs about the subscriptions whose time has come, and returns how many it asked.
func (s *Service) AskHubs(ctx context.Context) (int, error) { return s.hubs.Ask(ctx) }

// Subscription returns the subscription of a source with a hub, or the one that is ending; found is false if
// there is none.
func (s *Service) Subscription(ctx context.Context, tx *db.Tx, id SourceID) (_ hub.Subscription, found bool, err error) {
	return s.hubs.Of(ctx, tx, int64(id))
}

// followHub keeps a subscription with the hub that a source names, and ends those with others.
func (s *Service) followHub(ctx context.Context, tx *db.Tx, src Source, state fetch.State) error {
	at, topic := fetch.Secure(state.Hub), firstOf(state.Self, state.Given, src.Address)
	if src.Kind != KindFeed || len(topic) > MaxLink || fetch.Host(topic) == "" {
		at = ""
	}
	return s.hubs.Follow(ctx, tx, int64(src.ID), at, topic)
}

// delivered stores what a hub delivered as if it had been fetched. What is too short, or cannot be read, makes the
// source be fetched soon, so that pages are asked for politely and not while the hub waits.
func (s *Service) delivered(ctx context.Context, d hub.Delivery, note func(*db.Tx) error) error {
	var src Source
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		src, err = s.Source(ctx, tx, SourceID(d.Source))
		return err
	})
	if err != nil || src.State != Active || src.Kind != KindFeed {
		return err
	}
	f, err := feed.Parse(d.Body, feed.Options{ContentType: d.ContentType, Base: d.Topic})
	arrivals := arrivalsOf(f)
	whole := slices.DeleteFunc(arrivals, func(a Arrival) bool { return needsPage(src, &a) })
	soon := err != nil || len(arrivals) == 0 || len(whole) < len(arrivals)
	_, err = s.Receive(ctx, src, whole, func(tx *db.Tx, _ Received) error {
		if soon {
			err := s.fetchSoon(ctx, tx, src.ID)
			if err != nil {
				return err
			}
		}
		return note(tx)
	})
	return err
}

// fetchGap is how much time passes between two fetches for which deliveries are the reason.
const fetchGap = time.Minute

// fetchSoon lets a source be fetched at once, at most once in a minute.
func (s *Service) fetchSoon(ctx context.Context, tx *db.Tx, id SourceID) error {
	at := s.Now()
	var last *time.Time
	err := tx.QueryRow(ctx, `SELECT MAX(at) FROM listen_fetch_event WHERE source = $1`, id).Scan(&last)
	if err != nil {
		return err
	}
	if last != nil && last.Add(fetchGap).After(at) {
		at = last.Add(fetchGap)
	}
	_, err = tx.Exec(ctx, `UPDATE listen_fetch SET next_at = $1 WHERE source = $2 AND next_at > $3`, at, id, at)
	return err
}
