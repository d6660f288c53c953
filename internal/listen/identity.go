package listen

import (
	"fmt"
	"hash/fnv"
	"net/url"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// tracking are the parameters of an address that say who sent the reader, not what is read.
var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "msclkid": true, "yclid": true, "zarsrc": true, "igshid": true,
	"mc_cid": true, "mc_eid": true, "_ga": true, "_gl": true, "ref": true, "ref_src": true, "source": true, "from": true,
	"amp": true, "outputtype": true, "share": true, "share_id": true, "gidzl": true, "fb_source": true, "cmpid": true,
}

// Canonical is the address under which an article is known: no scheme, no fragment, no parameters that say who
// sent the reader, the ordinary host in the place of its variants for telephones. It is "" for what is no
// address of an article: another scheme, a home page.
func Canonical(link string) string {
	link = strings.ReplaceAll(strings.TrimSpace(link), `\`, "/")
	for _, double := range []string{"http://http", "https://http"} {
		if strings.HasPrefix(link, double) {
			link = link[len(double)-4:]
		}
	}
	if strings.HasPrefix(link, "//") {
		link = "https:" + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	path := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(u.EscapedPath(), "/"), "/amp"), ".amp")
	path = strings.TrimPrefix(path, "/amp")
	query := keptQuery(u.RawQuery)
	if path == "" && query == "" {
		return ""
	}
	return ordinaryHost(u) + path + query
}

func ordinaryHost(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	for _, variant := range []string{"www.", "m.", "mobile.", "amp.", "wap."} {
		if rest, found := strings.CutPrefix(host, variant); found && strings.Contains(rest, ".") {
			host = rest
		}
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	return host
}

// keptQuery is the query of an address without tracking, with its question mark; "" if nothing is left.
func keptQuery(raw string) string {
	if raw == "" {
		return ""
	}
	var kept []string
	for part := range strings.SplitSeq(raw, "&") {
		name, _, _ := strings.Cut(part, "=")
		name = strings.ToLower(name)
		if part == "" || tracking[name] || strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "zalo") {
			continue
		}
		kept = append(kept, part)
	}
	if len(kept) == 0 {
		return ""
	}
	return "?" + strings.Join(kept, "&")
}

// keysOf are the names under which an arrival is known again, the surest first: its GUID, which counts within
// its host, and its canonical address; without either its words within its source. shared says that other
// entries of the same document have the same link, which then names none of them.
func keysOf(source SourceID, a *Arrival, shared bool) (keys [2]int64, n int) {
	address := Canonical(a.Link)
	if address != "" && !shared {
		keys[n] = hashOf("address", address)
		n++
	}
	scope, _, _ := strings.Cut(address, "/")
	if scope == "" {
		scope = fmt.Sprint(source)
	}
	guid := strings.TrimSpace(a.GUID)
	if as := Canonical(guid); as != "" { // an address is the same wherever it stands
		scope, guid = "", as
	}
	if guid != "" && guid != address {
		keys[n] = hashOf("guid", scope, guid)
		n++
	}
	if n == 0 {
		keys[0] = hashOf("words", fmt.Sprint(source), vi.Fold(a.Title), vi.Fold(a.Lead), vi.Fold(vi.CutBytes(a.Body, maxLead)))
		n = 1
	}
	return keys, n
}

// hashOf joins parts to a positive number.
func hashOf(parts ...string) int64 {
	h := fnv.New128a()
	for _, p := range parts {
		_, _ = h.Write([]byte(p)) // never fails
		_, _ = h.Write([]byte{0})
	}
	sum := h.Sum(nil)
	var v int64
	for _, b := range sum[:8] {
		v = v<<8 | int64(b)
	}
	for i, b := range sum[8:] {
		v ^= int64(b) << (8 * (i % 8))
	}
	return v & (1<<63 - 1)
}

// hostOf is the host of an address without its variants for telephones; "" if it has none.
func hostOf(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Host == "" {
		return ""
	}
	return ordinaryHost(u)
}
