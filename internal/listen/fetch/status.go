package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"os"
	"strings"

	"code.dny.dev/ssrf"
)

// Status says how a fetch ended. Its value is stored; the words that people read stand elsewhere.
type Status string

// The states of a source. HTTPError comes with a code.
const (
	Working    Status = "working"     // a body, or the certainty that it did not change
	HTTPError  Status = "http"        // the server answered with another code than 2xx, 3xx
	UnknownDNS Status = "dns"         // there is no such host
	BrokenDNS  Status = "dns-now"     // names cannot be resolved at the moment
	TLSError   Status = "tls"         // the certificate is expired, for another name, by an unknown issuer, or the handshake failed
	Timeout    Status = "timeout"     // the time limit passed
	Connection Status = "connection"  // refused, reset, or cut off in the middle
	ParseError Status = "parse"       // the bytes are not what they should be; also set by who reads them
	Blocked    Status = "blocked"     // the address is one that must not be connected to
	Robots     Status = "robots"      // robots.txt does not allow it, or cannot be had (5xx)
	TooLarge   Status = "too-large"   // the body is longer than the limit, also after decompression
	Redirects  Status = "redirects"   // too many, in a circle, or to nowhere
	BadAddress Status = "bad-address" // not an address by http or https
	Postponed  Status = "postponed"   // not asked at all: the host must be left alone for longer than one waits
)

// Gravity says how much one failure counts towards backing off.
func (s Status) Gravity(code int) float64 {
	switch s {
	case Working, Postponed:
		return 0
	case BrokenDNS, Timeout:
		return temporary
	case Connection:
		return soft
	case HTTPError:
		switch {
		case code == http.StatusTooManyRequests, code == http.StatusServiceUnavailable, code == http.StatusRequestTimeout, code == http.StatusTooEarly:
			return temporary
		case code >= 500:
			return soft
		}
	case Robots:
		if code >= 500 || code == http.StatusTooManyRequests {
			return soft
		}
	}
	return hard
}

// Passes reports whether a failure may be over soon.
func (s Status) Passes(code int) bool { return s.Gravity(code) < hard }

const (
	hard      = 1.0
	soft      = 0.5
	temporary = 0.25
)

// statusOf sorts an error of a request.
func statusOf(err error) Status {
	var dns *net.DNSError
	switch {
	case errors.Is(err, errAddress), errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return Blocked
	case errors.Is(err, errTooLarge):
		return TooLarge
	case errors.Is(err, errEncoding):
		return ParseError
	case errors.As(err, &dns) && dns.IsNotFound:
		return UnknownDNS
	case errors.As(err, &dns):
		return BrokenDNS
	case isTLS(err):
		return TLSError
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), isTimeout(err):
		return Timeout
	}
	return Connection
}

// isTLS knows the errors of a handshake; many are mere words of the library.
func isTLS(err error) bool {
	var verification *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	return errors.As(err, &verification) || errors.As(err, &record) || errors.As(err, &alert) || strings.Contains(err.Error(), "tls: ")
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}
