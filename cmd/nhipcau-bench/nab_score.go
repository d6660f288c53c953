package main

import (
	"cmp"
	"math"
	"slices"
)

// The score of the Numenta Anomaly Benchmark (Lavin and Ahmad, ICMLA 2015; version 1.1): a detection inside
// a labelled window earns the more the earlier it comes, once a window; one outside costs the more the
// farther it lies behind the window before it; a window without any costs a fixed amount. The threshold is
// the best for the profile over the whole corpus, and the sum is set between a detector that never speaks
// (0) and a perfect one (100).

// nabProfile weighs hits, false alarms and misses.
type nabProfile struct {
	name            string
	hit, alarm, mis float64
}

var nabProfiles = []nabProfile{{"standard", 1, 0.11, 1}, {"low-FP", 1, 0.22, 1}, {"low-FN", 1, 0.11, 2}}

// nabWindow is the first and the last row of a labelled window.
type nabWindow struct{ from, to int }

// nabSeries is a judged series with its windows in order.
type nabSeries struct {
	name    string
	scores  []float64
	windows []nabWindow
}

// nabResult is what the best threshold of a profile reaches.
type nabResult struct {
	score, threshold float64 // score normalised to 0..100
	hits, windows    int
	alarms           int // rows outside of windows at or above the threshold
}

// nabRow is a row behind the probationary period.
type nabRow struct {
	score, worth float64
	window       int // over the corpus; -1 outside
}

// probation is how many rows at the beginning of a series are not scored.
func probation(rows int) int { return min(int(0.15*float64(rows)), 750) }

// scaledSigmoid is 0.99 at the left edge of a window, 0 at its right edge, and near -1 a window behind it.
func scaledSigmoid(x float64) float64 {
	if x >= 3 {
		return -1
	}
	return 2/(1+math.Exp(5*x)) - 1
}

func (s nabSeries) rows(firstWindow int) []nabRow {
	var all []nabRow
	next, before := 0, -1
	for i, score := range s.scores {
		for next < len(s.windows) && i > s.windows[next].to {
			before = next
			next++
		}
		r := nabRow{score: score, window: -1, worth: -1}
		switch {
		case next < len(s.windows) && i >= s.windows[next].from:
			w := s.windows[next]
			r.window = firstWindow + next
			r.worth = scaledSigmoid(-float64(w.to-i+1)/float64(w.to-w.from+1)) / scaledSigmoid(-1)
		case before >= 0:
			w := s.windows[before]
			r.worth = scaledSigmoid(float64(i-w.to) / float64(max(w.to-w.from, 1)))
		}
		if i >= probation(len(s.scores)) {
			all = append(all, r)
		}
	}
	return all
}

// scoreNAB finds the best threshold of a profile over the corpus.
func scoreNAB(corpus []nabSeries, p nabProfile) nabResult {
	var rows []nabRow
	windows := 0
	for _, s := range corpus {
		rows = append(rows, s.rows(windows)...)
		windows += len(s.windows)
	}
	slices.SortStableFunc(rows, func(a, b nabRow) int { return cmp.Compare(b.score, a.score) })
	earned := make([]float64, windows)
	for i := range earned {
		earned[i] = -p.mis
	}
	null, perfect := -p.mis*float64(windows), p.hit*float64(windows)
	best := nabResult{threshold: 1.1, windows: windows}
	sum, top := null, null
	hits, alarms := 0, 0
	for i, r := range rows {
		if r.window < 0 {
			sum += r.worth * p.alarm
			alarms++
		} else if v := r.worth * p.hit; v > earned[r.window] {
			if earned[r.window] == -p.mis {
				hits++
			}
			sum += v - earned[r.window]
			earned[r.window] = v
		}
		last := i+1 == len(rows) || rows[i+1].score != r.score
		if last && sum > top {
			top = sum
			best.threshold, best.hits, best.alarms = r.score, hits, alarms
		}
	}
	if windows > 0 {
		best.score = 100 * (top - null) / (perfect - null)
	}
	return best
}
