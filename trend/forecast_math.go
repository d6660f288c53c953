package trend

import (
	"math"
	"slices"
)

// nelderMead finds a low point of f near start by the downhill simplex of Nelder and Mead (1965), with at
// most evals evaluations. Each step is the first move along its axis.
func nelderMead(f func([]float64) float64, start, step []float64, evals int) []float64 {
	n := len(start)
	points := make([][]float64, n+1)
	values := make([]float64, n+1)
	for i := range points {
		points[i] = slices.Clone(start)
		if i > 0 {
			points[i][i-1] += step[i-1]
		}
		values[i] = f(points[i])
	}
	centre, trial, second := make([]float64, n), make([]float64, n), make([]float64, n)
	for used := n + 1; used < evals; {
		low, high, next := extremes(values)
		if values[high]-values[low] <= 1e-4*math.Abs(values[low]) {
			break
		}
		centroid(centre, points, high)
		move(trial, centre, points[high], -1)
		got := f(trial)
		used++
		switch {
		case got < values[low]:
			move(second, centre, points[high], -2)
			further := f(second)
			used++
			if further < got {
				copy(points[high], second)
				values[high] = further
			} else {
				copy(points[high], trial)
				values[high] = got
			}
		case got < values[next]:
			copy(points[high], trial)
			values[high] = got
		default:
			move(second, centre, points[high], 0.5)
			inside := f(second)
			used++
			if inside < values[high] {
				copy(points[high], second)
				values[high] = inside
				continue
			}
			for i := range points {
				if i != low {
					move(points[i], points[low], points[i], 0.5)
					values[i] = f(points[i])
					used++
				}
			}
		}
	}
	low, _, _ := extremes(values)
	return points[low]
}

// extremes returns the places of the lowest, the highest and the second highest value.
func extremes(values []float64) (low, high, next int) {
	for i, v := range values {
		if v < values[low] {
			low = i
		}
		if v > values[high] {
			high = i
		}
	}
	next = low
	for i, v := range values {
		if i != high && v > values[next] {
			next = i
		}
	}
	return low, high, next
}

func centroid(out []float64, points [][]float64, without int) {
	for j := range out {
		out[j] = 0
		for i, p := range points {
			if i != without {
				out[j] += p[j]
			}
		}
		out[j] /= float64(len(points) - 1)
	}
}

// move sets out to from + by·(to − from).
func move(out, from, to []float64, by float64) {
	for j := range out {
		out[j] = from[j] + by*(to[j]-from[j])
	}
}

// mean of values; 0 of none.
func mean(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s / float64(max(1, len(x)))
}

// meanStep is the mean absolute difference of values lag apart.
func meanStep(y []float64, lag int) float64 {
	if len(y) <= lag {
		return 0
	}
	s := 0.0
	for i := lag; i < len(y); i++ {
		s += math.Abs(y[i] - y[i-lag])
	}
	return s / float64(len(y)-lag)
}

// quantile of sorted values at p in 0..1, between neighbours by straight line.
func quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := p * float64(len(sorted)-1)
	i := min(int(at), len(sorted)-1)
	j := min(i+1, len(sorted)-1)
	return sorted[i] + (at-float64(i))*(sorted[j]-sorted[i])
}

// median of values, which it sorts; NaN of none.
func median(values []float64) float64 {
	slices.Sort(values)
	return quantile(values, 0.5)
}
