package extract

import (
	"regexp"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// closedTitle is the title, folded, of a page that stands in the place of an article: it asks to sign in or to prove that
// one is no machine, or says that there is nothing, or not now.
var closedTitle = regexp.MustCompile(`^(?:dang nhap(?: he thong| tai khoan| vao he thong| thanh vien)?|yeu cau dang nhap|vui long dang nhap|xac thuc(?: tai khoan| nguoi dung| truy cap)?|log ?in|sign ?in|please (?:log|sign) in|just a moment\.*|attention required!?|` +
	`checking your browser.*|are you (?:a )?(?:human|robot)\??|robot check|captcha|access denied|(?:error )?(?:40[0134]|50[0234])(?: .*)?|forbidden|page not found|not found|khong tim thay(?: trang)?|trang khong ton tai|` +
	`(?:he thong |website |trang web )?(?:dang )?bao tri(?: he thong)?|under maintenance|service unavailable)(?: ?[|:–—-] .*)?$`)

// longestClosed is how many bytes of text such a page has at most.
const longestClosed = 600

// closed tells whether a page with this text stands in the place of an article.
func (p *page) closed(text string) bool {
	if len(text) > longestClosed {
		return false
	}
	title := strings.Join(strings.Fields(vi.Fold(vi.Normalize(p.meta.titleTag))), " ")
	return closedTitle.MatchString(title) || p.meta.password && len(text) < shortText
}

// posted tells whether the page says that persons wrote it in a forum or on a network.
func (p *page) posted() bool {
	return p.meta.forum || p.meta.data.posted && !p.meta.data.written
}
