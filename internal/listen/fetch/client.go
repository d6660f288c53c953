package fetch

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/robots"
)

const (
	mostHops       = 10
	usualTimeLimit = 30 * time.Second
	// usualPatience is how long one waits for a host's turn before giving the place to another.
	usualPatience = 2 * time.Minute
)

// Options are what a Client needs to know. Only Agent is needed.
type Options struct {
	// Agent is the User-Agent: product/version, then the address of a page that says what this is for:
	// "NhipCau/1.4 (+https://angiang.gov.vn/nhip-cau)". Its product is the agent that robots.txt names.
	Agent  string
	Inside Inside
	Proxy  *url.URL // the only proxy ever used; nil for none
	Pacer  *Pacer   // shared by all clients of a process; nil makes one
	// Patience is how long a request waits for its host's turn; 0 for two minutes.
	Patience time.Duration
	// TimeLimit is for one request with its whole body; 0 for 30 seconds.
	TimeLimit time.Duration

	Now     func() time.Time                                             // nil: time.Now
	Sleep   func(ctx context.Context, d time.Duration) error             // nil: a timer
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error) // with Proxy; nil: the system's
	TLS     *tls.Config                                                  // nil: the system's authorities, TLS 1.2 or later
}

// Client gets addresses politely. It may be used by many at once; one serves a whole process.
type Client struct {
	o      Options
	guard  *guard
	robots *robotsCache
}

// New makes a Client.
func New(o Options) *Client {
	if o.Pacer == nil {
		o.Pacer = NewPacer(rand.Float64, nil)
	}
	if o.Patience == 0 {
		o.Patience = usualPatience
	}
	if o.TimeLimit == 0 {
		o.TimeLimit = usualTimeLimit
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Resolve == nil {
		o.Resolve = lookup
	}
	if o.TLS == nil {
		o.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	return &Client{o: o, guard: newGuard(o.Inside, o.Resolve), robots: newRobotsCache()}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Get gets one address and follows its redirects. However the site behaves, the answer is a Response that says
// so; the error is only that ctx has ended.
func (c *Client) Get(ctx context.Context, req Request) (Response, error) {
	r := Response{URL: req.URL, Start: c.o.Now()}
	u, err := parseAddress(req.URL)
	if err != nil {
		r.Status, r.Cause = BadAddress, err.Error()
		return r, nil
	}
	c.follow(ctx, u, req, &r)
	r.Took = c.o.Now().Sub(r.Start)
	return r, ctx.Err()
}

// follow goes from hop to hop until something is an answer.
func (c *Client) follow(ctx context.Context, u *url.URL, req Request, r *Response) {
	seen := map[string]bool{}
	inside := true // an address inside may be asked if one began inside
	for {
		r.URL = u.String()
		seen[r.URL] = true
		if !c.permitted(ctx, u, req, inside, r) {
			return
		}
		a, err := c.exchange(ctx, call{u: u, header: c.headers(u, req), limits: limits{most: req.Kind.most()}, inside: inside})
		r.Wire += a.wire
		if err != nil {
			r.fail(err)
			return
		}
		if !isRedirect(a.code) {
			c.take(a, req, r)
			return
		}
		inside = a.inside
		u, err = c.next(u, a, seen, r)
		if err != nil {
			r.Status, r.Code, r.Cause = Redirects, a.code, err.Error()
			return
		}
	}
}

// next is where a redirect leads.
func (c *Client) next(from *url.URL, a answer, seen map[string]bool, r *Response) (*url.URL, error) {
	location := a.header.Get("Location")
	if location == "" || len(location) > longestAddress {
		return nil, fmt.Errorf("%d with a location of %d bytes", a.code, len(location))
	}
	to, err := from.Parse(location)
	if err != nil {
		return nil, err
	}
	err = checkAddress(to)
	if err != nil {
		return nil, err
	}
	r.Hops = append(r.Hops, Hop{
		From: from.String(), To: to.String(), Code: a.code,
		Permanent: a.code == http.StatusMovedPermanently || a.code == http.StatusPermanentRedirect,
		Unsafe:    from.Scheme == "https" && to.Scheme == "http",
	})
	if seen[to.String()] {
		return nil, fmt.Errorf("a circle of redirects at %s", to)
	}
	if len(r.Hops) > mostHops {
		return nil, fmt.Errorf("more than %d redirects", mostHops)
	}
	return to, nil
}

// headers are those of a request for u.
func (c *Client) headers(u *url.URL, req Request) http.Header {
	h := http.Header{"Accept": {req.Kind.accept()}}
	if !req.conditional(c.o.Now()) || req.Given != "" && req.Given != u.String() {
		return h
	}
	if req.ETag != "" && sendable(req.ETag) {
		h.Set("If-None-Match", req.ETag)
	}
	if req.LastModified != "" && sendable(req.LastModified) {
		h.Set("If-Modified-Since", req.LastModified)
	}
	return h
}

// take reads what an answer says.
func (c *Client) take(a answer, req Request, r *Response) {
	now := c.o.Now()
	r.Code = a.code
	r.Skew = skew(a.header, now)
	r.RetryAfter = RetryAfter(a.header.Get("Retry-After"), now)
	r.Fresh = Freshness(a.header, now)
	r.ETag, r.LastModified = validator(a.header, "ETag"), validator(a.header, "Last-Modified")
	switch {
	case a.code == http.StatusNotModified && a.conditional:
		r.Status, r.NotModified, r.Same, r.Hash = Working, true, true, req.Hash
		r.ETag, r.LastModified = or(r.ETag, req.ETag), or(r.LastModified, req.LastModified)
	case a.code >= 200 && a.code < 300 && a.code != http.StatusPartialContent:
		sum := sha256.Sum256(a.body)
		r.Status, r.Full, r.Body, r.Hash = Working, true, a.body, hex.EncodeToString(sum[:])
		r.Same = req.Hash == r.Hash
		r.ContentType = a.header.Get("Content-Type")
	default:
		r.Status, r.Cause = HTTPError, fmt.Sprintf("%d %s", a.code, http.StatusText(a.code))
	}
	for _, l := range []struct {
		relation string
		to       *string
	}{{"hub", &r.Hub}, {"self", &r.Self}} {
		if found := links(a.header, l.relation); len(found) > 0 {
			*l.to = found[0]
		}
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// fail says why a request had no answer.
func (r *Response) fail(err error) {
	r.Status, r.Cause = statusOf(err), err.Error()
	var p postponed
	if errors.As(err, &p) {
		r.Status, r.NotBefore = Postponed, p.until
	}
}

// token is the product that robots.txt may name.
func (c *Client) token() string { return robots.Token(c.o.Agent) }
