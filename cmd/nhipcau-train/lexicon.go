package main

import (
	"fmt"
	"os"

	"github.com/nhipcau/nhipcau/vi"
)

type lexiconRow struct {
	Lexicon  string `default:"vi/lexicon" help:"Folder of the lexicon."`
	Sample   int    `help:"Print so many entries drawn by chance."`
	Seed     uint64 `default:"1" help:"Of the chance; the same seed draws the same entries."`
	Patterns int    `help:"Print the so many patterns that made the most entries."`
}

// Run fails if an entry is not as it must be.
func (c lexiconRow) Run() error {
	entries, err := vi.ReadLexicon(os.DirFS(c.Lexicon))
	if err != nil {
		return err
	}
	for _, e := range vi.SampleLexicon(entries, c.Sample, c.Seed) {
		fmt.Printf("%s\t%s\t%s:%d\n", e.Word, e.Source, e.File, e.Line)
	}
	patterns := vi.LexiconPatterns(entries)
	for _, p := range patterns[:min(c.Patterns, len(patterns))] {
		fmt.Printf("%d\t%s\n", p.Entries, p.Pattern)
	}
	fmt.Fprintf(os.Stderr, "%d entries; the largest pattern, %q, made %d.\n", len(entries), patterns[0].Pattern, patterns[0].Entries)
	return nil
}
