package files

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestEverySentenceHasItsEnglish(t *testing.T) {
	t.Parallel()
	webtest.CheckTexts(t, ".", "../web", "../fault")
}
