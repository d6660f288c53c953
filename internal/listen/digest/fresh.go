package digest

import (
	"math"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/vi"
)

// Bounds of what is new in the words of a digest.
const (
	mostTerms     = 8
	fewestTellers = 4     // stories in which a new term stands
	timesMore     = 4     // how much more often than before
	leastEvidence = 15    // of the likelihood ratio: chance gives as much once in ten thousand
	mostHeadings  = 6_000 // stories that are read, of the digest and of what came before each
)

// Term is an expression that stands in many stories of a digest and in few before.
type Term struct {
	Text    string
	Stories int
}

// vocabulary is what stories say in their headings and first sentences: of each its first item, of more than
// mostHeadings stories every second, fourth and so on.
type vocabulary struct {
	texts []string
	every int
	heard int
}

func newVocabulary() *vocabulary { return &vocabulary{every: 1} }

func (v *vocabulary) hear(i listen.Item) {
	v.heard++
	if v.heard%v.every != 0 {
		return
	}
	v.texts = append(v.texts, i.Title+".\n"+i.Lead)
	if len(v.texts) < 2*mostHeadings {
		return
	}
	for k := range mostHeadings {
		v.texts[k] = v.texts[2*k]
	}
	v.texts, v.every = v.texts[:mostHeadings], 2*v.every
}

// count counts phrases.
func (v *vocabulary) count(s *vi.Segmenter) *vi.PhraseCounter {
	c := vi.NewPhraseCounter(s)
	for _, text := range v.texts {
		c.Add(text)
	}
	return c
}

// fresh are the terms that stand in many stories now and stood in few before. Names of persons are none, whoever they
// are.
func (v *vocabulary) fresh(before *vocabulary) (all []Term) {
	if len(before.texts) == 0 {
		return nil
	}
	s := vi.NewSegmenter()
	now, past := v.count(s), before.count(s)
	share := float64(len(before.texts)) / float64(max(len(v.texts), 1))
	for _, p := range now.KeyPhrases(past, 40*mostTerms) {
		if len(all) == mostTerms {
			break
		}
		then := before.with(p.Phrase)
		if p.Documents < fewestTellers || float64(then+1)*timesMore > float64(p.Documents)*share || holdsFigure(p.Phrase) {
			continue
		}
		if evidence(p.Documents, len(v.texts), then, len(before.texts)) < leastEvidence {
			continue
		}
		if gate.RefuseQuery(p.Phrase, nil) != "" {
			continue
		}
		all = append(all, Term{p.Phrase, p.Documents * v.every})
	}
	return all
}

// evidence is the logarithmic likelihood ratio that k of n texts and m of o hold a phrase for different reasons than chance
// (Dunning 1993).
func evidence(k, n, m, o int) float64 {
	term := func(seen, of, expected float64) float64 {
		sum := 0.0
		if seen > 0 {
			sum += seen * math.Log(seen/(of*expected))
		}
		if rest := of - seen; rest > 0 {
			sum += rest * math.Log(rest/(of*(1-expected)))
		}
		return sum
	}
	together := float64(k+m) / float64(n+o)
	return 2 * (term(float64(k), float64(n), together) + term(float64(m), float64(o), together))
}

// with is how many texts hold a phrase.
func (v *vocabulary) with(phrase string) (n int) {
	phrase = strings.ToLower(phrase)
	for _, text := range v.texts {
		if strings.Contains(strings.ToLower(text), phrase) {
			n++
		}
	}
	return n
}

// holdsFigure reports whether a phrase holds a figure: numbers and days are new every week.
func holdsFigure(phrase string) bool {
	return strings.ContainsFunc(phrase, unicode.IsDigit)
}
