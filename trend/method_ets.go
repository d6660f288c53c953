package trend

import (
	"math"
	"slices"
)

// smoothing is additive exponential smoothing with damped trend and season: ETS(A,Ad,A) of Hyndman,
// Koehler, Ord and Snyder (2008) and its special cases.
type smoothing struct {
	level, slope, damp, season float64 // smoothing parameters in 0..1
	period                     int     // 0: no season
}

// smoothed is the state of a smoothing after some values.
type smoothed struct {
	level, slope float64
	season       []float64
	next         int // place in season of the next value
}

// etsMethod smooths with or without trend; period 0 is without season.
func etsMethod(trend bool, period int) method {
	name := "ses"
	if trend {
		name = "damped"
	}
	return method{seasonalName(name, period), false, func(y []float64) learned {
		p, ok := fitSmoothing(y, trend, period)
		if !ok {
			return nil
		}
		return p
	}}
}

// fitSmoothing estimates the parameters by least squares of the one-step errors over the last values.
func fitSmoothing(y []float64, trend bool, period int) (smoothing, bool) {
	const longest = 600
	if len(y) < 4 || len(y) < 2*period {
		return smoothing{}, false
	}
	if cut := len(y) - max(longest, 4*period); cut > 0 {
		y = y[cut:]
	}
	start, step := []float64{0}, []float64{1}
	if trend {
		start, step = append(start, -2, 1), append(step, 1, 1)
	}
	if period > 0 {
		start, step = append(start, -2), append(step, 1)
	}
	first := smoothingOf(start, trend, period).begin(y)
	season := make([]float64, period)
	loss := func(x []float64) float64 {
		s := first
		s.season = season
		copy(season, first.season)
		away := 0.0
		for _, v := range x {
			away += v * v
		}
		return smoothingOf(x, trend, period).run(&s, y) * (1 + 1e-4*away)
	}
	x := nelderMead(loss, start, step, 30+30*len(start))
	return smoothingOf(x, trend, period), true
}

// smoothingOf maps free numbers to parameters within their limits.
func smoothingOf(x []float64, trend bool, period int) smoothing {
	unit := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	p := smoothing{level: unit(x[0]), period: period}
	if trend {
		p.slope, p.damp = unit(x[1]), 0.8+0.18*unit(x[2])
	}
	if period > 0 {
		p.season = unit(x[len(x)-1])
	}
	return p
}

// begin estimates the state before the first value from the first values.
func (p smoothing) begin(y []float64) smoothed {
	trend := p.damp > 0
	if p.period == 0 {
		if !trend {
			return smoothed{level: mean(y[:min(len(y), 5)])}
		}
		level, slope := straightLine(y[:min(len(y), 10)])
		return smoothed{level: level - slope, slope: slope}
	}
	m := p.period
	cycles := min(len(y)/m, 3)
	first, last := mean(y[:m]), mean(y[(cycles-1)*m:cycles*m])
	slope := 0.0
	if cycles > 1 {
		slope = (last - first) / float64((cycles-1)*m)
	}
	s := smoothed{level: first, season: make([]float64, m)}
	for c := range cycles {
		centre := mean(y[c*m : (c+1)*m])
		for j := range m {
			along := slope * (float64(j) - float64(m-1)/2)
			s.season[j] += (y[c*m+j] - centre - along) / float64(cycles)
		}
	}
	if trend {
		s.level, s.slope = first-slope*float64(m+1)/2, slope
	}
	return s
}

// run takes y into the state and returns the sum of squared one-step errors.
func (p smoothing) run(s *smoothed, y []float64) float64 {
	if p.period > 0 {
		return p.runSeason(s, y)
	}
	sum, level, slope := 0.0, s.level, s.slope
	gain := p.level * p.slope
	for _, v := range y {
		slope *= p.damp
		level += slope
		e := v - level
		sum += e * e
		slope += gain * e
		level += p.level * e
	}
	s.level, s.slope = level, slope
	return sum
}

func (p smoothing) runSeason(s *smoothed, y []float64) float64 {
	sum, level, slope := 0.0, s.level, s.slope
	gain, turn := p.level*p.slope, p.season*(1-p.level)
	for _, v := range y {
		slope *= p.damp
		level += slope
		e := v - level - s.season[s.next]
		sum += e * e
		slope += gain * e
		level += p.level * e
		s.season[s.next] += turn * e
		s.next++
		if s.next == p.period {
			s.next = 0
		}
	}
	s.level, s.slope = level, slope
	return sum
}

func (p smoothing) after(y []float64, origins []int, h int) [][]float64 {
	out := make([][]float64, len(origins))
	s := p.begin(y[:origins[0]])
	s.season = slices.Clone(s.season)
	from := 0
	for i, n := range origins {
		p.run(&s, y[from:n])
		from = n
		out[i] = p.ahead(s, h)
	}
	return out
}

func (p smoothing) ahead(s smoothed, h int) []float64 {
	out := make([]float64, h)
	for i := range out {
		s.slope *= p.damp
		s.level += s.slope
		out[i] = s.level
		if p.period > 0 {
			out[i] += s.season[(s.next+i)%p.period]
		}
	}
	return out
}

// straightLine fits the level at the first value and the slope by least squares.
func straightLine(y []float64) (level, slope float64) {
	centre := float64(len(y)-1) / 2
	m := mean(y)
	xy, xx := 0.0, 0.0
	for i, v := range y {
		d := float64(i) - centre
		xy += d * (v - m)
		xx += d * d
	}
	if xx > 0 {
		slope = xy / xx
	}
	return m - slope*centre, slope
}
