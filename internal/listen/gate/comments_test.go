package gate_test

import (
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

func TestCommentsBelowAnArticleAreCut(t *testing.T) {
	t.Parallel()
	const body = "Sáng nay xã khởi công đường vào bản.\nĐường dài ba cây số, xong trước mùa mưa."
	for _, below := range []string{
		"Bình luận (2)\nHoàng Xuân Giấu: hay quá! - 2 giờ trước - Thích - Trả lời", "Ý kiến (1)\nHoàng Xuân Giấu\nĐường hỏng mãi.", "3 bình luận\nTôi bực lắm.", "Ý kiến bạn đọc\nTôi bực lắm.",
		"BÌNH LUẬN (12)\nx", "Phản hồi [3]:\nx", "2 Comments\nx", "Comments (2)\nx", "Bình luận của bạn\nx", "Đăng nhập để bình luận\nx", "Leave a reply\nx", "Gửi ý kiến của bạn\nx",
		"Bình luận\nHoàng Xuân Giấu\nTôi bực lắm.\n3 giờ trước · Thích · Trả lời", "Hoàng Xuân Giấu\nTôi bực lắm.\nThích (3) Trả lời", "Hoàng Xuân Giấu: tôi bực lắm. Thích · Trả lời · 2 ngày trước",
		"Hoàng Xuân Giấu: tôi bực lắm. Like Reply", "Tôi bực lắm.\nTrả lời - Chia sẻ - Báo cáo",
	} {
		if got := gate.DropComments(body + "\n" + below); got != body {
			t.Errorf("of %q stays %q", below, strings.TrimPrefix(got, body))
		}
	}
	if got := gate.DropByline(gate.DropComments(body + "\nHoàng Xuân Giấu\nBình luận (2)\nhay quá")); got != body {
		t.Errorf("a byline above comments stays: %q", got)
	}
	for _, whole := range []string{
		body, "Bình luận (2)\n" + body, body + "\nÝ kiến\nĐại biểu cho rằng cần làm sớm.", body + "\nBình luận về việc này, ông chủ tịch nói sẽ trả lời.", body + "\nHai mươi ý kiến được nêu tại hội nghị.",
		body + "\nNgười dân hỏi, chính quyền trả lời.", body + "\nPhản hồi\nSở đã tiếp thu, 3 ngày trước đã sửa.", body + "\nCông viên này trẻ em rất thích", "Ý kiến bạn đọc về con đường mới và phản hồi của xã",
	} {
		if got := gate.DropComments(whole); got != whole {
			t.Errorf("of %q only %q is left", whole, got)
		}
	}
}

func TestNamesOfAccountsAreMasked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`Facebook "khanhvy_9x" đăng`:             `Facebook "[tài khoản]" đăng`,
		"tài khoản TikTok mang tên bep.nha99 và": "tài khoản TikTok mang tên [tài khoản] và",
		"nick ho_tieu99, zalo: cho-que2":         "nick [tài khoản], zalo: [tài khoản]",
		"Tài khoản Facebook cá nhân ai.do.99.":   "Tài khoản Facebook cá nhân [tài khoản].",
		"nickname meo9x kể":                      "nickname [tài khoản] kể",
		"Facebook có 1.234 người, Zalo 2.500.":   "", "trang Facebook laocai.gov.vn": "", "gửi qua Zalo tệp ke_hoach.docx": "", "kênh VTV1, xã ABC_2": "", "Zalo OA của Sở": "", "YouTube và Facebook.": "",
	} {
		if want == "" {
			want = text
		}
		got, _ := gate.Mask(text)
		if again, _ := gate.Mask(got); got != want || again != got {
			t.Errorf("Mask(%q) = %q, and again %q, want %q", text, got, again, want)
		}
	}
}

func TestCommentsAreKnownByTheirTitlesAndAddresses(t *testing.T) {
	t.Parallel()
	for _, title := range []string{
		"Comment on Đường mới by Ai Đó", "Phản hồi cho Sửa đường bởi Giàng A Páo", "Bình luận về: Sửa đường bởi Ai Đó", "binh luan cho X boi Y", "By: Ai Đó", "Bởi: Ai Đó", "Trả lời cho Đường mới bởi Ai Đó",
	} {
		if !gate.Below(title) {
			t.Errorf("%q is not known as a comment", title)
		}
	}
	for _, link := range []string{"https://b.example/a#comment-5", "https://b.example/c/#div-comment-6", "https://b.example/a/?replytocom=7", "https://b.example/b?cmt=6", "https://www.facebook.com/xa/posts/1?comment_id=9"} {
		if !gate.Below("", link) {
			t.Errorf("%q is not known as that of a comment", link)
		}
	}
	for _, title := range []string{"Bình luận về giá đất", "Phản hồi của Sở Xây dựng", "Trả lời cử tri về đường liên xã", "Bình luận viên kể", "Bởi vì sao giá tăng?", "Phản hồi cho bạn đọc: đường sẽ xong"} {
		if gate.Below(title, "https://b.example/binh-luan/tin-1.html?id=2#tin-3") {
			t.Errorf("%q is taken for a comment", title)
		}
	}
	for _, name := range []string{"Phản hồi cho: Sửa đường", "Bình luận cho Báo Thử", "Comments on: X", "Comments for Báo X", "Bình luận mới trên Báo X", "Recent comments on X", "Bình luận mới nhất"} {
		if !gate.CommentFeed(name) {
			t.Errorf("%q is not known as a feed of comments", name)
		}
	}
	for _, name := range []string{"Bình luận - Báo Sông Lụa", "Bình luận", "Bình luận thể thao", "Phản hồi", "Báo Sông Lụa: bình luận", "Bình luận về kinh tế"} {
		if gate.CommentFeed(name) {
			t.Errorf("%q is taken for a feed of comments", name)
		}
	}
}

func TestASectionNamedForumIsPress(t *testing.T) {
	t.Parallel()
	for link, press := range map[string]bool{
		"https://bao.example/chuyen-muc/forum/tin-1.html": true, "https://diendan.bao.example/tin-1.html": true, "https://bao.example/dien-dan/tin-1.html": true, "https://bao.example/tin-1.html": true,
		"https://x.example/forum/tin-1": false, "https://x.example/a/threads/tin.12/": false, "https://x.example/viewtopic.php?t=1": false, "https://facebook.com/a": false, "https://m.facebook.com/forum": false,
		"https://x.example/@ai": false, "https://mastodon.example/1": false,
	} {
		if gate.PostLink(link, "Báo Sông Lụa") == press {
			t.Errorf("PostLink(%q) = %v", link, press)
		}
	}
	for link, name := range map[string]string{"https://diendan.x.example/1": "Nguồn X", "https://1022.x.example/pa/1": "Nguồn X", "https://pakn.x.example/1": ""} {
		if !gate.PostLink(link, name) || !gate.SocialLink(link) {
			t.Errorf("%q is not known as a place where persons speak", link)
		}
	}
	if !gate.SocialLink("https://bao.example/chuyen-muc/forum/tin-1.html") {
		t.Error("what nobody calls press and has a forum in its address is taken for press")
	}
}

func TestSoftwareWithWhichPersonsSpeak(t *testing.T) {
	t.Parallel()
	for _, g := range []string{"Mastodon v4.2", "Discourse 3.2.1 - https://discourse.example", "phpBB3", "https://www.xenforo.com", "vBulletin 5", "RSSHub", "rss-bridge", "NodeBB Forum Software"} {
		if !gate.SpokenWith(g, true) {
			t.Errorf("%q", g)
		}
	}
	for _, g := range []string{"", "WordPress 6.5", "https://wordpress.org/?v=6.4.3", "Drupal 10", "Joomla!", "Hugo", "FeedCreator 1.8", "VnExpress RSS", "Liferay", "Blogger"} {
		if gate.SpokenWith(g, true) {
			t.Errorf("%q", g)
		}
	}
	if !gate.SpokenWith("Blogger", false) {
		t.Error("a diary that nobody calls press")
	}
}

func BenchmarkDropComments(b *testing.B) {
	text := strings.Repeat("Ngày 12/3, tại hội trường UBND tỉnh, 350 hộ dân nêu ý kiến và được trả lời theo quyết định của Ủy ban nhân dân tỉnh.\n", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		gate.DropComments(text)
	}
}
