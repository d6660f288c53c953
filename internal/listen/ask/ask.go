package ask

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/vi"
)

// Asks reports whether a text asks for something.
func Asks(text string) bool {
	text = address.ReplaceAllString(text, " ")
	words, unmarked := accented, plain(text)
	text = strings.ToLower(vi.NormalizeWith(text, vi.NormalizeOptions{Tone: vi.ToneOld, Informal: vi.DefaultInformal()}).Text)
	if unmarked {
		words, text = bare, vi.Fold(text)
	}
	for _, c := range clauses(text) {
		if words.ask(c) {
			return true
		}
	}
	return false
}

// Noted reports whether a note tells of a question: it asks itself, or says that people do.
func Noted(text string) bool {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(vi.Normalize(text)), func(r rune) bool { return !unicode.IsLetter(r) }), " ") + " "
	return tells.MatchString(words) && !untold.MatchString(words) || Asks(text)
}

var (
	tells  = regexp.MustCompile(` (?:hỏi|thắc mắc|muốn biết|muốn được biết|chưa rõ|chưa biết|không rõ) `)
	untold = regexp.MustCompile(` (?:câu hỏi đã|thăm hỏi|hỏi thăm|không còn hỏi|hết thắc mắc|hỏi han) `)
)

// address is what may hold a question mark that asks nothing.
var address = regexp.MustCompile(`(?i)(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+\.(?:vn|com|net|org|gov)\S*`)

// fewestAccents is the share of words with diacritics from which a text is taken as written with them: of ordinary
// Vietnamese it is three of four.
const fewestAccents = .12

// plain reports whether a text is written without diacritics.
func plain(text string) bool {
	all, accents := 0, 0
	for w := range strings.FieldsSeq(text) {
		all++
		if vi.Fold(w) != w {
			accents++
		}
	}
	return float64(accents) < fewestAccents*float64(all)
}

// clause is a run of words between marks, with spaces around each word.
type clause struct {
	words string
	mark  bool // a question mark closes the sentence that it ends
}

// closing words end a clause also where no mark does: people who chat leave the marks out.
var closing = map[string]bool{"ạ": true, "nhỉ": true, "hả": true}

// clauses cuts a text at marks, at pictures and behind closing words.
func clauses(text string) (all []clause) {
	var b strings.Builder
	end := func(mark bool) {
		words := strings.Fields(b.String())
		b.Reset()
		for from, i := 0, 0; i < len(words); i++ {
			if last := i == len(words)-1; last || closing[words[i]] {
				all = append(all, clause{" " + strings.Join(words[from:i+1], " ") + " ", mark && last})
				from = i + 1
			}
		}
		if len(words) == 0 && mark && len(all) > 0 {
			all[len(all)-1].mark = true
		}
	}
	for _, r := range text {
		switch {
		case r == '?':
			end(true)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case unicode.IsSpace(r) && r != '\n', r == '-', r == '/', r == '"', r == '\'', r == '“', r == '”', r == '(', r == ')', unicode.IsMark(r), r == '\ufe0f':
			b.WriteByte(' ')
		default:
			end(false)
		}
	}
	end(false)
	return all
}

// ask reports whether a clause asks.
func (w *wording) ask(c clause) bool {
	if !c.mark && !w.signalled(c) {
		return false
	}
	switch {
	case w.idle.MatchString(c.words):
		return false
	case c.mark, w.opens.MatchString(c.words):
		return true
	case w.vague.MatchString(c.words), w.told.MatchString(c.words):
		return false
	}
	return w.choice.MatchString(c.words) || w.begins.MatchString(c.words) || w.ends.MatchString(c.words) || w.within.MatchString(c.words)
}

// signalled reports whether a clause holds any of the words without which nothing is asked but by a mark.
func (w *wording) signalled(c clause) bool {
	for word := range strings.FieldsSeq(c.words) {
		if w.signals[word] {
			return true
		}
	}
	return false
}
