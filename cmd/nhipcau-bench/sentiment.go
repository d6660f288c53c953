package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/vi"
)

// ownSentiment is the small set that stands in for the public one.
const ownSentiment = "cmd/nhipcau-bench/testdata/sentiment"

type sentimentRow struct {
	Data string `help:"Folder with train, dev and test, each with sents.txt, sentiments.txt and topics.txt (UIT-VSFC); our own small set if empty."`
}

// Run trains on the train part through vi.Train, the path of 'vi train', and scores the other parts, once as
// they are and once without diacritics.
func (c sentimentRow) Run(b *bench) error {
	dir, mark := folderOf(c.Data, ownSentiment)
	fmt.Print("| labels | part | texts | accuracy | without diacritics | ECE | ECE without | answered, right |\n|---|---|---|---|---|---|---|---|\n")
	for _, labels := range []string{"sentiments", "topics"} {
		err := c.scoreLabels(b, dir, labels, mark)
		if err != nil {
			return err
		}
	}
	return nil
}

func (c sentimentRow) scoreLabels(b *bench, dir, labels, mark string) error {
	train, err := readFeedback(dir, "train", labels)
	if err != nil {
		return err
	}
	start := time.Now()
	trained, report, err := vi.Train(train)
	if err != nil {
		return err
	}
	took := time.Since(start)
	model, size, err := throughFile(trained)
	if err != nil {
		return err
	}
	printScore(labels+mark, "train, cross-validated", len(train), report.Marked, report.Bare)
	var unseen []vi.Example
	for _, part := range []string{"dev", "test"} {
		texts, err := readFeedback(dir, part, labels)
		if err != nil {
			return err
		}
		bare := make([]vi.Example, len(texts))
		for i, e := range texts {
			bare[i] = vi.Example{Text: vi.Fold(e.Text), Labels: e.Labels}
		}
		unseen = append(unseen, texts...)
		marked, unmarked := model.Evaluate(texts), model.Evaluate(bare)
		printScore(labels+mark, part, len(texts), marked, unmarked)
		if labels == "sentiments" && part == "test" {
			c.report(b, marked, unmarked)
		}
	}
	fmt.Printf("\n%s: trained in %.1f s, model of %.1f MB\n\n", labels, took.Seconds(), float64(size)/1e6)
	if labels == "sentiments" {
		c.printNoise(b, model, unseen)
	}
	return nil
}

func (c sentimentRow) report(b *bench, marked, bare vi.Score) {
	b.report(line{What: "sentiment, accuracy", Value: 100 * marked.Accuracy, Format: "%.1f %%", Must: 89.5, Aim: 91, On: placeOf(c.Data),
		Reference: "MaxEnt 87.9 F1, PhoBERT 93.0 F1"})
	b.report(line{What: "sentiment without diacritics, accuracy", Value: 100 * bare.Accuracy, Format: "%.1f %%", Must: 86.5, Aim: 89, On: placeOf(c.Data)})
	b.report(line{What: "sentiment, calibration error", Value: 100 * marked.ECE, Format: "%.1f %%", Must: 3, Aim: 1, Less: true, On: placeOf(c.Data)})
}

// throughFile is the model as another process would read it.
func throughFile(c *vi.Classifier) (*vi.Classifier, int, error) {
	var b bytes.Buffer
	_, err := c.WriteTo(&b)
	if err != nil {
		return nil, 0, err
	}
	size := b.Len()
	model, err := vi.ReadClassifier(&b)
	return model, size, err
}

func printScore(labels, part string, n int, marked, bare vi.Score) {
	fmt.Printf("| %s | %s | %d | %.2f %% | %.2f %% | %.2f %% | %.2f %% | %.1f %%, %.1f %% |\n", labels, part, n,
		100*marked.Accuracy, 100*bare.Accuracy, 100*marked.ECE, 100*bare.ECE, 100*marked.Answered, 100*marked.Right)
}

func readFeedback(dir, part, labels string) ([]vi.Example, error) {
	texts, err := linesOf(filepath.Join(dir, part, "sents.txt"))
	if err != nil {
		return nil, err
	}
	marks, err := linesOf(filepath.Join(dir, part, labels+".txt"))
	if err != nil {
		return nil, err
	}
	if len(texts) != len(marks) {
		return nil, fmt.Errorf("%s of %s: %d sentences, %d labels", part, dir, len(texts), len(marks))
	}
	examples := make([]vi.Example, len(texts))
	for i := range texts {
		examples[i] = vi.Example{Text: texts[i], Labels: []string{marks[i]}}
	}
	return examples, nil
}

// linesOf is the lines of a file without space around them and without the empty ones at its end.
func linesOf(file string) ([]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var lines []string
	s := bufio.NewScanner(bytes.NewReader(bytes.TrimSpace(data)))
	s.Buffer(nil, 16<<20)
	for s.Scan() {
		lines = append(lines, strings.TrimSpace(s.Text()))
	}
	return lines, s.Err()
}
