package fetch

import (
	"net/http"
	"time"
)

// Kind says what is expected, and with it how long it may be.
type Kind int

const (
	Feed Kind = iota // at most 4 MiB
	Page             // at most 15 MiB
)

const (
	mostFeed = 4 << 20
	mostPage = 15 << 20
)

func (k Kind) most() int64 {
	if k == Page {
		return mostPage
	}
	return mostFeed
}

func (k Kind) accept() string {
	if k == Page {
		return "text/html, application/xhtml+xml, */*;q=0.1"
	}
	return "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.1"
}

// Request is what to get. Only URL is needed; the rest is what is remembered of the last time.
type Request struct {
	URL  string
	Kind Kind
	// ETag and LastModified are sent back exactly as they came, to the address that gave them.
	ETag, LastModified string
	// Given is the address that gave the validators, after redirects; empty sends them to any.
	Given string
	// Hash is that of the last body, to notice that the same came again.
	Hash string
	// FullAt is when the last whole body came. After 24 hours the validators are not sent, for some servers say
	// that nothing changed although it did.
	FullAt time.Time
	// DespiteRobots fetches what robots.txt does not allow: the site's owner permitted it and an officer
	// recorded the permission.
	DespiteRobots bool
}

// unconditionalAfter is how long a server's word that nothing changed is believed.
const unconditionalAfter = 24 * time.Hour

// conditional reports whether the request may ask only for what changed.
func (r Request) conditional(now time.Time) bool {
	return (r.ETag != "" || r.LastModified != "") && now.Sub(r.FullAt) < unconditionalAfter
}

// Response is how a fetch ended.
type Response struct {
	Status Status
	Code   int    // of HTTP; 0 if there was no answer
	Cause  string // for the log and the officer's details: what went wrong, in the words of the library
	URL    string // of the last request
	Hops   []Hop  // redirects that were followed

	Body        []byte // decompressed; nil unless Status is Working and NotModified is false
	ContentType string
	Hash        string // of Body; that of the request if it was not modified
	NotModified bool   // the server said 304
	Same        bool   // not modified, or the same body as the last time
	Full        bool   // a whole body came, whether new or not

	ETag, LastModified string // to be stored and sent the next time

	Fresh      time.Duration // how long caching headers call it current, at most 24 h
	RetryAfter time.Duration // how long the server asks to be left alone, at most 24 h
	NotBefore  time.Time     // with Postponed: when the host may be asked again
	Skew       time.Duration // how far the server's clock is ahead
	Hub, Self  string        // WebSub by Link headers, as written
	Robots     RobotsState
	CrawlDelay time.Duration // that robots.txt asks for

	Start time.Time // of the first request
	Took  time.Duration
	Wire  int64 // bytes of bodies that came over the line
}

// Hop is one redirect.
type Hop struct {
	From, To  string
	Code      int
	Permanent bool // 301 or 308
	Unsafe    bool // from https to http
}

// Moved is the address that the source has moved to for good: where the unbroken row of permanent redirects from
// its own address leads, as long as it ends well and never leaves https. The caller stores it after
// [MovedAfter] sightings. Empty if it did not move.
func (r Response) Moved() string {
	moved := ""
	for _, h := range r.Hops {
		if !h.Permanent || h.Unsafe {
			break
		}
		moved = h.To
	}
	if r.Status != Working {
		return ""
	}
	return moved
}

func isRedirect(code int) bool {
	switch code {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}
