package trend

import "math"

// steps turns the middle forecasts and the distances of the truth into what a reader gets.
func (c *forecastCase) steps(middle []float64, iv intervals) []ForecastStep {
	out := make([]ForecastStep, 0, len(middle)-c.gap)
	for j := c.gap; j < len(middle); j++ {
		v := c.lift(middle[j])
		s := ForecastStep{Step: j - c.gap + 1, Mean: v}
		if c.count && v < smallCount {
			s.Lo80, s.Hi80, s.Lo95, s.Hi95 = c.countEnds(v, iv, j)
		} else {
			lo80, hi80 := iv.ends(middle[j], 0, j)
			lo95, hi95 := iv.ends(middle[j], 1, j)
			s.Lo80, s.Hi80, s.Lo95, s.Hi95 = c.lift(lo80), c.lift(hi80), c.lift(lo95), c.lift(hi95)
		}
		s.Lo95, s.Hi95 = min(s.Lo95, s.Lo80), max(s.Hi95, s.Hi80)
		out = append(out, s)
	}
	return out
}

// lift brings a number back to the unit of the series, within what numbers can say, and not below 0 if the
// series never was.
func (c *forecastCase) lift(v float64) float64 {
	v = max(-math.MaxFloat64, min(v*c.unit, math.MaxFloat64))
	if c.low >= 0 {
		v = max(v, 0)
	}
	return v
}
