package tone

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Candidate is a text that an officer could be asked about: its story and the class of its source, what the model
// says of it and what the lexicon alone says.
type Candidate struct {
	ID      string
	Story   string
	Class   string // class of source: central press, provincial press, official portal…
	Model   Verdict
	Lexicon Verdict
}

// Reason is why a text is asked about.
type Reason string

// The reasons.
const (
	AtRandom     Reason = "random"       // the only ones from which the model's error may be estimated
	Uncertain    Reason = "uncertain"    // no tone is much more probable than another
	Disagreement Reason = "disagreement" // the model and the lexicon say different things
)

// Question is a candidate, by its place, and why it is asked about.
type Question struct {
	Candidate int
	Reason    Reason
}

// Shares of the questions that are asked at random and for disagreement; the rest is for uncertainty.
const (
	randomShare   = 0.4
	disagreeShare = 0.25
)

// Choose picks at most n of the candidates to ask officers about: two fifths at random, a quarter where model and
// lexicon disagree, the rest where the model is least sure, at most one of a story for these two. The random
// ones are drawn first and from all candidates, so that they stay a fair sample. The same seed draws the same.
// Random ones come first in the result; those for disagreement and doubt follow, strongest first.
func Choose(candidates []Candidate, n int, seed uint64) []Question {
	n = min(n, len(candidates))
	if n <= 0 {
		return nil
	}
	taken := make([]bool, len(candidates))
	var out []Question
	random := rand.New(rand.NewPCG(seed, 20261122))
	for _, i := range random.Perm(len(candidates))[:int(math.Ceil(randomShare*float64(n)))] {
		taken[i] = true
		out = append(out, Question{i, AtRandom})
	}
	stories := make(map[string]bool)
	pick := func(most int, reason Reason, strength func(*Candidate) float64) {
		for _, i := range strongest(candidates, strength) {
			story := candidates[i].Story
			if most == 0 {
				return
			}
			if taken[i] || story != "" && stories[story] {
				continue
			}
			taken[i], stories[story] = true, true
			out = append(out, Question{i, reason})
			most--
		}
	}
	pick(int(disagreeShare*float64(n)), Disagreement, disagreement)
	pick(n-len(out), Uncertain, uncertainty)
	return out
}

// strongest lists the candidates of positive strength, the strongest first.
func strongest(candidates []Candidate, strength func(*Candidate) float64) []int {
	var list []int
	s := make([]float64, len(candidates))
	for i := range candidates {
		s[i] = strength(&candidates[i])
		if s[i] > 0 {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(s[b], s[a]) })
	return list
}

// disagreement is how surely model and lexicon say different tones; 0 if they agree.
func disagreement(c *Candidate) float64 {
	if c.Model.Tone == c.Lexicon.Tone {
		return 0
	}
	return c.Model.P[c.Model.Tone] * c.Lexicon.P[c.Lexicon.Tone]
}

// uncertainty is how close the second tone is to the first: 1 is even.
func uncertainty(c *Candidate) float64 {
	p := c.Model.P
	slices.Sort(p[:])
	return 1 - (p[tones-1] - p[tones-2])
}
