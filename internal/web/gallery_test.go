package web_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestExamples(t *testing.T) {
	t.Parallel()
	catalogue, err := web.NewCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	webtest.CheckExamples(t, "web.", catalogue)
}

func TestTemplatesAreGenerated(t *testing.T) {
	t.Parallel()
	webtest.CheckGenerated(t, ".")
}
