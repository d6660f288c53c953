package page

import (
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
)

// LinkMasked stands where an article has an address that pointed at a person and was masked.
var LinkMasked = web.Mark("Không ghi đường dẫn vì đường dẫn chỉ tới một cá nhân.")

// Link is the address of an article as a page may lead to it; "" if there is none, or if it was masked.
func Link(address string) string {
	if gate.Masked(address) {
		return ""
	}
	return gate.Link(address)
}

// LinkText is the address of an article as a document shows it: a sentence in the place of one that was masked.
func LinkText(address string) string {
	if gate.Masked(address) {
		return LinkMasked
	}
	return gate.Link(address)
}
