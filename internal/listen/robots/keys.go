package robots

import "strings"

// lineKind is what a line says.
type lineKind int

const (
	otherLine lineKind = iota
	agentLine
	allowLine
	denyLine
	sitemapLine
	delayLine
)

// keys are the words that begin a line, with spellings seen in the wild. A key may go on after the word.
var keys = []struct {
	word string
	kind lineKind
}{
	{"user-agent", agentLine}, {"useragent", agentLine}, {"user agent", agentLine},
	{"allow", allowLine},
	{"disallow", denyLine}, {"dissallow", denyLine}, {"dissalow", denyLine}, {"disalow", denyLine}, {"diasllow", denyLine}, {"disallaw", denyLine},
	{"sitemap", sitemapLine}, {"site-map", sitemapLine},
	{"crawl-delay", delayLine}, {"crawldelay", delayLine},
}

func kindOf(key string) lineKind {
	for _, k := range keys {
		if len(key) >= len(k.word) && strings.EqualFold(key[:len(k.word)], k.word) {
			return k.kind
		}
	}
	return otherLine
}
