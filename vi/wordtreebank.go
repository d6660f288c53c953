package vi

import (
	"fmt"
	"io"
	"strings"
)

// ReadTreebank reads the sentences of a file in the CoNLL-U format (universaldependencies.org): their words
// as written, syllables apart by a space.
func ReadTreebank(r io.Reader) ([][]string, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var sentences [][]string
	var words []string
	for n, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if line == "" {
			if len(words) > 0 {
				sentences = append(sentences, words)
			}
			words = nil
			continue
		}
		if line[0] == '#' {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) < 2 || strings.TrimSpace(columns[1]) == "" {
			return nil, fmt.Errorf("line %d has no word", n+1)
		}
		if !strings.ContainsAny(columns[0], "-.") {
			words = append(words, strings.TrimSpace(columns[1]))
		}
	}
	if len(words) > 0 {
		sentences = append(sentences, words)
	}
	return sentences, nil
}

// JoinWords writes words into one text, apart by a space, and says where they stand.
func JoinWords(words []string) (string, []Token) {
	var b strings.Builder
	var tokens []Token
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		start := b.Len()
		b.WriteString(strings.Join(strings.Fields(w), " "))
		tokens = append(tokens, Token{Start: start, End: b.Len()})
	}
	return b.String(), tokens
}
