package extract

import (
	"embed"
	"io/fs"
)

//go:embed locales
var locales embed.FS

// Locales are the English sentences of this package.
func Locales() fs.FS { return locales }
