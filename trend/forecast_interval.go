package trend

import (
	"math"
	"slices"
)

// levels are the shares of true values that the two intervals hold.
var levels = [2]float64{0.80, 0.95}

// intervals knows how far the truth lies from a mixture.
type intervals struct {
	ratio bool         // errors are measured as logarithms of true value / forecast
	reach [2][]float64 // half width by level and step
}

// intervals come from the errors of the mixture in the backtest: their size by distance, times the quantile
// of all errors so scaled. Few independent origins, and weights that were chosen to make these very errors
// small, ask for wider ones; a batch measures by how much.
func (c *forecastCase) intervals(weights []float64, factors [2]float64) intervals {
	out := intervals{ratio: c.multiplies(weights)}
	errs := c.errors(weights, out.ratio)
	size := spreadByStep(errs, c.horizon)
	if len(errs) == 0 {
		size = c.guessedSpread(out.ratio)
	}
	scaled := scaledErrors(errs, size)
	for l, p := range levels {
		normal := [2]float64{1.606, 2.456}[l] // quantile of a normal error in units of its mean size
		n := float64(len(errs))
		q := (n*orZero(quantile(scaled, p)) + priorErrors*normal) / (n + priorErrors)
		q *= widening(l, c.independent())
		if factors[l] > 0 {
			q *= factors[l]
		}
		out.reach[l] = make([]float64, c.horizon)
		for j, s := range size {
			out.reach[l][j] = q * s
		}
	}
	return out
}

// priorErrors is how many origins the normal distribution counts for.
const priorErrors = 5

// independent is the number of origins whose horizons would not overlap.
func (c *forecastCase) independent() float64 {
	if len(c.at) == 0 {
		return 1
	}
	return 1 + float64(c.at[len(c.at)-1]-c.at[0])/float64(c.horizon)
}

func widening(level int, independent float64) float64 {
	return 1 + [2]float64{0.5, 1.4}[level]/independent
}

// multiplies reports whether errors grow with the value: all values are positive and the methods that work
// on logarithms carry more of the forecast.
func (c *forecastCase) multiplies(weights []float64) bool {
	if !(c.low > 0) {
		return false
	}
	logs, sum := 0.0, 0.0
	for i, t := range c.trials {
		if t.isNaive() {
			continue
		}
		sum += weights[i]
		if t.log {
			logs += weights[i]
		}
	}
	return logs > sum/2
}

// errors of the mixture in the backtest, by origin and step.
func (c *forecastCase) errors(weights []float64, ratio bool) [][]float64 {
	out := make([][]float64, len(c.at))
	for i, n := range c.at {
		f := mix(c.trials, weights, c.horizon, func(t trial) []float64 { return t.past[i] })
		for j, v := range f {
			f[j] = c.values[n+j] - v
			if ratio {
				f[j] = math.Log(c.values[n+j] / max(v, c.values[n+j]*1e-6))
			}
		}
		out[i] = f
	}
	return out
}

// guessedSpread is that of a random walk with the steps of the history, where nothing could be tried.
func (c *forecastCase) guessedSpread(ratio bool) []float64 {
	y := c.values
	if ratio {
		y = logarithms(y)
	}
	step := meanStep(y, 1)
	out := make([]float64, c.horizon)
	for j := range out {
		out[j] = step * math.Sqrt(float64(j+1))
	}
	return out
}

// spreadByStep is the mean absolute error by step, smoothed to a power between 0 and 1 of the distance.
func spreadByStep(errs [][]float64, h int) []float64 {
	m := make([]float64, h)
	for _, e := range errs {
		for j, v := range e {
			m[j] += math.Abs(v) / float64(len(errs))
		}
	}
	out := make([]float64, h)
	best := math.Inf(1)
	shape := make([]float64, h)
	for power := 0.0; power <= 1; power += 0.125 {
		size := 0.0
		for j := range m {
			shape[j] = math.Pow(float64(j+1), power)
			size += m[j] / shape[j] / float64(h)
		}
		if size == 0 {
			return out
		}
		loss := 0.0
		for j, v := range m {
			loss += math.Abs(v/shape[j]/size - 1)
		}
		if loss < best {
			best = loss
			for j := range out {
				out[j] = size * shape[j]
			}
		}
	}
	return out
}

// scaledErrors are the sizes of all errors in units of the spread of their step, ascending.
func scaledErrors(errs [][]float64, size []float64) []float64 {
	var out []float64
	for _, e := range errs {
		for j, v := range e {
			if size[j] > 0 {
				out = append(out, math.Abs(v)/size[j])
			}
		}
	}
	slices.Sort(out)
	return out
}

func orZero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

// ends of the interval of a level around the forecast v of step j.
func (iv intervals) ends(v float64, level, j int) (low, high float64) {
	r := iv.reach[level][j]
	if iv.ratio && v > 0 {
		return v * math.Exp(-r), v * math.Exp(r)
	}
	return v - r, v + r
}

// outside measures how far the truth lies from the forecast in half widths of the interval: 1 at its end.
func (iv intervals) outside(truth, v float64, level, j int) float64 {
	d := math.Abs(truth - v)
	if iv.ratio && v > 0 && truth > 0 {
		d = math.Abs(math.Log(truth / v))
	}
	if d == 0 {
		return 0
	}
	return d / max(iv.reach[level][j], 1e-300)
}
