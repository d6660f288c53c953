package main

import (
	"math"
	"testing"
)

// hundred is a series with one window of twenty rows, and one alarm where wanted.
func hundred(alarm int) []nabSeries {
	s := nabSeries{scores: make([]float64, 100), windows: []nabWindow{{40, 59}}}
	if alarm >= 0 {
		s.scores[alarm] = 0.9
	}
	return []nabSeries{s}
}

func TestTheBenchmarkScoresSilenceNothingAndTheFirstRowOfAWindowAll(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		alarm int
		want  float64
	}{
		{"a detector that never speaks", -1, 0},
		{"the first row of a window", 40, 100},
		{"the last row of a window is worth little", 59, 100 * (1 + scaledSigmoid(-0.05)/scaledSigmoid(-1)) / 2},
		{"an alarm outside is better not raised: the threshold goes above it", 80, 0},
		{"an alarm in probation counts for nothing", 14, 0},
	}
	for _, tt := range cases {
		got := scoreNAB(hundred(tt.alarm), nabProfiles[0])
		if math.Abs(got.score-tt.want) > 1e-9 {
			t.Errorf("%s: %.3f, want %.3f", tt.name, got.score, tt.want)
		}
	}
}

func TestFalseAlarmsCostByProfileAndPlace(t *testing.T) {
	t.Parallel()
	corpus := hundred(40)
	corpus[0].scores[20] = 0.9 // before any window: the whole weight
	corpus[0].scores[62] = 0.9 // just behind the window: hardly anything
	behind := scaledSigmoid(3.0 / 19)
	for _, p := range nabProfiles {
		want := 100 * (1 + p.mis + p.alarm*(-1+behind)) / (1 + p.mis)
		if got := scoreNAB(corpus, p); math.Abs(got.score-want) > 1e-9 || got.alarms != 2 || got.hits != 1 {
			t.Errorf("%s: %+v, want %.3f", p.name, got, want)
		}
	}
}
