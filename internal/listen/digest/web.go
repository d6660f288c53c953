package digest

import (
	"embed"

	"github.com/nhipcau/nhipcau/internal/web"
)

//go:embed locales
var texts embed.FS

// Part is what this package brings to the house.
func (s *Service) Part() web.Part {
	return web.Part{Name: "listen-digest", Schema: Module, Texts: texts, Grants: Grants}
}
