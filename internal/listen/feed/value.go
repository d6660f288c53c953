package feed

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

const (
	typePlain = "text/plain"
	typeHTML  = "text/html"
	typeXHTML = "application/xhtml+xml"
)

// mediaType is what the type attribute of a text construct means (RFC 4287 section 3.1, and its forerunners).
func mediaType(written, usual string) string {
	switch written {
	case "":
		return usual
	case "text":
		return typePlain
	case "html":
		return typeHTML
	case "xhtml":
		return typeXHTML
	}
	t := strings.ToLower(strings.TrimSpace(written))
	switch t {
	case "text", "html", "xhtml":
		return mediaType(t, usual)
	}
	if strings.IndexByte(t, '/') < 0 {
		return typePlain
	}
	return t
}

func isMarkup(kind string) bool { return kind == typeHTML || kind == typeXHTML || kind == "text/xhtml" }

// isBase64 reports whether a value of this type and mode is written in base64.
func (t *taking) isBase64() bool {
	if t.mode == "base64" {
		return true
	}
	k := t.kind
	return !strings.HasPrefix(k, "text/") && !strings.HasSuffix(k, "xml") && !strings.HasSuffix(k, "json") && k != ""
}

// plainValue is what was gathered, without the space around it.
func (t *taking) plainValue() string { return string(trim(t.buf)) }

// textValue is what was gathered as a value that is safe to show.
func (r *reader) textValue(t *taking, f *frame) Text {
	v := t.plainValue()
	if t.inline && r.feed.Version == "atom10" {
		v = withoutDiv(v)
	}
	if t.isBase64() {
		v = decodeBase64(v)
	}
	kind := t.kind
	if kind == typePlain && !strings.HasPrefix(r.feed.Version, "atom") && looksLikeMarkup(v) {
		kind = typeHTML
	}
	if isMarkup(kind) {
		v = strings.TrimSpace(cleanHTML(v, f.base))
	}
	return Text{Value: v, Type: kind, Language: f.lang, Base: f.base, Src: t.src}
}

// withoutDiv removes the one element that Atom wraps around XHTML.
func withoutDiv(v string) string {
	if !strings.HasPrefix(v, "<div>") && !strings.HasPrefix(v, "<div ") || !strings.HasSuffix(v, "</div>") {
		return v
	}
	depth := 0
	for i := 0; i < len(v); {
		j := strings.IndexByte(v[i:], '<')
		if j < 0 {
			break
		}
		i += j
		switch {
		case strings.HasPrefix(v[i:], "</div>"):
			depth--
		case strings.HasPrefix(v[i:], "<div>"), strings.HasPrefix(v[i:], "<div "):
			depth++
		}
		if depth == 0 && i+len("</div>") < len(v) {
			return v
		}
		i++
	}
	return strings.TrimSpace(v[strings.IndexByte(v, '>')+1 : len(v)-len("</div>")])
}

func decodeBase64(v string) string {
	v = strings.Map(func(r rune) rune {
		if r <= ' ' || r == '=' {
			return -1
		}
		return r
	}, v)
	data, err := base64.RawStdEncoding.DecodeString(v)
	if err != nil {
		data, err = base64.RawURLEncoding.DecodeString(v)
	}
	if err != nil {
		return v
	}
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return "" // a picture or the like
	}
	return string(data)
}

func trim(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

// appendEscaped appends text as it stands between tags.
func appendEscaped(b []byte, s string) []byte { return appendMarkup(b, s, false) }

// appendQuoted appends text as it stands between double quotes.
func appendQuoted(b []byte, s string) []byte { return appendMarkup(b, s, true) }

func appendMarkup(b []byte, s string, quoted bool) []byte {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '&':
			b = append(b, "&amp;"...)
		case c == '<':
			b = append(b, "&lt;"...)
		case c == '>':
			b = append(b, "&gt;"...)
		case c == '"' && quoted:
			b = append(b, "&quot;"...)
		default:
			b = append(b, c)
		}
	}
	return b
}
