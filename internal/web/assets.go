package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed static
var staticFiles embed.FS

//go:embed locales/en.json
var ownLocales embed.FS

// asset is one file under its hashed name.
type asset struct {
	url    string
	kind   string
	plain  []byte
	packed []byte
}

// assets are made on first use: combined, made small, hashed and compressed once.
var assets = sync.OnceValue(func() map[string]*asset {
	all := map[string]*asset{}
	add := func(name string, body []byte) {
		all[name] = newAsset(name, body)
	}
	add("desk.css", []byte(smallCSS(read("tokens.css")+read("app.css"))))
	add("desk.js", []byte(smallJS(read("desk.js"))))
	add("passkey.js", []byte(smallJS(read("passkey.js"))))
	add("slips.css", []byte(smallCSS(read("slips.css"))))
	add("icons.svg", []byte(smallLines(read("icons.svg"))))
	add("mark.svg", []byte(smallLines(read("mark.svg"))))
	return all
})

var assetByURL = sync.OnceValue(func() map[string]*asset {
	byURL := map[string]*asset{}
	for _, a := range assets() {
		byURL[a.url] = a
	}
	return byURL
})

func read(name string) string {
	b, err := staticFiles.ReadFile("static/" + name)
	if err != nil {
		panic(err) // the file is compiled in
	}
	return string(b)
}

func newAsset(name string, body []byte) *asset {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	a := &asset{
		url:   "/static/" + strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:6]) + ext,
		kind:  mime.TypeByExtension(ext),
		plain: body,
	}
	if ext == ".js" || ext == ".css" {
		a.kind, _, _ = strings.Cut(a.kind, ";")
		a.kind += "; charset=utf-8"
	}
	var buf bytes.Buffer
	z, _ := gzip.NewWriterLevel(&buf, gzip.BestCompression) // fails for unknown levels only
	_, _ = z.Write(body)
	_ = z.Close()
	a.packed = buf.Bytes()
	return a
}

// AssetURL is the address of a file in static/ with its hash, "/static/desk-1f2e….css".
func AssetURL(name string) string {
	if a := assets()[name]; a != nil {
		return a.url
	}
	return "/static/" + name
}

// serveAsset answers for /static/; the name changes with the content, so browsers keep it for good.
func serveAsset(w http.ResponseWriter, r *http.Request, https bool) bool {
	if !strings.HasPrefix(r.URL.Path, "/static/") {
		return false
	}
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if https {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	a := assetByURL()[r.URL.Path]
	if a == nil || r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "404", http.StatusNotFound)
		return true
	}
	a.serve(w, r)
	return true
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	body := a.plain
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = a.packed
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // a reader who went away needs no answer
	}
}

// smallCSS drops comments and needless spaces; strings stay as they are.
func smallCSS(s string) string {
	var b strings.Builder
	space := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case strings.HasPrefix(s[i:], "/*"):
			end := strings.Index(s[i+2:], "*/")
			if end < 0 {
				return b.String()
			}
			i += end + 3
			space = true
		case c == '"' || c == '\'':
			end := strings.IndexByte(s[i+1:], c)
			if space && needsSpace(b.String(), c) {
				b.WriteByte(' ')
			}
			space = false
			b.WriteString(s[i : i+end+2])
			i += end + 1
		case c == ' ' || c == '\n' || c == '\t':
			space = true
		default:
			if space && needsSpace(b.String(), c) {
				b.WriteByte(' ')
			}
			space = false
			b.WriteByte(c)
		}
	}
	return strings.ReplaceAll(b.String(), ";}", "}")
}

// needsSpace reports whether a space between what was written and c means something in CSS.
func needsSpace(before string, c byte) bool {
	if before == "" {
		return false
	}
	last := before[len(before)-1]
	return !strings.ContainsRune("{};,>", rune(last)) && !strings.ContainsRune("{};,>", rune(c)) && last != ':'
}

// smallJS drops whole-line comments and indentation; statements stay as they are.
func smallJS(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

func smallLines(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(strings.TrimSpace(line))
	}
	return b.String()
}
