package extract

import (
	"html"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// metadata is what the page says of itself, apart from its text.
type metadata struct {
	values    map[string]string // <meta> by lower-case name, property or itemprop; the first that is not empty
	titleTag  string
	canonical string
	language  string
	site      string
	summary   string
	data      linkedData
	password  bool // it asks for one
	forum     bool // an element is named as common software of forums names it
}

func (p *page) readMeta() {
	m := &p.meta
	m.values = map[string]string{}
	t := p.tree
	for i := int32(1); i < int32(len(t.nodes)); i++ {
		switch t.nodes[i].tag {
		case atom.Meta:
			p.readMetaTag(i)
		case atom.Title:
			if m.titleTag == "" {
				m.titleTag = clip(t.plain(i), longestTitle)
			}
		case atom.Link:
			if m.canonical == "" && strings.EqualFold(t.attr(i, "rel"), "canonical") {
				m.canonical = p.absolute(t.attr(i, "href"))
			}
		case atom.Html:
			if m.language == "" {
				m.language = t.attr(i, "lang")
			}
			m.forum = m.forum || t.attr(i, "id") == "XF"
		case atom.Body:
			m.forum = m.forum || strings.EqualFold(t.attr(i, "id"), "phpbb")
		case atom.Input:
			m.password = m.password || strings.EqualFold(t.attr(i, "type"), "password")
		}
	}
	m.data = readLinkedData(t.ld)
	if m.canonical == "" {
		m.canonical = p.absolute(m.values["og:url"])
	}
	m.language = language(firstOf(m.language, m.values["content-language"], m.values["og:locale"]))
	m.site = firstOf(m.values["og:site_name"], m.values["application-name"], m.data.publisher)
	m.summary = firstOf(m.values["og:description"], m.values["description"], m.values["twitter:description"], m.data.description)
}

func (p *page) readMetaTag(i int32) {
	t := p.tree
	value := oneLine(html.UnescapeString(t.attr(i, "content")))
	if value == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for _, name := range strings.Fields(strings.ToLower(t.attr(i, key))) {
			if _, known := p.meta.values[name]; !known && len(p.meta.values) < 500 {
				p.meta.values[name] = composed(value)
			}
		}
	}
}

// language is the primary subtag, in lower case: vi of vi-VN and of vi_VN.
func language(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexAny(s, "-_,; "); i >= 0 {
		s = s[:i]
	}
	if len(s) < 2 || len(s) > 3 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return s
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// overlap is the share of words two short texts have in common (Dice), without marks.
func overlap(a, b string) float64 {
	x, y := bareWords(a), bareWords(b)
	if len(x) == 0 || len(y) == 0 || len(x)+len(y) > 400 {
		return 0
	}
	have := map[string]int{}
	for _, w := range x {
		have[w]++
	}
	same := 0
	for _, w := range y {
		if have[w] > 0 {
			have[w]--
			same++
		}
	}
	return 2 * float64(same) / float64(len(x)+len(y))
}

func bareWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
}

// begins tells whether a text of some words is the start of another.
func begins(start, whole string) bool {
	x, y := bareWords(start), bareWords(whole)
	return len(x) >= 3 && len(x) <= len(y) && slices.Equal(x, y[:len(x)])
}
