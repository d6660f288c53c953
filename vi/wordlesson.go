package vi

// lesson is a sentence to learn from, with what it shows by itself.
type lesson struct {
	text   string
	tokens []Token
	join   []bool         // whether token i belongs to one word with token i+1
	words  map[key]int    // its words of two to four tokens
	splits map[key]int    // pairs of the lexicon that are two words here
	habits map[key]habits // of its syllables
}

func newLesson(words []string) *lesson {
	text, gold := JoinWords(words)
	l := &lesson{text: text, tokens: AppendFields(nil, text), words: make(map[key]int)}
	w := 0
	for _, t := range l.tokens {
		l.join = append(l.join, t.End < gold[w].End)
		if t.End == gold[w].End {
			w++
		}
	}
	for _, run := range l.runs() {
		l.words[run[len(run)-1]]++
	}
	return l
}

// runs are the chained keys of each word of two to four tokens.
func (l *lesson) runs() [][]key {
	var all [][]key
	start := 0
	for i := range l.tokens {
		if l.join[i] {
			continue
		}
		if n := i + 1 - start; 2 <= n && n <= longestWord {
			var parts []string
			for _, t := range l.tokens[start : i+1] {
				parts = append(parts, t.Text(l.text))
			}
			all = append(all, chained(parts))
		}
		start = i + 1
	}
	return all
}

// chained are the keys of the first token, the first two, and so on.
func chained(parts []string) []key {
	keys := []key{tokenKey(parts[0])}
	for i, part := range parts[1:] {
		keys = append(keys, chain(keys[i], tokenKey(part)))
	}
	return keys
}
