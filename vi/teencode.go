package vi

import (
	_ "embed" // the table
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/teencode.txt
var teencodeText string

// Informal is a table of informal spellings and abbreviations with what they stand for. It never changes.
type Informal struct {
	forms map[string]informalForm // by lower case
}

// informalForm is a spelling with its meaning and when it applies.
type informalForm struct {
	full  string
	guard byte   // 0, or one of the guards
	exact string // the very letters that the guard of capitals asks for
}

const (
	guardNear     = '!' // another informal spelling stands near
	guardNumber   = '#' // a number stands right before
	guardCapitals = '^' // written with these very capitals
)

// DefaultInformal is the table that ships with the program.
var DefaultInformal = sync.OnceValue(func() *Informal {
	t, err := ReadInformal(strings.NewReader(teencodeText), nil)
	if err != nil {
		panic("vi: the embedded table of informal spellings: " + err.Error()) // held by a test
	}
	return t
})

// ErrInformal is wrapped by every error of [ReadInformal].
var ErrInformal = errors.New("not a table of informal spellings")

// ReadInformal reads a table: on each line spellings with spaces between, an equals sign and what they stand
// for; lines that begin with # are comments. A mark behind a spelling guards it: ! wants another spelling of
// the table near it, # a number right before it, ^ its very capitals. A low line in a spelling is a space. The
// entries of base are kept unless the table has them too.
func ReadInformal(r io.Reader, base *Informal) (*Informal, error) {
	t := &Informal{make(map[string]informalForm)}
	if base != nil {
		for k, f := range base.forms {
			t.forms[k] = f
		}
	}
	data, err := io.ReadAll(io.LimitReader(r, 16<<20))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrInformal, err)
	}
	line := 0
	for text := range strings.Lines(Normalize(string(data))) {
		line++
		text = strings.TrimSpace(text)
		if text == "" || text[0] == '#' {
			continue
		}
		forms, full, ok := strings.Cut(text, "=")
		full = strings.TrimSpace(full)
		if !ok || full == "" || strings.TrimSpace(forms) == "" {
			return nil, fmt.Errorf("%w: line %d: %q", ErrInformal, line, text)
		}
		for form := range strings.FieldsSeq(forms) {
			t.add(form, full)
		}
	}
	return t, nil
}

func (t *Informal) add(form, full string) {
	f := informalForm{full: full}
	if last := form[len(form)-1]; len(form) > 1 && strings.IndexByte("!#^", last) >= 0 {
		f.guard, form = last, form[:len(form)-1]
	}
	form = strings.ReplaceAll(form, "_", " ")
	f.exact = form
	key := strings.ToLower(form)
	if f.guard == guardNumber {
		key = "#" + key
	}
	t.forms[key] = f
}

// Len is the number of spellings.
func (t *Informal) Len() int { return len(t.forms) }

// near is how many words before and behind a guarded spelling are searched for another one.
const near = 8

// spellOut replaces the spellings in n.
func (t *Informal) spellOut(n *Normalized) {
	words := t.find(n.Text)
	e := editor{text: n.Text}
	for i, w := range words {
		if w.full == "" || w.start < e.done || w.guard == guardNear && !evidence(words, i) {
			continue
		}
		e.replace(w.start, w.end, inCaseOfFirst(n.Text[w.start:w.end], w.full))
	}
	e.finish(n)
}

// informalWord is a word of a text; full is what it would stand for.
type informalWord struct {
	start, end int
	full       string
	guard      byte
}

// find cuts text at spaces and marks and looks every word, and every two, up.
func (t *Informal) find(text string) []informalWord {
	var words []informalWord
	number := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isWordRune(r) && r != '_' {
			number = number && r == ' '
			i += size
			continue
		}
		end := informalEnd(text, i)
		w := informalWord{start: i, end: end}
		t.look(&w, text, number)
		words = append(words, w)
		number = isNumeric(text[i:end])
		i = end
	}
	for i := 0; i+1 < len(words); i++ { // two words
		a, b := words[i], words[i+1]
		if b.start != a.end+1 || text[a.end] != ' ' || b.end-a.start > longestToken {
			continue
		}
		if f, ok := t.forms[strings.ToLower(text[a.start:b.end])]; ok && f.guard == 0 {
			words[i].end, words[i].full, words[i].guard = b.end, f.full, 0
			words[i+1].full = ""
		}
	}
	return words
}

// informalEnd is the end of the word at i: letters and digits, with a slash or full stop only between letters
// (a/c, m.n).
func informalEnd(text string, i int) int {
	end := i
	for end < len(text) && end-i < longestToken {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isWordRune(r) {
			after, _ := utf8.DecodeRuneInString(text[min(end+1, len(text)):])
			if r != '/' && r != '.' || end == i || !unicode.IsLetter(after) {
				break
			}
		}
		end += size
	}
	return max(end, i+1)
}

func isNumeric(s string) bool { return s != "" && isDigit(s[len(s)-1]) }

// look fills in what w may stand for.
func (t *Informal) look(w *informalWord, text string, number bool) {
	word := text[w.start:w.end]
	if len(word) > longestToken {
		return
	}
	lower := strings.ToLower(word)
	if number {
		if f, ok := t.forms["#"+lower]; ok {
			w.full = f.full
			return
		}
	}
	f, ok := t.forms[lower]
	if !ok || f.guard == guardCapitals && word != f.exact {
		return
	}
	if f.guard != guardCapitals && word != lower && strings.ToUpper(word) == word {
		return // an abbreviation in capitals is a name: UBND, CS
	}
	if f.guard == guardNear && (number || w.touches(text)) {
		return
	}
	w.full, w.guard = f.full, f.guard
}

// touches reports whether a mark such as a bracket or full stop is stuck to a word of one letter: a), Q., m².
func (w informalWord) touches(text string) bool {
	if w.end-w.start > 1 || w.end >= len(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[w.end:])
	return r == ')' || r == '.' && w.end+1 < len(text) || r == '²' || r == '³' || r == '/' || r == '%'
}

// evidence reports whether an unguarded spelling, or another guarded one that is no letter alone, stands near
// word i.
func evidence(words []informalWord, i int) bool {
	for k := max(0, i-near); k <= min(len(words)-1, i+near); k++ {
		w := words[k]
		if k != i && w.full != "" && w.guard == 0 {
			return true
		}
	}
	return false
}

// inCaseOfFirst gives full a capital where the spelling had one.
func inCaseOfFirst(word, full string) string {
	r, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(r) {
		return full
	}
	first, size := utf8.DecodeRuneInString(full)
	return string(unicode.ToUpper(first)) + full[size:]
}
