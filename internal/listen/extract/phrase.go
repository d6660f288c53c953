package extract

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// Lines that stand in articles and are not of them. All are compared in lower case.
var (
	notices = words2(`advertisement|advertisements|ad|ads|sponsored|sponsored content|quảng cáo|đăng ký|chia sẻ|share|share this|share this:|
share this article|share this story|share on facebook|tweet|pin it|email|print|print this|comments|comment|no comments|bình luận|ý kiến|
gửi bình luận|đăng nhập|in bài|in trang|lưu bài|lưu|copy link|sao chép liên kết|trở lại đầu trang|back to top|top|trở về|quay lại|
story continues below|story continues below advertisement|article continues below|article continues below advertisement|
continue reading|continue reading below|advertisement - continue reading below|advertisement - story continues below|read more|
read more:|xem thêm|xem thêm:|đọc thêm|đọc thêm:|tin liên quan|tin liên quan:|bài liên quan|related|related:|related articles|
related stories|related posts|related topics|more:|see also|see also:|recommended|most read|most popular|trending|loading...|loading|
đang tải...|please enable javascript|theo dõi chúng tôi|follow us|follow us:|subscribe|subscribe now|sign up|sign in|log in|
newsletter|by subscribing you agree|like this:|like loading...|rate this|facebook|twitter|zalo|linkedin|pinterest|whatsapp|telegram|
view comments|view gallery|image|video|photo|photos|gallery|caption|hide caption|toggle caption|enlarge this image|next|previous|
play|close|menu|x|0|a-|a+|aa|text size|cỡ chữ|nghe đọc bài|nghe bài viết|0:00|00:00|1x|hotline|từ khóa|từ khóa:|tags|tags:|tag:|
filed under|nguồn|chủ đề|chủ đề:|skip advertisement|buy now|save|save article|listen|listen to article|end of list|reprints|republish|copy|copied|gift article|bookmark|google news|support us|donate|our standards|most viewed|editor's picks|editors' picks`)

	noticeStart = []string{"read more:", "read also:", "also read:", "read next:", "see also:", "related:", "more:", "watch:", "listen:",
		"read: ", "related story:", "related article:", "recommended:", "don't miss:", "click here", "sign up for", "subscribe to",
		"follow us on", "like us on", "join us on", "share this", "xem thêm:", "đọc thêm:", "mời bạn đọc", "mời độc giả xem",
		"mời quý vị theo dõi", "mời quý độc giả", "tin liên quan:", "bài liên quan:", "theo dõi báo", "xem tin tức", "đón đọc",
		"copyright ©", "copyright (c)", "© ", "all rights reserved", "bản quyền thuộc", "ghi rõ nguồn", "this article was originally published",
		"advertisement", "get the latest", "download our app", "support our journalism", "tải ứng dụng", "từ khóa:", "tags:", "filed under",
		"categories:", "topics:", "posted in:", "follow @", "contact the author", "email the author", "have a tip?", "a version of this article appear", "this story has been updated", "read or share this story", "explore further", "a post shared by", "view this post on",
		"your browser does not support", "please enable javascript", "javascript is", "trình duyệt của bạn không hỗ trợ", "this video is unavailable", "thank you for subscribing",
		"thanks for signing up", "could not subscribe", "get the biggest", "we have more newsletters", "invalid email", "video loading"}

	creditStart = regexp.MustCompile(`^\(?(?:ảnh(?: minh họa)?(?: chụp)?|photo(?:s|graph|graphy)?(?: credit| courtesy)?|image(?:s)?(?: credit| source| courtesy)?|picture|credit|pic|` +
		`nguồn ảnh|clip|video|đồ họa|file photo|illustration)(?: by| of)?\s?[:/]|^(?:photos?|images?|picture|video) (?:via|courtesy) |^(?:illustrations?|photos?|photograph|photography|images?|picture|graphic) by [^.]{3,60}$|^(?:getty images|getty|ap|afp|reuters|shutterstock|istock|istockphoto|ap photo|file photo|ttxvn)$`)
	creditEnd = regexp.MustCompile(`(?:[(.–—|/-]\s?|\s)(?:ảnh|photo|image|đồ họa|nguồn ảnh)(?: minh họa)?\s?:\s?[^.:]{2,60}\.?\)?$`)

	// agencyEnd ends lines below pictures, but also the last paragraph of a dispatch.
	agencyEnd = regexp.MustCompile(`\((?:ap|afp|reuters|getty|getty images|ap photo/[^)]+|photo by [^)]+|ttxvn|file)\)$|/(?:getty images|reuters|ap|afp|shutterstock|ttxvn)\)?$`)

	// creditWords stand in the end of every line that names who took a picture.
	creditWords = strings.Fields("ảnh họa photo image ap) ap afp reuters getty shutterstock ttxvn file)")

	// partEnd starts a part that is not of the article: what follows it, up to the next running text, is left out.
	partEnd = regexp.MustCompile(`^(?:related(?: (?:articles?|stor(?:y|ies)|posts?|content|news|topics?|links|coverage|reading|videos?|products|items|galleries|pages|to this.*))?|` +
		`read (?:more|next|also)|also read|see also|more from .*|more on .*|more (?:stories|news|articles|posts|in .{1,30}|like this|coverage)|` +
		`other (?:popular )?(?:stories|articles|news|posts).*|you (?:may|might) (?:also )?(?:like|enjoy|be interested|have missed).*|recommended(?: (?:for you|reading|stories|articles|videos|products|posts))?|` +
		`trending(?: (?:now|topics|stories|news|articles))?|most (?:read|popular|viewed|recent|shared|commented).*|popular (?:posts|stories|articles|now|news|on .*)|` +
		`(?:latest|recent|top|featured) (?:news|stories|posts|articles|comments|videos|headlines).*|top stories.*|editor'?s'? (?:picks|choice)|don'?t miss.*|what to read next|up next|` +
		`(?:next|previous) (?:up.*|article|post|story)|around the web|from (?:the web|our partners|around the web)|(?:sponsored|promoted|paid)(?: (?:content|stories|links|posts))?|` +
		`share (?:this|on|via).*|share|follow us.*|stay connected|connect with us|sign up(?: (?:for|to) .*)?|subscribe.*|(?:our |the |get (?:our|the) )?newsletters?.*|get the latest.*|` +
		`never miss .*|explore further|more great .*|` +
		`tin (?:liên quan|cùng chuyên mục|khác|mới|nổi bật|đọc nhiều|bài liên quan|cùng loại|tức khác|bài khác|tài trợ).*|bài (?:liên quan|viết liên quan|cùng chuyên mục|viết khác|đọc nhiều|viết mới|mới).*|` +
		`(?:các )?(?:tin|bài|bài viết) (?:khác|mới hơn|cũ hơn|liên quan|đã đưa|mới nhất).*|xem thêm.*|đọc thêm.*|có thể bạn (?:quan tâm|thích|chưa biết).*|bạn có thể (?:quan tâm|thích).*|` +
		`(?:đọc|xem) nhiều.*|cùng (?:chuyên mục|chủ đề|tác giả).*|nổi bật|chủ đề liên quan|sự kiện liên quan|đừng bỏ lỡ.*|mời (?:bạn đọc|độc giả|quý vị|xem).*|theo dõi chúng tôi.*|chia sẻ(?: bài viết)?)\s?[:….]*$`)

	// articleEnd is followed by nothing that is of the article.
	articleEnd = regexp.MustCompile(`^(?:\d+ )?(?:comments?|leave a (?:reply|comment|response)|post a comment|join the (?:conversation|discussion)|what do you think|` +
		`reader comments|about the authors?|about author|author bio|written by|share this (?:article|post|story)?|` +
		`bình luận|ý kiến bạn đọc|ý kiến của bạn|gửi (?:ý kiến|bình luận|phản hồi)|bạn đọc bình luận|phản hồi|thảo luận|viết bình luận|đánh giá bài viết|` +
		`related (?:articles|stories|posts|content|news|topics|reading)|more (?:stories|from .{1,40})|recommended (?:for you|stories|articles)|you (?:may|might) also (?:like|enjoy)|` +
		`tin (?:liên quan|cùng chuyên mục|khác|mới|đọc nhiều)|bài (?:viết )?(?:liên quan|cùng chuyên mục|khác)|các (?:tin|bài) (?:khác|liên quan)|` +
		`filed under|posted in|tagged|tags?)(?:\s?\(\d+\)|\s\d+)?\s?:?$`)
)

func words2(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Split(strings.ReplaceAll(s, "\n", ""), "|") {
		m[w] = true
	}
	return m
}

// counter is a place among pictures or pages.
var counter = regexp.MustCompile(`^(?:page |ảnh |trang )?\d+ ?(?:of|/) ?\d+$`)

// solicitations are parts of lines that ask the reader for something or explain the site; two of these kinds in one
// short block tell that it is such a line.
var solicitations = [][]string{
	{"subscribe", "subscription", "subscribing"}, {"newsletter"}, {"sign up", "signing up", "log in", "sign in", "register "}, {"inbox"},
	{"support our", "support my", "support us", "support independent", "support local", "support quality", "fund our"},
	{"donate", "donation", "contribution", "become a member", "paying member", "reader-supported"}, {"cookie"},
	{"privacy policy", "your privacy", "terms of", "terms and", "user agreement", "our partners", "consent"},
	{"all rights reserved", "may not be published", "may not be reproduced", "may not be reprinted"},
	{"follow us", "like us on", "follow him", "follow her", "follow me", "follow them"}, {"facebook", "twitter", "instagram", "youtube", "telegram"},
	{"free access", "unlimited access", "free trial", "unlimited articles"}, {"click here", "read more here", "download the app", "download our app"}, {"@"},
	{"reach the reporter", "reached at", "contact the author", "contact the reporter", "email the author", "contact him", "contact her", "reporter at", "writer at"},
	{"đăng ký tài khoản", "đăng ký nhận", "đăng ký theo dõi", "đăng ký ngay", "đăng ký thành viên", "đăng ký gói"},
	{"phần miễn phí", "đọc toàn bộ", "đọc tiếp", "chỉ từ ", "gói thành viên"}, {"ủng hộ báo", "đồng hành cùng báo", "ủng hộ tòa soạn", "ủng hộ chúng tôi"},
	{"google news", "fanpage", "theo dõi chúng tôi", "tham gia nhóm"}, {"email của bạn", "hộp thư của bạn"}, {"đường dây nóng", "hotline", "gửi về tòa soạn", "liên hệ tòa soạn"},
}

// solicits tells whether a short block asks for something else than being read.
func (p *page) solicits(b *block) bool {
	if len(b.text) > 420 || listTags[p.tree.nodes[b.node].tag] {
		return false
	}
	s := strings.ToLower(b.text)
	hits := 0
	for _, kind := range solicitations {
		if slices.ContainsFunc(kind, func(w string) bool { return strings.Contains(s, w) }) {
			hits++
		}
	}
	return hits >= 2
}

// amount is a number of shares, comments or the like.
var amount = regexp.MustCompile(`^\d[\d.,]*k? ?(?:shares?|comments?|likes?|views?|reads?|claps?|notes?|replies|bình luận|lượt xem|lượt thích)?$`)

// onlyShares tells whether a line is made of two or more notices: "Share / Tweet / 82 comments".
func onlyShares(s string) bool {
	if len(s) > 120 {
		return false
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/|·•", r) })
	for _, part := range parts {
		part = strings.TrimSpace(part)
		if !notices[part] && !amount.MatchString(part) {
			return false
		}
	}
	return len(parts) > 1
}

// rights is a line about rights in the text.
var rights = regexp.MustCompile(`^(?:©|\(c\)|copyright)\s?(?:©|\(c\))?\s?\d{4}|all rights reserved`)

// isNotice tells whether a line is a notice of the page.
func isNotice(s string) bool {
	if len(s) > 240 {
		return false
	}
	s = strings.TrimLeft(strings.ToLower(s), "*•-–>»► ")
	if counter.MatchString(s) || onlyShares(s) || len(s) < 200 && rights.MatchString(s) || notices[s] || notices[strings.TrimRight(s, ".:»>…! ")] {
		return true
	}
	for _, start := range noticeStart {
		if strings.HasPrefix(s, start) {
			return true
		}
	}
	return false
}

// isCredit tells whether a line names who took a picture; nearby, that it stands close to one.
func isCredit(s string, nearby bool) bool {
	if len(s) > 260 {
		return false
	}
	s = strings.ToLower(s)
	if creditStart.MatchString(s) {
		return true
	}
	tail := s[max(0, len(s)-100):]
	return slices.ContainsFunc(creditWords, func(w string) bool { return strings.Contains(tail, w) }) &&
		(creditEnd.MatchString(s) || nearby && agencyEnd.MatchString(s))
}

// startsOtherPart tells whether a short line is the heading of something else than the article.
func (p *page) startsOtherPart(b *block) bool {
	return len(b.text) < 90 && partEnd.MatchString(strings.ToLower(b.text)) && p.headingLike(b)
}

// headingLike tells whether a block is a heading or looks like one.
func (p *page) headingLike(b *block) bool {
	tag := p.tree.nodes[b.node].tag
	return headings[tag] || b.bold > b.chars*8/10 || b.stops == 0 && tag != atom.Li && tag != atom.Td || strings.HasSuffix(b.text, ":")
}
