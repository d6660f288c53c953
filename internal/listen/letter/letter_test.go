package letter_test

import (
	"strings"
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
		l, why := letter.Read([]byte(tt.letter))
		if tt.name == "HTML with an attachment" { // whose text is too short to be more than that
			if why != letter.OnlyFiles || l.Attached != 1 {
				t.Errorf("%s: %q, %d files", tt.name, why, l.Attached)
			}
			continue
		}
		if l.Subject != tt.title || l.Text != tt.body || (why == letter.Fine) != (tt.title != "") {
			t.Errorf("%s: %q, %q, %v; want %q, %q", tt.name, l.Subject, l.Text, why, tt.title, tt.body)
		}
	}
}

const head = "From: =?utf-8?b?TMOyIFRo4buLIEtow6FuaCBWeQ==?= <vy@thu.example>\r\nTo: Bao Lao Cai <toasoan@thu.example>\r\nSubject: Ban tin\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"

func TestWhoWroteALetterIsDropped(t *testing.T) {
	t.Parallel()
	const news = "UBND tỉnh ban hành kế hoạch sửa tuyến đường vào xã Đồng Mới trong quý I."
	for name, text := range map[string]string{
		"a closing":             news + "\nTrân trọng,\nTrần Quốc Bảo Lâm\nPhòng Tổng hợp\n",
		"a closing on one line": news + "\nXin trân trọng cảm ơn!\nBảo Lâm",
		"a salutation":          "Kính gửi bà Lò Thị Khánh Vy\nChào anh Bảo Lâm,\n" + news,
		"one that was answered": "Vào Th 5, 5 thg 11, 2026 Lò Thị Khánh Vy <vy@thu.example> đã viết:\n> " + news,
		"one that was wrapped":  "On Thu, Nov 5, 2026 at 8:00 AM Bảo Lâm\n<lam@thu.example> wrote:\n" + news,
		"one passed on":         "---------- Forwarded message ---------\nTừ: Bảo Lâm <lam@thu.example>\nDate: Th 5\nSubject: x\nTo: Khánh Vy\n\n" + news,
		"a name in the head":    "Lò Thị Khánh Vy - Phòng Tổng hợp\n" + news,
		"a telephone":           news + "\nSent from my iPhone\nBảo Lâm 0912345678",
	} {
		l, why := letter.Read([]byte(head + text))
		if why != letter.Fine || strings.Contains(l.Text, "Lâm") || strings.Contains(l.Text, "Vy") || !strings.Contains(l.Text, news) {
			t.Errorf("%s: %q, %q", name, why, l.Text)
		}
	}
	l, _ := letter.Read([]byte(head + news + "\nTrân trọng kính mời các đơn vị dự họp báo.\n" + news))
	if strings.Count(l.Text, news) != 2 {
		t.Errorf("a sentence that begins like a closing ends the letter: %q", l.Text)
	}
}

func TestLettersOfNetworksArePersonal(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"Facebook":  "From: Facebook <notification@facebookmail.com>\r\nSubject: a\r\n\r\nx",
		"YouTube":   "From: a <noreply@youtube.com>\r\nSubject: a\r\n\r\nx",
		"a list":    "From: a <a@b.example>\r\nList-Post: <mailto:nhom@googlegroups.com>\r\nSubject: a\r\n\r\nx",
		"Discourse": "From: a <a@b.example>\r\nX-Discourse-Post-Id: 4\r\nSubject: a\r\n\r\nx",
		"passed on": "From: a <a@b.example>\r\nSubject: Fwd: a\r\n\r\nKhánh Vy đã bình luận về bài viết của bạn",
	} {
		if l, _ := letter.Read([]byte(data)); !l.Personal {
			t.Errorf("%s passes", name)
		}
	}
	if l, _ := letter.Read([]byte("From: Bao Lao Cai <toasoan@baolaocai.vn>\r\nSubject: Diem tin\r\n\r\nTheo dõi chúng tôi: https://www.facebook.com/baolaocai")); l.Personal {
		t.Error("a letter of a newspaper is taken for one of a network")
	}
}

func TestABulletinOfManyHeadlines(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"plain": head + "Điểm báo ngày 5/11\n\n1. Tuyến đường Đồng Mới thông xe (Báo Thử, https://nguon.example/1)\n2. Giá chè tăng\nhttps://nguon2.example/2\nNông dân bán được 9.000 đồng một cân.\n",
		"HTML": "Subject: a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p><a href=\"https://nguon.example/1\"><b>Tuyến đường Đồng Mới thông xe</b></a></p><p><a class=x href='https://nguon2.example/2'>Giá chè búp tươi tăng</a></p><p>Nông dân bán được 9.000 đồng một cân.</p>" +
			"<p><a href=\"https://nguon.example/huy\">Hủy đăng ký nhận bản tin</a> <a href=\"https://www.facebook.com/bao\">Theo dõi chúng tôi trên mạng</a></p>",
	} {
		l, why := letter.Read([]byte(data))
		if why != letter.Fine || len(l.Headlines) != 2 {
			t.Errorf("%s: %q, %+v", name, why, l.Headlines)
			continue
		}
		one, two := l.Headlines[0], l.Headlines[1]
		if one.Title != "Tuyến đường Đồng Mới thông xe" || one.Link != "https://nguon.example/1" || one.Lead != "" || !strings.HasPrefix(two.Title, "Giá chè") || two.Link != "https://nguon2.example/2" || !strings.HasPrefix(two.Lead, "Nông dân bán") {
			t.Errorf("%s: %+v", name, l.Headlines)
		}
		if strings.Contains(l.Text, "⟦") {
			t.Errorf("%s: %q", name, l.Text)
		}
	}
	long := strings.Repeat("Sở cho biết việc này còn phải chờ họp. ", 60)
	if l, _ := letter.Read([]byte(head + long + "\nXã Đồng Mới sửa đường liên thôn https://a.example/1\nGiá chè búp tươi tăng mạnh https://a.example/2")); l.Headlines != nil {
		t.Errorf("a text with links in it is taken for a bulletin: %+v", l.Headlines)
	}
}

func FuzzLetter(f *testing.F) {
	f.Add([]byte("Subject: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n"))
	f.Fuzz(func(_ *testing.T, data []byte) { letter.Read(data) })
}
