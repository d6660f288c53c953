package trend

import (
	"encoding/binary"
	"math"
	"testing"
)

// FuzzForecast makes a series of any bytes: eight of them a value, or one of them a small one.
func FuzzForecast(f *testing.F) {
	f.Add([]byte("0123456789abcdef0123456789abcdef"), uint8(3), uint8(2), uint8(7), true)
	f.Add([]byte{0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0}, uint8(5), uint8(0), uint8(0), false)
	f.Add([]byte{255, 1, 255, 1, 255, 1, 255, 1, 255, 1, 255, 1, 255, 1}, uint8(20), uint8(2), uint8(2), false)
	f.Fuzz(func(t *testing.T, data []byte, horizon, short, long uint8, whole bool) {
		y := valuesOf(data[:min(len(data), 1200)], whole)
		o := ForecastOptions{Horizon: int(horizon)}
		if short > 0 {
			o.Periods = []int{int(short), int(long)}
		}
		out, err := Forecast(y, o)
		if err != nil {
			return
		}
		for _, s := range out.Steps {
			ok := s.Lo95 <= s.Lo80 && s.Lo80 <= s.Mean && s.Mean <= s.Hi80 && s.Hi80 <= s.Hi95
			if !ok || math.IsInf(s.Lo95, 0) || math.IsInf(s.Hi95, 0) {
				t.Fatalf("%v %+v of %v", o, s, y)
			}
		}
		if out.Backtest.Error > out.Backtest.Naive*(1+1e-9) {
			t.Fatalf("%v: %g is worse than %g of %v", o, out.Backtest.Error, out.Backtest.Naive, y)
		}
	})
}

func valuesOf(data []byte, whole bool) []float64 {
	var y []float64
	if !whole {
		for _, b := range data[:min(len(data), 300)] {
			v := float64(b) - 3
			if b == 200 {
				v = math.NaN()
			}
			y = append(y, v)
		}
		return y
	}
	for ; len(data) >= 8; data = data[8:] {
		y = append(y, math.Float64frombits(binary.LittleEndian.Uint64(data)))
	}
	return y
}

// FuzzForecastBatch cuts any bytes into as many series as teach each other.
func FuzzForecastBatch(f *testing.F) {
	f.Add([]byte("4 8 15 16 23 42 4 8 15 16 23 42 4 8 15 16 23 42 4 8 15 16 23 42"), uint8(3), uint8(6))
	f.Add([]byte{0, 0, 0, 0, 200, 200, 0, 0, 9, 1, 1, 1, 1, 1, 1, 1, 1}, uint8(9), uint8(0))
	f.Fuzz(func(t *testing.T, data []byte, horizon, period uint8) {
		var series [][]float64
		for i := range 24 {
			from := min(len(data), i*i%31)
			series = append(series, valuesOf(data[from:min(len(data), 120)], false))
		}
		o := ForecastOptions{Horizon: int(horizon % 40)}
		if period > 0 {
			o.Periods = []int{int(period)}
		}
		out, errs := ForecastBatch(series, o)
		for i, got := range out {
			if errs[i] == nil && len(got.Steps) != o.Horizon {
				t.Fatalf("series %d has %d steps", i, len(got.Steps))
			}
			for _, s := range got.Steps {
				if !(s.Lo95 <= s.Mean && s.Mean <= s.Hi95) || math.IsInf(s.Lo95, 0) || math.IsInf(s.Hi95, 0) {
					t.Fatalf("series %d: %+v", i, s)
				}
			}
		}
	})
}
