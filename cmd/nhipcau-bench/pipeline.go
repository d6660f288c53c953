package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/nhipcau/nhipcau/similar"
	"github.com/nhipcau/nhipcau/vi"
)

type pipelineRow struct {
	Data string        `help:"Folder with .txt files of a sentence a line, or .conllu files; text of our own if empty."`
	Each time.Duration `default:"2s" help:"CPU time of each measurement."`
}

const allSteps = "all four"

// sentencesInArticle is how many sentences make one text.
const sentencesInArticle = 20

// Run prints syllables a second of CPU time for each step on one core, for all of them together, and the speed
// of folding as ratio to golang.org/x/text.
func (c pipelineRow) Run(b *bench) error {
	articles, mark, err := c.articles()
	if err != nil {
		return err
	}
	classifier, err := toneModel()
	if err != nil {
		return err
	}
	p := pipeline{segmenter: vi.NewSegmenter(), classifier: classifier}
	fmt.Print("| step | syllables a second of CPU time |\n|---|---|\n")
	for _, step := range []struct {
		name string
		do   func(string)
	}{{"clean", p.clean}, {"tokens and words", p.segment}, {"classify", p.classify}, {"sign", p.sign}, {allSteps, p.all}} {
		speed, err := speedOf(c.Each, articles, func(text string) int {
			step.do(text)
			return strings.Count(text, " ") + 1
		})
		if err != nil {
			return err
		}
		fmt.Printf("| %s%s | %.0f k |\n", step.name, mark, speed/1000)
		if step.name == allSteps {
			b.report(line{What: "clean, segment, classify, sign, one core", Value: speed / 1000, Format: "%.0f k syllables/s", Must: 250, Aim: 500, On: "any text"})
		}
	}
	return c.folding(b, articles)
}

// pipeline is what one worker holds; every step takes the text anew.
type pipeline struct {
	segmenter  *vi.Segmenter
	classifier *vi.Classifier
	print      similar.Print
	tokens     []vi.Token
	words      []vi.Token
}

func (p *pipeline) clean(text string) { _ = vi.Normalize(text) }

func (p *pipeline) segment(text string) {
	p.tokens = vi.AppendTokens(p.tokens[:0], text)
	p.words = p.segmenter.AppendWords(p.words[:0], text, p.tokens)
}

func (p *pipeline) classify(text string) { p.classifier.Classify(text) }

func (p *pipeline) sign(text string) { p.print.Set(text) }

func (p *pipeline) all(text string) {
	text = vi.Normalize(text)
	p.segment(text)
	p.classify(text)
	p.sign(text)
}

// toneModel is trained on our own small set; its size changes nothing about the work for one text.
func toneModel() (*vi.Classifier, error) {
	examples, err := readFeedback(ownSentiment, "train", "sentiments")
	if err != nil {
		return nil, err
	}
	model, _, err := vi.Train(examples)
	return model, err
}

// articles joins the sentences of all files to texts of some length.
func (c pipelineRow) articles() ([]string, string, error) {
	dir, mark := folderOf(c.Data, ownRestore)
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, "", err
	}
	var articles []string
	for _, f := range files {
		texts, err := textsOf(filepath.Join(dir, f.Name()))
		if err != nil {
			return nil, "", err
		}
		for i := 0; i < len(texts); i += sentencesInArticle {
			articles = append(articles, strings.Join(texts[i:min(i+sentencesInArticle, len(texts))], " "))
		}
	}
	if len(articles) == 0 {
		return nil, "", fmt.Errorf("no text in %s", dir)
	}
	return articles, mark, nil
}

// folding prints bytes a second of vi.Fold and of what one would write with golang.org/x/text.
func (c pipelineRow) folding(b *bench, articles []string) error {
	strip := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	public := func(text string) int {
		folded, _, err := transform.String(strip, strings.ToLower(text))
		if err != nil {
			return 0
		}
		_ = strings.ReplaceAll(folded, "đ", "d")
		return len(text)
	}
	slow, err := speedOf(c.Each, articles, public)
	if err != nil {
		return err
	}
	fast, err := speedOf(c.Each, articles, func(text string) int { _ = vi.Fold(text); return len(text) })
	if err != nil {
		return err
	}
	fmt.Printf("\n| fold | MB a second of CPU time | ratio |\n|---|---|---|\n| golang.org/x/text: NFD, marks removed, NFC | %.1f | 1.0 |\n| vi.Fold | %.1f | %.1f |\n", slow/1e6, fast/1e6, fast/slow)
	b.report(line{What: "vi.Fold against golang.org/x/text in the same run", Value: fast / slow, Format: "%.1f times", On: "any text",
		Reference: fmt.Sprintf("golang.org/x/text %.0f MB/s", slow/1e6)})
	return nil
}
