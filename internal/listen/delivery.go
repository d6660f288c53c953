package listen

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
)

// HubURL is where hubs ask back and deliver: HubURL/{path}, with a path for each subscription that only its hub
// knows.
const HubURL = "/nghe/tram"

const (
	mostDelivery      = 4 << 20     // bytes, as of a feed that is fetched
	deliveriesAMinute = 60          // for each subscription in one process
	fetchGap          = time.Minute // between two fetches for which deliveries are the reason
)

// confirmHub answers a hub that asks whether a subscription is ours.
func (s *Service) confirmHub(w http.ResponseWriter, r *http.Request) error {
	challenge, err := s.confirm(r.Context(), r.PathValue("path"), r.URL.Query())
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err = io.WriteString(w, challenge)
	return err
}

// takeDelivery takes what a hub delivers. It needs no session, and no browser sends it; who knows neither path nor
// secret changes nothing. A delivery whose signature is wrong is taken and dropped, as the recommendation asks.
func (s *Service) takeDelivery(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var v subscription
	var src Source
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v, err = subscriptionAt(ctx, tx, r.PathValue("path"))
		if err == nil {
			src, err = s.Source(ctx, tx, v.source)
		}
		return err
	})
	if fault.KindOf(err) == fault.NotFound {
		w.WriteHeader(http.StatusGone) // the hub may forget it
		return nil
	}
	if err != nil {
		return err
	}
	if !s.deliveries.allow(v.id, s.Now()) {
		w.Header().Set("Retry-After", strconv.Itoa(int(time.Minute/time.Second)))
		w.WriteHeader(http.StatusTooManyRequests)
		return nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	err = s.deliver(ctx, src, v, r.Header, body)
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// deliver stores what a hub delivered as if it had been fetched. What is too short, or cannot be read, makes the
// source be fetched soon, so that pages are asked for politely and not while the hub waits.
func (s *Service) deliver(ctx context.Context, src Source, v subscription, h http.Header, body []byte) error {
	if !s.atHub(v).Genuine(h.Get("X-Hub-Signature"), body) {
		return s.DB.Write(ctx, func(tx *db.Tx) error { return noteRefused(ctx, tx, v.id) })
	}
	if v.State == Ending || src.State != Active || src.Kind != KindFeed {
		return nil
	}
	f, err := feed.Parse(body, feed.Options{ContentType: h.Get("Content-Type"), Base: v.topic})
	soon := err != nil || len(f.Entries) == 0
	var whole []Arrival
	for i := range f.Entries {
		a := arrivalOf(&f.Entries[i], f)
		if needsPage(src, &a) {
			soon = true
			continue
		}
		whole = append(whole, a)
	}
	_, err = s.Receive(ctx, src, whole, func(tx *db.Tx, _ Received) error {
		if soon {
			err := s.fetchSoon(ctx, tx, src.ID)
			if err != nil {
				return err
			}
		}
		return notePush(ctx, tx, v.id, s.Now())
	})
	return err
}

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

// meter counts what comes in a minute, by name.
type meter struct {
	mu     sync.Mutex
	minute time.Time
	seen   map[int64]int
}

func (m *meter) allow(id int64, now time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if minute := now.Truncate(time.Minute); m.seen == nil || !minute.Equal(m.minute) {
		m.minute, m.seen = minute, map[int64]int{}
	}
	m.seen[id]++
	return m.seen[id] <= deliveriesAMinute
}
