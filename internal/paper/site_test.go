package paper

import (
	"context"
	"log/slog"
	"net/http"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

// guard lets everybody in as the officer whose name is in the header X-As; without it as the coordinator.
type guard struct{ officers map[string]auth.Officer }

func (g guard) Identify(r *http.Request) (context.Context, error) {
	return web.WithAsker(r.Context(), g.officers[r.Header.Get("X-As")]), nil
}

func (g guard) May(ctx context.Context, right web.Right) bool { return auth.Of(ctx).May(right) }

func (g guard) SignInURL(*http.Request) string { return "/dang-nhap" }

func catalogue(t testing.TB) *web.Catalogue {
	t.Helper()
	c, err := web.NewCatalogue(texts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// site is the pages of the house.
func (h *house) site() http.Handler {
	m := web.NewMux()
	part := h.Part()
	part.Routes(m)
	h.Files.Register(m)
	handler, err := web.New(m, web.Options{
		Guard:     guard{map[string]auth.Officer{"": h.boss(), "staff": h.as(web.Staff, "SVHTTDL"), "viewer": h.as(web.Viewer, "STP")}},
		Catalogue: catalogue(h.T), Now: h.now, Log: slog.New(slog.DiscardHandler), Rate: -1,
		Shell: web.Shell{Nav: part.Nav, Home: "/van-ban", Place: func(context.Context) string { return "Tỉnh An Bình" }},
	})
	if err != nil {
		h.T.Fatal(err)
	}
	return handler
}

func TestExamples(t *testing.T) {
	t.Parallel()
	webtest.CheckExamples(t, "paper.", catalogue(t))
}

func TestTemplatesAreGenerated(t *testing.T) {
	t.Parallel()
	webtest.CheckGenerated(t, ".")
}
