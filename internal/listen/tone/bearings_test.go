package tone

import (
	"math"
	"testing"
)

func TestSharesOfBearingsTellHowSureTheyAre(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		counts       Bearings
		low, high    float64
		enough, sure bool
	}{
		{Bearings{}, 0, 1, false, false},
		{Bearings{2, 1, 1}, .05, .70, false, false},
		{Bearings{10, 0, 0}, 0, .28, true, true},
		{Bearings{45, 5, 50}, .40, .60, true, true},
	} {
		x := tt.counts.Share(Risk)
		if math.Abs(x.Low-tt.low) > .01 || math.Abs(x.High-tt.high) > .01 || tt.counts.Enough() != tt.enough || x.Sure() != tt.sure {
			t.Errorf("%v: %.3f to %.3f, enough %v, sure %v; want %.2f to %.2f, %v, %v", tt.counts, x.Low, x.High, tt.counts.Enough(), x.Sure(), tt.low, tt.high, tt.enough, tt.sure)
		}
	}
}
