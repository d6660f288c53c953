package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// state is what the chain knows about one request; pages read it through functions of this package.
type state struct {
	id        string
	url       *url.URL
	host      string
	partial   string
	theme     string
	keysOff   bool
	client    netip.Addr
	https     bool
	guard     Guard
	shell     Shell
	catalogue *Catalogue
	now       func() time.Time
	route     *Route
	flash     *Flash
	flashSeen bool
	hold      *hold
	unsent    *Unsent
	unsentAt  string // where what was sent waits for the sender
	log       *slog.Logger
	held      int64 // bytes taken from hold
	key       []byte
}

var emptyState = &state{url: &url.URL{Path: "/"}, now: time.Now, log: slog.Default()}

func stateOf(ctx context.Context) *state {
	if s, ok := ctx.Value(stateKey).(*state); ok {
		return s
	}
	return emptyState
}

// RequestID is the short code of this request, shown on error pages and written in the log.
func RequestID(ctx context.Context) string { return stateOf(ctx).id }

// Now is the current instant by the clock handed to [New].
func Now(ctx context.Context) time.Time { return stateOf(ctx).now() }

// Partial reports whether the script asked for a part of the page only; [Page] then leaves its frame out.
func Partial(r *http.Request) bool { return r.Header.Get(partialHeader) != "" }

const partialHeader = "X-Partial"

// ClientAddr is the address of the client, seen through trusted proxies. It is never logged.
func ClientAddr(ctx context.Context) netip.Addr { return stateOf(ctx).client }

// HTTPS reports whether the client's connection is encrypted, as far as the server or a trusted proxy says.
func HTTPS(ctx context.Context) bool { return stateOf(ctx).https }

// Href is the address of this page with some query values changed: pairs of name and value, an empty value
// removes the name. Filters, sorting and page numbers use it, so that the address is the state.
func Href(ctx context.Context, pairs ...string) string {
	u := stateOf(ctx).url
	q := u.Query()
	q.Del("lang")
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			q.Del(pairs[i])
			continue
		}
		q.Set(pairs[i], pairs[i+1])
	}
	if len(q) == 0 {
		return u.EscapedPath()
	}
	return u.EscapedPath() + "?" + q.Encode()
}

// Path is the path of this page, as the browser wrote it.
func Path(ctx context.Context) string { return stateOf(ctx).url.EscapedPath() }

// LocalPath returns to if it is an address inside this site, otherwise "/". Redirects that follow what a
// form or an address says go through it.
func LocalPath(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || u.Opaque != "" {
		return "/"
	}
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	if u.Fragment != "" {
		return u.RequestURI() + "#" + u.EscapedFragment()
	}
	return u.RequestURI()
}

func refererPath(r *http.Request) string {
	u, err := url.Parse(r.Referer())
	if err != nil || u.Host != r.Host {
		return "/"
	}
	return LocalPath(u.RequestURI())
}
