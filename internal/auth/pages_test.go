package auth_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestEveryTextHasItsEnglish(t *testing.T) {
	t.Parallel()
	webtest.CheckTexts(t, ".")
}

func TestExamples(t *testing.T) {
	t.Parallel()
	catalogue, err := web.NewCatalogue(auth.Locales())
	if err != nil {
		t.Fatal(err)
	}
	webtest.CheckExamples(t, "auth.", catalogue)
}

func TestTemplatesAreGenerated(t *testing.T) {
	t.Parallel()
	webtest.CheckGenerated(t, ".")
}
