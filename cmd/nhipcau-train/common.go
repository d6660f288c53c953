package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

type commonRow struct {
	Data      string `required:"" help:"Folder with UD_Vietnamese-VTB: *-train.conllu and *-dev.conllu; a test file is left alone."`
	Documents string `required:"" help:"Folder with official documents as text."`
	House     string `default:"." help:"This repository, whose own Vietnamese is read."`
	Phrases   string `default:"vi/data/phrases" help:"Folder with text of our own."`
	Out       string `default:"vi/data/common.txt" help:"The list."`
}

// mostCommon is how many words are kept.
const mostCommon = 5000

// Run counts words in the texts of the model of diacritics and writes the commonest.
func (c commonRow) Run() error {
	sources, err := restoreRow{Data: c.Data, Documents: c.Documents, House: c.House, Phrases: c.Phrases}.sources()
	if err != nil {
		return err
	}
	count := make(map[string]int)
	s := vi.NewSegmenter()
	for _, source := range sources {
		for _, text := range source.Texts {
			for _, w := range s.Words(text) {
				word := vi.CanonicalTone(strings.ToLower(w.Text(text)))
				if w.Kind == vi.TokenWord && isVietnamese(word) {
					count[word]++
				}
			}
		}
	}
	var words []string
	for w := range count {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	words = words[:min(len(words), mostCommon)]
	var b bytes.Buffer
	fmt.Fprintln(&b, "# The commonest words, by count, of the texts named in restore.model. CC BY-SA 4.0, as that file.")
	fmt.Fprintln(&b, "# go run ./cmd/nhipcau-train common --data DIR --documents DIR")
	b.WriteString(strings.Join(words, "\n") + "\n")
	fmt.Printf("%s: %d words, the last seen %d times\n", c.Out, len(words), count[words[len(words)-1]])
	return os.WriteFile(c.Out, b.Bytes(), 0o644)
}

func isVietnamese(word string) bool {
	for s := range strings.FieldsSeq(word) {
		if !vi.IsSyllable(s) {
			return false
		}
	}
	return true
}
