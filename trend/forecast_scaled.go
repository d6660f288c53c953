package trend

import "math"

// MASE is the mean absolute scaled error of a forecast of what followed a history: its mean absolute error over that
// which the naive method, repeating the value of one season before, had within the history. Below 1 it was better than the
// naive method usually is. A season of 1 repeats the last value. It is NaN where the history is no longer than a season or
// the naive method was never wrong there.
//
// Hyndman and Koehler, Another look at measures of forecast accuracy, International Journal of Forecasting 22 (2006).
func MASE(history, forecast, came []float64, season int) float64 {
	scale := meanStep(history, season)
	if scale == 0 {
		return math.NaN()
	}
	return meanMiss(forecast, came) / scale
}

// season is the one that the naive line repeats: the shortest, as a longer one has been seen less often.
func (c *forecastCase) season() int {
	if len(c.periods) == 0 {
		return 1
	}
	return c.periods[0]
}

// naive repeats the last season, in the unit of the series.
func (c *forecastCase) naive() []float64 {
	m, n := c.season(), len(c.values)
	out := make([]float64, 0, c.horizon-c.gap)
	for j := c.gap; j < c.horizon; j++ {
		out = append(out, c.lift(c.values[n-m+j%m]))
	}
	return out
}

// scaled is the mean MASE of the forecasts from the last origins, each made from what was known then, and from how many.
func (c *forecastCase) scaled(last int) (mase float64, origins int) {
	sum := 0.0
	for back := range last {
		before := c.before(back)
		if before == nil {
			break
		}
		n := len(before.values)
		forecast := mix(before.trials, before.weights(nil), c.horizon, func(t trial) []float64 { return t.next })
		e := MASE(before.raised(before.values), before.raised(forecast)[c.gap:], before.raised(c.values[n : n+c.horizon])[c.gap:], c.season())
		if math.IsNaN(e) || math.IsInf(e, 0) {
			continue
		}
		sum += e
		origins++
	}
	return sum / float64(origins), origins
}

// raised is lift for many numbers.
func (c *forecastCase) raised(values []float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = c.lift(v)
	}
	return out
}
