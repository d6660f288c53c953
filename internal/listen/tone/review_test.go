package tone

import (
	"fmt"
	"testing"
)

func candidates(n int) []Candidate {
	out := make([]Candidate, n)
	for i := range out {
		p := 0.26 + 0.7*float64(i)/float64(n)
		v := Verdict{Tone: Neutral, P: [tones]float64{Neutral: p, Favourable: 1 - p}}
		lexicon := v
		if i%3 == 0 {
			lexicon = Verdict{Tone: Unfavourable, P: [tones]float64{Unfavourable: 0.9, Neutral: 0.1}}
		}
		out[i] = Candidate{ID: fmt.Sprint(i), Story: fmt.Sprint(i / 4), Model: v, Lexicon: lexicon}
	}
	return out
}

func TestChoose(t *testing.T) {
	t.Parallel()
	pool := candidates(400)
	questions := Choose(pool, 40, 5)
	count := make(map[Reason]int)
	seen, stories := make(map[int]bool), make(map[string]bool)
	for _, q := range questions {
		count[q.Reason]++
		if seen[q.Candidate] {
			t.Errorf("candidate %d is asked twice", q.Candidate)
		}
		seen[q.Candidate] = true
		c := pool[q.Candidate]
		switch q.Reason {
		case Disagreement:
			if c.Model.Tone == c.Lexicon.Tone {
				t.Errorf("candidate %d does not disagree", q.Candidate)
			}
			fallthrough
		case Uncertain:
			if stories[c.Story] {
				t.Errorf("story %s is asked about twice", c.Story)
			}
			stories[c.Story] = true
		}
	}
	if count[AtRandom] != 16 || count[Disagreement] != 10 || count[Uncertain] != 14 {
		t.Errorf("questions %v, want 16 at random, 10 for disagreement, 14 for uncertainty", count)
	}
	again := Choose(pool, 40, 5)
	for i := range again {
		if again[i] != questions[i] {
			t.Fatal("the same seed chose others")
		}
	}
	if got := Choose(pool[:3], 10, 1); len(got) > 3 {
		t.Errorf("%d questions about three texts", len(got))
	}
	if got := Choose(nil, 10, 1); got != nil {
		t.Errorf("questions about nothing: %v", got)
	}
}

func TestRandomQuestionsAreAFairSample(t *testing.T) {
	t.Parallel()
	pool := candidates(100)
	asked := make([]int, len(pool))
	for seed := range uint64(2000) {
		for _, q := range Choose(pool, 25, seed) {
			if q.Reason == AtRandom {
				asked[q.Candidate]++
			}
		}
	}
	for i, n := range asked {
		if n < 140 || n > 260 { // 200 expected
			t.Errorf("candidate %d was drawn %d times of 2,000", i, n)
		}
	}
}
