package tone

import (
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/first.txt
var firstText string

// First is the lexicon with its first weights: the model before any correction. The weights were fitted by
// [FitFirst] on the development half of testdata/gold.
var First = sync.OnceValue(func() *Model {
	m, err := ReadFirst(firstText)
	if err != nil {
		panic(err)
	}
	return m
})

// featureNames name the numbers in data/first.txt.
var featureNames = [denseCount]string{"bias", "titled", "good-body", "bad-body", "good-title", "bad-title", "balance",
	"conflict", "harm", "fortune", "plain", "contrast", "question-title", "question-body", "ask", "rhetorical", "mixed",
	"hope", "doubt", "lack", "silent", "silent-harm", "speech-conflict", "speech-good", "speech-bad", "numbers", "end",
	"start", "shout", "plain-good", "plain-bad", "harm-bad", "harm-good", "short", "length", "peak",
	"still", "still-speech", "now", "now-speech", "only", "title-against", "sides"}

// FitFirst fits the weights of the lexicon's numbers to examples and prints them as data/first.txt: a line a
// number, its weights for the tones and the bearings, and how firmly they are held. No phrase is learnt.
func FitFirst(examples []Correction) (string, error) {
	if len(examples) == 0 {
		return "", ErrNoCorrections
	}
	lessons := readLessons(examples)
	for i := range lessons {
		lessons[i].grams = nil
	}
	base := &Model{temperature: 1, sure: leastSure}
	held := crossValidate(base, lessons, firstPenalties)
	m := learn(base, lessons, firstPenalties)
	var b strings.Builder
	fmt.Fprintf(&b, "temperature\t%.3f\n", held.temperature(1))
	for i, name := range featureNames {
		b.WriteString(name)
		for _, w := range m.column(i) {
			fmt.Fprintf(&b, "\t%.3f", w)
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// firstPenalties hold the first weights to zero.
var firstPenalties = penalties{dense: 0.2, trust: 0, gram: 1}

// leastSure is the probability below which a tone is not worth proposing.
const leastSure = 0.45

var errFirst = errors.New("the first weights are not in their form")

// ReadFirst makes a model of what [FitFirst] printed.
func ReadFirst(text string) (*Model, error) {
	m := &Model{temperature: 1, sure: leastSure}
	place := make(map[string]int)
	for i, name := range featureNames {
		place[name] = i
	}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		var v column
		if len(f) > len(v)+1 {
			return nil, fmt.Errorf("%w: %q", errFirst, line)
		}
		for i, s := range f[1:] {
			x, err := strconv.ParseFloat(s, 64)
			if err != nil {
				return nil, fmt.Errorf("%w: %q", errFirst, line)
			}
			v[i] = x
		}
		if f[0] == "temperature" {
			m.temperature = v[0]
			continue
		}
		i, ok := place[f[0]]
		if !ok || len(f) != len(v)+1 {
			return nil, fmt.Errorf("%w: %q", errFirst, line)
		}
		m.setColumn(i, v)
	}
	return m, nil
}
