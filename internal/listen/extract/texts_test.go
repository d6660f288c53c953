package extract_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestEveryTextHasItsEnglish(t *testing.T) {
	t.Parallel()
	webtest.CheckTexts(t, ".")
}
