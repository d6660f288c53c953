package web

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

var zippers = sync.Pool{New: func() any {
	// A better level saves a tenth of the bytes and takes twice the time. It fails for unknown levels only.
	z, _ := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
	return z
}}

// Render answers with a component: first into memory, so that nobody sees half a page, then compressed if
// the browser takes it.
func Render(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	defer buffers.Put(buf)
	if err := c.Render(r.Context(), buf); err != nil {
		return fmt.Errorf("rendering: %w", err)
	}
	if stateOf(r.Context()).flashSeen {
		dropFlash(w, r)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", Lang(r.Context()))
	h.Set("Vary", "Accept-Encoding, Cookie, "+partialHeader)
	keepPrivate(h, r)
	return write(w, r, status, buf.Bytes())
}

// keepPrivate keeps pages of signed-in people out of every cache, so that a shared machine shows nothing
// after they left; other pages are asked for anew each time.
func keepPrivate(h http.Header, r *http.Request) {
	if h.Get("Cache-Control") != "" {
		return
	}
	h.Set("Cache-Control", "private, no-cache")
	if Who(r.Context()) != nil {
		h.Set("Cache-Control", "private, no-store")
	}
}

func write(w http.ResponseWriter, r *http.Request, status int, body []byte) error {
	if len(body) > 1000 && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		packed := buffers.Get().(*bytes.Buffer)
		packed.Reset()
		defer buffers.Put(packed)
		z := zippers.Get().(*gzip.Writer)
		z.Reset(packed)
		defer zippers.Put(z)
		// Writing to memory does not fail.
		_, _ = z.Write(body)
		_ = z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		body = packed.Bytes()
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(body)
	return ignoreGone(r, err)
}

// ignoreGone drops the error of a reader who went away; there is nobody to tell.
func ignoreGone(r *http.Request, err error) error {
	if r.Context().Err() != nil {
		return nil
	}
	return err
}

// Redirect answers 303 to a local address and returns nil, so that a handler can end with it.
func Redirect(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, LocalPath(to), http.StatusSeeOther)
	return nil
}

// JSON answers with v as one JSON value.
func JSON(w http.ResponseWriter, r *http.Request, status int, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	keepPrivate(w.Header(), r)
	return write(w, r, status, append(b, '\n'))
}

// Download answers with a file to save under name. Content that a browser would run or show as a page is
// never shown in place.
func Download(w http.ResponseWriter, r *http.Request, name, contentType string, modified time.Time, body io.ReadSeeker) error {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName(name)}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	keepPrivate(h, r)
	http.ServeContent(w, r, "", modified, body)
	return nil
}
