package gate

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// Personal reports whether an entry of a source of the press was said by a reader or on a social network: a comment
// in a feed of comments, a post in a mixed export. Such entries are not kept. source is the name of the source.
func Personal(source, title string, links ...string) bool {
	return Below(title, links...) || slices.ContainsFunc(links, func(link string) bool { return PostLink(link, source) })
}

// commentTitle is the title, folded, of what a reader wrote below an article, in the feeds of comments that common
// software makes: whose article, and by whom.
var commentTitle = regexp.MustCompile(`^(?:(?:comments? (?:on|for)|reply to|(?:binh luan|phan hoi|tra loi|nhan xet) (?:ve|cho|bai))\b:? .* (?:by|boi)|by:|boi:) `)

// Below reports whether something was said below something else: a comment, by its title or its address.
func Below(title string, links ...string) bool {
	return commentTitle.MatchString(strings.Join(strings.Fields(vi.Fold(vi.Normalize(title))), " ")+" ") || slices.ContainsFunc(links, commentLink)
}

// commentFeed is how feeds of comments are called, folded: by what they are comments on.
var commentFeed = regexp.MustCompile(`^(?:recent |latest |all )?(?:comments? (?:on|for|to|feed)|(?:binh luan|phan hoi|nhan xet)(?: moi)? (?:cho|tren|trong|bai)|(?:binh luan|phan hoi|nhan xet)(?: ve)?:|(?:binh luan|phan hoi|nhan xet) (?:moi|gan day|moi nhat)$)`)

// CommentFeed reports whether a feed of this name is one of comments.
func CommentFeed(name string) bool {
	return commentFeed.MatchString(strings.Join(strings.Fields(vi.Fold(vi.Normalize(name))), " "))
}

var (
	// commentAnchors begin the fragments that lead to a comment, and commentKeys are the parameters that do.
	commentAnchors = []string{"comment", "div-comment", "li-comment", "binh-luan", "binhluan", "cmt", "reply", "respond"}
	commentKeys    = []string{"replytocom", "comment_id", "commentid", "reply_comment_id", "cmt", "cmtid", "comment-id", "lc"}
)

// commentLink reports whether an address leads to a comment.
func commentLink(link string) bool {
	if !strings.ContainsAny(link, "#?") {
		return false
	}
	link, fragment, _ := strings.Cut(strings.ToLower(strings.TrimSpace(link)), "#")
	if slices.ContainsFunc(commentAnchors, func(a string) bool { return strings.HasPrefix(fragment, a) }) {
		return true
	}
	_, query, _ := strings.Cut(link, "?")
	for part := range strings.SplitSeq(query, "&") {
		if key, value, _ := strings.Cut(part, "="); value != "" && slices.Contains(commentKeys, key) {
			return true
		}
	}
	return false
}

// talking is software with which persons speak, and bridges that make feeds of what they say elsewhere; personalSoftware
// is that of diaries, in which some offices write too.
var (
	talking = strings.Fields(`mastodon pleroma akkoma misskey firefish calckey sharkey iceshrimp gotosocial friendica hubzilla diaspora pixelfed peertube lemmy kbin mbin piefed bluesky discourse phpbb vbulletin xenforo
		simplemachines smf mybb nodebb flarum vanilla invision ipboard punbb fluxbb bbpress buddypress buddyboss wpforo elgg humhub question2answer disqus rsshub rss-bridge rssbridge nitter fetchrss telegram facebook
		instagram tiktok tumblr reddit twitter threads youtube vkontakte zalo`)
	personalSoftware = strings.Fields(`blogger livejournal`)
)

// SpokenWith reports whether a feed or a page was made by software with which persons speak. declared says that somebody
// called it press.
func SpokenWith(generator string, declared bool) bool {
	words := strings.FieldsFunc(strings.ToLower(generator), func(r rune) bool { return notLetter(r) && r != '-' })
	known := func(list []string) bool {
		return slices.ContainsFunc(words, func(w string) bool {
			return slices.Contains(list, w) || slices.Contains(list, strings.TrimRight(w, "0123456789"))
		})
	}
	return known(talking) || !declared && known(personalSoftware)
}

// petitions are what petitions and what calls to hotlines are called, folded.
var petitions = []string{"phan anh kien nghi", "phan anh, kien nghi", "phan anh hien truong", "kien nghi phan anh", "y kien cu tri", "kien nghi cu tri", "khieu nai", "to cao", "duong day nong", "tong dai", "hotline", "1022",
	"petition", "complaint", "call center", "helpdesk"}

// Petition reports whether what something calls itself, or its source, are petitions, complaints or calls to a hotline.
func Petition(name string) bool {
	whole := strings.Join(strings.Fields(vi.Fold(vi.Normalize(name))), " ")
	return slices.ContainsFunc(petitions, func(p string) bool { return strings.Contains(whole, p) })
}

// Profile reports whether an address is that of what one account says, wherever it is hosted.
func Profile(link string) bool {
	u, err := url.Parse(strings.TrimSpace(link))
	return err == nil && strings.HasPrefix(u.Path, "/@")
}
