package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"code.dny.dev/ssrf"
)

func TestSpecialAddressesAreRefusedAtTheMomentOfDialling(t *testing.T) {
	t.Parallel()
	special := []string{
		"0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.8.9.1", "169.254.169.254",
		"172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
		"198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1",
		"2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
	}
	g := newGuard(Inside{}, lookup)
	for _, s := range special {
		if err := g.safe(networkOf(s), net.JoinHostPort(s, "80"), nil); err == nil {
			t.Errorf("%s may be dialled", s)
		} else if statusOf(err) != Blocked {
			t.Errorf("%s: %v is %s", s, err, statusOf(err))
		}
	}
	for _, s := range []string{"8.8.8.8", "203.162.4.191", "2405:4800::1", "2606:4700:4700::1111"} {
		if err := g.safe(networkOf(s), net.JoinHostPort(s, "443"), nil); err != nil {
			t.Errorf("%s may not be dialled: %v", s, err)
		}
	}
	if err := g.safe("tcp4", "8.8.8.8:25", nil); !errors.Is(err, ssrf.ErrProhibitedPort) {
		t.Errorf("port 25: %v", err)
	}
}

func networkOf(address string) string {
	if a := netip.MustParseAddr(address); a.Is4() {
		return "tcp4"
	}
	return "tcp6"
}

func TestAnAdministratorAllowsNetworksAndHosts(t *testing.T) {
	t.Parallel()
	g := newGuard(Inside{Hosts: []string{"Cong.Tinh.Local.", "so.tinh.local:8081"}, Networks: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}}, lookup)
	if err := g.safe("tcp4", "10.1.2.3:9000", nil); err != nil {
		t.Errorf("a network that was named: %v", err)
	}
	if g.safe("tcp4", "10.2.2.3:80", nil) == nil || g.safe("tcp6", "[::1]:80", nil) == nil {
		t.Error("more than the network that was named may be dialled")
	}
	for address, want := range map[string]bool{
		"http://cong.tinh.local/": true, "https://CONG.tinh.local.:9443/x": true, "http://so.tinh.local:8081/": true,
		"http://so.tinh.local/": false, "http://xcong.tinh.local/": false, "http://cong.tinh.local.evil.example/": false,
	} {
		u, err := parseAddress(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := g.named(u); got != want {
			t.Errorf("named(%s) = %v, want %v", address, got, want)
		}
		if g.strict().named(u) || g.strict().safe("tcp4", "10.1.2.3:80", nil) == nil {
			t.Errorf("somebody outside may lead to %s", address)
		}
	}
}

func TestWhatAnAdministratorWritesIsRead(t *testing.T) {
	t.Parallel()
	in, err := ParseInside([]string{"cong.tinh.local", "so.tinh.local:8080", "10.1.2.3/16", " 192.168.1.5 ", "fd00::1"})
	want := []string{"10.1.0.0/16", "192.168.1.5/32", "fd00::1/128"}
	if err != nil || strings.Join(in.Hosts, " ") != "cong.tinh.local so.tinh.local:8080" || fmt.Sprint(in.Networks) != fmt.Sprint(want) {
		t.Errorf("read %v: %v", in, err)
	}
	for _, wrong := range []string{"", "0.0.0.0/0", "::/0", "10.0.0.0/7", "http://cong.tinh.local/", "*.tinh.local", "a b", "10.0.0.0/33"} {
		if in, err := ParseInside([]string{wrong}); err == nil {
			t.Errorf("%q is read as %v", wrong, in)
		}
	}
}

func TestAnAddressInsideIsRefusedHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	asked := false
	s := serve(t, map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) { asked = true }})
	port := portOf(mustParse(t, s.URL))
	c, _ := client(func(o *Options) { o.Inside = Inside{} })
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "0.0.0.0", "localhost."} {
		r := get(t, c, Request{URL: "http://" + host + ":" + port + "/"})
		if r.Status != Blocked && r.Status != UnknownDNS && r.Status != BrokenDNS && r.Status != BadAddress || asked {
			t.Errorf("%s: %s (%s), asked %v", host, r.Status, r.Cause, asked)
		}
		if r.Status.Gravity(0) == 0 {
			t.Errorf("%s counts for nothing", r.Status)
		}
	}
	c, _ = client(func(o *Options) { o.Inside = Inside{Hosts: []string{"localhost"}} })
	if r := get(t, c, Request{URL: "http://localhost:" + port + "/"}); r.Status != Working || !asked {
		t.Errorf("a host that was named: %s (%s)", r.Status, r.Cause)
	}
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// proxy starts a proxy that answers by itself for every host; resolve says where the hosts live.
func proxy(t *testing.T, answer http.HandlerFunc, where map[string]string) func(*Options) {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return func(o *Options) {
		o.Inside, o.Proxy = Inside{}, mustParse(t, s.URL)
		o.Resolve = func(_ context.Context, host string) ([]netip.Addr, error) {
			if at, ok := where[host]; ok {
				return []netip.Addr{netip.MustParseAddr("203.162.4.191"), netip.MustParseAddr(at)}, nil
			}
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
	}
}

func TestThroughAProxyTheNameIsCheckedBeforeTheRequest(t *testing.T) {
	t.Parallel()
	asked := map[string]int{}
	c, _ := client(proxy(t, func(w http.ResponseWriter, r *http.Request) {
		asked[r.Host]++
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/vao-trong":
			http.Redirect(w, r, "http://trong.example/", http.StatusFound)
		default:
			_, _ = w.Write([]byte("<rss/>"))
		}
	}, map[string]string{"bao.example": "8.8.4.4", "trong.example": "10.0.0.7", "gia.example": "::ffff:127.0.0.1"}))
	if r := get(t, c, Request{URL: "http://bao.example/rss"}); r.Status != Working || string(r.Body) != "<rss/>" {
		t.Errorf("a public host: %s (%s)", r.Status, r.Cause)
	}
	for address, want := range map[string]Status{
		"http://trong.example/": Blocked, "http://gia.example/": Blocked, "http://bao.example/vao-trong": Blocked,
		"http://khong-co.example/": UnknownDNS, "http://bao.example:22/": Blocked,
	} {
		if r := get(t, c, Request{URL: address}); r.Status != want {
			t.Errorf("%s: %s (%s), want %s", address, r.Status, r.Cause, want)
		}
	}
	if asked["trong.example"]+asked["gia.example"] > 0 {
		t.Errorf("the proxy was asked for an address inside: %v", asked)
	}
}

func TestTheEnvironmentNamesNoProxy(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://proxy.example:3128")
	t.Setenv("HTTPS_PROXY", "http://proxy.example:3128")
	c, _ := client(nil)
	tr, err := c.transport(t.Context(), mustParse(t, "https://bao.example/"), &line{guard: c.guard})
	if err != nil || tr.Proxy != nil {
		t.Errorf("a proxy is used that nobody named: %v", err)
	}
}

func TestOnlyHTTPAddressesWithAHostAreAsked(t *testing.T) {
	t.Parallel()
	c, _ := client(nil)
	for _, address := range []string{"", "ftp://bao.vn/", "file:///etc/passwd", "gopher://bao.vn/", "http://", "http:///x", "https://ai:gi@bao.vn/", "http:bao.vn", "javascript:alert(1)", "//bao.vn/", "bao.vn/rss", "http://bao.vn:x/", "http://[::1", "http://bao.vn/" + strings.Repeat("x", longestAddress)} {
		if r := get(t, c, Request{URL: address}); r.Status != BadAddress || r.Cause == "" {
			t.Errorf("%q: %s (%s)", address, r.Status, r.Cause)
		}
	}
}

func TestHostsAndDomains(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://Bao.AnGiang.gov.vn./x#y": "bao.angiang.gov.vn",
		"http://báo.vn/":                  "xn--bo-mia.vn",
		"https://[2405:4800::1]:8443/":    "2405:4800::1",
		"mailto:a@b.vn":                   "",
	} {
		if got := Host(address); got != want {
			t.Errorf("Host(%q) = %q, want %q", address, got, want)
		}
	}
	for host, want := range map[string]string{
		"bao.angiang.gov.vn": "angiang.gov.vn", "angiang.gov.vn": "angiang.gov.vn", "gov.vn": "gov.vn", "a.b.com.vn": "b.com.vn",
		"Baoangiang.com.vn.": "baoangiang.com.vn", "10.0.0.1": "10.0.0.1", "2405:4800::1": "2405:4800::1", "localhost": "localhost", "": "",
	} {
		if got := Domain(host); got != want {
			t.Errorf("Domain(%q) = %q, want %q", host, got, want)
		}
	}
}

func TestLettersAndSpacesInAQueryAreSentEncoded(t *testing.T) {
	t.Parallel()
	var got string
	s := serve(t, map[string]http.HandlerFunc{"/": func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			got = r.RequestURI
		}
	}})
	c, _ := client(nil)
	get(t, c, Request{URL: s.URL + "/tin tức?chủ đề=đất đai#x"})
	if want := "/tin%20t%E1%BB%A9c?ch%E1%BB%A7%20%C4%91%E1%BB%81=%C4%91%E1%BA%A5t%20%C4%91ai"; got != want {
		t.Errorf("asked for %s, want %s", got, want)
	}
}
