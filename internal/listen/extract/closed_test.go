package extract

import (
	"strings"
	"testing"
)

func TestPagesInThePlaceOfAnArticleAreNone(t *testing.T) {
	t.Parallel()
	page := func(title, body string) []byte {
		return []byte("<html><head><title>" + title + "</title></head><body>" + body + "</body></html>")
	}
	for _, html := range [][]byte{
		page("Đăng nhập", "<form><input name=user></form>Vui lòng đăng nhập"), page("Đăng nhập hệ thống | Cổng dịch vụ công", "<p>Nhập tên và mật khẩu.</p>"), page("Just a moment...", "<p>Checking your browser</p>"),
		page("404 Not Found", "<h1>Not Found</h1><p>nginx</p>"), page("Không tìm thấy trang - Báo Sông Lụa", "<p>Trang không tồn tại.</p>"), page("Cổng nội bộ", "<p>Xin chào.</p><input type=PASSWORD>"),
		page("Login - Portal", "<p>Please sign in</p>"), page("Website đang bảo trì", "<p>Xin quay lại sau.</p>"),
	} {
		a, err := Page(html, Options{})
		if err != ErrClosed {
			t.Errorf("%s: %v, %q", html, err, a.Text)
		}
	}
	text := "<p>" + strings.Repeat("Người dân xã Đồng Mới làm thủ tục tại nhà văn hóa thôn từ sáng sớm. ", 15) + "</p>"
	for _, html := range [][]byte{
		page("Đăng nhập một lần cho mọi dịch vụ công", "<article><p>Từ hôm nay, người dân chỉ cần một tài khoản.</p></article>"), page("Bảo trì cầu Đồng Mới trong ba ngày", "<p>Cầu sửa từ thứ Hai.</p>"),
		page("Xã Đồng Mới", "<form><input type=password></form><article>"+text+"</article>"), page("Đăng nhập", "<article>"+text+"</article>"),
	} {
		_, err := Page(html, Options{})
		if err != nil {
			t.Errorf("%.80s: %v", html, err)
		}
	}
}

func TestPagesOfForumsSaySo(t *testing.T) {
	t.Parallel()
	text := "<p>" + strings.Repeat("Đường vào xã đã xong và bà con đi lại dễ dàng hơn trước nhiều. ", 10) + "</p>"
	data := func(json string) string { return `<script type="application/ld+json">` + json + `</script>` }
	for head, want := range map[string]bool{
		data(`{"@type":"DiscussionForumPosting","headline":"x"}`): true, data(`[{"@type":"BreadcrumbList"},{"@type":["QAPage"]}]`): true, data(`{"@graph":[{"@type":"https://schema.org/SocialMediaPosting"}]}`): true,
		data(`{"@type":"NewsArticle","comment":[{"@type":"Comment"}]}`): false, data(`[{"@type":"NewsArticle"},{"@type":"DiscussionForumPosting"}]`): false, data(`{"@type":"BlogPosting"}`): false,
		data(`{"@type":"FAQPage","mainEntity":[{"@type":"Question"}]}`): false, "": false,
	} {
		a, err := Page([]byte("<html><head><title>Đường mới</title>"+head+"</head><body><article>"+text+"</article></body></html>"), Options{})
		if err != nil || a.Posted != want {
			t.Errorf("%s: %v, %v", head, a.Posted, err)
		}
	}
	a, err := Page([]byte(`<html id="XF"><head><title>x</title><meta name="generator" content="Discourse 3"></head><body>`+text+`</body></html>`), Options{})
	if err != nil || !a.Posted || a.Generator != "Discourse 3" {
		t.Errorf("%+v, %v", a, err)
	}
}
