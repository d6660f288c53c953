package tone

import (
	"math/rand/v2"
	"testing"
)

// simulate draws texts with true shares, words of a model that errs by rows, and random answers.
// The answers are about texts of another mixture, as when they were collected in other weeks.
func simulate(truth, elsewhere [tones]float64, rows confusionRows, texts, answers int, random *rand.Rand) (Counts, Confusion, [tones]float64) {
	var counted Counts
	var c Confusion
	var real [tones]float64
	for range texts {
		t := pick(truth, random)
		real[t] += 1 / float64(texts)
		counted[pick(rows[t], random)]++
	}
	for range answers {
		t := pick(elsewhere, random)
		c.Add(Tone(t), Tone(pick(rows[t], random)))
	}
	return counted, c, real
}

func pick(p [tones]float64, random *rand.Rand) int {
	x := random.Float64()
	for i, share := range p {
		if x < share {
			return i
		}
		x -= share
	}
	return tones - 1
}

var usualRows = confusionRows{{.4, .2, .15, .25}, {.05, .8, .1, .05}, {.04, .08, .8, .08}, {.06, .04, .08, .82}}

func TestCorrectCoversTheTruth(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for _, answers := range []int{0, 30, 60, 200} {
		inside, all, wide := 0, 0, 0.0
		for run := range 20 {
			truth := dirichlet([tones]float64{1, 3, 4, 3}, random)
			elsewhere := dirichlet([tones]float64{1, 3, 4, 3}, random)
			counted, c, real := simulate(truth, elsewhere, usualRows, 300, answers, random)
			s := Correct(counted, c, uint64(run))
			for k, share := range s.Of {
				all++
				wide += share.High - share.Low
				if share.Low <= real[k] && real[k] <= share.High {
					inside++
				}
			}
		}
		t.Logf("%d answers: %.3f inside, width %.3f", answers, float64(inside)/float64(all), wide/float64(all))
		if float64(inside)/float64(all) < 0.88 {
			t.Errorf("with %d answers %d of %d intervals hold the truth; 95 %% were promised", answers, inside, all)
		}
	}
}

// always is a model that has one word for nearly everything.
var always = confusionRows{{.05, .02, .92, .01}, {.02, .05, .92, .01}, {.02, .02, .95, .01}, {.02, .02, .94, .02}}

func TestOneWordForAllTextsIsReadAsOfficersReadIt(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 5))
	inside, all := 0, 0
	for run := range 20 {
		truth := dirichlet([tones]float64{2, 3, 4, 3}, random)
		_, c, _ := simulate(truth, truth, always, 0, 120, random)
		_, _, real := simulate(truth, truth, always, 60, 0, random)
		s := Correct(Counts{Neutral: 60}, c, uint64(run))
		said := 0
		for word := range tones {
			said += c[Unfavourable][word]
		}
		of := s.Of[Unfavourable]
		if d := of.Corrected - float64(said)/120; d < -.2 || d > .2 {
			t.Errorf("officers called %.2f of the sample unfavourable, the share is %.2f [%.2f, %.2f]", float64(said)/120, of.Corrected, of.Low, of.High)
		}
		for k, share := range s.Of {
			all++
			if share.Low <= real[k] && real[k] <= share.High {
				inside++
			}
		}
	}
	if float64(inside)/float64(all) < 0.88 {
		t.Errorf("%d of %d intervals hold the truth; 95 %% were promised", inside, all)
	}
}

func TestFloorsOfShares(t *testing.T) {
	t.Parallel()
	if s := Correct(Counts{1, 1, 1, 1}, Confusion{}, 1); !s.TooFew || s.Of[0].High != 0 {
		t.Errorf("four texts are broken down: %+v", s)
	}
	s := Correct(Counts{0, 10, 10, 10}, Confusion{}, 1)
	if s.Known || s.Of[Favourable].Corrected != s.Of[Favourable].Counted || s.Of[Favourable].High-s.Of[Favourable].Low < 0.3 {
		t.Errorf("without answers: %+v, want the counts with a wide interval", s)
	}
	var exact Confusion
	for k := range exact {
		exact[k][k] = 500
	}
	s = Correct(Counts{0, 300, 500, 200}, exact, 1)
	if d := s.Of[Neutral].Corrected - 0.5; !s.Known || d > 0.01 || d < -0.01 || s.Of[Neutral].High-s.Of[Neutral].Low > 0.12 {
		t.Errorf("a model without error: %+v", s.Of[Neutral])
	}
}

func TestCorrectionTurnsBackAKnownError(t *testing.T) {
	t.Parallel()
	var c Confusion
	for truth, row := range usualRows {
		for word, p := range row {
			c[truth][word] = int(1000 * p)
		}
	}
	truth := [tones]float64{0.1, 0.2, 0.3, 0.4}
	var counted Counts
	for word := range counted {
		for k, p := range truth {
			counted[word] += int(100000*p*usualRows[k][word] + 0.5)
		}
	}
	s := Correct(counted, c, 7)
	for k, share := range s.Of {
		if d := share.Corrected - truth[k]; d > 0.01 || d < -0.01 || share.Low > truth[k] || share.High < truth[k] {
			t.Errorf("%v: %.3f [%.3f, %.3f], want %.1f", share.Tone, share.Corrected, share.Low, share.High, truth[k])
		}
	}
}

func TestSharesAreToldWhenTheirIntervalsSaySomething(t *testing.T) {
	t.Parallel()
	var asked Confusion
	for truth := range asked {
		asked[truth][truth] = 60
	}
	if s := Correct(Counts{40, 30, 20, 10}, asked, 1); !s.Sure() {
		t.Errorf("a hundred texts and an excellent model: %+v", s.Of)
	}
	if s := Correct(Counts{0, 0, 6, 0}, Confusion{}, 1); s.Sure() {
		t.Errorf("six texts and no answer: %+v", s.Of)
	}
}
