package query

import (
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// mostHints is how many hints a query is given.
const mostHints = 3

// hint notes what whoever typed a word may have meant by it: an operator in small letters, the name of a field.
func (p *parser) hint(t token) {
	if t.kind != tokenWord || p.problem != nil || len(p.hints) == mostHints {
		return
	}
	name := vi.CanonicalTone(vi.Normalize(t.text))
	switch {
	case p.isFieldless(t):
		p.suggest(t.from, "“%s:” được tìm như một từ, vì không có trường nào tên như vậy. Các trường là title, lead, body, source, group, place, lang, type, topic, story, from, to.", vi.CutRunes(t.text, mostShown))
	case p.between(t) && p.joins(name):
		p.suggest(t.from, "“%s” được tìm như một từ phải có trong bài. Nếu là phép nối, hãy viết hoa: %s.", t.text, operatorWords[strings.ToUpper(name)])
	case p.shouted && (name == "VÀ" || name == "KHÔNG"):
		p.suggest(t.from, "Cả câu viết hoa nên “%s” được tìm như một từ. Nếu là phép nối, hãy viết các từ khác bằng chữ thường, hoặc dùng %s.", t.text, map[string]string{"VÀ": "AND", "KHÔNG": "NOT"}[name])
	}
}

func (p *parser) suggest(at int, format string, args ...any) {
	p.hints = append(p.hints, problem(p.text, at, format, args...))
}

// operatorWords are operators as they may be written, by how they may be meant.
var operatorWords = map[string]string{"AND": "AND", "VÀ": "VÀ (AND)", "OR": "OR", "HOẶC": "HOẶC (OR)", "NOT": "NOT"}

// joins reports whether a word would be an operator in capitals. KHÔNG is too common a word in what people look for, and
// so is VÀ where they search: there it takes nothing away.
func (p *parser) joins(name string) bool {
	upper := strings.ToUpper(name)
	_, known := operatorWords[upper]
	return known && name != upper && (upper != "VÀ" || !p.options.FoldPlain)
}

// between reports whether something stands on both sides of a token.
func (p *parser) between(t token) bool {
	return strings.TrimSpace(p.text[:t.from]) != "" && strings.TrimSpace(p.text[t.to:]) != ""
}

// isFieldless reports a word in small plain letters, as names of fields are, with a colon and a space behind it. What
// begins with a capital is how a heading begins.
func (p *parser) isFieldless(t token) bool {
	rest, colon := strings.CutPrefix(p.text[t.to:], ":")
	return colon && strings.TrimSpace(rest) != "" && strings.IndexFunc(t.text, func(r rune) bool { return (r < 'a' || r > 'z') && r != '_' }) < 0
}
