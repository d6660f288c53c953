package fetch

import "strings"

// Product is the name under which robots.txt may speak of us.
const Product = "NhipCau"

// Agent is the User-Agent of a release: product and version, then the address of a page that says who reads and
// what for, empty if there is none. What may not stand in a header is left out.
func Agent(version, contact string) string {
	version = strings.Map(func(r rune) rune {
		if r < '0' && r != '-' && r != '.' || r > 'z' || strings.ContainsRune(`:;<=>?@[\]^`+"`", r) {
			return -1
		}
		return r
	}, version)
	if strings.Trim(version, "-._") == "" || !strings.ContainsAny(version, "0123456789") {
		version = "0"
	}
	contact = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || r == '(' || r == ')' {
			return -1
		}
		return r
	}, contact)
	if contact == "" {
		return Product + "/" + version
	}
	return Product + "/" + version + " (+" + contact + ")"
}
