package files

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/gabriel-vasile/mimetype"

	"github.com/nhipcau/nhipcau/vi"
)

// typeOf is the media type of content and whether it may be kept. Text in UTF-16 without a byte order mark,
// which no list of signatures knows, is text all the same.
func typeOf(data []byte) (kind string, ok bool) {
	found := mimetype.Detect(data)
	if allowed(found) {
		return found.String(), true
	}
	if found.Is("application/octet-stream") && isWideText(data) {
		return "text/plain", true
	}
	return "", false
}

// isWideText reports whether the beginning of data is UTF-16 with hardly any control characters.
func isWideText(data []byte) bool {
	head := data[:min(len(data), 8192)&^1]
	if bytes.IndexByte(head, 0) < 0 {
		return false
	}
	strange, all := 0, 0
	for _, r := range vi.RawText(head) {
		all++
		if unicode.IsControl(r) && !strings.ContainsRune("\t\n\f\r", r) || r == unicode.ReplacementChar {
			strange++
		}
	}
	return all > 0 && strange*100 <= all
}
