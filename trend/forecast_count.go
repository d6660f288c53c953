package trend

import "math"

// smallCount is the forecast below which whole numbers are not treated as measured values: their chances
// are lopsided and start at 0.
const smallCount = 20

// countEnds are quantiles of whole numbers with the mean v: Poisson, or negative binomial with as much more
// variance as the backtest showed. Only the size of errors that Poisson does not explain grows with distance.
func (c *forecastCase) countEnds(v float64, iv intervals, j int) (lo80, hi80, lo95, hi95 float64) {
	low, high := iv.ends(v, 0, j)
	sd := (high - low) / 2 / 1.2816
	q := countQuantiles(max(v, 0.5/float64(len(c.values))), sd*sd, []float64{0.025, 0.10, 0.90, 0.975})
	return min(q[1], math.Floor(v)), max(q[2], math.Ceil(v)), q[0], q[3]
}

// countQuantiles returns for each of the ascending shares the smallest whole number k with at least that
// share at or below k, of a negative binomial distribution with the given mean and variance; a variance up
// to the mean makes it Poisson.
func countQuantiles(mean, variance float64, shares []float64) []float64 {
	const farthest = 100_000
	p, next := poisson(mean)
	if variance > mean*1.001 {
		p, next = negativeBinomial(mean, variance)
	}
	out := make([]float64, len(shares))
	k, sum := 0, p
	for i, share := range shares {
		for sum < share && k < farthest {
			p = next(p, k)
			sum += p
			k++
		}
		out[i] = float64(k)
	}
	return out
}

// poisson returns the chance of 0, and that of k+1 from that of k.
func poisson(mean float64) (float64, func(p float64, k int) float64) {
	return math.Exp(-mean), func(p float64, k int) float64 { return p * mean / float64(k+1) }
}

// negativeBinomial returns the chance of 0, and that of k+1 from that of k.
func negativeBinomial(mean, variance float64) (float64, func(p float64, k int) float64) {
	size := mean * mean / (variance - mean)
	fail := 1 - mean/variance
	return math.Exp(size * math.Log(mean/variance)), func(p float64, k int) float64 {
		return p * fail * (size + float64(k)) / float64(k+1)
	}
}
