package vi

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameWord is a token of a text in the forms in which names are compared.
type nameWord struct {
	start, end int
	lower      string // lower case, tone in its traditional place; a dash of any length is -
	folded     string
	written    string
	capital    bool // begins with a capital
	upper      bool // has no small letter
	letters    bool // is a word or an abbreviation, no mark and no number
	opens      bool // begins a sentence, or stands behind a mark
}

// readNames cuts text into comparable words.
func readNames(text string) []nameWord {
	tokens := Tokens(text)
	words := make([]nameWord, 0, len(tokens))
	opens, last := true, 0
	for _, t := range tokens {
		if strings.Count(text[last:t.Start], "\n") > 1 { // an empty line: no name crosses it
			words = append(words, nameWord{start: t.Start, end: t.Start, lower: "\n"})
			opens = true
		}
		last = t.End
		s := t.Text(text)
		first, _ := utf8.DecodeRuneInString(s)
		w := nameWord{start: t.Start, end: t.End, written: s, capital: unicode.IsUpper(first), upper: strings.ToUpper(s) == s, letters: t.Kind == TokenWord || t.Kind == TokenAbbreviation, opens: opens}
		if s == "–" || s == "—" || s == "‐" || s == "−" {
			s = "-"
		}
		if s == "&" {
			s = "và"
		}
		w.lower = lowerForm(s)
		w.folded = Fold(w.lower)
		words = append(words, w)
		opens = !w.letters && t.Kind != TokenNumber
	}
	return words
}

// phraseTable finds the longest known names at a place of a text.
type phraseTable struct {
	byFirst map[string][]phrase // by the folded first word, longest first
}

// phrase is a known form of the thing with number id.
type phrase struct {
	lower, folded []string
	id            int
}

// phraseMatch is a thing whose name ends before word end.
type phraseMatch struct{ id, end int }

func newPhraseTable() phraseTable { return phraseTable{make(map[string][]phrase)} }

func (t *phraseTable) add(form string, id int) {
	var p phrase
	for _, w := range readNames(form) {
		p.lower = append(p.lower, w.lower)
		p.folded = append(p.folded, w.folded)
	}
	if len(p.lower) == 0 {
		return
	}
	p.id = id
	list := t.byFirst[p.folded[0]]
	at, _ := slices.BinarySearchFunc(list, p, func(a, b phrase) int { return len(b.lower) - len(a.lower) })
	t.byFirst[p.folded[0]] = slices.Insert(list, at, p)
}

// match lists the longest things whose name begins at word i; there may be several of one length.
func (t *phraseTable) match(words []nameWord, i int) []phraseMatch {
	if i >= len(words) {
		return nil
	}
	var out []phraseMatch
	size := 0
	for _, p := range t.byFirst[words[i].folded] {
		if len(p.lower) < size {
			break
		}
		if p.fits(words[i:]) {
			size = len(p.lower)
			if !slices.ContainsFunc(out, func(m phraseMatch) bool { return m.id == p.id }) {
				out = append(out, phraseMatch{p.id, i + size})
			}
		}
	}
	return out
}

// fits compares with all marks, or without any where the text has none.
func (p phrase) fits(words []nameWord) bool {
	if len(words) < len(p.lower) {
		return false
	}
	exact, bare := true, true
	for k := range p.lower {
		exact = exact && words[k].lower == p.lower[k]
		bare = bare && words[k].lower == p.folded[k]
	}
	return exact || bare
}
