package feed

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/unicode/norm"

	"github.com/nhipcau/nhipcau/vi"
)

// decode turns the bytes of a document into UTF-8 and names the encoding. In this order it believes: a byte order
// mark, the zeros of UTF-16 and UTF-32 and the first letters of EBCDIC, what HTTP and the XML declaration say
// (RFC 3023 tells when which), a meta element of HTML, the bytes themselves. What is said is not believed where the
// bytes contradict it; odd tells of that.
func decode(data []byte, contentType string) (text, name string, odd bool) {
	if name, skip := wideEncoding(data); name != "" {
		return decodeWide(data[skip:], name)
	}
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		data = data[3:]
		return strings.ToValidUTF8(string(data), "\uFFFD"), "utf-8", !utf8.Valid(data)
	}
	if isEBCDIC(data) {
		return decodeEBCDIC(data)
	}
	said := saidEncodings(data, contentType)
	for i, name := range said {
		text, ok := decodeAs(data, name)
		if ok {
			if name == "windows-1258" || name == "cp1258" {
				text = norm.NFC.String(text) // that page writes tone marks apart
			}
			return text, knownName(name), i > 0
		}
	}
	text, name = guess(data)
	return text, name, true
}

// saidEncodings are the names of encodings to try, the one that has to be believed first.
func saidEncodings(data []byte, contentType string) []string {
	media, charset := splitContentType(contentType)
	inside := declaredEncoding(data)
	first := ""
	switch {
	case charset != "":
		first = charset
	case strings.HasPrefix(media, "text/") && media != typeHTML && media != "text/json":
		first = "us-ascii"
	case inside != "":
		first = inside
	default:
		first = "utf-8"
	}
	said := []string{first}
	for _, name := range []string{inside, "utf-8"} {
		if name != "" && name != said[len(said)-1] && name != first {
			said = append(said, name)
		}
	}
	if isLatin(first) && hasLetters(data) && utf8.Valid(data) {
		return append([]string{"utf-8"}, said...) // written by a server that says the same of everything
	}
	return said
}

// splitContentType reads a media type and its charset, forgiving what servers write.
func splitContentType(s string) (media, charset string) {
	media, rest, _ := strings.Cut(s, ";")
	for part := range strings.SplitSeq(rest, ";") {
		key, value, _ := strings.Cut(part, "=")
		if strings.EqualFold(strings.TrimSpace(key), "charset") {
			charset = strings.ToLower(strings.Trim(strings.TrimSpace(value), `"'`))
		}
	}
	return strings.ToLower(strings.TrimSpace(media)), charset
}

// declaredEncoding is what the document itself says: in its XML declaration or in a meta element near its beginning.
func declaredEncoding(data []byte) string {
	head := bytes.TrimLeft(data[:min(len(data), 2048)], " \t\r\n")
	if bytes.HasPrefix(head, []byte("<?xml")) {
		end := bytes.Index(head, []byte("?>"))
		if end < 0 {
			return ""
		}
		return quotedAfter(head[:end], "encoding")
	}
	for at := bytes.Index(head, []byte("<meta")); at >= 0; {
		tag := head[at:]
		if end := bytes.IndexByte(tag, '>'); end >= 0 {
			tag = tag[:end]
		}
		if name := quotedAfter(tag, "charset"); name != "" {
			return name
		}
		next := bytes.Index(head[at+1:], []byte("<meta"))
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return ""
}

// quotedAfter is the value after key and '=', in quotes or not, in lower case.
func quotedAfter(b []byte, key string) string {
	i := bytes.Index(b, []byte(key))
	if i < 0 {
		return ""
	}
	v := bytes.TrimLeft(b[i+len(key):], " \t\r\n")
	if len(v) == 0 || v[0] != '=' {
		return ""
	}
	v = bytes.TrimLeft(v[1:], " \t\r\n\"'")
	if end := bytes.IndexAny(v, " \t\r\n\"';?/>"); end >= 0 {
		v = v[:end]
	}
	return strings.ToLower(string(v))
}

// decodeAs decodes by the name of an encoding; ok is false where the name is unknown or the bytes are not in it.
func decodeAs(data []byte, name string) (text string, ok bool) {
	switch name {
	case "utf-8", "utf8", "utf_8", "u8":
		return string(data), utf8.Valid(data)
	case "us-ascii", "ascii", "ansi_x3.4-1968":
		for _, b := range data {
			if b >= utf8.RuneSelf {
				return "", false
			}
		}
		return string(data), true
	}
	e := encodingOf(name)
	if e == nil {
		return "", false
	}
	return decodeBy(e, data)
}

// decodeBy decodes strictly.
func decodeBy(e encoding.Encoding, data []byte) (text string, ok bool) {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", false
	}
	return string(out), !bytes.Contains(out, []byte("\uFFFD"))
}

// guess reads bytes about which nothing true is said: broken UTF-8, an old Vietnamese encoding, one of East Asia, or
// windows-1252.
func guess(data []byte) (text, name string) {
	if mostlyUTF8(data) {
		return strings.ToValidUTF8(string(data), "\uFFFD"), "utf-8"
	}
	western := vi.FromWindows1252(data)
	if old := vi.DetectLegacy(western[:cutAt(western, 1<<16)], ""); old != vi.Unicode {
		return vi.Decode(old, western), strings.ToLower(old.String())
	}
	for _, c := range eastern {
		text, ok := decodeBy(c.encoding, data)
		if ok && c.plausible(text) {
			return text, c.name
		}
	}
	return western, "windows-1252"
}

// cutAt is the largest position up to n at which s may be cut.
func cutAt(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// mostlyUTF8 reports whether there are at least three good sequences of UTF-8 for a broken one.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		data = data[size:]
	}
	return good >= 3*bad
}

// hasLetters reports whether there are bytes beyond ASCII.
func hasLetters(data []byte) bool {
	for _, b := range data {
		if b >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// tidy removes the control characters that no text has, and sets right the codes from 128 to 159 that were meant as
// windows-1252. odd tells whether there were any of the first.
func tidy(text string) (tidied string, odd bool) {
	start := -1
	for i := range len(text) {
		b := text[i]
		if b < ' ' && b != '\n' && b != '\t' && b != '\r' || b == 0xC2 && i+1 < len(text) && text[i+1] < 0xA0 || b == 0xEF && strings.HasPrefix(text[i:], "\uFFFE") {
			start = i
			break
		}
	}
	if start < 0 {
		return text, false
	}
	var b strings.Builder
	b.Grow(len(text))
	b.WriteString(text[:start])
	for _, r := range text[start:] {
		switch {
		case r < ' ' && r != '\n' && r != '\t' && r != '\r', r == '\uFFFE', r == '\uFFFF':
			odd = true
		case 0x80 <= r && r < 0xA0:
			b.WriteString(windowsC1(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), odd
}
