package fetch

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestAnswersSeenInTheWild(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]http.HandlerFunc{
		"/rong":      says(""),
		"/dang-nhap": says("<!doctype html><title>Đăng nhập</title>"),
		"/nhieu-dau": func(w http.ResponseWriter, _ *http.Request) {
			for i := range 300 {
				w.Header().Set(fmt.Sprintf("X-Dau-%d", i), strings.Repeat("x", 100))
			}
			_, _ = w.Write([]byte("<rss/>"))
		},
		"/dau-khong-het": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Dau", strings.Repeat("x", 2*mostHeader))
		},
		"/etag-dai": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("ETag", `"`+strings.Repeat("x", 10_000)+`"`)
			w.Header().Set("Last-Modified", "hôm qua")
		},
		"/etag-nhieu": func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Etag"] = []string{`W/"a", "b"`, `"c"`}
		},
		"/ban": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "86400")
			w.WriteHeader(503)
		},
		"/cam": code(http.StatusForbidden),
		"/het": code(http.StatusGone),
		"/304": code(http.StatusNotModified),
		"/mot-phan": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Range", "bytes 0-0/9")
			w.WriteHeader(206)
		},
		"/khong-gi": code(http.StatusNoContent),
		"/dong-ho":  func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Date", "Mon, 23 Nov 2026 03:00:00 GMT") },
		"/cat-ngang": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte("<rss>"))
		},
		"/tat-may": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"/websub": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Link", `<https://hub.example/>; rel=hub, <https://bao.vn/rss>; rel=self`)
		},
	})
	for _, tt := range []struct {
		path   string
		want   Status
		code   int
		also   func(Response) bool
		saying string
	}{
		{"/rong", Working, 200, func(r Response) bool { return r.Body != nil && len(r.Body) == 0 && r.Hash != "" }, "an empty body is a body"},
		{"/dang-nhap", Working, 200, func(r Response) bool { return strings.HasPrefix(r.ContentType, "text/html") }, "what it is, who reads it says"},
		{"/nhieu-dau", Working, 200, nil, "three hundred headers"},
		{"/dau-khong-het", Connection, 0, nil, "headers without end"},
		{"/etag-dai", Working, 200, func(r Response) bool { return r.ETag == "" && r.LastModified == "hôm qua" }, "a long ETag is forgotten, a strange date is kept"},
		{"/etag-nhieu", Working, 200, func(r Response) bool { return r.ETag == `W/"a", "b"` }, "of several the first"},
		{"/ban", HTTPError, 503, func(r Response) bool { return r.RetryAfter == 24*time.Hour }, "a day's rest"},
		{"/cam", HTTPError, 403, nil, "blocked by a CDN"},
		{"/het", HTTPError, 410, nil, "gone"},
		{"/304", HTTPError, 304, nil, "not modified, but nobody asked"},
		{"/mot-phan", HTTPError, 206, nil, "a part that nobody asked for"},
		{"/khong-gi", Working, 204, nil, "no content"},
		{"/dong-ho", Working, 200, func(r Response) bool { return r.Skew == 2*time.Hour }, "a clock two hours ahead"},
		{"/cat-ngang", Connection, 0, func(r Response) bool { return r.Body == nil }, "a body that breaks off"},
		{"/tat-may", Connection, 0, nil, "a server that hangs up"},
		{"/websub", Working, 200, func(r Response) bool { return r.Hub == "https://hub.example/" && r.Self == "https://bao.vn/rss" }, "a hub"},
	} {
		c, now := client(nil)
		now.now = now.now.Add(-5 * time.Second) // robots.txt takes as long
		r := get(t, c, Request{URL: s.URL + tt.path})
		if r.Status != tt.want || r.Code != tt.code || tt.also != nil && !tt.also(r) {
			t.Errorf("%s: %s: %s %d (%s)\n%+v", tt.path, tt.saying, r.Status, r.Code, r.Cause, r)
		}
	}
}

func TestAServerThatIsTooSlow(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": code(http.StatusNotFound),
		"/cham":       func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"/cham-giua": func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("<rss>"))
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		},
	})
	for _, path := range []string{"/cham", "/cham-giua"} {
		c, _ := client(func(o *Options) { o.TimeLimit = 100 * time.Millisecond })
		if r := get(t, c, Request{URL: s.URL + path}); r.Status != Timeout {
			t.Errorf("%s: %s (%s)", path, r.Status, r.Cause)
		}
	}
}

// certificate makes one that its own key signs.
func certificate(t *testing.T, name string, until time.Time) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: until.Add(-time.Hour * 24 * 365), NotAfter: until,
		DNSNames: []string{name}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	if ip := net.ParseIP(name); ip != nil {
		c.DNSNames, c.IPAddresses = nil, []net.IP{ip}
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	year := time.Now().Add(365 * 24 * time.Hour)
	for _, tt := range []struct {
		name    string
		cert    tls.Certificate
		trusted bool
		most    uint16
		want    Status
	}{
		{"good", certificate(t, "127.0.0.1", year), true, 0, Working},
		{"expired", certificate(t, "127.0.0.1", time.Now().Add(-time.Hour)), true, 0, TLSError},
		{"for another name", certificate(t, "bao.vn", year), true, 0, TLSError},
		{"by an unknown issuer", certificate(t, "127.0.0.1", year), false, 0, TLSError},
		{"too old a protocol", certificate(t, "127.0.0.1", year), true, tls.VersionTLS11, TLSError},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewUnstartedServer(says("<rss/>"))
			s.TLS = &tls.Config{Certificates: []tls.Certificate{tt.cert}, MinVersion: tls.VersionTLS10, MaxVersion: tt.most}
			s.Config.ErrorLog = quiet()
			s.StartTLS()
			t.Cleanup(s.Close)
			pool := x509.NewCertPool()
			if tt.trusted {
				leaf, err := x509.ParseCertificate(tt.cert.Certificate[0])
				if err != nil {
					t.Fatal(err)
				}
				pool.AddCert(leaf)
			}
			c, _ := client(func(o *Options) { o.TLS = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12} })
			if r := get(t, c, Request{URL: s.URL + "/rss"}); r.Status != tt.want {
				t.Errorf("%s (%s), want %s", r.Status, r.Cause, tt.want)
			}
		})
	}
	plain := serve(t, map[string]http.HandlerFunc{"/": says("<rss/>")})
	c, _ := client(nil)
	if r := get(t, c, Request{URL: strings.Replace(plain.URL, "http:", "https:", 1)}); r.Status != TLSError {
		t.Errorf("a server without TLS: %s (%s)", r.Status, r.Cause)
	}
}

func TestErrorsAreSorted(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err  error
		want Status
	}{
		{&net.DNSError{Err: "no such host", IsNotFound: true}, UnknownDNS},
		{fmt.Errorf("dialling: %w", &net.DNSError{Err: "server misbehaving", IsTemporary: true}), BrokenDNS},
		{&net.DNSError{Err: "i/o timeout", IsTimeout: true}, BrokenDNS},
		{&net.OpError{Op: "dial", Err: errors.New("connection refused")}, Connection},
		{errors.New("anything"), Connection},
	} {
		if got := statusOf(tt.err); got != tt.want {
			t.Errorf("statusOf(%v) = %s, want %s", tt.err, got, tt.want)
		}
	}
}

func TestAnEndedContextIsTheOnlyError(t *testing.T) {
	t.Parallel()
	c, _ := client(nil)
	s := serve(t, map[string]http.HandlerFunc{"/": says("<rss/>")})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Get(ctx, Request{URL: s.URL}); err == nil {
		t.Error("no error although the context has ended")
	}
}
