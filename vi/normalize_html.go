package vi

import (
	"html"
	"strings"
)

// htmlNames are the elements that editors and portals leave behind; inline are those that stand inside a word or a
// line, any other ends it.
var (
	htmlNames = wordSet(`a abbr article aside b big blockquote body br button center cite code dd del div dl dt em figcaption figure font footer
		form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins label li link main mark meta nav o:p ol option p pre s script
		section select small source span strike strong style sub sup svg table tbody td textarea tfoot th thead time title tr u ul video`)
	inline = wordSet("a abbr b big cite code del em font i ins label mark o:p s small span strike strong sub sup time u")
)

const (
	longestHTML   = 1000 // bytes of a tag, comment or script that is recognised
	longestEntity = 40   // bytes of an entity, escaped up to three times over
)

// cleanHTML replaces what was left of HTML: an entity by its character, a tag or comment by a space where it ends
// a line and by nothing inside one, a script with all it holds. Whatever else begins with < or & stays.
func (n *Normalized) cleanHTML() {
	e := editor{text: n.Text}
	for i := 0; i < len(n.Text); {
		next := strings.IndexAny(n.Text[i:], "<&")
		if next < 0 {
			break
		}
		i += next
		size, with := htmlAt(n.Text[i:])
		if size > 0 {
			e.replace(i, i+size, with)
		}
		i += max(size, 1)
	}
	e.finish(n)
}

// htmlAt reads what of HTML stands at the beginning of s: its length, 0 for none, and what remains of it.
func htmlAt(s string) (size int, with string) {
	if s[0] == '&' {
		return entityAt(s)
	}
	if strings.HasPrefix(s, "<!--") {
		return endOf(s, 4, "-->"), ""
	}
	at := 1
	if strings.HasPrefix(s, "</") {
		at = 2
	}
	start := at
	for at < len(s) && at-start < 12 && (isASCIILetter(s[at]) || isDigit(s[at]) || s[at] == ':') {
		at++
	}
	name := strings.ToLower(s[start:at])
	if !htmlNames[name] || at >= len(s) || s[at] != '>' && s[at] != '/' && !isPlainSpace(s[at]) {
		return 0, ""
	}
	window := s[at:min(len(s), at+longestHTML)]
	close := strings.IndexAny(window, "<>")
	if close < 0 || window[close] == '<' {
		return 0, ""
	}
	size = at + close + 1
	if start == 1 && (name == "script" || name == "style") {
		size = max(size, endOf(s, size, "</"+name+">"))
	}
	if inline[name] {
		return size, ""
	}
	return size, " "
}

// endOf is where s has passed the closing text, 0 if that does not come soon.
func endOf(s string, from int, closing string) int {
	i := strings.Index(s[from:min(len(s), from+longestHTML)], closing)
	if i < 0 {
		return 0
	}
	return from + i + len(closing)
}

// entityAt reads an entity, also one whose & was escaped again: &amp;nbsp; is a space.
func entityAt(s string) (size int, with string) {
	end := 1
	for {
		rest := s[end:min(len(s), longestEntity)]
		semicolon := strings.IndexByte(rest, ';')
		if semicolon < 1 || strings.Trim(rest[:semicolon], "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			break
		}
		end += semicolon + 1
		if rest[:semicolon] != "amp" {
			break
		}
	}
	if end == 1 {
		return 0, ""
	}
	with = s[:end]
	for range 4 {
		with = html.UnescapeString(with)
	}
	return end, with
}
