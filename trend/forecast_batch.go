package trend

import (
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

const (
	// batchSize is how many series at most are in memory with all their trials at once, and learn from
	// each other.
	batchSize = 4096
	// trialNumbers bounds the numbers in all these trials, about 300 for each step of each series; far
	// horizons make smaller batches.
	trialNumbers = 32 << 20
)

// ForecastBatch forecasts many series that are of one kind, as [Forecast] does each of them, and lets them
// learn from each other within this call: which seasons they have, an autoregression that all share, which
// methods do well on such series, and how wide intervals have to be for their share of true values. errs has an error for each series that could
// not be forecast.
//
// It works on all processors; the result depends on the input only.
func ForecastBatch(series [][]float64, o ForecastOptions) (out []Outlook, errs []error) {
	return forecastAll(series, o.Horizon, func(int) ForecastOptions { return o }, o.Periods == nil)
}

// ForecastSeries is [ForecastBatch] for series with times: values in order of time, one for each step, and
// without periods those of [Series.Periods].
func ForecastSeries(series []Series, o ForecastOptions) (out []Outlook, errs []error) {
	values, options := make([][]float64, len(series)), make([]ForecastOptions, len(series))
	undated := o.Periods == nil
	inParallel(len(series), func(i int) {
		s := series[i].Regular()
		values[i], options[i] = s.Values, o
		if o.Periods == nil {
			options[i].Periods = append([]int{}, s.Periods()...)
		}
	})
	for _, s := range series {
		undated = undated && !s.Dated
	}
	return forecastAll(values, o.Horizon, func(i int) ForecastOptions { return options[i] }, undated)
}

// forecastAll works in chunks; share lets the series agree on their seasons.
func forecastAll(series [][]float64, horizon int, options func(i int) ForecastOptions, share bool) ([]Outlook, []error) {
	out, errs := make([]Outlook, len(series)), make([]error, len(series))
	size := max(fewestTeachers, min(batchSize, trialNumbers/(300*max(1, horizon))))
	for from := 0; from < len(series); from += size {
		to := min(from+size, len(series))
		cases := make([]*forecastCase, to-from)
		inParallel(len(cases), func(i int) {
			cases[i], errs[from+i] = newCase(series[from+i], options(from+i))
		})
		forecastChunk(cases, share, out[from:to])
	}
	return out, errs
}

func forecastChunk(cases []*forecastCase, share bool, out []Outlook) {
	known := slices.DeleteFunc(slices.Clone(cases), func(c *forecastCase) bool { return c == nil })
	if share && len(known) >= fewestTeachers {
		agreePeriods(known)
	}
	tryAll(known)
	p := learnTogether(known)
	inParallel(len(cases), func(i int) {
		if cases[i] != nil {
			out[i] = cases[i].outlook(p)
		}
	})
}

// agreePeriods gives all series the periods that a third of them were found to have, where they are long
// enough for them: a season that noise hides in one series shows in others.
func agreePeriods(cases []*forecastCase) {
	votes := map[int]int{}
	for _, c := range cases {
		for _, m := range c.periods {
			votes[m]++
		}
	}
	var common []int
	for m, n := range votes {
		if 3*n >= len(cases) {
			common = append(common, m)
		}
	}
	slices.Sort(common)
	for _, c := range cases {
		var long []int
		for _, m := range common {
			if 2*m <= len(c.values) {
				long = append(long, m)
			}
		}
		if len(long) > 0 {
			c.periods = long
		}
	}
}

// inParallel calls do for 0..n-1 on all processors.
func inParallel(n int, do func(int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
}

// fewestTeachers is how many series must be there before they teach each other.
const fewestTeachers = 20

func learnTogether(cases []*forecastCase) pooled {
	if len(cases) < fewestTeachers {
		return pooled{}
	}
	all := make([][]trial, len(cases))
	for i, c := range cases {
		all[i] = c.trials
	}
	p := pooled{skill: learnSkill(all)}
	p.width = learnWidth(cases, p.skill)
	return p
}

// widthOrigins is from how many of the last origins the series learn how wide intervals have to be: years
// differ, so that one is too few.
const widthOrigins = 4

// learnWidth forecasts the last horizons of each series from what lies before them, and returns for each
// level the factor on the intervals with which the right share of true values would have been inside. Few
// series move it less.
func learnWidth(cases []*forecastCase, skill map[string]float64) [2]float64 {
	found := make([][2][]float64, len(cases))
	inParallel(len(cases), func(i int) { found[i] = cases[i].distances(skill, widthOrigins) })
	var width [2]float64
	for l, p := range levels {
		var all []float64
		n := 0.0
		for _, d := range found {
			all = append(all, d[l]...)
			n += float64(min(1, len(d[l])))
		}
		slices.Sort(all)
		width[l] = 1
		if q := quantile(all, p); q > 0 {
			width[l] = math.Exp(math.Log(q) * n / (n + fewestTeachers))
		}
	}
	return width
}

// distances of true values from forecasts made before them, in half widths of the intervals, by level, from
// the given number of last origins.
func (c *forecastCase) distances(skill map[string]float64, last int) (out [2][]float64) {
	for back := range last {
		before := c.before(back)
		if before == nil {
			break
		}
		weights := before.weights(skill)
		middle := mix(before.trials, weights, c.horizon, func(t trial) []float64 { return t.next })
		iv := before.intervals(weights, [2]float64{})
		for j, v := range middle {
			truth := c.values[len(before.values)+j]
			for l := range levels {
				out[l] = append(out[l], iv.outside(truth, v, l, j))
			}
		}
	}
	return out
}

// before is the case as it was at the last origin, or back origins before it: what was tried at origins
// whose horizon had passed by then. It is nil if there are fewer than three of them.
func (c *forecastCase) before(back int) *forecastCase {
	last := len(c.at) - 1 - back
	if last < 0 {
		return nil
	}
	n := c.at[last]
	past := 0
	for past < last && c.at[past]+c.horizon <= n {
		past++
	}
	if past < 3 {
		return nil
	}
	out := *c
	out.values, out.at = c.values[:n], c.at[:past]
	out.trials = nil
	for _, t := range c.trials {
		if t.past != nil {
			t.past, t.miss, t.loss, t.next = t.past[:past], t.miss[:past], t.loss[:past], t.past[last]
			out.trials = append(out.trials, t)
		}
	}
	return &out
}
