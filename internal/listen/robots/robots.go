// Package robots reads robots.txt files (RFC 9309) and answers whether an agent may fetch an address.
//
// It is pure: bytes in, answers out. It reads what people really write: any line ending, a byte order mark or
// a part of one, a missing colon, common misspellings. Rules are compared with the address octet by octet;
// octets of a rule outside ASCII are percent-encoded first, an address is taken as it would be sent.
package robots

import (
	"strings"
	"time"
)

const (
	// MaxBytes is how much of a file is read; what follows is ignored (RFC 9309, section 2.5).
	MaxBytes = 500 << 10
	// longestLine is how many bytes of a line are read; addresses beyond it do not exist.
	longestLine = 16 << 10
	// longestDelay is the longest pause between fetches that a file may ask for.
	longestDelay = 24 * time.Hour
	// anyone is the agent of the group for all who have none of their own.
	anyone = "*"
)

// File is a robots.txt that was read. The zero value allows everything. It is never changed after Parse and
// may be used by many at once.
type File struct {
	groups map[string][]*group // by product token in lower case, in the order of the file
	// Sitemaps are the addresses of sitemap lines as written, in the order of the file.
	Sitemaps []string
	// Cut says that the file was longer than MaxBytes and its end was not read.
	Cut bool
}

// group is one or more agents with the rules for them. Groups of the same agent count as one.
type group struct {
	rules []rule
	delay time.Duration // 0: not said
}

type rule struct {
	allow   bool
	pattern string
}

// Allowed reports whether agent may fetch url. Agent is a product token or a whole User-Agent value that
// begins with it ("NhipCau/1.2 (+https://…)"). Of the rules that match, the longest decides; of equally long
// ones the one that allows (RFC 9309, section 2.2.2). The address must be percent-encoded as it is sent.
func (f *File) Allowed(agent, url string) bool {
	path := pathOf(url)
	allow, deny := 0, 0
	for _, g := range f.of(agent) {
		for _, r := range g.rules {
			length := len(r.pattern)
			if r.allow && length > allow && matches(r.pattern, path) {
				allow = length
			}
			if !r.allow && length > deny && matches(r.pattern, path) {
				deny = length
			}
		}
	}
	return allow >= deny
}

// CrawlDelay is the pause between two fetches that the file asks agent to keep; 0 if it asks for none. The line
// is no part of RFC 9309 but widely used. The longest counts; more than a day is read as a day.
func (f *File) CrawlDelay(agent string) time.Duration {
	delay := time.Duration(0)
	for _, g := range f.of(agent) {
		delay = max(delay, g.delay)
	}
	return delay
}

// of finds the groups for agent: its own, otherwise those for anyone.
func (f *File) of(agent string) []*group {
	own, ok := f.groups[strings.ToLower(Token(agent))]
	if ok && agent != "" {
		return own
	}
	return f.groups[anyone]
}

// Token is the product token of a User-Agent value: what stands before the slash of its version.
func Token(agent string) string {
	token, _, _ := strings.Cut(agent, "/")
	return token
}

// pathOf is the path and query of an address, from the first of / ? ; after the host; "/" if there is none.
func pathOf(url string) string {
	url, _, _ = strings.Cut(url, "#")
	rest := strings.TrimPrefix(url, "//")
	if scheme := strings.Index(rest, "://"); scheme >= 0 && !strings.ContainsAny(rest[:scheme], "/?;") {
		rest = rest[scheme+3:]
	}
	start := strings.IndexAny(rest, "/?;")
	switch {
	case start < 0:
		return "/"
	case rest[start] != '/':
		return "/" + rest[start:]
	}
	return rest[start:]
}

// matches reports whether a pattern fits the beginning of a path: * stands for any octets, $ at the end of the
// pattern for the end of the path. Taking the first place for each piece between stars is enough, for a later
// place leaves less room for the pieces after it.
func matches(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	piece, rest, star := strings.Cut(pattern, "*")
	path, ok := strings.CutPrefix(path, piece)
	for ok && star {
		piece, rest, star = strings.Cut(rest, "*")
		if !star && whole {
			return strings.HasSuffix(path, piece)
		}
		_, path, ok = strings.Cut(path, piece)
	}
	return ok && (!whole || path == "")
}
