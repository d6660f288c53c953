package extract

import (
	"encoding/json"
	"html"
	"slices"
	"strings"
)

// linkedData is what schema.org data in the page (JSON-LD) says of the article.
type linkedData struct {
	headline, published, body, description, publisher string
	posted, written                                   bool // something was posted; an article was written
}

const (
	longestLD = 1 << 20 // bytes of one script
	deepestLD = 12
)

func readLinkedData(scripts []string) linkedData {
	var d linkedData
	total := 0
	for _, s := range scripts {
		total += len(s)
		if total > longestLD {
			break
		}
		var v any
		if json.Unmarshal([]byte(mendJSON(s)), &v) == nil {
			d.read(v, 0)
		}
	}
	return d
}

// mendJSON takes away what writers put around and into JSON: comment marks, raw control characters in strings.
func mendJSON(s string) string {
	s = strings.TrimSpace(s)
	for _, cut := range []string{"<!--", "//<![CDATA[", "<![CDATA["} {
		s = strings.TrimSpace(strings.TrimPrefix(s, cut))
	}
	for _, cut := range []string{"-->", "//]]>", "]]>", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, cut))
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

func (d *linkedData) read(v any, depth int) {
	if depth > deepestLD {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			d.read(x, depth+1)
		}
	case map[string]any:
		if isPost(v["@type"]) {
			d.posted = true
		} else if isArticle(v["@type"]) {
			d.written = true
		}
		if isArticle(v["@type"]) {
			d.take(v)
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"} {
			if x, ok := v[key]; ok && (key != "itemListElement" || depth < 2) {
				d.read(x, depth+1)
			}
		}
	}
}

func (d *linkedData) take(v map[string]any) {
	if d.headline != "" && d.body != "" {
		return
	}
	d.headline = firstOf(d.headline, jsonText(v["headline"]), jsonText(v["name"]))
	d.published = firstOf(d.published, jsonText(v["datePublished"]), jsonText(v["dateCreated"]))
	d.body = firstOf(d.body, jsonText(v["articleBody"]), jsonText(v["text"]))
	d.description = firstOf(d.description, jsonText(v["description"]))
	if who, ok := v["publisher"].(map[string]any); ok {
		d.publisher = firstOf(d.publisher, jsonText(who["name"]))
	}
}

// jsonText is a JSON string, entities resolved.
func jsonText(v any) string {
	s, _ := v.(string)
	return strings.TrimSpace(html.UnescapeString(s))
}

// isPost tells whether a type is of what persons write in forums and on networks.
func isPost(v any) bool {
	switch v := v.(type) {
	case string:
		name := v[strings.LastIndexAny(v, "/#:")+1:]
		return name == "DiscussionForumPosting" || name == "SocialMediaPosting" || name == "Comment" || name == "UserComments" || name == "QAPage"
	case []any:
		return slices.ContainsFunc(v, isPost)
	}
	return false
}

func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "Posting") || v == "Report" || strings.HasSuffix(v, "NewsArticle")
	case []any:
		for _, x := range v {
			if isArticle(x) {
				return true
			}
		}
	}
	return false
}

// dataText is the text of the article in linked data, "" if there is none.
func (p *page) dataText() string {
	body := p.meta.data.body
	if strings.Contains(body, "</") || strings.Contains(body, "<br") {
		inner := &page{tree: parse([]byte(body))}
		var out []string
		for _, b := range inner.blocks(0, func(int32) bool { return false }) {
			out = append(out, b.text)
		}
		return strings.Join(out, "\n")
	}
	var out []string
	for _, line := range strings.FieldsFunc(body, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = oneLine(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
