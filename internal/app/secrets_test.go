package app

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

// What is sent with a password is never kept for later, nor shown again on the page of an error.
func TestARouteThatTakesAPasswordKeepsNothing(t *testing.T) {
	t.Parallel()
	h := mustBuild(t, config.Data{Dir: filepath.Join(t.TempDir(), "data")})
	closed(t, h)
	_, mux, err := h.handler()
	if err != nil {
		t.Fatal(err)
	}
	keeps := map[string]bool{}
	for _, r := range mux.Routes() {
		keeps[r.Pattern()] = !r.Secret
	}
	checked := 0
	for _, e := range web.Gallery("") {
		doc, err := html.Parse(strings.NewReader(webtest.Render(t, t.Context(), e.Render())))
		if err != nil {
			t.Fatal(err)
		}
		for form := range doc.Descendants() {
			if form.Data != "form" || !strings.EqualFold(attribute(form, "method"), "post") || !asksPassword(form) {
				continue
			}
			path, _, _ := strings.Cut(attribute(form, "action"), "?")
			pattern := http.MethodPost + " " + path
			checked++
			if keeps[pattern] {
				t.Errorf("%s/%s sends a password to %s, which keeps what it is sent; register it with web.KeepNothing", e.Component, e.Name, pattern)
			}
		}
	}
	if checked < 4 {
		t.Errorf("only %d forms with a password were found", checked)
	}
}

func asksPassword(form *html.Node) bool {
	for n := range form.Descendants() {
		if n.Data == "input" && (attribute(n, "type") == "password" || attribute(n, "autocomplete") == "one-time-code") {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
