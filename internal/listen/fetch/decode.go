package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
)

const (
	accepted   = "gzip, deflate, br"
	mostLayers = 2 // encodings one inside the other; more is somebody playing
)

var (
	errTooLarge = errors.New("the body is longer than allowed")
	errEncoding = errors.New("the body cannot be decompressed")
)

// readBody reads a body whose Content-Encoding is encoding. Neither what comes over the line nor what it becomes
// may be longer than the limit, so that a bomb is refused there, whatever it would become. A file that is packed
// itself (sitemap.xml.gz) is read as if it had been packed for the way.
func readBody(body io.Reader, encoding string, l limits) (data []byte, wire int64, err error) {
	counted := &counter{r: body, most: l.most}
	data, err = unpacked(counted, encoding, l.most)
	if counted.err != nil {
		err = counted.err
	}
	if err == nil && bytes.HasPrefix(data, []byte("\x1f\x8b\x08")) {
		data, err = unpacked(bytes.NewReader(data), "gzip", l.most)
	}
	if l.cut && errors.Is(err, errTooLarge) {
		return data[:min(int64(len(data)), l.most)], counted.n, nil
	}
	if err != nil {
		return nil, counted.n, err
	}
	return data, counted.n, nil
}

// unpacked reads up to a limit; beyond it the error is errTooLarge, with what was read.
func unpacked(r io.Reader, encoding string, most int64) ([]byte, error) {
	var data []byte
	d, err := decoded(r, encoding)
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(d, most+1))
	}
	if errors.Is(err, gzip.ErrHeader) && len(data) > 0 { // something stands behind the end, often zeros
		err = nil
	}
	switch {
	case err != nil && encoding != "":
		return nil, fmt.Errorf("%w: %w", errEncoding, err)
	case err == nil && int64(len(data)) > most:
		err = errTooLarge
	}
	return data, err
}

// counter counts what comes over the line and remembers the line's own error, so that a connection that broke
// is not taken for a bad encoding.
type counter struct {
	r       io.Reader
	n, most int64
	err     error
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err == nil && c.n > c.most {
		err = errTooLarge
	}
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

// decoded undoes the encodings from the last to the first.
func decoded(r io.Reader, encoding string) (io.Reader, error) {
	layers := strings.Split(encoding, ",")
	if len(layers) > mostLayers {
		return nil, fmt.Errorf("%d encodings one inside the other", len(layers))
	}
	for i := len(layers) - 1; i >= 0; i-- {
		var err error
		r, err = decodedOnce(bufio.NewReader(r), strings.ToLower(strings.TrimSpace(layers[i])))
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

func decodedOnce(r *bufio.Reader, encoding string) (io.Reader, error) {
	start, err := r.Peek(2)
	if err == io.EOF && len(start) == 0 { // nothing at all, whatever it is called
		return r, nil
	}
	switch encoding {
	case "", "identity":
		return r, nil
	case "gzip", "x-gzip":
		if len(start) == 2 && (start[0] != 0x1f || start[1] != 0x8b) { // some servers say gzip of what is not
			return r, nil
		}
		return gzip.NewReader(r)
	case "deflate": // zlib by RFC 9110, but many send it bare
		if len(start) == 2 && start[0]&0x0f == 8 && (int(start[0])<<8|int(start[1]))%31 == 0 {
			return zlib.NewReader(r)
		}
		return flate.NewReader(r), nil
	case "br":
		return brotli.NewReader(r), nil
	}
	return nil, fmt.Errorf("unknown encoding %q", encoding)
}
