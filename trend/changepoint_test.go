package trend

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestChangePointsFindsLevelsAndNothingElse(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2, 2))
	draw := func(means ...float64) Series {
		var s Series
		for _, m := range means {
			for range 60 {
				s.Times = append(s.Times, int64(s.Len()))
				s.Values = append(s.Values, drawPoisson(r, m))
			}
		}
		return s
	}
	wild := draw(10, 10)
	wild.Values[70] = 500
	cases := []struct {
		name string
		s    Series
		want []int
	}{
		{"a steady series has none", draw(10, 10, 10), nil},
		{"two changes", draw(5, 20, 8), []int{60, 120}},
		{"one wild value is no change", wild, nil},
		{"zeros have none", Series{Times: make([]int64, 100), Values: make([]float64, 100)}, nil},
		{"too short", Series{Times: []int64{1, 2}, Values: []float64{1, 9}}, nil},
	}
	for _, tt := range cases {
		got := ChangePoints(tt.s)
		if len(got) != len(tt.want) {
			t.Errorf("%s: %+v, want at %v", tt.name, got, tt.want)
			continue
		}
		for i, c := range got {
			if c.At < tt.want[i]-3 || c.At > tt.want[i]+3 || c.Confidence < 0.9 {
				t.Errorf("%s: change %d at %d with confidence %.2f, want at %d", tt.name, i, c.At, c.Confidence, tt.want[i])
			}
		}
	}
}

func TestTheHoursOfADayAreNoChanges(t *testing.T) {
	t.Parallel()
	s := dailyCounts(60, 10, 12)
	if got := ChangePoints(s); len(got) > 0 {
		t.Errorf("changes of ordinary days: %+v", got)
	}
	for i := 30 * 24; i < s.Len(); i++ {
		s.Values[i] *= 2
	}
	got := ChangePoints(s)
	if len(got) != 1 || math.Abs(float64(got[0].At-30*24)) > 48 {
		t.Errorf("changes = %+v, want one at %d", got, 30*24)
	}
}
