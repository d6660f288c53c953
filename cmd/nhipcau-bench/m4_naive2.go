package main

import "math"

// naive2 is the benchmark of the M4 competition: the last value, after a multiplicative season was taken
// away where the autocorrelation at the season passes a test at 90 %.
func naive2(y []float64, season, horizon int) []float64 {
	index := make([]float64, season)
	for i := range index {
		index[i] = 1
	}
	if season > 1 && isSeasonal(y, season) {
		index = seasonIndices(y, season)
	}
	n := len(y)
	last := y[n-1] / index[(n-1)%season]
	out := make([]float64, horizon)
	for i := range out {
		out[i] = last * index[(n+i)%season]
	}
	return out
}

func isSeasonal(y []float64, season int) bool {
	if len(y) < 3*season {
		return false
	}
	mean := average(y)
	at := func(lag int) float64 {
		s := 0.0
		for i := lag; i < len(y); i++ {
			s += (y[i] - mean) * (y[i-lag] - mean)
		}
		return s
	}
	power, sum := at(0), 0.0
	for lag := 1; lag < season; lag++ {
		r := at(lag) / power
		sum += r * r
	}
	return math.Abs(at(season)/power) > 1.645*math.Sqrt((1+2*sum)/float64(len(y)))
}

// seasonIndices are those of classical multiplicative decomposition, by place in the season.
func seasonIndices(y []float64, season int) []float64 {
	sum, n := make([]float64, season), make([]float64, season)
	half := season / 2
	for i := half; i+half < len(y); i++ {
		level := 0.0
		for k := -half; k <= half; k++ {
			w := 1.0
			if season%2 == 0 && (k == -half || k == half) {
				w = 0.5
			}
			level += w * y[i+k] / float64(season)
		}
		if level > 0 {
			sum[i%season] += y[i] / level
			n[i%season]++
		}
	}
	for i := range sum {
		sum[i] /= max(1, n[i])
	}
	mean := average(sum)
	for i := range sum {
		sum[i] = max(sum[i]/mean, 1e-3)
	}
	return sum
}

func average(y []float64) float64 {
	s := 0.0
	for _, v := range y {
		s += v
	}
	return s / float64(len(y))
}
