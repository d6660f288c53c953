package trend

import (
	"math"
	"testing"
)

func TestOutbreaksBeginWhenCountsRiseAndEndWhenTheyRecede(t *testing.T) {
	t.Parallel()
	counts := make([]float64, 160)
	for i := range counts {
		counts[i] = float64(i % 3)
	}
	copy(counts[150:], []float64{6, 9, 12, 10, 2, 1, 0, 1})
	weeks := Outbreaks(counts, 104)
	for i, w := range weeks[:46] {
		if w.Alarm {
			t.Errorf("ordinary week %d is an alarm: %+v", i+104, w)
		}
	}
	for at, want := range map[int]bool{150: true, 151: true, 152: true, 154: false, 156: false} {
		if w := weeks[at-104]; w.Alarm != want {
			t.Errorf("week %d: %+v, want alarm %v", at, w, want)
		}
	}
}

func TestOutbreaksWithoutAPastYearLooksAtTheLastMonths(t *testing.T) {
	t.Parallel()
	counts := []float64{1, 0, 2, 1, 1, 0, 1, 2, 0, 1, 9}
	weeks := Outbreaks(counts, 0)
	if weeks[0].Alarm || weeks[0].Chance != 1 || !weeks[10].Alarm {
		t.Errorf("first week %+v, last week %+v", weeks[0], weeks[10])
	}
}

func TestOutbreaksOfStrangeCountsAreDefined(t *testing.T) {
	t.Parallel()
	nan, inf := math.NaN(), math.Inf(1)
	for _, counts := range [][]float64{nil, {nan, nan}, {inf, -1, 0, nan, 5, 1e300, 0, 0, 0, 0, 0, 0, 0}, make([]float64, 300)} {
		for i, w := range Outbreaks(counts, -5) {
			if !(w.Chance >= 0 && w.Chance <= 1) || w.Alarm && !(counts[i] > 0) {
				t.Errorf("counts %v: week %d is %+v", counts, i, w)
			}
		}
	}
	if got := Outbreaks([]float64{1}, 1); got != nil {
		t.Errorf("nothing to judge gives %v", got)
	}
}
