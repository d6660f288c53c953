package feed

import (
	"strings"
	"unicode/utf8"
)

// decode turns the bytes of a document into UTF-8 and names the encoding that was used.
func decode(data []byte, contentType string) (text, encoding string, odd bool) {
	text = string(data)
	text = strings.TrimPrefix(text, "\ufeff")
	if !utf8.ValidString(text) {
		return strings.ToValidUTF8(text, "\uFFFD"), "utf-8", true
	}
	return text, "utf-8", false
}
