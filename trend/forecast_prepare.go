package trend

import (
	"errors"
	"fmt"
	"math"
)

const (
	// MaxHorizon is the most values that are forecast at once.
	MaxHorizon = 10_000
	// longestHistory is the most values from which forecasts are made; older ones are left out.
	longestHistory = 20_000
)

// history is a series made ready: no gaps, ordinary sizes.
type history struct {
	values []float64
	unit   float64 // what 1 in values stands for
	gap    int     // missing values at the end, to be forecast too
	filled float64 // share of missing values among those in between
	count  bool    // whole numbers, none negative
	low    float64 // smallest value
}

// prepare leaves out missing values at both ends, fills gaps with straight lines, and divides by a power of
// two where numbers are too large or too small to be squared.
func prepare(y []float64) (history, error) {
	known := func(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
	first, last := 0, len(y)
	for last > 0 && !known(y[last-1]) {
		last--
	}
	h := history{gap: len(y) - last, unit: 1, count: true, low: math.Inf(1)}
	first = max(0, last-longestHistory)
	for first < last && !known(y[first]) {
		first++
	}
	if last-first < 2 {
		return h, errors.New("cần ít nhất hai giá trị để dự báo")
	}
	if h.gap > MaxHorizon {
		return h, fmt.Errorf("chuỗi thiếu %d giá trị cuối, quá nhiều để dự báo", h.gap)
	}
	most, missing := 0.0, 0
	for _, v := range y[first:last] {
		if !known(v) {
			missing++
			continue
		}
		most = max(most, math.Abs(v))
		h.low = min(h.low, v)
		h.count = h.count && v >= 0 && v == math.Trunc(v) && v < 1e15
	}
	if most > 1e100 || most > 0 && most < 1e-100 {
		_, exp := math.Frexp(most)
		h.unit = math.Ldexp(1, exp-1)
	}
	h.filled = float64(missing) / float64(last-first)
	h.values = make([]float64, last-first)
	before := 0
	for i, v := range y[first:last] {
		if !known(v) {
			continue
		}
		h.values[i] = v / h.unit
		for k := before + 1; k < i; k++ {
			part := float64(k-before) / float64(i-before)
			h.values[k] = h.values[before] + part*(h.values[i]-h.values[before])
		}
		before = i
	}
	return h, nil
}
