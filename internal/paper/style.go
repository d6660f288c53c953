package paper

import (
	_ "embed"

	"github.com/nhipcau/nhipcau/internal/web"
)

//go:embed paper.css
var css string

var style = web.NewSheet("/van-ban/trang.css", css)
