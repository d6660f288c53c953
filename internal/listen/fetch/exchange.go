package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// mostHeader is how many bytes all headers of an answer may have; how many there are does not matter.
const mostHeader = 256 << 10

// answer is one answer of a server.
type answer struct {
	code        int
	header      http.Header
	body        []byte // of 2xx only
	wire        int64
	conditional bool // validators were sent
	inside      bool // the server is one that an administrator allowed
}

// limits are how much of a body is read, and whether a longer one is cut or refused.
type limits struct {
	most int64
	cut  bool
}

// call is one request.
type call struct {
	method string // empty: GET
	u      *url.URL
	header http.Header
	body   string
	limits limits
	inside bool // whether a server inside may be asked at all
}

// postponed is the error that a host must be left alone for longer than one waits.
type postponed struct{ until time.Time }

func (p postponed) Error() string {
	return "the host is to be left alone until " + p.until.UTC().Format(time.RFC3339)
}

// exchange makes one request when it is its host's turn, and reads the answer.
func (c *Client) exchange(ctx context.Context, k call) (answer, error) {
	host := hostOf(k.u)
	err := c.turn(ctx, host)
	if err != nil {
		return answer{}, err
	}
	defer c.o.Pacer.Done(host)
	ctx, cancel := context.WithTimeout(ctx, c.o.TimeLimit)
	defer cancel()
	a, err := c.ask(ctx, k)
	if a.code == http.StatusTooManyRequests {
		now := c.o.Now()
		c.o.Pacer.TooMany(host, RetryAfter(a.header.Get("Retry-After"), now), now)
	}
	return a, err
}

// turn waits until a request to host may start.
func (c *Client) turn(ctx context.Context, host string) error {
	end := c.o.Now().Add(c.o.Patience)
	for {
		now := c.o.Now()
		wait := c.o.Pacer.Try(host, now)
		if wait == 0 {
			return nil
		}
		if now.Add(wait).After(end) {
			return postponed{now.Add(wait)}
		}
		err := c.o.Sleep(ctx, wait)
		if err != nil {
			return err
		}
	}
}

func (c *Client) ask(ctx context.Context, k call) (answer, error) {
	g := c.guard
	if !k.inside {
		g = g.strict()
	}
	l := &line{guard: g, named: g.named(k.u)}
	t, err := c.transport(ctx, k.u, l)
	if err != nil {
		return answer{}, err
	}
	defer t.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, k.method, k.u.String(), strings.NewReader(k.body))
	if err != nil {
		return answer{}, fmt.Errorf("%w: %w", errAddress, err)
	}
	req.Header = k.header
	req.Header.Set("User-Agent", c.o.Agent)
	req.Header.Set("Accept-Encoding", accepted)
	res, err := t.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = res.Body.Close() }() // only read
	a := answer{code: res.StatusCode, header: res.Header, inside: l.named || l.inside}
	a.conditional = k.header.Get("If-None-Match") != "" || k.header.Get("If-Modified-Since") != ""
	if a.code >= 200 && a.code < 300 {
		a.body, a.wire, err = readBody(res.Body, strings.Join(res.Header.Values("Content-Encoding"), ","), k.limits)
	}
	return a, err
}

// transport is for one request: nothing is kept open between two, for they are seconds apart, and an open
// connection would go past the check at dialling.
func (c *Client) transport(ctx context.Context, u *url.URL, l *line) (t *http.Transport, err error) {
	t = &http.Transport{
		DialContext:            l.dial,
		TLSClientConfig:        c.o.TLS.Clone(),
		TLSHandshakeTimeout:    10 * time.Second,
		DisableKeepAlives:      true,
		DisableCompression:     true, // undone here, within limits
		ForceAttemptHTTP2:      true,
		MaxResponseHeaderBytes: mostHeader,
	}
	if c.o.Proxy == nil {
		return t, nil
	}
	t.Proxy = http.ProxyURL(c.o.Proxy)
	t.DialContext = (&net.Dialer{Timeout: 10 * time.Second}).DialContext
	l.inside, err = l.guard.resolved(ctx, u)
	return t, err
}

// line dials for one request and remembers whether it reached a network that an administrator allowed.
type line struct {
	guard  *guard
	named  bool
	inside bool
}

func (l *line) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := l.guard.dialer(l.named).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if at, err := netip.ParseAddrPort(conn.RemoteAddr().String()); err == nil {
		l.inside = l.guard.insideNetwork(at.Addr())
	}
	return conn, nil
}
