package vi

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// LexiconEntry is a word of our lexicon: two to four syllables, where it comes from, and where it stands.
type LexiconEntry struct {
	Word   string
	Source string // a key of lexiconSources
	File   string
	Line   int
}

// lexiconSources are the marks that an entry may carry and what they say.
var lexiconSources = map[string]string{
	"nc": "written for Nhịp Cầu from knowledge of the language",
}

// maxPattern is how many entries may be made by one pattern: the same first or last syllable (nhà …, … hóa),
// or a name.
const maxPattern = 3000

// ReadLexicon reads every .txt file at the root of fsys. A line is a word, a tab and the mark of its
// source; lines that begin with # and empty lines say what the file is. It reports every entry that has no
// known mark, is not in the form of Normalize and CanonicalTone, has not two to four syllables, stands out
// of the Vietnamese order or twice, and every pattern that made more than 3,000 entries.
func ReadLexicon(fsys fs.FS) ([]LexiconEntry, error) {
	files, err := fs.Glob(fsys, "*.txt")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, errors.New("there is no lexicon (*.txt)")
	}
	var entries []LexiconEntry
	var problems []error
	for _, name := range files {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		some := readEntries(name, string(data))
		problems = append(problems, checkSorted(some))
		entries = append(entries, some...)
	}
	for _, e := range entries {
		problems = append(problems, e.check())
	}
	problems = append(problems, checkTwice(entries), checkPatterns(entries))
	return entries, errors.Join(problems...)
}

func readEntries(name, text string) []LexiconEntry {
	var entries []LexiconEntry
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		word, source, _ := strings.Cut(line, "\t")
		entries = append(entries, LexiconEntry{word, source, name, n})
	}
	return entries
}

// check says what is wrong with the entry by itself.
func (e LexiconEntry) check() error {
	parts := strings.Fields(e.Word)
	switch {
	case lexiconSources[e.Source] == "":
		return e.problem("has no known mark of its source")
	case e.Word != strings.Join(parts, " "), e.Word != CanonicalTone(Normalize(e.Word)):
		return e.problem("is not in normal form")
	case len(parts) < 2 || len(parts) > longestWord:
		return e.problem("has not two to four syllables")
	}
	for _, part := range parts {
		if !isWritten(part) {
			return e.problem("has a part that is no word")
		}
	}
	return nil
}

// isWritten reports letters and digits, with hyphens between.
func isWritten(part string) bool {
	for _, r := range part {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' {
			return false
		}
	}
	return true
}

func (e LexiconEntry) problem(what string) error {
	return fmt.Errorf("%s:%d: %q %s", e.File, e.Line, e.Word, what)
}

// LexiconWords are the words of the entries, in their order.
func LexiconWords(entries []LexiconEntry) []string {
	words := make([]string, len(entries))
	for i, e := range entries {
		words[i] = e.Word
	}
	return words
}

// checkSorted reports the first entry that stands before its predecessor in the Vietnamese alphabet.
func checkSorted(entries []LexiconEntry) error {
	last := ""
	for _, e := range entries {
		k := SortKey(e.Word)
		if k < last {
			return e.problem("is out of order")
		}
		last = k
	}
	return nil
}

func checkTwice(entries []LexiconEntry) error {
	var problems []error
	first := make(map[string]LexiconEntry)
	for _, e := range entries {
		if f, twice := first[e.Word]; twice {
			problems = append(problems, e.problem(fmt.Sprintf("stands at %s:%d already", f.File, f.Line)))
		}
		first[e.Word] = e
	}
	return errors.Join(problems...)
}

// LexiconPattern is a way in which entries are made alike, and how many are.
type LexiconPattern struct {
	Pattern string
	Entries int
}

// LexiconPatterns counts entries by pattern, the largest first.
func LexiconPatterns(entries []LexiconEntry) []LexiconPattern {
	count := make(map[string]int)
	for _, e := range entries {
		parts := strings.Fields(strings.ToLower(e.Word))
		count[parts[0]+" …"]++
		count["… "+parts[len(parts)-1]]++
		if strings.ToLower(e.Word) != e.Word {
			count["(names)"]++
		}
	}
	var patterns []LexiconPattern
	for p, n := range count {
		patterns = append(patterns, LexiconPattern{p, n})
	}
	slices.SortFunc(patterns, func(a, b LexiconPattern) int {
		return cmp.Or(b.Entries-a.Entries, strings.Compare(a.Pattern, b.Pattern))
	})
	return patterns
}

func checkPatterns(entries []LexiconEntry) error {
	var problems []error
	for _, p := range LexiconPatterns(entries) {
		if p.Entries > maxPattern {
			problems = append(problems, fmt.Errorf("the pattern %q made %d entries; at most %d", p.Pattern, p.Entries, maxPattern))
		}
	}
	return errors.Join(problems...)
}

// SampleLexicon draws n entries by chance for another eye to read; the same seed draws the same ones.
func SampleLexicon(entries []LexiconEntry, n int, seed uint64) []LexiconEntry {
	rng := rand.New(rand.NewPCG(seed, 0))
	var sample []LexiconEntry
	for _, i := range rng.Perm(len(entries))[:min(n, len(entries))] {
		sample = append(sample, entries[i])
	}
	return sample
}
