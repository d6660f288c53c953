package page

import "testing"

func TestAMaskedAddressIsNoLink(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		stored, link, text string
	}{
		{"https://bao.vi-du.vn/tin-1", "https://bao.vi-du.vn/tin-1", "https://bao.vi-du.vn/tin-1"},
		{"https://bao.vi-du.vn/tin[1]", "https://bao.vi-du.vn/tin[1]", "https://bao.vi-du.vn/tin[1]"},
		{"https://[tài khoản]", "", LinkMasked},
		{"https://bao.vi-du.vn/goi/[số điện thoại]", "", LinkMasked},
		{"javascript:alert(1)", "", ""},
		{"/2", "", ""},
		{"", "", ""},
	} {
		if got := Link(tt.stored); got != tt.link {
			t.Errorf("Link(%q) = %q, want %q", tt.stored, got, tt.link)
		}
		if got := LinkText(tt.stored); got != tt.text {
			t.Errorf("LinkText(%q) = %q, want %q", tt.stored, got, tt.text)
		}
	}
}
