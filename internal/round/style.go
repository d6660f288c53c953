package round

import (
	_ "embed"

	"github.com/nhipcau/nhipcau/internal/web"
)

//go:embed round.css
var css string

var style = web.NewSheet("/dot-bao-cao/trang.css", css)
