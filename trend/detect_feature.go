package trend

import "math"

// features turns values into the quantities that channels watch: jumps, departures from what was usual
// over several spans, from the same time of other days and weeks, and changes of the spread.
type features struct {
	rows     float64
	last     float64    // value before
	near     float64    // average over about 33 rows
	far      float64    // average over up to 2,000 rows
	levels   [4]float64 // averages over about 1, 3, 20 and 100 rows
	spreads  [3]volatility
	variance float64 // over about 1,000 rows; keeps flat stretches from an infinite logarithm
}

// volatility follows the logarithm of the variance over a short and a long span.
type volatility struct{ mean, variance, usual float64 }

const (
	nearRate  = 0.03
	farRate   = 0.0005
	wholeRate = 0.001
)

var (
	levelRates  = [4]float64{1, 0.3, 0.05, 0.01}
	spreadRates = [3][2]float64{{0.2, 0.01}, {0.05, 0.005}, {0.02, 0.002}}
)

// The groups in which channels agree or stand alone.
const (
	ofChange = iota
	ofSpread
	ofLevel
	ofDay
	ofWeek
	groups
)

// featureCount is the number of quantities that observe gives.
const featureCount = 2 + len(spreadRates) + len(levelRates)

// featureGroup is the group of each quantity that observe gives.
var featureGroup = [featureCount]int{ofChange, ofChange, ofSpread, ofSpread, ofSpread, ofLevel, ofLevel, ofLevel, ofLevel}

// start sets everything to the first value.
func (f *features) start(v float64) {
	*f = features{last: v, near: v, far: v}
	for i := range f.levels {
		f.levels[i] = v
	}
	for i := range f.spreads {
		f.spreads[i].mean = v
	}
}

// observe takes in a value and gives the quantities to watch, NaN where one is not known yet.
func (f *features) observe(v float64) (q [featureCount]float64) {
	if f.rows == 0 {
		f.start(v)
	}
	f.rows++
	q[0], q[1] = v-f.last, v-f.near
	f.last = v
	f.near += (v - f.near) * nearRate
	d := v - f.spreads[0].mean
	f.variance += (d*d - f.variance) * wholeRate
	for i := range f.spreads {
		q[2+i] = f.spreads[i].observe(v, f.rows, f.variance, spreadRates[i])
	}
	f.far += (v - f.far) * max(1/f.rows, farRate)
	for i := range f.levels {
		f.levels[i] += (v - f.levels[i]) * levelRates[i]
		q[2+len(spreadRates)+i] = f.levels[i] - f.far
	}
	return q
}

func (s *volatility) observe(v, rows, whole float64, rates [2]float64) float64 {
	d := v - s.mean
	s.variance += (d*d - s.variance) * rates[0]
	s.mean += d * rates[0]
	now := math.Log(s.variance + whole*1e-3 + 1e-12)
	if rows <= 3/rates[0] {
		s.usual = now
		return math.NaN()
	}
	q := now - s.usual
	s.usual += q * rates[1]
	return q
}
