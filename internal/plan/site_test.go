package plan

import (
	"context"
	"log/slog"
	"net/http"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/internal/work"
)

// guard lets everybody in as the officer whose name is in the header X-As; without it as the coordinator.
type guard struct{ officers map[string]auth.Officer }

func (g guard) Identify(r *http.Request) (context.Context, error) {
	o := g.officers[r.Header.Get("X-As")]
	return web.WithAsker(r.Context(), o), nil
}

func (g guard) May(ctx context.Context, right web.Right) bool { return auth.Of(ctx).May(right) }

func (g guard) SignInURL(*http.Request) string { return "/dang-nhap" }

// site is the pages of the house.
func (h *house) site() http.Handler {
	m := web.NewMux()
	part := h.Part()
	part.Routes(m)
	h.Files.Register(m)
	h.Papers.Register(m)
	catalogue, err := web.NewCatalogue(texts, work.Locales(), h.Papers.Part().Texts)
	if err != nil {
		h.t.Fatal(err)
	}
	handler, err := web.New(m, web.Options{
		Guard: guard{map[string]auth.Officer{
			"": h.boss(), "lãnh đạo": h.as(web.Leader, "UBND"), "sở": h.as(web.Staff, "STP"), "điều phối sở": h.as(web.Coordinator, "STP"),
		}},
		Catalogue: catalogue, Now: h.now, Log: slog.New(slog.DiscardHandler), Rate: -1,
		Shell: web.Shell{Nav: part.Nav, Home: "/ke-hoach", Place: func(context.Context) string { return "Tỉnh An Bình" }},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return handler
}

func (h *house) client(t *testing.T) *webtest.Client { return webtest.New(t, h.site()) }
