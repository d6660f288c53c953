package hub

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// URL is where hubs ask back and deliver: URL/{path}, with a path for each subscription that only its hub
// knows.
const URL = "/nghe/tram"

const (
	mostDelivery      = 4 << 20 // bytes, as of a feed that is fetched
	deliveriesAMinute = 60      // for each subscription in one process
)

// Delivery is what a hub delivered for a source.
type Delivery struct {
	Source      int64
	Topic       string // address of the feed
	ContentType string
	Body        []byte
}

// Register says where hubs come in.
func (b *Book) Register(m *web.Mux) {
	m.Handle("GET "+URL+"/{path}", web.Anyone, b.confirmed)
	m.Handle("POST "+URL+"/{path}", web.Anyone, b.takeDelivery, web.MaxBody(mostDelivery), web.KeepNothing)
}

// confirmed answers a hub that asks whether a subscription is ours.
func (b *Book) confirmed(w http.ResponseWriter, r *http.Request) error {
	challenge, err := b.confirm(r.Context(), r.PathValue("path"), r.URL.Query())
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err = io.WriteString(w, challenge)
	return err
}

// takeDelivery takes what a hub delivers. It needs no session, and no browser sends it; who knows neither path nor
// secret changes nothing. A delivery whose signature is wrong is taken and dropped, as the recommendation asks.
func (b *Book) takeDelivery(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var v Subscription
	err := b.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v, err = atPath(ctx, tx, r.PathValue("path"))
		return err
	})
	if fault.KindOf(err) == fault.NotFound {
		w.WriteHeader(http.StatusGone) // the hub may forget it
		return nil
	}
	if err != nil {
		return err
	}
	if !b.deliveries.allow(v.id, b.Now()) {
		w.Header().Set("Retry-After", strconv.Itoa(int(time.Minute/time.Second)))
		w.WriteHeader(http.StatusTooManyRequests)
		return nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	err = b.deliver(ctx, v, r.Header, body)
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// deliver hands over what a hub delivered, if it is signed.
func (b *Book) deliver(ctx context.Context, v Subscription, h http.Header, body []byte) error {
	if !b.atHub(v).Genuine(h.Get("X-Hub-Signature"), body) {
		return b.DB.Write(ctx, func(tx *db.Tx) error { return noteRefused(ctx, tx, v.id) })
	}
	if v.State == Ending {
		return nil
	}
	return b.Take(ctx, Delivery{Source: v.source, Topic: v.topic, ContentType: h.Get("Content-Type"), Body: body}, func(tx *db.Tx) error {
		return notePush(ctx, tx, v.id, b.Now())
	})
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
