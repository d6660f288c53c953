package letter

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

// Headline is one article of a bulletin.
type Headline struct{ Title, Link, Lead string }

const (
	fewestHeadlines = 2
	fewestWords     = 3   // of a headline
	mostBetween     = 500 // bytes of text for each headline: where there is more, the letter is a text with links in it
	mostHeadlines   = 300
)

var (
	anchor = regexp.MustCompile(`(?is)<a\s[^>]*?href\s*=\s*["']?(https?://[^"'\s>]+)[^>]*>(.*?)</a\s*>`)
	target = regexp.MustCompile(`⟦(https?://[^⟧]*)⟧`)
	linked = regexp.MustCompile(`⟦(https?://[^⟧]*)⟧|https?://[^\s<>"'⟧)\]]+`)
	number = regexp.MustCompile(`^(?:[-–—•*+]|\(?\d{1,3}[.)/:])\s*`)
	behind = regexp.MustCompile(`[\s([{<:,–—-]+$`)
	outlet = regexp.MustCompile(`\s*[([][^()\[\]]{0,60}$`)
)

// targetsShown writes the target of each link of a page behind its text, in brackets that nobody types.
func targetsShown(page string) string {
	return anchor.ReplaceAllStringFunc(page, func(a string) string {
		m := anchor.FindStringSubmatch(a)
		return m[2] + " ⟦" + m[1] + "⟧<br>"
	})
}

// withoutTargets is a text without what targetsShown wrote.
func withoutTargets(text string) string {
	return strings.TrimSpace(target.ReplaceAllString(text, ""))
}

// notHeadlines begin the links of every bulletin that lead to no article.
var notHeadlines = []string{"xem ", "hủy ", "huỷ ", "unsubscribe", "view ", "đọc tiếp", "bấm ", "nhấn ", "ngừng nhận", "từ chối nhận", "chi tiết", "theo dõi chúng tôi", "truy cập", "liên hệ", "http"}

// headlinesOf are the articles of a bulletin: lines with a link in them or below them, and what stands between; nil where a
// letter is one text.
func headlinesOf(text string) []Headline {
	var all []Headline
	seen := map[string]bool{}
	rest, before := 0, ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "> "))
		m := linked.FindStringSubmatchIndex(line)
		if m == nil {
			if len(all) > 0 && line != "" && len(all[len(all)-1].Lead)+len(line) <= mostBetween {
				h := &all[len(all)-1]
				h.Lead = strings.TrimSpace(h.Lead + " " + line)
			}
			rest += len(line)
			if line != "" {
				before = line
			}
			continue
		}
		link := html.UnescapeString(strings.Trim(line[m[0]:m[1]], "⟦⟧"))
		link = strings.TrimRight(link, ".,;")
		title, above := headline(line[:m[0]]), ""
		if strings.TrimSpace(number.ReplaceAllString(line[:m[0]], "")) == "" {
			title, above = headline(before), before
		}
		before = ""
		if title == "" || seen[link] || gate.SocialLink(link) || len(all) == mostHeadlines {
			continue
		}
		if len(all) > 0 { // what stood above this link is its title, not what is said of the one before
			h := &all[len(all)-1]
			h.Lead = strings.TrimSpace(strings.TrimSuffix(h.Lead, above))
		}
		seen[link] = true
		all = append(all, Headline{Title: title, Link: link})
	}
	if len(all) < fewestHeadlines || rest > mostBetween*len(all) {
		return nil
	}
	return all
}

// headline is a line as a headline, without its number and the name of the paper in brackets; "" if it is none.
func headline(line string) string {
	line = withoutTargets(number.ReplaceAllString(strings.TrimSpace(line), ""))
	line = behind.ReplaceAllString(line, "")
	line = behind.ReplaceAllString(outlet.ReplaceAllString(line, ""), "")
	low := strings.ToLower(line)
	for _, begin := range notHeadlines {
		if strings.HasPrefix(low, begin) {
			return ""
		}
	}
	if len(strings.Fields(line)) < fewestWords || utf8.RuneCountInString(line) > 300 {
		return ""
	}
	return line
}
