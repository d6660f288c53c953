package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// longestAddress is the longest that is asked, in bytes; no site has longer ones.
const longestAddress = 8 << 10

// ports that a public site may use.
var ports = []uint16{80, 443, 8080, 8443}

var errAddress = errors.New("address refused")

// Inside is what an administrator allows although it lies inside: the province's own portals.
type Inside struct {
	Hosts    []string       // names as in an address, any port; "host:port" for one port only
	Networks []netip.Prefix // networks, any port
}

// ParseInside reads what an administrator writes: a host, host:port, a network (10.1.0.0/16) or an address each.
// It fails for what is none of these, and for a network so wide that it must be a mistake.
func ParseInside(entries []string) (Inside, error) {
	var in Inside
	for _, e := range entries {
		e = strings.TrimSpace(e)
		if a, err := netip.ParseAddr(e); err == nil {
			in.Networks = append(in.Networks, netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()))
			continue
		}
		n, err := netip.ParsePrefix(e)
		switch {
		case err == nil && (n.Addr().Is4() && n.Bits() < 8 || n.Addr().Is6() && n.Bits() < 16):
			return Inside{}, fmt.Errorf("%s is too wide", e)
		case err == nil:
			in.Networks = append(in.Networks, n.Masked())
		case e == "" || strings.ContainsAny(e, "/ *@?#") || Host("http://"+e) == "":
			return Inside{}, fmt.Errorf("%q is neither a host nor a network", e)
		default:
			in.Hosts = append(in.Hosts, e)
		}
	}
	return in, nil
}

// insideNames end the names of hosts that no public resolver knows.
var insideNames = []string{".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa"}

// Refuses reports whether an address is known not to be fetched without asking anybody where it is: a host or an address
// inside that no administrator named. Others may turn out to be refused once their name is resolved.
func (in Inside) Refuses(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return false
	}
	g, host := newGuard(in, nil), hostOf(u)
	if g.named(u) {
		return false
	}
	if a, err := netip.ParseAddr(host); err == nil {
		network := "tcp6"
		if a = a.Unmap().WithZone(""); a.Is4() {
			network = "tcp4"
		}
		return g.safe(network, net.JoinHostPort(a.String(), portOf(u)), nil) != nil
	}
	return !strings.Contains(host, ".") || slices.ContainsFunc(insideNames, func(end string) bool { return strings.HasSuffix(host, end) })
}

// guard decides which addresses may be connected to.
type guard struct {
	hosts    map[string]bool
	networks []netip.Prefix
	public   *ssrf.Guardian
	resolve  func(ctx context.Context, host string) ([]netip.Addr, error)
}

func newGuard(inside Inside, resolve func(context.Context, string) ([]netip.Addr, error)) *guard {
	g := &guard{hosts: map[string]bool{}, networks: inside.Networks, public: ssrf.New(ssrf.WithPorts(ports...)), resolve: resolve}
	for _, h := range inside.Hosts {
		g.hosts[strings.ToLower(strings.TrimSuffix(strings.TrimSpace(h), "."))] = true
	}
	return g
}

// strict is a guard that allows nothing inside: for an address that somebody outside leads to.
func (g *guard) strict() *guard { return &guard{public: g.public, resolve: g.resolve} }

// named reports whether an administrator named the host of an address.
func (g *guard) named(u *url.URL) bool {
	host := hostOf(u)
	return g.hosts[host] || g.hosts[net.JoinHostPort(host, portOf(u))]
}

// safe checks the address that a dialler is about to connect to, after its name was resolved.
func (g *guard) safe(network, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %w", errAddress, err)
	}
	if g.insideNetwork(at.Addr()) {
		return nil
	}
	if at.Addr().Is4In6() {
		return fmt.Errorf("%w: %s is an IPv4 address in disguise", errAddress, at)
	}
	return g.public.Safe(network, address, nil)
}

func (g *guard) insideNetwork(a netip.Addr) bool {
	for _, n := range g.networks {
		if n.Contains(a.Unmap()) {
			return true
		}
	}
	return false
}

// dialer connects directly; one for a host that was named does not look at its address.
func (g *guard) dialer(named bool) *net.Dialer {
	d := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: -1, Control: g.safe}
	if named {
		d.Control = nil
	}
	return d
}

// resolved checks all addresses of a host before a request that a proxy will make for us, and reports whether one
// is in a network that an administrator allowed.
func (g *guard) resolved(ctx context.Context, u *url.URL) (inside bool, err error) {
	if g.named(u) {
		return true, nil
	}
	addresses, err := g.resolve(ctx, hostOf(u))
	if err != nil {
		return false, err
	}
	if len(addresses) == 0 {
		return false, fmt.Errorf("%w: %s has no address", errAddress, u.Hostname())
	}
	for _, a := range addresses {
		a = a.Unmap().WithZone("")
		network := "tcp6"
		if a.Is4() {
			network = "tcp4"
		}
		err := g.safe(network, net.JoinHostPort(a.String(), portOf(u)), nil)
		if err != nil {
			return false, err
		}
		inside = inside || g.insideNetwork(a)
	}
	return inside, nil
}

// lookup is the resolver of the system; a literal address stands for itself.
func lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
}

// parseAddress reads an address that may be asked: http or https with a host, without a user. The fragment is
// dropped, for it is never sent.
func parseAddress(address string) (*url.URL, error) {
	if len(address) > longestAddress {
		return nil, errors.New("an address longer than 8 KiB")
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, err
	}
	return u, checkAddress(u)
}

func checkAddress(u *url.URL) error {
	u.Fragment, u.RawFragment = "", ""
	u.Scheme = strings.ToLower(u.Scheme)
	u.RawQuery = sendableQuery(u.RawQuery)
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("scheme %q", u.Scheme)
	case u.Hostname() == "":
		return errors.New("no host")
	case u.User != nil:
		return errors.New("a user in the address")
	case u.Opaque != "":
		return errors.New("no path")
	}
	return nil
}

// sendableQuery percent-encodes what may not stand in the first line of a request; people write spaces and
// Vietnamese letters there.
func sendableQuery(query string) string {
	odd := func(c byte) bool { return c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>' }
	var b strings.Builder
	for i := range len(query) {
		if odd(query[i]) {
			fmt.Fprintf(&b, "%%%02X", query[i])
		} else {
			b.WriteByte(query[i])
		}
	}
	return b.String()
}

// Host is the host of an address, as a [Pacer] counts it; "" if it is none that can be fetched.
func Host(address string) string {
	u, err := parseAddress(address)
	if err != nil {
		return ""
	}
	return hostOf(u)
}

// hostOf is a host as it is asked for: small letters, in ASCII, without the dot at the end.
func hostOf(u *url.URL) string {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		return ascii
	}
	return host
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// Domain is the registrable domain of a host (bao.angiang.gov.vn: angiang.gov.vn), by the public suffix list; the
// host itself where there is none, as with a literal address.
func Domain(host string) string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return domain
}
