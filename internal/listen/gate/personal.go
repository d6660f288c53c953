package gate

import (
	"slices"
	"strings"
)

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
