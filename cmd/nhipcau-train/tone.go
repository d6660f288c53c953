package main

import (
	"fmt"
	"os"

	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/listen/tone/gold"
)

type toneRow struct {
	Gold string `default:"internal/listen/tone/testdata/gold" help:"Folder of the labelled texts; only their development half is read." type:"existingdir"`
	Out  string `required:"" help:"Where the weights go (internal/listen/tone/data/first.txt)." type:"path"`
}

// Run fits the first weights of tone.
func (r *toneRow) Run() error {
	items, err := gold.Read(os.DirFS(r.Gold))
	if err != nil {
		return err
	}
	text, err := tone.FitFirst(gold.Corrections(items, "development"))
	if err != nil {
		return err
	}
	head := "# First weights of tone: go run ./cmd/nhipcau-train tone --out internal/listen/tone/data/first.txt\n" +
		"# number, then unclear, favourable, neutral, unfavourable, then none, opportunity, risk, then how firmly they are held\n"
	err = os.WriteFile(r.Out, []byte(head+text), 0o644)
	if err != nil {
		return fmt.Errorf("writing the first weights: %w", err)
	}
	return nil
}
