package listen

import (
	"strings"
	"testing"
)

func TestOneArticleHasOneName(t *testing.T) {
	t.Parallel()
	same := []string{
		"https://bao.vn/tin-1.html", "http://www.bao.vn/tin-1.html#anh", "https://m.bao.vn/tin-1.html?utm_source=zalo&fbclid=x", "https://amp.bao.vn/tin-1.html/",
		"https://BAO.vn/tin-1.html?zarsrc=30", `https:\\bao.vn\tin-1.html`, "http://https://bao.vn/tin-1.html", "//bao.vn/tin-1.html", "https://bao.vn:443/amp/tin-1.html",
	}
	for _, link := range same {
		if got := Canonical(link); got != "bao.vn/tin-1.html" {
			t.Errorf("Canonical(%q) = %q", link, got)
		}
	}
	for _, link := range []string{"", "https://bao.vn/", "https://bao.vn", "ftp://bao.vn/x", "javascript:alert(1)", "không phải địa chỉ", strings.Repeat("x", 5000)} {
		if got := Canonical(link); got != "" {
			t.Errorf("Canonical(%q) = %q, want none", link, got)
		}
	}
	if Canonical("https://bao.vn/xem?id=1") == Canonical("https://bao.vn/xem?id=2") {
		t.Error("two articles have one name")
	}
}
