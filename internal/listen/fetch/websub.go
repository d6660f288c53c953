package fetch

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"hash"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Subscription is one WebSub subscription (W3C Recommendation WebSub, 2018): a hub tells us at Callback when the
// topic has something new.
type Subscription struct {
	Hub, Topic string
	Callback   string // our own address, hard to guess, one for each subscription
	Secret     string // for the HMAC of deliveries; 1 to 199 bytes
	Lease      time.Duration
}

const (
	// usualLease is what is asked for; the hub decides.
	usualLease = 10 * 24 * time.Hour
	// renewAt is the share of a lease after which it is renewed.
	renewAt = 0.8
	// longestLease is the longest that a hub is believed to keep a subscription.
	longestLease = 365 * 24 * time.Hour
	mostSecret   = 199
	longestHub   = 2048
	// mostChallenge bounds what is sent back to a hub that asks whether a request was ours, in bytes.
	mostChallenge = 1 << 10
)

// ErrIntent is that a hub asks to confirm what was not asked of it.
var ErrIntent = errors.New("the hub asks to confirm what was not asked of it")

// Form is the body of a request to the hub. Mode is "subscribe" or "unsubscribe".
func (s Subscription) Form(mode string) url.Values {
	lease := s.Lease
	if lease <= 0 {
		lease = usualLease
	}
	v := url.Values{"hub.mode": {mode}, "hub.topic": {s.Topic}, "hub.callback": {s.Callback}}
	if mode == "subscribe" {
		v.Set("hub.lease_seconds", strconv.Itoa(int(lease.Seconds())))
		v.Set("hub.secret", s.Secret)
	}
	return v
}

// Secure is the address of a hub by https: an address by http without a port of its own stands for the same by
// https, as many feeds still write it. It is "" for what can be no hub.
func Secure(hub string) string {
	u, err := parseAddress(hub)
	if err != nil || len(hub) > longestHub {
		return ""
	}
	if u.Scheme == "http" && u.Port() == "" {
		u.Scheme = "https"
	}
	if u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// Subscribe asks the hub to begin ("subscribe") or end ("unsubscribe") a subscription. Working means that the hub
// will ask back at the callback. The hub is asked by https only, for the secret travels with the request. A hub
// inside is asked only about a topic that is inside too: no feed of the world leads us to our own network.
func (c *Client) Subscribe(ctx context.Context, s Subscription, mode string) (Response, error) {
	r := Response{URL: s.Hub, Start: c.o.Now()}
	u, err := parseAddress(s.Hub)
	if err == nil && u.Scheme != "https" {
		err = errors.New("a hub without https")
	}
	if err == nil && (s.Secret == "" || len(s.Secret) > mostSecret) {
		err = errors.New("a subscription needs a secret of 1 to 199 bytes")
	}
	if err != nil {
		r.Status, r.Cause = BadAddress, err.Error()
		return r, nil
	}
	h := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	a, err := c.exchange(ctx, call{method: http.MethodPost, u: u, header: h, body: s.Form(mode).Encode(), limits: limits{mostFeed, true}, inside: c.isInside(ctx, s.Topic)})
	r.Took = c.o.Now().Sub(r.Start)
	if err != nil {
		r.fail(err)
		return r, ctx.Err()
	}
	c.take(a, Request{}, &r)
	return r, nil
}

// isInside reports whether an address is one that an administrator allowed although it lies inside.
func (c *Client) isInside(ctx context.Context, address string) bool {
	u, err := parseAddress(address)
	if err != nil {
		return false
	}
	inside, err := c.guard.resolved(ctx, u)
	return err == nil && inside
}

// Verify answers a hub that asks at the callback whether a request was really ours: the text to answer with 200,
// and for a subscription how long it lasts. Anything else is ErrIntent and answered with 404, so that nobody can
// make us take what we did not order. Wanted says which mode is expected: "subscribe" or "unsubscribe".
func (s Subscription) Verify(query url.Values, wanted string) (challenge string, lease time.Duration, err error) {
	challenge = query.Get("hub.challenge")
	if query.Get("hub.mode") != wanted || query.Get("hub.topic") != s.Topic || challenge == "" || len(challenge) > mostChallenge {
		return "", 0, ErrIntent
	}
	if wanted != "subscribe" {
		return challenge, 0, nil
	}
	n, err := strconv.ParseInt(query.Get("hub.lease_seconds"), 10, 64)
	if err != nil || n <= 0 {
		return challenge, usualLease, nil
	}
	return challenge, time.Duration(min(n, int64(longestLease/time.Second))) * time.Second, nil
}

// Denied reports whether a hub says that it will not or no longer serve the topic, and why.
func (s Subscription) Denied(query url.Values) (reason string, denied bool) {
	denied = query.Get("hub.mode") == "denied" && query.Get("hub.topic") == s.Topic
	return query.Get("hub.reason"), denied
}

// RenewAt is when a lease that began at an instant is renewed: after 80 % of it.
func RenewAt(began time.Time, lease time.Duration) time.Time {
	return began.Add(time.Duration(renewAt * float64(lease)))
}

// Genuine reports whether a delivery comes from the hub: its X-Hub-Signature ("sha256=…") is the HMAC of the body
// under the secret, by SHA-1, SHA-256, SHA-384 or SHA-512. A delivery that is not is answered with 2xx all the
// same and dropped, as the recommendation asks.
func (s Subscription) Genuine(signature string, body []byte) bool {
	method, digits, ok := strings.Cut(strings.TrimSpace(signature), "=")
	if !ok || s.Secret == "" {
		return false
	}
	var sum func() hash.Hash
	switch strings.ToLower(method) {
	case "sha1":
		sum = sha1.New
	case "sha256":
		sum = sha256.New
	case "sha384":
		sum = sha512.New384
	case "sha512":
		sum = sha512.New
	default:
		return false
	}
	got, err := hex.DecodeString(digits)
	if err != nil {
		return false
	}
	m := hmac.New(sum, []byte(s.Secret))
	_, _ = m.Write(body) // never fails
	return hmac.Equal(got, m.Sum(nil))
}
