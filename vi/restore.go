package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// RestoreSure is the probability below which [Restore] leaves a word as it was typed, unless told otherwise:
// a restoration that is more likely wrong than right helps nobody.
const RestoreSure = 0.5

// Restoration is what one word without diacritics stands for. P is calibrated: of all words restored with
// at least p, at least the share p was right when text of the same kind was held out.
type Restoration struct {
	Start, End int    // bytes of the text
	Word       string // with its diacritics, in the case of the text; may be the word itself
	P          float64
}

// Restore puts the diacritics back into Vietnamese typed without them: "chinh sach moi" becomes "chính sách
// mới". Words whose restoration is less likely than sure stay as they are, and so do words that already bear a
// mark, words of other languages, numbers and links. A paragraph in which a quarter of the syllables bear
// marks is taken as meant. The time is linear in the length of text.
func Restore(text string, sure float64) string {
	return ApplyRestorations(text, Restorations(text), sure)
}

// ApplyRestorations is text with those of its [Restorations] that are at least as likely as sure, 0 to 1; found must
// be those of this very text, in order.
func ApplyRestorations(text string, found []Restoration, sure float64) string {
	var b strings.Builder
	done := 0
	for _, r := range found {
		if r.P < sure {
			continue
		}
		b.WriteString(text[done:r.Start])
		b.WriteString(r.Word)
		done = r.End
	}
	if done == 0 {
		return text
	}
	b.WriteString(text[done:])
	return b.String()
}

// Restorations lists every word of text that may stand for one with diacritics, in order.
func Restorations(text string) []Restoration {
	m := restoreModel()
	var out []Restoration
	for start := 0; start < len(text); {
		end := start + strings.IndexByte(text[start:], '\n') + 1
		if end == start {
			end = len(text)
		}
		out = m.paragraph(out, text, start, end)
		start = end
	}
	return out
}

// Bounds of what counts as Vietnamese without diacritics.
const (
	leastKnown = 0.6  // share of the words that a Vietnamese syllable could be
	mostMarked = 0.25 // share of the syllables that bear marks
)

// paragraph appends the restorations of text[start:end].
func (m *restorer) paragraph(out []Restoration, text string, start, end int) []Restoration {
	part := text[start:end]
	tokens := Tokens(part)
	at := make([][]uint16, len(tokens))
	words, known, marked := 0, 0, 0
	for i, t := range tokens {
		at[i] = m.candidates(part, t)
		if t.Kind != TokenWord {
			continue
		}
		words++
		if at[i][0] >= firstForm {
			known++
		}
		if hasMark(t.Text(part)) {
			marked++
		}
	}
	if float64(known) < leastKnown*float64(words) || float64(marked) >= mostMarked*float64(words) {
		return out
	}
	m.eachRun(at, func(first int, p [][]float64) {
		for j := range p {
			t := tokens[first+j]
			word := t.Text(part)
			if at[first+j][0] < firstForm || hasMark(word) {
				continue
			}
			best, raw := bestOf(p[j])
			form := m.forms[at[first+j][best]]
			out = append(out, Restoration{start + t.Start, start + t.End, inCaseOfWord(word, form), m.surely(raw, len(p[j]))})
		}
	})
	return out
}

// longestRun is how many tokens are decided together at most.
const longestRun = 400

// eachRun hands over the posterior of each run of tokens up to the next mark.
func (m *restorer) eachRun(at [][]uint16, use func(first int, p [][]float64)) {
	before := uint16(edgeForm)
	for first := 0; first < len(at); {
		last := first
		for last < len(at) && last-first < longestRun && at[last][0] != edgeForm {
			last++
		}
		run := at[first:last]
		ended := last < len(at) && at[last][0] == edgeForm || last == len(at)
		if len(run) > 0 {
			p := m.posterior(run, before, ended)
			use(first, p)
			best, _ := bestOf(p[len(p)-1])
			before = run[len(run)-1][best]
		}
		if last < len(at) && at[last][0] == edgeForm {
			before = edgeForm
			last++
		}
		first = last
	}
}

func hasMark(word string) bool {
	for _, r := range word {
		if r >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// inCaseOfWord writes form with the capitals of word, which has as many letters.
func inCaseOfWord(word, form string) string {
	var b strings.Builder
	for _, r := range form {
		model, n := utf8.DecodeRuneInString(word)
		word = word[n:]
		if unicode.IsUpper(model) {
			r = unicode.ToUpper(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}
