package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/unicode/norm"
)

// decode turns a page into UTF-8: byte order mark, then the content type of the answer, then what the page says,
// then a guess. Bytes that are good UTF-8 beyond ASCII are UTF-8 whatever the labels say.
func decode(page []byte, contentType string) []byte {
	if isUTF8Text(page) {
		return bytes.TrimPrefix(page, []byte("\ufeff"))
	}
	e, _, _ := charset.DetermineEncoding(page, contentType)
	out, err := e.NewDecoder().Bytes(page)
	if err != nil {
		return bytes.ToValidUTF8(page, []byte("\ufffd"))
	}
	return bytes.TrimPrefix(out, []byte("\ufeff"))
}

func isUTF8Text(page []byte) bool {
	if bytes.HasPrefix(page, []byte("\ufeff")) {
		return utf8.Valid(page)
	}
	head := page[:min(len(page), 512)]
	if bytes.IndexByte(head, 0) >= 0 { // UTF-16
		return false
	}
	for _, c := range page {
		if c == 0x1b { // ISO-2022-JP
			return false
		}
		if c >= utf8.RuneSelf {
			return utf8.Valid(page)
		}
	}
	return true
}

// isText tells whether decoded bytes can be a page: pictures and other files full of control characters cannot.
func isText(page []byte) bool {
	strange := 0
	head := page[:min(len(page), 4096)]
	for i, c := range head {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' || c == 0xbd && i > 1 && head[i-1] == 0xbf && head[i-2] == 0xef {
			strange++
		}
	}
	return strange*20 <= len(head) && !bytes.HasPrefix(page, []byte("%PDF-"))
}

// unseen are characters that only tell where a word may be broken.
var unseen = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "")

// composed is text in NFC, the form in which everything is kept, without characters that nobody sees.
func composed(s string) string {
	return norm.NFC.String(unseen.Replace(strings.ToValidUTF8(s, "\ufffd")))
}
