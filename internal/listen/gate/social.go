package gate

import (
	"net/url"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// said are the hosts on which persons speak. What stands there is counted and never kept.
var said = strings.Fields(`facebook.com fb.com fb.me fb.watch fb.gg m.me messenger.com tiktok.com youtube.com youtube-nocookie.com youtu.be x.com twitter.com t.co instagram.com instagr.am ig.me
	threads.net threads.com zalo.me zaloapp.com zalo.vn linkedin.com lnkd.in reddit.com redd.it t.me telegram.me telegram.org bsky.app bsky.social mastodon.social mstdn.social mas.to
	lotus.vn gapo.vn mocha.com.vn lemon8-app.com weibo.com wechat.com vk.com tumblr.com pinterest.com snapchat.com discord.com discord.gg quora.com medium.com whatsapp.com wa.me viber.com line.me
	voz.vn otofun.net webtretho.com tinhte.vn lamchame.com linkhay.com spiderum.com truesocial.com truthsocial.com`)

// SocialLink reports whether an address, with its scheme or without, leads to a social network or a forum.
func SocialLink(link string) bool {
	link = strings.TrimSpace(link)
	if strings.ContainsAny(link, " \t\n") || !strings.Contains(link, ".") {
		return false
	}
	if !strings.Contains(link, "//") {
		link = "//" + link
	}
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if slices.ContainsFunc(said, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) }) {
		return true
	}
	label, _, some := strings.Cut(host, ".")
	path := strings.ToLower(u.Path)
	return some && (slices.Contains([]string{"forum", "forums", "diendan", "mastodon", "mstdn"}, label) || strings.HasPrefix(path, "/@") ||
		slices.ContainsFunc(forumPaths, func(p string) bool { return strings.Contains(path, p) }))
}

// forumPaths are in the addresses that common software of forums makes.
var forumPaths = []string{"/threads/", "/thread-", "/showthread.php", "/viewtopic.php", "/viewthread", "/forum/", "/forums/", "/members/"}

var (
	// networks are names of networks that mean little else wherever they stand in a name.
	networks = []string{"facebook", "fanpage", "tiktok", "youtube", "instagram", "twitter", "mastodon", "bluesky", "telegram", "linkedin", "webtretho", "otofun", "mangxahoi", "socialmedia", "socialnetwork", "congdongmang", "hoinhom"}
	// networkWords are those that do so as words of their own.
	networkWords = strings.Fields(`fb fp mxh zalo threads insta ig bsky reddit viber whatsapp messenger weibo wechat discord gapo lotus lemon8 voz tinhte group groups nhóm nhom`)
	// postWords are what a field calls what persons say.
	postWords = strings.Fields(`comment comments status reply replies reel reels tweet tweets retweet ugc social livestream`)
	// postNames are those that are also words of other names.
	postNames = []string{"post", "posts", "user", "users", "blog", "forum", "dien dan", "x", "nguoi dung", "ca nhan", "tin nhan", "chat", "review", "share", "note"}
)

// Bridge reports whether an address is one of a service that makes feeds of what stands on social networks.
func Bridge(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return false
	}
	if host := strings.ToLower(u.Hostname()); strings.Contains(host, "rsshub") || strings.Contains(host, "nitter") || strings.Contains(host, "rss-bridge") || strings.Contains(host, "rssbridge") {
		return true
	}
	for _, values := range u.Query() {
		if slices.ContainsFunc(values, SocialLink) || slices.ContainsFunc(values, func(v string) bool { return strings.Contains(strings.ToLower(v), "bridge") && SocialName(v) }) {
			return true
		}
	}
	return false
}

// SocialName reports whether what something calls its source is a social network, a group in one, or a handle.
func SocialName(name string) bool {
	name = vi.Normalize(strings.TrimSpace(name))
	if strings.HasPrefix(name, "@") || strings.EqualFold(name, "x") || SocialLink(name) {
		return true
	}
	whole := strings.Join(strings.FieldsFunc(vi.Fold(name), notLetter), "")
	return slices.ContainsFunc(networks, func(n string) bool { return strings.Contains(whole, n) }) ||
		slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(name), notLetter), func(w string) bool { return slices.Contains(networkWords, w) })
}

// Forum reports whether a name is that of a forum. Some of the press are called so too.
func Forum(name string) bool {
	name = vi.Fold(vi.Normalize(name))
	return strings.Contains(name, "dien dan") || strings.Contains(name, "forum")
}

// SocialKind reports whether a field that says what something is, or where, calls it what persons say: a post, a comment.
func SocialKind(value string) bool {
	words := strings.FieldsFunc(vi.Fold(vi.Normalize(value)), notLetter)
	whole := strings.Join(words, " ")
	return SocialName(value) || slices.Contains(postNames, whole) || strings.Contains(whole, "binh luan") || strings.Contains(whole, "bai dang") ||
		slices.ContainsFunc(words, func(w string) bool { return slices.Contains(postWords, w) })
}

// Comment reports whether a field calls something what was said below something else.
func Comment(value string) bool {
	words := strings.FieldsFunc(vi.Fold(vi.Normalize(value)), notLetter)
	return strings.Contains(strings.Join(words, " "), "binh luan") || slices.ContainsFunc(words, func(w string) bool {
		return w == "comment" || w == "comments" || w == "reply" || w == "replies"
	})
}

// PressName reports whether a name is one that only the press, a broadcaster or a portal would bear.
func PressName(name string) bool {
	whole := strings.Join(strings.Fields(vi.Fold(vi.Normalize(name))), " ") + " "
	return !SocialName(name) && slices.ContainsFunc([]string{"bao ", "tap chi ", "thoi bao ", "dai ", "cong ", "thong tan xa ", "ban tin ", "trang thong tin ", "truyen thanh "}, func(p string) bool {
		return strings.HasPrefix(whole, p)
	})
}

func notLetter(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r >= 0x80)
}
