package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// longestWait is the longest that a server can make us wait, by Retry-After or by caching headers.
	longestWait = 24 * time.Hour
	// longestValidator is the longest ETag that is kept and sent back; a longer one is forgotten.
	longestValidator = 4 << 10
	// mostParts is how many parts of one header are looked at.
	mostParts = 64
)

// RetryAfter reads a Retry-After header: seconds, or an instant (RFC 9110, section 10.2.3). It is between 0 and
// 24 hours; what cannot be read is 0.
func RetryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if wait, ok := seconds(value); ok {
		return wait
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return clamped(at.Sub(now))
}

// seconds reads whole seconds, between 0 and longestWait however many there are.
func seconds(value string) (time.Duration, bool) {
	value = strings.Trim(value, `"`)
	if value == "" || strings.Trim(value, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n > int64(longestWait/time.Second) { // digits only: the error is one of range
		return longestWait, true
	}
	return time.Duration(n) * time.Second, true
}

func clamped(d time.Duration) time.Duration { return min(max(d, 0), longestWait) }

// Freshness is how long an answer may be thought current: max-age of Cache-Control less Age, otherwise Expires less
// Date (RFC 9111, section 4.2). It is between 0 and 24 hours; 0 if nothing is said or no-cache or no-store is.
func Freshness(h http.Header, now time.Time) time.Duration {
	age, said := time.Duration(0), false
	parts := strings.SplitN(strings.Join(h.Values("Cache-Control"), ","), ",", mostParts)
	for _, part := range parts {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			if d, ok := seconds(strings.TrimSpace(value)); ok && !said {
				age, said = d, true
			}
		}
	}
	if said {
		old, _ := seconds(h.Get("Age")) // in caches on the way
		return max(age-old, 0)
	}
	expires, err := http.ParseTime(h.Get("Expires"))
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return clamped(expires.Sub(now))
}

// validator is a header as it came, to be sent back as it came; "" if there is none that could be.
func validator(h http.Header, name string) string {
	value := h.Get(name)
	if len(value) > longestValidator || !sendable(value) {
		return ""
	}
	return value
}

// sendable reports whether a value may stand in a header.
func sendable(value string) bool {
	return !strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f })
}

// skew is how far a server's clock is ahead of ours, 0 if it does not say.
func skew(h http.Header, now time.Time) time.Duration {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0
	}
	return date.Sub(now).Truncate(time.Second)
}

// links finds the addresses of Link headers with the given relation (RFC 8288), as written.
func links(h http.Header, relation string) []string {
	var found []string
	for _, part := range strings.SplitN(strings.Join(h.Values("Link"), ","), ",", mostParts) {
		target, parameters, ok := strings.Cut(strings.TrimSpace(part), ">")
		address, opened := strings.CutPrefix(target, "<")
		if ok && opened && hasRelation(parameters, relation) {
			found = append(found, address)
		}
	}
	return found
}

func hasRelation(parameters, relation string) bool {
	for p := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if !strings.EqualFold(strings.TrimSpace(name), "rel") {
			continue
		}
		for r := range strings.FieldsSeq(strings.Trim(strings.TrimSpace(value), `"`)) {
			if strings.EqualFold(r, relation) {
				return true
			}
		}
	}
	return false
}
