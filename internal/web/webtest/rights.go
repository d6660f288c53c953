package webtest

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/web"
)

var wildcard = regexp.MustCompile(`\{[^}]*\}`)

// CheckRights visits every route of m that is not for anyone: without a session it must lead to the sign-in
// page, and in the session of somebody without any right it must be refused, unless being signed in is
// enough. signIn makes a client's session; wildcards in paths become 1.
func CheckRights(t *testing.T, m *web.Mux, h http.Handler, signIn func(c *Client)) {
	t.Helper()
	for _, route := range m.Routes() {
		if route.Right == web.Anyone {
			continue
		}
		path := wildcard.ReplaceAllStringFunc(route.Path, func(name string) string {
			if name == "{$}" {
				return ""
			}
			return "1"
		})
		t.Run(route.Pattern(), func(t *testing.T) {
			t.Parallel()
			stranger := New(t, h)
			stranger.send(route.Method, path)
			if got := stranger.Last; got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") == path {
				t.Errorf("without a session: status %d to %q, want 303 to the sign-in page", got.StatusCode, got.Header.Get("Location"))
			}
			if route.Right == web.SignedIn {
				return
			}
			other := New(t, h)
			signIn(other)
			other.send(route.Method, path)
			if got := other.Last.StatusCode; got != http.StatusForbidden {
				t.Errorf("without the right %q: status %d, want 403", route.Right, got)
			}
		})
	}
}

// send asks once, with an empty form where the method takes one.
func (c *Client) send(method, path string) {
	c.t.Helper()
	if method == http.MethodGet {
		c.do(c.request(method, path, nil, ""))
		return
	}
	c.do(c.request(method, path, strings.NewReader(""), "application/x-www-form-urlencoded"))
}
