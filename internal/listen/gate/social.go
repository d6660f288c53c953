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

// SocialLink reports whether an address, with its scheme or without, leads to a social network, a forum, or to where
// citizens complain.
func SocialLink(link string) bool {
	host, path := placeOf(link)
	return host != "" && (isNetwork(host, path) || saysForum(host) || slices.ContainsFunc(forumSections, func(p string) bool { return strings.Contains(path, p) }))
}

// PostLink is SocialLink for what somebody who knows it calls press: a newspaper may have a section named forum, and one
// of the name of a newspaper a host. source is the name under which it would be kept.
func PostLink(link, source string) bool {
	host, path := placeOf(link)
	return host != "" && (isNetwork(host, path) || saysForum(host) && !PressName(source))
}

// NetworkLink is SocialLink for what may stand in a section, or at a host, that is named like a forum.
func NetworkLink(link string) bool {
	host, path := placeOf(link)
	return host != "" && isNetwork(host, path)
}

// placeOf is the host and the path of an address, lowered; "" if it is none.
func placeOf(link string) (host, path string) {
	link = strings.TrimSpace(link)
	if strings.ContainsAny(link, " \t\n") || !strings.Contains(link, ".") {
		return "", ""
	}
	if !strings.Contains(link, "//") {
		link = "//" + link
	}
	u, err := url.Parse(link)
	if err != nil {
		return "", ""
	}
	return strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), strings.ToLower(u.Path)
}

// isNetwork reports whether a host is one on which persons speak, or a path one of software on which they do.
func isNetwork(host, path string) bool {
	return slices.ContainsFunc(said, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) }) ||
		strings.HasPrefix(host, "mastodon.") || strings.HasPrefix(host, "mstdn.") || strings.HasPrefix(path, "/@") ||
		slices.ContainsFunc(forumSections, func(p string) bool { return strings.HasPrefix(path, p) }) ||
		slices.ContainsFunc(forumPaths, func(p string) bool { return strings.Contains(path, p) })
}

// saysForum reports whether a host is called a forum, or a place to which citizens complain.
func saysForum(host string) bool {
	label, _, some := strings.Cut(host, ".")
	return some && (slices.Contains([]string{"forum", "forums", "diendan", "pakn", "phananh", "phan-anh", "kiennghi", "phananhkiennghi", "phananhhientruong"}, label) || strings.HasPrefix(label, "1022"))
}

// forumSections begin the addresses of forums; deeper in an address they name a section of a newspaper.
var forumSections = []string{"/forum/", "/forums/"}

// forumPaths are in the addresses that common software of forums makes.
var forumPaths = []string{"/threads/", "/thread-", "/showthread.php", "/viewtopic.php", "/viewforum.php", "/viewthread", "/members/"}

var (
	// networks are names of networks that mean little else wherever they stand in a name.
	networks = []string{"facebook", "fanpage", "tiktok", "youtube", "instagram", "twitter", "mastodon", "bluesky", "telegram", "linkedin", "webtretho", "otofun", "mangxahoi", "socialmedia", "socialnetwork", "congdongmang", "hoinhom"}
	// networkWords are those that do so as words of their own.
	networkWords = strings.Fields(`fb fp mxh zalo threads insta ig bsky reddit viber whatsapp messenger weibo wechat discord gapo lotus lemon8 voz tinhte group groups nhóm nhom`)
	// postWords are what a field calls what persons say.
	postWords = strings.Fields(`comment comments status reply replies reel reels tweet tweets retweet ugc social livestream discussionforumposting socialmediaposting usercomments`)
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
