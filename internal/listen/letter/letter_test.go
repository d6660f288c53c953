package letter_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/letter"
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
		l, ok := letter.Read([]byte(tt.letter))
		if l.Subject != tt.title || l.Text != tt.body || ok != (tt.title != "") {
			t.Errorf("%s: %q, %q, %v; want %q, %q", tt.name, l.Subject, l.Text, ok, tt.title, tt.body)
		}
	}
}

func FuzzLetter(f *testing.F) {
	f.Add([]byte("Subject: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n"))
	f.Fuzz(func(_ *testing.T, data []byte) { letter.Read(data) })
}
