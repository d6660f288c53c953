package listen

import (
	"strings"
	"testing"
)

func TestLettersAreRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, letter, title, body string }{
		{"plain text", "Subject: Ban tin\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nNội dung.\r\n", "Ban tin", "Nội dung."},
		{"an encoded subject", "Subject: =?UTF-8?B?QuG6o24gdGlu?=\r\n\r\nx\r\n", "Bản tin", "x"},
		{"quoted-printable", "Subject: a\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nN=E1=BB=99i dung.\r\n", "a", "Nội dung."},
		{"alternatives", "Subject: a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nchữ\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>thẻ</p>\r\n--b--\r\n", "a", "chữ"},
		{"HTML with an attachment", "Subject: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>một</p><p>hai</p>\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=x.txt\r\n\r\nkhông đọc\r\n--b--\r\n", "a", "một\nhai"},
		{"nothing", "", "", ""},
	} {
		a, ok := letterOf([]byte(tt.letter))
		if a.Title != tt.title || a.Body != tt.body || ok != (tt.title != "") {
			t.Errorf("%s: %q, %q, %v; want %q, %q", tt.name, a.Title, a.Body, ok, tt.title, tt.body)
		}
	}
}

func FuzzLetter(f *testing.F) {
	f.Add([]byte("Subject: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n"))
	f.Fuzz(func(_ *testing.T, data []byte) { letterOf(data) })
}

func FuzzPushed(f *testing.F) {
	f.Add([]byte(`{"title":"a","text":"b"}` + "\n{"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		arrivals, err := pushed(Source{Class: Provincial}, data)
		if err != nil {
			return
		}
		for i := range arrivals {
			keysOf(1, &arrivals[i], false)
		}
	})
}

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
