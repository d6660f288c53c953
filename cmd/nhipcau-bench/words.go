package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/nhipcau/nhipcau/vi"
)

// ownTreebank is a small set of our own in the layout of the originals.
const ownTreebank = "cmd/nhipcau-bench/testdata/words"

type wordsRow struct {
	Data    string `help:"Folder with a UD treebank: *.conllu. Without it a small set of our own is measured."`
	Lexicon string `default:"vi/lexicon" help:"Folder of the lexicon, for cross-validation when train and dev are there."`
}

// Run prints bracket F1 over character offsets, on tokens as the treebank has them, for every file.
func (c wordsRow) Run(b *bench) error {
	banks, err := readTreebanks(c.Data)
	if err != nil {
		return err
	}
	g := vi.NewSegmenter()
	fmt.Print("| treebank | sentences | words F1 (95 % interval) | longest match alone | every syllable a word |\n|---|---|---|---|---|\n")
	for _, bank := range banks {
		seen := strings.Contains(vi.EmbeddedWordModel("data"), bank.Hash)
		note := ""
		switch {
		case c.Data == "":
			note = ", not measured on the original"
		case seen:
			note = ", the model has learned from it"
		}
		scores := vi.ScoreSentences(g.AppendWords, bank.Sentences)
		fmt.Printf("| %s%s | %d | %s | %s | %s |\n", bank.Name, note, len(bank.Sentences), interval(scores),
			percent(vi.ScoreSentences(g.AppendLongest, bank.Sentences)),
			percent(vi.ScoreSentences(everySyllable, bank.Sentences)))
		if !seen {
			b.report(wordsLine(bank.Name, scores, placeOf(c.Data)))
		}
	}
	return c.crossValidate(b, banks)
}

// wordsLine is a line of the table; a test file is judged by what was asked for it, others by what was asked for
// short texts of the web (UD-TueCL), for which our own set stands as well.
func wordsLine(name string, scores []vi.WordScore, on string) line {
	l := line{What: "words, bracket F1, " + name, Value: 100 * vi.SumWords(scores).F1(), Format: "%.1f", On: on}
	if strings.Contains(strings.ToLower(name), "vtb") {
		l.Must, l.Aim = 96, 98.2
		l.Reference = "RDRsegmenter / VnCoreNLP 98.2 (has probably seen it), pyvi 97.4, UETsegmenter 97.1–97.3, DongDu 95.5, vntk 94.6"
		return l
	}
	l.Must, l.Aim, l.Reference = 90.5, 92, "UD-TueCL: pyvi 91.5, RDRsegmenter 90.6"
	return l
}

// crossValidate learns anew from the train and dev files, five times without a fifth.
func (c wordsRow) crossValidate(b *bench, banks []vi.Treebank) error {
	var groups [][][]string
	for _, bank := range banks {
		if strings.HasSuffix(bank.Name, "-train.conllu") || strings.HasSuffix(bank.Name, "-dev.conllu") {
			groups = append(groups, bank.Sentences)
		}
	}
	if len(groups) != 2 {
		return nil
	}
	entries, err := vi.ReadLexicon(os.DirFS(c.Lexicon))
	if err != nil {
		return err
	}
	lexicon := vi.LexiconWords(entries)
	scores, err := vi.CrossValidateWords(lexicon, groups, 5, vi.DefaultWordLearning())
	if err != nil {
		return err
	}
	fmt.Printf("| train and dev, five folds, learned anew | %d | %s | | |\n", len(scores), interval(scores))
	b.report(wordsLine("UD-VTB", scores, "train and dev, five folds; test not seen"))
	return nil
}

func everySyllable(dst []vi.Token, _ string, tokens []vi.Token) []vi.Token {
	return append(dst, tokens...)
}

func percent(scores []vi.WordScore) string {
	return fmt.Sprintf("%.2f", 100*vi.SumWords(scores).F1())
}

func interval(scores []vi.WordScore) string {
	low, high := vi.WordInterval(scores, 1)
	return fmt.Sprintf("%s (%.2f–%.2f)", percent(scores), 100*low, 100*high)
}

// readTreebanks reads every CoNLL-U file of a folder, or our own set for none.
func readTreebanks(dir string) ([]vi.Treebank, error) {
	if dir == "" {
		dir = ownTreebank
	}
	banks, err := vi.ReadTreebanks(os.DirFS(dir), "*.conllu")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return banks, nil
}

const preparedText = "words, prepared text"

type wordsSpeedRow struct {
	Data string        `help:"Folder with a UD treebank: *.conllu. Without it a small set of our own is measured."`
	Each time.Duration `default:"2s" help:"CPU time of each measurement."`
}

// Run prints syllables a second of CPU time on one core, text already read; all rows in one process.
func (c wordsSpeedRow) Run(b *bench) error {
	banks, err := readTreebanks(c.Data)
	if err != nil {
		return err
	}
	var lines []string
	for _, bank := range banks {
		lines = append(lines, bank.Texts()...)
	}
	from := time.Now()
	g := vi.NewSegmenter()
	fmt.Printf("Model ready in %.2f ms; %d lines.\n\n", float64(time.Since(from).Microseconds())/1000, len(lines))
	fmt.Print("| what | syllables a second of CPU time | ratio |\n|---|---|---|\n")
	var tokens, words []vi.Token
	base := 0.0
	for _, row := range []struct {
		name string
		do   func(line string) int
	}{
		{"longest match alone, prepared text (baseline)", func(line string) int {
			tokens = vi.AppendFields(tokens[:0], line)
			words = g.AppendLongest(words[:0], line, tokens)
			return len(tokens)
		}},
		{preparedText, func(line string) int {
			tokens = vi.AppendFields(tokens[:0], line)
			words = g.AppendWords(words[:0], line, tokens)
			return len(tokens)
		}},
		{"words, raw text", func(line string) int {
			tokens = vi.AppendTokens(tokens[:0], line)
			words = g.AppendWords(words[:0], line, tokens)
			return len(tokens)
		}},
	} {
		speed, err := speedOf(c.Each, lines, row.do)
		if err != nil {
			return err
		}
		if base == 0 {
			base = speed
		}
		fmt.Printf("| %s | %.2f M | %.2f |\n", row.name, speed/1e6, speed/base)
		if row.name == preparedText {
			b.report(line{What: "words, prepared text, one core", Value: speed / 1e6, Format: "%.1f M syllables/s", Must: 1, Aim: 2.5, On: placeOf(c.Data),
				Reference: fmt.Sprintf("%.2f of longest match alone in the same run; RDRsegmenter 0.08 M, pyvi 0.24 M, coccoc (C++) 2.3 M", speed/base)})
		}
	}
	return nil
}

// speedOf does every line again and again until the CPU time is spent; do says how many syllables it saw.
func speedOf(spend time.Duration, lines []string, do func(string) int) (float64, error) {
	from, err := cpuTime()
	if err != nil {
		return 0, err
	}
	n := 0
	for {
		for _, line := range lines {
			n += do(line)
		}
		now, err := cpuTime()
		if err != nil {
			return 0, err
		}
		if now-from >= spend {
			return float64(n) / (now - from).Seconds(), nil
		}
	}
}

// cpuTime is what this process has used so far.
func cpuTime() (time.Duration, error) {
	var u syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), err
}

type sentencesRow struct {
	Data string `help:"Folder with a UD treebank: *.conllu. Without it a small set of our own is measured."`
}

// Run joins the sentences of each file into one running text and scores the places where sentences end.
func (c sentencesRow) Run(b *bench) error {
	banks, err := readTreebanks(c.Data)
	if err != nil {
		return err
	}
	fmt.Print("| treebank | sentences | precision | recall | F1 |\n|---|---|---|---|---|\n")
	for _, bank := range banks {
		name := bank.Name
		if c.Data == "" {
			name += ", not measured on the original"
		}
		s := scoreEnds(bank.Sentences)
		if s.Found == 0 {
			return errors.New(bank.Name + " has no sentence")
		}
		fmt.Printf("| %s | %d | %.2f | %.2f | %.2f |\n", name, len(bank.Sentences),
			100*float64(s.Same)/float64(s.Found), 100*float64(s.Same)/float64(s.Gold), 100*s.F1())
		b.report(line{What: "ends of sentences, F1, " + bank.Name, Value: 100 * s.F1(), Format: "%.1f", Must: 98, Aim: 99, On: placeOf(c.Data)})
	}
	return nil
}

// scoreEnds compares the ends of sentences.
func scoreEnds(sentences [][]string) vi.WordScore {
	var text strings.Builder
	gold := make(map[int]bool)
	for _, words := range sentences {
		if text.Len() > 0 {
			text.WriteByte(' ')
		}
		one, _ := vi.JoinWords(words)
		text.WriteString(one)
		gold[text.Len()] = true
	}
	score := vi.WordScore{Gold: len(gold)}
	for _, s := range vi.Sentences(text.String()) {
		score.Found++
		if gold[s.End] {
			score.Same++
		}
	}
	return score
}
