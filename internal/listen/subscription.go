package listen

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Hubs are asked to tell us of what is new: [fetch.Client].
type Hubs interface {
	Subscribe(ctx context.Context, s fetch.Subscription, mode string) (fetch.Response, error)
}

// SubscriptionState is where a subscription with a hub stands.
type SubscriptionState string

// The states of a subscription. One that ended is not kept.
const (
	Asking SubscriptionState = "asking" // the hub has not confirmed it yet
	Told   SubscriptionState = "told"   // it has, until the lease ends
	Ending SubscriptionState = "ending" // the source is not wanted any more, or has another hub
)

// Subscription is what a page tells of a subscription.
type Subscription struct {
	Hub      string
	State    SubscriptionState
	Until    *time.Time   // the lease
	PushedAt *time.Time   // the last delivery
	NextAt   time.Time    // when the hub is asked again
	Status   fetch.Status // how the hub answered last; [Denied] if it refused
	Code     int          // of HTTP
	Pushes   int
	Refused  int // deliveries that were not signed by the hub
	Missed   int // polls in a row that found what the hub had not told
}

// Denied is the status of a hub that will not serve a topic.
const Denied fetch.Status = "denied"

const (
	askAgain     = time.Hour          // after a hub that failed, twice as long each time
	mostAskAgain = 24 * time.Hour     //
	afterDenial  = 7 * 24 * time.Hour // a hub that refused may think better of it
	believedFor  = 24 * time.Hour     // how long after a request a hub may ask whether it was ours
	farewells    = 5                  // requests to a hub that does not let us go
	mostMissed   = 3                  // polls that a hub may miss before it is trusted no more
)

// InForce reports whether a hub tells us of what is new, so that the source needs to be asked but seldom.
func (v Subscription) InForce(now time.Time) bool {
	return v.State == Told && v.Until != nil && v.Until.After(now) && v.Missed < mostMissed
}

// subscription is a row.
type subscription struct {
	Subscription
	id                       int64
	source                   SourceID
	site, path, topic, nonce string
	askedAt, confirmedAt     *time.Time
	failures                 int
}

// atHub is the subscription as the hub knows it.
func (s *Service) atHub(v subscription) fetch.Subscription {
	return fetch.Subscription{Hub: v.Hub, Topic: v.topic, Callback: v.site + HubURL + "/" + v.path, Secret: s.secretOf(v.nonce)}
}

// secretOf is the secret of a subscription. It is made of what is stored and of a key that is not, so that who
// reads the database or a copy of it cannot speak for a hub.
func (s *Service) secretOf(nonce string) string {
	m := hmac.New(sha256.New, s.Key)
	_, _ = m.Write([]byte("websub " + nonce)) // never fails
	return hex.EncodeToString(m.Sum(nil))
}

// silentSince reports whether the hub should have told us what came since, and told nothing.
func (v subscription) silentSince(at time.Time) bool {
	return v.State == Told && v.confirmedAt != nil && v.confirmedAt.Before(at) && (v.PushedAt == nil || v.PushedAt.Before(at))
}

// mode is what the hub is asked.
func (v subscription) mode() string {
	if v.State == Ending {
		return "unsubscribe"
	}
	return "subscribe"
}

// subscribes reports whether this server can be told of anything: others can reach it, and it may ask hubs.
func (s *Service) subscribes() bool { return s.Site != "" && s.Hubs != nil && len(s.Key) > 0 }

// followHub keeps a subscription with the hub that a source names, and ends those with others.
func (s *Service) followHub(ctx context.Context, tx *db.Tx, src Source, state fetch.State) error {
	if !s.subscribes() {
		return nil
	}
	hub, topic := fetch.Secure(state.Hub), firstOf(state.Self, state.Given, src.Address)
	if src.Kind != KindFeed || len(topic) > MaxLink || fetch.Host(topic) == "" {
		hub = ""
	}
	have, found, err := liveSubscription(ctx, tx, src.ID)
	if err != nil || found && have.Hub == hub && have.topic == topic && have.site == s.Site || !found && hub == "" {
		return err
	}
	err = s.endSubscriptions(ctx, tx, src.ID)
	if err != nil || hub == "" {
		return err
	}
	fresh := subscription{Subscription: Subscription{Hub: hub}, source: src.ID, site: s.Site, topic: topic, path: randomName(), nonce: randomName()}
	return putSubscription(ctx, tx, fresh, s.Now())
}

func randomName() string {
	var b [24]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// endSubscriptions lets hubs know that nobody wants to be told of a source any more.
func (s *Service) endSubscriptions(ctx context.Context, tx *db.Tx, id SourceID) error {
	_, err := tx.Exec(ctx, `DELETE FROM listen_subscription WHERE source = $1 AND state = $2 AND asked_at IS NULL`, id, Asking) // no hub knows of it
	if err != nil {
		return fmt.Errorf("ending subscriptions of source %d: %w", id, err)
	}
	_, err = tx.Exec(ctx, `
		UPDATE listen_subscription SET state = $1, next_at = $2, asked_at = NULL, failures = 0 WHERE source = $3 AND state <> $4`, Ending, s.Now(), id, Ending)
	if err != nil {
		return fmt.Errorf("ending subscriptions of source %d: %w", id, err)
	}
	return nil
}

// AskHubs asks the hubs of the subscriptions whose time has come, one after the other, and returns how many it
// asked: new ones, those of whose lease four fifths have passed, and those that are to end. Of several processes
// one asks about a subscription.
func (s *Service) AskHubs(ctx context.Context) (n int, err error) {
	for s.subscribes() && ctx.Err() == nil {
		v, found, err := s.claimSubscription(ctx)
		if err != nil || !found {
			return n, err
		}
		res, err := s.Hubs.Subscribe(ctx, s.atHub(v), v.mode())
		if err != nil {
			return n, err // the process stops; after the lease another one asks
		}
		err = s.hubAnswered(ctx, v, res)
		if err != nil {
			return n, err
		}
		n++
	}
	return n, ctx.Err()
}

// claimSubscription takes the next subscription that is due. What is asked is stored before the hub is asked, for
// it may ask back before it answers.
func (s *Service) claimSubscription(ctx context.Context) (v subscription, found bool, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		found = false
		now := s.Now()
		all, err := dueSubscriptions(ctx, tx, now)
		if err != nil {
			return err
		}
		for _, v = range all {
			ours, err := s.takeDomain(ctx, tx, fetch.Domain(fetch.Host(v.Hub)))
			if err != nil {
				return err
			}
			if !ours {
				continue
			}
			found, err = takeSubscription(ctx, tx, v, now, now.Add(fetchLease))
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

// hubAnswered stores how a hub took a request. A hub that took it asks back; until then it is asked again.
func (s *Service) hubAnswered(ctx context.Context, v subscription, res fetch.Response) error {
	now := s.Now()
	next, failures := now.Add(min(askAgain<<min(v.failures, 8), mostAskAgain)), v.failures+1
	if res.Status == fetch.Postponed {
		next, failures = res.NotBefore, v.failures
	}
	if asked := now.Add(res.RetryAfter); asked.After(next) {
		next = asked
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if v.State == Ending && (failures >= farewells || v.Until == nil || v.Until.Before(now)) {
			return s.dropSubscription(ctx, tx, v)
		}
		return noteAnswer(ctx, tx, v.id, res, next, failures)
	})
}

// confirm answers a hub that asks whether a request was ours. It fails with fault.NotFound unless this was asked
// of it within the last day.
func (s *Service) confirm(ctx context.Context, path string, query url.Values) (challenge string, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		now := s.Now()
		v, err := subscriptionAt(ctx, tx, path)
		if err != nil {
			return err
		}
		hub := s.atHub(v)
		if _, denied := hub.Denied(query); denied {
			return noteDenial(ctx, tx, v.id, now.Add(afterDenial))
		}
		if v.askedAt == nil || now.Sub(*v.askedAt) > believedFor {
			return errNoSubscription
		}
		var lease time.Duration
		challenge, lease, err = hub.Verify(query, v.mode())
		if err != nil {
			return errNoSubscription
		}
		if v.State == Ending {
			return s.dropSubscription(ctx, tx, v)
		}
		err = noteConfirmed(ctx, tx, v.id, now, now.Add(lease), fetch.RenewAt(now, lease))
		if err != nil || v.State == Told { // renewed
			return err
		}
		return s.noteHub(ctx, tx, v, web.Mark("Trạm %s bắt đầu báo ngay khi nguồn có tin."))
	})
	return challenge, err
}

var errNoSubscription = fault.New(fault.NotFound, "Không có đăng ký này.")

// dropSubscription forgets a subscription that ended.
func (s *Service) dropSubscription(ctx context.Context, tx *db.Tx, v subscription) error {
	n, err := tx.Exec(ctx, `DELETE FROM listen_subscription WHERE id = $1`, v.id)
	if err != nil {
		return fmt.Errorf("forgetting subscription %d: %w", v.id, err)
	}
	if n == 0 { // the hub asked back before it answered
		return nil
	}
	return s.noteHub(ctx, tx, v, web.Mark("Trạm %s thôi báo tin của nguồn."))
}

func (s *Service) noteHub(ctx context.Context, tx *db.Tx, v subscription, sentence string) error {
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		Actor: "Hệ thống", Action: "listen.hub", Object: "listen_source", ObjectID: int64(v.source), Sentence: sentence, Args: []any{fetch.Host(v.Hub)},
	})
}
