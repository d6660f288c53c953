package app

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestEveryTextOfTheHouseHasItsEnglish(t *testing.T) {
	t.Parallel()
	webtest.CheckTexts(t, "../../internal", "../../official", "../../law")
}
