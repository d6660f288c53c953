package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

type wordsRow struct {
	Data    string `required:"" help:"Folder with UD_Vietnamese-VTB: *-train.conllu and *-dev.conllu; a test file is left alone."`
	Lexicon string `default:"vi/lexicon" help:"Folder of the lexicon."`
	Out     string `default:"vi/data/words.model" help:"The model file."`
	Lower   bool   `help:"Accept a score below that of the model that is replaced."`
	Check   bool   `help:"Only score; write nothing."`
}

const wordsLicence = "CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/); made from UD_Vietnamese-VTB by its contributors (https://github.com/UniversalDependencies/UD_Vietnamese-VTB, CC BY-SA 4.0), of which it keeps counted words and trained weights, and from our own lexicon"

// Run cross-validates, compares with the model that is there, learns from everything and writes the file.
func (c wordsRow) Run() error {
	entries, err := vi.ReadLexicon(os.DirFS(c.Lexicon))
	if err != nil {
		return err
	}
	lexicon := vi.LexiconWords(entries)
	banks, err := readBanks(c.Data)
	if err != nil {
		return err
	}
	score, err := crossValidate(lexicon, banks)
	if err != nil || c.Check {
		return err
	}
	err = c.refuseLower(score)
	if err != nil {
		return err
	}
	var sentences [][]string
	about := []vi.Attribute{
		{Name: "licence", Value: wordsLicence},
		{Name: "command", Value: "go run ./cmd/nhipcau-train words --data DIR"},
		{Name: "score", Value: formatScore(score)},
		{Name: "lexicon", Value: fmt.Sprintf("%d entries, sha256 %x", len(lexicon), sha256.Sum256([]byte(strings.Join(lexicon, "\n"))))},
	}
	for _, b := range banks {
		sentences = append(sentences, b.Sentences...)
		about = append(about, vi.Attribute{Name: "data", Value: fmt.Sprintf("%s, %d sentences, sha256 %s", b.Name, len(b.Sentences), b.Hash)})
	}
	how := vi.DefaultWordLearning()
	about = append(about, vi.Attribute{Name: "learning", Value: fmt.Sprintf("%+v", how)})
	model, err := vi.LearnWords(lexicon, sentences, how, about)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes, %d entries of the lexicon\n", c.Out, len(model), len(lexicon))
	return os.WriteFile(c.Out, model, 0o644)
}

// readBanks reads the train and the dev file; the test file is for judging.
func readBanks(dir string) ([]vi.Treebank, error) {
	var banks []vi.Treebank
	for _, part := range []string{"train", "dev"} {
		found, err := vi.ReadTreebanks(os.DirFS(dir), "*-"+part+".conllu")
		if err != nil || len(found) != 1 {
			return nil, errors.Join(err, fmt.Errorf("%s has %d files *-%s.conllu, want 1", dir, len(found), part))
		}
		banks = append(banks, found...)
	}
	return banks, nil
}

const folds = 5

// crossValidate prints the scores and returns the one that a model is judged by: over five folds.
func crossValidate(lexicon []string, banks []vi.Treebank) (float64, error) {
	how := vi.DefaultWordLearning()
	train, dev := banks[0].Sentences, banks[1].Sentences
	model, err := vi.LearnWords(lexicon, train, how, nil)
	if err != nil {
		return 0, err
	}
	g, err := vi.NewSegmenterOf(model)
	if err != nil {
		return 0, err
	}
	show("learned from train, scored on dev", vi.ScoreSentences(g.AppendWords, dev))
	scores, err := vi.CrossValidateWords(lexicon, [][][]string{train, dev}, folds, how)
	if err != nil {
		return 0, err
	}
	show("train and dev, five folds", scores)
	return vi.SumWords(scores).F1(), nil
}

func show(what string, scores []vi.WordScore) {
	low, high := vi.WordInterval(scores, 1)
	fmt.Printf("%s: F1 %.2f (%.2f–%.2f)\n", what, 100*vi.SumWords(scores).F1(), 100*low, 100*high)
}

const scoreUnit = " bracket F1, five folds of train and dev"

func formatScore(f1 float64) string { return strconv.FormatFloat(f1, 'f', 4, 64) + scoreUnit }

// refuseLower compares with the score in the head of the model that is there.
func (c wordsRow) refuseLower(score float64) error {
	old, err := os.ReadFile(c.Out)
	if errors.Is(err, fs.ErrNotExist) || c.Lower {
		return nil
	}
	if err != nil {
		return err
	}
	text, found := strings.CutSuffix(vi.WordModelAttribute(string(old), "score"), scoreUnit)
	before, err := strconv.ParseFloat(text, 64)
	if err != nil || !found {
		return fmt.Errorf("%s has no score to compare with; remove it or give --lower", c.Out)
	}
	if formatScore(score) < formatScore(before) {
		return fmt.Errorf("the score would drop from %.4f to %.4f; --lower accepts that", before, score)
	}
	return nil
}
