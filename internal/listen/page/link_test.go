package page

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

func TestAMaskedAddressIsNoLink(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		address, link, text string
	}{
		{"https://bao.vi-du.vn/tin-1", "https://bao.vi-du.vn/tin-1", "https://bao.vi-du.vn/tin-1"},
		{"https://bao.vi-du.vn/tin[1]", "https://bao.vi-du.vn/tin[1]", "https://bao.vi-du.vn/tin[1]"},
		{"https://www.facebook.com/ai.do.123", "", LinkMasked},
		{"https://bao.vi-du.vn/goi/0912345678", "", LinkMasked},
		{"", "", ""},
	} {
		stored := gate.MaskLink(tt.address)
		if got := Link(stored); got != tt.link {
			t.Errorf("Link(%q) = %q, want %q", stored, got, tt.link)
		}
		if got := LinkText(stored); got != tt.text {
			t.Errorf("LinkText(%q) = %q, want %q", stored, got, tt.text)
		}
	}
}
