package vi

import (
	"html"
	"regexp"
	"strings"
)

// htmlRemains finds comments, scripts, tags with a known name, and entities, each of bounded length.
var htmlRemains = regexp.MustCompile(`(?is)<!--.{0,1000}?-->|<script\b[^<>]{0,500}>.{0,1000}?</script>|<style\b[^<>]{0,500}>.{0,1000}?</style>|` +
	`</?(?:` + htmlNames + `)(?:\s[^<>]{0,1000})?/?>|&(?:amp;){0,3}(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,24});`)

// htmlNames are the elements that editors and portals leave behind.
const htmlNames = `a|abbr|article|aside|b|big|blockquote|body|br|button|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|footer|form|` +
	`h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|o:p|ol|option|p|pre|s|section|select|small|source|` +
	`span|strike|strong|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|u|ul|video|w:[a-z]+`

// inline are the elements that stand inside a word or a line; any other ends it.
var inline = wordSet("a abbr b big cite code del em font i ins label mark o:p s small span strike strong sub sup time u")

// cleanHTML is what remains of one match: a space for the end of a line, nothing for the look of a word, the
// character for its entity.
func cleanHTML(match string) string {
	if match[0] == '&' {
		for range 4 {
			match = html.UnescapeString(match)
		}
		return match
	}
	name := strings.ToLower(strings.Trim(match, "</>"))
	if i := strings.IndexAny(name, " \t\r\n"); i >= 0 {
		name = name[:i]
	}
	if inline[name] || strings.HasPrefix(name, "!--") {
		return ""
	}
	return " "
}

// eachMatch replaces the matches of a pattern.
func (n *Normalized) eachMatch(pattern *regexp.Regexp, change func(string) string) {
	e := editor{text: n.Text}
	for _, m := range pattern.FindAllStringIndex(n.Text, -1) {
		e.replace(m[0], m[1], change(n.Text[m[0]:m[1]]))
	}
	e.finish(n)
}
