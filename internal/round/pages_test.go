package round_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/internal/work"
)

func TestEveryExampleIsAGoodPage(t *testing.T) {
	t.Parallel()
	catalogue, err := web.NewCatalogue(new(round.Service).Part().Texts, work.Locales())
	if err != nil {
		t.Fatal(err)
	}
	webtest.CheckExamples(t, "round.", catalogue)
}
