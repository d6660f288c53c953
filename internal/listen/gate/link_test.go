package gate_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

// A link has to lead to what it names: what newsrooms and offices write stays as it is.
func TestLinksOfArticlesStayWhole(t *testing.T) {
	t.Parallel()
	for _, link := range []string{
		"https://bao.example/tin-202511050812.html", "https://bao.example/kinh-te/c123a123456789.html", "https://bao.example/0912345678.htm", "https://bao.example/tin-24a-12345.html",
		"https://bao.example/post079203001234.ldo", "https://bao.example/Default.aspx?tabid=12&NewsID=123456789012&cat=3", "https://bao.example/?p=987654321", "https://bao.example/view?id=0912345678",
		"https://bao.example/tin-1.html?page=2&ref=home", "http://bao.example:8080/a/b.html", "https://bao.example/Tin-tức/đường-mới", "https://bao.example/tin%20mot?q=l%C3%BA",
		"https://bao.example/so-12-ngo-34-duong-tran-phu-1234.html", "https://www.facebook.com/xadongmoi/posts/122101234567890", "https://www.facebook.com/permalink.php?story_fbid=pfbid02&id=100064",
		"https://www.tiktok.com/@xadongmoi/video/7301234567890123456", "https://zalo.me/2501234567890123456", "https://www.youtube.com/watch?v=abc_DEF-123", "https://bao.example/ban-tin#tin-3", "https://bao.example/#/tin/5",
		"https://bao.example/tin@2026.html", "https://bao.example", "https://[2001:db8::1]/tin",
	} {
		if got := gate.Link(link); got != link {
			t.Errorf("Link(%q) = %q", link, got)
		}
	}
}

func TestWhatIsPersonalIsTakenOffLinks(t *testing.T) {
	t.Parallel()
	for link, want := range map[string]string{
		"https://bao.example/tin-1.html?utm_source=zalo&utm_campaign=x&fbclid=IwAR0&id=5": "https://bao.example/tin-1.html?id=5",
		"https://bao.example/tin-1.html?email=ai.do%40hop-thu.vn":                         "https://bao.example/tin-1.html",
		"https://bao.example/tin-1.html?x=ai.do@hop-thu.vn&id=5":                          "https://bao.example/tin-1.html?id=5",
		"https://bao.example/tin-1.html?sdt=0912345678&so_dien_thoai=1&from=+84912345678": "https://bao.example/tin-1.html",
		"https://bao.example/tin-1.html?goi=0912.345.678&q=%40nguoi_noi_nhieu":            "https://bao.example/tin-1.html",
		"https://bao.example/tin-1.html?via=https%3A%2F%2Ffacebook.com%2Fai.do&p=2":       "https://bao.example/tin-1.html?p=2",
		"https://ai.do:matkhau@bao.example/tin-1.html":                                    "https://bao.example/tin-1.html",
		"https://bao.example/tin-1.do;jsessionid=A0B1?access_token=abc":                   "https://bao.example/tin-1.do",
		"https://bao.example/tin-1.html#:~:text=Ho%C3%A0ng":                               "https://bao.example/tin-1.html",
		"https://bao.example/tin-1.html#ai.do@hop-thu.vn":                                 "https://bao.example/tin-1.html",
		" HTTPS://bao.example/tin một.html ":                                              "https://bao.example/tin%20một.html",
		`https:\\bao.example\tin-1.html`:                                                  "https://bao.example/tin-1.html",
		"http://https://bao.example/tin-1.html":                                           "https://bao.example/tin-1.html",

		"javascript:alert(1)": "", "JavaScript://bao.example/%0aalert(1)": "", "data:text/html,x": "", "file:///etc/passwd": "", "ftp://bao.example/tin": "", "mailto:ai.do@hop-thu.vn": "",
		"/2": "", "tin-2.html": "", "//bao.example/tin": "", "bao.example/tin": "", "": "", "https://": "", "https:///tin": "", "https://ai.do@/tin": "", "java\nscript:alert(1)": "", "https://bao.example/\x00": "",
		"https://bao.example/huy/ai.do@hop-thu.vn": "", "https://bao.example/huy/ai.do%40hop-thu.vn/1": "", "https://zalo.me/0912345678": "", "https://mang.example/@ai.do@mang-khac.vn": "",
	} {
		if got := gate.Link(link); got != want {
			t.Errorf("Link(%q) = %q, want %q", link, got, want)
		}
	}
}

func FuzzLink(f *testing.F) {
	for _, s := range []string{"https://a@b.vn/x?email=a@b.vn#x", `http:\\b.vn\%zz`, "https://b.vn/;jsessionid=1?&&=&x=0912345678", "javascript:1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, link string) {
		kept := gate.Link(link)
		if again := gate.Link(kept); again != kept {
			t.Errorf("Link(%q) = %q, and again %q", link, kept, again)
		}
	})
}
