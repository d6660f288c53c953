package plan

import (
	_ "embed"

	"github.com/nhipcau/nhipcau/internal/web"
)

//go:embed plan.css
var css string

var style = web.NewSheet("/ke-hoach/trang.css", css)
