package trend

import (
	"cmp"
	"math"
	"slices"
)

// Series is values in the order in which they arrived. Times and Values have the same length; Stamps has
// it too or is nil.
type Series struct {
	// Times are seconds since 1970-01-01 00:00 UTC if Dated, otherwise an index that only has an order.
	Times []int64
	// Dated says that Times are instants, so that hours of the day and days of the week have a meaning.
	Dated bool
	// Values are what was measured; NaN is a value that is missing.
	Values []float64
	// Stamps are the times as they were written, for printing them again.
	Stamps []string
}

// Len is the number of values.
func (s Series) Len() int { return len(s.Values) }

// Step is the usual distance between two times: the median of the positive distances, in seconds if the
// series is Dated. It is 0 if no time lies after the one before it.
func (s Series) Step() int64 {
	var gaps []int64
	for i := 1; i < len(s.Times); i++ {
		// a distance too large for int64 wraps around to a negative number and is left out
		if gap := s.Times[i] - s.Times[i-1]; gap > 0 {
			gaps = append(gaps, gap)
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// mostFilled bounds how many missing values Regular puts in for each value that is there.
const mostFilled = 4

// Regular returns the series in order of time with one value for each step: of values at the same step the
// last stays, as in a correction that arrives later, and steps without a value are NaN. Gaps are closed up
// where a series is so thin that it would grow to more than five times its length.
func (s Series) Regular() Series {
	order := make([]int, s.Len())
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.Times[a], s.Times[b]) })
	sorted := Series{Dated: s.Dated}
	for _, i := range order {
		n := len(sorted.Times)
		if n > 0 && sorted.Times[n-1] == s.Times[i] {
			sorted.Values[n-1] = s.Values[i]
			continue
		}
		sorted.Times = append(sorted.Times, s.Times[i])
		sorted.Values = append(sorted.Values, s.Values[i])
	}
	return sorted.fillGaps()
}

// fillGaps puts NaN where steps of a series in strict order of time are missing.
func (s Series) fillGaps() Series {
	step := s.Step()
	if step == 0 {
		return s
	}
	full := Series{Dated: s.Dated}
	budget := mostFilled * s.Len()
	for i, at := range s.Times {
		if i > 0 {
			missing := stepsBetween(s.Times[i-1], at, step) - 1
			for k := int64(1); k <= missing && missing <= int64(budget); k++ {
				full.Times = append(full.Times, s.Times[i-1]+k*step)
				full.Values = append(full.Values, math.NaN())
			}
			if missing > 0 && missing <= int64(budget) {
				budget -= int(missing)
			}
		}
		full.Times = append(full.Times, at)
		full.Values = append(full.Values, s.Values[i])
	}
	return full
}

// stepsBetween is the distance of two times in whole steps, rounded; at least 1.
func stepsBetween(from, to, step int64) int64 {
	gap := float64(to) - float64(from) // no overflow at the ends of int64
	n := math.Round(gap / float64(step))
	return int64(math.Max(1, math.Min(n, 1<<52)))
}
