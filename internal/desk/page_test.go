package desk_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/desk"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/internal/work"
)

func TestEveryExampleIsAGoodPage(t *testing.T) {
	t.Parallel()
	catalogue, err := web.NewCatalogue(desk.New(desk.Options{}).Part().Texts, work.Locales())
	if err != nil {
		t.Fatal(err)
	}
	webtest.CheckExamples(t, "desk.", catalogue)
}

func TestTemplatesAreGenerated(t *testing.T) {
	t.Parallel()
	webtest.CheckGenerated(t, ".")
}

func TestEveryRouteAsksForItsRight(t *testing.T) {
	t.Parallel()
	h := raise(t, dbtest.SQLite(t, modules))
	webtest.CheckRights(t, h.mux, h.handler, func(c *webtest.Client) { c.SetCookie("ai", "khach") })
}
