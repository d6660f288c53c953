package official

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences cuts a text behind its closing marks, and at semicolons before a clause that names who is
// to do it. Each stretch covers its sentence with the blanks behind it.
func sentences(p passage, splitsAt func(i int) bool) []stretch {
	var out []stretch
	start, depth := 0, 0
	for i := 0; i < len(p.text); {
		r, n := utf8.DecodeRuneInString(p.text[i:])
		next := i + n
		switch r {
		case '(':
			depth++
		case ')':
			depth = max(0, depth-1)
		case '“', '«':
			if close := strings.IndexAny(p.text[next:], "”»"); close >= 0 {
				i, next = next+close, next+close+len("”")
			}
		}
		end := skipBlanks(p.text, next)
		switch {
		case strings.ContainsRune(".!?…", r) && end > next && end < len(p.text) && depth == 0 && closes(p.text, i, end),
			r == ';' && depth == 0 && end < len(p.text) && splitsAt(end):
			out = append(out, stretch{start, end})
			start = end
		}
		i = next
	}
	if start < len(p.text) {
		out = append(out, stretch{start, len(p.text)})
	}
	return out
}

// closes reports that the mark at i ends a sentence: a capital follows, and no abbreviation stands before.
func closes(text string, i, next int) bool {
	r, _ := utf8.DecodeRuneInString(text[next:])
	if !unicode.IsUpper(r) && r != '“' && r != '"' {
		return false
	}
	if text[i] != '.' {
		return true
	}
	start := i
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if !unicode.IsLetter(r) {
			break
		}
		start -= n
	}
	last := text[start:i]
	return last == "" || utf8.RuneCountInString(last) > 3 || !startsUpper(last) || !abbreviated[keyOf(last)]
}

var abbreviated = phraseSet("tp", "ts", "ths", "bs", "gs", "pgs", "st", "tx", "tt", "đ", "q", "p", "h", "x", "kt", "tm", "tl")
