// Package hub lets hubs tell us of what feeds have new (WebSub), so that those feeds need to be fetched but seldom.
//
// The life of a subscription: a feed names its hub and [Book.Follow] notes that we want to be told → [Book.Ask] asks the
// hub → the hub asks back at an address that only it knows, and we say that it was us → it delivers what is new, signed
// with a secret that it was told, until the lease ends; before that it is asked once more. A source that is not wanted
// any more, or has another hub, ends its subscription ([Book.End]). A hub that did not tell what a fetch found is counted
// ([Book.Missed]) and trusted no more.
//
// What is delivered is taken by [Options.Take] on the way of what is fetched; fetching stays as a net. Of several
// processes one asks about a subscription.
//
// Table: listen_subscription, in the schema of package listen.
package hub

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/web"
)

//go:embed locales
var locales embed.FS

// Locales holds the English of what this package says.
func Locales() fs.FS { return locales }

// Asker asks hubs to tell us of what is new: [fetch.Client].
type Asker interface {
	Subscribe(ctx context.Context, s fetch.Subscription, mode string) (fetch.Response, error)
}

// Options are what a [Book] stands on. Without Hubs, Site or Key nobody tells us anything.
type Options struct {
	DB   *db.DB
	Now  func() time.Time
	Hubs Asker
	Site string // address at which the world reaches this server, without a slash at its end
	Key  []byte // makes the secrets of deliveries

	// Claim takes the right to ask the hosts of a registrable domain, or says that another process has it.
	Claim func(ctx context.Context, tx *db.Tx, domain string) (bool, error)

	// Take stores what a hub delivered, and calls note in the same transaction.
	Take func(ctx context.Context, d Delivery, note func(*db.Tx) error) error
}

// Book holds the subscriptions of all sources, which are known by their numbers.
type Book struct {
	Options
	deliveries meter
}

// New returns a book of subscriptions.
func New(o Options) *Book { return &Book{Options: o} }

// Reached reports whether this server can be told of anything: others can reach it, and it may ask hubs.
func (b *Book) Reached() bool { return b.Site != "" && b.Hubs != nil && len(b.Key) > 0 }

// State is where a subscription with a hub stands.
type State string

// The states of a subscription. One that ended is not kept.
const (
	Asking State = "asking" // the hub has not confirmed it yet
	Told   State = "told"   // it has, until the lease ends
	Ending State = "ending" // the source is not wanted any more, or has another hub
)

// Subscription is that of a source with a hub.
type Subscription struct {
	Hub      string
	State    State
	Until    *time.Time   // the lease
	PushedAt *time.Time   // the last delivery
	NextAt   time.Time    // when the hub is asked again
	Status   fetch.Status // how the hub answered last; [Denied] if it refused
	Code     int          // of HTTP
	Pushes   int
	Refused  int // deliveries that were not signed by the hub
	Missed   int // polls in a row that found what the hub had not told

	id                       int64
	source                   int64
	site, path, topic, nonce string
	askedAt, confirmedAt     *time.Time
	failures                 int
}

// Denied is the status of a hub that will not serve a topic.
const Denied fetch.Status = "denied"

const (
	askAgain     = time.Hour          // after a hub that failed, twice as long each time
	mostAskAgain = 24 * time.Hour     // and not longer than that
	afterDenial  = 7 * 24 * time.Hour // a hub that refused may think better of it
	believedFor  = 24 * time.Hour     // how long after a request a hub may ask whether it was ours
	askedFor     = 5 * time.Minute    // after which another process asks about a subscription
	dueAtOnce    = 64                 // subscriptions that one process looks at when it takes one
	farewells    = 5                  // requests to a hub that does not let us go
	mostMissed   = 3                  // polls that a hub may miss before it is trusted no more
)

// InForce reports whether a hub tells us of what is new, so that the source needs to be asked but seldom.
func (v Subscription) InForce(now time.Time) bool {
	return v.State == Told && v.Until != nil && v.Until.After(now) && v.Missed < mostMissed
}

// atHub is the subscription as the hub knows it.
func (b *Book) atHub(v Subscription) fetch.Subscription {
	return fetch.Subscription{Hub: v.Hub, Topic: v.topic, Callback: v.site + URL + "/" + v.path, Secret: b.secretOf(v.nonce)}
}

// secretOf is the secret of a subscription. It is made of what is stored and of a key that is not, so that who
// reads the database or a copy of it cannot speak for a hub.
func (b *Book) secretOf(nonce string) string {
	m := hmac.New(sha256.New, b.Key)
	_, _ = m.Write([]byte("websub " + nonce)) // never fails
	return hex.EncodeToString(m.Sum(nil))
}

// SilentSince reports whether the hub should have told us what came since, and told nothing.
func (v Subscription) SilentSince(at time.Time) bool {
	return v.State == Told && v.confirmedAt != nil && v.confirmedAt.Before(at) && (v.PushedAt == nil || v.PushedAt.Before(at))
}

// mode is what the hub is asked.
func (v Subscription) mode() string {
	if v.State == Ending {
		return "unsubscribe"
	}
	return "subscribe"
}

// Follow keeps a subscription of a source with the hub that tells of a topic, and ends those with others; an empty hub
// ends all.
func (b *Book) Follow(ctx context.Context, tx *db.Tx, source int64, hub, topic string) error {
	if !b.Reached() {
		return nil
	}
	have, found, err := b.Live(ctx, tx, source)
	if err != nil || found && have.Hub == hub && have.topic == topic && have.site == b.Site || !found && hub == "" {
		return err
	}
	err = b.End(ctx, tx, source)
	if err != nil || hub == "" {
		return err
	}
	fresh := Subscription{Hub: hub, source: source, site: b.Site, topic: topic, path: randomName(), nonce: randomName()}
	return put(ctx, tx, fresh, b.Now())
}

func randomName() string {
	var b [24]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// End lets hubs know that nobody wants to be told of a source any more.
func (b *Book) End(ctx context.Context, tx *db.Tx, source int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM listen_subscription WHERE source = $1 AND state = $2 AND asked_at IS NULL`, source, Asking) // no hub knows of it
	if err != nil {
		return fmt.Errorf("ending subscriptions of source %d: %w", source, err)
	}
	_, err = tx.Exec(ctx, `
		UPDATE listen_subscription SET state = $1, next_at = $2, asked_at = NULL, failures = 0 WHERE source = $3 AND state <> $4`, Ending, b.Now(), source, Ending)
	if err != nil {
		return fmt.Errorf("ending subscriptions of source %d: %w", source, err)
	}
	return nil
}

// Ask asks the hubs of the subscriptions whose time has come, one after the other, and returns how many it
// asked: new ones, those of whose lease four fifths have passed, and those that are to end. Of several processes
// one asks about a subscription.
func (b *Book) Ask(ctx context.Context) (n int, err error) {
	for b.Reached() && ctx.Err() == nil {
		v, found, err := b.claim(ctx)
		if err != nil || !found {
			return n, err
		}
		res, err := b.Hubs.Subscribe(ctx, b.atHub(v), v.mode())
		if err != nil {
			return n, err // the process stops; after the lease another one asks
		}
		err = b.answered(ctx, v, res)
		if err != nil {
			return n, err
		}
		n++
	}
	return n, ctx.Err()
}

// claim takes the next subscription that is due. What is asked is stored before the hub is asked, for
// it may ask back before it answers.
func (b *Book) claim(ctx context.Context) (v Subscription, found bool, err error) {
	err = b.DB.Write(ctx, func(tx *db.Tx) error {
		found = false
		now := b.Now()
		all, err := due(ctx, tx, now)
		if err != nil {
			return err
		}
		for _, v = range all {
			ours, err := b.Claim(ctx, tx, fetch.Domain(fetch.Host(v.Hub)))
			if err != nil {
				return err
			}
			if !ours {
				continue
			}
			found, err = take(ctx, tx, v, now, now.Add(askedFor))
			if err != nil || found {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return v, false, fmt.Errorf("taking a subscription: %w", err)
	}
	return v, found, nil
}

// answered stores how a hub took a request. A hub that took it asks back; until then it is asked again.
func (b *Book) answered(ctx context.Context, v Subscription, res fetch.Response) error {
	now := b.Now()
	next, failures := now.Add(min(askAgain<<min(v.failures, 8), mostAskAgain)), v.failures+1
	if res.Status == fetch.Postponed {
		next, failures = res.NotBefore, v.failures
	}
	if asked := now.Add(res.RetryAfter); asked.After(next) {
		next = asked
	}
	return b.DB.Write(ctx, func(tx *db.Tx) error {
		if v.State == Ending && (failures >= farewells || v.Until == nil || v.Until.Before(now)) {
			return b.drop(ctx, tx, v)
		}
		return noteAnswer(ctx, tx, v.id, res, next, failures)
	})
}

// confirm answers a hub that asks whether a request was ours. It fails with fault.NotFound unless this was asked
// of it within the last day.
func (b *Book) confirm(ctx context.Context, path string, query url.Values) (challenge string, err error) {
	err = b.DB.Write(ctx, func(tx *db.Tx) error {
		now := b.Now()
		v, err := atPath(ctx, tx, path)
		if err != nil {
			return err
		}
		hub := b.atHub(v)
		if _, denied := hub.Denied(query); denied {
			return noteDenial(ctx, tx, v.id, now.Add(afterDenial))
		}
		if v.askedAt == nil || now.Sub(*v.askedAt) > believedFor {
			return errUnknown
		}
		var lease time.Duration
		challenge, lease, err = hub.Verify(query, v.mode())
		if err != nil {
			return errUnknown
		}
		if v.State == Ending {
			return b.drop(ctx, tx, v)
		}
		err = noteConfirmed(ctx, tx, v.id, now, now.Add(lease), fetch.RenewAt(now, lease))
		if err != nil || v.State == Told { // renewed
			return err
		}
		return b.noteHub(ctx, tx, v, web.Mark("Trạm %s bắt đầu báo ngay khi nguồn có tin."))
	})
	return challenge, err
}

var errUnknown = fault.New(fault.NotFound, "Không có đăng ký này.")

// drop forgets a subscription that ended.
func (b *Book) drop(ctx context.Context, tx *db.Tx, v Subscription) error {
	n, err := tx.Exec(ctx, `DELETE FROM listen_subscription WHERE id = $1`, v.id)
	if err != nil {
		return fmt.Errorf("forgetting subscription %d: %w", v.id, err)
	}
	if n == 0 { // the hub asked back before it answered
		return nil
	}
	return b.noteHub(ctx, tx, v, web.Mark("Trạm %s thôi báo tin của nguồn."))
}

func (b *Book) noteHub(ctx context.Context, tx *db.Tx, v Subscription, sentence string) error {
	return audit.Write(ctx, tx, b.Now(), audit.Entry{
		Actor: "Hệ thống", Action: "listen.hub", Object: "listen_source", ObjectID: v.source, Sentence: sentence, Args: []any{fetch.Host(v.Hub)},
	})
}
