package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// packed is data under an encoding.
func packed(t testing.TB, encoding string, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch encoding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "flate":
		w, _ = flate.NewWriter(&b, 6)
	case "br":
		w = brotli.NewWriterLevel(&b, 5)
	default:
		return data
	}
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBodiesAreUnpacked(t *testing.T) {
	t.Parallel()
	feed := []byte(strings.Repeat("<item>Tin tức An Bình</item>", 200))
	for _, tt := range []struct{ name, header, as string }{
		{"as it is", "", ""},
		{"identity", "identity", ""},
		{"gzip", "gzip", "gzip"},
		{"the old name of gzip", "X-GZIP", "gzip"},
		{"deflate as the standard says", "deflate", "zlib"},
		{"deflate as many send it", "deflate", "flate"},
		{"br", "br", "br"},
		{"said to be gzip and is not", "gzip", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			wire := packed(t, tt.as, feed)
			got, n, err := readBody(bytes.NewReader(wire), tt.header, limits{most: mostFeed})
			if err != nil || !bytes.Equal(got, feed) || n != int64(len(wire)) {
				t.Errorf("%d bytes of %d, %d over the line: %v", len(got), len(feed), n, err)
			}
		})
	}
	twice := packed(t, "gzip", packed(t, "br", feed))
	if got, _, err := readBody(bytes.NewReader(twice), "br, gzip", limits{most: mostFeed}); err != nil || !bytes.Equal(got, feed) {
		t.Errorf("packed twice: %v", err)
	}
	if got, _, err := readBody(bytes.NewReader(append(packed(t, "gzip", feed), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)), "gzip", limits{most: mostFeed}); err != nil || !bytes.Equal(got, feed) {
		t.Errorf("zeros behind the end: %v", err)
	}
	if got, _, err := readBody(bytes.NewReader(packed(t, "gzip", packed(t, "gzip", feed))), "gzip", limits{most: mostFeed}); err != nil || !bytes.Equal(got, feed) {
		t.Errorf("a packed file: %v", err)
	}
	if got, _, err := readBody(strings.NewReader(""), "gzip", limits{most: mostFeed}); err != nil || len(got) != 0 {
		t.Errorf("an empty body: %v", err)
	}
}

func TestWhatCannotBeUnpackedIsSaid(t *testing.T) {
	t.Parallel()
	feed := bytes.Repeat([]byte("tin "), 1000)
	for name, tt := range map[string]struct {
		header string
		wire   []byte
	}{
		"cut off":                   {"gzip", packed(t, "gzip", feed)[:40]},
		"another encoding":          {"zstd", feed},
		"no brotli":                 {"br", []byte("<rss/> this is plain text")},
		"three layers":              {"gzip, gzip, gzip", packed(t, "gzip", packed(t, "gzip", packed(t, "gzip", feed)))},
		"a thousand layers":         {strings.Repeat("gzip,", 1000), feed},
		"a packed file that is cut": {"", packed(t, "gzip", feed)[:40]},
		"a checksum that lies":      {"gzip", append(packed(t, "gzip", feed)[:len(packed(t, "gzip", feed))-8], 1, 2, 3, 4, 5, 6, 7, 8)},
	} {
		_, _, err := readBody(bytes.NewReader(tt.wire), tt.header, limits{most: mostFeed})
		if !errors.Is(err, errEncoding) || statusOf(err) != ParseError {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestABombIsRefusedWithinTheLimit(t *testing.T) {
	t.Parallel()
	million := make([]byte, 1<<20)
	bomb := bytes.Repeat(packed(t, "gzip", million), 1000) // a gigabyte
	_, read, err := readBody(bytes.NewReader(bomb), "gzip", limits{most: mostFeed})
	if !errors.Is(err, errTooLarge) || statusOf(err) != TooLarge || read > int64(len(bomb)/50) {
		t.Errorf("%d of %d bytes of a bomb were read: %v", read, len(bomb), err)
	}
	for encoding, wire := range map[string][]byte{
		"":           bomb,
		"gzip, gzip": packed(t, "gzip", packed(t, "gzip", bytes.Repeat(million, 5))),
		"gzip, br":   packed(t, "br", bomb),
		"br":         packed(t, "br", bytes.Repeat(million, 5)),
		"deflate":    packed(t, "zlib", bytes.Repeat(million, 5)),
	} {
		_, _, err := readBody(bytes.NewReader(wire), encoding, limits{most: mostFeed})
		if !errors.Is(err, errTooLarge) {
			t.Errorf("%s, %d bytes: %v", encoding, len(wire), err)
		}
	}
}

func TestSizesOfFeedsAndPages(t *testing.T) {
	t.Parallel()
	large := make([]byte, mostFeed+1)
	s := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": code(http.StatusNotFound),
		"/lon":        func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(large) },
		"/vua":        func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(large[1:]) },
		"/bom": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(packed(t, "gzip", large))
		},
		"/khong-het": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, err := w.Write(large)
				if err != nil {
					return
				}
			}
		},
	})
	for _, tt := range []struct {
		path string
		kind Kind
		want Status
	}{
		{"/lon", Feed, TooLarge}, {"/lon", Page, Working}, {"/vua", Feed, Working}, {"/bom", Feed, TooLarge}, {"/bom", Page, Working}, {"/khong-het", Page, TooLarge},
	} {
		c, _ := client(nil)
		if r := get(t, c, Request{URL: s.URL + tt.path, Kind: tt.kind}); r.Status != tt.want || tt.want == TooLarge && r.Body != nil {
			t.Errorf("%s: %s (%s), want %s", tt.path, r.Status, r.Cause, tt.want)
		}
	}
}

func FuzzReadBody(f *testing.F) {
	for _, encoding := range []string{"gzip", "zlib", "flate", "br"} {
		f.Add(packed(f, encoding, bytes.Repeat([]byte("<item/>"), 50)), map[string]string{"zlib": "deflate", "flate": "deflate"}[encoding]+map[string]string{"gzip": "gzip", "br": "br"}[encoding])
	}
	f.Add([]byte("x"), "gzip, br")
	f.Fuzz(func(t *testing.T, wire []byte, encoding string) {
		const most = 1 << 16
		data, n, err := readBody(bytes.NewReader(wire), encoding, limits{most: most})
		if len(data) > most || n > int64(len(wire)) || err != nil && data != nil {
			t.Errorf("%d bytes, %d over the line, %v", len(data), n, err)
		}
		data, _, _ = readBody(bytes.NewReader(wire), encoding, limits{most: most, cut: true})
		if len(data) > most {
			t.Errorf("%d bytes after a cut", len(data))
		}
	})
}
