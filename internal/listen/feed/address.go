package feed

import "strings"

// address is a reference cut into its parts (RFC 3986 section 3), which are kept as written.
type address struct {
	scheme, authority, path, query, fragment string
	hasAuthority, hasQuery, hasFragment      bool
}

func splitAddress(s string) address {
	var a address
	if i := strings.IndexByte(s, '#'); i >= 0 {
		a.fragment, a.hasFragment, s = s[i+1:], true, s[:i]
	}
	if n := schemeLength(s); n > 0 {
		a.scheme, s = s[:n], s[n+1:]
	}
	if i := strings.IndexByte(s, '?'); i >= 0 {
		a.query, a.hasQuery, s = s[i+1:], true, s[:i]
	}
	if strings.HasPrefix(s, "//") {
		a.hasAuthority = true
		s = s[2:]
		i := strings.IndexByte(s, '/')
		if i < 0 {
			i = len(s)
		}
		a.authority, s = s[:i], s[i:]
	}
	a.path = s
	return a
}

// schemeLength is the length of the scheme of an address, 0 if it has none.
func schemeLength(s string) int {
	for i := range len(s) {
		c := s[i] | 0x20
		switch {
		case 'a' <= c && c <= 'z':
		case i > 0 && ('0' <= s[i] && s[i] <= '9' || s[i] == '+' || s[i] == '-' || s[i] == '.'):
		case i > 0 && s[i] == ':':
			return i
		default:
			return 0
		}
	}
	return 0
}

func (a address) String() string {
	var b strings.Builder
	b.Grow(len(a.scheme) + len(a.authority) + len(a.path) + len(a.query) + len(a.fragment) + 5)
	if a.scheme != "" {
		b.WriteString(a.scheme)
		b.WriteByte(':')
	}
	if a.hasAuthority {
		b.WriteString("//")
		b.WriteString(a.authority)
	}
	b.WriteString(a.path)
	if a.hasQuery {
		b.WriteByte('?')
		b.WriteString(a.query)
	}
	if a.hasFragment {
		b.WriteByte('#')
		b.WriteString(a.fragment)
	}
	return b.String()
}

// join completes ref by base as RFC 3986 section 5.2 says. What is complete is not touched.
func join(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if n := schemeLength(ref); n > 0 {
		if rest := ref[n+1:]; strings.HasPrefix(rest, "///") && !strings.EqualFold(ref[:n], "file") {
			return ref[:n+1] + "//" + strings.TrimLeft(rest, "/")
		}
		return ref
	}
	if base == "" {
		return ref
	}
	b, r := splitAddress(base), splitAddress(ref)
	r.scheme = b.scheme
	if r.hasAuthority {
		return r.String()
	}
	r.authority, r.hasAuthority = b.authority, b.hasAuthority
	switch {
	case r.path == "":
		r.path = b.path
		if !r.hasQuery {
			r.query, r.hasQuery = b.query, b.hasQuery
		}
	case r.path[0] == '/':
		r.path = withoutDots(r.path)
	default:
		parent := b.path[:strings.LastIndexByte(b.path, '/')+1]
		if parent == "" && b.hasAuthority {
			parent = "/"
		}
		r.path = withoutDots(parent + r.path)
	}
	return r.String()
}

// withoutDots removes the segments "." and ".." of a path.
func withoutDots(path string) string {
	if !strings.Contains(path, "/.") {
		return path
	}
	rooted := strings.HasPrefix(path, "/")
	segments := strings.Split(path, "/")
	kept := segments[:0]
	for i, s := range segments {
		last := i == len(segments)-1
		switch {
		case s == "." && last:
			kept = append(kept, "")
		case s == ".":
		case s == "..":
			if len(kept) > 1 || len(kept) == 1 && !rooted {
				kept = kept[:len(kept)-1]
			}
			if last {
				kept = append(kept, "")
			}
		default:
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, "/")
}

// safeSchemes are those whose addresses a value may lead to.
var safeSchemes = map[string]bool{
	"http": true, "https": true, "ftp": true, "sftp": true, "ftps": true, "mailto": true, "tel": true, "sms": true, "news": true, "nntp": true,
	"mms": true, "rtsp": true, "sip": true, "sips": true, "magnet": true, "feed": true, "urn": true, "tag": true, "xmpp": true,
	"irc": true, "ircs": true, "geo": true, "gopher": true, "telnet": true, "webcal": true, "cid": true, "mid": true, "doi": true, "hdl": true,
}

// safe reports whether an address has no scheme or one that does nothing but lead somewhere.
func safe(s string) bool {
	n := schemeLength(s)
	return n == 0 || safeSchemes[s[:n]] || safeSchemes[strings.ToLower(s[:n])]
}

// link completes an address and refuses what is not safe or too long; "" where nothing is left.
func link(base, ref string) string {
	if strings.TrimSpace(ref) == "" {
		return ""
	}
	full := join(base, ref)
	if len(full) > MaxLink || !safe(full) {
		return ""
	}
	return full
}

// Rebase is the base that holds after an xml:base or a Content-Location; the one before where that is none or not
// safe.
func Rebase(base, ref string) string {
	if full := link(base, ref); full != "" {
		return full
	}
	return base
}
