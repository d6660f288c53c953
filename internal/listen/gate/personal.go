package gate

import (
	"net/url"
	"slices"
	"strings"
)

// said are the hosts on which persons speak. What stands there is counted and never kept.
var said = []string{"facebook.com", "fb.com", "fb.watch", "tiktok.com", "youtube.com", "youtu.be", "x.com", "twitter.com", "instagram.com", "threads.net", "threads.com", "zalo.me", "linkedin.com", "reddit.com", "t.me", "telegram.org", "voz.vn", "otofun.net", "webtretho.com"}

// SocialLink reports whether an address leads to a social network or a forum.
func SocialLink(link string) bool {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	return slices.ContainsFunc(said, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) })
}

// commentTitles are how the title of what a reader wrote below an article begins, and what it holds besides, in the
// feeds of comments that common software makes.
var commentTitles = [][2]string{{"comment on ", " by "}, {"comments on ", " by "}, {"bình luận về ", " bởi "}, {"by: ", ""}, {"bởi: ", ""}}

// Personal reports whether an entry of a source of the press was said by a reader or on a social network: a comment
// in a feed of comments, a post in a mixed export. Such entries are not kept.
func Personal(title string, links ...string) bool {
	title = strings.ToLower(strings.TrimSpace(title))
	for _, t := range commentTitles {
		if rest, found := strings.CutPrefix(title, t[0]); found && strings.Contains(rest, t[1]) {
			return true
		}
	}
	return slices.ContainsFunc(links, func(link string) bool {
		_, fragment, _ := strings.Cut(link, "#")
		return strings.HasPrefix(fragment, "comment") || strings.HasPrefix(fragment, "binh-luan") || SocialLink(link)
	})
}
