package vi

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// Treebank is a file of sentences whose words people have marked.
type Treebank struct {
	Name      string     // of the file
	Hash      string     // SHA-256 of its bytes, hexadecimal
	Sentences [][]string // words as written, syllables apart by a space
}

// ReadTreebanks reads the files of a folder whose names match pattern (see [path.Match]), in the order of
// their names, as [ReadTreebank] does. It is an error if there is none.
func ReadTreebanks(folder fs.FS, pattern string) ([]Treebank, error) {
	names, err := fs.Glob(folder, pattern)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no file %s", pattern)
	}
	var banks []Treebank
	for _, name := range names {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		sentences, err := ReadTreebank(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		banks = append(banks, Treebank{name, fmt.Sprintf("%x", sha256.Sum256(data)), sentences})
	}
	return banks, nil
}

// Texts are the sentences as one text each.
func (b Treebank) Texts() []string {
	var texts []string
	for _, words := range b.Sentences {
		text, _ := JoinWords(words)
		texts = append(texts, text)
	}
	return texts
}

// ReadTreebank reads the sentences of a file in the CoNLL-U format (universaldependencies.org): their words
// as written, syllables apart by a space. It fails where a line has no word, and says which.
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

// JoinWords writes words into one text, apart by a space, and says where they stand, in bytes.
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
