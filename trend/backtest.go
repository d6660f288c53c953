package trend

import (
	"math"
	"slices"
	"strings"
)

// mostOrigins bounds the backtest of one series.
const mostOrigins = 12

// origins are the lengths of history from which a series of n values is forecast again, ascending: at
// least half of the history is kept for the first, they lie at most h apart, and the last leaves h values.
// A short history gives none.
func origins(n, h int) []int {
	last := n - h
	first := max((n+1)/2, 4)
	if last < first {
		return nil
	}
	count := min(mostOrigins, last-first+1)
	if count == 1 {
		return []int{last}
	}
	apart := min(float64(h), float64(last-first)/float64(count-1))
	out := make([]int, count)
	for i := range out {
		out[i] = last - int(math.Round(float64(count-1-i)*apart))
	}
	return out
}

// trial is a method with its forecasts: past from each origin of the backtest, next after the whole history.
type trial struct {
	name string
	log  bool
	past [][]float64 // nil if the method cannot be judged
	next []float64
	miss []float64 // error at each origin, as it is reported
	loss []float64 // what weights follow
}

// tryMethods forecasts from every origin with every method that can. For the backtest, parameters come
// from what was known at the first origin; for the forecast, from everything.
func tryMethods(methods []method, y []float64, at []int, h int, by measure) []trial {
	var all []trial
	for _, m := range methods {
		l := m.learn(y)
		if l == nil {
			continue
		}
		t := trial{name: m.name, log: m.log, next: l.after(y, []int{len(y)}, h)[0]}
		if !sane(t.next, y) {
			continue
		}
		t.backtest(m, y, at, h, by)
		all = append(all, t)
	}
	return all
}

// backtest judges the method, unless there is no origin or it cannot forecast from one of them.
func (t *trial) backtest(m method, y []float64, at []int, h int, by measure) {
	if len(at) == 0 {
		return
	}
	past := make([][]float64, 0, len(at))
	miss, loss := make([]float64, len(at)), make([]float64, len(at))
	for group := range slices.Chunk(at, (len(at)+relearn-1)/relearn) {
		l := m.learn(y[:group[0]])
		if l == nil {
			return
		}
		past = append(past, l.after(y, group, h)...)
	}
	for i, n := range at {
		if !sane(past[i], y[:n]) {
			return
		}
		miss[i], loss[i] = by.miss(past[i], y[n:n+h]), by.loss(past[i], y[n:n+h])
	}
	t.past, t.miss, t.loss = past, miss, loss
}

// measure says how bad a forecast of y was, in its unit: miss as it is reported and compared with the naive
// methods, loss as weights follow it.
type measure struct {
	miss, loss func(forecast, y []float64) float64
}

// measureFor looks at absolute errors, and for the weights also at errors relative to the size of a value, as
// in the quiet hours. Of small counts the mean is wanted, but the mean absolute error is least for a forecast
// of 0; there the root of the mean squared error counts.
func measureFor(smallCounts bool) measure {
	if smallCounts {
		return measure{rootMiss, rootMiss}
	}
	return measure{meanMiss, func(forecast, y []float64) float64 {
		return (meanMiss(forecast, y) + relativeMiss(forecast, y)) / 2
	}}
}

func meanMiss(forecast, y []float64) float64 {
	s := 0.0
	for i, f := range forecast {
		s += math.Abs(y[i] - f)
	}
	return s / float64(len(forecast))
}

func rootMiss(forecast, y []float64) float64 {
	s := 0.0
	for i, f := range forecast {
		s += (y[i] - f) * (y[i] - f)
	}
	return math.Sqrt(s / float64(len(forecast)))
}

// relativeMiss is the mean symmetric relative error (Makridakis 1993) times the mean size of the values, so
// that it can stand beside the mean absolute error: it sees the quiet hours too.
func relativeMiss(forecast, y []float64) float64 {
	sum, size := 0.0, 0.0
	for i, f := range forecast {
		size += math.Abs(y[i])
		if both := math.Abs(y[i]) + math.Abs(f); both > 0 {
			sum += 2 * math.Abs(y[i]-f) / both
		}
	}
	n := float64(len(y))
	return sum / n * size / n
}

// relearn is how many times parameters are estimated for a backtest.
const relearn = 2

// sane refuses forecasts that are no numbers or lie further out than the history is wide, several times.
func sane(f, y []float64) bool {
	low, high := y[0], y[0]
	for _, v := range y {
		low, high = min(low, v), max(high, v)
	}
	reach := 3*(high-low) + math.Abs(y[len(y)-1])*1e-9
	for _, v := range f {
		if !(v >= low-reach && v <= high+reach) {
			return false
		}
	}
	return true
}

func (t trial) isNaive() bool { return strings.HasPrefix(t.name, "naive") }
