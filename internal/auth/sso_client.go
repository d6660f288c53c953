package auth

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Bounds of what the provider of single sign-on may answer.
const (
	ssoTimeout  = 10 * time.Second
	maxSSOBytes = 1 << 20
)

// guardedTransport asks only the origins on its list. They are named by whoever runs the server, so they may be
// in a private network; nothing that a provider answers can send us anywhere else.
type guardedTransport struct {
	origins []string // "https://host:port"
	next    http.RoundTripper
}

// newSSOClient reaches the issuer and the further hosts, over HTTPS unless the issuer is on this machine. It
// takes no proxy from the environment and follows no redirect.
func newSSOClient(issuer string, hosts []string) (*http.Client, error) {
	u, err := url.Parse(issuer)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("địa chỉ đăng nhập chung %q không đúng; hãy ghi như https://sso.anbinh.gov.vn", issuer)
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())) {
		return nil, fmt.Errorf("địa chỉ đăng nhập chung %q phải bắt đầu bằng https://", issuer)
	}
	t := guardedTransport{origins: []string{originOf(u)}, next: &http.Transport{
		DialContext:         (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: ssoTimeout, MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConns: 4, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
	}}
	for _, host := range hosts {
		t.origins = append(t.origins, originOf(&url.URL{Scheme: "https", Host: host}))
	}
	return &http.Client{Transport: t, Timeout: ssoTimeout, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		return fmt.Errorf("the provider redirects to %s", r.URL.Host)
	}}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func originOf(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[u.Scheme]
	}
	return u.Scheme + "://" + net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// RoundTrip refuses every other origin and bounds the answer.
func (t guardedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	if !slices.Contains(t.origins, originOf(r.URL)) {
		return nil, fmt.Errorf("%s is not among the hosts of the single sign-on; name it in NHIPCAU_SSO_HOSTS if it belongs to the provider", r.URL.Host)
	}
	answer, err := t.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(answer.Body, maxSSOBytes), answer.Body}
	return answer, nil
}
