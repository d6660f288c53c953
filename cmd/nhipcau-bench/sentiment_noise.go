package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// noise is a way in which people write other than the examples do.
type noise struct {
	name string
	make func(r *rand.Rand, words []string) []string
}

var noises = []noise{
	{"as written", func(_ *rand.Rand, w []string) []string { return w }},
	{"without diacritics", func(_ *rand.Rand, w []string) []string { return eachWord(w, 1, nil, vi.Fold) }},
	{"half of the words without diacritics", func(r *rand.Rand, w []string) []string { return eachWord(w, 0.5, r, vi.Fold) }},
	{"as in messages", func(r *rand.Rand, w []string) []string {
		return eachWord(w, 0.8, r, func(s string) string {
			if short, ok := messaged[s]; ok {
				return short
			}
			return s
		})
	}},
	{"every sixth word mistyped", func(r *rand.Rand, w []string) []string {
		return eachWord(w, 1./6, r, func(s string) string { return mistype(r, s) })
	}},
	{"letters drawn out, in capitals", func(r *rand.Rand, w []string) []string {
		return eachWord(eachWord(w, 0.2, r, drawOut), 1, nil, strings.ToUpper)
	}},
}

// messaged are words as they are shortened in messages.
var messaged = map[string]string{
	"không": "ko", "được": "dc", "với": "vs", "gì": "j", "rồi": "r", "giờ": "h", "cũng": "cx", "biết": "bít", "quá": "wá", "vậy": "zậy",
	"mình": "mk", "nhiều": "nhìu", "thầy": "thầyy", "yêu": "iu", "thôi": "thui", "em": "e", "làm": "lm", "người": "ng", "trước": "trc", "bài": "bàii",
}

// eachWord changes a share of the words.
func eachWord(words []string, share float64, r *rand.Rand, change func(string) string) []string {
	out := slices.Clone(words)
	for i, w := range out {
		if r == nil || r.Float64() < share {
			out[i] = change(w)
		}
	}
	return out
}

// mistype exchanges two letters or leaves one out.
func mistype(r *rand.Rand, word string) string {
	letters := []rune(word)
	if len(letters) < 3 {
		return word
	}
	at := r.IntN(len(letters) - 1)
	if r.IntN(2) == 0 {
		letters[at], letters[at+1] = letters[at+1], letters[at]
		return string(letters)
	}
	return string(slices.Delete(letters, at, at+1))
}

func drawOut(word string) string {
	letters := []rune(word)
	last := letters[len(letters)-1]
	return word + string([]rune{last, last})
}

// printNoise prints the accuracy under each noise, the mean over five seeds.
func (c sentimentRow) printNoise(b *bench, model *vi.Classifier, texts []vi.Example) {
	fmt.Print("| sentiment, texts written otherwise | accuracy |\n|---|---|\n")
	for i, n := range noises {
		const seeds = 5
		sum := 0.0
		for seed := range uint64(seeds) {
			r := rand.New(rand.NewPCG(seed, uint64(i)))
			noisy := make([]vi.Example, len(texts))
			for k, e := range texts {
				noisy[k] = vi.Example{Text: strings.Join(n.make(r, strings.Fields(e.Text)), " "), Labels: e.Labels}
			}
			sum += model.Evaluate(noisy).Accuracy
		}
		fmt.Printf("| %s | %.1f %% |\n", n.name, 100*sum/seeds)
		if i > 1 {
			b.report(line{What: "sentiment, " + n.name + ", accuracy", Value: 100 * sum / seeds, Format: "%.1f %%", On: placeOf(c.Data)})
		}
	}
	fmt.Println()
}
