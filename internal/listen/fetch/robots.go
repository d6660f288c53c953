package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/robots"
)

// RobotsState says what robots.txt of the site allowed.
type RobotsState string

const (
	RobotsAllowed   RobotsState = "allowed"
	RobotsDenied    RobotsState = "denied"
	RobotsNone      RobotsState = "none"      // there is no such file (4xx): all is allowed
	RobotsBroken    RobotsState = "broken"    // the server cannot give it (5xx, 429): nothing is allowed
	RobotsOverruled RobotsState = "overruled" // denied, but an officer recorded a permission
)

const (
	robotsFor       = 24 * time.Hour   // how long a file is believed (RFC 9309, section 2.4)
	brokenRobotsFor = 30 * time.Minute // how long one that cannot be had is not asked for again
	mostRobotsHops  = 5
	mostRobots      = 4096     // sites remembered
	mostRobotsBytes = 16 << 20 // of their files together
)

// robotsCache remembers the robots.txt of each site (scheme, host and port).
type robotsCache struct {
	mu    sync.Mutex
	sites map[string]*robotsSite
	bytes int // of all files
}

// robotsSite is one site's file. The channel lets one at a time ask for it, the others wait; it guards what is
// known. The size is the cache's.
type robotsSite struct {
	turn  chan struct{}
	known robotsKnown
	until time.Time
	bytes int
	kept  bool // not forgotten since
}

// robotsKnown is what a site allows: by its file, or everything or nothing.
type robotsKnown struct {
	state RobotsState // none or broken; empty: ask the file
	file  *robots.File
	code  int
}

func newRobotsCache() *robotsCache { return &robotsCache{sites: map[string]*robotsSite{}} }

// site finds or begins the entry of a site.
func (c *robotsCache) site(key string, now time.Time) *robotsSite {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.sites[key]
	if ok {
		return s
	}
	if len(c.sites) >= mostRobots {
		c.forget(now)
	}
	s = &robotsSite{turn: make(chan struct{}, 1), kept: true}
	c.sites[key] = s
	return s
}

// weigh takes account of a file that was read and forgets others when they are too much together.
func (c *robotsCache) weigh(s *robotsSite, bytes int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !s.kept {
		return
	}
	c.bytes += bytes - s.bytes
	s.bytes = bytes
	for key, other := range c.sites {
		if c.bytes <= mostRobotsBytes {
			return
		}
		if other != s && other.bytes > 0 {
			c.drop(key)
		}
	}
}

// forget makes room for a site: those whose file is out of date go, or any.
func (c *robotsCache) forget(now time.Time) {
	one := ""
	for key, s := range c.sites {
		one = key
		select {
		case s.turn <- struct{}{}:
			old := now.After(s.until)
			<-s.turn
			if old {
				c.drop(key)
			}
		default: // being asked for
		}
	}
	if len(c.sites) >= mostRobots {
		c.drop(one)
	}
}

// drop forgets a site; who is just asking for its file keeps it.
func (c *robotsCache) drop(key string) {
	s := c.sites[key]
	c.bytes -= s.bytes
	s.bytes, s.kept = 0, false
	delete(c.sites, key)
}

// permitted asks robots.txt of the site and reports whether u may be fetched; if not, r says why.
func (c *Client) permitted(ctx context.Context, u *url.URL, req Request, inside bool, r *Response) bool {
	s, err := c.robotsOf(ctx, u, inside)
	if err != nil {
		r.fail(err)
		return false
	}
	r.Robots = s.state
	if s.state == "" {
		r.CrawlDelay = s.file.CrawlDelay(c.token())
		r.Robots = RobotsAllowed
		if !s.file.Allowed(c.token(), inRules(u, false)) || !s.file.Allowed(c.token(), inRules(u, true)) {
			r.Robots = RobotsDenied
		}
	}
	if r.Robots != RobotsDenied && r.Robots != RobotsBroken {
		return true
	}
	if req.DespiteRobots {
		r.Robots = RobotsOverruled
		return true
	}
	r.Status, r.Code, r.Cause = Robots, s.code, "robots.txt does not allow "+u.String()
	if r.Robots == RobotsBroken {
		r.Cause = fmt.Sprintf("robots.txt cannot be had: %d", s.code)
	}
	return false
}

// inRules is an address in the form in which rules are compared: hexadecimal digits in capitals, and if plain
// is set also what need not be percent-encoded as itself (RFC 9309, section 2.2.2). Rules are written in both
// forms, so both are asked.
func inRules(u *url.URL, plain bool) string {
	address := u.String()
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(address, "%")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		octet, err := strconv.ParseUint(after[:min(2, len(after))], 16, 8)
		switch {
		case err != nil || len(after) < 2:
			b.WriteByte('%')
			address = after
			continue
		case plain && isUnreserved(byte(octet)):
			b.WriteByte(byte(octet))
		default:
			fmt.Fprintf(&b, "%%%02X", octet)
		}
		address = after[2:]
	}
}

// isUnreserved reports whether an octet means the same encoded and as itself (RFC 3986, section 2.3).
func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// robotsOf is what is known of a site's file, asked for if that is too old. The error is that of the line: then
// the site cannot be reached at all.
func (c *Client) robotsOf(ctx context.Context, u *url.URL, inside bool) (robotsKnown, error) {
	s := c.robots.site(u.Scheme+"://"+hostOf(u)+":"+portOf(u), c.o.Now())
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return robotsKnown{}, ctx.Err()
	}
	defer func() { <-s.turn }()
	if c.o.Now().Before(s.until) {
		return s.known, nil
	}
	err := c.askRobots(ctx, u, inside, s)
	if err != nil {
		return robotsKnown{}, err
	}
	if f := s.known.file; f != nil {
		c.o.Pacer.SetDelay(hostOf(u), f.CrawlDelay(c.token()), c.o.Now())
	}
	return s.known, nil
}

func (c *Client) askRobots(ctx context.Context, u *url.URL, inside bool, s *robotsSite) error {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for hop := range mostRobotsHops + 1 {
		h := http.Header{"Accept": {"text/plain, */*;q=0.1"}}
		a, err := c.exchange(ctx, call{u: at, header: h, limits: limits{robots.MaxBytes + 1, true}, inside: inside})
		if errors.Is(err, errEncoding) || hop > 0 && err != nil && ctx.Err() == nil { // there are rules, but they cannot be had
			s.learn(RobotsBroken, nil, a.code, c.o.Now().Add(brokenRobotsFor))
			return nil
		}
		if err != nil {
			return err
		}
		if !isRedirect(a.code) {
			c.robots.weigh(s, len(a.body))
			s.read(a, c.o.Now())
			return nil
		}
		inside = a.inside
		location := a.header.Get("Location")
		at, err = at.Parse(location[:min(len(location), longestAddress)])
		if err != nil || checkAddress(at) != nil {
			break
		}
	}
	s.learn(RobotsNone, nil, 0, c.o.Now().Add(robotsFor)) // as if it did not exist (RFC 9309, section 2.3.1.2)
	return nil
}

func (s *robotsSite) read(a answer, now time.Time) {
	switch {
	case a.code >= 200 && a.code < 300:
		s.learn("", robots.Parse(a.body), a.code, now.Add(robotsFor))
	case a.code >= 500, a.code == http.StatusTooManyRequests:
		asked := RetryAfter(a.header.Get("Retry-After"), now)
		s.learn(RobotsBroken, nil, a.code, now.Add(max(brokenRobotsFor, asked)))
	default:
		s.learn(RobotsNone, nil, a.code, now.Add(robotsFor))
	}
}

func (s *robotsSite) learn(state RobotsState, file *robots.File, code int, until time.Time) {
	s.known, s.until = robotsKnown{state, file, code}, until
}
