package round

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"net/http"
	"time"
)

//go:embed round.css
var style []byte

// styleURL changes with the content, so that browsers keep it for good.
var styleURL = "/dot-bao-cao/trang.css?" + hex.EncodeToString(func() []byte { s := sha256.Sum256(style); return s[:6] }())

// serveStyle answers with the style sheet of these pages; nothing in it depends on who asks.
func serveStyle(w http.ResponseWriter, r *http.Request) error {
	h := w.Header()
	h.Set("Content-Type", "text/css; charset=utf-8")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(style))
	return nil
}
