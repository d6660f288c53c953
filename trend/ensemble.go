package trend

import (
	"math"
	"slices"
)

// sharpness is how steeply weights fall with errors: weight ∝ error^−sharpness.
const sharpness = 6

// priorOrigins is how many origins of its own outweigh what is known of a method from other series.
const priorOrigins = 4

// weigh gives each trial its share, 0..1 and 1 in total, from its errors in the backtest. The skill of a
// method over many series, if known, counts as a few origins more.
func weigh(trials []trial, skill map[string]float64) []float64 {
	weights := make([]float64, len(trials))
	errs := meanLosses(trials)
	middle := medianOf(errs)
	n := 0.0
	for _, t := range trials {
		n = max(n, float64(len(t.miss)))
	}
	floor := 1e-3*middle + math.SmallestNonzeroFloat64
	for i, e := range errs {
		if math.IsNaN(e) {
			continue
		}
		l := math.Log((e + floor) / (middle + floor))
		if s, ok := skill[trials[i].name]; ok {
			l = (n*l + priorOrigins*s) / (n + priorOrigins)
		}
		weights[i] = math.Exp(-sharpness * l)
	}
	return normalised(weights)
}

// meanMisses is the error of each trial over the backtest, NaN if it was not judged.
func meanMisses(trials []trial) []float64 {
	return judged(trials, func(t trial) []float64 { return t.miss })
}

// meanLosses is the mean loss of each trial over the backtest, NaN if it was not judged.
func meanLosses(trials []trial) []float64 {
	return judged(trials, func(t trial) []float64 { return t.loss })
}

func judged(trials []trial, by func(trial) []float64) []float64 {
	out := make([]float64, len(trials))
	for i, t := range trials {
		out[i] = math.NaN()
		if at := by(t); len(at) > 0 {
			out[i] = mean(at)
		}
	}
	return out
}

func medianOf(values []float64) float64 {
	known := slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	return median(known)
}

func normalised(weights []float64) []float64 {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	if !(sum > 0) || math.IsInf(sum, 0) {
		for i := range weights {
			weights[i] = 1 / float64(len(weights))
		}
		return weights
	}
	for i := range weights {
		weights[i] /= sum
	}
	return weights
}

// mix forecasts h values from those of the trials: at each step the mean of the middle half, by weight, so
// that no single trial can carry the forecast away.
func mix(trials []trial, weights []float64, h int, of func(trial) []float64) []float64 {
	forecasts := make([][]float64, 0, len(trials))
	shares := make([]share, 0, len(trials))
	for i, t := range trials {
		if weights[i] > 0 {
			shares = append(shares, share{weight: weights[i], of: len(forecasts)})
			forecasts = append(forecasts, of(t))
		}
	}
	out := make([]float64, h)
	for j := range out {
		for i := range shares {
			shares[i].value = forecasts[shares[i].of][j]
		}
		out[j] = middleHalf(shares)
	}
	return out
}

// share is one value with its weight.
type share struct {
	value, weight float64
	of            int
}

// middleHalf is the weighted mean of what lies between the quartiles; weights are 1 in total.
func middleHalf(shares []share) float64 {
	// nearly in order already from the step before
	for i := 1; i < len(shares); i++ {
		for k := i; k > 0 && shares[k].value < shares[k-1].value; k-- {
			shares[k], shares[k-1] = shares[k-1], shares[k]
		}
	}
	below, sum, total := 0.0, 0.0, 0.0
	for _, s := range shares {
		part := min(below+s.weight, 0.75) - max(below, 0.25)
		if part > 0 {
			sum += part * s.value
			total += part
		}
		below += s.weight
	}
	return sum / total
}

// guard moves weights towards the best naive trial until the mixture is not worse than it over the backtest.
func (c *forecastCase) guard(weights []float64) []float64 {
	errs := meanMisses(c.trials)
	best := -1
	for i, t := range c.trials {
		if t.isNaive() && !math.IsNaN(errs[i]) && (best < 0 || errs[i] < errs[best]) {
			best = i
		}
	}
	if best < 0 {
		return weights
	}
	for _, share := range []float64{0, 0.25, 0.5, 0.75} {
		tried := slices.Clone(weights)
		for i := range tried {
			tried[i] *= 1 - share
		}
		tried[best] += share
		if c.miss(tried) <= errs[best] {
			return tried
		}
	}
	only := make([]float64, len(weights))
	only[best] = 1
	return only
}

// miss is the error of the mixture over the backtest.
func (c *forecastCase) miss(weights []float64) float64 {
	sum := 0.0
	for i, n := range c.at {
		f := mix(c.trials, weights, c.horizon, func(t trial) []float64 { return t.past[i] })
		sum += c.by.miss(f, c.values[n:n+c.horizon])
	}
	return sum / float64(len(c.at))
}

// learnSkill is, for each method, the mean logarithm of its error relative to the middle method of the
// same series.
func learnSkill(all [][]trial) map[string]float64 {
	sum, n := map[string]float64{}, map[string]float64{}
	for _, trials := range all {
		errs := meanLosses(trials)
		middle := medianOf(errs)
		if !(middle > 0) {
			continue
		}
		for i, e := range errs {
			if !math.IsNaN(e) {
				sum[trials[i].name] += math.Log((e + 1e-3*middle) / (1.001 * middle))
				n[trials[i].name]++
			}
		}
	}
	for name := range sum {
		if n[name] < 10 {
			delete(sum, name)
			continue
		}
		sum[name] /= n[name]
	}
	return sum
}
