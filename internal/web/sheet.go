package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"sync"
)

// Sheet is the style sheet of one package's pages. Its address changes with its content, so that browsers keep
// it for good; nothing in it depends on who asks. Make one with [NewSheet].
type Sheet struct {
	// URL is what a page links to.
	URL   string
	path  string
	asset func() *asset // packed when the first page asks for it
}

// NewSheet makes css the style sheet at path, "/ke-hoach/trang.css".
func NewSheet(path, css string) Sheet {
	sum := sha256.Sum256([]byte(css))
	return Sheet{
		URL: path + "?" + hex.EncodeToString(sum[:6]), path: path,
		asset: sync.OnceValue(func() *asset { return newAsset(path, []byte(smallCSS(css))) }),
	}
}

// Register adds the sheet's own route.
func (s Sheet) Register(m *Mux) {
	m.Handle("GET "+s.path, Anyone, func(w http.ResponseWriter, r *http.Request) error {
		s.asset().serve(w, r)
		return nil
	})
}
