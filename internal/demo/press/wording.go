package press

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const synonymFile = "content/dongnghia.txt"

// What follows a word, where a synonym asks for it.
const (
	beforeNumber = "\x01"
	beforePlace  = "\x02"
	beforeDay    = "\x03"
)

// wording knows which words may stand for others.
type wording struct {
	others  map[string][]string // empty: the words stay
	longest int                 // bytes of the longest entry
}

func readWording(text string) *wording {
	w := &wording{others: map[string][]string{}}
	marks := strings.NewReplacer("@han", beforeDay, "#", beforeNumber, "@", beforePlace)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '%' {
			continue
		}
		line, both := strings.CutPrefix(line, "~ ")
		all := splitTop(marks.Replace(line))
		for i, from := range all {
			if i > 0 && !both {
				break
			}
			if _, known := w.others[from]; known {
				continue
			}
			w.set(from, append(append([]string{from}, all[:i]...), all[i+1:]...))
		}
	}
	return w
}

func (w *wording) set(from string, to []string) {
	w.others[from] = to
	w.longest = max(w.longest, len(from))
}

// keep leaves the phrases of a query alone.
func (w *wording) keep(query string) {
	for i, phrase := range strings.Split(query, `"`) {
		if i%2 == 1 {
			w.set(phrase, []string{phrase})
		}
	}
}

// parts turns a literal text into parts, with a choice where there are synonyms. next is what follows it.
func (w *wording) parts(text, next string) []part {
	if w == nil {
		return []part{{text: text}}
	}
	marked := text
	switch {
	case strings.HasPrefix(next, "[#"), strings.HasPrefix(next, "[$"):
		marked += beforeNumber
	case strings.HasPrefix(next, "[x"), strings.HasPrefix(next, "[!truong"):
		marked += beforePlace
	case strings.HasPrefix(next, "[han"):
		marked += beforeDay
	}
	var all []part
	from := 0
	for at := 0; at < len(marked); {
		if at > 0 && marked[at-1] != ' ' {
			at++
			continue
		}
		n := w.match(marked[at:])
		if n == 0 {
			at++
			continue
		}
		if to := w.others[small(marked[at:at+n])]; len(to) > 1 {
			all = append(all, part{text: marked[from:at]}, oneOf(to, marked[at:at+n]))
			from = at + n
		}
		at += n
	}
	rest := strings.TrimRight(marked[from:], "\x01\x02\x03")
	if rest != "" {
		all = append(all, part{text: rest})
	}
	return all
}

// match is the length of the longest entry with which a text begins.
func (w *wording) match(text string) int {
	for n := min(len(text), w.longest); n > 0; n-- {
		if _, ok := w.others[small(text[:n])]; !ok {
			continue
		}
		if n == len(text) || text[n] < utf8.RuneSelf && !unicode.IsLetter(rune(text[n])) {
			return n
		}
	}
	return 0
}

// small makes the first letter a small one.
func small(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(r) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// oneOf is the choice among words, large where the one they replace was.
func oneOf(words []string, instead string) part {
	r, _ := utf8.DecodeRuneInString(instead)
	var p part
	for _, s := range words {
		s = strings.TrimRight(s, "\x01\x02\x03")
		if unicode.IsUpper(r) {
			s = string(capital([]byte(s)))
		}
		p.choice = append(p.choice, frame{{text: s}})
	}
	return p
}
