package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/official"
)

type planRow struct {
	Data   string `required:"" help:"Folder with the documents."`
	Labels string `help:"Folder with NAME.json beside each document's name; the folder of the documents if empty."`
	Each   bool   `help:"Also print a row for every document."`
}

// Run prints precision and recall of each field over all documents that have labels.
func (c planRow) Run(b *bench) error {
	labels := c.Labels
	if labels == "" {
		labels = c.Data
	}
	all, err := official.EvaluatePlans(os.DirFS(labels), func(name string) (official.Source, error) { return c.read(b, name) })
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return fmt.Errorf("no labels (NAME.json) in %s", labels)
	}
	var sum official.Scores
	fmt.Print("| documents | field | precision | recall | F1 |\n|---|---|---|---|---|\n")
	for _, d := range all {
		sum.Add(d.Scores)
		if c.Each {
			printScores(d.Name, d.Scores)
		}
	}
	printScores(fmt.Sprintf("%s (%d)", filepath.Base(c.Data), len(all)), sum)
	return nil
}

func (c planRow) read(ctx context.Context, name string) (official.Source, error) {
	for _, ext := range []string{".txt", ".html", ".docx", ".pdf", ".xlsx"} {
		data, err := os.ReadFile(filepath.Join(c.Data, name+ext))
		if err != nil {
			continue
		}
		src, _, err := doctext.Read(ctx, name+ext, data, doctext.DefaultLimits())
		return src, err
	}
	return official.Source{}, fmt.Errorf("no document %s in %s", name, c.Data)
}

func printScores(name string, s official.Scores) {
	for _, f := range []struct {
		name string
		official.Tally
	}{{"tasks", s.Tasks}, {"lead", s.Lead}, {"partners", s.Partners}, {"cadence", s.Cadence}, {"days", s.Days}} {
		fmt.Printf("| %s | %s | %.3f | %.3f | %.3f |\n", name, f.name, f.Precision(), f.Recall(), f.F1())
	}
}
