package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

type phrasesRow struct {
	Data string `default:"vi/testdata/phrases/gold.txt" help:"File with texts and the phrases written down for them: a line '= a | b', then a text; '% held back' before those that are only counted."`
	Show bool   `help:"Also print what was found for the texts that are not held back."`
}

// goldText is a text and its phrases.
type goldText struct {
	text    string
	phrases []string
	held    bool
}

// Run asks for as many phrases as were written down for each text, and counts those that are the same and
// those of which one holds the other.
func (c phrasesRow) Run(b *bench) error {
	texts, err := readGoldPhrases(c.Data)
	if err != nil {
		return err
	}
	fmt.Print("| texts | number | phrases found as written | one holds the other as well |\n|---|---|---|---|\n")
	for _, held := range []bool{false, true} {
		same, near, asked, n := 0, 0, 0, 0
		for _, g := range texts {
			if g.held != held {
				continue
			}
			var found []string
			for _, p := range vi.KeyPhrases(g.text, len(g.phrases)) {
				found = append(found, strings.ToLower(p.Phrase))
			}
			s, t := agreeing(g.phrases, found)
			same, near, asked, n = same+s, near+t, asked+len(g.phrases), n+1
			if c.Show && !held {
				fmt.Printf("%d %d\t%s\n\t%s\n", s, t, strings.Join(g.phrases, " | "), strings.Join(found, " | "))
			}
		}
		name := "looked at"
		if held {
			name = "held back"
		}
		fmt.Printf("| %s | %d | %.1f %% | %.1f %% |\n", name, n, share(same, asked), share(near, asked))
		b.report(line{What: "key phrases of a text as written down by hand, " + name, Value: share(same, asked), Format: "%.0f %%", On: fmt.Sprintf("%d texts of our own", n)})
	}
	return nil
}

func share(part, all int) float64 { return 100 * float64(part) / float64(max(all, 1)) }

// agreeing counts the gold phrases that were found as they are, and those of which a found one is a part or
// the other way round.
func agreeing(gold, found []string) (same, near int) {
	for _, g := range gold {
		if slices.Contains(found, g) {
			same++
			near++
			continue
		}
		if slices.ContainsFunc(found, func(f string) bool { return holds(f, g) || holds(g, f) }) {
			near++
		}
	}
	return same, near
}

func holds(outer, inner string) bool { return strings.Contains(" "+outer+" ", " "+inner+" ") }

func readGoldPhrases(file string) ([]goldText, error) {
	lines, err := linesOf(file)
	if err != nil {
		return nil, err
	}
	var texts []goldText
	var phrases []string
	held := false
	for _, l := range lines {
		switch {
		case l == "" || l[0] == '#':
		case l[0] == '%':
			held = true
		case l[0] == '=':
			phrases = nil
			for p := range strings.SplitSeq(l[1:], "|") {
				phrases = append(phrases, strings.ToLower(strings.TrimSpace(p)))
			}
		case len(phrases) == 0:
			return nil, fmt.Errorf("%s: a text without phrases: %.40s", file, l)
		default:
			texts = append(texts, goldText{l, phrases, held})
			phrases = nil
		}
	}
	return texts, nil
}
