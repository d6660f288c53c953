package official

import (
	"strings"
)

// readBracket reads an item that names its units in the bracket at its end: "… (Sở A chủ trì, phối hợp
// với Sở B; hoàn thành trong Quý II/2026)".
func (t *proseReader) readBracket(p *para) bool {
	open, close := lastBracket(p.key)
	if open <= p.body {
		return false
	}
	inside := p.slice(open+1, close)
	a := readAssignment(inside.text, roleLead, t.r.dir)
	if !containsAny(inside.key, "chủ trì", "phối hợp", "thực hiện") && (p.mark.kind == "" || a.when == "") {
		return false
	}
	if len(a.lead) == 0 || !allHeads(a.lead) || !hasWord(p.text[p.body:open]) || strings.HasPrefix(inside.key, "qua ") {
		return false
	}
	w := order{sentence: stretch{0, len(p.text)}, content: stretch{p.body, open}, rule: RuleBracket}
	d := t.add(p, w, a.lead, a.partners)
	t.r.setWhen(d, a.when)
	d.Evidence = append(d.Evidence, p.evidence(FieldLead, RuleBracket, open, close)...)
	return true
}

func allHeads(names []nameSpan) bool {
	for _, n := range names {
		if _, ok := headAt(newPassage(n.name), 0); !ok {
			return false
		}
	}
	return true
}

// lastBracket finds the bracket that closes a paragraph.
func lastBracket(key string) (open, close int) {
	close = strings.LastIndexByte(key, ')')
	if close < 0 || strings.Trim(key[close+1:], " .;,/") != "" {
		return -1, -1
	}
	depth := 0
	for i := close; i >= 0; i-- {
		switch key[i] {
		case ')':
			depth++
		case '(':
			depth--
			if depth == 0 {
				return i, close
			}
		}
	}
	return -1, -1
}
