// Command nhipcau-train learns the models that the libraries embed, from data that lies outside the
// repository, and checks the lexicon they are learned with. Its output is the same bytes every time.
package main

import (
	"fmt"
	"os"

	"github.com/alecthomas/kong"
)

type rows struct {
	Words   wordsRow   `cmd:"" help:"Learn the model of words from a treebank in CoNLL-U and from the lexicon."`
	Restore restoreRow `cmd:"" help:"Learn the model of diacritics from a treebank, official documents, our own text and the lexicon."`
	Common  commonRow  `cmd:"" help:"List the commonest words of the texts of the model of diacritics."`
	Lexicon lexiconRow `cmd:"" help:"Check the lexicon; print its patterns or entries drawn by chance for another eye to read."`
	Tone    toneRow    `cmd:"" help:"Fit the first weights of tone to the development half of its labelled texts."`
}

func main() {
	var r rows
	k := kong.Parse(&r, kong.Name("nhipcau-train"))
	err := k.Run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "nhipcau-train:", err)
		os.Exit(1)
	}
}
